"""A submission from recognised cells: the essays, the code to run in its order, and what is missing or odd."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..assignments.for_nbgrader import TEST
from ..assignments.hand_in import word_count
from ..assignments.notebook_code import uses_shell
from ..assignments.source import Cell, Exercise
from .essay_texts import OTTER_ENDS, essay_texts
from .recognise import HAND_IN_CELLS, RecognisedCell, starters_of
from .remarks import Remark, cells_in_words, remark
from .student_code import names_set, parsed, shape

About = dict[str, str | int | float]
HIDDEN_TESTS = TEST.splitlines()[1]
STRAY_WORDS = 20  # a text of as many that belongs to no question is named
MISSING_NAMED = 5  # of more given cells that are missing only how many


@dataclass(frozen=True)
class CodeCell:
    """Code to run; ``label`` is what a message calls it: “the answer of q1” or “code cell 3”."""

    text: str
    label: str


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    ``about`` is what the notebook says of itself (exercise, student, copy), ``code`` is in the order to run, and
    ``essays`` are texts by name, blank where there is none. ``repairs`` are remarks for student and instructor.
    ``ordered`` is the code in the exercise's own order, if the notebook has another one. ``prompts`` is the text of all
    cells that are no answers: the prompts stand in it, if they are still there.
    """

    about: About
    code: tuple[CodeCell, ...]
    essays: dict[str, str]
    ordered: tuple[CodeCell, ...] | None = None
    repairs: tuple[Remark, ...] = ()
    prompts: str = ""


@dataclass(frozen=True)
class _Run:
    """Code to run, with the cell that it stands in, and its rank in the order of the exercise."""

    rank: float
    code: str
    cell: RecognisedCell

    @property
    def position(self) -> int:
        return self.cell.cell.position

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that the code answers: those that it sets, else the one whose cell it is."""
        origin = self.cell.origin
        return self.cell.questions or ((origin.question,) if origin and origin.role == "answer" else ())

    @property
    def as_code_cell(self) -> CodeCell:
        return CodeCell(self.code, self._label)

    @property
    def _label(self) -> str:
        if self.cell.role == "setup":
            return "the setup cell"
        if self.questions:
            return f"the answer of {' and '.join(self.questions)}"
        number = self.cell.cell.number
        return f"code cell {number}" if number else cells_in_words([self.position])


def assemble(about: About, cells: Sequence[RecognisedCell], exercise: Exercise) -> tuple[Submission, list[Remark]]:
    """The Submission in ``cells``, without its repairs, and what is to be remarked on it."""
    prompts = "\n\n".join(cell.cell.text for cell in cells if cell.role not in ("answer", "essay"))
    essays, cells, of_essays = essay_texts(cells, exercise)
    code, ordered, of_code = _code(cells, exercise)
    return Submission(about, code, essays, ordered, prompts=prompts), [
        *of_essays,
        *_missing(cells, essays, exercise),
        *of_code,
    ]


def _missing(cells: Sequence[RecognisedCell], essays: Mapping[str, str], exercise: Exercise) -> list[Remark]:
    """What is not there, or not where or under the name it should be."""
    remarks = []
    there: set[tuple[str, str]] = {(cell.origin.role, cell.origin.question) for cell in cells if cell.origin}
    there |= {(cell.cell.role, cell.cell.question) for cell in cells}
    names = {name: cell.cell.position for cell in cells if cell.code for name in names_set(cell.code)}
    for question in exercise.questions:
        if ("answer", question) not in there:
            remarks.append(remark("answer-cell-missing", question=question))
        like = [name for name in names if name.lower().replace("_", "") == question]
        if question not in names and like:
            remarks.append(remark("answer-misnamed", [names[like[0]]], name=like[0], question=question))
    for name, text in essays.items():
        if not text and ("essay", name) not in there:
            remarks.append(remark("essay-cell-missing", essay=name))
    stray = [cell.cell for cell in cells if not cell.how and cell.code is None]
    stray = [cell for cell in stray if not cell.text.startswith(OTTER_ENDS) and word_count(cell.text) >= STRAY_WORDS]
    if stray and not all(essays.values()):
        remarks.append(remark("stray-text", [cell.position for cell in stray]))
    wanted = [cell for cell in exercise.cells if cell.role in ("prompt", "check", "rubric")]
    gone = [f"the {cell.role} of {cell.question}" for cell in wanted if (cell.role, cell.question) not in there]
    if gone:
        more = [f"and {len(gone) - MISSING_NAMED} more"] if len(gone) > MISSING_NAMED else []
        remarks.append(remark("given-cells-missing", missing=(*gone[:MISSING_NAMED], *more)))
    return remarks


def _code(
    cells: Sequence[RecognisedCell], exercise: Exercise
) -> tuple[tuple[CodeCell, ...], tuple[CodeCell, ...] | None, list[Remark]]:
    """The code to run, in the notebook's order and, if that is another one, in the exercise's; and remarks."""
    runs, of_starters = _without_starters(_runs(cells, exercise), exercise)
    checks = [
        remark("check-changed", [run.position], question=run.cell.origin.question)
        for run in runs
        if run.cell.origin and run.cell.origin.role == "check"
    ]
    lost, of_setup = _lost_setups(runs, exercise)
    shell = [remark("shell-not-run", [run.position]) for run in runs if uses_shell(run.code)]
    remarks = [*of_starters, *_where_answers_are(runs, exercise), *checks, *of_setup, *shell]
    first = tuple(CodeCell(cell.text, "the setup cell") for cell in lost)
    code = tuple(run.as_code_cell for run in runs)
    ordered = tuple(run.as_code_cell for run in sorted(runs, key=lambda run: run.rank))
    if ordered == code:
        return first + code, None, remarks
    return first + code, first + ordered, [*remarks, remark("other-order")]


def _runs(cells: Sequence[RecognisedCell], exercise: Exercise) -> list[_Run]:
    """The cells with code that defines something."""
    order = {cell.id: rank for rank, cell in enumerate((*exercise.cells, *HAND_IN_CELLS))}
    setups = [order[cell.id] for cell in exercise.cells if cell.role == "setup"]
    # What stands above all given cells comes after the setup, on which it may depend.
    rank = max(setups, default=-1) + 0.5
    idle = _idle(exercise)
    runs = []
    for cell in cells:
        rank = order[cell.origin.id] if cell.origin else rank
        if cell.code is not None and shape(cell.code) not in idle and not _belongs_to_a_grader(cell.code):
            runs.append(_Run(rank, cell.code, cell))
    return runs


def _idle(exercise: Exercise) -> set[str]:
    """The given code that defines nothing, so that it need not run: checks, views, the hand-in cell, blank cells."""
    given_code = [cell.text for cell in exercise.cells if cell.type == "code" and cell.role in ("", "check")]
    trees = {text: parsed(text).tree for text in ("", *given_code)}
    return {
        shape(text) for text, tree in trees.items() if tree and all(isinstance(line, ast.Expr) for line in tree.body)
    }


def _belongs_to_a_grader(code: str) -> bool:
    """Is it a test of nbgrader, or a call of ``hand_in`` and nothing else?"""
    if HIDDEN_TESTS in code:
        return True
    tree = parsed(code).tree
    line = tree.body[0] if tree and len(tree.body) == 1 else None
    call = line.value if isinstance(line, ast.Expr) else None
    return isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "hand_in"


def _without_starters(runs: list[_Run], exercise: Exercise) -> tuple[list[_Run], list[Remark]]:
    """Without the given cells that still hold the dots where the answer stands in another cell."""
    remarks = []
    shapes = {run.position: shape(run.code) for run in runs}
    for question, starter in starters_of(exercise).items():
        untouched = [run for run in runs if shapes[run.position] == starter]
        answers = [run for run in runs if question in run.cell.questions and run not in untouched]
        tree = parsed(untouched[0].code).tree if answers and untouched else None
        if tree and len(tree.body) == 1:
            remarks.append(remark("starter-ignored", [run.position for run in answers], question=question))
            runs = [run for run in runs if run not in untouched]
    return runs, remarks


def _where_answers_are(runs: Sequence[_Run], exercise: Exercise) -> list[Remark]:
    remarks = []
    marked = any(run.cell.how in ("mark", "id") for run in runs)
    for question in exercise.questions:
        answers = [run for run in runs if question in run.questions]
        if len(answers) > 1:
            remarks.append(remark("answer-in-several-cells", [run.position for run in answers], question=question))
        elif marked and any(run.cell.how == "text" for run in answers):
            remarks.append(remark("answer-in-other-cell", [answers[0].position], question=question))
    return remarks


def _lost_setups(runs: Sequence[_Run], exercise: Exercise) -> tuple[list[Cell], list[Remark]]:
    """The setup cells of which lines are not run any more."""
    lines = {line.strip() for run in runs for line in run.code.split("\n")}
    setups = [cell for cell in exercise.cells if cell.role == "setup"]
    lost = [cell for cell in setups if not lines.issuperset(line.strip() for line in cell.text.split("\n") if line)]
    if not lost:
        return [], []
    kept = any(run.cell.origin in lost for run in runs)
    return lost, [remark("setup-changed" if kept else "setup-missing")]
