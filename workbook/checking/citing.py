"""Works cited of a notebook, generated from what it uses."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..base import Page
from ..catalog import cite, names
from ..catalog.citations import Style
from ..catalog.codebook import terms
from .bank import beside, cells, number_of

LOADED = re.compile(r"""wb\.(?:load|about)\(\s*["'](\w+)["']""")
SHOWN = re.compile(r"wb\.views\.(\w+)\(")
BOXED = re.compile(r"^> \*\*(.+?)\.?\*\*", re.MULTILINE)


def works_cited(notebook: int | str, style: Style = "chicago") -> Page:
    """What does a ``notebook`` (7, "7" or "07") rest on?

    Returns a page: the works behind its concepts and those that the module beside it names in ``WORKS``, the two
    analyses, and the datasets that its cells load or show, in ``style`` (see ``cite``).

    Raises UnknownName, with the possible ones, for a notebook or a style that does not exist.

    >>> print(works_cited(7).splitlines()[0])
    **Works**
    """
    number = number_of(notebook)
    code = [_text(cell) for cell in cells(number) if cell["cell_type"] == "code"]
    works = {str(terms().loc[term, "source"]) for term in concepts(number)} | set(beside(number).get("WORKS", ()))
    cited_works = sorted(str(cite(work, style=style)) for work in {*works, "S00", "B00"})
    cited_data = sorted(str(cite(name, style=style)) for name in datasets_used(code))
    lines = ["**Works**", *(f"- {text}" for text in cited_works), "", "**Data**", *(f"- {text}" for text in cited_data)]
    return Page("\n".join(lines).replace("**\n-", "**\n\n-"))


def concepts(number: str) -> list[str]:
    """The terms of the glossary that notebook ``number`` explains in a box, as the glossary spells them."""
    spelled = {term.lower(): term for term in terms().index}
    boxes = [box.lower() for cell in cells(number) for box in BOXED.findall(_text(cell))]
    return [spelled[box] for box in boxes if box in spelled]


def datasets_used(code: Iterable[str]) -> set[str]:
    """The datasets that the cells ``code`` load, or whose views they show.

    >>> sorted(datasets_used(['wb.load("events")', 'wb.claims("S-3.1-18")']))
    ['claims', 'events']
    """
    from .. import views

    text = "\n".join(code)
    datasets = set(LOADED.findall(text)) & set(names())
    for name in SHOWN.findall(text):
        if name in views.NAMES:
            datasets |= set(getattr(views, name).datasets)
    return datasets | ({"claims"} if "wb.claims(" in text else set())


def _text(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])
