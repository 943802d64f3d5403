"""What a student's own run of the notebook gave, as the file beside the receipt says, held against the grader's run.

The student can write anything there: it is compared and shown, and decides nothing.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..assignments.answers import Data
from .clean_text import legible
from .remarks import Remark, remark

LONGEST_VALUE = 60  # characters of a value in a sentence
CLOSE = 1e-9  # relative: so far two machines may be apart
UNREADABLE = "something that cannot be an answer"


@dataclass(frozen=True)
class OwnRun:
    """The ``answers`` by name that a student's own run gave, and the hash of the ``notebook`` that was run."""

    notebook: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)

    @property
    def as_text(self) -> str:
        """All of it as text, to tell one from another."""
        return f"{self.notebook} {_text(dict(self.answers))}"


def own_run(receipt: Mapping[str, object], answers: object) -> OwnRun:
    """The OwnRun in a ``receipt`` and in what was read of the ``answers`` beside it; a blank one if either is no such.

    >>> own_run({"notebook": {"hash": "sha256:1"}}, {"q1": 3}).answers
    {'q1': 3}
    """
    notebook = receipt.get("notebook")
    mark = notebook.get("hash") if isinstance(notebook, dict) else None
    return OwnRun(mark, answers) if isinstance(mark, str) and isinstance(answers, dict) else OwnRun()


def differences(own: OwnRun, submission: str, answers: Mapping[str, Data], questions: Iterable[str]) -> list[Remark]:
    """Where does a student's ``own`` run differ from the grader's ``answers`` to the ``questions``?

    Nothing is compared if the notebook whose hash is ``submission`` is not the one that the student ran.

    >>> print(*differences(OwnRun("x", {"q1": 3, "q2": "b"}), "x", {"q1": 4, "q2": "b"}, ["q1", "q2"]))
    The student's own run of the notebook gave 3 for q1; the run for grading gave 4, which counts.
    """
    if own.notebook != submission:
        return []
    pairs = {name: (own.answers[name], answers.get(name)) for name in questions if name in own.answers}
    return [
        remark("answers-differ", question=name, student=_in_words(student), grader=_in_words(grader))
        for name, (student, grader) in pairs.items()
        if not _alike(student, grader)
    ]


def _alike(own: object, graded: object) -> bool:
    """Do two values of JSON say the same? Those that cannot be compared do not."""
    if own in (None, "") or graded in (None, ""):
        return own in (None, "") and graded in (None, "")
    if isinstance(own, bool) or isinstance(graded, bool):
        return own is graded
    if isinstance(own, (int, float)) and isinstance(graded, (int, float)):
        try:
            return math.isclose(own, graded, rel_tol=CLOSE, abs_tol=1e-12)
        except OverflowError:
            return False
    if isinstance(own, list) and isinstance(graded, list):
        return len(own) == len(graded) and all(map(_alike, own, graded))
    if isinstance(own, dict) and isinstance(graded, dict):
        return own.keys() == graded.keys() and all(_alike(own[name], graded[name]) for name in own)
    return type(own) is type(graded) and own == graded


def _in_words(value: object) -> str:
    if value in (None, ""):
        return "no answer"
    if isinstance(value, dict):
        if "unreadable" in value:
            return UNREADABLE
        value = value.get("pairs", value)
    text = " ".join(legible(_text(value)).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1].rstrip()}…"


def _text(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return UNREADABLE
