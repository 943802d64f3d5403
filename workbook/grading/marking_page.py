"""The marking sheet as a page for the browser, which needs no network and saves its marks as a CSV file."""

import base64
import hashlib
import re
from collections.abc import Sequence

from ..assignments.rubrics import best_first
from ..assignments.source import Exercise
from ..base.pages import page, verbatim
from .clean_text import RISKY
from .marking_sheets import CUT, FIRST_COLUMNS, LAST_COLUMNS, LONGEST_CELL, EssayToMark, heads


def as_page(exercise: Exercise, name: str, essays: Sequence[EssayToMark], marker: str = "", stem: str = "") -> str:
    """The ``essays`` called ``name`` as one HTML page to mark on; the file that it saves is called ``stem``.csv."""
    rubric = exercise.rubrics[name]
    criteria = [
        {
            "id": criterion["id"],
            "head": heads(rubric)[criterion["id"]],
            "title": criterion["title"],
            "levels": best_first(criterion),
        }
        for criterion in rubric.criteria
    ]
    # What the script needs. Its columns and limits are those of the CSV sheet.
    data = {
        "exercise": exercise.name,
        "essay": name,
        "marker": marker,
        "stem": stem or name,
        "first": FIRST_COLUMNS,
        "last": LAST_COLUMNS,
        "most": rubric.points,
        "criteria": criteria,
        "comments": rubric.comments,
        "risky": RISKY.pattern,
        "longest": LONGEST_CELL,
        "cut": CUT,
    }
    script = verbatim("workbook.grading", "marking.js")
    least, most = exercise.essays[name].words
    return page(
        "workbook.grading",
        "marking.html.j2",
        title=exercise.title,
        name=name,
        essays=essays,
        tasks={essay.variant: _task(exercise, name, essay.variant) for essay in essays},
        least=least,
        most=most,
        criteria=criteria,
        comments=rubric.comments,
        data=data,
        script=script,
        # The page runs this one script and nothing else, whatever an essay holds.
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _task(exercise: Exercise, name: str, variant: int) -> str:
    prompt = next(cell for cell in exercise.cells if (cell.question, cell.role) == (name, "prompt"))
    text = prompt.text
    if "{" in text and variant < len(exercise.variants):
        text = exercise.filled(prompt, exercise.variants[variant])
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
