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
def command(old: Path, new: Path, dataset: str | None, cells: bool) -> int:
    """Compare the datasets of two versions, OLD and NEW.

    Each is a wheel, a zip file or a folder (a checkout, a folder of datasets, an installed package). The exit status is
    0 without differences, 1 with some, 2 if they cannot be compared.
    """
    from workbook.own_data import compare_versions

    summary, changes = compare_versions(old, new, dataset)
    for line in summary.to_dict("records"):
        rows = f"{counted(line['rows_new'], 'row')} now, {line['rows_old']} before"
        print(f"{line['dataset']}: {_changes_of(line)} ({rows})")
        if line["note"]:
            print(f"  {line['note']}")
        for text in _rows_that_differ(changes[changes["dataset"] == line["dataset"]], cells):
            print(f"  {text}")
    same = changes.empty and not summary["note"].any()
    print(f"\n{counted(len(summary), 'dataset')}: {_changes_of(summary[list(SIGNS)].sum().to_dict())}.")
    return 0 if same else 1


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
