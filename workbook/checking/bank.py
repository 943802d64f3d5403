"""Where questions live: notebooks/NN_slug.py beside the notebook NN_slug.ipynb that asks them."""

import functools
import re
import runpy

from ..catalog import folder, unknown


@functools.cache
def notebook_questions(number):
    """The questions of notebook ``number`` («07»), by id, in the notebook's order."""
    for path in sorted(folder("notebooks").glob(f"{number}_*.py")):
        return {question.id: question for question in runpy.run_path(str(path))["QUESTIONS"]}
    return {}


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
