"""Which student does each row of a download belong to? No row is guessed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..assignments.roster import Student, other_orders
from .clean_text import folded


@dataclass
class RowMatches:
    """What came of the rows, by number: the ``ids`` of students, ``by`` what each was matched, and ``problems``.

    ``in_doubt`` are the ids of students whom a problem names, each of whom has a row or more.
    """

    ids: dict[int, str] = field(default_factory=dict)
    by: dict[int, str] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    in_doubt: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Keys:
    """The students by what a row may know of them, each as it is compared."""

    ids: Mapping[str, Student]
    emails: Mapping[str, Student]
    names: Mapping[tuple[str, ...], Sequence[Student]]


def matched_rows(rows: Mapping[int, Sequence[str]], students: Sequence[Student]) -> RowMatches:
    """The student of each row, by what it was matched, and what stands in the way.

    An id counts most, then a whole e-mail address, then what stands before its @, then the full name. Of several
    columns of ids, the one that knows most of the class counts; where that one has another id, no name overrules it.
    An id and an address of two students are a problem.
    """
    keys = _keys(students)
    by_name = {number: _of_name(row, keys.names) for number, row in rows.items()}
    id_columns = _id_columns(rows, keys.ids, sum(map(bool, by_name.values())))
    matches = RowMatches()
    for number, row in rows.items():
        own_ids = [folded(row[column]) for column in id_columns if row[column]]
        by_id = [keys.ids[id] for id in own_ids if id in keys.ids]
        # Where only some ids are addresses, an address that is unknown is not an id that is unknown.
        own_ids = [id for id in own_ids if "@" not in id or all("@" in other for other in keys.ids)]
        by_email = _once([keys.emails[text] for text in map(folded, row) if text in keys.emails])
        candidates, by = _once(by_id), "id"
        if not candidates and not own_ids:
            candidates, by = by_email, "e-mail address"
            if not candidates:
                logins = [folded(text.rpartition("@")[0]) for text in row if "@" in text]
                candidates = _once([keys.ids[login] for login in logins if login in keys.ids])
            if not candidates:
                candidates, by = _once(by_name[number]), "name"
        others = [student for student in by_email if student not in candidates]
        if len(candidates) == 1 and not others:
            matches.ids[number], matches.by[number] = candidates[0].id, by
        elif len(candidates) == 1:
            matches.problems[number] = f"has the id of {candidates[0].id} and the e-mail address of {others[0].id}"
            matches.in_doubt |= {candidates[0].id, others[0].id}
        elif candidates:
            matches.problems[number] = f"matches {' and '.join(student.id for student in candidates)}"
            matches.in_doubt |= {student.id for student in candidates}
        elif own_ids:
            address = f"; its e-mail address is that of {others[0].id}" if others else ""
            matches.problems[number] = f"has the id {own_ids[0]}, which no student has{address}"
        else:
            matches.problems[number] = "matches no student"
    _take_out_doubles(matches)
    return matches


def _keys(students: Sequence[Student]) -> _Keys:
    names: dict[tuple[str, ...], list[Student]] = {}
    for student in students:
        for name in (student.name, *other_orders(student.name)):
            names.setdefault(_name_parts(name), []).append(student)
    addresses = Counter(folded(student.email) for student in students if student.email)
    emails = {folded(student.email): student for student in students if addresses[folded(student.email)] == 1}
    emails |= {folded(student.id): student for student in students if "@" in student.id}
    return _Keys({folded(student.id): student for student in students}, emails, names)


def _once(students: Sequence[Student]) -> list[Student]:
    return list(dict.fromkeys(students))


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
        matches.in_doubt.add(id)
        for number in numbers:
            others = [str(other) for other in numbers if other != number]
            del matches.ids[number]
            matches.problems[number] = f"matches {id}, and so does row {', '.join(others)}"
    matches.problems = dict(sorted(matches.problems.items()))


def _of_name(row: Sequence[str], names: Mapping[tuple[str, ...], Sequence[Student]]) -> Sequence[Student]:
    """Those whose name stands in a cell, or in the first two together; in the same order of its parts, if some do."""
    for cell in (*row, " ".join(row[:2])):
        if cell and (candidates := names.get(_name_parts(cell))):
            same = [student for student in candidates if folded(student.name) == folded(cell)]
            return same or candidates
    return []


def _name_parts(name: str) -> tuple[str, ...]:
    return tuple(sorted(folded(name).replace(",", " ").split()))
