"""A control for columns whose cells hold several words, such as the themes of a claim."""

import json
from typing import TYPE_CHECKING, Any

from .controls import Choice

if TYPE_CHECKING:
    import pandas as pd


class Listed(Choice[str]):
    """One of several ``options``; keeps the rows whose list, joined by semicolons, holds it."""

    def mask(self, values: "pd.Series[Any]", value: str) -> "pd.Series[bool]":
        return values.str.split(";").map(lambda items: value in items).astype(bool) | (value == self.everything)

    def vega_filter(self, field: str) -> str:
        test = f"indexof(split(datum[{field!r}], ';'), {json.dumps(list(self.options))}[{self.name}]) >= 0"
        return f"{self.name} == {list(self.options).index(self.everything)} || {test}" if self.everything else test
