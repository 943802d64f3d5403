"""Marks into nbgrader's own gradebook, and the marks of essays that were given in its formgrader back.

In the gradebook ``auto_score`` and ``auto_comment`` are ours; ``manual_score``, ``extra_credit`` and
``manual_comment`` are a person's, and nothing here writes them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..assignments.source import Exercise
from ..base import BadData
from ..base.files import write_whole, writing
from .autograded_copy import filled_in, inert
from .counted import counted
from .formgrader import does_fit, edition_in, essay_in, marks_of, persons_grades, worth_a_look
from .marks import EssayMark, GivenMark, GivenMarks, has_levels
from .nbgrader_course import (
    Course,
    Notebook,
    Registered,
    as_bytes,
    listed,
    most_points,
    opened,
    read_notebook,
    register,
)
from .results import Result, bond, read_marks, write_marks

LONGEST_NAME = 128  # characters of an id or a name in nbgrader's tables
TRY_AGAIN = "See that there is room and that the folder can be written to, and carry the results over again."


@dataclass(frozen=True)
class Transfer:
    """What was carried over: for which students (ids) something changed, and what an instructor should know."""

    students: tuple[str, ...]
    remarks: tuple[str, ...]


def to_gradebook(results_folder: str | Path, exercise: Exercise, course: str | Path, url: str = "") -> Transfer:
    """Carry all results of ``exercise`` into the gradebook of the nbgrader course in the folder ``course``.

    The course is made if there is none, and the exercise registered as ``nbgrader generate_assignment`` does. Each
    student gets ``autograded/ID/NAME/NAME.ipynb``, the points and replies of all questions, and essays that wait for
    a mark, or have the points of the marking sheets. ``url`` is the database, if it is not the course's own. Running
    it again changes only what is new in the results; each student is one transaction.

    Returns a Transfer. Raises WorkbookError if nbgrader is missing or the database cannot be used, and BadData if the
    results, the course and the exercise are not of one edition; then nothing was entered for any student.
    """
    found = counted(results_folder, exercise)
    results, marks = found.results, found.marks
    for result in results.values():
        _must_be_same_edition(result, exercise)
    with opened(course, url, exercise) as (open_course, remarks):
        remarks += found.remarks
        assignment, changed = register(open_course, exercise), []
        for student, result in results.items():
            if obstacle := _obstacle(result):
                remarks.append(f"{student} was not entered: {obstacle}")
                continue
            has_changed, remarks_of_student = _enter(open_course, exercise, assignment, result, marks.get(student, {}))
            remarks += [f"{student}: {remark}" for remark in remarks_of_student]
            if has_changed:
                changed.append(student)
    return Transfer(tuple(changed), tuple(remarks))


def from_gradebook(course: str | Path, exercise: Exercise, url: str = "") -> GivenMarks:
    """The marks of essays that a person gave in formgrader, as ``results.read_marks`` has them, without levels.

    ``{"s1": {"e1": {"levels": {}, "comments": ["Say what …"], "points": 7.5}}}``. Extra credit is among the points.
    An essay that still waits, or was handed in again after it was marked, is left out.
    """
    return marks_of(persons_grades(course, exercise, url), exercise)


def read_back(results_folder: str | Path, exercise: Exercise, course: str | Path, url: str = "") -> Transfer:
    """Add the marks of essays from formgrader to those in the folder ``results_folder``, and list what does not fit.

    A mark with levels, which comes from a marking sheet, stays as it is: with the same points it gains the comment,
    with others the conflict is listed. A mark without levels came from formgrader and follows it. Returns a Transfer.
    """
    found, marks = counted(results_folder, exercise), read_marks(results_folder)
    results = found.results
    grades = persons_grades(course, exercise, url)
    fitting = {
        (grade.student, grade.question): does_fit(grade, results[grade.student], exercise)
        for grade in grades
        if grade.student in results
    }
    theirs, changed = marks_of(grades, exercise), []
    remarks = [remark for grade in grades if (remark := worth_a_look(grade, exercise))]
    for student, name, mark in ((student, *item) for student, essays in theirs.items() for item in essays.items()):
        ours = found.marks.get(student, {}).get(name)
        if student not in results:
            remarks.append(
                f"{student}, {name}: marked in formgrader, but there is no result that counts; the mark stays there."
            )
        elif not fitting[student, name]:
            remarks.append(
                f"{student}, {name}: the mark in formgrader ({mark['points']:g} points) was given to another text, or "
                "with another rubric, so it stays there. Carry the results over again, and look at it there."
            )
        elif ours and has_levels(ours) and ours["points"] != mark["points"]:
            remarks.append(
                f"{student}, {name}: the marking sheets give {ours['points']:g} points and formgrader "
                f"{mark['points']:g}. The mark from the sheets stays until the two are the same."
            )
        else:
            bound: EssayMark = {**mark, **bond(results[student], exercise, name)}
            new = _with_comments(ours, mark["comments"]) if ours and has_levels(ours) else bound
            if new != ours:
                marks.setdefault(student, {})[name] = new
                changed.append(student)
    for student, name, mark in ((student, *item) for student, essays in found.marks.items() for item in essays.items()):
        if not has_levels(mark) and name in exercise.essays and name not in theirs.get(student, {}):
            remarks.append(
                f"{student}, {name}: {mark['points']:g} points came from formgrader, which no longer has a mark."
            )
    taken = set(changed)
    remarks += [str(item.why) for item in found.left_out if item.student not in taken]
    if changed:
        write_marks(results_folder, marks)
    return Transfer(tuple(dict.fromkeys(changed)), tuple(remarks))


def _with_comments(mark: EssayMark, comments: Iterable[str]) -> EssayMark:
    new = mark.copy()
    new["comments"] = [*mark["comments"], *(comment for comment in comments if comment not in mark["comments"])]
    return new


def _must_be_same_edition(result: Result, exercise: Exercise) -> None:
    points = {name: earned.most for name, earned in result.questions.items()}
    points |= {name: essay.most for name, essay in result.essays.items()}
    if result.status != "refused" and (result.exercise, points) != (exercise.name, most_points(exercise)):
        raise BadData(
            f"The result of {result.student} is of {result.exercise} with {listed(points)}, and {exercise.name} has "
            f"{listed(most_points(exercise))}. Name the exercise that was graded, or grade the class again."
        )


def _obstacle(result: Result) -> str:
    """Why there is nothing to enter for ``result``, or a blank text."""
    id = result.student
    if result.status == "refused":
        return f"the submission was refused. {result.reason}"
    if len(id) > LONGEST_NAME or not id.isprintable() or id.startswith(".") or "/" in id or "\\" in id:
        return (
            "nbgrader names a folder after each id, so an id has no slash, no dot at its beginning, and at most "
            f"{LONGEST_NAME} characters. Give another id in the roster."
        )
    return ""


def _enter(
    course: Course, exercise: Exercise, assignment: Registered, result: Result, marks: Mapping[str, GivenMark]
) -> tuple[bool, list[str]]:
    """Enter one student, in one transaction; whether anything changed, and remarks."""
    session = course.book.db
    path = course.path("autograded", result.student, exercise)
    before = read_notebook(path) if path.is_file() else None
    notebook = filled_in(assignment.released, exercise, result)
    try:
        with session.no_autoflush:
            submission, grades, comments = _submission(course, assignment, result)
            remarks = _timed(course, exercise, result, submission, before)
            for name in [*result.questions, *result.essays]:
                points, reply = _earned(result, name, marks.get(name))
                comments[assignment.cells["comment", name]].auto_comment = inert(reply) or None
                grade = grades[assignment.cells["grade", name]]
                is_essay = name in result.essays
                is_new = _is_new(before, notebook, name) if is_essay else grade.auto_score != points
                grade.auto_score = points
                if grade.manual_score is None:
                    grade.needs_manual_grade = points is None
                elif is_new:
                    grade.needs_manual_grade = True
                    remarks.append(f"{name}: the mark that a person gave in formgrader stays; look at it again there.")
            has_changed = bool(session.new) or any(session.is_modified(row) for row in session.dirty)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    # After the gradebook: a run that ends here finds the old text next time, and asks for a new look again.
    content = as_bytes(notebook)
    if not path.is_file() or path.read_bytes() != content:
        with writing(path, TRY_AGAIN):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        has_changed = True
    return has_changed, remarks


def _is_new(before: Notebook | None, after: Notebook, name: str) -> bool:
    """Whether a mark that a person gave the essay ``name`` is to be looked at again."""
    edition = edition_in(before, name)
    return essay_in(before, name) != essay_in(after, name) or edition not in (None, edition_in(after, name))


def _earned(result: Result, name: str, mark: GivenMark | None) -> tuple[float | None, str]:
    """Our points for a question or essay, None where a person must mark it; and the reply."""
    if name in result.questions:
        return result.questions[name].points, result.questions[name].reply
    if not result.essays[name].text:
        return 0.0, "No text was handed in."
    if mark and has_levels(mark):  # of a marking sheet; a mark without levels is formgrader's own
        return mark["points"], "\n\n".join(mark["comments"])
    return None, ""


def _submission(course: Course, assignment: Registered, result: Result) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """The submission of a student, its grades and comments by cell; made, as nbgrader makes them, where missing."""
    session, tables = course.book.db, course.tables
    student = session.get(tables.Student, result.student) or tables.Student(id=result.student)
    if result.name and student.first_name is None and student.last_name is None:
        # Which part of a name is the family name is not guessed.
        student.first_name, student.last_name = "", result.name[:LONGEST_NAME]
    where = {"assignment_id": assignment.assignment, "student_id": result.student}
    submission = session.query(tables.SubmittedAssignment).filter_by(**where).one_or_none()
    if submission is None:
        submission = tables.SubmittedAssignment(assignment_id=assignment.assignment, student=student)
        for id, graded, commented in assignment.layout:
            notebook = tables.SubmittedNotebook(notebook_id=id, assignment=submission)
            notebook.grades = [tables.Grade(cell_id=cell) for cell in graded]
            notebook.comments = [tables.Comment(cell_id=cell) for cell in commented]
        session.add(submission)
    (notebook,) = (row for row in submission.notebooks if row.notebook_id == assignment.notebook)
    return (
        submission,
        {row.cell_id: row for row in notebook.grades},
        {row.cell_id: row for row in notebook.comments},
    )


def _timed(course: Course, exercise: Exercise, result: Result, submission: Any, before: Notebook | None) -> list[str]:
    """Note when nbgrader collected the submission: formgrader hides the marks of one that has another time."""
    folder = course.path("submitted", result.student, exercise).parent
    try:
        collected = course.api.coursedir.get_existing_timestamp(str(folder))
    except (AttributeError, ValueError):  # nbgrader's way to say that it cannot be read
        return [f"{folder / 'timestamp.txt'} does not hold a time."]
    if collected is None or collected == submission.timestamp:
        return []
    if submission.timestamp and before and before["metadata"].get("workbook", {}).get("input") == result.input:
        return [f"nbgrader has collected a newer submission in {folder}. Grade it, and carry the results over again."]
    submission.timestamp = collected
    return []
