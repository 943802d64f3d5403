"""`workbook grade essays RESULTS`: marking sheets for essays, and what came back on them."""

from collections.abc import Sequence
from pathlib import Path

import click

from .. import example, exercise_option, print_lines, results_argument, user_path


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
        "workbook grade essays 07_trade-results --exercise 07_trade",
        "workbook grade essays 07_trade-results --exercise 07_trade --read 07_trade-results/essays/e1.csv",
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
@click.option("--verbose", is_flag=True, help="With --read: name each criterion that counts with a mean.")
def command(results: Path, exercise: str, sheets: Sequence[Path], marker: str, verbose: bool) -> int:
    """Make marking sheets for the essays, in an anonymous order; with --read, read them back.

    RESULTS is the folder that `workbook grade … --out RESULTS` made. A sheet is a CSV file, a spreadsheet, and a page
    for the browser that needs no network; beside each essay stand the figures that are right in its variant. The order
    follows from RESULTS/essays/order-secret.txt: keep it until all sheets are read back.
    """
    from workbook.assignments import open_exercise
    from workbook.grading.essays import agreement_table, mark_essays, write_cases, write_sheets
    from workbook.grading.marking_sheets import order_of
    from workbook.grading.outcome import marks_in_lines, missing_in_lines

    opened = open_exercise(exercise)
    order = order_of(results, make=True)
    if not sheets:
        written = write_sheets(results, opened, order, marker)
        print_lines([*written.remarks, *(f"Written: {path}" for path in written.paths)])
        return 0
    reading = mark_essays(results, opened, order, [str(sheet) for sheet in sheets])
    cases = write_cases(results, opened, order, reading) if reading.differing else None
    print_lines(missing_in_lines(reading))
    if cases:
        print_lines([*cases.remarks, *(f"To decide them in: {path}" for path in cases.paths)])
        print("Fill in a level for each, and read all the sheets together: those named now and the reconciled one.")
    print_lines(reading.remarks)
    print_lines(marks_in_lines(reading, verbose))
    if reading.agreement:
        print(agreement_table(reading))
    return 0
