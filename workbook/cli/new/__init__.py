"""`workbook new`: a folder with a worked example, to begin something of one's own."""

import click

from .. import Commands, Group, example, modules


@click.group(
    "new",
    cls=Group,
    commands=Commands(modules(__name__, "exercise")),
    short_help="Begin an exercise of your own.",
    epilog=example("workbook new exercise 07_my_trade"),
)
def command() -> None:
    """Make a folder with a worked example, to be changed into something of your own."""
