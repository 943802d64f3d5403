"""What lies beside a notebook: notebooks/NN_slug.py with its questions, its figures and its reflection."""

import functools
import json
import re
import runpy
from pathlib import Path
from typing import Any

from ..base import folder, unknown
from .questions import Question


@functools.cache
def beside(number: str) -> dict[str, Any]:
    """Everything that the module beside notebook ``number`` (“07”) defines."""
    for path in sorted(folder("notebooks").glob(f"{number}_*.py")):
        return runpy.run_path(str(path))
    return {}


def number_of(notebook: int | str) -> str:
    """How does the workbook write the number of a ``notebook``? ``7``, ``"7"`` and ``"07"`` are all “07”.

    Raises UnknownName, with the possible ones, if there is no such notebook.

    >>> number_of(7), number_of(" 07 ")
    ('07', '07')
    """
    number = str(notebook).strip().zfill(2)
    notebooks = all_notebooks()
    if number not in notebooks:
        raise unknown("notebook", str(notebook), list(notebooks))
    return number


def notebook_questions(number: str) -> dict[str, Question]:
    """The questions of notebook ``number`` (“07”), by id, in the notebook's order."""
    return {question.id: question for question in beside(number).get("QUESTIONS", [])}


def numbers() -> list[str]:
    """The numbers of the notebooks that have questions."""
    return sorted(path.name[:2] for path in folder("notebooks").glob("[0-9][0-9]_*.py"))


def question(name: str) -> Question:
    """The question called ``name``: “07-1”, or “7-1”. Raises UnknownName with the possible ones."""
    match = re.fullmatch(r"\s*(\d{1,2})-(.+?)\s*", str(name))
    number, id = (match[1].zfill(2), f"{match[1].zfill(2)}-{match[2]}") if match else ("", str(name))
    questions = notebook_questions(number) if number in numbers() else {}
    if id not in questions:
        raise unknown("question", name, questions or [id for number in numbers() for id in notebook_questions(number)])
    return questions[id]


def notebook_path(number: int | str) -> Path:
    """The path of notebook ``number``. Raises UnknownName with the possible ones."""
    return all_notebooks()[number_of(number)]


def all_notebooks() -> dict[str, Path]:
    """The paths of all numbered notebooks, by number (“07”), in order."""
    return {path.name[:2]: path for path in sorted(folder("notebooks").glob("[0-9][0-9]_*.ipynb"))}


def cells(number: int | str) -> list[dict[str, Any]]:
    """The cells of notebook ``number``, as they are stored. Raises UnknownName if there is no such notebook."""
    content: dict[str, list[dict[str, Any]]] = json.loads(notebook_path(number).read_text(encoding="utf-8"))
    return content["cells"]


def title_of(number: int | str) -> str:
    """The heading of notebook ``number``."""
    return "".join(cells(number)[0]["source"]).splitlines()[0].lstrip("# ")
