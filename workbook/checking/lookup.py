"""One cell of a table as the kind of value that a question needs: a day, a number, a count, a text."""

import math
from typing import TypeVar

import pandas as pd

T = TypeVar("T")

# What the index of a table calls a row: a key, or one part for each column of the key.
RowKey = str | int | tuple[str | int, ...]


def day_at(table: pd.DataFrame, row: RowKey, column: str) -> pd.Timestamp:
    """Which day stands in ``column`` of the row that the index of ``table`` calls ``row``?

    Raises KeyError if there is no such row or column, and TypeError if no day stands there.
    """
    value = table.loc[row, column]
    if not isinstance(value, pd.Timestamp):
        raise TypeError(f"{column} of {row} is {value!r}, not a day.")
    return value


def number_at(table: pd.DataFrame, row: RowKey, column: str) -> float:
    """Which number stands in ``column`` of the row that the index of ``table`` calls ``row``? A gap is not a number.

    Raises KeyError if there is no such row or column, and ValueError if no number stands there.

    >>> number_at(pd.DataFrame({"share": ["0.5"]}, index=[2010]), 2010, "share")
    0.5
    """
    number = float(str(table.loc[row, column]))
    if math.isnan(number):
        raise ValueError(f"{column} of {row} is a gap, not a number.")
    return number


def count_at(table: pd.DataFrame, row: RowKey, column: str) -> int:
    """Which count stands in ``column`` of the row that the index of ``table`` calls ``row``?

    Raises as ``number_at`` does.
    """
    return int(number_at(table, row, column))


def text_at(table: pd.DataFrame, row: RowKey, column: str) -> str:
    """Which text stands in ``column`` of the row that the index of ``table`` calls ``row``?

    Raises KeyError if there is no such row or column, and TypeError if no text stands there.
    """
    value = table.loc[row, column]
    if not isinstance(value, str):
        raise TypeError(f"{column} of {row} is {value!r}, not a text.")
    return value


def existing(value: T | None) -> T:
    """``value``, which a measure gives where there is one. Raises ValueError where there is none.

    >>> existing(2005)
    2005
    """
    if value is None:
        raise ValueError("The data hold no such value.")
    return value


def pair_signs(ties: pd.DataFrame) -> dict[tuple[str, str], int | None]:
    """Which sign has the tie of each two states, in rows of ``workbook.measures.ties`` of one year? None: not known.

    >>> pair_signs(pd.DataFrame({"first": ["CHN"], "second": ["RUS"], "sign": [1.0]}))
    {('CHN', 'RUS'): 1}
    """
    pairs = zip(ties["first"].astype(str), ties["second"].astype(str), strict=True)
    return dict(zip(pairs, (None if pd.isna(sign) else int(sign) for sign in ties["sign"]), strict=True))
