"""Citing: a dataset, a row of it, a claim, a work, a view; in the styles that courses ask for."""

from ..base.errors import unknown
from ..base.markdown import Page
from .cards import names
from .loading import cells_of
from .records import dataset_record, work_record, works
from .rows import key_of, row_of, sources_of
from .styles import STYLES


def cite(*what, row=None, style="chicago"):
    """How do I cite this?

    Each of ``what`` is the name of a dataset, the id of a claim, the key of a work as it stands in a ``source``
    column, or a view. With ``row`` one row of the dataset is cited by its key, with the works that it rests on:
    ``wb.cite("events", row="E100")``, ``wb.cite("trade", row="2010,CHN,kotra")``. ``style`` is chicago (author-date),
    apa (7th edition), bibtex or csl-json. A dataset is cited with its version and the day of access.

    Raises UnknownName for a name, row or style that does not exist.

    >>> cite("S13").startswith("Wishnick, Elizabeth. 2025. “Russia-China-North Korea Relations")
    True
    """
    if style not in STYLES:
        raise unknown("style", style, STYLES)
    records = [record for one in what for record in _records(one, row)]
    return Page("\n\n".join(STYLES[style](record) for record in records))


def _records(what, row):
    if hasattr(what, "datasets"):
        part = f"view {what.code}"
        return [dataset_record(name, part, what.question) for name in what.datasets]
    if what in names():
        if row is None:
            return [dataset_record(what)]
        found = row_of(what, row)
        return [dataset_record(what, f"row {key_of(what, found)}"), *[work_record(key) for key in sources_of(found)]]
    if what in works().index:
        return [work_record(what)]
    claims = cells_of("claims").set_index("claim_id")
    if what in claims.index:
        return [dataset_record("claims", f"claim {what}"), work_record(claims.loc[what, "source"])]
    if "-" in str(what) or any(mark.isdigit() for mark in str(what)):
        raise unknown("work", what, _near(str(what)))
    raise unknown("dataset", what, names())


def address(keys):
    """The web address of the first source in each cell of ``keys`` (a source column) that has one, else missing."""
    urls = works()["url"]
    urls = urls[urls.str.startswith("http")].to_dict()
    return keys.map(lambda cell: next((urls[key] for key in str(cell).split(";") if key in urls), None))


def _near(key):
    stem = key.split("-")[0]
    return [one for one in works().index if one.startswith(stem)] or list(works().index[:30])
