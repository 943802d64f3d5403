"""Rosters: the students of a course, one row each, as a CSV file."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ..base import BadData
from ..base.encodings import comma_of, decoded

ID_NAMES = ("id", "student", "student_id", "student id", "id number", "sis user id", "username", "login")
NAME_NAMES = ("name", "full name", "student name")

# Windows takes these for devices, whatever their ending.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Student:
    """One row of a roster."""

    id: str
    name: str = ""


def read_roster(path: Path | str, encoding: str = "") -> list[Student]:
    """The students in the CSV file ``path``, in its order.

    A column ``id`` is needed, ``name`` is read where there is one, others are left alone. Raises BadData, naming row
    and column, for an empty or repeated id; ids that differ only in case count as repeated, as folders' names do.
    """
    path = Path(path)
    try:
        text = decoded(path.read_bytes(), path.name, encoding)
    except OSError as error:
        raise BadData(f"The roster {path} cannot be read ({error.strerror}).") from None
    comma = comma_of(text)
    lines = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=comma), start=1)
    rows = [(number, [cell.strip() for cell in row]) for number, row in lines if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise BadData(
            f"{path.name} names no student; its first row names the columns (id, name), each other a student."
        )
    head = [cell.lower() for cell in rows[0][1]]
    id_at = next((head.index(name) for name in ID_NAMES if name in head), None)
    if id_at is None:
        raise BadData(f'{path.name} has no column "id"; it has: {", ".join(head)}. Name the column with the ids "id".')
    name_at = next((head.index(name) for name in NAME_NAMES if name in head), None)
    rows_of: dict[str, int] = {}
    students = []
    for number, row in rows[1:]:
        id = unicodedata.normalize("NFC", row[id_at]) if id_at < len(row) else ""
        if not id:
            raise BadData(f"{path.name}, row {number}: the column {head[id_at]} is empty. Every student needs an id.")
        if (first := rows_of.setdefault(id.casefold(), number)) != number:
            raise BadData(f"{path.name}, row {number}: the id {id} is already in row {first}.")
        students.append(Student(id, row[name_at] if name_at is not None and name_at < len(row) else ""))
    return students


def folder_name(id: str) -> str:
    """The ``id`` of a student as the name of a folder: letters of any script, nothing that a system takes amiss.

    >>> folder_name("../김 철수"), folder_name("a.b-c_1"), folder_name("con")
    ('%2E%2E%2F김%20철수', 'a.b-c_1', '%63on')
    """
    kept = "".join(sign if sign.isalnum() or sign in "-_.@+" else quote(sign, safe="") for sign in id)
    if kept.startswith(".") or kept.endswith("."):
        return kept.replace(".", "%2E")
    return f"%{ord(kept[0]):02X}{kept[1:]}" if DEVICES.fullmatch(kept) else kept
