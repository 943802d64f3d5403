"""What is kept of each graded submission: one JSON file per student, in one folder per exercise and class.

RESULTS/
    graded.json            the exercise, its edition, and how the class was graded
    students/ID.json       one Result each
    code/ID.py             the code that was run
    essays/                marking sheets, and the marks that were read back: marks.json
    feedback/ID.html       what a student gets
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..assignments.answers import Data
from ..assignments.roster import folder_name
from ..assignments.source import Exercise
from ..base import WorkbookError
from ..base.files import write_whole, writing
from ..checking.verdicts import Outcome
from .marks import Bond, Marks, MarksRead, mark_from, text_digest
from .remarks import Remark, remark_from

STUDENTS, CODE, ESSAYS, FEEDBACK = "students", "code", "essays", "feedback"
SUMMARY, MARKS = "graded.json", "marks.json"


@dataclass(frozen=True)
class QuestionResult:
    """What one question earned. ``given`` is the answer as plain data (see workbook.assignments.answers)."""

    points: float
    most: float
    outcome: Outcome
    reply: str
    given: Data = None


@dataclass(frozen=True)
class EssayResult:
    r"""One essay as it was submitted, for which ``most`` points can be had. ``digest`` is that of its text.

    >>> EssayResult("Two words.", 2, 8).digest == EssayResult("Two words.\r\n", 2, 8).digest
    True
    """

    text: str
    words: int
    most: float
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", text_digest(self.text))


@dataclass(frozen=True)
class Result:
    """What became of one student's submission. ``status`` is graded or refused, and then ``reason`` says why.

    It says what it is a result of: ``edition`` is the exercise's (see ``Exercise.edition``), ``submission`` the digest
    of the notebook. ``late`` is blank, or says in words how late it came.
    """

    exercise: str
    student: str
    name: str = ""
    file: str = ""
    input: str = ""  # digest of all that the result depends on; the same digest need not be graded again
    edition: str = ""
    submission: str = ""
    late: str = ""
    variant: int = 0  # its number, counted from 0
    status: str = "graded"
    reason: str = ""
    questions: Mapping[str, QuestionResult] = field(default_factory=dict)
    essays: Mapping[str, EssayResult] = field(default_factory=dict)
    repairs: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def points(self) -> float:
        """The points of the questions, essays apart."""
        return sum(question.points for question in self.questions.values())


def result_path(results: str | Path, student: str) -> Path:
    """The file in the folder ``results`` that holds the result of ``student`` (an id)."""
    return Path(results) / STUDENTS / f"{folder_name(student)}.json"


def code_path(results: str | Path, student: str) -> Path:
    """The file in the folder ``results`` that holds the code of ``student`` (an id)."""
    return Path(results) / CODE / f"{folder_name(student)}.py"


def write_result(results: str | Path, result: Result) -> None:
    """Keep ``result``, whole or not at all."""
    data = asdict(result)
    data["repairs"], data["remarks"] = _as_data(result.repairs), _as_data(result.remarks)
    _write(result_path(results, result.student), data)


def _as_data(remarks: Iterable[Remark]) -> list[dict[str, object]]:
    return [remark.as_data() for remark in remarks]


def write_summary(results: str | Path, summary: Mapping[str, object]) -> None:
    """Keep ``summary``, how the class was graded."""
    _write(Path(results) / SUMMARY, summary)


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Half a character, which UTF-8 cannot hold, becomes an escape of JSON.
    write_whole(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))


def make_folders(results: str | Path) -> None:
    """Make the folders for results and code. Raises WorkbookError if they cannot be made."""
    for name in (STUDENTS, CODE):
        path = Path(results) / name
        with writing(path, "Name another folder with --out."):
            path.mkdir(parents=True, exist_ok=True)


def must_hold_results(results: str | Path) -> None:
    """Raise WorkbookError if ``results`` is no folder of results."""
    if not (Path(results) / STUDENTS).is_dir():
        raise WorkbookError(f"{results} holds no results. Name the folder that workbook grade … --out made.")


def must_be_of(results: str | Path, exercise: str) -> None:
    """Raise WorkbookError, which says what to type, if the folder ``results`` holds those of another exercise."""
    with writing(results, "Name another folder with --out."):  # such as a name that is too long
        paths = [Path(results) / SUMMARY, *(Path(results) / STUDENTS).glob("*.json")]
    held = {_exercise_in(path) for path in paths}
    if others := sorted(held - {"", exercise}):
        raise WorkbookError(
            f"{results} holds the results of {', '.join(others)}, so nothing was graded and nothing changed there. "
            f"Name another folder for those of {exercise}: --out {exercise}-results."
        )


def _exercise_in(path: Path) -> str:
    """The exercise that the file ``path`` is of; blank if it does not say."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    exercise = data.get("exercise") if isinstance(data, dict) else None
    return exercise if isinstance(exercise, str) else ""


def read_result(path: str | Path) -> Result:
    """The Result in the file ``path``; remarks that an older version kept as sentences stay as they are written.

    Raises WorkbookError if it is damaged.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        data["questions"] = {name: QuestionResult(**fields) for name, fields in data["questions"].items()}
        data["essays"] = {name: _essay_from(fields) for name, fields in data["essays"].items()}
        data.pop("seconds", None)  # an older version kept how long it took
        for name in ("repairs", "remarks"):
            data[name] = tuple(map(remark_from, data[name]))
        return Result(**data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WorkbookError(f"{path} is damaged ({type(error).__name__}). Remove it and grade again.") from None


def _essay_from(fields: dict[str, Any]) -> EssayResult:
    """The essay that was kept as ``fields``. Raises ValueError if its text was changed since."""
    kept = fields.pop("digest", None)
    essay = EssayResult(**fields)
    if kept not in (None, essay.digest):
        raise ValueError("the text of an essay was changed")
    return essay


def read_results(results: str | Path, exercise: str = "") -> dict[str, Result]:
    """All results in the folder ``results``, by student id, in the order of the ids.

    Raises WorkbookError if there are none, if one is damaged, or if one is not of the ``exercise`` that is named.
    """
    must_hold_results(results)
    folder = Path(results) / STUDENTS
    read = [read_result(path) for path in sorted(folder.glob("*.json"))]
    if other := next((result.exercise for result in read if exercise and result.exercise != exercise), ""):
        raise WorkbookError(f"{results} holds results of {other}, not of {exercise}. Type --exercise {other}.")
    return {result.student: result for result in sorted(read, key=lambda result: result.student)}


def bond(result: Result, exercise: Exercise, name: str) -> Bond:
    """What a mark is given for that the essay called ``name`` of ``result`` gets now. KeyError if it has none."""
    return {
        "exercise": exercise.name,
        "edition": exercise.essay_edition(name, result.variant),
        "variant": result.variant,
        "text": result.essays[name].digest,
    }


def read_marks(results: str | Path) -> Marks:
    """The marks of essays in the folder ``results`` as they are kept: by student, then by essay.

    ``{"s1": {"e1": {"levels": {"concept": "sound"}, "comments": ["Say what …"], "points": 7.5, …}}}``, each with what
    it was given for (see ``marks.Bond``); empty before any were read back. Which of them count says
    ``counted.counted``. Raises WorkbookError, which says what to do, if the file is damaged or of an older version.
    """
    path = Path(results) / ESSAYS / MARKS
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        marks = {student: {name: mark_from(mark) for name, mark in own.items()} for student, own in data.items()}
    except KeyError:
        raise WorkbookError(
            f"{path} does not say which texts its marks were given to: it is of an older version, or was changed by "
            "hand. Move it elsewhere, make the marking sheets again, and give the marks again."
        ) from None
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        raise WorkbookError(f"{path} is damaged. Remove it, and read the marking sheets again.") from None
    return marks


def write_marks(results: str | Path, marks: MarksRead) -> None:
    """Keep ``marks`` (see ``read_marks``), whole or not at all. Raises WorkbookError if that is not possible."""
    path = Path(results) / ESSAYS / MARKS
    with writing(path, "See that there is room and that the folder can be written to, and try again."):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, (json.dumps(marks, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def so_far(result: Result, marks: MarksRead) -> float:
    """The points of ``result`` with those of the essays that are marked."""
    own = marks.get(result.student, {})
    return result.points + sum(own[name]["points"] for name in result.essays if name in own)


def total(result: Result, marks: MarksRead) -> float | None:
    """All points of ``result`` with those of its essays, or None while an essay with a text is not marked yet."""
    own = marks.get(result.student, {})
    if any(essay.text and name not in own for name, essay in result.essays.items()):
        return None
    return so_far(result, marks)
