"""One of several options."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..questions import Example, PanelField, Question, example_of, pairs_of


@dataclass(frozen=True)
class Choice(Question[str]):
    """One of ``options`` (letter: text)."""

    options: Mapping[str, str] = field(kw_only=True)

    def panel_field(self) -> PanelField:
        return {"field": "one", "options": pairs_of(self.options)}

    def wanted(self) -> str:
        return "one letter: " + ", ".join(f'"{letter}"' for letter in self.options)

    def read(self, response: object) -> str | None:
        letter = response.strip().strip("().").lower() if isinstance(response, str) else ""
        return letter if letter in self.options else None

    def write(self, value: str) -> str:
        return f"{value} ({self.options[value]})"


EXAMPLES = (
    Example(
        example_of(Choice, "b", options={"a": "A", "b": "B", "c": "C"}),
        right=("b", " (B) ", "b."),
        near=(("a", "You gave a (A)"), (" C", "You gave c (C)")),
        unreadable=("d", "ab", 2, ["b"]),
    ),
)
