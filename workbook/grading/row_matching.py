"""Which student does each row of a download belong to? No row is guessed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..assignments.roster import Student
from .clean_text import folded

TEST_STUDENT = re.compile(r"[0-9a-f]{40}")  # the login of the one that Canvas makes for an instructor to try things


@dataclass
class RowMatches:
    """What came of the rows, by number: the ``ids`` of students, ``by`` what each was matched, and ``problems``."""

    ids: dict[int, str] = field(default_factory=dict)
    by: dict[int, str] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)


def matched_rows(rows: Mapping[int, Sequence[str]], students: Sequence[Student]) -> RowMatches:
    """The student of each row, by what it was matched, and what stands in the way.

    An id counts most, then what stands before the @ of an e-mail address, then the full name. Of several columns of
    ids, the one that knows most of the class counts; where that one has another id, no name overrules it.
    """
    ids = {folded(student.id): student for student in students}
    names: dict[tuple[str, ...], list[Student]] = {}
    for student in students:
        names.setdefault(_name_parts(student.name), []).append(student)
    by_name = {number: _of_name(row, names) for number, row in rows.items()}
    id_columns = _id_columns(rows, ids, sum(map(bool, by_name.values())))
    matches = RowMatches()
    for number, row in rows.items():
        own_ids = [folded(row[column]) for column in id_columns if row[column]]
        logins = [folded(text.rpartition("@")[0]) for text in row if "@" in text]
        candidates, by = [ids[id] for id in own_ids if id in ids], "id"
        if not candidates and not own_ids:
            candidates, by = [ids[login] for login in logins if login in ids], "e-mail address"
            if not candidates:
                candidates, by = by_name[number], "name"
        candidates = list(dict.fromkeys(candidates))
        if len(candidates) == 1:
            matches.ids[number], matches.by[number] = candidates[0].id, by
        elif candidates:
            matches.problems[number] = f"matches {' and '.join(student.id for student in candidates)}"
        elif not any(TEST_STUDENT.fullmatch(text) for text in row):
            unknown = f"has the id {own_ids[0]}, which no student has" if own_ids else ""
            matches.problems[number] = unknown or "matches no student"
    _take_out_doubles(matches)
    return matches


def _id_columns(rows: Mapping[int, Sequence[str]], ids: Mapping[str, Student], named: int) -> list[int]:
    """The columns of ids; ``named`` is how many rows a name fits.

    An id that is there by chance, such as the number of a department, knows few.
    """
    width = len(next(iter(rows.values()), ()))
    hits = {column: sum(folded(row[column]) in ids for row in rows.values()) for column in range(width)}
    most = max(hits.values(), default=0)
    return [column for column in hits if hits[column] == most and most and 2 * most >= named]


def _take_out_doubles(matches: RowMatches) -> None:
    """Rows of one and the same student are problems, all of them."""
    for id in [id for id, count in Counter(matches.ids.values()).items() if count > 1]:
        numbers = [number for number, other in matches.ids.items() if other == id]
        for number in numbers:
            others = ", ".join(str(other) for other in numbers if other != number)
            del matches.ids[number]
            matches.problems[number] = f"matches {id}, and so does row {others}"
    matches.problems = dict(sorted(matches.problems.items()))


def _of_name(row: Sequence[str], names: Mapping[tuple[str, ...], list[Student]]) -> list[Student]:
    """Those whose name stands in a cell, or in the first two together; in the same order of its parts, if some do."""
    for cell in (*row, " ".join(row[:2])):
        if cell and (candidates := names.get(_name_parts(cell))):
            same = [student for student in candidates if folded(student.name) == folded(cell)]
            return same or candidates
    return []


def _name_parts(name: str) -> tuple[str, ...]:
    return tuple(sorted(folded(name).replace(",", " ").split()))
