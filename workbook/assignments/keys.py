"""What a right answer is: written in a hidden cell of an exercise, worked out for a variant, kept as plain data."""

import warnings
from dataclasses import dataclass, replace

from ..base import WorkbookError, unknown
from ..checking import Choice, Day, Match, Mistake, Names, Number, Order, Several, Table, Verdict, Word
from ..checking.questions import Question, without_code
from ..checking.verdicts import READABLE
from .answers import Unreadable, as_data, from_data

KINDS = {
    "number": Number,
    "choice": Choice,
    "several": Several,
    "names": Names,
    "order": Order,
    "match": Match,
    "day": Day,
    "table": Table,
    "word": Word,
}


@dataclass(frozen=True)
class Wrong:
    """A likely wrong ``answer``, the ``reply`` to it, and its ``credit``: the share of the points, 0 to below 1."""

    answer: object
    reply: str
    credit: float = 0.0


@dataclass(frozen=True)
class Key:
    """What the last line of a hidden cell gives: the right ``answer`` and the likely wrong ones.

    ``tolerance`` is for numbers (in their unit), days and tables; ``accepted`` for other forms of a word.
    ``solution`` is shown after grading; ``{answer}`` in it is filled in.
    """

    answer: object
    solution: str
    wrong: tuple = ()
    tolerance: float | None = None
    accepted: tuple = ()

    def __repr__(self):
        likely = ", ".join(f"{one.answer} ({one.credit:.0%})" for one in self.wrong) or "none"
        within = f", within {self.tolerance:g}" if self.tolerance else ""
        return f"Answer: {self.answer}{within}. Likely mistakes (credit): {likely}."


class Readable:
    """Whether an answer can be read, before it is graded; ``kind`` and ``form`` say what it should be."""

    def __init__(self, given, kind, form):
        self.kind, self.form = kind, form
        self.verdict = _asked("answer", kind, form).readable(given)

    def __repr__(self):
        return f"{READABLE[self.verdict.outcome]} {self.verdict.reply}"

    def _repr_markdown_(self):
        return f"**{READABLE[self.verdict.outcome]}** {self.verdict.reply}"


def readable(answer, kind, **form):
    """Can my answer be read? Says what is understood, and never whether it is right.

    ``kind`` is one of number, choice, several, names, order, match, day, table, word; ``form`` says more, such as
    ``unit="percent"``. Whatever ``answer`` is, it is never an error.

    >>> readable("83,1 %", "number", unit="percent")
    Can be read: 83.1 percent.
    """
    return Readable(answer, kind, form)


def entry(question, points, readable, key):
    """The key of one question as plain data (JSON). Raises WorkbookError if it contradicts itself."""
    found = {
        "question": question,
        "kind": readable.kind,
        "form": readable.form,
        "points": points,
        "answer": as_data(key.answer),
        "solution": key.solution,
        "wrong": [{"answer": as_data(one.answer), "reply": one.reply, "credit": one.credit} for one in key.wrong],
    }
    if key.tolerance is not None:
        found["tolerance"] = key.tolerance
    if key.accepted:
        found["accepted"] = list(key.accepted)
    _consistent(found)
    return found


def asked(key):
    """The question that the ``key`` (plain data) describes."""
    more = {name: key[name] for name in ("tolerance",) if name in key}
    if "accepted" in key:
        more["accepted"] = tuple(key["accepted"])
    wrong = [Mistake(_value(key, one["answer"]), one["reply"], one["credit"]) for one in key["wrong"]]
    return _asked(
        key["question"],
        key["kind"],
        key["form"],
        answer=_value(key, key["answer"]),
        solution=key["solution"],
        mistakes=tuple(wrong),
        **more,
    )


def judged(key, given):
    """The verdict on ``given`` by the ``key``; its ``credit`` is the share of the points. Never an exception."""
    if isinstance(given, Unreadable):
        wanted = asked(key).wanted()
        return Verdict(key["question"], "cannot tell", f"You gave {given.what}; the answer is {wanted}.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdict = asked(key).judge(given)
    return replace(verdict, reply=without_code(verdict.reply))


def points(key, given):
    """How many points does the answer ``given`` earn? For the test cells of other grading tools.

    >>> key = {"question": "q1", "kind": "number", "form": {"unit": "year"}, "points": 2, "answer": 2017,
    ...        "solution": "", "wrong": [{"answer": 2014, "reply": "That is the year before.", "credit": 0.5}]}
    >>> points(key, 2017), points(key, "2014"), points(key, None)
    (2.0, 1.0, 0.0)
    """
    # As data first: what a student's object does when it is compared must not matter.
    return float(key["points"] * judged(key, from_data(as_data(given))).credit)


def _asked(name, kind, form, **more) -> Question:
    if kind not in KINDS:
        raise unknown("kind of answer", kind, KINDS, plural="kinds of answers")
    form = {name: tuple(value) if isinstance(value, list) else value for name, value in form.items()}
    more = {"answer": lambda: None, "solution": "", **more}
    try:
        return KINDS[kind](id=name, prompt="", hints=(), **form, **more)
    except TypeError as error:
        raise WorkbookError(f'An answer of the kind "{kind}" has no such setting: {error}.') from None


def _value(key, data):
    """A function that gives ``data`` as the question of ``key`` reads it."""

    def read():
        found = from_data(data)
        return found if key["kind"] == "table" else _asked("", key["kind"], key["form"]).read(found)

    return read


def _consistent(key):
    name, question = key["question"], asked(key)
    for said, given in [("the answer", key["answer"]), *(("a likely mistake", one["answer"]) for one in key["wrong"])]:
        verdict = question.readable(from_data(given))
        if verdict.outcome != "readable":
            raise WorkbookError(f"{name}: {said} cannot be read. {verdict.reply}")
    if question.judge(from_data(key["answer"])).outcome != "right":
        raise WorkbookError(f"{name}: the answer is not judged right by its own key.")
    for one in key["wrong"]:
        if not 0 <= one["credit"] < 1:
            raise WorkbookError(f"{name}: the credit of a likely mistake is {one['credit']}; give 0 to below 1.")
        if question.judge(from_data(one["answer"])).credit != one["credit"]:
            raise WorkbookError(
                f"{name}: the likely mistake {from_data(one['answer'])} is as good as another answer of the key."
            )
