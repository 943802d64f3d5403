"""What scholars say: the readings for a notebook, and the disputes of experts on evidence."""

from collections.abc import Iterator

import pandas as pd

from ..base import Page, unknown
from ..catalog import cite, load
from ..catalog.records import author_year, works
from .bank import number_of

LEVELS = {"introductory": "To begin with", "advanced": "To go further"}


def readings(notebook: int | str) -> Page:
    """What can I read for a ``notebook`` (7, "7" or "07"), and what does it argue?

    Returns a page: the works of the dataset readings that are meant for the notebook, the introductory ones first,
    each with what it argues, where it can be read free of charge, and a mark where the workbook did not open it.

    Raises UnknownName, with the possible ones, for a notebook that does not exist.

    >>> print(readings(7).splitlines()[0])
    **Readings for notebook 07**
    """
    number = number_of(notebook)
    table = load("readings")
    table = table[[number in str(cell).split(";") for cell in table["notebooks"]]]
    lines = [f"**Readings for notebook {number}**"]
    for level, heading in LEVELS.items():
        rows = table[table["level"] == level]
        if len(rows):
            lines += [f"*{heading}*", "\n".join(f"- {_reading(row)}" for _, row in rows.iterrows())]
    return Page("\n\n".join(lines if len(lines) > 1 else [*lines, "There are none for it."]))


def _reading(row: "pd.Series[str]") -> str:
    """One work: how it is cited, what it argues, whether it was opened."""
    opened = "" if row["opened"] == "yes" else " *(not opened)*"
    return f"{cite(row['work'])}{opened} {row['what_it_argues']}"


def dispute(name: str) -> Page:
    """On what do the experts disagree in the dispute called ``name``, and what would settle it?

    Returns a page: the question, each position with who holds it and where it was read, what would settle the
    question, and how it stands. ``wb.load("disputes")`` has all of them.

    Raises UnknownName, with the possible ones, for a dispute that does not exist.

    >>> print(dispute("X03").splitlines()[0])
    ### Did China throttle the traffic at Dandong after the nuclear test of January 2016?
    """
    table = load("disputes").set_index("dispute_id")
    name = str(name).strip()
    if name not in table.index:
        raise unknown("dispute", name, [str(known) for known in table.index])
    row = table.loc[name].dropna()
    positions = load("dispute_positions")
    lines = [f"### {row['question']}", *map(_position, _rows(positions[positions["dispute_id"] == name]))]
    lines += [f"**What would settle it.** {row['what_would_settle_it']}", f"**How it stands.** {row['state_today']}"]
    if "note" in row:
        lines.append(f"**Caution.** {row['note']}")
    lines.append(f"*{name}, {row['check']}; claims {row['claims'].replace(';', ', ')}.*")
    return Page("\n\n".join(lines))


def _rows(table: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The rows of ``table``, each without its gaps."""
    for _, row in table.iterrows():
        yield {str(column): str(cell) for column, cell in row.dropna().items()}


def _position(row: dict[str, str]) -> str:
    """One position: what is held, by whom, and in which works it was read."""
    works = [_named(key) for key in row.get("source", "").split(";") if key]
    works += [f"{_named(key)} (not opened)" for key in row.get("not_opened", "").split(";") if key]
    doubt = "" if row["check"] == "confirmed" else f" *({row['check']})*"
    return f"- {row['position']}{doubt}\n  {row['who']}. Read in: {'; '.join(works)}."


def _named(key: str) -> str:
    """A work in a few words: author and year, or where no author is known the outlet and the day."""
    work = works().loc[key]
    if work["authors"] and work["year"]:
        return author_year(key)
    return ", ".join(part for part in (work["authors"] or work["container"], work["date"]) if part)
