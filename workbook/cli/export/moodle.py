"""`workbook export moodle THEIR-FILE`: points into the grading worksheet of Moodle."""

from typing import Any

import click

from .. import example
from . import export, export_options


@click.command(
    "moodle",
    short_help="Fill the points into the grading worksheet of Moodle.",
    epilog=example(
        "workbook export moodle grades.csv --results 07_trade-results --exercise 07_trade --students roster.csv"
    ),
)
@export_options
def command(**options: Any) -> int:  # as export_options names them
    """Fill the points of a class into the grading worksheet of Moodle that you downloaded, ready to be uploaded there.

    THEIR-FILE is the CSV file as it was downloaded. All else in it stays as it is, byte by byte.
    """
    return export("moodle", **options)
