"""What a student entered: probabilities, ratings, codes. Lines are added to one file and never changed."""

import datetime
import functools
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .. import __version__
from ..base.errors import WorkbookError, unknown
from ..catalog.cards import vocabulary
from ..catalog.loading import load

VARIABLE = "WORKBOOK_ENTRIES"
NAME = "my-entries.jsonl"
SHORT = 15  # names that fit into a sentence
ALWAYS = ("workbook", "at", "kind")
# Of each kind of entry: what it is about, and what is entered. All else is text.
KINDS = {
    "forecast": (("question",), ("probability", "reason")),
    "rating": (("evidence_id", "hypothesis_id"), ("rating", "reason")),
    "code": (("claim_id",), ("kind_of_claim", "stance", "verdict")),
    "reflection": (("notebook",), ("text",)),
    "check": (("question",), ("outcome", "answer")),
    "brief": (
        ("document",),
        ("title", "addressee", "question", "background", "options", "recommendation", "certainty", "claims"),
    ),
}
# Whose gain or cost a claim describes, in short.
STANCES = ("gain", "loss", "gain and loss", "indifference", "none")
# Fields whose values are those of a column of a dataset.
LISTED = {
    "evidence_id": ("evidence", "evidence_id"),
    "hypothesis_id": ("hypotheses", "hypothesis_id"),
    "rating": ("evidence_ratings", "rating"),
    "claim_id": ("claims", "claim_id"),
    "kind_of_claim": ("claims", "kind"),
}
WORDS = {
    "kind_of_claim": "kind of claim",
    "evidence_id": "piece of evidence",
    "hypothesis_id": "hypothesis",
    "claim_id": "claim",
}


@dataclass(frozen=True)
class Entries:
    """All that a file holds: ``rows`` in the order in which they were entered, ``troubles`` as sentences."""

    rows: pd.DataFrame
    troubles: tuple[str, ...] = ()

    def of(self, kind):
        """All entries of ``kind``: when (``at``), about what, and what was entered."""
        about, given = KINDS[kind]
        rows = self.rows[self.rows["kind"] == kind] if len(self.rows) else self.rows
        found = rows.reindex(columns=["at", *about, *given]).reset_index(drop=True)
        return found.astype({name: float if name == "probability" else object for name in found})

    def latest(self, kind):
        """The last entry of ``kind`` about each thing."""
        return self.of(kind).drop_duplicates(list(KINDS[kind][0]), keep="last").reset_index(drop=True)


def place():
    """The file of one's own entries: beside the notebooks, or where the variable WORKBOOK_ENTRIES says."""
    return Path(os.environ.get(VARIABLE) or NAME).absolute()


def add(kind, rows, now=None, path=None):
    """Write ``rows`` (dicts) as entries of ``kind`` to the end of the file, all or none. Returns the file's path.

    Raises WorkbookError, and writes nothing, for a value that cannot be; or if the file cannot be written.
    """
    path = Path(path or place())
    now = now or datetime.datetime.now(datetime.UTC)
    about, given = KINDS[kind]
    lines = []
    for row in rows:
        if trouble := wrong(kind, row):
            raise WorkbookError(trouble)
        known = {"workbook": __version__, "at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "kind": kind}
        known |= {name: row[name] for name in (*about, *given) if row.get(name) not in (None, "")}
        lines.append(json.dumps(known, ensure_ascii=False) + "\n")
    _append(path, lines)
    return path


def merge(other, path=None):
    """Add to one's own file the lines of the file ``other`` that are not there yet. Returns how many were added.

    Raises WorkbookError if ``other`` is not a file, or holds no entry.
    """
    other, path = Path(other), Path(path or place())
    if not other.is_file():
        raise WorkbookError(f"There is no file {other}. Name the file {NAME} of the other machine.")
    if read(other).rows.empty:
        raise WorkbookError(f"{other.name} holds no entry that can be read; nothing was added.")
    own = set(_lines(path)) if path.exists() else set()
    new = [line for line in dict.fromkeys(_lines(other)) if line not in own]
    _append(path, [line + "\n" for line in new])
    return len(new)


def _lines(path):
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    return [line for line in text.splitlines() if line.strip()]


def _append(path, lines):
    try:
        with path.open("a+b", buffering=0) as file:
            # What stands at the end may be half a line, left by a machine that lost its power.
            torn = file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n"
            # One call, so that the lines of two notebooks do not mix.
            file.write((("\n" if torn else "") + "".join(lines)).encode())
            os.fsync(file.fileno())
    except OSError as error:
        raise WorkbookError(
            f"Nothing was saved: {path} cannot be written ({error.strerror}). Free some room, or name another file in "
            f"the variable {VARIABLE}."
        ) from None


def read(path=None):
    """The entries of one file; what cannot be read of it is named and the rest kept. No file is no entries."""
    path = Path(path or place())
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace") if path.exists() else ""
    except OSError as error:
        return Entries(pd.DataFrame(), (f"{path.name} cannot be read ({error.strerror}).",))
    rows, troubles, versions, strange = [], [], set(), set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict) or row.get("kind") not in KINDS or not isinstance(row.get("at"), str):
            troubles.append(f"line {number} is damaged and was left out")
        elif trouble := wrong(row["kind"], row):
            troubles.append(f"line {number} was left out: {trouble}")
        else:
            about, given = KINDS[row["kind"]]
            strange |= row.keys() - {*ALWAYS, *about, *given}
            versions |= {str(row.get("workbook", "unknown"))} - {__version__}
            rows.append(row)
    if versions:
        troubles.append(
            f"it was written with version {', '.join(sorted(versions))} of the workbook, this is "
            f"{__version__}; its entries count"
        )
    if strange:
        troubles.append(f"this version does not know the field {', '.join(sorted(strange))}; the entries count")
    return Entries(pd.DataFrame(rows), tuple(f"{path.name}: {trouble}." for trouble in map(_bare, troubles)))


def wrong(kind, row):
    """Why ``row`` cannot be an entry of ``kind``, as one sentence; blank if it can."""
    about, given = KINDS[kind]
    lacking = [name for name in (*about, given[0]) if row.get(name) in (None, "")]
    if lacking:
        return f"An entry of the kind {kind} lacks {' and '.join(lacking)}."
    for name in (*about, *given):
        value = row.get(name)
        if name == "probability":
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                return f"{value!r} is not a probability; it lies between 0 and 1 (70 percent is 0.7)."
        elif value is not None and not isinstance(value, str):
            return f"{name} is {value!r}; it is text."
        elif value and (allowed := _allowed(name)) and value not in allowed:
            said = str(unknown(WORDS.get(name, name), value, allowed))
            return said.replace("\n", " ") if len(allowed) < SHORT else said.partition("\n")[0]
    return ""


@functools.cache
def _allowed(name):
    if name == "stance":
        return STANCES
    if name == "verdict":
        return (*vocabulary()["verdicts"], "none")
    return tuple(sorted(load(LISTED[name][0])[LISTED[name][1]].unique())) if name in LISTED else ()


def _bare(sentence):
    return sentence.rstrip(".")
