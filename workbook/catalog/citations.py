"""Citing: a dataset, a row of it, a claim, a work, a view; in the styles that courses ask for."""

import datetime
from collections.abc import Iterable
from typing import Literal, Protocol, TypeAlias

import pandas as pd

from ..base.errors import unknown
from ..base.markdown import Page
from ..base.wording import joined, on_day
from .cards import card
from .csl import Record
from .cutoff import looked_until
from .folders import names
from .loading import cells_of
from .records import dataset_record, work_record, works
from .rows import RowKey, key_of, row_of, sources_of
from .styles import STYLES

Style: TypeAlias = Literal["chicago", "apa", "bibtex", "csl-json"]


# Licences by the names that readers know.
LICENCES = {"CC-BY-4.0": "CC BY 4.0", "CC-BY-SA-4.0": "CC BY-SA 4.0", "CC0-1.0": "CC0"} | {
    f"LicenseRef-{owner}": f"terms of {owner}" for owner in ("COW", "SIPRI", "CNS-NTI")
}


class Citable(Protocol):
    """What can be cited beside names: a view, by the datasets it shows and the code that restores it."""

    @property
    def datasets(self) -> Iterable[str]:
        """The names of the datasets it shows."""

    @property
    def code(self) -> str:
        """The line of Python that makes it again."""

    @property
    def question(self) -> str:
        """Its title."""


def cite(*what: str | Citable, row: RowKey | None = None, style: Style = "chicago") -> Page:
    """How do I cite this?

    Each of ``what`` is the name of a dataset, the id of a claim, the key of a work as it stands in a ``source``
    column, or a view. With ``row`` one row of the dataset is cited by its key, with the works that it rests on:
    ``wb.cite("events", row="E100")``, ``wb.cite("trade", row="2010,CHN,kotra")``. ``style`` is chicago (author-date),
    apa (7th edition), bibtex or csl-json. A dataset is cited with its version and the day of access.

    Returns a page of Markdown, one paragraph per record. Raises UnknownName for a name, row or style that does not
    exist.

    >>> cite("S13").startswith("Wishnick, Elizabeth. 2025. “Russia-China-North Korea Relations")
    True
    """
    if style not in STYLES:
        raise unknown("style", style, STYLES)
    records = [record for name in what for record in _records(name, row)]
    return Page("\n\n".join(STYLES[style](record) for record in records))


def _records(what: str | Citable, row: RowKey | None) -> list[Record]:
    if not isinstance(what, str) and hasattr(what, "datasets"):
        part = f"view {what.code}"
        return [dataset_record(name, part, what.question) for name in what.datasets]
    name = str(what)
    if name in names():
        if row is None:
            return [dataset_record(name)]
        cells = row_of(name, row)
        return [dataset_record(name, f"row {key_of(name, cells)}"), *[work_record(key) for key in sources_of(cells)]]
    if name in works().index:
        return [work_record(name)]
    claims = cells_of("claims").set_index("claim_id")
    if name in claims.index:
        return [dataset_record("claims", f"claim {name}"), work_record(str(claims.loc[name, "source"]))]
    if "-" in name or any(sign.isdigit() for sign in name):
        raise unknown("work", name, _similar_works(name))
    raise unknown("dataset", name, names())


def credit(*datasets: str) -> str:
    """The line below a chart: which ``datasets``, under which licences, and up to which days rows were looked for.

    Raises UnknownName for a dataset that does not exist.

    >>> credit("trade").startswith("Source: Triangle Workbook, trade (CC BY 4.0). Data to ")
    True
    """
    cards = [card(name) for name in datasets]
    until: dict[datetime.date, list[str]] = {}
    for name in datasets:
        until.setdefault(looked_until(name), []).append(name.replace("_", " "))
    each = [f"{joined(held)} to {on_day(day)}" for day, held in until.items()]
    days = f"Data: {'; '.join(each)}." if len(each) > 1 else f"Data to {on_day(next(iter(until)))}."
    licences = dict.fromkeys(LICENCES.get(held.licence, held.licence) for held in cards)
    named = joined([name.replace("_", " ") for name in datasets])
    return f"Source: Triangle Workbook, {named} ({'; '.join(licences)}). {days}"


def address(keys: pd.Series) -> pd.Series:
    """The web address of the first source in each cell of ``keys`` (a source column) that has one, else missing.

    >>> address(pd.Series(["S17;un-comtrade"])).iloc[0]
    'https://comtradeplus.un.org/'
    """
    urls = {str(key): url for key, url in works()["url"].items() if url.startswith("http")}
    return keys.map(lambda cell: next((urls[key] for key in str(cell).split(";") if key in urls), None))


def _similar_works(key: str) -> list[str]:
    stem = key.split("-")[0]
    works_keys = [str(work) for work in works().index]
    return [work for work in works_keys if work.startswith(stem)] or works_keys[:30]
