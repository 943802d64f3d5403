"""Loading: a dataset by its name becomes an ordinary DataFrame with typed columns."""

import pandas as pd

from .cards import card
from .folders import names, own_names, remembered
from .tables import reason_of, texts, typed
from .validate import must_be_valid


def datasets() -> pd.DataFrame:
    """Which datasets are there?

    Returns one row per dataset: ``dataset``, ``title``, ``rows``, ``one_row_is``, ``first`` and ``last``
    (the dates of the first and the last row, as text).

    Raises WorkbookError if a folder that WORKBOOK_DATA names does not exist, and BadData for a card or table there
    that cannot be read.

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


def load(name: str, reasons: bool = False) -> pd.DataFrame:
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
            table.insert(list(table).index(column) + 1, f"{column}_missing", why[column])
    table.attrs["dataset"] = name
    return table


@remembered
def missing_reasons(name: str) -> pd.DataFrame:
    """Why is a value missing? One column of reasons for each column of ``name`` that has gaps; not to be changed.

    Reasons are blank where there is a value. Raises UnknownName and BadData as ``load`` does.

    >>> set(missing_reasons("trade")["total_usd_million"]) == {"", "not found", "not reported"}
    True
    """
    gaps, cells = {}, cells_of(name)
    for column in card(name).columns.values():
        reasons = pd.Series([reason_of(cell, column) for cell in cells[column.name]], index=cells.index, dtype=str)
        if (reasons != "").any():
            gaps[column.name] = reasons
    return pd.DataFrame(gaps, index=cells.index)


@remembered
def _raw(name: str) -> pd.DataFrame:
    return texts(card(name).csv)


@remembered
def cells_of(name: str) -> pd.DataFrame:
    """The cells of the dataset called ``name`` as text, exactly as they stand in its file; not to be changed.

    Raises UnknownName and BadData as ``load`` does.

    >>> cells_of("trade").loc[0, "year"]
    '1990'
    """
    # The workbook's own datasets are checked by the tests and by `workbook doctor`, not in every session.
    if name in own_names():
        must_be_valid(card(name))
    return _raw(name)


@remembered
def _typed(name: str) -> pd.DataFrame:
    raw, gaps = cells_of(name), missing_reasons(name)
    return pd.DataFrame(
        {
            column.name: typed(
                raw[column.name].mask(gaps[column.name] != "") if column.name in gaps else raw[column.name], column
            )
            for column in card(name).columns.values()
        }
    )
