"""Two versions of the datasets compared, row by row: what was added, changed and removed."""

import contextlib
import re
import tempfile
import tomllib
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

import pandas as pd

from ..base.errors import BadData, WorkbookError, unknown
from ..catalog.tables import texts

# Where the datasets lie in a checkout, in an installed package and in a wheel, from the folder that is named.
INSIDE = ("", "datasets", "shipped/datasets", "workbook/shipped/datasets", "../datasets")
FOLDER_NAME = re.compile(r"\w[\w-]*")
CHANGES = ("dataset", "change", "key", "column", "old", "new")
SUMMARY = ("dataset", "rows_old", "rows_new", "added", "changed", "removed", "note")

Row: TypeAlias = dict[str, str]  # the cells of a row, by column
Change: TypeAlias = tuple[str, ...]  # a line of the changes, in the order of CHANGES
Summary: TypeAlias = tuple[str, int, int, int, int, int, str]  # a line of the summary, in the order of SUMMARY


def compare_versions(old: str | Path, new: str | Path, dataset: str | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What changed in the datasets between the versions ``old`` and ``new``?

    Each of them is the path of a wheel, a zip file or a folder: a checkout, a folder of datasets, an installed
    package. With ``dataset`` only that one is compared.

    Returns two tables of text. The summary has one row per dataset: ``dataset``, ``rows_old``, ``rows_new``, how many
    rows were ``added``, ``changed``, ``removed``, and a ``note`` on its columns and key. The changes have one row for
    each row that was added or removed and for each cell that differs: ``dataset``, ``change`` (added, changed,
    removed), ``key``, ``column``, ``old``, ``new``; a whole row stands in ``new`` or ``old``, and has no ``column``.
    Rows are matched by the key of the new card; where the old table has no such key, by the old one, and else only
    as wholes. Cells are compared as they stand in the file.

    Raises WorkbookError if there are no datasets at one of the places, BadData for an archive, card or table that
    cannot be read, UnknownName if ``dataset`` is in neither.
    """
    with _datasets(old) as before, _datasets(new) as after:
        names = sorted(before.keys() | after.keys())
        if dataset is not None:
            if dataset not in names:
                raise unknown("dataset", dataset, names)
            names = [dataset]
        compared = [_compared(name, before.get(name), after.get(name)) for name in names]
    summary = pd.DataFrame([line for line, _ in compared], columns=list(SUMMARY))
    return summary, pd.DataFrame([change for _, changes in compared for change in changes], columns=list(CHANGES))


def newest_rows(version: str | Path) -> pd.DataFrame:
    """How new are the datasets of ``version``, a path as in ``compare_versions``?

    Returns one row of text per dataset: ``dataset``, ``newest`` (the last date of the column that dates the rows, else
    the end of what the card says it covers) and ``looked_for_until`` (from the card; blank where it says nothing).
    """
    with _datasets(version) as found:
        rows = [(name, *_newest(path)) for name, path in sorted(found.items())]
    return pd.DataFrame(rows, columns=["dataset", "newest", "looked_for_until"])


def _newest(folder: Path) -> tuple[str, str]:
    card, table = _raw_card(folder), texts(folder / f"{folder.name}.csv")
    dated = card.get("dated_by", "")
    days = [cell for cell in table[dated] if cell[:1].isdigit()] if dated in table else []
    return max(days, default=str((card.get("covers") or [""])[-1])), str(card.get("looked_for_until", ""))


@contextlib.contextmanager
def _datasets(version: str | Path) -> Iterator[dict[str, Path]]:
    """The folders of the datasets of a version, by name; those of an archive exist inside the with block only."""
    path = Path(version).expanduser()
    if path.is_dir():
        yield _in_folder(path.resolve(), version)
        return
    if not path.exists():
        raise WorkbookError(f"There is no file or folder {version}. Name a wheel, a zip file, a checkout or a folder.")
    if not zipfile.is_zipfile(path):
        raise WorkbookError(f"{version} is neither a folder nor a wheel or zip file.")
    with tempfile.TemporaryDirectory() as scratch:
        yield _unpacked(path, Path(scratch), version)


def _in_folder(path: Path, version: str | Path) -> dict[str, Path]:
    for inside in INSIDE:
        # The package of a checkout has its datasets beside it; another folder's neighbour is not its own.
        if inside.startswith("..") and path.name != "workbook":
            continue
        cards = [card for card in (path / inside).glob("*/card.toml") if _has_table(card)]
        if cards:
            return {card.parent.name: card.parent for card in cards}
    raise WorkbookError(f"There are no datasets in {version}: no folder in it holds a card.toml and a table.")


def _has_table(card: Path) -> bool:
    return (card.parent / f"{card.parent.name}.csv").is_file()


def _unpacked(path: Path, scratch: Path, version: str | Path) -> dict[str, Path]:
    with _opened(path, version) as archive:
        files = {PurePosixPath(name) for name in archive.namelist()}
        homes: dict[PurePosixPath, list[PurePosixPath]] = {}
        for card in sorted(files):
            # The name becomes that of a folder here, so it must not be a way out of it, such as “..”.
            plain = FOLDER_NAME.fullmatch(card.parent.name)
            if plain and card.name == "card.toml" and card.parent / f"{card.parent.name}.csv" in files:
                homes.setdefault(card.parent.parent, []).append(card.parent)
        if not homes:
            raise WorkbookError(f"There are no datasets in {version}: no folder in it holds a card.toml and a table.")
        # An archive of a checkout may hold a dataset or two elsewhere, for its tests.
        chosen = max(homes.values(), key=len)
        for home in chosen:
            for name in ("card.toml", f"{home.name}.csv"):
                target = scratch / home.name / name
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(archive.read(str(home / name)))
    return {home.name: scratch / home.name for home in chosen}


@contextlib.contextmanager
def _opened(path: Path, version: str | Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadData(f"{version} is damaged or locked and cannot be unpacked: {error}.") from None


def _raw_card(folder: Path) -> dict[str, Any]:
    # The card may follow the rules of another version, so only what is needed is asked of it.
    try:
        card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
        card["key"] = list(card["key"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise BadData(f"{folder.name}/card.toml cannot be read: {error}.") from None
    return card


def _table_and_key(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    return texts(folder / f"{folder.name}.csv"), _raw_card(folder)["key"]


def _compared(name: str, before: Path | None, after: Path | None) -> tuple[Summary, list[Change]]:
    if before is None:
        assert after is not None
        changes = _all_rows(name, "added", after)
        return (name, 0, len(changes), len(changes), 0, 0, "a new dataset"), changes
    if after is None:
        changes = _all_rows(name, "removed", before)
        return (name, len(changes), 0, 0, 0, len(changes), "the dataset is gone"), changes
    (old, old_key), (new, new_key) = _table_and_key(before), _table_and_key(after)
    key, notes = _key_of_both(old, new, old_key, new_key)
    changes = list(_differences(name, old, new, key))
    changed = len({change[2] for change in changes if change[1] == "changed"})
    count = {kind: sum(change[1] == kind for change in changes) for kind in ("added", "removed")}
    notes += [f"column {column} added" for column in new if column not in old]
    notes += [f"column {column} removed" for column in old if column not in new]
    return (name, len(old), len(new), count["added"], changed, count["removed"], "; ".join(notes)), changes


def _all_rows(name: str, kind: str, folder: Path) -> list[Change]:
    table, key = _table_and_key(folder)
    return [_whole(name, kind, row, key) for row in _rows(table)]


def _rows(table: pd.DataFrame) -> list[Row]:
    return [{str(column): str(cell) for column, cell in row.items()} for row in table.to_dict("records")]


def _key_of_both(
    old: pd.DataFrame, new: pd.DataFrame, old_key: list[str], new_key: list[str]
) -> tuple[list[str], list[str]]:
    """The key by which rows of both tables are matched, and notes on it."""
    notes = []
    if old_key != new_key:
        notes.append(f"the key was {' + '.join(old_key)} and is {' + '.join(new_key)}")
    for key in (new_key, old_key):
        if all(set(key) <= set(table) and not table.duplicated(key).any() for table in (old, new)):
            if key != new_key:
                notes.append("rows are matched by the old key, because the new one does not fit the old table")
            return key, notes
    shared = [str(column) for column in new if column in old]
    return shared, [*notes, "neither key fits both tables, so rows are matched as wholes"]


def _differences(name: str, old: pd.DataFrame, new: pd.DataFrame, key: list[str]) -> Iterator[Change]:
    """One entry per row added or removed and per cell changed, in the order of the new table, then of the old."""
    shared = [str(column) for column in new if column in old and column not in key]
    before, after = _by_key(old, key), _by_key(new, key)
    for value, row in after.items():
        if value not in before:
            yield _whole(name, "added", row, key)
            continue
        for column in shared:
            if row[column] != before[value][column]:
                yield name, "changed", _shown(row, key), column, before[value][column], row[column]
    for value, row in before.items():
        if value not in after:
            yield _whole(name, "removed", row, key)


def _by_key(table: pd.DataFrame, key: list[str]) -> dict[tuple[str | int, ...], Row]:
    # Rows that are matched as wholes can appear twice, so each counts by its turn.
    seen: Counter[tuple[str, ...]] = Counter()
    rows: dict[tuple[str | int, ...], Row] = {}
    for row in _rows(table):
        value = tuple(row[column] for column in key)
        rows[*value, seen[value]] = row
        seen[value] += 1
    return rows


def _whole(name: str, kind: str, row: Row, key: list[str]) -> Change:
    cells = "; ".join(f"{column} = {cell}" for column, cell in row.items() if cell and column not in key)
    return name, kind, _shown(row, key), "", *((cells, "") if kind == "removed" else ("", cells))


def _shown(row: Row, key: list[str]) -> str:
    return ", ".join(row.get(column, "") for column in key)
