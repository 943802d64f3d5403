"""The slide cut of a notebook as one HTML page that needs no network (reveal.js 5.2.1, MIT licence)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..base.pages import page

REVEAL = Path(__file__).parent / "reveal"
SLIDE_LENGTH = 500  # characters of text on one slide; a longer part has a slide to itself
# Parts that a class does not need on the wall.
LEFT_OUT = ("**Objectives", "**Time", "**What it says", "**What it cannot show", "Run the next cell")
NotebookCell = Mapping[str, Any]


def slides_of(number: str) -> list[Markup]:
    """The slides of the notebook ``number`` ("07"), as HTML.

    They come from the cells that are marked as slides in the notebook's metadata. Raises UnknownName with the possible
    numbers if there is no such notebook.
    """
    from ..checking import cells

    return [slide for cell in cells(number) if _is_marked(cell) for slide in _slides_of_cell(cell)]


def slides_page(number: str, slides: list[Markup]) -> str:
    """One page with the ``slides`` of the notebook ``number``; the arrow keys turn them, and a browser prints them."""
    from ..checking.bank import title_of

    return page(
        "workbook.jupyter",
        "slides.html.j2",
        title=title_of(number),
        slides=slides,
        reveal_css=Markup((REVEAL / "reveal.css").read_text(encoding="utf-8")),
        reveal_js=(REVEAL / "reveal.js").read_text(encoding="utf-8"),
    )


def _is_marked(cell: NotebookCell) -> bool:
    return bool(cell["metadata"].get("slideshow", {}).get("slide_type") == "slide")


def _slides_of_cell(cell: NotebookCell) -> list[Markup]:
    """The slides of one cell: a view is one; text is cut at its headings, bold beginnings and boxes."""
    from nbconvert.filters import markdown2html

    text = "".join(cell["source"])
    if cell["cell_type"] == "code":
        return [Markup(figure) for output in cell["outputs"] for figure in _pictures(output)]
    slides: list[str] = []
    for part in re.split(r"\n(?=###? |\*\*[A-Z]|> \*\*)", text):
        if part.startswith(LEFT_OUT):
            continue
        is_alone = part.startswith(("# ", "### ", "**Questions", "**Key", "> **"))
        if is_alone or not slides or len(slides[-1]) + len(part) > SLIDE_LENGTH:
            slides.append(part)
        else:
            slides[-1] += "\n" + part
    # A heading without anything below it is left out, and so are the links to claims: the ledger is not there.
    return [Markup(markdown2html(_without_links(slide))) for slide in slides if len(slide.splitlines()) > 1]


def _without_links(text: str) -> str:
    return re.sub(r"\]\(\.\./ledger/[^)]*\)", "]", text).replace("[", "").replace("]", "")


def _pictures(output: NotebookCell) -> Iterator[str]:
    from .converting import picture_of
    from .saving import MARK

    return filter(None, map(picture_of, output.get("metadata", {}).get(MARK, [])))
