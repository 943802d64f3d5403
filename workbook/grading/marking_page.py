"""The marking sheet as a page for the browser, which needs no network and saves its marks as a CSV file."""

import base64
import hashlib
from collections.abc import Sequence

from ..assignments.rubrics import best_first
from ..assignments.source import Exercise
from ..base.pages import page, verbatim
from .clean_text import RISKY
from .markdown_html import heading_and_rest
from .marking_sheets import CUT, FIRST_COLUMNS, LAST_COLUMNS, LONGEST_CELL, EssayToMark, cut, heads
from .right_figures import in_a_cell, model_essays, right_figures, task


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
    variants = sorted({essay.variant for essay in essays})
    figures_by_variant = {variant: right_figures(exercise, variant) for variant in variants}
    models = model_essays(exercise, name, ((essay.code, essay.variant) for essay in essays))
    # What the script needs. Its columns and limits are those of the CSV sheet.
    data = {
        "exercise": exercise.name,
        "essay": name,
        "marker": marker,
        "stem": stem or name,
        "first": FIRST_COLUMNS,
        "figures": {essay.code: cut(in_a_cell(figures_by_variant[essay.variant])) for essay in essays},
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
        tasks={variant: task(exercise, name, variant) for variant in variants},
        figures={
            variant: [(figure, heading_and_rest(figure.solution)[1]) for figure in figures]
            for variant, figures in figures_by_variant.items()
        },
        models={code: heading_and_rest(text)[1] for text, codes in models for code in codes},
        is_one_model=len(models) == 1,
        least=least,
        most=most,
        criteria=criteria,
        comments=rubric.comments,
        data=data,
        script=script,
        # The page runs this one script and nothing else, whatever an essay holds.
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
