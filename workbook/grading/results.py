"""What is kept of each graded submission: one JSON file per student, in one folder per exercise and class.

RESULTS/
    graded.json            the exercise, its edition, and how the class was graded
    students/ID.json       one Result each
    code/ID.py             the code that was run
    essays/                marking sheets, and the marks that were read back: marks.json
    feedback/ID.html       what a student gets
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..assignments.roster import folder_name
from ..base import WorkbookError
from ..base.files import write_whole

STUDENTS, CODE, ESSAYS, FEEDBACK = "students", "code", "essays", "feedback"
SUMMARY, MARKS = "graded.json", "marks.json"


@dataclass(frozen=True)
class Marked:
    """What one question earned. ``given`` is the answer as plain data (see workbook.assignments.answers)."""

    points: float
    most: float
    outcome: str  # right, not yet, not tried, cannot tell
    reply: str
    given: object = None


@dataclass(frozen=True)
class Written:
    """One essay as it was handed in; ``most`` points can be had for it."""

    text: str
    words: int
    most: float


@dataclass(frozen=True)
class Result:
    """What became of one student's submission. ``status`` is graded or refused, and then ``reason`` says why."""

    exercise: str
    student: str
    name: str = ""
    file: str = ""
    input: str = ""  # digest of all that the result depends on; the same digest need not be graded again
    variant: int = 0  # its number, counted from 0
    status: str = "graded"
    reason: str = ""
    questions: dict = field(default_factory=dict)  # name: Marked
    essays: dict = field(default_factory=dict)  # name: Written
    repairs: tuple = ()
    remarks: tuple = ()
    seconds: float = 0.0

    @property
    def points(self):
        """The points of the questions, essays apart."""
        return sum(one.points for one in self.questions.values())


def result_path(results, student):
    """The file in the folder ``results`` that holds the result of ``student`` (an id)."""
    return Path(results) / STUDENTS / f"{folder_name(student)}.json"


def code_path(results, student):
    """The file in the folder ``results`` that holds the code of ``student`` (an id)."""
    return Path(results) / CODE / f"{folder_name(student)}.py"


def write_result(results, result):
    """Keep ``result``, whole or not at all."""
    _write(result_path(results, result.student), asdict(result))


def write_summary(results, summary):
    """Keep ``summary``, how the class was graded."""
    _write(Path(results) / SUMMARY, summary)


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def read_result(path):
    """The Result in the file ``path``. Raises WorkbookError if it is damaged."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
        found["questions"] = {name: Marked(**one) for name, one in found["questions"].items()}
        found["essays"] = {name: Written(**one) for name, one in found["essays"].items()}
        found["repairs"], found["remarks"] = tuple(found["repairs"]), tuple(found["remarks"])
        return Result(**found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkbookError(f"{path} is damaged ({type(error).__name__}). Remove it and grade again.") from None


def read_results(results, exercise=""):
    """All results in the folder ``results``, by student id, in the order of the ids.

    Raises WorkbookError if there are none, if one is damaged, or if one is not of the ``exercise`` that is named.
    """
    place = Path(results) / STUDENTS
    if not place.is_dir():
        raise WorkbookError(f"{results} holds no results. Name the folder that workbook grade … --out made.")
    found = [read_result(path) for path in sorted(place.glob("*.json"))]
    if other := next((one.exercise for one in found if exercise and one.exercise != exercise), ""):
        raise WorkbookError(f"{results} holds results of {other}, not of {exercise}. Type --exercise {other}.")
    return {one.student: one for one in sorted(found, key=lambda one: one.student)}


def read_marks(results):
    """The marks of essays in the folder ``results``: student, essay, then levels, comments and points.

    ``{"s1": {"e1": {"levels": {"concept": "sound"}, "comments": ["Say what …"], "points": 7.5}}}``; empty before any
    were read back.
    """
    path = Path(results) / ESSAYS / MARKS
    if not path.is_file():
        return {}
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise WorkbookError(f"{path} is damaged. Read the marking sheets again.") from None


def write_marks(results, marks):
    """Keep ``marks`` (see ``read_marks``), whole or not at all."""
    path = Path(results) / ESSAYS / MARKS
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (json.dumps(marks, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def so_far(result, marks):
    """The points of ``result`` with those of the essays that are marked."""
    own = marks.get(result.student, {})
    return result.points + sum(own[name]["points"] for name in result.essays if name in own)


def total(result, marks):
    """All points of ``result`` with those of its essays, or None while an essay with a text is not marked yet."""
    own = marks.get(result.student, {})
    if any(essay.text and name not in own for name, essay in result.essays.items()):
        return None
    return so_far(result, marks)
