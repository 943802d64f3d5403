"""`workbook collect forecasts FOLDER`: the probabilities of a class."""

from pathlib import Path

import click

from .. import example
from . import collect, collect_options


@click.command(
    "forecasts",
    short_help="The probabilities of a class.",
    epilog=example("workbook collect forecasts submitted-entries"),
)
@collect_options
def command(folder: Path, out: Path) -> int:
    """Write class-forecasts.csv and class-forecasts.html: the probabilities of a class, question by question.

    FOLDER is the folder with the students' files; those in folders within it count too.
    """
    return collect("forecasts", folder, out)
