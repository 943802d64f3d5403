"""Bibliographic records, in CSL-JSON, of the datasets and of the works they rest on."""

import datetime
import os
from typing import cast

import pandas as pd

from .cards import card
from .csl import Name, Record, date_parts, issue_and_pages, known_only, person
from .folders import own_names, remembered
from .loading import cells_of
from .shared import package, vocabulary

# The kinds of works, as CSL names them.
CSL_TYPES = {
    "journal article": "article-journal",
    "book": "book",
    "press": "article-newspaper",
    "state media": "article-newspaper",
    "database": "dataset",
    "reference": "entry-encyclopedia",
    "low-grade web": "webpage",
    "aggregator": "webpage",
}
CONTAINED = ("article-journal", "article-newspaper", "webpage")  # their container is a title; of others the publisher


def version() -> str:
    """Which versions of the package and of its data are installed?

    >>> version().startswith("workbook ")
    True
    """
    import workbook

    return f"workbook {workbook.__version__}, data {package()['version']} ({package()['released']})"


def dataset_record(name: str, part: str = "", title: str = "") -> Record:
    """The record of the dataset called ``name``, or of a ``part`` of it: “row E100”, “claim B-1-09”, a view.

    It holds the day of access, which is today. Raises UnknownName if there is no such dataset.

    >>> dataset_record("trade", "row 2010,CHN,kotra")["genre"]
    'Row 2010,CHN,kotra of the dataset trade'
    """
    own = name in own_names()
    authors: list[Name]
    if own:
        # A dataset of somebody's own is theirs: its card may name authors, publisher, version and release.
        extra = card(name).extra
        authors = [person(author) for author in extra.get("authors", [])]
        publisher, released, version = (str(extra.get(entry, "")) for entry in ("publisher", "released", "version"))
    else:
        authors = [{"literal": author} for author in package()["authors"]]
        publisher, released, version = package()["publisher"], package()["released"], package()["version"]
    last = card(name).changes[-1]
    accessed = _day_of_access()
    record = known_only(
        {
            "id": "-".join([*([] if own else ["triangle"]), name, *part.split()[1:]]),
            "type": "dataset",
            "title": title or card(name).title,
            "genre": f"{part[:1].upper()}{part[1:]} of the dataset {name}" if part else f"Dataset {name}",
            "author": authors,
            "issued": date_parts((released or last["date"])[:4]),
            "version": version or last.get("version", ""),
            "publisher": publisher,
        }
    )
    return {**record, "accessed": date_parts(accessed)} if accessed else record


def _day_of_access() -> str:
    """The day in ISO form: today, or what WORKBOOK_ACCESSED says; a stored output names none."""
    return os.environ.get("WORKBOOK_ACCESSED", datetime.date.today().isoformat())


def works() -> pd.DataFrame:
    """The cells of the dataset works as text, by work; dates as exact as they are known. Not to be changed.

    >>> works().loc["S17", "year"]
    '2023'
    """
    return _by_work("works")


@remembered
def _by_work(dataset: str) -> pd.DataFrame:
    return cells_of(dataset).set_index("work_id")


def work_record(key: str) -> Record:
    """The record of the work called ``key``: only what is known of it. Raises KeyError if there is none.

    >>> work_record("S17")["title"]
    "Lips and Teeth: China's Buffer Thinking Toward North Korea"
    """
    reasons = vocabulary()["missing"]
    row = cast("pd.Series[str]", works().loc[key])
    work = {str(name): cell for name, cell in row.items() if cell and cell[1:-1] not in reasons}
    kind = "chapter" if work["container"].startswith("In: ") else CSL_TYPES.get(work["kind"], "report")
    record: Record = {
        "id": key,
        "type": kind,
        "title": work.get("title", ""),
        "author": [person(name) for name in work["authors"].split("; ")] if "authors" in work else [],
    }
    if kind in CONTAINED:
        record["container-title"] = work["container"]
    else:
        record["publisher"] = work["container"]
    record.update(issue_and_pages(work.get("volume_issue_pages", "")))
    if issued := work.get("date") or work.get("year"):
        record["issued"] = date_parts(issued)
    if "accessed" in work:
        record["accessed"] = date_parts(work["accessed"])
    record["URL"] = work.get("url", "")
    record["language"] = work.get("language", "")
    return known_only(record)


def author_year(key: str) -> str:
    """The work called ``key`` as a text names it. Raises KeyError if there is none.

    >>> author_year("S17")
    'Chen 2023'
    """
    record = work_record(key)
    names = [name.get("family") or name["literal"] for name in record.get("author", [])] or [record["title"]]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f"{listed} {record['issued']['date-parts'][0][0]}"
