"""`workbook grade essays RESULTS`: marking sheets for essays, and what came back on them."""

from collections.abc import Sequence
from pathlib import Path

import click

from .. import example, exercise_option, results_argument, user_path
from .outcome import marks_in_lines, missing_in_lines, print_lines


class ManySheets(click.Command):
    """A command in which one --read may stand before several sheets."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse ``args``, with --read before each sheet."""
        words: list[str] = []
        reading = False
        for word in args:
            if word.startswith("-"):
                reading = word == "--read"
            elif reading and words[-1] != "--read":
                words.append("--read")
            words.append(word)
        return super().parse_args(ctx, words)


@click.command(
    "essays",
    cls=ManySheets,
    short_help="Mark essays with the rubric, offline.",
    epilog=example(
        "workbook grade essays results --exercise 07_trade",
        "workbook grade essays results --exercise 07_trade --read results/essays/e1.csv",
    ),
)
@results_argument
@exercise_option
@click.option(
    "--read",
    "sheets",
    multiple=True,
    metavar="SHEET...",
    type=user_path,
    help="Read marked sheets back (CSV or XLSX), of one marker or of two.",
)
@click.option("--marker", default="", metavar="NAME", help="Who marks, if there is more than one.")
@click.option("--secret", metavar="FILE", type=user_path, help="The course's secret, which sets the anonymous order.")
@click.option("--verbose", is_flag=True, help="With --read: name each criterion that counts with a mean.")
def command(
    results: Path, exercise: str, sheets: Sequence[Path], marker: str, secret: Path | None, verbose: bool
) -> int:
    """Make marking sheets for the essays, in an anonymous order; with --read, read them back.

    RESULTS is the folder that `workbook grade … --out RESULTS` made. A sheet is a CSV file, a spreadsheet, and a page
    for the browser that needs no network; beside each essay stand the figures that are right in its variant.
    """
    from workbook.assignments import open_exercise
    from workbook.assignments.variants import FILE, own_secret
    from workbook.grading.essays import agreement_table, mark_essays, write_cases, write_sheets

    opened = open_exercise(exercise)
    course_secret, made = own_secret(secret or FILE)
    if made:
        print(f"A new secret was made: {Path(secret or FILE).absolute()}. Keep it: reading back needs it.")
    if not sheets:
        written = write_sheets(results, opened, course_secret, marker)
        print_lines([*written.remarks, *(f"Written: {path}" for path in written.paths)])
        return 0
    reading = mark_essays(results, opened, course_secret, [str(sheet) for sheet in sheets])
    cases = write_cases(results, opened, course_secret, reading) if reading.differing else None
    print_lines(missing_in_lines(reading))
    if cases:
        print_lines([*cases.remarks, *(f"To decide them in: {path}" for path in cases.paths)])
    print_lines(reading.remarks)
    print_lines(marks_in_lines(reading, verbose))
    if reading.agreement:
        print(agreement_table(reading))
    return 0
