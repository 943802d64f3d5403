"""What a reader is told after an answer: one of four outcomes and one next step."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["right", "not yet", "not tried", "cannot tell", "readable"]

OUTCOMES: dict[Outcome, str] = {
    "right": "Right.",
    "not yet": "Not yet.",
    "not tried": "Not tried yet.",
    "cannot tell": "Cannot tell.",
}
READABLE: dict[Outcome, str] = {**OUTCOMES, "readable": "Can be read:"}  # of a graded question, before it is graded


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check: ``outcome`` is a key of OUTCOMES, ``reply`` says what is next.

    ``credit`` is the share of the points, 0 to 1, where the question has points.

    >>> Verdict("07-1", "right", "83.1 percent is what the data give.", 1.0)
    07-1 · Right. 83.1 percent is what the data give.
    """

    question: str
    outcome: Outcome
    reply: str
    credit: float = 0.0

    def __repr__(self) -> str:
        return f"{self.question} · {OUTCOMES[self.outcome]} {self.reply}"

    def _repr_markdown_(self) -> str:
        return f"{self.question} · **{OUTCOMES[self.outcome]}** {self.reply}"
