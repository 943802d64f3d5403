"""A student's notebook as it is graded: its code, its essays, and what had to be repaired.

All code of the student runs in the notebook's order, and an answer is the value that its variable has at the end. So
cells that were copied, split, moved or typed again need no repair; they are reported.
"""

import math
from dataclasses import replace

from ..assignments.source import Exercise
from .assemble import About, CodeCell, Submission, assemble
from .recognise import must_belong, recognise, starters_of
from .remarks import Remark, in_order, remark
from .repair import Notebook, Refused, notebooks_in
from .student_cells import cells_of, plain
from .student_code import names_set, shape

__all__ = ["CodeCell", "Refused", "Submission", "read_submission"]


def read_submission(content: bytes, exercise: Exercise) -> Submission:
    """The Submission in the bytes ``content``, however damaged.

    Raises Refused, with one sentence, if nothing can be read or if it is a notebook of another exercise.
    """
    readable: list[tuple[Submission, list[Remark]]] = []
    refused = None
    for notebook, remarks in notebooks_in(content):
        try:
            submission, more = _submission(notebook, exercise)
            readable.append((submission, remarks + more))
        except Refused as error:
            refused = error
    if refused and not readable:
        raise refused
    if len(readable) == 1:
        submission, remarks = readable[0]
        more = [remark("one-version-readable")] if refused else []
    else:
        (upper, _), (lower, _) = readable
        chosen, of_merge = _fuller(upper, lower, exercise)
        submission, remarks = readable[chosen]
        more = [of_merge]
    return replace(submission, repairs=in_order(remarks + more))


def _submission(notebook: Notebook, exercise: Exercise) -> tuple[Submission, list[Remark]]:
    cells, of_cells = cells_of(notebook)
    if not cells:
        raise Refused("The notebook has no cells. Hand in the file of the exercise, which ends in .ipynb.")
    about = _about(notebook)
    recognised, of_recognition = recognise(cells, exercise)
    of_exercise = must_belong(str(about.get("exercise", "")), recognised, exercise)
    submission, of_assembly = assemble(about, recognised, exercise)
    return submission, [*of_cells, *of_recognition, *of_exercise, *of_assembly]


def _about(notebook: Notebook) -> About:
    """What the notebook says of itself; only single values, because nothing else was written there."""
    metadata = notebook.get("metadata")
    about = metadata.get("workbook") if isinstance(metadata, dict) else None
    facts: About = {}
    for name, value in about.items() if isinstance(about, dict) else ():
        if isinstance(value, str):
            facts[plain(name)[0]] = plain(value)[0]
        elif isinstance(value, (int, float)) and math.isfinite(value):
            facts[plain(name)[0]] = value
    return facts


def _fuller(upper: Submission, lower: Submission, exercise: Exercise) -> tuple[int, Remark]:
    """Which of the two versions of a merge has more answers (0 or 1), and in what they differ."""
    above, below = _answered(upper, exercise), _answered(lower, exercise)
    names = [*exercise.questions, *exercise.essays]
    differing = tuple(name for name in names if _answer(upper, name) != _answer(lower, name)) or ("no answer",)
    chosen = int(below > above)
    side = ("upper", "lower")[chosen]
    return chosen, remark("two-versions", side=side, questions=differing, upper=above, lower=below, all=len(names))


def _answered(submission: Submission, exercise: Exercise) -> int:
    """How many questions and essays have something of the student's own."""
    starters = set(starters_of(exercise).values())
    done = {name for cell in submission.code if shape(cell.text) not in starters for name in names_set(cell.text)}
    return len(done & exercise.questions.keys()) + sum(bool(text) for text in submission.essays.values())


def _answer(submission: Submission, name: str) -> str | list[str]:
    """What stands for a question or an essay in ``submission``."""
    if name in submission.essays:
        return submission.essays[name]
    return [cell.text for cell in submission.code if name in names_set(cell.text)]
