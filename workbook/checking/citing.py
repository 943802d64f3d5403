"""Works cited of a notebook, generated from what it uses."""

import re

from ..base import Page
from ..catalog import cite, names
from ..catalog.codebook import terms
from .bank import beside, cells

LOADED = re.compile(r"""wb\.(?:load|about)\(\s*["'](\w+)["']""")
SHOWN = re.compile(r"wb\.views\.(\w+)\(")
BOXED = re.compile(r"^> \*\*(.+?)\.?\*\*", re.MULTILINE)


def works_cited(number, style="chicago"):
    """What does notebook ``number`` («07») rest on?

    Returns a page: the works behind its concepts and those that the module beside it names in ``WORKS``, the two
    analyses, and the datasets that its cells load or show, in ``style`` (see ``cite``).
    """
    code = [_text(cell) for cell in cells(number) if cell["cell_type"] == "code"]
    works = {terms().loc[term, "source"] for term in concepts(number)} | set(beside(number).get("WORKS", ()))
    entries = sorted(str(cite(work, style=style)) for work in {*works, "S00", "B00"})
    data = sorted(str(cite(name, style=style)) for name in datasets_used(code))
    parts = ["**Works**", *(f"- {entry}" for entry in entries), "", "**Data**", *(f"- {entry}" for entry in data)]
    return Page("\n".join(parts).replace("**\n-", "**\n\n-"))


def concepts(number):
    """The terms of the glossary that notebook ``number`` explains in a box, as the glossary spells them."""
    spelled = {term.lower(): term for term in terms().index}
    said = [box.lower() for cell in cells(number) for box in BOXED.findall(_text(cell))]
    return [spelled[box] for box in said if box in spelled]


def datasets_used(code):
    """The datasets that the cells ``code`` load, or whose views they show."""
    from .. import views

    text = "\n".join(code)
    found = set(LOADED.findall(text)) & set(names())
    for name in SHOWN.findall(text):
        if name in views.NAMES:
            found |= set(getattr(views, name).datasets)
    return found | ({"claims"} if "wb.claims(" in text else set())


def _text(cell):
    return "".join(cell["source"])
