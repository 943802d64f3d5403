"""CSL-JSON, the form of bibliographic records that reference managers exchange, and its parts from plain text."""

import re
from typing import TypedDict, cast


class Name(TypedDict, total=False):
    """A person with family and given name, or an organisation as it is written (``literal``)."""

    family: str
    given: str
    literal: str


# Keys with a hyphen cannot be written as the fields of a class.
Date = TypedDict("Date", {"date-parts": list[list[int]]})
Record = TypedDict(
    "Record",
    {
        "id": str,
        "type": str,
        "title": str,
        "genre": str,
        "author": list[Name],
        "issued": Date,
        "accessed": Date,
        "version": str,
        "publisher": str,
        "container-title": str,
        "volume": str,
        "issue": str,
        "number": str,
        "page": str,
        "URL": str,
        "language": str,
    },
    total=False,
)

ISSUE = re.compile(r"(?P<volume>\d+)?(?:\((?P<issue>\d+)\))?(?:,? ?pp?\. ?(?P<page>[\d–-]+))?")


def known_only(record: Record) -> Record:
    """``record`` without the fields that are blank or missing.

    >>> known_only({"id": "S13", "title": "", "author": []})
    {'id': 'S13'}
    """
    return cast(Record, {field: value for field, value in record.items() if value})


def issue_and_pages(text: str) -> Record:
    """Volume, issue and pages of a journal, from “33(149), pp. 839–849”; any other form is the number of a series.

    >>> issue_and_pages("33(149), pp. 839–849")
    {'volume': '33', 'issue': '149', 'page': '839–849'}
    >>> issue_and_pages("No. 2024-22")
    {'number': 'No. 2024-22'}
    """
    if match := ISSUE.fullmatch(text):
        return cast(Record, {field: value for field, value in match.groupdict().items() if value})
    return {"number": text}


def person(name: str) -> Name:
    """The CSL name for ``name``: a comma parts family name and given name, an organisation has none.

    >>> person("Howell, Edward"), person("TASS")
    ({'family': 'Howell', 'given': 'Edward'}, {'literal': 'TASS'})
    """
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}


def date_parts(date: str) -> Date:
    """The CSL date for ISO text, as exact as that is. Raises ValueError if it is no ISO date.

    >>> date_parts("2024-12")
    {'date-parts': [[2024, 12]]}
    """
    return {"date-parts": [[int(part) for part in date.split("-")]]}
