"""The charting JavaScript: bundled once per installation, sent to the browser once per kernel."""

import functools
import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

import platformdirs

# The panels of a page wait on this promise; whichever runtime loads first answers it.
SNIPPET = """
const slot = globalThis[Symbol.for("triangle-workbook")] ??= Promise.withResolvers
  ? Promise.withResolvers()
  : (() => { let resolve; const promise = new Promise(r => { resolve = r }); return { promise, resolve } })();
slot.resolve(vegaEmbed);
export default { render() {} };
"""


def cache_file():
    """Where the bundle lies on this machine; the name changes with the versions that it is made of."""
    made_of = "|".join([version("altair"), version("vl-convert-python"), SNIPPET])
    digest = hashlib.sha256(made_of.encode()).hexdigest()[:12]
    return Path(platformdirs.user_cache_dir("triangle-workbook")) / f"vega-{digest}.js"


def prepare():
    """Make the bundle if this installation has none yet (about a second) and return its path.

    Several kernels may call this at once: each writes a file of its own and renames it into place.
    """
    path = cache_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_bundle())
        Path(scratch).replace(path)
    return path


def javascript():
    """The bundle as text, from the cache, or made afresh where the cache cannot be written."""
    try:
        return prepare().read_text(encoding="utf-8")
    except OSError:
        return _bundle()


def _bundle():
    import altair
    import vl_convert

    return vl_convert.javascript_bundle(SNIPPET, vl_version=altair.SCHEMA_VERSION.rsplit(".", 1)[0])


@functools.cache
def start():
    """Send the bundle to the page, once per kernel; every panel uses it."""
    import anywidget

    return anywidget.AnyWidget(_esm=javascript())
