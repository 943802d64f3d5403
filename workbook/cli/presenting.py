"""`workbook slides NN`: the slide cut of a notebook as one HTML page that needs no network."""

from pathlib import Path
from types import SimpleNamespace

import click

from . import example, notebook_number, user_path


@click.command("slides", short_help="Make slides of a notebook.", epilog=example("workbook slides 07 --out deck.html"))
@click.argument("notebook", metavar="NN")
@click.option("--out", type=user_path, metavar="FILE", help="The file to write (default: slides-NN.html).")
def command(notebook: str, out: Path | None) -> int:
    """Write one HTML page with slides of notebook NN: its questions, key points, concepts, views and limits.

    The page needs no network; the arrow keys turn the slides, and the browser prints them.
    """
    from .slides import run

    return int(run(SimpleNamespace(number=notebook_number(notebook), out=out)))
