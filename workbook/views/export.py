"""Views as files that need nothing else: an HTML page, a picture."""

import json
import os
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..base import WorkbookError
from ..base.files import write_whole
from ..base.pages import page as page_of
from ..base.palette import LIGHT, in_light
from .shown import Shown

LINE_LENGTH = 110  # characters of a line above a picture
PICTURE_WIDTH = 900  # pixels
FORMATS = (".html", ".svg", ".png")


def save(view: Shown, path: str | os.PathLike[str]) -> Path:
    """Write ``view`` as it stands to ``path`` (.html, .svg or .png); returns the path.

    The file needs no network, now or later. Raises WorkbookError for another ending.
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise WorkbookError(f"{path.name} has no known ending; a view is saved as {', '.join(FORMATS)}.")
    if path.suffix.lower() == ".html":
        content = page({view.name: view}, "Triangle Workbook").encode()
    else:
        content = png(view) if path.suffix.lower() == ".png" else svg(view).encode()
    write_whole(path, content)
    return path


def svg(view: Shown) -> str:
    """``view`` as SVG text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(picture(view), vl_version=_vega_lite()))


def png(view: Shown) -> bytes:
    """``view`` as the bytes of a PNG."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(picture(view), vl_version=_vega_lite()))


def picture(view: Shown) -> dict[str, Any]:
    """The specification of ``view`` as a picture that stands alone: finding, question and source are in it."""
    headline, second = view.finding
    lines = [view.question, *textwrap.wrap(second, LINE_LENGTH), *textwrap.wrap(view.source, LINE_LENGTH)]
    title = {
        "text": textwrap.wrap(headline, 80),
        "subtitle": lines,
        "anchor": "start",
        "offset": 14,
        "fontSize": 17,
        "color": LIGHT["ink"],
        "subtitleColor": LIGHT["quiet"],
        "subtitleFontSize": 12,
    }
    spec: dict[str, Any] = json.loads(in_light(json.dumps(view.spec())))
    spec["config"]["background"] = LIGHT["paper"]
    return {**spec, "title": title, "width": PICTURE_WIDTH}


def page(views: Mapping[str, Shown], title: str, introduction: str = "", with_list: bool = False) -> str:
    """One HTML page with ``views`` (by name); everything that it needs is in it.

    ``introduction`` is a paragraph of text above the views; ``with_list`` puts a list of them there: question, line of
    code and data of each.
    """
    from .panel import FRONT, STYLE, traits
    from .runtime import javascript

    return page_of(
        "workbook.views",
        "views.html.j2",
        title=title,
        introduction=introduction,
        with_list=with_list,
        views=views,
        traits={name: traits(view) for name, view in views.items()},
        panel_style=Markup(STYLE),
        panel=FRONT,
        library=javascript().decode(),
    )


def gallery(path: str | os.PathLike[str]) -> int:
    """Write one offline page with every view, its question, its data and the line of code that makes it.

    Returns how many views it holds.
    """
    from .. import views as gallery_views
    from . import NAMES

    views: dict[str, Shown] = {name: getattr(gallery_views, name)() for name in NAMES}
    write_whole(path, page(views, "Triangle Workbook: every view", with_list=True).encode())
    return len(views)


def _vega_lite() -> str:
    import altair

    return str(altair.SCHEMA_VERSION).rsplit(".", 1)[0]
