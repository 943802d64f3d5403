"""`workbook new`: a worked example, to begin something of one's own."""

import click

from .. import Commands, Group, example, modules


@click.group(
    "new",
    cls=Group,
    commands=Commands(modules(__name__, "exercise", "dataset", "view", "kind", "notebook")),
    short_help="Begin an exercise, dataset, view, kind or notebook.",
    epilog=example("workbook new exercise 07_my_trade", "workbook new notebook 19_my_lesson --like 07"),
)
def command() -> None:
    """Make a worked example, to be changed into something of your own."""
