"""All options in the right order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..questions import Example, PanelField, Question, example_of, letters_in, pairs_of


@dataclass(frozen=True)
class Order(Question[Sequence[str]]):
    """All of ``options`` (letter: text) in the right order; ``along`` says which: “from the first to the last”."""

    options: Mapping[str, str] = field(kw_only=True)
    along: str = "from the first to the last"

    def panel_field(self) -> PanelField:
        return {"field": "order", "options": pairs_of(self.options)}

    def wanted(self) -> str:
        return f'all {len(self.options)} letters {self.along}, such as "{"".join(self.options)}"'

    def read(self, response: object) -> tuple[str, ...] | None:
        letters = tuple(letters_in(response))
        return letters if sorted(letters) == sorted(self.options) else None

    def same(self, value: Sequence[str], answer: Sequence[str]) -> bool:
        return tuple(value) == tuple(answer)

    def next_step(self, value: Sequence[str]) -> str:
        right = sum(letter == wanted for letter, wanted in zip(value, self.answer(), strict=True))
        return f'{right} of {len(value)} stand in their place. wb.hint("{self.id}") has a first step.'

    def write(self, value: Sequence[str]) -> str:
        return ", ".join(value)


EXAMPLES = (
    Example(
        example_of(Order, ("c", "a", "b"), options={"a": "A", "b": "B", "c": "C"}),
        right=("cab", "c, a, b", "c, a and b", "c, then a, then b", ["c", "a", "b"], ("C", "A", "B")),
        near=(("cba", "1 of 3 stand in their place"), ("abc", "0 of 3 stand in their place")),
        unreadable=("ca", "caa", "cabd", 312),
    ),
)
