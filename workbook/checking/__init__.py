"""Checkpoints: ``check`` an answer, take a ``hint``, read the ``solution``; and what else lies beside a notebook."""

from ..base import Page
from . import kinds
from .bank import (
    Loader,
    all_notebooks,
    beside,
    cells,
    notebook_path,
    notebook_questions,
    number_of,
    numbers,
    question,
)
from .brief import brief, evidence_table
from .citing import works_cited
from .kinds import *  # noqa: F403  (one class for each file in kinds/)
from .progress import progress, record
from .questions import Mistake, Question
from .quiz import quiz
from .reflections import reflect
from .scholarship import dispute, readings
from .verdicts import Verdict

__all__ = [
    "Loader",
    "Mistake",
    "Question",
    "Verdict",
    "all_notebooks",
    "beside",
    "brief",
    "cells",
    "check",
    "dispute",
    "evidence_table",
    "hint",
    "notebook_path",
    "notebook_questions",
    "number_of",
    "numbers",
    "progress",
    "question",
    "quiz",
    "readings",
    "reflect",
    "solution",
    "works_cited",
]
__all__ += kinds.__all__


def check(name: str, answer: object = ...) -> Verdict:
    """Is my answer to the question ``name`` right?

    Returns a verdict with one of four outcomes: right, not yet, not tried, cannot tell. Whatever ``answer`` is, it
    is judged and never an error; what is right or not yet is kept (see ``progress``). Raises UnknownName if there is
    no question called ``name``.

    >>> check("07-1")
    07-1 · Not tried yet. Put one number (percent) in place of the dots and run the cell again.
    """
    checked = question(name)
    verdict = checked.judge(answer)
    remark = record(checked, verdict, answer)
    return Verdict(verdict.question, verdict.outcome, verdict.reply + remark) if remark else verdict


def hint(name: str, number: int = 1) -> Page:
    """What is a next step towards the answer to the question ``name``? ``number`` 2 gives the second hint.

    Raises UnknownName if there is no question called ``name``.

    >>> hint("07-1", 2).startswith("Hint 2 of ")
    True
    """
    return question(name).hint(number)


def solution(name: str) -> Page:
    """How is the question ``name`` worked out, and what is the answer?

    Raises UnknownName if there is no question called ``name``.

    >>> "83.1 percent" in solution("07-1")
    True
    """
    return question(name).solve()
