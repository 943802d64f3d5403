"""`workbook collect codes FOLDER`: the codings of a class."""

from pathlib import Path

import click

from .. import example
from . import collect, collect_options


@click.command(
    "codes", short_help="The codings of claims of a class.", epilog=example("workbook collect codes submitted-entries")
)
@collect_options
def command(folder: Path, out: Path) -> int:
    """Write class-codes.csv and class-codes.html: how a class coded the claims.

    FOLDER is the folder with the students' files; those in folders within it count too.
    """
    return collect("codes", folder, out)
