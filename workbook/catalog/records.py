"""Bibliographic records in CSL-JSON, the form that reference managers exchange."""

import datetime
import functools
import os
import re
import tomllib

from ..base.shipped import folder
from .cards import card, vocabulary
from .loading import cells_of
from .places import own_names

# The kinds of works, as CSL names them.
KINDS = {
    "journal article": "article-journal",
    "book": "book",
    "press": "article-newspaper",
    "state media": "article-newspaper",
    "database": "dataset",
    "reference": "entry-encyclopedia",
    "low-grade web": "webpage",
    "aggregator": "webpage",
}


@functools.cache
def package():
    """What is true of all datasets together: title, version, release, authors, licence."""
    return tomllib.loads((folder("datasets") / "package.toml").read_text(encoding="utf-8"))


def version():
    """Which versions of the package and of its data are installed?

    >>> version().startswith("workbook ")
    True
    """
    import workbook

    return f"workbook {workbook.__version__}, data {package()['version']} ({package()['released']})"


def dataset_record(name, part="", title=""):
    """The record of the dataset called ``name``, or of a ``part`` of it: «row E100», «claim B-1-09», a view."""
    own = name in own_names()
    # A dataset of somebody's own is theirs: its card may name authors, publisher, version and release.
    about = {"authors": [], "publisher": "", **card(name).extra} if own else package()
    record = {
        "id": "-".join([*([] if own else ["triangle"]), name, *part.split()[1:]]),
        "type": "dataset",
        "title": title or card(name).title,
        "genre": f"{part[:1].upper()}{part[1:]} of the dataset {name}" if part else f"Dataset {name}",
        "author": [person(author) if own else {"literal": author} for author in about["authors"]],
        "issued": date_parts((about.get("released") or card(name).changes[-1]["date"])[:4]),
        "version": about.get("version") or card(name).changes[-1]["version"],
        "publisher": about["publisher"],
        "accessed": date_parts(day) if (day := _day_of_access()) else None,
    }
    return {key: value for key, value in record.items() if value}


def _day_of_access():
    """The day in ISO form: today, or what WORKBOOK_ACCESSED says; a stored output names none."""
    return os.environ.get("WORKBOOK_ACCESSED", datetime.date.today().isoformat())


@functools.cache
def works():
    """The cells of the dataset works as text, by work; dates as exact as they are known."""
    return cells_of("works").set_index("work_id")


def work_record(key):
    """The record of the work called ``key``: only what is known of it."""
    reasons = vocabulary()["missing"]
    work = {name: cell for name, cell in works().loc[key].items() if cell and cell[1:-1] not in reasons}
    record = {"id": key, "type": KINDS.get(work["kind"], "report"), "title": work.get("title")}
    record["author"] = [person(name) for name in work["authors"].split("; ")] if "authors" in work else None
    if work["container"].startswith("In: "):
        record["type"] = "chapter"
    place = "container-title" if record["type"] in ("article-journal", "article-newspaper", "webpage") else "publisher"
    record[place] = work.get("container")
    record.update(issue_and_pages(work.get("volume_issue_pages", "")))
    issued = work.get("date") or work.get("year")
    record["issued"] = date_parts(issued) if issued else None
    record["accessed"] = date_parts(work["accessed"]) if "accessed" in work else None
    record["URL"] = work.get("url")
    record["language"] = work.get("language")
    return {name: value for name, value in record.items() if value}


def author_year(key):
    """The work called ``key`` as a text names it: «Keohane and Nye 1977»."""
    record = work_record(key)
    names = [name.get("family") or name["literal"] for name in record.get("author", [])] or [record["title"]]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f"{listed} {record['issued']['date-parts'][0][0]}"


ISSUE = re.compile(r"(?P<volume>\d+)?(?:\((?P<issue>\d+)\))?(?:,? ?pp?\. ?(?P<page>[\d–-]+))?")


def issue_and_pages(text):
    """Volume, issue and pages of a journal, from «33(149), pp. 839–849»; any other form is the number of a series.

    >>> issue_and_pages("33(149), pp. 839–849")
    {'volume': '33', 'issue': '149', 'page': '839–849'}
    >>> issue_and_pages("No. 2024-22")
    {'number': 'No. 2024-22'}
    """
    if found := ISSUE.fullmatch(text):
        return {name: value for name, value in found.groupdict().items() if value}
    return {"number": text}


def person(name):
    """A CSL name: a comma parts family name and given name, an organisation has none."""
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}


def date_parts(date):
    """A CSL date from ISO text, as exact as that is.

    >>> date_parts("2024-12")
    {'date-parts': [[2024, 12]]}
    """
    return {"date-parts": [[int(part) for part in date.split("-")]]}
