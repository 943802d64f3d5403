"""The notebook that formgrader shows: the release with what a student answered and wrote in it."""

import json
import re
from typing import Any

from ..assignments.copies import literal, shown
from ..assignments.source import Exercise
from .nbgrader_course import Notebook, role_of
from .results import Result

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What nbgrader's pages would run or load: tags, links and images of Markdown, links of MathJax.
ACTIVE = {r"<(?=[A-Za-z/!?])": "&lt;", r"\](?=[(:])": "&#93;", r"\\(?=href)": r"\\ "}


def filled_in(released: Notebook, exercise: Exercise, result: Result) -> Notebook:
    """The ``released`` notebook (plain data) as the student of ``result`` handed it in: answers, essays, own variant.

    Answers are the values that were understood. Tags and links in an essay are shown as text: formgrader would run
    the scripts of a student with the rights of the instructor. The metadata hold what marks of the essays depend on.
    """
    notebook: Notebook = json.loads(json.dumps(released))
    prompts = {cell.question: cell for cell in exercise.cells if cell.role == "prompt"}
    for cell in notebook["cells"]:
        role, name = role_of(cell)
        if role == "prompt" and name in prompts:
            cell["source"] = shown(exercise, prompts[name], result.variant)
        elif role == "answer" and name in result.questions and result.questions[name].given is not None:
            cell["source"] = _as_code(name, result.questions[name].given)
        elif role == "essay" and name in result.essays and result.essays[name].text:
            cell["source"] = inert(result.essays[name].text)
    editions = {name: exercise.essay_edition(name, result.variant) for name in exercise.essays}
    notebook["metadata"].setdefault("workbook", {}).update(student=result.student, input=result.input, essays=editions)
    return notebook


def inert(text: str) -> str:
    """``text`` of a student without what a page would run, and without characters that a database may refuse.

    >>> print(inert("<b>3 < 5</b> [see](javascript:alert())"))
    &lt;b>3 < 5&lt;/b> [see&#93;(javascript:alert())
    """
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for pattern, replacement in ACTIVE.items():
        text = re.sub(pattern, replacement, text)
    return text


def _as_code(name: str, answer: object) -> str:
    """A cell that gives the ``answer`` (plain data, see ``assignments.answers``) to the variable ``name``."""
    if isinstance(answer, dict) and "unreadable" in answer:
        return f"{name} = ...\n# {name} held {' '.join(str(answer['unreadable']).split())}, which cannot be read."
    lead = f"# What {name} held when the notebook was run.\n"
    if isinstance(answer, dict) and "columns" in answer:
        start = f"{name} = pd.DataFrame("
        rows = literal(answer["rows"], len(start))
        return f"{lead}import pandas as pd\n\n{start}{rows}, columns={literal(answer['columns'])})"
    return f"{lead}{name} = {literal(_value(answer), len(name) + 3)}"


def _value(data: Any) -> Any:
    if isinstance(data, dict) and "pairs" in data:
        return {name: _value(item) for name, item in data["pairs"]}
    return [_value(item) for item in data] if isinstance(data, list) else data
