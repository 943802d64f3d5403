"""Citations: of a dataset, and of a work that a row or a claim rests on."""

import datetime
import functools

import workbook

from .cards import card, names
from .codebook import Page
from .errors import unknown
from .tables import load, texts

AUTHORS = "The Triangle Workbook authors"


def cite(what):
    """How do I cite a dataset or a work?

    The form is Chicago, author-date.

    ``what`` is the name of a dataset, or the key of a work as it stands in a ``source`` column. A dataset is cited
    with its version and the day of access. Raises UnknownName if there is neither.

    >>> cite("S13").startswith("Wishnick, Elizabeth. 2025.")
    True
    """
    if what in names():
        found = card(what)
        released = found.changes[0]["date"]
        return Page(
            f"{AUTHORS}. {released[:4]}. “{found.title}” (dataset {what}, version {workbook.__version__}). "
            f"Triangle Workbook. Accessed {datetime.date.today().isoformat()}."
        )
    works = _works()
    if what not in works.index:
        if "-" in str(what) or any(mark.isdigit() for mark in str(what)):
            raise unknown("work", what, works.index[:60])
        raise unknown("dataset", what, names())
    return Page(_work(works.loc[what].dropna()))


def address(keys):
    """The web address of the first source in each cell of ``keys`` (a source column) that has one, else missing."""
    urls = _works()["url"].dropna().to_dict()
    return keys.map(lambda cell: next((urls[key] for key in str(cell).split(";") if key in urls), None))


@functools.cache
def _works():
    # Dates as they stand, so that a year is not cited as its first day.
    works = load("works").set_index("work_id")
    return works.assign(date=texts(card("works").csv).set_index("work_id")["date"])


def _work(work):
    parts = [work.get("authors") or work.get("container")]
    parts.append(str(work["year"]) if "year" in work else "n.d.")
    if "title" in work:
        parts.append(f"“{work['title']}”")
    if "authors" in work and "container" in work:
        parts.append(" ".join(str(work[key]) for key in ("container", "volume_issue_pages") if key in work))
    if len(work.get("date", "")) > 4:
        parts.append(work["date"])
    if "url" in work:
        parts.append(work["url"])
    return ". ".join(str(part).rstrip(".") for part in parts) + "."
