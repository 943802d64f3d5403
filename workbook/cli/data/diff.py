"""`workbook data diff OLD NEW`: which rows differ between two versions of the datasets?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import example, user_path
from . import counted

if TYPE_CHECKING:
    import pandas as pd

CELL_LENGTH = 60  # characters that are shown of a cell
SIGNS = {"added": "+", "changed": "~", "removed": "-"}


@click.command(
    "diff",
    short_help="List the rows that differ between two versions.",
    epilog=example("workbook data diff last-year.whl this-year.whl --dataset trade"),
)
@click.argument("old", metavar="OLD", type=user_path)
@click.argument("new", metavar="NEW", type=user_path)
@click.option("--dataset", metavar="NAME", help="Compare this dataset only.")
@click.option("--cells", is_flag=True, help="Show whole cells, also those of added and removed rows.")
@click.option("--summary", is_flag=True, help="Print one table of all datasets: rows, newest row, looked for until.")
def command(old: Path, new: Path, dataset: str | None, cells: bool, summary: bool) -> int:
    """Compare the datasets of two versions, OLD and NEW.

    Each is a wheel, a zip file or a folder (a checkout, a folder of datasets, an installed package). The exit status is
    0 without differences, 1 with some, 2 if they cannot be compared.
    """
    from workbook.own_data import compare_versions, newest_rows

    found, changes = compare_versions(old, new, dataset)
    same = changes.empty and not found["note"].any()
    if summary:
        print("\n".join(_table_of(found, newest_rows(old), newest_rows(new))))
        return 0 if same else 1
    for line in found.to_dict("records"):
        rows = f"{counted(line['rows_new'], 'row')} now, {line['rows_old']} before"
        print(f"{line['dataset']}: {_changes_of(line)} ({rows})")
        if line["note"]:
            print(f"  {line['note']}")
        for text in _rows_that_differ(changes[changes["dataset"] == line["dataset"]], cells):
            print(f"  {text}")
    print(f"\n{counted(len(found), 'dataset')}: {_changes_of(found[list(SIGNS)].sum().to_dict())}.")
    return 0 if same else 1


def _table_of(found: "pd.DataFrame", before: "pd.DataFrame", after: "pd.DataFrame") -> Iterator[str]:
    """The summary as a table in Markdown: for each dataset rows, what changed, and how new it was and is."""
    yield "| dataset | rows | added | changed | removed | newest row | looked for until | note |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    old, new = (table.set_index("dataset") for table in (before, after))
    for line in found.to_dict("records"):
        name = line["dataset"]
        newest = [str(table["newest"].get(name, "–")) for table in (old, new)]
        until = new["looked_for_until"].get(name, "") or "–"
        cells = [f"{line['rows_old']} → {line['rows_new']}", *(line[change] for change in SIGNS)]
        span = newest[0] if newest[0] == newest[1] else " → ".join(newest)
        yield f"| {' | '.join(map(str, [name, *cells, span, until, line['note']]))} |"
    sums = [int(found[change].sum()) for change in SIGNS]
    rows = f"{found['rows_old'].sum()} → {found['rows_new'].sum()}"
    yield f"| {counted(len(found), 'dataset')} | {rows} | {' | '.join(map(str, sums))} | | | |"


def _changes_of(line: Mapping[Any, Any]) -> str:
    """How many rows were added, changed and removed, from a row of the summary or from the sum of all."""
    parts = [f"{line[change]} {change}" for change in SIGNS if line[change]]
    return ", ".join(parts) or "no row differs"


def _rows_that_differ(changes: "pd.DataFrame", whole: bool) -> Iterator[str]:
    for (change, key), rows in changes.groupby(["change", "key"], sort=False):
        cells = [
            f"{column}: {_shown_cell(before, whole)} → {_shown_cell(after, whole)}"
            for column, before, after in zip(rows["column"], rows["old"], rows["new"], strict=True)
        ]
        if change != "changed":
            yield f"{SIGNS[str(change)]} {key}"
            # A row that stands there twice and has no key to tell it by is two rows.
            cells = [after or before for before, after in zip(rows["old"], rows["new"], strict=True)] if whole else []
        elif len(cells) == 1 and not whole:
            yield f"~ {key}: {cells[0]}"
            continue
        else:
            yield f"~ {key}"
        yield from (f"    {cell}" for cell in cells)


def _shown_cell(cell: str, whole: bool) -> str:
    if cell == "":
        return "(empty)"
    return f"“{cell}”" if whole or len(cell) <= CELL_LENGTH else f"“{cell[: CELL_LENGTH - 1]}…”"
