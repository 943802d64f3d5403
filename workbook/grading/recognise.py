"""Which cell of the exercise each cell of a student is: by its mark, else by its id, else by what stands in it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..assignments.copies import HAND_IN, STARTER, blank_essay
from ..assignments.source import FIELD, Cell, Exercise, parts_of_answer
from .remarks import Remark, remark
from .repair import Refused
from .student_cells import StudentCell, plain
from .student_code import mended, names_set, parsed, shape, unfenced

HAND_IN_CELLS = (Cell("hand-in-text", "markdown", HAND_IN), Cell("hand-in", "code", "wb.hand_in()"))
# What otter puts around our texts, and its calls.
OTTER_TEXT = re.compile(r"<!-- (?:BEGIN|END) QUESTION -->|_Type your answer here, replacing this text\._")
OTTER_CALL = re.compile(r"^(?:import otter|grader = otter\.Notebook\(.*|grader\.(?:check|check_all|export)\(.*)$", re.M)


@dataclass(frozen=True)
class RecognisedCell:
    """A cell of the student, and the cell of the exercise that it is or was: its ``origin``.

    ``how`` says what told: a mark in its metadata, its id, its text, or its place among the cells of an essay. ``code``
    is what it runs, mended, and ``questions`` are those to which this code sets an answer.
    """

    cell: StudentCell
    origin: Cell | None = None
    how: Literal["", "mark", "id", "text", "place"] = ""
    code: str | None = None
    questions: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """The role of its origin, or blank."""
        return self.origin.role if self.origin else ""


def recognise(cells: Sequence[StudentCell], exercise: Exercise) -> tuple[list[RecognisedCell], list[Remark]]:
    """What each of ``cells`` is in the ``exercise``, and what is odd about it."""
    origins = (*exercise.cells, *HAND_IN_CELLS)
    counts = Counter(cell.ids[0] for cell in cells if cell.ids)
    by_id = {name: origin for origin in origins for name in (origin.id, re.sub(r"[^a-zA-Z0-9_\-]", "_", origin.id))}
    remarks: list[Remark] = []
    sure = []
    for cell in cells:
        recognised = RecognisedCell(cell)
        if cell.type == "code":
            recognised, of_code = _with_code(recognised, cell.text, exercise)
            remarks += of_code
        sure.append(_by_mark_or_id(recognised, origins, by_id, counts))
    by_text, more = _by_what_they_hold(sure, origins, exercise)
    return by_text, [*remarks, *more, *_how_recognised(by_text, counts)]


def _with_code(recognised: RecognisedCell, code: str, exercise: Exercise) -> tuple[RecognisedCell, list[Remark]]:
    """The same cell with ``code`` as what it runs, mended and without the calls of other graders."""
    plain_code, remarks = mended(OTTER_CALL.sub("", code))
    names = names_set(plain_code)
    questions = tuple(name for name in exercise.questions if name in names)
    cell = replace(recognised, code=plain_code, questions=questions)
    return cell, [each.at(recognised.cell.position) for each in remarks]


def _by_mark_or_id(
    recognised: RecognisedCell, origins: Sequence[Cell], by_id: dict[str, Cell], counts: Counter[str]
) -> RecognisedCell:
    cell = recognised.cell
    if origin := _by_mark(cell, origins):
        return replace(recognised, origin=origin, how="mark")
    origin = next((by_id[name] for name in cell.ids if name in by_id), None)
    # An id that stands twice, or that was given to another cell, says less than the cell itself.
    if not origin or (counts[cell.ids[0]] > 1 and origin.type != cell.type):
        return recognised
    if recognised.questions and origin.question not in recognised.questions:
        return recognised
    return replace(recognised, origin=origin, how="id")


def _by_mark(cell: StudentCell, origins: Sequence[Cell]) -> Cell | None:
    if not cell.role:
        return None
    if cell.role == "essay" and not cell.question:
        essays = [origin for origin in origins if origin.role == "essay"]
        return essays[0] if len(essays) == 1 else None
    fitting = [origin for origin in origins if (origin.role, origin.question) == (cell.role, cell.question)]
    return next((origin for origin in fitting if origin.id in cell.ids), fitting[0] if fitting else None)


def _by_what_they_hold(
    sure: Sequence[RecognisedCell], origins: Sequence[Cell], exercise: Exercise
) -> tuple[list[RecognisedCell], list[Remark]]:
    """The cells again, those that have no mark and no id by their texts; and code that stands in texts."""
    starters = set(starters_of(exercise).values())
    answered = {name for cell in sure if cell.code and shape(cell.code) not in starters for name in cell.questions}
    taken = {cell.origin.id for cell in sure if cell.origin}
    left = [origin for origin in origins if origin.type == "markdown" and origin.id not in taken]
    shapes = {shape(origin.text): origin for origin in origins if origin.type == "code" and origin.role != "answer"}
    cells: list[RecognisedCell] = []
    remarks: list[Remark] = []
    for cell in sure:
        if not cell.origin and (origin := _by_text(cell, left, shapes, exercise)):
            cell = replace(cell, origin=origin, how="text")
        if cell.origin:
            # Two rubrics may begin alike: the next one after what stands above is tried first.
            at = origins.index(cell.origin)
            following = (*origins[at:], *origins[:at])
            left = [origin for origin in following if origin in left and origin is not cell.origin]
        cell, more = _code_in_text(cell, exercise, answered)
        remarks += more
        if cell.questions and cell.origin and cell.role not in ("answer", "setup") and parsed(cell.code or "").tree:
            first = cell.questions[0]
            own = next(origin for origin in origins if origin.role == "answer" and origin.question == first)
            cell = replace(cell, origin=own)
        cells.append(cell)
    return cells, remarks


def _by_text(
    recognised: RecognisedCell, left: Sequence[Cell], shapes: dict[str, Cell], exercise: Exercise
) -> Cell | None:
    """The origin of a cell by what stands in it; of texts only one that was not found yet."""
    if recognised.code is not None:
        if origin := shapes.get(shape(recognised.code)):
            return origin
        answers = (cell for cell in exercise.cells if cell.role == "answer" and cell.question in recognised.questions)
        return next(answers, None)
    text = OTTER_TEXT.sub("", recognised.cell.text).strip()
    if STARTER.match(text):
        essays = list(exercise.essays.values())
        exact = next((cell for cell in essays if text.startswith(blank_essay(cell))), None)
        return exact or (essays[0] if len(essays) == 1 else None)
    first = text.partition("\n")[0].strip()
    texts = [origin for origin in left if origin.role != "essay"]
    alike = (origin for origin in texts if first and _is_template_of(first, origin.text.strip().partition("\n")[0]))
    return next(alike, None)


def _is_template_of(line: str, template: str) -> bool:
    """Is ``line`` the ``template``, with something in place of its fields, and nothing else?"""
    return text_beyond(line, template) == ""


def _code_in_text(
    recognised: RecognisedCell, exercise: Exercise, answered: set[str]
) -> tuple[RecognisedCell, list[Remark]]:
    """Take the code out of a text cell that was a code cell, or that holds nothing but an answer.

    Not if code gives the answer (``answered``): then the text is a note, or an answer that was put out of use.
    """
    cell = recognised.cell
    if recognised.code is not None or not cell.text.strip():
        return recognised, []
    code, role = unfenced(cell.text), recognised.role
    names = names_set(code) & exercise.questions.keys()
    is_code = role == "setup" or (role == "answer" and bool(names))
    if not (is_code or (not recognised.origin and names and parsed(code).tree)):
        return recognised, [remark("text-in-answer", [cell.position])] if role == "answer" else []
    kind = "Markdown" if cell.type == "markdown" else "raw"
    if names & answered:
        return recognised, [remark("code-in-text-not-run", [cell.position], kind=kind)]
    remarks = [remark("code-in-text-run", [cell.position], kind=kind)]
    recognised, more = _with_code(recognised, code, exercise)
    if not recognised.origin:
        recognised = replace(recognised, origin=_by_text(recognised, [], {}, exercise), how="text")
    return recognised, remarks + more


def _how_recognised(cells: Sequence[RecognisedCell], counts: Counter[str]) -> list[Remark]:
    remarks = []
    marked = [cell for cell in cells if cell.how == "mark"]
    by_id, by_text = (sum(cell.how == how for cell in cells) for how in ("id", "text"))
    if not marked and by_id + by_text:
        remarks.append(remark("recognised-without-marks", by_id=by_id, by_text=by_text))
    strange = [cell.cell.position for cell in marked if cell.origin and cell.origin.id not in cell.cell.ids]
    if len(strange) * 2 > len(marked):
        remarks.append(remark("ids-changed", strange))
    if repeated := [id for id, count in counts.items() if count > 1]:
        remarks.append(remark("ids-repeated", ids=plain(", ".join(repeated[:5]))[0][:100]))
    return remarks


def must_belong(named: str, cells: Sequence[RecognisedCell], exercise: Exercise) -> list[Remark]:
    """What is odd about the exercise of a notebook that says it is a copy of ``named`` (blank if it does not say).

    Raises Refused if it is another exercise: it says so, and no text of this one stands in it.
    """
    if named == exercise.name:
        return []
    own = [cell for cell in exercise.cells if cell.role == "prompt" or cell is exercise.cells[0]]
    shared = any(text_beyond(cell.cell.text, origin.text) is not None for cell in cells for origin in _like(cell, own))
    if named and not shared:
        raise Refused(f"This is a notebook of the exercise {named}, not of {exercise.name}. Hand in the right one.")
    if not shared and not _may_belong(cells, exercise):
        raise Refused(f"Nothing in the notebook belongs to the exercise {exercise.name}. Hand in the right one.")
    if named:
        return [remark("names-other-exercise", named=named, exercise=exercise.name)]
    return [remark("exercise-not-named" if shared else "exercise-doubtful", exercise=exercise.name)]


def _like(cell: RecognisedCell, own: Sequence[Cell]) -> Sequence[Cell]:
    """Those of the cells ``own`` whose text may stand in ``cell``: all, where it was not recognised."""
    if cell.origin and cell.origin in own:
        return [cell.origin]
    return [] if cell.role in ("answer", "essay", "check") else own


def _may_belong(cells: Sequence[RecognisedCell], exercise: Exercise) -> bool:
    """Is it a copy of ``exercise`` though no prompt of it is left as a whole? Its ids tell, and else our own marks.

    Ids tell only if they begin with the exercise's number, and marks only if no prompt is another one: otherwise all
    exercises have the same. What other tools set, on every notebook, tells nothing.
    """
    number = exercise.name.partition("_")[0]
    ids = {cell.id for cell in exercise.cells if number.isdigit() and cell.id.startswith(f"{number}-")}
    if any(ids.intersection(cell.cell.ids) for cell in cells):
        return True
    marked = [cell for cell in cells if cell.how == "mark" and cell.cell.question]
    return bool(marked) and not any(cell.cell.role == "prompt" for cell in marked)


def text_beyond(text: str, template: str) -> str | None:
    """What ``text`` has before and after the ``template``, whose {fields} stand for anything.

    Gives None if the template does not stand in it as a whole.

    >>> text_beyond("In 2004, what was sold? Mostly coal.", "In {year}, what was sold?")
    'Mostly coal.'
    """
    pieces = FIELD.split(template.strip())[::2]
    start = end = max(text.find(pieces[0]), 0)
    for piece in pieces:
        end = text.find(piece, end)
        if end < 0:
            return None
        end += len(piece)
    end = end if pieces[-1] else len(text)
    return f"{text[:start].strip()}\n\n{text[end:].strip()}".strip()


def starters_of(exercise: Exercise) -> dict[str, str]:
    """What students got in the cell of each answer, in a form that can be compared."""
    return {cell.question: shape(parts_of_answer(cell)[0]) for cell in exercise.cells if cell.role == "answer"}
