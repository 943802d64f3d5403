"""A table."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from ..questions import Example, PanelField, Question, example_of


@dataclass(frozen=True)
class Table(Question[pd.DataFrame]):
    """A table with certain ``columns``; the order of rows and columns and the index do not matter.

    Numbers are right within ``tolerance``.
    """

    key_settings: ClassVar[tuple[str, ...]] = ("tolerance",)

    columns: tuple[str, ...] = field(kw_only=True)
    tolerance: float = 1e-6

    def panel_field(self) -> PanelField:
        return {"field": "code"}

    def wanted(self) -> str:
        return f"a DataFrame with the columns {', '.join(self.columns)}"

    def read(self, response: object) -> pd.DataFrame | None:
        if isinstance(response, pd.Series):
            response = response.to_frame()
        if not isinstance(response, pd.DataFrame):
            return None
        # What stands in the index may be one of the columns.
        table = response if set(self.columns) <= set(response.columns) else response.reset_index()
        if not set(self.columns) <= set(table.columns):
            return None
        return _in_order(table[list(self.columns)])

    def same(self, value: pd.DataFrame, answer: pd.DataFrame) -> bool:
        answer = _in_order(answer[list(self.columns)])
        return len(value) == len(answer) and not self._differing(value, answer)

    def next_step(self, value: pd.DataFrame) -> str:
        answer = _in_order(self.answer()[list(self.columns)])
        if len(value) != len(answer):
            more = "more" if len(value) < len(answer) else "fewer"
            return f'You gave {len(value)} rows; the data give {more}. wb.hint("{self.id}") has a first step.'
        columns = " and ".join(self._differing(value, answer))
        return f'The number of rows is right; look at {columns}. wb.hint("{self.id}") has a first step.'

    def write(self, value: pd.DataFrame) -> str:
        return f"a table of {len(value)} rows"

    def _differing(self, value: pd.DataFrame, answer: pd.DataFrame) -> list[str]:
        """The columns in which two tables of equal length differ."""
        return [name for name in self.columns if not _alike(value[name], answer[name], self.tolerance)]


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with its rows in one order, whatever they were."""
    return table.sort_values(list(table.columns), key=lambda cells: cells.astype(str), ignore_index=True)


def _alike(value: pd.Series, answer: pd.Series, tolerance: float) -> bool:
    """Whether two columns are the same: numbers within ``tolerance``, all else as text."""
    first, second = pd.to_numeric(value, errors="coerce"), pd.to_numeric(answer, errors="coerce")
    if second.notna().any():
        return bool((((first - second).abs() <= tolerance) | (first.isna() & second.isna())).all())
    return bool((value.astype(str) == answer.astype(str)).all())


ROWS = pd.DataFrame({"year": [2010, 2011, 2012], "share": [0.83, 0.89, np.nan], "who": ["CHN", "CHN", "RUS"]})
EXAMPLES = (
    Example(
        example_of(Table, ROWS, columns=("year", "share")),
        right=(
            ROWS,
            ROWS.sample(frac=1, random_state=1)[["share", "who", "year"]],
            ROWS.set_index("year"),
            ROWS.assign(share=ROWS["share"] + 1e-9),
            ROWS.set_index("year")["share"],
        ),
        near=(
            (ROWS.head(2), "You gave 2 rows; the data give more"),
            (ROWS.assign(share=1.0), "The number of rows is right; look at share"),
        ),
        unreadable=(ROWS[["who"]], [1, 2], "a table"),
    ),
)
