"""`workbook grade feedback RESULTS`: one page for each student."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "grade-feedback",
        help="make a page of feedback for each student",
        description="Writes RESULTS/feedback/ID.html: points, replies, worked solutions, the rubric's levels and "
        "comments, and what was repaired. Each page needs no network and names nobody else.",
    )
    parser.add_argument("results", metavar="RESULTS", help="the folder that workbook grade … --out made")
    parser.add_argument("--exercise", required=True, metavar="NAME", help="the exercise, or its folder")
    parser.add_argument("--without-solutions", action="store_true", help="leave the worked solutions out")
    parser.set_defaults(run=run)


def run(options):
    """Write the pages and say where they are."""
    from workbook.assignments import open_exercise
    from workbook.grading.feedback import write_feedback
    from workbook.grading.results import FEEDBACK

    results = Path(options.results).expanduser()
    pages = write_feedback(results, open_exercise(options.exercise), not options.without_solutions)
    print(f"{len(pages)} pages are in {results / FEEDBACK}. Give each student only what is theirs.")
    return 0
