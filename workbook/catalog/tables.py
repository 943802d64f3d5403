"""Tables: the cells of a CSV file as text, and what a card makes of them."""

import csv
from pathlib import Path

import pandas as pd

from ..base.errors import BadData
from .cards import Column
from .shared import vocabulary


def reason_of(cell: str, column: Column) -> str:
    """The reason why ``cell`` holds no value, or blank text if it holds one.

    >>> reason_of("[not reported]", Column("aid", "number", "Aid.", empty="not found"))
    'not reported'
    """
    if cell == "":
        return column.empty or "not found"
    if cell.startswith("[") and cell[1:-1] in vocabulary()["missing"]:
        return cell[1:-1]
    return ""


def texts(path: Path) -> pd.DataFrame:
    """The cells of the CSV file at ``path`` as text, exactly as they stand: one column per name in its first line.

    Raises BadData, naming the row where there is one, if the file cannot be read as a table.
    """
    try:
        # utf-8-sig: the mark that Excel puts first is not a part of the first column's name.
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file, strict=True)) or [[]]
    except UnicodeDecodeError as error:
        raise BadData(f"{path.name} is not in UTF-8 (byte {error.start}). Save it as “CSV UTF-8”.") from None
    except FileNotFoundError:
        raise BadData(f"{path.parent.name} has a card but no {path.name}.") from None
    except (csv.Error, ValueError) as error:
        raise BadData(f"{path.name} cannot be read as CSV: {error}.") from None
    if not head or not all(head):
        raise BadData(f"{path.name}: the header is empty or leaves a column without a name.")
    if twice := [name for number, name in enumerate(head) if name in head[:number]]:
        raise BadData(f"{path.name}: the header names the column {twice[0]} twice.")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise BadData(f"{path.name}, row {line}: {len(row)} cells where the header has {len(head)}.")
    return pd.DataFrame(rows, columns=head, dtype=str)


def typed(values: pd.Series, column: Column) -> pd.Series:
    """``values`` (text, with gaps) in the type that the card gives ``column``.

    Whole numbers and years become int64, or Int64 where there are gaps; numbers float64; days datetime64, those known
    to the month or year its first day; all else stays text. Raises ValueError for a cell that does not fit.
    """
    if column.type in ("integer", "year"):
        numbers = pd.to_numeric(values)
        return numbers.astype("Int64" if numbers.isna().any() else "int64")
    if column.type == "number":
        return pd.to_numeric(values).astype("float64")
    if column.type in ("date", "partial-date"):
        return pd.to_datetime(values, format="ISO8601")
    return values
