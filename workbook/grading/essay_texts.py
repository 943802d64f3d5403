"""The essays of a recognised notebook: what a student wrote for each, wherever in the notebook it stands."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..assignments.copies import STARTER, shown, worth
from ..assignments.hand_in import written
from ..assignments.source import Cell, Exercise
from .recognise import OTTER_TEXT, RecognisedCell, text_beyond
from .remarks import Remark, remark
from .student_code import is_prose

OTTER_ENDS = "## Submission\n\nMake sure you have run all cells"
PICTURE = re.compile(r"\]\(\s*attachment:|<img\b", re.I)
PICTURE_DATA = re.compile(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=\s]+")
PROSE_LETTERS = 40  # a code cell under an essay's prompt that is not Python and has as many is a text
OTHER_CELLS = {"code": "a code cell", "raw": "a raw cell", "prompt": "a given text, such as the prompt"}


@dataclass(frozen=True)
class EssayPart:
    """What one cell has of an essay.

    ``where`` is the type of the essay's own cell (markdown, code, raw); prompt for a given text; code or new for a
    cell of the student's own.
    """

    position: int
    where: str
    text: str


def essay_texts(
    cells: Sequence[RecognisedCell], exercise: Exercise
) -> tuple[dict[str, str], list[RecognisedCell], list[Remark]]:
    """The text of each essay: what the student wrote from its prompt to the next given cell that is not its own.

    Returns the texts by name; the cells again, those of essays without code; and remarks on where the texts were.
    """
    parts: dict[str, list[EssayPart]] = {name: [] for name in exercise.essays}
    read = []
    essay = ""
    for cell in cells:
        if cell.origin:
            essay = cell.origin.question if cell.origin.question in parts else ""
        if essay and (part := _part(cell, exercise)):
            if not cell.origin:
                cell = replace(cell, how="place", code=None)
            elif cell.role == "essay":
                cell = replace(cell, code=None)
            if part.text:
                parts[essay].append(part)
        read.append(cell)
    joined = {name: _joined(name, several) for name, several in parts.items()}
    remarks = [each for _, several in joined.values() for each in several]
    return {name: text for name, (text, _) in joined.items()}, read, remarks


def _part(recognised: RecognisedCell, exercise: Exercise) -> EssayPart | None:
    """What a cell has of the essay in whose place it stands, perhaps a blank text; None if it is not of an essay."""
    cell, origin = recognised.cell, recognised.origin
    text = STARTER.sub("\n", OTTER_TEXT.sub("", cell.text))
    if not origin:
        if cell.text.startswith(OTTER_ENDS) or not (recognised.code is None or _is_prose(recognised.code)):
            return None
        return EssayPart(cell.position, "code" if cell.type == "code" else "new", written(text))
    if origin.role == "essay":
        return EssayPart(cell.position, cell.type, written(text))
    return EssayPart(cell.position, "prompt", _added(text.strip(), _given_text(origin, exercise)))


def _given_text(origin: Cell, exercise: Exercise) -> str:
    """What students got in a cell, with the fields of a prompt as they are in the source."""
    if origin.role == "prompt":
        return f"{origin.text.rstrip()}\n\n*{worth(exercise, origin.question)}.*"
    return shown(exercise, origin, 0)


def _is_prose(code: str) -> bool:
    signs = [sign for sign in code if not sign.isspace()]
    letters = sum(sign.isalpha() for sign in signs)
    return is_prose(code) and letters >= PROSE_LETTERS and letters > 0.85 * len(signs)


def _added(text: str, template: str) -> str:
    """What a student wrote into a given text; of a ``template`` that was changed, lines like its own are left out."""
    beyond = text_beyond(text, template)
    if beyond is not None or len(text) > 20 * len(template):
        return text if beyond is None else beyond
    given_lines = [line.strip() for line in template.splitlines() if line.strip()]

    def is_given(line: str) -> bool:
        alike = difflib.SequenceMatcher(None, autojunk=False)
        alike.set_seq2(line.strip())
        for given_line in given_lines:
            alike.set_seq1(given_line)
            if text_beyond(line, given_line) == "" or (alike.quick_ratio() > 0.8 and alike.ratio() > 0.8):
                return True
        return False

    return "\n".join(line for line in text.splitlines() if not line.strip() or not is_given(line)).strip()


def _joined(essay: str, parts: Sequence[EssayPart]) -> tuple[str, list[Remark]]:
    """The text of the ``essay`` from its ``parts``, and where they were if that is not the given cell alone."""
    remarks = []
    texts = list(dict.fromkeys(part.text for part in parts))
    positions = [part.position for part in parts]
    for where, words in OTHER_CELLS.items():
        if inside := [part.position for part in parts if part.where == where]:
            remarks.append(remark("essay-in-other-cell", inside, essay=essay, where=words))
    if len(texts) < len(parts):
        remarks.append(remark("essay-repeated", positions, essay=essay))
    if len(texts) > 1:
        remarks.append(remark("essay-joined", positions, essay=essay))
    elif parts and parts[0].where == "new":
        remarks.append(remark("essay-under-prompt", positions, essay=essay))
    text = "\n\n".join(texts)
    if PICTURE.search(text) or PICTURE_DATA.search(text):
        remarks.append(remark("essay-picture", essay=essay))
        text = PICTURE_DATA.sub("picture", text)
    return text, remarks
