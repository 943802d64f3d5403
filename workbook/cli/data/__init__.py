"""`workbook data`: datasets of one's own, what changed between versions, and public files turned into datasets."""

import click

from .. import Commands, Group, example, modules


@click.group(
    "data",
    cls=Group,
    commands=Commands(
        modules(__name__, "add", "check", "diff", "resolve")
        | {"import": f"{__name__}.imports"}
        | modules(__name__, "build")
    ),
    short_help="Add data of your own, compare versions, import roll calls.",
    epilog=example("workbook data add aid.csv --name aid", "workbook data check aid"),
)
def command() -> None:
    """Datasets of your own, what changed between two versions, and imports from public files."""


def counted(number: int, noun: str) -> str:
    """``number`` with ``noun``, in the plural where it is not one.

    >>> counted(1, "row"), counted(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
