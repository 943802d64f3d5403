"""`workbook refresh`: run the notebooks of a checkout and store their outputs again."""

from types import SimpleNamespace

import click

from . import example, notebook_number


@click.command(
    "refresh",
    short_help="Run the notebooks of a checkout and store their outputs again.",
    epilog=example("workbook refresh 07", "workbook refresh exercises/07_trade/exercise.ipynb"),
)
@click.argument("notebooks", nargs=-1, metavar="[NN]...")
def command(notebooks: tuple[str, ...]) -> int:
    """Run notebooks from top to bottom and store their text and small tables, without widgets and pictures.

    NN is the number of a notebook, or its path; without it all are run, exercises too. Sources are never changed; a
    notebook with an error is left as it is.
    """
    from .refresh import run

    return int(run(SimpleNamespace(notebooks=[notebook_number(notebook) for notebook in notebooks])))
