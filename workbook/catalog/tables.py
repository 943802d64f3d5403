"""Loading: a dataset's file becomes an ordinary DataFrame with typed columns."""

import csv

import pandas as pd

from .cards import card, vocabulary
from .errors import BadData
from .places import names, own_names, remembered


def datasets():
    """Which datasets are there?

    Returns one row per dataset: ``dataset``, ``title``, ``rows``, ``one_row_is``, ``first`` and ``last``
    (the dates of the first and the last row, as text).

    >>> "trade" in set(datasets()["dataset"])
    True
    """
    cards = [card(name) for name in names()]
    return pd.DataFrame(
        {
            "dataset": [c.name for c in cards],
            "title": [c.title for c in cards],
            # Counted in the file itself, so that a draft which breaks rules is listed too.
            "rows": [len(_raw(c.name)) for c in cards],
            "one_row_is": [c.one_row_is for c in cards],
            "first": [c.covers[0] for c in cards],
            "last": [c.covers[1] for c in cards],
        }
    )


def load(name, reasons=False):
    """Which rows does the dataset called ``name`` hold?

    Returns a new DataFrame with one row per unit of the dataset (``wb.about(name)`` says what that is).
    A missing value is missing, never 0. With ``reasons=True`` every column that has gaps is followed by
    ``<column>_missing``, which says why: not reported, not found, not applicable, outside coverage.
    Dates known only to the month or year stand at its first day; the column ``date_precision`` tells.

    Raises UnknownName, with the nearest name, if there is no such dataset, and BadData if a dataset of your own
    (a folder that WORKBOOK_DATA names) breaks a rule.

    >>> load("trade").columns[0]
    'year'
    """
    table = _typed(name).copy()
    if reasons:
        why = missing_reasons(name)
        for column in why:
            table.insert(table.columns.get_loc(column) + 1, f"{column}_missing", why[column])
    table.attrs["dataset"] = name
    return table


@remembered
def missing_reasons(name):
    """Why is a value missing? One column of reasons for each column of ``name`` that has gaps.

    Reasons are blank where there is a value.
    """
    found, cells = {}, cells_of(name)
    for column in card(name).columns.values():
        reasons = cells[column.name].map(lambda cell, column=column: reason_of(cell, column))
        if (reasons != "").any():
            found[column.name] = reasons
    return pd.DataFrame(found, index=cells.index)


def reason_of(cell, column):
    """The reason why ``cell`` holds no value, or blank text if it holds one."""
    if cell == "":
        return column.empty or "not found"
    if cell.startswith("[") and cell[1:-1] in vocabulary()["missing"]:
        return cell[1:-1]
    return ""


def texts(path):
    """The cells of the CSV file at ``path`` as text, exactly as they stand. Raises BadData if it cannot be read."""
    try:
        # utf-8-sig: the mark that Excel puts first is not a part of the first column's name.
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file, strict=True)) or [[]]
    except UnicodeDecodeError as error:
        raise BadData(f"{path.name} is not in UTF-8 (byte {error.start}). Save it as «CSV UTF-8».") from None
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


@remembered
def _raw(name):
    return texts(card(name).csv)


@remembered
def cells_of(name):
    """The cells of the dataset called ``name`` as text, exactly as they stand in its file; not to be changed."""
    # The workbook's own datasets are checked by the tests and by `workbook doctor`, not in every session.
    if name in own_names():
        from .validate import must_be_valid

        must_be_valid(card(name))
    return _raw(name)


@remembered
def _typed(name):
    raw, gaps = cells_of(name), missing_reasons(name)
    return pd.DataFrame(
        {
            column.name: typed(
                raw[column.name].mask(gaps[column.name] != "") if column.name in gaps else raw[column.name], column
            )
            for column in card(name).columns.values()
        }
    )


def typed(values, column):
    """``values`` (text, with gaps) in the type that the card gives ``column``."""
    if column.type in ("integer", "year"):
        numbers = pd.to_numeric(values)
        return numbers.astype("Int64" if numbers.isna().any() else "int64")
    if column.type == "number":
        return pd.to_numeric(values).astype("float64")
    if column.type in ("date", "partial-date"):
        return pd.to_datetime(values, format="ISO8601")
    return values
