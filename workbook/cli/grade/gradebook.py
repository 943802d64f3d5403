"""`workbook grade gradebook RESULTS --course DIR`: marks into nbgrader's own gradebook, and essays' marks back."""

from pathlib import Path

import click

from .. import example, exercise_option, results_argument, user_path


@click.command(
    "gradebook",
    short_help="Carry marks into nbgrader's gradebook, and back.",
    epilog=example("workbook grade gradebook 07_trade-results --exercise 07_trade --course my-course"),
)
@results_argument
@exercise_option
@click.option(
    "--course", required=True, metavar="DIR", type=user_path, help="The folder of the nbgrader course; made if new."
)
@click.option("--url", default="", help="The gradebook's database, if it is not the course's own.")
@click.option("--read", "reading", is_flag=True, help="Take the essays' marks from formgrader.")
def command(results: Path, exercise: str, course: Path, url: str, reading: bool) -> int:
    """Enter all results into the gradebook of an nbgrader course.

    RESULTS is the folder that `workbook grade … --out RESULTS` made. nbgrader's formgrader then shows the results and
    serves the essays; --read takes the marks back that were given there to the essays.
    """
    from workbook.assignments import open_exercise
    from workbook.grading.gradebook import read_back, to_gradebook

    carry = read_back if reading else to_gradebook
    done = carry(results, open_exercise(exercise), course, url)
    for remark in done.remarks:
        print(remark)
    count = len(done.students)
    target = "the results" if reading else "the gradebook"
    print(f"{count or 'No'} student{'' if count == 1 else 's'} changed in {target}.")
    return 0
