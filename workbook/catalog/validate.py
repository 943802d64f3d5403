"""The rules that every dataset keeps, its card and its rows."""

import datetime
import re

from ..base.errors import BadData
from .cards import TYPES, vocabulary
from .places import names
from .tables import reason_of, texts

TO_DO = "TO DO"  # how a draft marks what a person has to fill in
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
PRECISION = {4: "year", 7: "month", 10: "day"}


def problems(card, works=None):
    """What is wrong with a dataset? One sentence per problem, naming row and column; none means valid.

    ``works`` is the set of source keys that exist; without it source columns are not resolved.
    """
    found = list(_card_problems(card))
    table = texts(card.csv)
    missing = [name for name in card.columns if name not in table]
    unlisted = [name for name in table if name not in card.columns]
    if missing:
        found.append(f"{card.name}.csv lacks the column {', '.join(missing)} that the card describes.")
    if unlisted:
        found.append(f"{card.name}.csv has the column {', '.join(unlisted)} that the card does not describe.")
    if missing or unlisted:
        return found
    for column in card.columns.values():
        for row, cell in enumerate(table[column.name], start=2):
            trouble = _cell_problem(cell, column, works)
            if trouble:
                found.append(f"{card.name}.csv, row {row}, column {column.name}: {trouble}")
    found += _key_problems(card, table)
    found += _date_problems(card, table)
    return found


def _card_problems(card):
    for column in card.columns.values():
        yield from _column_problems(column, f"{card.name}/card.toml, column {column.name}")
    for key in ("title", "one_row_is", "licence", "method"):
        if not getattr(card, key).strip():
            yield f"{card.name}/card.toml: {key} is blank."
    for key in ("title", "one_row_is", "licence", "terms", "method", "covers", "sources", "caveats"):
        if TO_DO in str(getattr(card, key)):
            yield f"{card.name}/card.toml: {key} is not yet filled in (it says «{TO_DO}»)."
    if len(card.covers) != 2:
        yield f"{card.name}/card.toml: covers should name the first and the last date."
    if not card.changes or not all(isinstance(change.get("date"), str) for change in card.changes):
        yield f'{card.name}/card.toml: each of [[changes]] needs a date, such as date = "2026-11-21".'
    for needed in ("source", "check"):
        if needed not in card.columns:
            yield f"{card.name}/card.toml: the column {needed} is missing; every row has a source and a check status."
    if not card.key:
        yield f"{card.name}/card.toml: the key names no column."
    for column in (*card.key, *filter(None, [card.dated_by])):
        if column not in card.columns:
            yield f"{card.name}/card.toml: the {_role(card, column)} names {column}, which is not a column."


def _role(card, column):
    return "key" if column in card.key else "entry dated_by"


def _column_problems(column, where):
    if column.type not in TYPES:
        yield f"{where}: the type «{column.type}» is not one of {', '.join(TYPES)}."
    if not column.meaning.strip():
        yield f"{where}: has no meaning."
    for entry in ("meaning", "unit", "empty"):
        if getattr(column, entry).strip().startswith(TO_DO):
            yield f"{where}: {entry} is not yet filled in (it says «{TO_DO}»)."
    if column.type == "choice" and not column.values:
        yield f"{where}: a choice needs its values."
    if column.type in ("integer", "number") and not column.unit:
        yield f"{where}: a number needs a unit."
    if column.empty and not column.empty.startswith(TO_DO) and column.empty not in vocabulary()["missing"]:
        yield f"{where}: «{column.empty}» is not a reason; the reasons are {', '.join(vocabulary()['missing'])}."


def _cell_problem(cell, column, works):
    if cell != cell.strip():
        return f"«{cell}» begins or ends with a space."
    if cell == "" and not column.empty:
        return "is empty, and the card gives no reason for an empty cell (empty = …)."
    if column.empty and cell == f"[{column.empty}]":
        return f"«{cell}» is what an empty cell means here; leave it empty."
    if reason_of(cell, column):
        return None
    items = cell.split(";") if column.type in ("list", "source") else [cell]
    if column.values:
        strange = [item for item in items if item not in column.values]
        if strange:
            return f"«{strange[0]}» is not one of {', '.join(column.values)}."
    if column.type == "source" and works is not None:
        strange = [item for item in items if item not in works]
        if strange:
            return f"the source «{strange[0]}» is not in works."
    if not has_type(cell, column.type):
        return f"«{cell}» is not a valid {column.type}."
    return None


def has_type(cell, kind):
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


def _is_day(cell):
    # A slip such as 0205 for 2025 is a date to Python, but none of this subject; pandas 2 cannot hold it either.
    return 1700 <= datetime.date.fromisoformat(cell).year <= 2200


def _key_problems(card, table):
    key = [column for column in card.key if column in table]
    for row in table.index[table.duplicated(key)] if key else ():
        value = ", ".join(table.loc[row, key])
        yield f"{card.name}.csv, row {row + 2}: the key {' + '.join(key)} = {value} stands there twice."


def _date_problems(card, table):
    if card.dated_by in table and len(card.covers) == 2:
        dates = sorted(cell for cell in table[card.dated_by] if cell[:4].isdigit())
        if dates and (dates[0], dates[-1]) != card.covers:
            yield (
                f"{card.name}/card.toml says it covers {card.covers[0]} to {card.covers[1]}, "
                f"the rows reach from {dates[0]} to {dates[-1]}."
            )
    for column in card.columns.values():
        precision = f"{column.name}_precision"
        if column.type == "partial-date" and precision in table:
            for row, (date, said) in enumerate(zip(table[column.name], table[precision], strict=True), start=2):
                if date[:4].isdigit() and PRECISION.get(len(date)) != said:
                    yield f"{card.name}.csv, row {row}, column {precision}: says {said}, the date is {date}."


def all_problems():
    """The problems of every dataset, the workbook's and one's own, as one list."""
    from .cards import card

    works = works_keys()
    return [problem for name in names() for problem in problems(card(name), works)]


def must_be_valid(card):
    """Raise BadData with the first problem of the dataset of ``card``, and how many more there are."""
    wrong = problems(card, works_keys())
    if len(wrong) > 1:
        count = "There is 1 more problem" if len(wrong) == 2 else f"There are {len(wrong) - 1} more problems"
        raise BadData(f"{wrong[0]}\n{count}; to see all: workbook data check {card.name}")
    if wrong:
        raise BadData(wrong[0])


def works_keys():
    """The keys of all works, which a column of the type source refers to."""
    from .cards import card

    return set(texts(card("works").csv)["work_id"])
