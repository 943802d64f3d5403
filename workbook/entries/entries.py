"""What a student entered: probabilities, ratings, codes. Lines are added to one file and never changed."""

import datetime
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .. import __version__
from ..base.errors import WorkbookError, unknown
from ..base.files import writing
from ..catalog.folders import remembered
from ..catalog.loading import cells_of
from ..catalog.shared import vocabulary

VARIABLE = "WORKBOOK_ENTRIES"
FILE_NAME = "my-entries.jsonl"
FEW_NAMES = 15  # so many fit into a sentence
ALWAYS = ("workbook", "at", "kind")
# Of each kind of entry: what it is about, and what is entered. All else is text.
ENTRY_KINDS = {
    "forecast": (("question",), ("probability", "reason")),
    "rating": (("evidence_id", "hypothesis_id"), ("rating", "reason")),
    "code": (("claim_id",), ("kind_of_claim", "stance", "verdict", "faithful", "fault")),
    "reflection": (("notebook",), ("text",)),
    "check": (("question",), ("outcome", "answer")),
    "brief": (
        ("document",),
        ("title", "addressee", "question", "background", "options", "recommendation", "certainty", "claims"),
    ),
}
# Whose gain or cost a claim describes, in short.
STANCES = ("gain", "loss", "gain and loss", "indifference", "none")
# Fields whose values are those of a column of a dataset: of which, and what messages call one of them.
FIELD_COLUMNS = {
    "evidence_id": ("evidence", "evidence_id", "piece of evidence"),
    "hypothesis_id": ("hypotheses", "hypothesis_id", "hypothesis"),
    "rating": ("evidence_ratings", "rating", "rating"),
    "claim_id": ("claims", "claim_id", "claim"),
    "kind_of_claim": ("claims", "kind", "kind of claim"),
    "faithful": ("ledger_readings", "faithful", "answer"),
}
PLURALS = {"piece of evidence": "pieces of evidence", "hypothesis": "hypotheses", "kind of claim": "kinds of claim"}


@dataclass(frozen=True)
class Entries:
    """All that a file holds: ``rows`` in the order in which they were entered, ``troubles`` as sentences."""

    rows: pd.DataFrame
    troubles: tuple[str, ...] = ()

    def of(self, kind: str) -> pd.DataFrame:
        """All entries of ``kind``, one row each: when (``at``), about what, and what was entered.

        Raises KeyError for a kind that is not in ``ENTRY_KINDS``.
        """
        about, fields = ENTRY_KINDS[kind]
        rows = self.rows[self.rows["kind"] == kind] if len(self.rows) else self.rows
        table = rows.reindex(columns=["at", *about, *fields]).reset_index(drop=True)
        return table.astype({str(name): float if name == "probability" else object for name in table})

    def latest(self, kind: str) -> pd.DataFrame:
        """The last entry of ``kind`` about each thing; columns as ``of``. Raises KeyError as ``of`` does."""
        return self.of(kind).drop_duplicates(list(ENTRY_KINDS[kind][0]), keep="last").reset_index(drop=True)


def place() -> Path:
    """The file of one's own entries: beside the notebooks, or where the variable WORKBOOK_ENTRIES says."""
    return Path(os.environ.get(VARIABLE) or FILE_NAME).absolute()


def add(
    kind: str,
    rows: Iterable[Mapping[str, object]],
    now: datetime.datetime | None = None,
    path: str | Path | None = None,
) -> Path:
    """Write ``rows`` as entries of ``kind`` to the end of the file, all or none. Returns the file's path.

    ``now`` and ``path`` are the time of the entry and the file, where they are not the present and ``place()``.
    Raises WorkbookError, and writes nothing, for a value that cannot be; or if the file cannot be written. Raises
    KeyError for a kind that is not in ``ENTRY_KINDS``.
    """
    path = Path(path or place())
    now = now or datetime.datetime.now(datetime.UTC)
    about, fields = ENTRY_KINDS[kind]
    lines = []
    for row in rows:
        if reason := wrong(kind, row):
            raise WorkbookError(reason)
        entry: dict[str, object] = {"workbook": __version__, "at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "kind": kind}
        entry |= {name: row[name] for name in (*about, *fields) if row.get(name) not in (None, "")}
        lines.append(json.dumps(entry, ensure_ascii=False) + "\n")
    _append(path, lines)
    return path


def merge(other: str | Path, path: str | Path | None = None) -> int:
    """Add to one's own file the lines of the file ``other`` that are not there yet. Returns how many were added.

    Raises WorkbookError if ``other`` is not a file, or holds no entry, or if one's own file cannot be written.
    """
    other, path = Path(other), Path(path or place())
    if not other.is_file():
        raise WorkbookError(f"There is no file {other}. Name the file {FILE_NAME} of the other machine.")
    if read(other).rows.empty:
        raise WorkbookError(f"{other.name} holds no entry that can be read; nothing was added.")
    own = set(_lines(path)) if path.exists() else set()
    new = [line for line in dict.fromkeys(_lines(other)) if line not in own]
    _append(path, [line + "\n" for line in new])
    return len(new)


def _lines(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    return [line for line in text.splitlines() if line.strip()]


def _append(path: Path, lines: Iterable[str]) -> None:
    advice = f"Free some room, or name another file in the variable {VARIABLE}."
    with writing(path, advice, before="Nothing was saved:"), path.open("a+b", buffering=0) as file:
        # What stands at the end may be half a line, left by a machine that lost its power.
        torn = file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n"
        # One call, so that the lines of two notebooks do not mix.
        file.write((("\n" if torn else "") + "".join(lines)).encode())
        os.fsync(file.fileno())


def read(path: str | Path | None = None) -> Entries:
    """The entries of one file; what cannot be read of it is named and the rest kept. No file is no entries."""
    path = Path(path or place())
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace") if path.exists() else ""
    except OSError as error:
        return Entries(pd.DataFrame(), (f"{path.name} cannot be read ({error.strerror}).",))
    rows: list[dict[str, object]] = []
    troubles: list[str] = []
    versions: set[str] = set()
    strange: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or row.get("kind") not in ENTRY_KINDS or not isinstance(row.get("at"), str):
            troubles.append(f"line {number} is damaged and was left out")
        elif reason := wrong(row["kind"], row):
            troubles.append(f"line {number} was left out: {reason}")
        else:
            about, fields = ENTRY_KINDS[row["kind"]]
            strange |= row.keys() - {*ALWAYS, *about, *fields}
            versions |= {str(row.get("workbook", "unknown"))} - {__version__}
            rows.append(row)
    if versions:
        troubles.append(
            f"it was written with version {', '.join(sorted(versions))} of the workbook, this is "
            f"{__version__}; its entries still count"
        )
    if strange:
        troubles.append(f"this version does not know the field {', '.join(sorted(strange))}; the entries still count")
    return Entries(pd.DataFrame(rows), tuple(f"{path.name}: {trouble.rstrip('.')}." for trouble in troubles))


def wrong(kind: str, row: Mapping[str, object]) -> str:
    """Why can ``row`` not be an entry of ``kind``? One sentence; blank if it can.

    >>> wrong("forecast", {"question": "F-S5", "probability": 70})
    '70 is not a probability; it lies between 0 and 1 (70 percent is 0.7).'
    """
    about, fields = ENTRY_KINDS[kind]
    lacking = [name for name in (*about, fields[0]) if row.get(name) in (None, "")]
    if lacking:
        return f"An entry of the kind {kind} lacks {' and '.join(lacking)}."
    for name in (*about, *fields):
        value = row.get(name)
        if name == "probability":
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                return f"{value!r} is not a probability; it lies between 0 and 1 (70 percent is 0.7)."
        elif value is not None and not isinstance(value, str):
            return f"{name} is {value!r}; it should be text."
        elif value and (allowed := _allowed(name)) and value not in allowed:
            noun = FIELD_COLUMNS[name][2] if name in FIELD_COLUMNS else name
            sentence = str(unknown(noun, value, allowed, PLURALS.get(noun, "")))
            return sentence.replace("\n", " ") if len(allowed) < FEW_NAMES else sentence.partition("\n")[0]
    return ""


def _allowed(field: str) -> tuple[str, ...]:
    """The values that ``field`` can have; none where any text will do."""
    if field == "stance":
        return STANCES
    if field == "verdict":
        return (*vocabulary()["verdicts"], "none")
    if field == "fault":
        return (*vocabulary()["faults"], "none")
    if field in FIELD_COLUMNS:
        dataset, column, _ = FIELD_COLUMNS[field]
        return _values(dataset)[column]
    return ()


@remembered
def _values(dataset: str) -> dict[str, tuple[str, ...]]:
    """The values in the columns of ``dataset`` that entries refer to, each once and sorted."""
    cells = cells_of(dataset)
    columns = {column for name, column, _ in FIELD_COLUMNS.values() if name == dataset}
    return {column: tuple(sorted(set(cells[column]))) for column in columns}
