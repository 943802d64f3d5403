"""`workbook grade feedback RESULTS`: one page for each student."""

from pathlib import Path

import click

from .. import example, exercise_option, results_argument


@click.command(
    "feedback",
    short_help="Make a page of feedback for each student.",
    epilog=example("workbook grade feedback 07_trade-results --exercise 07_trade"),
)
@results_argument
@exercise_option
@click.option("--without-solutions", is_flag=True, help="Leave the worked solutions out.")
def command(results: Path, exercise: str, without_solutions: bool) -> int:
    """Write RESULTS/feedback/ID.html, a page for each student.

    RESULTS is the folder that `workbook grade … --out RESULTS` made. A page has points, replies, worked solutions, the
    rubric's levels and comments, and what was repaired. It needs no network and names nobody else.
    """
    from workbook.assignments import open_exercise
    from workbook.grading.counted import counted
    from workbook.grading.feedback import write_feedback
    from workbook.grading.results import FEEDBACK

    opened = open_exercise(exercise)
    pages = write_feedback(results, opened, not without_solutions)
    for remark in counted(results, opened).remarks:
        print(remark)
    old = sorted({path.name for path in (results / FEEDBACK).glob("*.html")} - {path.name for path in pages})
    if old:
        print(f"Of an earlier run, and to be given to nobody: {', '.join(old)}.")
    print(f"{len(pages)} pages are in {results / FEEDBACK}. Give each student only what is theirs.")
    return 0
