"""`workbook data import`: public files turned into series."""

import sys
import time
from pathlib import Path

from workbook.base import WorkbookError
from workbook.base.files import write_whole

PATIENCE = 2  # seconds until a command says how far it is
AGREEMENT = "unga_agreement.csv"
DECIMALS = 4


def add_to(actions):
    """Describe `import` to the ``actions`` of `workbook data`."""
    imports = actions.add_parser(
        "import", help="turn a public file into a series", description="Turns a public file into a series."
    ).add_subparsers(title="files", metavar="", dest="kind", required=True)
    parser = imports.add_parser(
        "unga",
        help="how alike states vote in the UN General Assembly, from UNVotes.csv",
        description=(
            "Reads a roll-call file of E. Voeten and others (UNVotes.csv, Harvard Dataverse) and writes one row per"
            " year and dyad: agreement score, shares of identical and opposite votes, number of votes that both cast."
        ),
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--countries", default="", metavar="A,B,…", help="default: CHN,RUS,PRK,USA,JPN,KOR")
    parser.add_argument("--out", metavar="FILE.csv", help=f"where the series goes (default: {AGREEMENT}, if not there)")
    parser.set_defaults(run=import_unga)


def import_unga(options):
    """Turn a roll-call file into a series of agreement and write it."""
    from workbook.own_data import roll_call_agreement
    from workbook.own_data.roll_calls import ACTORS

    path, out = Path(options.file).expanduser(), Path(options.out or AGREEMENT).expanduser()
    if not path.is_file():
        raise WorkbookError(f"There is no file {path}.")
    if out.exists() and (not options.out or out.samefile(path)):
        raise WorkbookError(f"{out} exists already. Name the file to write with --out.")
    if not out.absolute().parent.is_dir():
        raise WorkbookError(f"There is no folder {out.parent} to write to. Make it, or name another with --out.")
    countries = [part.strip().upper() for part in options.countries.split(",") if part.strip()] or ACTORS
    start = time.monotonic()
    table, remarks = roll_call_agreement(path, countries, progress=_telling(f"Reading {path.name}"))
    content = table.round(DECIMALS).to_csv(index=False, lineterminator="\n").encode()
    try:
        write_whole(out, content)
    except OSError as error:
        raise WorkbookError(f"{out} cannot be written ({error.strerror}). Name another file with --out.") from None
    for remark in remarks:
        print(remark)
    years = f"{table['year'].min()} to {table['year'].max()}" if len(table) else "no year"
    print(f"{out}: {len(table)} rows, {years} ({time.monotonic() - start:.1f} s).")
    return 0


def _telling(step):
    """A function that says on stderr how far ``step`` is, from the third second on."""
    due = time.monotonic() + PATIENCE

    def tell(share):
        nonlocal due
        if time.monotonic() >= due:
            due += 1
            print(f"{step}: {share:.0%}", file=sys.stderr, flush=True)

    return tell
