"""`workbook assign NAME`: the copies of an exercise for a class, or its source for nbgrader or otter."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook.base.constants import ASSIGNMENT_SYSTEMS

from . import encoding_option, example, roster_option, students_in, user_path

if TYPE_CHECKING:
    from workbook.assignments.source import Exercise


@click.command(
    "assign",
    short_help="Make the students' copies of an exercise.",
    epilog=example("workbook assign", "workbook assign 07_trade --students roster.csv"),
)
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--for",
    "system",
    type=click.Choice(ASSIGNMENT_SYSTEMS),
    default="plain",
    help="Who gives it out (default: plain).",
)
@roster_option
@encoding_option
@click.option("--variant", type=int, metavar="N", help="Without a roster: the variant for all (default: 1).")
@click.option(
    "--secret",
    metavar="FILE",
    type=user_path,
    help="The course's secret (default: course-secret.txt in this folder).",
)
@click.option(
    "--out", metavar="DIR", type=user_path, help="The folder to make (default: NAME-plain, -nbgrader or -otter)."
)
def command(
    name: str | None,
    system: str,
    roster: Path | None,
    encoding: str,
    variant: int | None,
    secret: Path | None,
    out: Path | None,
) -> int:
    """Make student copies and solutions of an exercise, or its source for nbgrader or otter.

    NAME is an exercise, or its folder; without it the exercises are listed. With a roster every student gets a variant
    of their own, drawn from the id and from a secret that stays with you.
    """
    from tqdm import tqdm

    from workbook.assignments import open_exercise
    from workbook.assignments.release import GIVEN, KEPT, files_for, variant_of, write_files
    from workbook.assignments.variants import FILE, own_secret

    if not name:
        return _list_exercises()
    exercise = open_exercise(name)
    number = _variant_number(exercise, system, roster, variant)
    students = students_in(roster, encoding)
    secret_path = secret or Path(FILE)
    course_secret, made = own_secret(secret_path) if students else ("", False)
    # The keys take most of the time; they are kept, so that the copies are then made at once.
    drawn = {variant_of(exercise, student, course_secret) for student in students}
    for drawn_number in tqdm(sorted(drawn), desc="Variants", unit="", disable=None, leave=False):
        exercise.key(drawn_number)
    files = files_for(system, exercise, students, course_secret, number)
    folder = write_files(files, out or f"{exercise.name}-{system}")
    if made:
        print(f"A new secret was made: {secret_path.absolute()}. Keep it; grading needs it.")
    if system == "plain":
        count = f"{len(students)} copies" if students else "One copy for all"
        print(f"{count}: {folder / GIVEN}. Give each student only what is theirs.")
        print(f"Solutions, for you alone: {folder / KEPT}.")
    elif system == "nbgrader":
        print(f"An nbgrader course is in {folder}. Next: cd {folder} && nbgrader generate_assignment {exercise.name}")
    else:
        print(f"A master notebook is in {folder}. Next: cd {folder} && otter assign {exercise.name}.ipynb dist")
    return 0


def _list_exercises() -> int:
    from workbook.assignments import all_exercises, open_exercise
    from workbook.assignments.source import NOT_INSTALLED
    from workbook.base import WorkbookError

    if not all_exercises():
        raise WorkbookError(NOT_INSTALLED)
    for name in all_exercises():
        exercise = open_exercise(name)
        print(f"{name}: {exercise.title.partition(': ')[2] or exercise.title} ({exercise.points:g} points)")
    return 0


def _variant_number(exercise: "Exercise", system: str, roster: Path | None, variant: int | None) -> int:
    """The number of the variant for all, from 0; with a roster that of nobody."""
    from workbook.assignments.variants import numbered
    from workbook.base import WorkbookError

    if roster and system != "plain":
        raise WorkbookError(
            f"{system} gives one notebook to everybody. Leave --students out (--variant N says which of the "
            f"{len(exercise.variants)} variants all get), or take --for plain for a variant of their own."
        )
    if roster and variant is not None:
        raise WorkbookError("With a roster each student gets a variant of their own; leave --variant out.")
    return int(numbered(exercise, 1 if variant is None else variant))
