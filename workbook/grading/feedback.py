"""What a student gets back: one page that needs nothing else, to read on a screen or on paper."""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from ..assignments.answers import Data, Unreadable, from_data
from ..assignments.keys import KeyData, asked
from ..assignments.roster import folder_name
from ..assignments.rubrics import Criterion, best_first
from ..assignments.source import Exercise
from ..base import BadData
from ..base.files import write_whole, writing
from ..base.pages import page
from ..checking.verdicts import OUTCOMES
from .clean_text import legible
from .counted import counted
from .markdown_html import heading_and_rest
from .marks import GivenMark, MarksRead, has_levels, points_in_words, points_of, two_decimals
from .private_text import for_student, names_of_others
from .results import FEEDBACK, Result, so_far, total

SIGNS = {"right": "✓", "not yet": "→", "not tried": "○", "cannot tell": "?"}


@dataclass(frozen=True)
class _Row:
    """One row of the table of points; ``link`` is the id of the section that it names."""

    heading: str
    result: str
    points: str
    link: str = ""


@dataclass(frozen=True)
class _QuestionPart:
    """What the page shows of a question with a key; ``verdict`` is blank if it was not graded."""

    answer: str = ""
    outcome: str = ""
    verdict: str = ""
    points: str = ""
    reply: str = ""
    solution: Markup | None = None

    @property
    def sign(self) -> str:
        """The sign beside the verdict, for those who do not see its colour."""
        return SIGNS[self.outcome]


@dataclass(frozen=True)
class _Level:
    name: str
    points: str
    descriptor: str
    is_reached: bool
    between: str  # of which levels the mean counts, where this is one of them


@dataclass(frozen=True)
class _EssayPart:
    """What the page shows of an essay; ``criteria`` has for each title its levels, best first."""

    name: str
    paragraphs: list[str]
    words: int
    length: str
    is_marked: bool
    criteria: list[tuple[str, list[_Level]]]
    comments: list[str]
    note: str

    @property
    def width(self) -> int:
        """The most levels that a criterion has."""
        return max(len(levels) for _, levels in self.criteria)


@dataclass(frozen=True)
class _Section:
    """A question or an essay: its prompt, its row in the table of points, and what the page shows of it."""

    id: str
    heading: str
    prompt: Markup
    row: _Row
    question: _QuestionPart | None = None
    essay: _EssayPart | None = None


def feedback_page(
    result: Result, exercise: Exercise, marks: MarksRead, solutions: bool = True, others: Iterable[Result] = ()
) -> str:
    """The page for the student of ``result``, as HTML.

    ``marks`` are those of ``read_marks``; ``solutions`` says whether the worked solutions are shown. ``others`` are
    results of the same class: their names and ids are taken out of what is said about this student's file.
    Raises BadData if ``result`` is of another exercise, or of a variant that does not exist.
    """
    _must_fit(result, exercise)
    hidden = names_of_others(others, result)
    is_graded = result.status == "graded"
    sections = list(_sections(result, exercise, marks, solutions)) if is_graded else []
    return page(
        "workbook.grading",
        "feedback.html.j2",
        title=legible(exercise.title),
        student=legible(result.student),
        name=legible(result.name) if result.name != result.student else "",
        refusal="" if is_graded else for_student(result.reason or "No reason was recorded.", hidden),
        total=_total(result, exercise, marks),
        rows=[*(section.row for section in sections), *_rows_of_old_questions(result, exercise)],
        sections=sections,
        repairs=[for_student(str(remark), hidden) for remark in result.repairs],
        remarks=[for_student(str(remark), hidden) for remark in result.remarks],
    )


def write_feedback(results_folder: str | Path, exercise: Exercise, solutions: bool = True) -> list[Path]:
    """Write the page of each student whose result counts to ``feedback`` in ``results_folder``; returns the files.

    Each file is written whole or not at all, and none before all could be made. Raises WorkbookError if the folder
    holds no results, or cannot be written.
    """
    found = counted(results_folder, exercise)
    results, marks = found.results, found.marks
    folder = Path(results_folder) / FEEDBACK
    pages = {
        folder / f"{folder_name(result.student)}.html": feedback_page(
            result, exercise, marks, solutions, results.values()
        )
        for result in results.values()
    }
    with writing(folder, "Make room there and try again."):
        folder.mkdir(exist_ok=True)
        for path, content in pages.items():
            write_whole(path, content.encode())
    return list(pages)


def _must_fit(result: Result, exercise: Exercise) -> None:
    if result.exercise != exercise.name:
        raise BadData(
            f"The result of {result.student} is of the exercise {result.exercise}, not of {exercise.name}. "
            f"Type --exercise {result.exercise}, or name the folder with the results of {exercise.name}."
        )
    if not 0 <= result.variant < len(exercise.variants):
        raise BadData(
            f"The result of {result.student} is of variant {result.variant + 1}; {exercise.name} has 1 to "
            f"{len(exercise.variants)}. The exercise was changed after this class was graded: grade it again."
        )


def _total(result: Result, exercise: Exercise, marks: MarksRead) -> str:
    points = total(result, marks)
    if points is None:
        return f"{points_of(so_far(result, marks), exercise.points)} so far; part of your work is not marked yet"
    return points_of(points, exercise.points)


def _rows_of_old_questions(result: Result, exercise: Exercise) -> Iterator[_Row]:
    """Questions that the exercise no longer has: their points count in the total."""
    for name, earned in result.questions.items():
        if name not in exercise.questions:
            yield _Row(name, OUTCOMES[earned.outcome][:-1], points_of(earned.points, earned.most))


def _sections(result: Result, exercise: Exercise, marks: MarksRead, solutions: bool) -> Iterator[_Section]:
    """A section for each question and essay of the exercise, in its order."""
    for cell in exercise.cells:
        if cell.role == "prompt":
            name, id = cell.question, f"question-{cell.question}"
            heading, prompt = heading_and_rest(exercise.filled(cell, exercise.variants[result.variant]))
            heading = heading or escape(name)
            title = Markup(re.sub("<[^>]*>", "", heading)) or name
            if name in exercise.essays:
                mark = marks.get(result.student, {}).get(name)
                row = _Row(title, *_essay_in_short(result, exercise, name, mark), id)
                yield _Section(id, heading, prompt, row, essay=_essay(result, exercise, name, mark))
            else:
                part = _question(result, exercise, name, solutions)
                row = _Row(title, part.verdict[:-1] or "Not graded", part.points, id)
                yield _Section(id, heading, prompt, row, question=part)


def _question(result: Result, exercise: Exercise, name: str, solutions: bool) -> _QuestionPart:
    key, earned = exercise.key(result.variant)[name], result.questions.get(name)
    solution = heading_and_rest(asked(key).solve())[1] if solutions else None
    if earned is None:
        return _QuestionPart(points=points_of(None, key["points"]), solution=solution)
    return _QuestionPart(
        answer=legible(_understood(key, earned.given)),
        outcome=earned.outcome,
        verdict=OUTCOMES[earned.outcome],
        points=points_of(earned.points, earned.most),
        reply=for_student(earned.reply),
        solution=solution,
    )


def _understood(key: KeyData, answer: Data) -> str:
    """The ``answer`` (plain data) in words, as the question reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = from_data(answer)
        if isinstance(value, Unreadable):
            return f"You gave {value.what}, which cannot be read as an answer."
        verdict = asked(key).readable(value)
    if verdict.outcome == "readable":
        return str(verdict.reply)
    return "There is no answer." if verdict.outcome == "not tried" else "Your answer could not be read."


def _essay_in_short(result: Result, exercise: Exercise, name: str, mark: GivenMark | None) -> tuple[str, str]:
    """What the table of points says of an essay: the result and the points."""
    essay, most = result.essays.get(name), exercise.essays[name].points
    if mark:
        return "Marked", points_of(mark["points"], most)
    return ("Not marked yet", points_of(None, most)) if essay and essay.text else ("No text", points_of(0, most))


def _essay(result: Result, exercise: Exercise, name: str, mark: GivenMark | None) -> _EssayPart:
    essay, cell, rubric = result.essays.get(name), exercise.essays[name], exercise.rubrics[name]
    text = legible(essay.text).strip("\n") if essay and essay.text else ""
    bank = {comment["id"]: comment["text"] for comment in rubric.comments}
    return _EssayPart(
        name=name,
        paragraphs=re.split(r"\n\s*\n", text) if essay and essay.text else [],
        words=essay.words if essay else 0,
        length=f"{cell.words[0]} to {cell.words[1]} words",
        is_marked=bool(mark and has_levels(mark)),
        criteria=[(criterion["title"], list(_levels(criterion, mark))) for criterion in rubric.criteria],
        comments=[legible(bank.get(comment, comment)) for comment in (mark["comments"] if mark else ())],
        note=legible(mark.get("note") or "").strip() if mark else "",
    )


def _levels(criterion: Criterion, mark: GivenMark | None) -> Iterator[_Level]:
    """The levels of a criterion, best first, and which was reached, or which two the mean of two markers lies between.

    Case does not count: a mark may have been edited by hand.
    """
    id = criterion["id"]
    reached = str(mark["levels"].get(id, "")).casefold() if mark else ""
    around = (mark.get("between") or {}).get(id, []) if mark else []
    names = [level["name"] for level in best_first(criterion) if level["name"] in around]
    points = [level["points"] for level in criterion["levels"] if level["name"] in names]
    between = f"{' and '.join(names)}: {points_in_words(sum(points) / 2)}" if len(points) == 2 else ""
    for level in best_first(criterion):
        name = level["name"]
        yield _Level(
            name,
            two_decimals(level["points"]),
            level["descriptor"],
            is_reached=name.casefold() == reached,
            between=between if name in names else "",
        )
