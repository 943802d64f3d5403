"""What lies beside a notebook: the questions and the reflection in its folder."""

import functools
import json
import re
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from ..base import folder, unknown
from ..base.shipped import notebook_files
from .questions import Question

if TYPE_CHECKING:
    import pandas as pd

# The folders begin with a digit, so no statement can import them; `import_module` can, and it keeps what it imported.
MODULES = "workbook_notebooks"


class Loader(Protocol):
    """What gives the dataset called ``name`` as a table, as ``workbook.load`` does."""

    def __call__(self, name: str, reasons: bool = False) -> "pd.DataFrame":
        """The rows of the dataset called ``name``."""


def module_beside(number: str, name: str) -> ModuleType | None:
    """The module ``name`` (questions, figures) in the folder of notebook ``number`` (“07”); None if there is none."""
    path = all_notebooks().get(number)
    if path is None or not path.with_name(f"{name}.py").is_file():
        return None
    if MODULES not in sys.modules:
        package = ModuleType(MODULES, "The folders of the notebooks, as packages.")
        package.__path__ = [str(folder("notebooks"))]
        sys.modules[MODULES] = package
    return import_module(f"{MODULES}.{path.stem}.{name}")


def beside(number: str) -> Mapping[str, Any]:
    """Everything that questions.py of notebook ``number`` (“07”) defines, by name."""
    return vars(module) if (module := module_beside(number, "questions")) else {}


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
    return [number for number, path in all_notebooks().items() if path.with_name("questions.py").is_file()]


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


@functools.cache
def _paths() -> dict[str, Path]:
    return {path.name[:2]: path for path in notebook_files(folder("notebooks")) if re.match(r"\d\d_", path.name)}


def all_notebooks() -> dict[str, Path]:
    """The paths of all numbered notebooks, by number (“07”), in order."""
    return dict(_paths())


def notebook(number: int | str) -> dict[str, Any]:
    """Notebook ``number`` as it is stored. Raises UnknownName if there is none."""
    stored: dict[str, Any] = json.loads(notebook_path(number).read_text(encoding="utf-8"))
    return stored


def cells(number: int | str) -> list[dict[str, Any]]:
    """The cells of notebook ``number``, as they are stored. Raises UnknownName if there is no such notebook."""
    stored: list[dict[str, Any]] = notebook(number)["cells"]
    return stored


def title_of(number: int | str) -> str:
    """The heading of notebook ``number``."""
    return "".join(cells(number)[0]["source"]).splitlines()[0].lstrip("# ")
