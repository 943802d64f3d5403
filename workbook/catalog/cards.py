"""Cards: what a dataset is, in datasets/<name>/card.toml."""

import functools
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .errors import BadData, unknown
from .shipped import folder

TYPES = ("text", "choice", "list", "integer", "number", "year", "date", "partial-date", "source", "url")


@dataclass(frozen=True)
class Column:
    """One column of a dataset: its type, unit, meaning and allowed values."""

    name: str
    type: str
    meaning: str
    unit: str = ""
    values: tuple[str, ...] = ()
    empty: str = ""  # the reason that an empty cell stands for; none allowed where this is blank


@dataclass(frozen=True)
class Card:
    """All that is known of a dataset beside its rows."""

    name: str
    title: str
    one_row_is: str
    key: tuple[str, ...]
    covers: tuple[str, str]
    licence: str
    method: str
    sources: tuple[str, ...]
    caveats: tuple[str, ...]
    changes: tuple[dict, ...]
    columns: dict[str, Column]
    folder: Path
    terms: str = ""
    dated_by: str = ""
    extra: dict = field(default_factory=dict)

    @property
    def csv(self):
        """The path of the table itself."""
        return self.folder / f"{self.name}.csv"


@functools.cache
def vocabulary():
    """The words that datasets share: actors, check statuses, reasons for a missing value."""
    return tomllib.loads((folder("datasets") / "vocabulary.toml").read_text(encoding="utf-8"))


def names():
    """The names of all datasets, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in folder("datasets").glob("*/card.toml")))


@functools.cache
def card(name):
    """The card of the dataset called ``name``. Raises UnknownName, with the nearest name, if there is none."""
    if name not in names():
        raise unknown("dataset", name, names())
    return read_card(folder("datasets") / name)


def read_card(place):
    """Read ``place``/card.toml. Raises BadData with the line or key that is not as it should be."""
    path = Path(place) / "card.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path.parent.name}/card.toml cannot be read: {error}.") from None
    needed = ("title", "one_row_is", "key", "covers", "licence", "method", "sources", "caveats", "changes", "columns")
    missing = [key for key in needed if key not in raw]
    if missing:
        raise BadData(f"{path.parent.name}/card.toml lacks: {', '.join(missing)}.")
    try:
        columns = {entry["name"]: _column(entry) for entry in raw.pop("columns")}
    except (KeyError, TypeError) as error:
        raise BadData(f"{path.parent.name}/card.toml: a column entry is not as it should be: {error}.") from None
    known = {key: raw.pop(key) for key in (*needed[:-1], "terms", "dated_by") if key in raw}
    for key in ("key", "covers", "sources", "caveats", "changes"):
        known[key] = tuple(known[key])
    return Card(name=path.parent.name, folder=path.parent, columns=columns, extra=raw, **known)


def _column(entry):
    values = entry.pop("values", ())
    if isinstance(values, str):
        values = vocabulary()[values]
    return Column(**entry, values=tuple(values))
