"""Cards: what a dataset is, in datasets/<name>/card.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..base.errors import BadData
from .card_schema import PARTS, first_problem
from .folders import home, own_names, remembered
from .shared import vocabulary

TEXT_ENTRIES = (
    *("title", "one_row_is", "licence", "method", "terms"),
    *("theme", "kind", "row_ids", "dated_by", "sorted_by"),
    *("looked_for_until", "looked_in", "belongs", "closed_against"),
)
LIST_ENTRIES = ("key", "covers", "sources", "caveats", "changes", "days_elsewhere")


@dataclass(frozen=True)
class Column:
    """One column of a dataset: its type, unit, meaning and allowed values."""

    name: str
    type: str
    meaning: str
    unit: str = ""
    values: tuple[str, ...] = ()
    empty: str = ""  # the reason that an empty cell stands for; none allowed where this is blank
    order: str = "fixed"  # of the actors in a cell
    may_lie_ahead: bool = False  # whether its dates may be later than the release


@dataclass(frozen=True)
class Provenance:
    """Whose data stand in a dataset, and on what terms; card.schema.json describes each entry."""

    provider: str
    what: str
    taken: str  # rows, derived or facts: only rows bind the licence of the table
    licence: str
    read: str
    works: tuple[str, ...] = ()
    version: str = ""
    released: str = ""
    redistribution: str = ""
    commercial: str = ""
    share_alike: str = ""
    attribution: str = ""
    article: str = ""
    terms_source: str = ""


@dataclass(frozen=True)
class Card:
    """All that is known of a dataset beside its rows; card.schema.json describes each entry."""

    name: str
    title: str
    one_row_is: str
    key: tuple[str, ...]
    covers: tuple[str, ...]  # the first and the last date
    licence: str
    method: str
    sources: tuple[str, ...]
    caveats: tuple[str, ...]
    changes: tuple[dict[str, str], ...]
    columns: dict[str, Column]
    folder: Path
    terms: str = ""
    provenance: tuple[Provenance, ...] = ()
    dated_by: str = ""
    looked_for_until: str = ""  # the day up to which rows were looked for
    looked_in: str = ""
    belongs: str = ""  # the rule that closes the list
    closed_against: str = ""
    kind: str = ""
    row_ids: str = ""
    sorted_by: str = ""
    theme: str = ""  # what it is about: a key of the table dataset_themes in vocabulary.toml
    days_elsewhere: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()  # the columns that tell a row in one line
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def csv(self) -> Path:
        """The path of the table itself."""
        return self.folder / f"{self.name}.csv"


@remembered
def card(name: str) -> Card:
    """The card of the dataset called ``name``.

    Raises UnknownName, with the nearest name, if there is none, and BadData for a card that breaks the schema.

    >>> card("trade").key
    ('year', 'partner', 'series')
    """
    path = home(name)
    if name in own_names():
        return read_card(path)
    try:
        # The schema is not held against the workbook's own cards in every session: the tests and the doctor do that.
        return _card(path, _toml(path))
    except (KeyError, TypeError, ValueError, AttributeError):
        return read_card(path)


def read_card(path: str | Path) -> Card:
    """Read the card of the dataset in the folder ``path``, whatever it is called and wherever it lies.

    Raises BadData with the line or entry that is not as card.schema.json wants it.
    """
    path = Path(path).absolute()
    raw = _toml(path)
    if problem := first_problem(raw, _file(path)):
        raise BadData(problem)
    return _card(path, raw)


def _file(path: Path) -> str:
    return f"{path.name}/card.toml"


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((path / "card.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadData(f"{_file(path)} cannot be read: {error}.") from None


def _card(path: Path, raw: Mapping[str, Any]) -> Card:
    """The card from ``raw``, which keeps the schema."""
    columns: dict[str, Column] = {}
    for number, entry in enumerate(raw["columns"], start=1):
        column = _column(entry, f"{_file(path)}, column {number} ({entry['name']})")
        if column.name in columns:
            raise BadData(f"{_file(path)} describes the column {column.name} twice.")
        columns[column.name] = column
    named: dict[str, Any] = {entry: raw[entry] for entry in TEXT_ENTRIES if entry in raw}
    named |= {entry: tuple(raw[entry]) for entry in LIST_ENTRIES if entry in raw}
    extra = {entry: value for entry, value in raw.items() if entry not in (*named, *PARTS, "shows")}
    shows = tuple(raw.get("shows", raw["key"]))
    provenance = tuple(
        Provenance(**{**entry, "works": tuple(entry.get("works", ()))}) for entry in raw.get("provenance", ())
    )
    return Card(name=path.name, folder=path, columns=columns, provenance=provenance, shows=shows, extra=extra, **named)


def _column(entry: Mapping[str, Any], where: str) -> Column:
    values = entry.get("values", ())
    if isinstance(values, str):
        if values not in vocabulary():
            raise BadData(f"{where}: vocabulary.toml has no list “{values}”; it has {', '.join(vocabulary())}.")
        values = vocabulary()[values]
    return Column(**{**entry, "values": tuple(values)})
