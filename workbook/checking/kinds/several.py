"""Any number of several options."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ..questions import Example, PanelField, Question, example_of, letters_in, pairs_of


@dataclass(frozen=True)
class Several(Question[Collection[str]]):
    """Any number of ``options`` (letter: text); all that fit and no other."""

    options: Mapping[str, str] = field(kw_only=True)

    def panel_field(self) -> PanelField:
        return {"field": "several", "options": pairs_of(self.options)}

    def wanted(self) -> str:
        return f'one or more letters, such as ["{next(iter(self.options))}"]; possible are {", ".join(self.options)}'

    def read(self, response: object) -> frozenset[str] | None:
        letters = frozenset(letters_in(response))
        return letters if letters and letters <= self.options.keys() else None

    def same(self, value: Collection[str], answer: Collection[str]) -> bool:
        return frozenset(value) == frozenset(answer)

    def next_step(self, value: Collection[str]) -> str:
        fitting = len(frozenset(value) & frozenset(self.answer()))
        return f'{fitting} of your {len(value)} fit, and the list may not be complete. wb.hint("{self.id}") helps.'

    def write(self, value: Collection[str]) -> str:
        return ", ".join(sorted(value))


EXAMPLES = (
    Example(
        example_of(Several, {"a", "c"}, options={"a": "A", "b": "B", "c": "C"}),
        right=("a, c", "a and c", "(a) and (c)", "A, and C.", ["C", "A"], {"a", "c"}),
        near=(("a, b", "1 of your 2 fit"), (["a"], "1 of your 1 fit")),
        unreadable=("d", "a, d", 2, []),
    ),
)
