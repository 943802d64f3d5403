"""The rules that the datasets of the workbook keep beyond those of everybody's: sources, release, cut-off, states."""

import re
from collections.abc import Collection, Iterator

import pandas as pd

from .cards import Card, Column
from .check_rules import check_problems
from .licence_rules import licence_problems
from .prose_rules import prose_problems
from .shared import package, vocabulary
from .tables import reason_of

SCHEMA_LINE = "#:schema ../../workbook/catalog/card.schema.json"
KIND = (
    'kind = "record" (what happened, was counted or measured), "judgement" (what authors hold or coders decided) or '
    '"reference" (works and terms)'
)
CUTOFF = ("looked_for_until", "looked_in", "belongs", "closed_against")
ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
UNSOURCED = ("not found", "not reported")  # the reasons for which a row may lack its source


def house_problems(card: Card, table: pd.DataFrame, works: Collection[str] | None = None) -> list[str]:
    """Which house rules does a dataset of the workbook break?

    ``table`` has the columns of ``card`` and cells of text; ``works`` are the keys of works, None to leave them out.
    Returns one sentence per problem, naming row and column.
    """
    return [
        *_card_problems(card, works),
        *licence_problems(card, works),
        *_source_problems(card, table),
        *check_problems(card, table),
        *_release_problems(card, table),
        *_cutoff_problems(card),
        *_actor_problems(card, table),
        *_bounds_problems(card, table),
        *prose_problems(card, table),
    ]


def _card_problems(card: Card, works: Collection[str] | None) -> Iterator[str]:
    where = f"{card.name}/card.toml"
    if (card.folder / "card.toml").read_text(encoding="utf-8").partition("\n")[0] != SCHEMA_LINE:
        yield f"{where}: the first line should be {SCHEMA_LINE} (with it an editor completes and explains the entries)."
    if not card.kind:
        yield f"{where} lacks: kind. Write {KIND}."
    themes = vocabulary()["dataset_themes"]
    if card.theme not in themes:
        yield f'{where}: theme = "{card.theme}" is not one of {", ".join(themes)} (dataset_themes in vocabulary.toml).'
    for entry in card.extra:
        yield f"{where}: there is no entry called {entry}; card.schema.json has them all."
    if not card.sources:
        yield f"{where}: sources names no work."
    for source in card.sources if works is not None else ():
        if works is not None and source not in works:
            yield f"{where}: the source “{source}” is not in works."
    for change in card.changes:
        if not change.get("version") or not change.get("note"):
            yield f"{where}: the change of {change['date']} needs a version and a note."


def _source_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    """A row without a source says that none was found or that none reports it, and does not count as confirmed."""
    if not {"source", "check"} <= set(card.columns):
        return
    for row, (source, check) in enumerate(zip(table["source"], table["check"], strict=True), start=2):
        if reason := reason_of(source, card.columns["source"]):
            where = f"{card.name}.csv, row {row}, column"
            if reason not in UNSOURCED:
                yield f"{where} source: a source can be missing because it was {' or '.join(UNSOURCED)}, not {reason}."
            if check == "confirmed":
                yield f"{where} check: a row without a source is not confirmed."


def _release_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    """No day lies after the release, unless the card says that a column looks ahead."""
    released = package()["released"]
    after = f"lies after {released}, the day in datasets/package.toml on which the data were released"
    for column in card.columns.values():
        if column.type in ("date", "partial-date", "year") and not column.may_lie_ahead:
            for row, cell in enumerate(table[column.name], start=2):
                if cell[:4].isdigit() and cell > released:
                    yield f"{card.name}.csv, row {row}, column {column.name}: {cell} {after}."
    for day in (card.covers[1], *(change["date"] for change in card.changes)):
        if day > released:
            yield f"{card.name}/card.toml: {day} {after}."


def _cutoff_problems(card: Card) -> Iterator[str]:
    """A record says up to when, where and by what rule its rows were looked for, and who checked that none lacks."""
    if card.kind != "record":
        return
    where = f"{card.name}/card.toml"
    lacking = [entry for entry in CUTOFF if not getattr(card, entry).strip()]
    if lacking:
        why = "A record says up to when and by what rule its rows were looked for."
        yield f"{where} lacks: {', '.join(lacking)}. {why}"
    until, common = card.looked_for_until, package()["looked_for_until"]
    if not until:
        return
    if not ISO_DAY.fullmatch(until):
        yield f"{where}: looked_for_until = “{until}” is no day such as {common}."
    elif until > common:
        yield f"{where}: looked_for_until = {until} lies after {common}, the common day in datasets/package.toml."
    elif until[: len(card.covers[1])] < card.covers[1]:
        yield f"{where}: looked_for_until = {until} lies before {card.covers[1]}, the end of covers."


def _actor_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    """States have the codes of the vocabulary, and stand in its order or in the one that the card names."""
    ranks = {actor: rank for rank, actor in enumerate(vocabulary()["actors"])}
    for column in _actor_columns(card, table, ranks):
        for row, actors in enumerate(_actors(column, table), start=2):
            where = f"{card.name}.csv, row {row}, column {column.name}"
            if strange := [actor for actor in actors if actor not in ranks]:
                yield f"{where}: vocabulary.toml has no actor {', '.join(strange)}."
            elif column.order == "fixed" and actors != sorted(set(actors), key=ranks.__getitem__):
                yield (
                    f"{where}: {', '.join(actors)} are not once each and in the order of actors in vocabulary.toml; "
                    'a card can say order = "alphabetical" or "free".'
                )
            elif column.order == "alphabetical" and actors != sorted(set(actors)):
                yield f"{where}: {', '.join(actors)} are not once each and in alphabetical order."
    for name in card.columns:
        if name.startswith("vote_") and name != "vote_id" and name.removeprefix("vote_") not in ranks:
            yield f"{card.name}/card.toml: the column {name} names an actor that vocabulary.toml does not have."


def _actor_columns(card: Card, table: pd.DataFrame, ranks: Collection[str]) -> Iterator[Column]:
    """The columns that hold actors: most of what stands in them is one."""
    for column in card.columns.values():
        if column.type in ("choice", "list"):
            items = [item for cell in table[column.name] for item in _items(cell, column)]
            if column.name in ("dyad", "stance") or 2 * sum(item in ranks for item in items) > len(items):
                yield column


def _actors(column: Column, table: pd.DataFrame) -> Iterator[list[str]]:
    """The actors in each cell of ``column``; of a pair in two columns, in both."""
    for number, cell in enumerate(table[column.name]):
        if column.name == "actor_a":
            yield [cell, str(table["actor_b"].iloc[number])]
        elif column.name == "dyad" and not reason_of(cell, column):
            yield cell.split("-")
        else:
            # A stance is written actor:sign.
            yield [item.partition(":")[0] if column.name == "stance" else item for item in _items(cell, column)]


def _items(cell: str, column: Column) -> list[str]:
    return [] if reason_of(cell, column) else cell.split(";")


def _bounds_problems(card: Card, table: pd.DataFrame) -> Iterator[str]:
    """Indices whose unit says 0 to 1, and shares of a total in percent, keep their bounds."""
    for column in card.columns.values():
        top = 1 if "0 to 1" in column.unit else 100 if column.name.startswith("share_of") else 0
        for row, cell in enumerate(table[column.name] if top else (), start=2):
            if not reason_of(cell, column) and not 0 <= float(cell) <= top:
                yield f"{card.name}.csv, row {row}, column {column.name}: {cell} lies outside 0 to {top}."
