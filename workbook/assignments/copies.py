"""Copies of an exercise: what a student gets, and the same with solutions for the instructor."""

import pprint
import re

import workbook

from ..base.constants import KERNEL
from ..base.markdown import in_a_cell
from .keys import asked
from .source import parts_of_answer

FIXED = {"editable": False, "deletable": False}
BLANK = "*Write your text here"  # how the line begins that stands in the cell of an essay
STARTER = re.compile(re.escape(BLANK) + r"(?: \(\d+ to \d+ words\), in place of this line)?\.?\*?")
HAND_IN = """## Hand in

Save the notebook (Ctrl+S), then run the next cell.
It looks whether anything is missing and makes one file to hand in."""


def student_copy(exercise, number=0, student="", tag=""):
    """The notebook that a student gets, as plain data: variant ``number``, without answers and keys."""
    cells = []
    for cell in exercise.cells:
        if cell.role in ("variants", "hidden"):
            continue
        text = shown(exercise, cell, number)
        if cell.role == "answer":
            text = parts_of_answer(cell)[0]
        elif cell.role == "essay":
            text = blank_essay(cell)
        cells.append(made(cell, text))
    cells.append(markdown("hand-in-text", HAND_IN, FIXED))
    cells.append(code("hand-in", "wb.hand_in()", {"deletable": False}))
    return whole(exercise, cells, student=student, copy=tag)


def solution_copy(exercise, number=0, student=""):
    """The same notebook with model answers, keys and model essays, for the instructor."""
    cells = []
    for cell in exercise.cells:
        if cell.role == "variants":
            continue
        text = shown(exercise, cell, number)
        if cell.role == "answer":
            starter, model = parts_of_answer(cell)
            text = f"{starter}\n\n# Model answer\n{with_variant(exercise, model, number)}"
        elif cell.role == "hidden":
            cells.append(markdown(cell.id, key_in_words(exercise.key(number)[cell.question])))
            continue
        cells.append(made(cell, text))
    return whole(exercise, cells, student=student)


def shown(exercise, cell, number):
    """The text of ``cell`` as students read it, or as the source has it where they do not."""
    if cell.role == "prompt":
        return f"{exercise.filled(cell, exercise.variants[number]).rstrip()}\n\n*{worth(exercise, cell.question)}.*"
    if cell.role == "rubric":
        return f"{cell.text.rstrip()}\n\n{exercise.rubrics[cell.question].table()}"
    return exercise.filled(cell, exercise.variants[number]) if cell.role == "essay" else cell.text


def worth(exercise, question):
    """How many points a question gives, and how long an essay should be, in words."""
    essay = exercise.essays.get(question)
    points = essay.points if essay else exercise.questions[question]
    said = "1 point" if points == 1 else f"{points:g} points"
    return f"{said}; {essay.words[0]} to {essay.words[1]} words" if essay else said


def blank_essay(cell):
    """What stands in the cell of an essay before a student writes."""
    return f"{BLANK} ({cell.words[0]} to {cell.words[1]} words), in place of this line.*"


def with_variant(exercise, model, number):
    """The ``model`` answer as code that runs without the cell of the variants."""
    if not re.search(r"\bv\b", model):
        return model
    return f"v = {literal(exercise.variants[number])}\n{model}"


def literal(data, indent=0):
    """Plain ``data`` as Python code; lines after the first stand ``indent`` spaces to the right."""
    return pprint.pformat(data, width=100, sort_dicts=False).replace("\n", "\n" + " " * indent)


def key_in_words(key):
    """A key as Markdown: the worked solution and the likely mistakes with their replies."""
    question = asked(key)
    lines = [f"**Solution.** {question.solve()}"]
    if key["wrong"]:
        lines += ["", "| likely mistake | points | reply |", "| --- | --- | --- |"]
        for one, mistake in zip(key["wrong"], question.mistakes, strict=True):
            given = question.write(mistake.answer())
            lines.append(f"| {in_a_cell(given)} | {one['credit'] * key['points']:g} | {in_a_cell(one['reply'])} |")
    return "\n".join(lines)


def made(cell, text, **more):
    """The notebook's cell for ``cell`` of the source with ``text`` in it; what is not to be changed is locked."""
    about = {"role": cell.role, "question": cell.question} if cell.question else {"role": cell.role}
    if cell.words:
        about["words"] = list(cell.words)
    metadata = {**({"workbook": about} if cell.role else {}), **more}
    if cell.role == "check":
        metadata["jupyter"] = {"source_hidden": True}
    if cell.role in ("answer", "essay"):
        metadata["deletable"] = False
    elif cell.role != "setup":
        metadata |= FIXED
    return (code if cell.type == "code" else markdown)(cell.id, text, metadata)


def markdown(id, text, metadata=None):
    """A Markdown cell as plain data."""
    return {"cell_type": "markdown", "id": id, "metadata": metadata or {}, "source": text}


def code(id, text, metadata=None):
    """A code cell as plain data, not run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id,
        "metadata": metadata or {},
        "outputs": [],
        "source": text,
    }


def raw(id, text):
    """A raw cell as plain data."""
    return {"cell_type": "raw", "id": id, "metadata": {}, "source": text}


def whole(exercise, cells, **more):
    """A notebook of ``cells`` as plain data; ``more`` goes into its metadata where it says something."""
    about = {"exercise": exercise.name, "release": workbook.__version__}
    about |= {name: value for name, value in more.items() if value}
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "title": exercise.title, "workbook": about}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
