"""Points filled into the file that an instructor downloaded from Moodle or Canvas.

Nothing but cells of grades changes; all else stays as it was, byte by byte (see delimited).
"""

import re
from collections import Counter
from dataclasses import dataclass

from ..assignments.roster import Student
from ..base import BadData
from .clean_text import folded
from .delimited import decimal_sign, number_of, opened, safe_cell, with_cells
from .marks import two_decimals
from .results import total

PARTICIPANT = re.compile(r"\D*[^\W\d_]\D*\d+")  # Participant 123, in any language
ASSIGNMENT = re.compile(r"(.+?)\s*\((\d+)\)", re.DOTALL)
TEST_STUDENT = re.compile(r"[0-9a-f]{40}")  # the login of the one that Canvas makes for an instructor to try things
KEPT = ("EX", "N/A")  # excused; not assigned to this student


@dataclass(frozen=True)
class Filled:
    """A filled file: its ``content`` (bytes), how many grades were ``filled`` in, and ``remarks``, sentences."""

    content: bytes
    filled: int
    remarks: tuple


@dataclass(frozen=True)
class _Wishes:
    scale: bool
    overwrite: bool
    partial: bool


def fill_moodle(
    content, results, marks, students, exercise, *, column="", scale=False, overwrite=False, partial=False, file="file"
):
    """Fill the points of a class into Moodle's offline grading worksheet, in whatever language it is.

    ``content`` is the file (bytes), called ``file`` in messages; ``results`` and ``marks`` are those of
    ``read_results`` and ``read_marks``; ``students`` is the roster, or empty. ``column`` names the column of grades
    where its place does not tell; ``scale`` converts points to another maximum grade, ``overwrite`` replaces other
    grades that stand there, ``partial`` leaves rows alone that cannot be matched. Returns Filled. Raises BadData, and
    nothing is filled in, for rows that cannot be matched, a maximum that does not fit, and a file that is no worksheet.
    """
    sheet = opened(content, file)
    first, place = _moodle_columns(sheet, column)
    most = number_of(next(iter(sheet.body.values()))[place + 1])
    sign = decimal_sign(sheet, (place, place + 1))
    rows = {number: row[first + 1 : place] for number, row in sheet.body.items()}
    wishes = _Wishes(scale, overwrite, partial)
    return _filled(sheet, place, rows, most, sign, (results, marks, students, exercise), wishes)


def fill_canvas(
    content, results, marks, students, exercise, *, column="", scale=False, overwrite=False, partial=False, file="file"
):
    """Fill the points of a class into the CSV file of Canvas' gradebook; see ``fill_moodle``.

    The column is the assignment that has the title of the exercise, or the one that ``column`` names by title or id.
    ``EX``, ``N/A`` and the rows above the students stay as they are.
    """
    sheet = opened(content, file)
    first, place = _canvas_columns(sheet, exercise, column)
    body = sheet.body
    # Students have an id of Canvas; the rows above them, such as «Points Possible», have none.
    above = {number: row for number, row in body.items() if not any(row[1:3])}
    below = min((number for number in body if number not in above), default=0)
    points = [row[place] for number, row in above.items() if row[0] and number < below]
    most = number_of(points[0]) if len(points) == 1 else None
    if not most:
        raise BadData(
            f"{file} has no row with the points of «{sheet.head[place]}» above the students (Points Possible). "
            "Take the file as Canvas gives it: Grades, Export."
        )
    rows = {number: row[:first] for number, row in body.items() if number >= below}
    sign = decimal_sign(sheet, [place for place, head in enumerate(sheet.head) if ASSIGNMENT.fullmatch(head.strip())])
    wishes = _Wishes(scale, overwrite, partial)
    return _filled(sheet, place, rows, most, sign, (results, marks, students, exercise), wishes)


# Finding the column


def _moodle_columns(sheet, column):
    """The places of the identifier and of the grade.

    The grade is followed by the maximum grade, which is the same number in all rows; headings differ by language.
    """
    rows, head = list(sheet.body.values()), sheet.head
    places = range(len(head))
    first = next((place for place in places if all(PARTICIPANT.fullmatch(row[place]) for row in rows)), None)
    if first is None:
        raise BadData(
            f"{sheet.file} has no column of identifiers such as «Participant 123». Take the grading worksheet as "
            "Moodle gives it: the assignment, Submissions, Download grading worksheet."
        )
    wanted = [place for place in places if column and folded(head[place]) == folded(column)]
    if column and len(wanted) != 1:
        raise BadData(
            f"{sheet.file} has {len(wanted) or 'no'} columns «{column}»; it has: {_listed(head)}. Type one of them."
        )
    fits = [
        place
        for place in wanted or places[first + 1 : -1]
        if first < place < len(head) - 1
        and len({row[place + 1] for row in rows}) == 1
        and (number_of(rows[0][place + 1]) or 0) > 0
        and all(row[place] in ("", "-") or number_of(row[place]) is not None for row in rows)
    ]
    if not fits:
        raise BadData(
            f"{sheet.file}: no column of grades{f' «{column}»' if column else ''} with the maximum grade beside it. "
            "Is the grade of this assignment a scale? It must be points: change its settings, and download again."
        )
    if len(fits) > 1:
        raise BadData(
            f"{sheet.file}: {len(fits)} columns may be the grade: {_listed(head[place] for place in fits)}. "
            "Say which with --column."
        )
    return first, fits[0]


def _canvas_columns(sheet, exercise, column):
    """The places of the first assignment and of the one to fill; headings are «Title (id)»."""
    found = {place: match for place, head in enumerate(sheet.head) if (match := ASSIGNMENT.fullmatch(head.strip()))}
    if not found or min(found) < 3:
        raise BadData(
            f"{sheet.file} has no assignment «Title (id)» after the columns of students. Take the file as Canvas gives "
            "it: Grades, Export."
        )
    titles = {folded(exercise.title), folded(exercise.title.partition(": ")[2]), folded(exercise.name)} - {""}
    if column:
        titles = {folded(column)}
    fits = [place for place, match in found.items() if titles & {folded(match[0]), folded(match[1]), match[2]}]
    if len(fits) != 1:
        several = [match[0] for place, match in found.items() if place in fits or not fits]
        said = f"{len(fits)} assignments fit" if fits else f"no assignment is called «{column or exercise.title}»"
        raise BadData(f"{sheet.file}: {said}. Say which with --column: {_listed(several)}.")
    return min(found), fits[0]


# Matching rows with students


def _matched(rows, students):
    """The student of each row, how each was found, and what stands in the way, by row.

    An id counts most, then what stands before the @ of an e-mail address, then the full name. Of several columns of
    ids, the one that knows most of the class counts; where that one has another id, no name overrules it.
    """
    ids = {folded(one.id): one for one in students}
    names: dict[tuple, list] = {}
    for one in students:
        names.setdefault(_parts(one.name), []).append(one)
    named = {number: _by_name(row, names) for number, row in rows.items()}
    width = len(next(iter(rows.values()), ()))
    hits = {place: sum(folded(row[place]) in ids for row in rows.values()) for place in range(width)}
    # An id that is there by chance, such as the number of a department, knows few.
    most = max(hits.values(), default=0)
    known = [place for place in hits if hits[place] == most and most and 2 * most >= sum(map(bool, named.values()))]
    found, how, troubles = {}, {}, {}
    for number, row in rows.items():
        own = [folded(row[place]) for place in known if row[place]]
        mails = [folded(text.rpartition("@")[0]) for text in row if "@" in text]
        fit, by = [ids[one] for one in own if one in ids], "id"
        if not fit and not own:
            fit, by = [ids[one] for one in mails if one in ids], "e-mail address"
            if not fit:
                fit, by = named[number], "name"
        fit = list(dict.fromkeys(fit))
        if len(fit) == 1:
            found[number], how[number] = fit[0].id, by
        elif fit:
            troubles[number] = f"fits {' and '.join(one.id for one in fit)}"
        elif not any(TEST_STUDENT.fullmatch(text) for text in row):
            troubles[number] = f"has the id {own[0]}, which nobody has" if own else "fits nobody"
    for id in [id for id, count in Counter(found.values()).items() if count > 1]:
        twice = [number for number in found if found[number] == id]
        for number in twice:
            others = ", ".join(str(other) for other in twice if other != number)
            del found[number]
            troubles[number] = f"fits {id}, and so does row {others}"
    return found, how, dict(sorted(troubles.items()))


def _by_name(row, names):
    """Those whose name stands in a cell, or in the first two together; in the same order of its parts, if some do."""
    for cell in (*row, " ".join(row[:2])):
        if cell and (fit := names.get(_parts(cell))):
            same = [one for one in fit if folded(one.name) == folded(cell)]
            return same or fit
    return []


def _parts(name):
    return tuple(sorted(folded(name).replace(",", " ").split()))


# Filling


def _filled(sheet, place, rows, most, sign, graded, wishes):
    """The sheet with the grades of those whose rows were found."""
    results, marks, students, exercise = graded
    factor = _factor(sheet, results, exercise, most, wishes.scale)
    students = students or [Student(one.student, one.name) for one in results.values()]
    found, how, troubles = _matched(rows, students)
    told = [f"Row {number} ({rows[number][0]}) {said}." for number, said in troubles.items()]
    without = [one for one in results if one not in found.values()]
    told += [f"{one} was graded and has no row." for one in without]
    if told and not wishes.partial:
        raise BadData(
            f"Nothing was filled into {sheet.file}:\n" + "\n".join(f"- {one}" for one in told) + "\nCorrect the roster "
            "(--students) or the file, or type --partial to leave these out and fill in the others."
        )
    guessed = [f"row {number} is {found[number]}" for number in how if how[number] == "name" and number in found]
    remarks = [*told, *([f"Matched by name alone: {_listed(guessed)}."] if guessed else [])]
    cells = {}
    reasons: dict[str, list] = {}
    for number, id in found.items():
        cell, result = sheet.rows[number][place], results.get(id)
        grade = None if result is None or result.status != "graded" else total(result, marks)
        if grade is None:
            # A grade that is not final is never written.
            why = "an essay is not marked yet" if result else "nothing was handed in"
            why = "it could not be graded" if result and result.status != "graded" else why
            reasons.setdefault(f"No grade was filled in, for {why}", []).append(id)
            continue
        new, old = two_decimals(grade * factor), cell.text.strip()
        if old.upper() in KEPT:
            reasons.setdefault(f"{old.upper()} stands in the file and stays", []).append(id)
        elif old in ("", "-") or (wishes.overwrite and number_of(old) != float(new)):
            cells[cell] = safe_cell(new.replace(".", sign), sheet.delimiter, cell.raw.startswith('"'))
        elif number_of(old) != float(new):
            why = "Another grade stands in the file and stays (--overwrite replaces it)"
            reasons.setdefault(why, []).append(f"{id} ({old}, now {new})")
    remarks += [f"{why}: {_listed(ids)}." for why, ids in reasons.items()]
    return Filled(with_cells(sheet, cells), len(cells), tuple(remarks))


def _factor(sheet, results, exercise, most, scale):
    """By how much points are multiplied. Raises BadData if they were given out of another total than the file's."""
    for one in results.values():
        if one.exercise != exercise.name:
            raise BadData(f"The result of {one.student} is of the exercise {one.exercise}, not of {exercise.name}.")
        parts = (*one.questions.values(), *one.essays.values())
        if one.status == "graded" and abs(sum(part.most for part in parts) - exercise.points) > 1e-9:
            raise BadData(
                f"{one.student} was graded out of {sum(part.most for part in parts):g} points, and {exercise.name} has "
                f"{exercise.points:g}: it was changed after the class was graded. Grade again."
            )
    if abs(most - exercise.points) > 1e-9 and not scale:
        raise BadData(
            f"The highest grade in {sheet.file} is {most:g}, and {exercise.name} has {exercise.points:g} points. Set "
            f"the assignment to {exercise.points:g} points and download the file again, or type --scale to convert."
        )
    return most / exercise.points if scale else 1


def _listed(items):
    return ", ".join(f"{one}".strip() for one in items)
