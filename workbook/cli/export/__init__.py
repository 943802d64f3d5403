"""`workbook export`: points into the file that an instructor downloaded from Moodle or Canvas."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click

from .. import (
    Commands,
    Group,
    encoding_option,
    example,
    exercise_option,
    modules,
    roster_option,
    students_in,
    user_path,
)


@click.group(
    "export",
    cls=Group,
    commands=Commands(modules(__name__, "moodle", "canvas")),
    short_help="Fill the points into a download of Moodle or Canvas.",
    epilog=example(
        "workbook export moodle grades.csv --results 07_trade-results --exercise 07_trade --students roster.csv"
    ),
)
def command() -> None:
    """Fill the points of a class into a file that you downloaded, ready to be uploaded there.

    All else in the file stays as it is, byte by byte.
    """


def export_options(function: Callable[..., int]) -> Callable[..., int]:
    """The options of both exports, for a command."""
    for decorate in reversed(
        (
            click.argument("file", metavar="THEIR-FILE", type=user_path),
            click.option(
                "--results",
                required=True,
                metavar="RESULTS",
                type=user_path,
                help="The folder of workbook grade … --out.",
            ),
            exercise_option,
            roster_option,
            encoding_option,
            click.option("--column", default="", metavar="NAME", help="The column of grades, if it cannot be told."),
            click.option("--scale", is_flag=True, help="Convert the points to the maximum grade of the file."),
            click.option("--overwrite", is_flag=True, help="Replace other grades that stand in the file."),
            click.option("--partial", is_flag=True, help="Leave out the rows that fit no student."),
            click.option(
                "--out", metavar="FILE", type=user_path, help="The file to write (default: THEIR-FILE with -filled)."
            ),
        )
    ):
        function = decorate(function)
    return function


def export(
    system: Literal["moodle", "canvas"],
    file: Path,
    results: Path,
    exercise: str,
    roster: Path | None,
    encoding: str,
    out: Path | None,
    **how: Any,  # column, scale, overwrite and partial, as the exports take them
) -> int:
    """Write the filled file, and say how many grades it got and which it did not."""
    from workbook.assignments import open_exercise
    from workbook.base import BadData
    from workbook.base.files import write_whole, writing
    from workbook.grading.counted import counted
    from workbook.grading.exports import fill_canvas, fill_moodle

    target = out or file.with_name(f"{file.stem}-filled{file.suffix}")
    if target.resolve() == file.resolve():
        raise BadData(f"{target} is the file that you downloaded, which stays as it is. Name another one with --out.")
    if not target.parent.is_dir():
        raise BadData(f"There is no folder {target.parent}. Make it first, or name another place with --out.")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadData(f"{file} cannot be read ({error.strerror}).") from None
    fill = fill_moodle if system == "moodle" else fill_canvas
    opened, students = open_exercise(exercise), students_in(roster, encoding)
    found = counted(results, opened, students)
    filled = fill(content, found.results, found.marks, students, opened, file=file.name, **how)
    with writing(target, "See that there is room, or name another file with --out."):
        write_whole(target, filled.content)
    for remark in (*found.remarks, *filled.remarks):
        print(remark)
    print(f"{filled.filled or 'No'} grade{'' if filled.filled == 1 else 's'} filled in: {target}")
    return 0
