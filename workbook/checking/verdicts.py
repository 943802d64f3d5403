"""What a reader is told after an answer: one of four outcomes and one next step."""

from dataclasses import dataclass

OUTCOMES = {
    "right": "Right.",
    "not yet": "Not yet.",
    "not tried": "Not tried yet.",
    "cannot tell": "Cannot tell.",
}
READABLE = {**OUTCOMES, "readable": "Can be read:"}  # of a graded question, before it is graded


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check: ``outcome`` is a key of OUTCOMES, ``reply`` says what is next.

    ``credit`` is the share of the points, 0 to 1, where the question has points.
    """

    question: str
    outcome: str
    reply: str
    credit: float = 0.0

    def __repr__(self):
        return f"{self.question} · {OUTCOMES[self.outcome]} {self.reply}"

    def _repr_markdown_(self):
        return f"{self.question} · **{OUTCOMES[self.outcome]}** {self.reply}"
