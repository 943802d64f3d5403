"""A control for columns whose cells hold several words, such as the themes of a claim."""

import json
from dataclasses import dataclass

from .controls import Choice


@dataclass(frozen=True)
class Listed(Choice):
    """One of several ``options``; keeps the rows whose list, joined by semicolons, holds it."""

    def selects(self, values, value):
        return values.str.split(";").map(lambda items: value in items).astype(bool) | (value == self.everything)

    def keeps(self, field):
        test = f"indexof(split(datum[{field!r}], ';'), {json.dumps(list(self.options))}[{self.name}]) >= 0"
        return f"{self.name} == {list(self.options).index(self.everything)} || {test}" if self.everything else test
