"""`workbook assign NAME`: the copies of an exercise for a class, or its source for nbgrader or otter."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "assign",
        help="make the students' copies of an exercise",
        description="Makes student copies and solutions of an exercise, or its source for nbgrader or otter. With a "
        "roster every student gets a variant of their own, drawn from the id and from a secret that stays with you.",
    )
    parser.add_argument("exercise", nargs="?", metavar="NAME", help="an exercise, or its folder (left out: list them)")
    # workbook.assignments has the same list; it is not imported here, for that takes time.
    parser.add_argument("--for", dest="system", choices=("plain", "nbgrader", "otter"), default="plain")
    parser.add_argument("--students", metavar="ROSTER", help="a CSV file with a column id, one row for each student")
    parser.add_argument("--encoding", default="", help="the encoding of the roster, if it is not UTF-8")
    parser.add_argument("--variant", type=int, metavar="N", help="without a roster: the variant for all (default: 1)")
    parser.add_argument(
        "--secret", metavar="FILE", help="the course's secret (default: course-secret.txt in this folder)"
    )
    parser.add_argument("--out", metavar="DIR", help="the folder to make (default: NAME-plain, -nbgrader or -otter)")
    parser.set_defaults(run=run)


def run(options):
    """Write the copies and say what each folder is for."""
    from tqdm import tqdm

    from workbook.assignments import all_exercises, open_exercise
    from workbook.assignments.release import GIVEN, KEPT, files_for, variant_of, write_files
    from workbook.assignments.roster import read_roster
    from workbook.assignments.source import NOT_INSTALLED
    from workbook.assignments.variants import FILE, own_secret
    from workbook.base import WorkbookError

    if not options.exercise:
        if not all_exercises():
            raise WorkbookError(NOT_INSTALLED)
        for name in all_exercises():
            found = open_exercise(name)
            print(f"{name}: {found.title.partition(': ')[2] or found.title} ({found.points:g} points)")
        return 0
    exercise = open_exercise(options.exercise)
    number = _variant(options, exercise)
    students = read_roster(options.students, options.encoding) if options.students else []
    secret, made = own_secret(options.secret or FILE) if students else ("", False)
    # The keys take most of the time; they are kept, so that the copies are then made at once.
    drawn = {variant_of(exercise, student, secret) for student in students}
    for one in tqdm(sorted(drawn), desc="Variants", unit="", disable=None, leave=False):
        exercise.key(one)
    files = files_for(options.system, exercise, students, secret, number)
    out = write_files(files, options.out or f"{exercise.name}-{options.system}")
    if made:
        print(f"A new secret was made: {Path(options.secret or FILE).absolute()}. Keep it; grading needs it.")
    if options.system == "plain":
        count = f"{len(students)} copies" if students else "One copy for all"
        print(f"{count}: {out / GIVEN}. Give each student only what is theirs.")
        print(f"Solutions, for you alone: {out / KEPT}.")
    elif options.system == "nbgrader":
        print(f"An nbgrader course is in {out}. Next: cd {out} && nbgrader generate_assignment {exercise.name}")
    else:
        print(f"A master notebook is in {out}. Next: cd {out} && otter assign {exercise.name}.ipynb dist")
    return 0


def _variant(options, exercise):
    from workbook.assignments.variants import numbered
    from workbook.base import WorkbookError

    if options.students and options.system != "plain":
        raise WorkbookError(
            f"{options.system} gives one notebook to everybody. Leave --students out (--variant N says which of the "
            f"{len(exercise.variants)} variants all get), or take --for plain for a variant of their own."
        )
    if options.students and options.variant is not None:
        raise WorkbookError("With a roster each student gets a variant of their own; leave --variant out.")
    return numbered(exercise, 1 if options.variant is None else options.variant)
