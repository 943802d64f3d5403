"""What the texts of a dataset may name: rows, datasets and columns that exist, and days that a dataset records."""

import datetime
import re
from collections.abc import Iterator
from difflib import get_close_matches

import pandas as pd

from .cards import Card, card
from .folders import names, remembered, shipped_names
from .shared import vocabulary
from .tables import reason_of, texts

PROSE = ("text", "list", "choice")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A word with an underscore is meant as a dataset or a column, but not in a path, an address or a call.
WITH_UNDERSCORE = re.compile(r"(?<![\w/.-])[a-z][a-z0-9]*(?:_[A-Za-z0-9]+)+(?![\w(/]|\.\w)")
DATASET_WORD = re.compile(r"\bthe dataset ([a-z]+)")
OF_TEXTS = ("works", "claims")  # their dates are those of publications, and what these assert


def prose_problems(card: Card, table: pd.DataFrame) -> list[str]:
    """Which rows, datasets, columns and days do the texts of a dataset name that do not exist?

    ``table`` has the columns of ``card`` and cells of text. Returns one sentence per problem.
    """
    rows, words = row_names(), _words_of_ours() | set(card.columns)
    sentences = []
    for where, text in _prose(card, table):
        for match in rows.finditer(text):
            dataset, key = str(match.lastgroup), match[0]
            if key not in (set(table[card.key[0]]) if dataset == card.name else _keys(dataset)):
                sentences.append(f"{where}: names {key}, and {dataset} has no such row.")
        for word in sorted(named_datasets(text) - words):
            sentences.append(f"{where}: names {word}, and there is no such dataset or column.")
    return [*sentences, *_day_problems(card, table)]


def row_names() -> re.Pattern[str]:
    """The pattern of everything in a text that names a row: each dataset is a group, by the row_ids of its card.

    >>> [(match.lastgroup, match[0]) for match in row_names().finditer("See E100 and V41, not XE100.")]
    [('events', 'E100'), ('unsc_votes', 'V41')]
    """
    shapes = [f"(?P<{name}>{card(name).row_ids})" for name in shipped_names() if _compiles(card(name).row_ids)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(shapes)})(?!\w)")


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return bool(pattern)


def named_datasets(text: str) -> set[str]:
    """The words of ``text`` that can only be meant as the name of a dataset or column.

    >>> sorted(named_datasets("See unsc_vote, and the dataset summit."))
    ['summit', 'unsc_vote']
    """
    # “The dataset summit” is a slip, “the dataset covers” is not.
    slips = {word for word in DATASET_WORD.findall(text) if get_close_matches(word, names(), 1, 0.75)}
    return slips | set(WITH_UNDERSCORE.findall(text))


def _words_of_ours() -> set[str]:
    """The names of datasets, of their columns, of the lists of the vocabulary, and the codes in their columns."""
    cards = [card(name) for name in names()]
    columns = [column for dataset in cards for column in dataset.columns.values()]
    values = {value for column in columns for value in column.values if "_" in value}
    return {*names(), *vocabulary(), *values, *(column.name for column in columns)}


def card_prose(card: Card) -> str:
    """All prose of a card: title, method, caveats and the meanings of its columns.

    >>> from .cards import card
    >>> card_prose(card("trade")).partition(chr(10))[0]
    "North Korea's trade with China, Russia, South Korea and the world"
    """
    return "\n".join([card.title, card.method, *card.caveats, *(column.meaning for column in card.columns.values())])


def dates_in(text: str) -> list[str]:
    """The full dates that ``text`` names, in ISO form.

    >>> dates_in("From 2022-07-13, or 13 Sept 2023, to May 2024")
    ['2022-07-13', '2023-09-13']
    """
    dates = re.findall(r"\b(?:19|20)\d\d-\d\d-\d\d\b", text)
    for day, month, year in re.findall(r"\b(\d{1,2}) ([A-Z][a-z]{2})[a-z]* ((?:19|20)\d\d)\b", text):
        if month in MONTHS:
            dates.append(f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}")
    return dates


def _prose(card: Card, table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Every text of a dataset: where it stands, and what it says."""
    for column in card.columns.values():
        if column.type in PROSE:
            for row, cell in enumerate(table[column.name], start=2):
                if not reason_of(cell, column):
                    yield f"{card.name}.csv, row {row}, column {column.name}", cell
    yield f"{card.name}/card.toml", card_prose(card)


def _day_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    """The days on the card are days of some record, or the card says that they are not (days_elsewhere)."""
    where = f"{card.name}/card.toml"
    named = set(dates_in(card_prose(card)))
    for day in card.days_elsewhere:
        if day not in named:
            yield f"{where}: days_elsewhere has {day}, which the card does not name."
    for day in sorted(named):
        recorded = day in _days_of(card, table) or any(
            day in _days(name) for name in shipped_names() if name not in (*OF_TEXTS, card.name)
        )
        if recorded and day in card.days_elsewhere:
            yield f"{where}: days_elsewhere has {day}, which a dataset records; leave it out."
        if not recorded and day not in card.days_elsewhere:
            yield (
                f"{where}: names {day}, a day on which no dataset records anything. Correct it, or list it in "
                "days_elsewhere if it is meant, such as the day on which a copy was read."
            )


@remembered
def _keys(name: str) -> frozenset[str]:
    return frozenset(texts(card(name).csv)[card(name).key[0]])


@remembered
def _days(name: str) -> frozenset[str]:
    return frozenset(_days_of(card(name), texts(card(name).csv)))


def _days_of(card: Card, table: pd.DataFrame) -> set[str]:
    """Every day that a row gives, and every day of a meeting."""
    dated = [column.name for column in card.columns.values() if column.type in ("date", "partial-date")]
    days = {cell for column in dated for cell in table[column]}
    if card.name == "summits":
        for start, end in zip(table["date_start"], table["date_end"], strict=True):
            days |= set(_between(start, end))
    return days


def _between(start: str, end: str) -> list[str]:
    try:
        first, last = datetime.date.fromisoformat(start).toordinal(), datetime.date.fromisoformat(end).toordinal()
    except ValueError:
        return []
    return [datetime.date.fromordinal(number).isoformat() for number in range(first, last + 1)]
