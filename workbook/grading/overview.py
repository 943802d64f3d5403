"""A class at one look: what was found, what matters first, and a row for each student."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..assignments.roster import Student
from ..assignments.source import Exercise
from ..base.files import write_whole, writing
from .gather import Gathered
from .marking_sheets import as_csv
from .marks import MarksRead, two_decimals
from .remarks import PLACES, Remark
from .results import Result
from .sentences import STOPPED, Weight, weight_of

CLASS_TABLE = "class.csv"
STUDENT_COLUMNS, LAST_COLUMNS = ("id", "name", "variant", "status"), ("points", "essays to mark", "late", "remarks")
REFUSED, NOT_GRADED, NOTHING_CAME, NOT_COUNTED = "refused", "not graded", "nothing came", "not counted"
BLANKS = ("no answer", "unreadable answer", "no text")
ORDER = (
    REFUSED,
    NOT_GRADED,
    NOTHING_CAME,
    NOT_COUNTED,
    *sorted(STOPPED),
    *BLANKS,
)  # of findings; remarks follow as they are listed
WEIGHTS: tuple[Weight, ...] = ("costs points", "look", "information")


@dataclass(frozen=True)
class Finding:
    """One thing that was found in a class: its sentence once, with all ``students`` of whom it is true.

    ``code`` is that of the remark, or says what was found. Without ``students`` the sentence itself says of whom.
    """

    weight: Weight
    code: str
    sentence: str
    students: tuple[str, ...] = ()


def findings(results: Iterable[Result], gathered: Gathered, not_counted: Iterable[str] = ()) -> list[Finding]:
    """What is there to know about a class that was graded? What costs points first, equal sentences once.

    ``results`` are those of this run, in any order; ``gathered`` says what was not graded, and
    ``not_counted`` are sentences on results and marks that lie in the folder and do not count.
    """
    students: dict[tuple[Weight, str, str], list[str]] = {}
    found: list[tuple[Weight, str, str, str]] = [("costs points", NOT_COUNTED, text, "") for text in not_counted]
    found += [*_of_files(gathered), *_of_results(sorted(results, key=lambda result: result.student))]
    found += [(weight_of(remark.code), remark.code, str(remark), "") for remark in gathered.remarks]
    for weight, code, sentence, student in found:
        students.setdefault((weight, code, sentence), []).extend([student] if student else [])
    return sorted((Finding(*key, tuple(ids)) for key, ids in students.items()), key=_place)


def _place(finding: Finding) -> tuple[int, int]:
    """Where a finding is listed: by its weight, and what is certain before what is doubtful."""
    place = ORDER.index(finding.code) if finding.code in ORDER else len(ORDER)
    return WEIGHTS.index(finding.weight), place


def _of_files(gathered: Gathered) -> Iterator[tuple[Weight, str, str, str]]:
    for file in gathered.unmatched:
        yield "costs points", NOT_GRADED, f"Not graded: {file.file}. {file.reason}", ""
    for student in gathered.missing:
        yield "costs points", NOTHING_CAME, "Nothing came.", student.id


def _of_results(results: Sequence[Result]) -> Iterator[tuple[Weight, str, str, str]]:
    """What the ``results`` say: refusals and blanks, then remarks in the order of their sentences."""
    for result in results:
        if result.status == REFUSED:
            yield "costs points", REFUSED, f"Refused. {result.reason}", result.student
    for result in results:
        yield from (("costs points", code, sentence, result.student) for code, sentence in _blanks(result))
    remarks = [(remark, result.student) for result in results for remark in _remarks(result)]
    for remark, student in sorted(remarks, key=lambda each: PLACES[each[0].code]):
        yield weight_of(remark.code), remark.code, _of_anybody(remark, student), student


def _remarks(result: Result) -> tuple[Remark, ...]:
    return *result.remarks, *result.repairs


def _blanks(result: Result) -> Iterator[tuple[str, str]]:
    """The questions without an answer, those whose answer cannot be read, and the essays without a text."""
    no_answer, unreadable, no_text = BLANKS
    for code, outcome, words in (
        (no_answer, "not tried", "No answer to"),
        (unreadable, "cannot tell", "Cannot be read as an answer:"),
    ):
        if names := [name for name, question in result.questions.items() if question.outcome == outcome]:
            yield code, f"{words} {', '.join(names)}."
    if names := [name for name, essay in result.essays.items() if not essay.text.strip()]:
        yield no_text, f"No text for {', '.join(names)}."


def _of_anybody(remark: Remark, student: str) -> str:
    """The sentence of ``remark`` without the id of the ``student``, so that equal ones are one."""
    detail = {name: "the student" if value == student else value for name, value in remark.detail.items()}
    return str(replace(remark, detail=detail))


def class_rows(
    results: Iterable[Result],
    exercise: Exercise,
    marks: MarksRead,
    missing: Iterable[Student] = (),
    of_files: Iterable[Remark] = (),
) -> list[list[str]]:
    """A row for each student, in the order of their ids, the head first: what grading says of each, as text.

    ``marks`` are those of ``read_marks``; ``missing`` are the students of whom nothing came, and ``of_files`` remarks
    about whose files are whose. Points are those of the questions. The last column counts what costs points or is to be
    looked at.
    """
    counts: dict[str, int] = {}
    for remark in of_files:
        counts[str(remark.detail.get("student"))] = counts.get(str(remark.detail.get("student")), 0) + _counts(remark)
    names = list(exercise.questions)
    rows = [_row(result, names, marks, counts.get(result.student, 0)) for result in results]
    blank = [""] * len(names)
    rows += [
        [student.id, student.name, "", NOTHING_CAME, *blank, "", "", "", str(counts.get(student.id) or "")]
        for student in missing
    ]
    return [[*STUDENT_COLUMNS, *names, *LAST_COLUMNS], *sorted(rows)]


def _row(result: Result, names: Sequence[str], marks: MarksRead, count: int) -> list[str]:
    is_graded = result.status == "graded"
    own = marks.get(result.student, {})
    points = {name: two_decimals(question.points) for name, question in result.questions.items()}
    waiting = [name for name, essay in result.essays.items() if essay.text and name not in own]
    count += sum(map(_counts, _remarks(result))) + len(list(_blanks(result))) + (not is_graded)
    return [
        result.student,
        result.name,
        str(result.variant + 1) if is_graded else "",
        result.status,
        *(points.get(name, "") for name in names),
        two_decimals(result.points) if is_graded else "",
        str(len(waiting)) if is_graded else "",
        result.late,
        str(count),
    ]


def _counts(remark: Remark) -> int:
    return weight_of(remark.code) != "information"


def write_class(results_folder: str | Path, rows: Iterable[Sequence[str]]) -> Path:
    """Keep the ``rows`` of ``class_rows`` as RESULTS/class.csv, whole or not at all; returns the file.

    Raises WorkbookError if it cannot be written.
    """
    path = Path(results_folder) / CLASS_TABLE
    with writing(path, "See that there is room and that the folder can be written to, and grade again."):
        write_whole(path, as_csv(rows))
    return path
