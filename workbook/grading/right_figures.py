"""What a marker needs beside an essay, without whose it is: the right figures of its variant, and the model essay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..assignments.copies import shown
from ..assignments.keys import KeyData, asked
from ..assignments.source import Exercise


@dataclass(frozen=True)
class RightFigure:
    """One figure that an essay of a variant may rest on: what it is, its value in words, and how it comes about.

    ``solution`` is Markdown, blank where there is none.
    """

    label: str
    value: str
    solution: str = ""


def right_figures(exercise: Exercise, variant: int) -> list[RightFigure]:
    """Which figures are right in essays of ``variant`` (counted from 0)? Those of the questions, then others.

    The others are what the function ``figures`` of the exercise's cell of variants gives. Raises BadData, naming the
    cell, if the source stops with an error.
    """
    key = exercise.key(variant)
    figures = [
        RightFigure(_heading(cell.text), _answer(key[cell.question]), asked(key[cell.question]).solve().strip())
        for cell in exercise.cells
        if cell.role == "prompt" and cell.question in key
    ]
    return figures + [RightFigure(label, value) for label, value in exercise.figures(variant).items()]


def _heading(prompt: str) -> str:
    """The last heading of a ``prompt``; the first may be that of a part of the exercise."""
    headings = [line for line in prompt.splitlines() if line.startswith("#")]
    return (headings or prompt.strip().splitlines())[-1 if headings else 0].lstrip("# ")


def _answer(key: KeyData) -> str:
    """The right answer in words, with its unit and within what other numbers count."""
    question = asked(key)
    words = question.write(question.answer())
    unit = key["form"].get("unit")
    if isinstance(unit, str) and not words.endswith(unit):
        words = f"{words} {unit}"
    tolerance = key.get("tolerance")
    return f"{words} (within {tolerance:g})" if key["kind"] == "number" and tolerance else words


def in_a_cell(figures: Iterable[RightFigure]) -> str:
    """The ``figures`` as the text of one cell of a sheet, a line each.

    >>> print(in_a_cell([RightFigure("Question 1: a share", "32.5 percent"), RightFigure("Total", "738")]))
    Question 1: a share = 32.5 percent
    Total = 738
    """
    return "\n".join(f"{figure.label} = {figure.value}" for figure in figures)


def model_essay(exercise: Exercise, name: str, variant: int) -> str:
    """The model essay of the essay called ``name`` for ``variant`` (counted from 0), as Markdown."""
    return shown(exercise, exercise.essays[name], variant).strip()


def model_essays(exercise: Exercise, name: str, essays: Iterable[tuple[str, int]]) -> list[tuple[str, tuple[str, ...]]]:
    """The model essays that differ, each with the codes of the essays that it is for.

    ``essays`` has code and variant of each. A model essay without figures of its variant is the same for all.
    """
    texts: dict[str, list[str]] = {}
    for code, variant in essays:
        texts.setdefault(model_essay(exercise, name, variant), []).append(code)
    return [(text, tuple(codes)) for text, codes in texts.items()]


def as_text(essays: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    r"""What ``model_essays`` gives as one text, for those who mark in a CSV file.

    >>> as_text([("A share compares.", ("AB2345", "CD2345"))])
    'A share compares.\n'
    """
    several = list(essays)
    if len(several) == 1:
        return f"{several[0][0]}\n"
    return "\n\n".join(f"For {', '.join(codes)}:\n\n{text}\n" for text, codes in several)


def task(exercise: Exercise, name: str, variant: int) -> str:
    """The prompt of the essay called ``name`` in ``variant``, without the signs of headings."""
    prompt = next(cell for cell in exercise.cells if (cell.question, cell.role) == (name, "prompt"))
    text = prompt.text
    if "{" in text and variant < len(exercise.variants):
        text = exercise.filled(prompt, exercise.variants[variant])
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
