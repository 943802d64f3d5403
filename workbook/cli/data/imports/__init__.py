"""`workbook data import`: public files turned into series."""

import click

from ... import Commands, Group, example, modules


@click.group(
    "import",
    cls=Group,
    commands=Commands(modules(__name__, "unga")),
    short_help="Turn a public file into a series.",
    epilog=example("workbook data import unga UNVotes.csv --countries CHN,RUS,PRK"),
)
def command() -> None:
    """Turn a public file into a series."""
