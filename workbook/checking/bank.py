"""What lies in a notebook's folder, notebooks/NN_slug/: the notebook itself and questions.py with its questions."""

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


def notebook_questions(number: str) -> dict[str, Question]:
    """The questions of notebook ``number`` (“07”), by id, in the notebook's order."""
    return {question.id: question for question in beside(number).get("QUESTIONS", [])}


def numbers() -> list[str]:
    """The numbers of the notebooks that have questions."""
    return [number for number, path in all_notebooks().items() if path.with_name("questions.py").is_file()]


def question(name: object) -> Question:
    """The question called ``name`` (“07-1”). Raises UnknownName with the possible ones."""
    number = match[0] if (match := re.match(r"\d\d", str(name))) else ""
    questions = notebook_questions(number)
    if not isinstance(name, str) or name not in questions:
        raise unknown("question", name, questions or [key for other in numbers() for key in notebook_questions(other)])
    return questions[name]


def notebook_path(number: object) -> Path:
    """The path of notebook ``number``. Raises UnknownName with the possible ones."""
    paths = all_notebooks()
    if str(number) not in paths:
        raise unknown("notebook", number, paths)
    return paths[str(number)]


@functools.cache
def _paths() -> dict[str, Path]:
    return {path.name[:2]: path for path in notebook_files(folder("notebooks")) if re.match(r"\d\d_", path.name)}


def all_notebooks() -> dict[str, Path]:
    """The paths of all numbered notebooks, by number (“07”), in order."""
    return dict(_paths())


def notebook(number: object) -> dict[str, Any]:
    """Notebook ``number`` as it is stored. Raises UnknownName if there is none."""
    stored: dict[str, Any] = json.loads(notebook_path(number).read_text(encoding="utf-8"))
    return stored


def cells(number: object) -> list[dict[str, Any]]:
    """The cells of notebook ``number``, as they are stored."""
    stored: list[dict[str, Any]] = notebook(number)["cells"]
    return stored


def title_of(number: object) -> str:
    """The heading of notebook ``number``."""
    return "".join(cells(number)[0]["source"]).splitlines()[0].lstrip("# ")
