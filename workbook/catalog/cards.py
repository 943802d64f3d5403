"""Cards: what a dataset is, in datasets/<name>/card.toml."""

import functools
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from ..base.errors import BadData
from ..base.shipped import folder
from .places import home, remembered
from .places import names as names

TYPES = ("text", "choice", "list", "integer", "number", "year", "date", "partial-date", "source", "url")
TEXTS = ("title", "one_row_is", "licence", "method")
LISTS = {
    "key": 'key = ["year"]',
    "covers": 'covers = ["1990", "2025"]',
    "sources": 'sources = ["…"]',
    "caveats": 'caveats = ["…"]',
    "changes": "[[changes]] with version, date and note",
    "columns": "[[columns]] with name, type and meaning",
}
ENTRIES = ("name", "type", "meaning", "unit", "empty")


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
    theme: str = ""  # what it is about: a key of the table dataset_themes in vocabulary.toml
    shows: tuple[str, ...] = ()  # the columns that tell a row in one line
    extra: dict = field(default_factory=dict)

    @property
    def csv(self):
        """The path of the table itself."""
        return self.folder / f"{self.name}.csv"


@functools.cache
def vocabulary():
    """The words that datasets share: actors, check statuses, reasons for a missing value."""
    return tomllib.loads((folder("datasets") / "vocabulary.toml").read_text(encoding="utf-8"))


@remembered
def card(name):
    """The card of the dataset called ``name``. Raises UnknownName, with the nearest name, if there is none."""
    return read_card(home(name))


def read_card(place):
    """Read ``place``/card.toml. Raises BadData with the line or key that is not as it should be."""
    path = Path(place).absolute() / "card.toml"
    where = f"{path.parent.name}/card.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadData(f"{where} cannot be read: {error}.") from None
    missing = [key for key in (*TEXTS, *LISTS) if key not in raw]
    if missing:
        raise BadData(f"{where} lacks: {', '.join(missing)}.")
    for key in (*TEXTS, "terms", "dated_by", "theme"):
        if not isinstance(raw.get(key, ""), str):
            raise BadData(f'{where}: {key} should be text, such as {key} = "…".')
    for key, form in LISTS.items():
        kind = dict if "[[" in form else str
        if not isinstance(raw[key], list) or not all(isinstance(item, kind) for item in raw[key]):
            raise BadData(f"{where}: {key} should be a list, such as {form}.")
    columns = [_column(entry, f"{where}, column {number}") for number, entry in enumerate(raw.pop("columns"), start=1)]
    found = [column.name for column in columns]
    if twice := [name for number, name in enumerate(found) if name in found[:number]]:
        raise BadData(f"{where} describes the column {twice[0]} twice.")
    known: dict = {key: tuple(raw.pop(key)) for key in LISTS if key in raw}
    known |= {key: raw.pop(key) for key in (*TEXTS, "terms", "dated_by", "theme") if key in raw}
    known["shows"] = tuple(raw.pop("shows", list(known["key"])))
    return Card(name=path.parent.name, folder=path.parent, columns={c.name: c for c in columns}, extra=raw, **known)


def _column(entry, where):
    where += f" ({entry['name']})" if "name" in entry else ""
    lacking = [key for key in ("name", "type", "meaning") if key not in entry]
    if lacking:
        raise BadData(f"{where} lacks: {', '.join(lacking)}.")
    values = entry.pop("values", [])
    if isinstance(values, str):
        if values not in vocabulary():
            raise BadData(f"{where}: vocabulary.toml has no list «{values}»; it has {', '.join(vocabulary())}.")
        values = list(vocabulary()[values])
    strange = [key for key, value in entry.items() if key not in ENTRIES or not isinstance(value, str)]
    if strange:
        raise BadData(f"{where}: «{strange[0]}» should be one of {', '.join(ENTRIES)}, and its value text.")
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadData(f'{where}: values should be a list of text, such as values = ["yes", "no"].')
    return Column(**entry, values=tuple(values))
