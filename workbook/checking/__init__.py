"""Checkpoints: ``check`` an answer, take a ``hint``, read the ``solution``; and what else lies beside a notebook."""

from .bank import Loader, all_notebooks, beside, cells, notebook_path, notebook_questions, numbers, question
from .brief import brief, evidence_table
from .citing import works_cited
from .kinds import Day, Essay, Match, Order, Several, Table, Word
from .progress import progress, record
from .questions import Choice, Mistake, Names, Number, Question
from .quiz import quiz
from .reflections import reflect
from .verdicts import Verdict

__all__ = [
    "Choice",
    "Day",
    "Essay",
    "Loader",
    "Match",
    "Mistake",
    "Names",
    "Number",
    "Order",
    "Question",
    "Several",
    "Table",
    "Verdict",
    "Word",
    "all_notebooks",
    "beside",
    "brief",
    "cells",
    "check",
    "evidence_table",
    "hint",
    "notebook_path",
    "notebook_questions",
    "numbers",
    "progress",
    "question",
    "quiz",
    "reflect",
    "solution",
    "works_cited",
]


def check(name, answer=...):
    """Is my answer to the question ``name`` right?

    Returns a verdict with one of four outcomes: right, not yet, not tried, cannot tell. Whatever ``answer`` is, it
    is judged and never an error; what is right or not yet is kept (see ``progress``). Raises UnknownName if there is
    no question called ``name``.

    >>> check("07-1")
    07-1 · Not tried yet. Put one number (percent) in place of the dots and run the cell again.
    """
    asked = question(name)
    verdict = asked.judge(answer)
    remark = record(asked, verdict, answer)
    return Verdict(verdict.question, verdict.outcome, verdict.reply + remark) if remark else verdict


def hint(name, number=1):
    """What is a next step towards the answer to the question ``name``? ``number`` 2 gives the second hint."""
    return question(name).hint(number)


def solution(name):
    """How is the question ``name`` worked out, and what is the answer?"""
    return question(name).solve()
