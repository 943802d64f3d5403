"""Rosters: the students of a course, one row each, as a CSV file of one's own or as a learning system gives it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ..base import BadData
from ..base.cells import bare
from ..base.encodings import decoded, rows_of
from ..base.wording import joined
from .roster_columns import EMAIL, IDS, STUDENTS, RosterColumns, columns_in, compact, is_canvas

# Windows takes these for devices, whatever their ending.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
TEST_STUDENTS = ("studenttest", "teststudent")  # whom Canvas makes for an instructor to try things
WRITTEN_TOGETHER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")  # names in Chinese and so on
CANVAS_IDS = ("id", "sisuserid", "sisloginid")
MOST_NAMED = 5

Row = tuple[int, list[str]]  # its number in the file, and its cells


@dataclass(frozen=True)
class Student:
    """One row of a roster; ``name`` and ``email`` are blank where it has none."""

    id: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Roster:
    """The ``students`` of a roster in its order, and ``remarks``, sentences on how it was read and what was not."""

    students: tuple[Student, ...]
    remarks: tuple[str, ...]


def read_roster(path: Path | str, encoding: str = "") -> list[Student]:
    """The students in the CSV file ``path``, in its order; ``opened_roster`` says how they were read too."""
    return list(opened_roster(path, encoding).students)


def opened_roster(path: Path | str, encoding: str = "") -> Roster:
    """Which students does the CSV file ``path`` list?

    A column of ids is needed; the name, or first and last name, and the e-mail address are read where there are
    columns for them, under the headings of Moodle, Canvas and others in many languages. Rows of nobody, such as the
    points and the test student in Canvas' gradebook, and staff are passed over. Raises BadData, naming row and column,
    for an empty or repeated id; ids that differ only in case count as repeated, as folders' names do.
    """
    path = Path(path)
    try:
        text = decoded(path.read_bytes(), path.name, encoding)
    except OSError as error:
        raise BadData(f"The roster {path} cannot be read ({error.strerror}).") from None
    rows = [(number, [bare(cell) for cell in row]) for number, row in rows_of(text, path.name)]
    head, body, passed_over = _people(rows)
    if not body:
        raise BadData(
            f"{path.name} names no student; its first row names the columns (id, name), each other a student."
        )
    columns = columns_in(head, [row for _, row in body])
    body, staff = _without_staff(body, columns)
    if columns.id is None:
        listed = ", ".join(cell.lower() for cell in head)
        raise BadData(f'{path.name} has no column "id"; it has: {listed}. Name the column with the ids "id".')
    ids = _ids(path.name, head, body, columns.id)
    students = tuple(
        Student(id, _name(row, columns.parts), _email(row, columns.email))
        for id, (_, row) in zip(ids, body, strict=True)
    )
    return Roster(students, tuple(_remarks(path.name, head, body, columns, sorted(passed_over + staff))))


def _people(rows: Sequence[Row]) -> tuple[list[str], list[Row], list[tuple[int, str]]]:
    """The headings, the rows of people, and the number and label of each row that is none."""
    if not rows:
        return [], [], []
    (_, head), *body = rows
    if not is_canvas(head):
        return head, body, []
    headings = [compact(cell) for cell in head]
    who, ids = headings.index("student"), [place for place, name in enumerate(headings) if name in CANVAS_IDS]
    people, passed_over = [], []
    for number, row in body:
        cells = [*row, *[""] * (len(head) - len(row))]
        if compact(cells[who]) in TEST_STUDENTS or not any(cells[place] for place in ids):
            passed_over.append((number, cells[who]))
        else:
            people.append((number, row))
    return head, people, passed_over


def _without_staff(body: list[Row], columns: RosterColumns) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows of students, and those of others, where a column of roles tells them apart."""
    role = columns.role
    if role is None:
        return body, []
    roles = [compact(row[role]) if role < len(row) else "" for _, row in body]
    if not any(name in STUDENTS for name in roles):
        return body, []
    pairs = list(zip(body, roles, strict=True))
    others = [(number, row[role]) for (number, row), name in pairs if name and name not in STUDENTS]
    return [row for row, name in pairs if not name or name in STUDENTS], others


def _ids(file: str, head: Sequence[str], body: Sequence[Row], place: int) -> list[str]:
    """The ids in the column at ``place``; each row has one, and no two the same."""
    ids = [unicodedata.normalize("NFC", row[place]) if place < len(row) else "" for _, row in body]
    if all(id.startswith("#") for id in ids):  # so that no spreadsheet takes them for numbers (Brightspace)
        ids = [id[1:] for id in ids]
    rows_of_ids: dict[str, int] = {}
    for id, (number, _) in zip(ids, body, strict=True):
        if not id:
            raise BadData(
                f"{file}, row {number}: the column {head[place]} is empty. Every student needs an id."
                f"{_other_column(head, body, place)}"
            )
        if (first := rows_of_ids.setdefault(id.casefold(), number)) != number:
            raise BadData(f"{file}, row {number}: the id {id} is already in row {first}.")
    return ids


def _other_column(head: Sequence[str], body: Sequence[Row], place: int) -> str:
    """What may be done about a column of ids with gaps: which other column of ids or addresses has none."""
    for other, heading in enumerate(head):
        cells = [row[other].casefold() if other < len(row) else "" for _, row in body]
        can_be_id = compact(heading) in map(compact, IDS) or all(map(EMAIL.fullmatch, cells))
        if other != place and can_be_id and all(cells) and len(set(cells)) == len(cells) > 1:
            return f" Fill it in, or call the column “{heading}” id: it has a value in every row."
    return ""


def _name(row: Sequence[str], parts: Iterable[int]) -> str:
    words = [row[place] for place in parts if place < len(row) and row[place]]
    if len(words) == 2 and all(map(WRITTEN_TOGETHER.fullmatch, words)):
        return words[1] + words[0]
    return " ".join(words)


def _email(row: Sequence[str], place: int | None) -> str:
    address = row[place] if place is not None and place < len(row) else ""
    return address if EMAIL.fullmatch(address) else ""


def _remarks(
    file: str, head: Sequence[str], body: Sequence[Row], columns: RosterColumns, passed_over: Sequence[tuple[int, str]]
) -> Iterable[str]:
    """How the roster was read, if its headings are not plain, and what of it was not."""
    named = {"ids": [columns.id], "names": columns.parts, "e-mail addresses": [columns.email]}
    headings = {what: [head[place] for place in places if place is not None] for what, places in named.items()}
    if {cell.casefold() for cells in headings.values() for cell in cells} - {"id", "name", "email"}:
        parts = [f"{what} from {joined(map(_quoted, cells))}" for what, cells in headings.items() if cells]
        yield f"{file}: {joined(parts)}."
    if not columns.parts:
        yield f"{file}: no name was found, so files and folders that bear only a name will not be matched."
    values = {place: {row[place] for _, row in body if place < len(row)} - {"", "#"} for place in range(len(head))}
    unread = [_quoted(head[place]) for place in range(len(head)) if values[place] and place not in columns.used]
    left = []
    if unread:
        left.append(f"the column{'s' if len(unread) > 1 else ''} {_few(unread)}")
    if passed_over:
        rows = [f"{number} ({label})" if label else str(number) for number, label in passed_over]
        left.append(f"the row{'s' if len(rows) > 1 else ''} {_few(rows)}")
    if left:
        yield f"{file}: not read: {' and '.join(left)}."


def _quoted(heading: str) -> str:
    return f"“{heading}”"


def _few(items: Sequence[str]) -> str:
    more = len(items) - MOST_NAMED
    return joined([*items[:MOST_NAMED], f"{more} more"] if more > 1 else items)


def other_orders(name: str) -> list[str]:
    """How a ``name`` written together may stand elsewhere: given name first. Its family name has one sign or two.

    >>> other_orders("김철수"), other_orders("Ada Bern")
    (['철수 김', '수 김철'], [])
    """
    if not WRITTEN_TOGETHER.fullmatch(name):
        return []
    return [f"{name[length:]} {name[:length]}" for length in (1, 2) if len(name) > length]


def folder_name(id: str) -> str:
    """The ``id`` of a student as the name of a folder: letters of any script, nothing that a system takes amiss.

    >>> folder_name("../김 철수"), folder_name("a.b-c_1"), folder_name("con")
    ('%2E%2E%2F김%20철수', 'a.b-c_1', '%63on')
    """
    kept = "".join(sign if sign.isalnum() or sign in "-_.@+" else quote(sign, safe="") for sign in id)
    if kept.startswith(".") or kept.endswith("."):
        return kept.replace(".", "%2E")
    return f"%{ord(kept[0]):02X}{kept[1:]}" if DEVICES.fullmatch(kept) else kept
