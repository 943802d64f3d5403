"""`workbook grade gradebook RESULTS --course DIR`: marks into nbgrader's own gradebook, and essays' marks back."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "grade-gradebook",
        help="carry marks into nbgrader's gradebook, and back",
        description="Enters all results into the gradebook of an nbgrader course, so that its formgrader shows them "
        "and serves the essays; with --read, takes the marks that were given there to the essays.",
    )
    parser.add_argument("results", metavar="RESULTS", help="the folder that workbook grade … --out made")
    parser.add_argument("--exercise", required=True, metavar="NAME", help="the exercise, or its folder")
    parser.add_argument("--course", required=True, metavar="DIR", help="the folder of the nbgrader course; made if new")
    parser.add_argument("--url", default="", help="the gradebook's database, if it is not the course's own")
    parser.add_argument("--read", action="store_true", help="take the essays' marks from formgrader")
    parser.set_defaults(run=run)


def run(options):
    """Carry over, and say for how many students something changed."""
    from workbook.assignments import open_exercise
    from workbook.grading.gradebook import read_back, to_gradebook

    carry = read_back if options.read else to_gradebook
    results, course = Path(options.results).expanduser(), Path(options.course).expanduser()
    done = carry(results, open_exercise(options.exercise), course, options.url)
    for remark in done.remarks:
        print(remark)
    count = len(done.students)
    where = "the results" if options.read else "the gradebook"
    print(f"{count or 'No'} student{'' if count == 1 else 's'} changed in {where}.")
    return 0
