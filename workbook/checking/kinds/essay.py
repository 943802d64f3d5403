"""A text that a reader judges."""

from dataclasses import dataclass
from typing import ClassVar

from ...base import Page
from ..questions import Example, PanelField, Question, example_of
from ..verdicts import Verdict


@dataclass(frozen=True)
class Essay(Question[str]):
    """A text that a reader judges; ``words`` says how long (least, most). It is kept, and gets no points here."""

    in_exercises: ClassVar[bool] = False  # an exercise has essays with rubrics of their own

    words: tuple[int, int] = (80, 200)

    def panel_field(self) -> PanelField:
        return {"field": "text"}

    def wanted(self) -> str:
        return f"a text of {self.words[0]} to {self.words[1]} words, in quotation marks"

    def read(self, response: object) -> str | None:
        return response if type(response) is str else None

    def _compared(self, value: str) -> Verdict:
        count, (least, most) = len(value.split()), self.words
        side = f"; fewer than the {least} asked for" if count < least else ""
        side = f"; more than the {most} asked for" if count > most else side
        return Verdict(self.id, "cannot tell", f"Your text has {count} words{side}. A reader judges it.")

    def solve(self) -> Page:
        """What a good text does."""
        return Page(self.solution)


EXAMPLES = (
    Example(
        example_of(Essay, "A text."),
        right=(),  # a reader judges it
        near=(),
        unreadable=(5, b"text", ["a", "text"]),
    ),
)
