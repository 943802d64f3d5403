"""What persons gave in nbgrader's formgrader, and what of it can come back into the results."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..assignments.source import Exercise
from ..base import WorkbookError
from .autograded_copy import inert
from .marks import GivenMark, GivenMarks
from .nbgrader_course import Notebook, most_points, opened, read_notebook, registered, role_of
from .results import Result


@dataclass(frozen=True)
class PersonsGrade:
    """What a person gave one question or essay in formgrader: points, a comment, or both.

    ``points`` are all that count there, ``our_points`` those of the results; ``has_points`` says whether a person gave
    some, ``waits`` whether nbgrader wants somebody to look at it again. ``text`` is what formgrader shows of an essay,
    and ``edition`` that of the rubric when it was carried over; None where they are not known.
    """

    student: str
    question: str
    has_points: bool
    points: float
    our_points: float | None
    waits: bool
    comment: str
    text: str | None = None
    edition: str | None = None


def marks_of(grades: Iterable[PersonsGrade], exercise: Exercise) -> GivenMarks:
    """The marks of essays among the ``grades``, without those that wait."""
    marks: GivenMarks = {}
    for grade in grades:
        if grade.question in exercise.essays and grade.has_points and not grade.waits:
            comments = [grade.comment] if grade.comment else []
            mark: GivenMark = {"levels": {}, "comments": comments, "points": grade.points}
            marks.setdefault(grade.student, {})[grade.question] = mark
    return marks


def worth_a_look(grade: PersonsGrade, exercise: Exercise) -> str:
    """What an instructor should know of a ``grade`` that does not come back, or a blank text."""
    where = f"{grade.student}, {grade.question}"
    if grade.question not in exercise.essays:
        deed = f"gave {grade.points:g} points" if grade.has_points else "wrote a comment"
        ours = f"{grade.our_points or 0:g} points"
        return f"{where}: a person {deed} in formgrader; the results keep {ours} and our reply."
    if grade.has_points and grade.waits:
        return (
            f"{where}: the mark in formgrader ({grade.points:g} points) is to be looked at again there; it stays there "
            "until then."
        )
    return ""


def essay_in(notebook: Notebook | None, name: str) -> str | None:
    """The text of the essay called ``name`` in an autograded ``notebook``; None if there is none."""
    cells = notebook["cells"] if notebook else ()
    return next((cell["source"] for cell in cells if role_of(cell) == ("essay", name)), None)


def edition_in(notebook: Notebook | None, name: str) -> str | None:
    """The edition for markers with which the essay ``name`` came into an autograded ``notebook``; None if unknown."""
    about = notebook["metadata"].get("workbook", {}) if notebook else {}
    edition = about.get("essays", {}).get(name)
    return edition if isinstance(edition, str) else None


def does_fit(grade: PersonsGrade, result: Result, exercise: Exercise) -> bool:
    """Whether the essay and the rubric are still those to which ``grade`` was given in formgrader."""
    essay = result.essays.get(grade.question)
    if essay is None or grade.text is None or inert(grade.text).strip() != inert(essay.text).strip():
        return False
    return grade.edition in (None, exercise.essay_edition(grade.question, result.variant))


def persons_grades(folder: str | Path, exercise: Exercise, url: str) -> list[PersonsGrade]:
    """What persons did in formgrader, in the order of the students."""
    with opened(folder, url, exercise, make=False) as (course, _):
        assignment = registered(course, exercise)
        if assignment is None:
            raise WorkbookError(
                f"{course.folder} does not have {exercise.name} as it is now. First carry the results into it."
            )
        session, tables = course.book.db, course.tables
        comments = {
            (row.notebook_id, row.cell_id): (row.manual_comment or "").strip() for row in session.query(tables.Comment)
        }
        grades = []
        for submission in session.query(tables.SubmittedNotebook).filter_by(notebook_id=assignment.notebook):
            by_cell = {row.cell_id: row for row in submission.grades}
            path = course.path("autograded", submission.student.id, exercise)
            notebook = read_notebook(path) if path.is_file() else None
            for name in most_points(exercise):
                row = by_cell[assignment.cells["grade", name]]
                has_points = row.manual_score is not None or bool(row.extra_credit)
                comment = comments.get((submission.id, assignment.cells["comment", name]), "")
                if has_points or comment:
                    grades.append(
                        PersonsGrade(
                            student=submission.student.id,
                            question=name,
                            has_points=has_points,
                            points=float(row.score),
                            our_points=row.auto_score,
                            waits=row.needs_manual_grade,
                            comment=comment,
                            text=essay_in(notebook, name),
                            edition=edition_in(notebook, name),
                        )
                    )
    return sorted(grades, key=lambda grade: grade.student)
