"""Points filled into the file that an instructor downloaded from Moodle or Canvas.

Nothing but cells of grades changes; all else stays as it was, byte by byte (see delimited).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from ..assignments.roster import Student
from ..assignments.source import Exercise
from ..base import BadData
from .canvas_gradebook import ASSIGNMENT, gradebook_columns, is_test_student
from .delimited import DelimitedTable, TableCell, decimal_sign, listed, number_of, opened, safe_cell, with_cells
from .marks import MarksRead, two_decimals
from .moodle_worksheet import locked_rows, worksheet_columns
from .results import Result, total
from .row_matching import matched_rows

KEPT = ("EX", "N/A")  # excused; not assigned to this student


@dataclass(frozen=True)
class FilledFile:
    """A filled file: its ``content``, how many grades were ``filled`` in, and ``remarks``, sentences."""

    content: bytes
    filled: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Class:
    """What a class earned: the results and marks of its ``students``, who are those of the results if none are."""

    results: Mapping[str, Result]
    marks: MarksRead
    students: Sequence[Student]
    exercise: Exercise


@dataclass(frozen=True)
class _GradeColumn:
    """Where the grades go: the ``column`` of the ``table``, of which ``rows`` (by number) say whose each row is.

    ``most`` is the highest grade that the file knows, ``sign`` its decimal sign. ``nobodys`` are rows that may fit no
    student. ``locked`` are the rows that will not
    be taken, and ``strange`` those that perhaps will not, each with the word that says so.
    """

    table: DelimitedTable
    column: int
    rows: Mapping[int, Sequence[str]]
    most: float
    sign: str
    nobodys: Set[int] = frozenset()
    locked: Mapping[int, str] = field(default_factory=dict)
    strange: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Wishes:
    scale: bool
    overwrite: bool
    partial: bool


def fill_moodle(
    content: bytes,
    results: Mapping[str, Result],
    marks: MarksRead,
    students: Sequence[Student],
    exercise: Exercise,
    *,
    column: str = "",
    scale: bool = False,
    overwrite: bool = False,
    partial: bool = False,
    file: str = "file",
) -> FilledFile:
    """Fill the points of a class into Moodle's offline grading worksheet, in whatever language it is.

    ``content`` is the file, called ``file`` in messages; ``results`` and ``marks`` are those of ``read_results`` and
    ``read_marks``; ``students`` is the roster, or empty. ``column`` names the column of grades where its place does
    not tell; ``scale`` converts points to another maximum grade, ``overwrite`` replaces other grades that stand there,
    ``partial`` leaves rows alone that cannot be matched. Returns a FilledFile. Raises BadData, and nothing is filled
    in, for rows that cannot be matched, a maximum that does not fit, and a file that is not a worksheet.
    """
    table = opened(content, file)
    first, index = worksheet_columns(table, column)
    locked, strange = locked_rows(table, index + 2)
    grades = _GradeColumn(
        table,
        index,
        locked=locked,
        strange=strange,
        rows={number: row[first + 1 : index] for number, row in table.body.items()},
        most=number_of(next(iter(table.body.values()))[index + 1]) or 0,
        sign=decimal_sign(table, (index, index + 1)),
    )
    return _filled(grades, _Class(results, marks, students, exercise), _Wishes(scale, overwrite, partial))


def fill_canvas(
    content: bytes,
    results: Mapping[str, Result],
    marks: MarksRead,
    students: Sequence[Student],
    exercise: Exercise,
    *,
    column: str = "",
    scale: bool = False,
    overwrite: bool = False,
    partial: bool = False,
    file: str = "file",
) -> FilledFile:
    """Fill the points of a class into the CSV file of Canvas' gradebook; see ``fill_moodle``.

    The column is the assignment that has the title of the exercise, or the one that ``column`` names by title or id.
    ``EX``, ``N/A`` and the rows above the students stay as they are.
    """
    table = opened(content, file)
    first, index = gradebook_columns(table, exercise, column)
    body = table.body
    # Students have an id of Canvas; the rows above them, such as “Points Possible”, have none.
    above = {number: row for number, row in body.items() if not any(row[1:3])}
    below = min((number for number in body if number not in above), default=0)
    points = [row[index] for number, row in above.items() if row[0] and number < below]
    most = number_of(points[0]) if len(points) == 1 else None
    if not most:
        raise BadData(
            f"{file} has no row with the points of “{table.head[index]}” above the students (Points Possible). "
            "Use the file as Canvas gives it: Grades, Export."
        )
    assignments = [other for other, head in enumerate(table.head) if ASSIGNMENT.fullmatch(head.strip())]
    grades = _GradeColumn(
        table,
        index,
        rows={number: row[:first] for number, row in body.items() if number >= below},
        most=most,
        sign=decimal_sign(table, assignments),
        nobodys={number for number, row in body.items() if number >= below and is_test_student(row)},
    )
    return _filled(grades, _Class(results, marks, students, exercise), _Wishes(scale, overwrite, partial))


def _filled(grades: _GradeColumn, of_class: _Class, wishes: _Wishes) -> FilledFile:
    """The file with the grades of those whose rows were found."""
    table, results = grades.table, of_class.results
    factor = _factor(grades, of_class, wishes.scale)
    students = of_class.students or [Student(result.student, result.name) for result in results.values()]
    matches = matched_rows(grades.rows, students)
    known = {student.id for student in students}
    # Those who were graded and have left the course stand in no one's way; their rows stay as they are.
    gone = [Student(result.student, result.name) for id, result in results.items() if id not in known]
    rows_of_gone = matched_rows({number: grades.rows[number] for number in matches.problems}, gone).ids
    problems = [
        f"Row {number} ({grades.rows[number][0]}) {text}."
        for number, text in matches.problems.items()
        if number not in grades.nobodys and number not in rows_of_gone
    ]
    having_rows = {*matches.ids.values(), *matches.in_doubt}
    problems += [f"{id} was graded but has no row." for id in results if id in known and id not in having_rows]
    if problems and not wishes.partial:
        raise BadData(
            f"Nothing was filled into {table.file}:\n"
            + "\n".join(f"- {problem}" for problem in problems)
            + "\nCorrect the roster (--students) or the file, or type --partial to leave these out and fill in the "
            "others."
        )
    by_name = [f"row {number} is {id}" for number, id in matches.ids.items() if matches.by[number] == "name"]
    remarks = [*problems]
    if gone:
        remarks.append(f"Graded, but no longer in the roster, and left out: {listed(student.id for student in gone)}.")
    texts: dict[TableCell, str] = {}
    reasons: dict[str, list[str]] = {}
    for number, id in matches.ids.items():
        cell, result = table.rows[number][grades.column], results.get(id)
        grade = None if result is None or result.status != "graded" else total(result, of_class.marks)
        if number in grades.locked and result is not None:
            reason = (
                f"The grade is locked in Moodle (“Grade can be changed” is {grades.locked[number]}) and stays as it is"
            )
            now = "not final" if grade is None else two_decimals(grade * factor)
            reasons.setdefault(reason, []).append(f"{id} ({cell.text.strip() or 'none'}, now {now})")
            continue
        if grade is None:
            # A grade that is not final is never written.
            reasons.setdefault(f"No grade was filled in because {_why_not(result)}", []).append(id)
            continue
        new, old = two_decimals(grade * factor), cell.text.strip()
        if old.upper() in KEPT:
            reasons.setdefault(f"{old.upper()} in the file was kept", []).append(id)
        elif old in ("", "-") or (wishes.overwrite and number_of(old) != float(new)):
            texts[cell] = safe_cell(new.replace(".", grades.sign), table.delimiter, cell.raw.startswith('"'))
        elif number_of(old) != float(new):
            reason = "Another grade in the file was kept (--overwrite replaces it)"
            reasons.setdefault(reason, []).append(f"{id} ({old}, now {new})")
    if strange := [id for number, id in matches.ids.items() if number in grades.strange]:
        word = next(iter(grades.strange.values()))
        remarks.append(f"Moodle may pass over the row of {listed(strange)}: its grade may be locked (“{word}”).")
    remarks += [f"{reason}: {listed(ids)}." for reason, ids in reasons.items()]
    remarks += [f"Matched by name alone: {listed(by_name)}."] if by_name else []
    return FilledFile(with_cells(table, texts), len(texts), tuple(remarks))


def _why_not(result: Result | None) -> str:
    if result is None:
        return "nothing was handed in"
    return "an essay is not marked yet" if result.status == "graded" else "the submission could not be graded"


def _factor(grades: _GradeColumn, of_class: _Class, scale: bool) -> float:
    """By how much points are multiplied. Raises BadData if they were given out of another total than the file's."""
    exercise = of_class.exercise
    for result in of_class.results.values():
        if result.exercise != exercise.name:
            raise BadData(
                f"The result of {result.student} is of the exercise {result.exercise}, not of {exercise.name}. "
                f"Type --exercise {result.exercise}."
            )
        most = sum(earned.most for earned in result.questions.values()) + sum(
            essay.most for essay in result.essays.values()
        )
        if result.status == "graded" and abs(most - exercise.points) > 1e-9:
            raise BadData(
                f"{result.student} was graded out of {most:g} points, and {exercise.name} has {exercise.points:g}: it "
                "was changed after the class was graded. Grade again."
            )
    if abs(grades.most - exercise.points) > 1e-9 and not scale:
        raise BadData(
            f"The highest grade in {grades.table.file} is {grades.most:g}, and {exercise.name} has "
            f"{exercise.points:g} points. Set the assignment to {exercise.points:g} points and download the file "
            "again, or type --scale to convert."
        )
    return grades.most / exercise.points if scale else 1
