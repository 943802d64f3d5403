"""Copies of an exercise: what a student gets, and the same with solutions for the instructor."""

import pprint
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import workbook

from ..base.constants import KERNEL
from ..base.markdown import in_a_cell
from .keys import KeyData, asked
from .source import Cell, Exercise, parts_of_answer

# A notebook and a cell of one as nbformat's JSON has them: plain data that other programs read.
Notebook: TypeAlias = dict[str, Any]
NotebookCell: TypeAlias = dict[str, Any]

FIXED = {"editable": False, "deletable": False}
BLANK = "*Write your text here"  # how the line begins that stands in the cell of an essay
STARTER = re.compile(re.escape(BLANK) + r"(?: \(\d+ to \d+ words\), in place of this line)?\.?\*?")
HAND_IN = """## Hand in

Save the notebook (Ctrl+S), then run the next cell.
It checks whether anything is missing and makes one file to hand in."""


def student_copy(exercise: Exercise, number: int = 0, student: str = "", tag: str = "") -> Notebook:
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


def solution_copy(exercise: Exercise, number: int = 0, student: str = "") -> Notebook:
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


def shown(exercise: Exercise, cell: Cell, number: int) -> str:
    """The text of ``cell`` as students read it, or as the source has it where they do not."""
    if cell.role == "prompt":
        return f"{exercise.filled(cell, exercise.variants[number]).rstrip()}\n\n*{worth(exercise, cell.question)}.*"
    if cell.role == "rubric":
        return f"{cell.text.rstrip()}\n\n{exercise.rubrics[cell.question].table()}"
    return exercise.filled(cell, exercise.variants[number]) if cell.role == "essay" else cell.text


def worth(exercise: Exercise, question: str) -> str:
    """How many points a question gives, and how long an essay should be, in words."""
    essay = exercise.essays.get(question)
    points = essay.points if essay else exercise.questions[question]
    text = "1 point" if points == 1 else f"{points:g} points"
    return f"{text}; {essay.words[0]} to {essay.words[1]} words" if essay else text


def blank_essay(cell: Cell) -> str:
    """What stands in the cell of an essay before a student writes."""
    return f"{BLANK} ({cell.words[0]} to {cell.words[1]} words), in place of this line.*"


def with_variant(exercise: Exercise, model: str, number: int) -> str:
    """The ``model`` answer as code that runs without the cell of the variants."""
    if not re.search(r"\bv\b", model):
        return model
    return f"v = {literal(exercise.variants[number])}\n{model}"


def literal(data: object, indent: int = 0) -> str:
    """Plain ``data`` as Python code; lines after the first stand ``indent`` spaces to the right.

    >>> literal({"year": 2017, "unit": "percent"})
    "{'year': 2017, 'unit': 'percent'}"
    """
    return pprint.pformat(data, width=100, sort_dicts=False).replace("\n", "\n" + " " * indent)


def key_in_words(key: KeyData) -> str:
    """A key as Markdown: the worked solution and the likely mistakes with their replies."""
    question = asked(key)
    lines = [f"**Solution.** {question.solve()}"]
    if key["wrong"]:
        lines += ["", "| likely mistake | points | reply |", "| --- | --- | --- |"]
        for wrong, mistake in zip(key["wrong"], question.mistakes, strict=True):
            answer, points = in_a_cell(question.write(mistake.answer())), wrong["credit"] * key["points"]
            lines.append(f"| {answer} | {points:g} | {in_a_cell(wrong['reply'])} |")
    return "\n".join(lines)


def made(cell: Cell, text: str, **more: object) -> NotebookCell:
    """The notebook's cell for ``cell`` of the source with ``text`` in it; what is not to be changed is locked."""
    about: dict[str, object] = {"role": cell.role}
    if cell.question:
        about["question"] = cell.question
    if cell.words:
        about["words"] = list(cell.words)
    metadata: dict[str, Any] = {**({"workbook": about} if cell.role else {}), **more}
    if cell.role == "check":
        metadata["jupyter"] = {"source_hidden": True}
    if cell.role in ("answer", "essay"):
        metadata["deletable"] = False
    elif cell.role != "setup":
        metadata |= FIXED
    return (code if cell.type == "code" else markdown)(cell.id, text, metadata)


def markdown(id: str, text: str, metadata: Mapping[str, object] | None = None) -> NotebookCell:
    """A Markdown cell as plain data."""
    return {"cell_type": "markdown", "id": id, "metadata": metadata or {}, "source": text}


def code(id: str, text: str, metadata: Mapping[str, object] | None = None) -> NotebookCell:
    """A code cell as plain data, not run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id,
        "metadata": metadata or {},
        "outputs": [],
        "source": text,
    }


def raw(id: str, text: str) -> NotebookCell:
    """A raw cell as plain data."""
    return {"cell_type": "raw", "id": id, "metadata": {}, "source": text}


def whole(exercise: Exercise, cells: Sequence[NotebookCell], **more: str) -> Notebook:
    """A notebook of ``cells`` as plain data; ``more`` goes into its metadata where it says something."""
    about = {"exercise": exercise.name, "release": workbook.__version__}
    about |= {name: value for name, value in more.items() if value}
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "title": exercise.title, "workbook": about}
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
