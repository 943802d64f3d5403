"""What lies beside a notebook: notebooks/NN_slug.py with its questions, its figures and its reflection."""

import functools
import json
import re
import runpy

from ..base import folder, unknown


@functools.cache
def beside(number):
    """Everything that the module beside notebook ``number`` («07») defines."""
    for path in sorted(folder("notebooks").glob(f"{number}_*.py")):
        return runpy.run_path(str(path))
    return {}


def notebook_questions(number):
    """The questions of notebook ``number`` («07»), by id, in the notebook's order."""
    return {question.id: question for question in beside(number).get("QUESTIONS", [])}


def numbers():
    """The numbers of the notebooks that have questions."""
    return sorted(path.name[:2] for path in folder("notebooks").glob("[0-9][0-9]_*.py"))


def question(name):
    """The question called ``name`` («07-1»). Raises UnknownName with the possible ones."""
    number = match[0] if (match := re.match(r"\d\d", str(name))) else ""
    found = notebook_questions(number) if number in numbers() else {}
    if name not in found:
        raise unknown("question", name, found or [one for n in numbers() for one in notebook_questions(n)])
    return found[name]


def notebook_path(number):
    """The path of notebook ``number``. Raises UnknownName with the possible ones."""
    found = all_notebooks()
    if str(number) not in found:
        raise unknown("notebook", number, found)
    return found[str(number)]


def all_notebooks():
    """The paths of all numbered notebooks, by number («07»), in order."""
    return {path.name[:2]: path for path in sorted(folder("notebooks").glob("[0-9][0-9]_*.ipynb"))}


def cells(number):
    """The cells of notebook ``number``, as they are stored."""
    return json.loads(notebook_path(number).read_text(encoding="utf-8"))["cells"]


def title_of(number):
    """The heading of notebook ``number``."""
    return "".join(cells(number)[0]["source"]).splitlines()[0].lstrip("# ")
