"""The charting JavaScript: bundled once per installation, sent to the browser once per page."""

import contextlib
import functools
import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_data_dir

from ..base.files import write_whole
from .front import script

# What the bundle gives to whoever imports it; the bundler knows the library under this name.
SNIPPET = "export const embed = vegaEmbed;"
FRONT = script("runtime")


def cache_file() -> Path:
    """Where the bundle lies on this machine; the name changes with the versions that it is made of.

    It is a folder that JupyterLab's server serves, so that a page gets the bundle also while the kernel is busy.
    """
    made_of = "|".join([version("altair"), version("vl-convert-python"), SNIPPET])
    digest = hashlib.sha256(made_of.encode()).hexdigest()[:12]
    return Path(jupyter_data_dir()) / "labextensions" / "triangle-workbook" / f"vega-{digest}.js"


def prepare() -> Path:
    """Make the bundle if this installation has none yet (about a second) and return its path.

    Several kernels may call this at once: each writes a file of its own and renames it into place.
    """
    path = cache_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _bundle().encode())
    return path


def javascript() -> bytes:
    """The bundle as bytes, from the cache, or made afresh where the cache cannot be written."""
    try:
        return prepare().read_bytes()
    except OSError:
        return _bundle().encode()


def _bundle() -> str:
    import altair
    import vl_convert

    code: str = vl_convert.javascript_bundle(SNIPPET, vl_version=altair.SCHEMA_VERSION.rsplit(".", 1)[0])
    return code


@functools.cache
def start() -> Any:
    """Offer the bundle to the page, once per kernel: a page that has none yet fetches it or asks for it."""
    import anywidget
    import traitlets

    class Runtime(anywidget.AnyWidget):
        _esm = FRONT
        file = traitlets.Unicode(cache_file().name).tag(sync=True)

    with contextlib.suppress(OSError):
        prepare()
    runtime = Runtime()
    runtime.on_msg(lambda widget, _content, _buffers: widget.send({"kind": "bundle"}, [javascript()]))
    return runtime


def displayed(widget: Any, text: str) -> dict[str, Any]:
    """The MIME bundle of ``widget`` where it is not a view: the widget, and ``text`` where none can be shown."""
    import ipywidgets

    start()
    data = ipywidgets.VBox([widget])._repr_mimebundle_()
    return {**{kind: value for kind, value in data.items() if kind != "text/plain"}, "text/plain": text}
