"""Views as files that need nothing else: an HTML page, a picture."""

import json
import textwrap
from html import escape
from pathlib import Path

from ..base import WorkbookError
from ..base.files import write_whole

LINE = 110  # characters of a line above a picture
WIDTH = 900  # pixels of a picture
FORMATS = (".html", ".svg", ".png")

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0 auto; padding: 1em; max-width: 1100px; font-family: system-ui, sans-serif; color: #1a1a1a; }}
nav li {{ margin: 0.2em 0; }}
{style}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
<script type="text/plain" id="library">{library}</script>
<script type="text/plain" id="panel">{panel}</script>
<script type="application/json" id="views">{views}</script>
<script type="module">
const text = (id) => document.getElementById(id).textContent.replaceAll("<\\\\/script", "</script");
const module = (id) => import(URL.createObjectURL(new Blob([text(id)], {{ type: "text/javascript" }})));
const panel = await module("panel");
for (const [name, traits] of Object.entries(JSON.parse(text("views")))) {{
  const model = {{ get: (trait) => traits[trait], on() {{}} }};
  panel.default.render({{ model, el: document.getElementById(name) }});
}}
globalThis[Symbol.for("triangle-workbook")].resolve((await module("library")).embed);
</script>
</body>
</html>
"""


def save(view, path):
    """Write ``view`` as it stands to ``path`` (.html, .svg or .png). Needs no network, now or later."""
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise WorkbookError(f"{path.name} has no known ending; a view is saved as {', '.join(FORMATS)}.")
    if path.suffix.lower() == ".html":
        content = page({view.name: view}, "Triangle Workbook").encode()
    else:
        content = png(view) if path.suffix.lower() == ".png" else svg(view).encode()
    write_whole(path, content)
    return path


def svg(view):
    """``view`` as SVG text."""
    import vl_convert

    return vl_convert.vegalite_to_svg(picture(view), vl_version=_vega_lite())


def png(view):
    """``view`` as the bytes of a PNG."""
    import vl_convert

    return vl_convert.vegalite_to_png(picture(view), vl_version=_vega_lite())


def picture(view):
    """The specification of ``view`` as a picture that stands alone: question, finding and source are in it."""
    lines = textwrap.wrap(view.sentence, LINE) + textwrap.wrap(f"Data: {view.cite()}", LINE)
    title = {"text": textwrap.wrap(view.question, 80), "subtitle": lines, "anchor": "start", "offset": 14}
    return {**view.spec(), "title": title, "width": WIDTH}


def page(views, title, body=""):
    """One HTML page with ``views`` (name: view); everything that it needs is in it."""
    from .panel import FRONT, STYLE, traits
    from .runtime import javascript

    places = "\n".join(f'<section id="{name}"></section>' for name, view in views.items())
    return PAGE.format(
        title=escape(title),
        style=STYLE,
        body=body + places,
        library=_inside(javascript().decode()),
        panel=_inside(FRONT),
        views=json.dumps({name: traits(view) for name, view in views.items()}).replace("<", "\\u003c"),
    )


def gallery(path):
    """Write one offline page with every view, its question, its data and the line of code that makes it."""
    from .. import views as made
    from . import NAMES

    views = {name: getattr(made, name)() for name in NAMES}
    links = "\n".join(_link(name, view) for name, view in views.items())
    write_whole(Path(path), page(views, "Triangle Workbook: every view", f"<nav><ul>\n{links}\n</ul></nav>\n").encode())
    return len(views)


def _link(name, view):
    data = ", ".join(view.datasets)
    return f'<li><a href="#{name}">{escape(view.question)}</a> <code>{escape(view.code)}</code> Data: {data}.</li>'


def _inside(text):
    return text.replace("</script", "<\\/script")


def _vega_lite():
    import altair

    return altair.SCHEMA_VERSION.rsplit(".", 1)[0]
