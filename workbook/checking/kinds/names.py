"""A set of names."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

import pandas as pd

from ..questions import MOST_BOXES, Example, PanelField, Question, example_of, items_of


@dataclass(frozen=True)
class Names(Question[Collection[str]]):
    """A set of names, in any order; ``allowed`` are the names that exist."""

    allowed: tuple[str, ...] = field(kw_only=True)

    def panel_field(self) -> PanelField:
        if len(self.allowed) > MOST_BOXES:
            return {"field": "line"}
        return {"field": "several", "options": [(name, name) for name in self.allowed]}

    def wanted(self) -> str:
        return f'a list of names such as ["{self.allowed[0]}"]; possible are {", ".join(self.allowed)}'

    def read(self, response: object) -> frozenset[str] | None:
        spelled = {name.lower(): name for name in self.allowed}
        items = items_of(response) if not isinstance(response, str) else []
        for item in response.replace(";", ",").split(",") if isinstance(response, str) else ():
            # A name may hold an “and” of its own, so the whole of it is looked up first.
            items += [item] if item.strip().lower() in spelled else _parted(item)
        names = [spelled.get(str(item).strip().lower(), "") for item in items]
        return frozenset(names) if names and all(names) else None

    def same(self, value: Collection[str], answer: Collection[str]) -> bool:
        return frozenset(value) == frozenset(answer)

    def next_step(self, value: Collection[str]) -> str:
        fitting, wanted = len(frozenset(value) & frozenset(self.answer())), len(self.answer())
        return f'{fitting} of your {len(value)} belong there; the data give {wanted}. wb.hint("{self.id}") helps.'

    def write(self, value: Collection[str]) -> str:
        return ", ".join(sorted(value))


def _parted(text: str) -> list[str]:
    """The names that an “and” joins."""
    return re.split(r"\band\s", re.sub(r"^\s*and\s", "", text))


EXAMPLES = (
    Example(
        example_of(Names, {"CHN", "RUS"}, allowed=("CHN", "RUS", "PRK")),
        right=("rus; chn", "CHN and RUS", "RUS, and CHN", ["CHN", "RUS"], {"RUS", "CHN"}, pd.Series(["RUS", "CHN"])),
        near=((["CHN"], "1 of your 1 belong there; the data give 2"), ("CHN, PRK", "1 of your 2 belong there")),
        unreadable=(["CHN", "XXX"], "China", 2, []),
    ),
)
