"""Pairs: to each name one option."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from ..questions import Example, PanelField, Question, example_of, few, pairs_of


@dataclass(frozen=True)
class Match(Question[Mapping[str, str]]):
    """To each of ``left`` (name: text) one of ``right`` (letter: text)."""

    left: Mapping[str, str] = field(kw_only=True)
    right: Mapping[str, str] = field(kw_only=True)

    def panel_field(self) -> PanelField:
        return {"field": "pairs", "left": pairs_of(self.left), "options": pairs_of(self.right)}

    def wanted(self) -> str:
        first, letter = next(iter(self.left)), next(iter(self.right))
        return f'pairs such as {{"{first}": "{letter}"}}, for each of {", ".join(self.left)}'

    def read(self, response: object) -> dict[str, str] | None:
        if not isinstance(response, (Mapping, pd.Series)):
            return None
        pairs = {str(name).strip(): str(letter).strip().lower() for name, letter in few(response.items())}
        return pairs if pairs.keys() == self.left.keys() and set(pairs.values()) <= self.right.keys() else None

    def next_step(self, value: Mapping[str, str]) -> str:
        answer = self.answer()
        right = sum(value[name] == answer[name] for name in value)
        return f'{right} of {len(value)} pairs fit. wb.hint("{self.id}") has a first step.'

    def write(self, value: Mapping[str, str]) -> str:
        return ", ".join(f"{name} {letter}" for name, letter in value.items())


EXAMPLES = (
    Example(
        example_of(Match, {"1": "b", "2": "a"}, left={"1": "one", "2": "two"}, right={"a": "A", "b": "B", "c": "C"}),
        right=({"1": "b", "2": "A "}, {1: "b", 2: "a"}, pd.Series({"1": "b", "2": "a"})),
        near=(({"1": "b", "2": "c"}, "1 of 2 pairs fit"),),
        unreadable=({"1": "b"}, {"1": "b", "2": "d"}, {"1": "b", "2": "a", "3": "c"}, ["b", "a"], "b, a"),
    ),
)
