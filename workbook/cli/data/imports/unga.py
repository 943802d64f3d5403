"""`workbook data import unga FILE`: how alike states vote in the UN General Assembly, from a file of roll calls."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from workbook.base import WorkbookError

from ... import example, user_path

PATIENCE = 2  # seconds until a command says how far it is
AGREEMENT_FILE = "unga_agreement.csv"
DECIMALS = 4


@click.command(
    "unga",
    short_help="How alike states vote in the UN General Assembly.",
    epilog=example("workbook data import unga UNVotes.csv --countries CHN,RUS,PRK --out agreement.csv"),
)
@click.argument("file", metavar="FILE", type=user_path)
@click.option("--countries", default="", metavar="A,B,…", help="The states (default: CHN,RUS,PRK,USA,JPN,KOR).")
@click.option(
    "--out",
    metavar="FILE.csv",
    type=user_path,
    help=f"Where the series goes (default: {AGREEMENT_FILE}, if there is none yet).",
)
def command(file: Path, countries: str, out: Path | None) -> int:
    """Turn FILE, a roll-call file of E. Voeten and others (UNVotes.csv, Harvard Dataverse), into a series.

    It has one row per year and dyad: agreement score, shares of identical and opposite votes, number of votes that both
    cast.
    """
    from workbook.base.files import write_whole, writing
    from workbook.own_data import roll_call_agreement
    from workbook.own_data.roll_calls import ACTORS

    target = out or Path(AGREEMENT_FILE)
    if not file.is_file():
        raise WorkbookError(f"There is no file {file}.")
    if target.exists() and (not out or target.samefile(file)):
        raise WorkbookError(f"{target} exists already. Name the file to write with --out.")
    if not target.absolute().parent.is_dir():
        raise WorkbookError(f"There is no folder {target.parent} to write to. Make it, or name another with --out.")
    states = [part.strip().upper() for part in countries.split(",") if part.strip()] or ACTORS
    start = time.monotonic()
    table, remarks = roll_call_agreement(file, states, progress=_progress_of(f"Reading {file.name}"))
    content = table.round(DECIMALS).to_csv(index=False, lineterminator="\n").encode()
    with writing(target, "Name another file with --out."):
        write_whole(target, content)
    for remark in remarks:
        print(remark)
    years = f"{table['year'].min()} to {table['year'].max()}" if len(table) else "no year"
    print(f"{target}: {len(table)} rows, {years} ({time.monotonic() - start:.1f} s).")
    return 0


def _progress_of(step: str) -> Callable[[float], None]:
    """A function that says on stderr how far ``step`` is, from the third second on."""
    due = time.monotonic() + PATIENCE

    def report(share: float) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due += 1
            print(f"{step}: {share:.0%}", file=sys.stderr, flush=True)

    return report
