"""`workbook collect hypotheses FOLDER`: the ratings of a class."""

from pathlib import Path

import click

from .. import example
from . import collect, collect_options


@click.command(
    "hypotheses",
    short_help="The ratings of evidence of a class.",
    epilog=example("workbook collect hypotheses submitted-entries"),
)
@collect_options
def command(folder: Path, out: Path) -> int:
    """Write class-hypotheses.csv and class-hypotheses.html: how a class rated the evidence for each hypothesis.

    FOLDER is the folder with the students' files; those in folders within it count too.
    """
    return collect("hypotheses", folder, out)
