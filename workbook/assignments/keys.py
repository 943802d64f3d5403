"""What a right answer is: written in a hidden cell of an exercise, worked out for a variant, kept as plain data."""

import functools
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NotRequired, SupportsFloat, TypedDict, cast

from ..base import WorkbookError, unknown
from ..checking import Mistake, Question, Verdict
from ..checking.listing import question_kinds, settings_of
from ..checking.questions import without_code
from ..checking.verdicts import READABLE
from .answers import Data, Unreadable, as_data, from_data


class WrongData(TypedDict):
    """A likely wrong answer as plain data."""

    answer: Data
    reply: str
    credit: float


class KeyData(TypedDict):
    """The key of one question as plain data (JSON): what ``entry`` gives.

    Beside these, it holds the settings that only the key knows (``key_settings`` of the question kind).
    """

    question: str
    kind: str
    form: dict[str, Data]
    points: float
    answer: Data
    solution: str
    wrong: list[WrongData]
    tolerance: NotRequired[float]
    accepted: NotRequired[list[str]]


@dataclass(frozen=True)
class Wrong:
    """A likely wrong ``answer``, the ``reply`` to it, and its ``credit``: the share of the points, 0 to below 1."""

    answer: object
    reply: str
    credit: float = 0.0


class Key:
    """What the last line of a hidden cell gives: the right ``answer`` and the likely wrong ones.

    ``solution`` is shown after grading; ``{answer}`` in it is filled in. ``settings`` are those that the kind of the
    question keeps in the key: ``tolerance`` for numbers (in their unit), days and tables, ``accepted`` for other forms
    of a word (see exercises/QUESTION_KINDS.md).

    >>> Key(83.1, solution="It is {answer}.", wrong=(Wrong(57.0, "That is another total.", 0.5),), tolerance=0.5)
    Answer: 83.1, within 0.5. Likely mistakes (credit): 57.0 (50%).
    """

    def __init__(self, answer: object, solution: str, wrong: Sequence[Wrong] = (), **settings: object) -> None:
        self.answer, self.solution, self.wrong, self.settings = answer, solution, tuple(wrong), settings

    def __repr__(self) -> str:
        likely = ", ".join(f"{wrong.answer} ({wrong.credit:.0%})" for wrong in self.wrong) or "none"
        tolerance = self.settings.get("tolerance")
        within = f", within {float(tolerance):g}" if tolerance and isinstance(tolerance, SupportsFloat) else ""
        return f"Answer: {self.answer}{within}. Likely mistakes (credit): {likely}."


class Readable:
    """Whether an answer can be read, before it is graded; ``kind`` and ``form`` say what it should be."""

    def __init__(self, response: object, kind: str, form: Mapping[str, object]) -> None:
        self.kind, self.form = kind, dict(form)
        self.verdict = _question("answer", kind, form).readable(response)

    def __repr__(self) -> str:
        return f"{READABLE[self.verdict.outcome]} {self.verdict.reply}"

    def _repr_markdown_(self) -> str:
        return f"**{READABLE[self.verdict.outcome]}** {self.verdict.reply}"


def readable(answer: object, kind: str, **form: object) -> Readable:
    """Can my answer be read? Says what is understood, and never whether it is right.

    ``kind`` is a question kind, such as ``"number"``, and ``form`` its settings, such as ``unit="percent"``;
    exercises/QUESTION_KINDS.md lists them. Whatever ``answer`` is, it is never an error.

    Raises UnknownName, with the possible ones, for another kind, and WorkbookError for a setting that it does not have.

    >>> readable("83,1 %", "number", unit="percent")
    Can be read: 83.1 percent.
    """
    return Readable(answer, kind, form)


@functools.cache
def answer_kinds() -> Mapping[str, type[Question]]:
    """The question kinds that a key can judge, by name.

    >>> sorted(answer_kinds())[:3]
    ['choice', 'day', 'match']
    """
    return {name: kind for name, kind in question_kinds().items() if kind.in_exercises}


def entry(question: str, points: float, readable: Readable, key: Key) -> KeyData:
    """The key of one question as plain data (JSON). Raises WorkbookError if it contradicts itself."""
    allowed = answer_kinds()[readable.kind].key_settings
    for name in key.settings:
        if name not in allowed:
            possible = ", ".join(allowed) or "none"
            raise WorkbookError(
                f'{question}: the Key of the kind "{readable.kind}" has no setting "{name}"; it has: {possible}.'
            )
    kept = {name: as_data(value) for name, value in key.settings.items() if value is not None and value != ()}
    data = {
        "question": question,
        "kind": readable.kind,
        "form": readable.form,
        "points": points,
        "answer": as_data(key.answer),
        "solution": key.solution,
        "wrong": [
            {"answer": as_data(wrong.answer), "reply": wrong.reply, "credit": wrong.credit} for wrong in key.wrong
        ],
        **kept,
    }
    key_data = cast(KeyData, data)
    _must_be_consistent(key_data)
    return key_data


def asked(key: KeyData) -> Question:
    """The question that the ``key`` (plain data) describes."""
    kind, form = key["kind"], key["form"]
    mistakes = [Mistake(_value(kind, form, wrong["answer"]), wrong["reply"], wrong["credit"]) for wrong in key["wrong"]]
    every: Mapping[str, object] = key
    kept = {name: every[name] for name in answer_kinds()[kind].key_settings if name in every}
    return _question(
        key["question"],
        kind,
        form | kept,
        answer=_value(kind, form, key["answer"]),
        solution=key["solution"],
        mistakes=tuple(mistakes),
    )


def judged(key: KeyData, response: object) -> Verdict:
    """The verdict on ``response`` by the ``key``; its ``credit`` is the share of the points. Never an exception.

    >>> key = {"question": "q1", "kind": "number", "form": {"unit": "year"}, "points": 2, "answer": 2017,
    ...        "solution": "", "wrong": []}
    >>> judged(key, 2014)
    q1 · Not yet. You gave 2014; the data give a higher number.
    """
    if isinstance(response, Unreadable):
        wanted = asked(key).wanted()
        return Verdict(key["question"], "cannot tell", f"You gave {response.what}; the answer is {wanted}.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdict = asked(key).judge(response)
    return replace(verdict, reply=without_code(verdict.reply))


def points(key: KeyData, response: object) -> float:
    """How many points does the answer ``response`` earn? For the test cells of other grading tools.

    >>> key = {"question": "q1", "kind": "number", "form": {"unit": "year"}, "points": 2, "answer": 2017,
    ...        "solution": "", "wrong": [{"answer": 2014, "reply": "That is the year before.", "credit": 0.5}]}
    >>> points(key, 2017), points(key, "2014"), points(key, None)
    (2.0, 1.0, 0.0)
    """
    # As data first: what a student's object does when it is compared must not matter.
    return float(key["points"] * judged(key, from_data(as_data(response))).credit)


def _question(
    name: str,
    kind: str,
    settings: Mapping[str, object],
    answer: Callable[[], object] = lambda: None,
    solution: str = "",
    mistakes: tuple[Mistake[object], ...] = (),
) -> Question:
    """A question of ``kind``. Raises UnknownName or WorkbookError if there is no such kind or setting."""
    kinds = answer_kinds()
    if kind not in kinds:
        raise unknown("kind of answer", kind, list(kinds), plural="kinds of answers")
    allowed = settings_of(kinds[kind])
    possible = ", ".join(allowed) or "none"
    for setting in settings:
        if setting not in allowed:
            raise WorkbookError(f'An answer of the kind "{kind}" has no setting "{setting}"; it has: {possible}.')
    for setting, needed in allowed.items():
        if needed and setting not in settings:
            raise WorkbookError(f'An answer of the kind "{kind}" needs the setting "{setting}"; it has: {possible}.')
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()}
    build: Callable[..., Question] = kinds[kind]
    return build(id=name, prompt="", hints=(), answer=answer, solution=solution, mistakes=mistakes, **plain)


def _value(kind: str, form: Mapping[str, object], data: Data) -> Callable[[], object]:
    """A function that gives ``data`` as a question of ``kind`` reads it."""
    return lambda: _question("", kind, form).read(from_data(data))


def _must_be_consistent(key: KeyData) -> None:
    name, question = key["question"], asked(key)
    mistakes = [("a likely mistake", wrong["answer"]) for wrong in key["wrong"]]
    for role, answer in [("the answer", key["answer"]), *mistakes]:
        verdict = question.readable(from_data(answer))
        if verdict.outcome != "readable":
            raise WorkbookError(f"{name}: {role} cannot be read. {verdict.reply}")
    if question.judge(from_data(key["answer"])).outcome != "right":
        raise WorkbookError(f"{name}: the answer is not judged right by its own key.")
    for wrong in key["wrong"]:
        if not 0 <= wrong["credit"] < 1:
            raise WorkbookError(f"{name}: the credit of a likely mistake is {wrong['credit']}; give 0 to below 1.")
        if question.judge(from_data(wrong["answer"])).credit != wrong["credit"]:
            raise WorkbookError(
                f"{name}: the likely mistake {from_data(wrong['answer'])} is as good as another answer of the key."
            )
