"""An exercise as a source notebook of nbgrader (cell metadata, schema 3)."""

import re

from .copies import BLANK, Notebook, literal, made, shown, whole, with_variant
from .source import BEGIN, END, Exercise, parts_of_answer

CONFIG = """# Course settings for nbgrader: what students find in place of a solution.
c = get_config()
c.ClearSolutions.code_stub = {{"python": "# Put your answer in place of the dots above."}}
c.ClearSolutions.text_stub = "{essay}"
"""
TEST = """# The points of {question} are given here.
### BEGIN HIDDEN TESTS
from workbook.assignments import points

key = {key}
points(key, globals().get("{question}"))
### END HIDDEN TESTS"""
# Of each role: whether its cell gives points (grade), takes an answer (solution), cannot be changed (locked).
FLAGS_OF_ROLES = {
    "answer": (False, True, False),
    "essay": (True, True, False),
    "hidden": (True, False, True),
}


def nbgrader_files(exercise: Exercise, number: int = 0) -> dict[str, Notebook | str]:
    """The files of an nbgrader course with this exercise, by path: its settings and source/NAME/NAME.ipynb."""
    cells = []
    for cell in exercise.cells:
        if cell.role == "variants":
            continue
        grade, solution, locked = FLAGS_OF_ROLES.get(cell.role, (False, False, True))
        about: dict[str, object] = {
            "schema_version": 3,
            "grade_id": re.sub(r"[^a-zA-Z0-9_\-]", "_", cell.id),
            "grade": grade,
            "solution": solution,
            "locked": locked,
            "task": False,
        }
        if grade:
            about["points"] = cell.points
        text = shown(exercise, cell, number)
        if cell.role == "answer":
            starter, model = parts_of_answer(cell)
            text = f"{starter}\n{BEGIN}\n{with_variant(exercise, model, number)}\n{END}"
        elif cell.role == "essay":
            text = f"{BEGIN}\n{text}\n{END}"
        elif cell.role == "hidden":
            text = TEST.format(question=cell.question, key=literal(exercise.key(number)[cell.question]))
        cells.append(made(cell, text, nbgrader=about))
    path = f"source/{exercise.name}/{exercise.name}.ipynb"
    return {"nbgrader_config.py": CONFIG.format(essay=f"{BLANK}.*"), path: whole(exercise, cells)}
