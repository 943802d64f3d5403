"""Single rows: found by their key, told in one line, with the works that they rest on."""

from collections.abc import Sequence
from typing import TypeAlias

import pandas as pd

from ..base.errors import UnknownName, unknown
from .cards import card
from .loading import cells_of
from .records import works
from .shared import vocabulary

Cells: TypeAlias = "pd.Series[str]"  # the cells of one row, by column
RowKey: TypeAlias = str | int | Sequence[object]  # a value, the values in order, or text with commas between them


def row_of(dataset: str, key: RowKey) -> Cells:
    """Which row of ``dataset`` has the ``key``: a value, a tuple, or text with commas?

    Returns its cells by column, all as text. Raises UnknownName, with keys that exist, if there is none, or if the
    key has another number of parts than the dataset's.

    >>> row_of("trade", "2010,CHN,kotra")["total_usd_million"]
    '3470'
    """
    columns = list(card(dataset).key)
    table = cells_of(dataset)
    parts = [str(part).strip() for part in (key if isinstance(key, tuple | list) else str(key).split(","))]
    if len(parts) != len(columns):
        raise UnknownName(f"A row of {dataset} is named by {', '.join(columns)}; you gave {key!r}.")
    match = (table[columns] == parts).all(axis="columns")
    if not match.any():
        raise unknown("row", ",".join(parts), [",".join(cells) for cells in table[columns].values])
    return table[match].iloc[0]


def key_of(dataset: str, row: Cells) -> str:
    """The key of ``row`` as text, its parts joined by commas.

    >>> key_of("trade", row_of("trade", (2010, "CHN", "kotra")))
    '2010,CHN,kotra'
    """
    return ",".join(row[column] for column in card(dataset).key)


def in_one_line(dataset: str, row: Cells) -> str:
    """What does ``row`` say, in one line? The cells that the card names, numbers with the name of their column.

    >>> in_one_line("trade", row_of("trade", "2010,CHN,kotra"))
    '2010 · CHN · kotra · total_usd_million 3470 · share_of_total_percent 83.1'
    """
    dataset_card = card(dataset)
    gaps = {"", *(f"[{reason}]" for reason in vocabulary()["missing"])}
    parts = []
    for name in dataset_card.shows:
        if row[name] not in gaps:
            number = dataset_card.columns[name].type in ("integer", "number") or name.startswith("vote_")
            parts.append(f"{name} {row[name]}" if number else row[name].replace(";", ", "))
    return " · ".join(parts)


def sources_of(row: Cells) -> list[str]:
    """The works that a row rests on, as keys of the dataset works; none where none was found.

    >>> sources_of(row_of("trade", "2010,WLD,kotra"))
    ['mbn-2011']
    """
    return [key for key in row["source"].split(";") if key in works().index]
