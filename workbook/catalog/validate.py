"""The rules that every dataset keeps, its card and its rows; those of the workbook keep the house rules too."""

import contextlib
import datetime
import re
from collections.abc import Collection, Iterator

import pandas as pd

from ..base.errors import BadData
from ..base.shipped import folder
from .cards import Card, Column, card, read_card
from .folders import home, names
from .house_rules import house_problems
from .shared import vocabulary
from .tables import reason_of, texts

TO_DO = "TO DO"  # how a draft marks what a person has to fill in
SILENCE = "is not evidence that nothing happened"  # what a record says of the time after it ends
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
PRECISION = {4: "year", 7: "month", 10: "day"}


def problems(card: Card, works: Collection[str] | None = None) -> list[str]:
    """What is wrong with a dataset? One sentence per problem, naming row and column; none means valid.

    ``works`` is the set of source keys that exist (``works_keys()``); without it source columns are not resolved.
    A dataset in the workbook's own folder is held against the house rules too.

    Raises BadData if the table cannot be read at all.

    >>> problems(read_card(folder("datasets") / "trade"))
    []
    """
    sentences = list(_card_problems(card))
    table = texts(card.csv)
    missing = [name for name in card.columns if name not in table]
    unlisted = [str(name) for name in table if name not in card.columns]
    if missing:
        sentences.append(f"{card.name}.csv lacks the column {', '.join(missing)} that the card describes.")
    if unlisted:
        sentences.append(f"{card.name}.csv has the column {', '.join(unlisted)} that the card does not describe.")
    if missing or unlisted:
        return sentences
    sentences += row_problems(card, table, works)
    if card.folder.parent.resolve() == folder("datasets"):
        sentences += house_problems(card, table, works)
    return sentences


def row_problems(card: Card, table: pd.DataFrame, works: Collection[str] | None = None) -> list[str]:
    """What is wrong with the rows of ``table``, whose columns are those of ``card`` and whose cells are text?

    One sentence per problem; ``works`` as for ``problems``.
    """
    sentences = []
    for column in card.columns.values():
        for row, cell in enumerate(table[column.name], start=2):
            if reason := _cell_problem(cell, column, works):
                sentences.append(f"{card.name}.csv, row {row}, column {column.name}: {reason}")
    sentences += _key_problems(card, table)
    sentences += _date_problems(card, table)
    sentences += _order_problems(card, table)
    return sentences


def _card_problems(card: Card) -> Iterator[str]:
    where = f"{card.name}/card.toml"
    for column in card.columns.values():
        yield from _column_problems(column, f"{where}, column {column.name}")
    for entry in ("title", "one_row_is", "licence", "method"):
        if not getattr(card, entry).strip():
            yield f"{where}: {entry} is blank."
    for entry in ("title", "one_row_is", "licence", "terms", "method", "covers", "sources", "caveats"):
        if TO_DO in str(getattr(card, entry)):
            yield f"{where}: {entry} is not yet filled in (it says “{TO_DO}”)."
    for needed in ("source", "check"):
        if needed not in card.columns:
            yield f"{where}: the column {needed} is missing; every row has a source and a check status."
    for role, columns in (
        ("key", card.key),
        ("entry dated_by", filter(None, [card.dated_by])),
        ("entry sorted_by", filter(None, [card.sorted_by])),
        ("entry shows", [name for name in card.shows if name not in card.key]),
    ):
        for name in columns:
            if name not in card.columns:
                yield f"{where}: the {role} names {name}, which is not a column."
    yield from _record_problems(card, where)
    yield from _row_ids_problems(card, where)


def _column_problems(column: Column, where: str) -> Iterator[str]:
    if not column.meaning.strip():
        yield f"{where}: the meaning is blank."
    for entry in ("meaning", "unit", "empty"):
        if getattr(column, entry).strip().startswith(TO_DO):
            yield f"{where}: {entry} is not yet filled in (it says “{TO_DO}”)."
    if column.type == "choice" and not column.values:
        yield f"{where}: a choice needs its values."
    if column.type in ("integer", "number") and not column.unit:
        yield f"{where}: a number needs a unit."
    if column.empty and not column.empty.startswith(TO_DO) and column.empty not in vocabulary()["missing"]:
        yield f"{where}: “{column.empty}” is not a reason; the reasons are {', '.join(vocabulary()['missing'])}."


def _record_problems(card: Card, where: str) -> Iterator[str]:
    caveats, last = "\n".join(card.caveats), card.covers[1][:4]
    if card.kind == "record" and (SILENCE not in caveats or last not in caveats):
        yield (
            f"{where}: a record says in its caveats where it ends and that silence proves nothing, such as “The last "
            f"year is {last}. Nothing found later {SILENCE}.”; one of the caveats should name {last}, and one should "
            f"say “{SILENCE}”."
        )


def _row_ids_problems(card: Card, where: str) -> Iterator[str]:
    if not card.row_ids:
        return
    if len(card.key) != 1:
        yield f"{where}: row_ids is for a key of one column; the key is {' + '.join(card.key)}."
    try:
        re.compile(card.row_ids)
    except re.error as error:
        yield f"{where}: row_ids “{card.row_ids}” is not a regular expression: {error}."


def _cell_problem(cell: str, column: Column, works: Collection[str] | None) -> str:
    """Why ``cell`` cannot stand in ``column``; blank if it can."""
    if cell != cell.strip():
        return f"“{cell}” begins or ends with a space."
    if cell == "" and not column.empty:
        return "is empty, and the card gives no reason for an empty cell (empty = …)."
    if column.empty and cell == f"[{column.empty}]":
        return f"“{cell}” is what an empty cell means here; leave it empty."
    if reason_of(cell, column):
        return ""
    items = cell.split(";") if column.type in ("list", "source") else [cell]
    if column.values and (strange := [item for item in items if item not in column.values]):
        return f"“{strange[0]}” is not one of {', '.join(column.values)}."
    if column.type == "source" and works is not None and (strange := [item for item in items if item not in works]):
        return f"the source “{strange[0]}” is not in works."
    if not has_type(cell, column.type):
        return f"“{cell}” is not a valid {column.type}."
    return ""


def has_type(cell: str, kind: str) -> bool:
    """Can the text ``cell`` be read as the type ``kind``?

    >>> has_type("2023-02-29", "date"), has_type("2024-02", "partial-date")
    (False, True)
    """
    try:
        if kind in ("integer", "year"):
            return str(int(cell)) == cell
        if kind == "number":
            return float(cell) == float(cell) and "_" not in cell
        if kind == "date":
            return len(cell) == 10 and _is_day(cell)
        if kind == "partial-date":
            return bool(PARTIAL_DATE.fullmatch(cell)) and _is_day(cell + "-01-01"[len(cell) - 4 :])
        if kind == "url":
            return cell.startswith(("http://", "https://"))
    except ValueError:
        return False
    return True


def _is_day(cell: str) -> bool:
    # A slip such as 0205 for 2025 is a date to Python, but none of this subject; pandas 2 cannot hold it either.
    return 1700 <= datetime.date.fromisoformat(cell).year <= 2200


def _key_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    key = [column for column in card.key if column in table]
    if not key:
        return
    for row, cells in enumerate(zip(*(table[column] for column in key), table.duplicated(key), strict=True), start=2):
        if cells[-1]:
            value = ", ".join(cells[:-1])
            yield f"{card.name}.csv, row {row}: the key {' + '.join(key)} = {value} appears twice."
    if card.row_ids and len(key) == 1:
        with contextlib.suppress(re.error):
            if not any(re.fullmatch(card.row_ids, cell) for cell in table[key[0]]):
                yield f"{card.name}/card.toml: row_ids “{card.row_ids}” fits no cell of {key[0]}."


def _date_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    if card.dated_by in table:
        dates = sorted(cell for cell in table[card.dated_by] if cell[:4].isdigit())
        if dates and (dates[0], dates[-1]) != card.covers:
            yield (
                f"{card.name}/card.toml says it covers {card.covers[0]} to {card.covers[1]}, "
                f"the rows reach from {dates[0]} to {dates[-1]}."
            )
    for column in card.columns.values():
        precision = f"{column.name}_precision"
        if column.type == "partial-date" and precision in table:
            for row, (date, stated) in enumerate(zip(table[column.name], table[precision], strict=True), start=2):
                if date[:4].isdigit() and PRECISION.get(len(date)) != stated:
                    yield f"{card.name}.csv, row {row}, column {precision}: says {stated}, the date is {date}."


def _order_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    before = ""
    if card.sorted_by not in table:
        return
    for row, cell in enumerate(table[card.sorted_by], start=2):
        if cell[:4].isdigit():
            if cell < before:
                yield (
                    f"{card.name}.csv, row {row}, column {card.sorted_by}: {cell} stands after {before}; the card says "
                    "that the rows run in order of time (sorted_by)."
                )
            before = cell


def all_problems() -> list[str]:
    """The problems of every dataset, the workbook's and one's own, as one list; see ``problems``.

    Raises WorkbookError if a folder that WORKBOOK_DATA names does not exist.
    """
    works = works_keys()
    return [sentence for name in names() for sentence in _problems_of(name, works)]


def _problems_of(name: str, works: Collection[str]) -> list[str]:
    try:
        return problems(read_card(home(name)), works)
    except BadData as error:
        return [str(error)]


def must_be_valid(card: Card) -> None:
    """Raise BadData with the first problem of the dataset of ``card``, and how many more there are."""
    sentences = problems(card, works_keys())
    if len(sentences) > 1:
        count = "There is 1 more problem" if len(sentences) == 2 else f"There are {len(sentences) - 1} more problems"
        raise BadData(f"{sentences[0]}\n{count}; to see all: workbook data check {card.name}")
    if sentences:
        raise BadData(sentences[0])


def works_keys() -> set[str]:
    """The keys of all works, which a column of the type source refers to.

    >>> "un-comtrade" in works_keys()
    True
    """
    return set(texts(card("works").csv)["work_id"])
