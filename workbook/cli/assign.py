"""`workbook assign NAME`: the copies of an exercise for a class, or its source for nbgrader or otter."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook.base.constants import ASSIGNMENT_SYSTEMS

from . import download_option, encoding_option, example, roster_option, students_in, user_path

if TYPE_CHECKING:
    from workbook.assignments.copies import Notebook
    from workbook.assignments.roster import Student
    from workbook.assignments.source import Exercise
    from workbook.grading.hand_back import HandBack, System


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
    "--zip",
    "zip_for",
    type=click.Choice(["moodle", "canvas", "folders"]),
    help="With a roster: also one zip of all copies, as Moodle takes it, or with a folder for each student.",
)
@download_option
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
    zip_for: "System | None",
    download: Path | None,
    out: Path | None,
) -> int:
    """Make student copies and solutions of an exercise, or its source for nbgrader or otter.

    NAME is an exercise, or its folder; without it the exercises are listed. With a roster every student gets a variant
    of their own, drawn from the id and from a secret that stays with you.
    """
    from tqdm import tqdm

    from workbook.assignments import open_exercise
    from workbook.assignments.release import GIVEN, KEPT, VARIANTS, files_for, variant_of, write_files
    from workbook.assignments.variants import FILE, own_secret
    from workbook.base.files import write_whole, writing
    from workbook.base.wording import joined

    if not name:
        return _list_exercises()
    exercise = open_exercise(name)
    number = _variant_number(exercise, system, roster, variant)
    _must_have_a_way(zip_for, roster)
    students = students_in(roster, encoding)
    secret_path = secret or Path(FILE)
    course_secret, made = own_secret(secret_path) if students else ("", False)
    # The keys take most of the time; they are kept, so that the copies are then made at once.
    drawn = {variant_of(exercise, student, course_secret) for student in students}
    for drawn_number in tqdm(sorted(drawn), desc="Variants", unit="", disable=None, leave=False):
        exercise.key(drawn_number)
    files = files_for(system, exercise, students, course_secret, number)
    given = _handed_out(zip_for, files, students, exercise.name, download) if zip_for else None
    folder = write_files(files, out or f"{exercise.name}-{system}")
    if made:
        print(f"A new secret was made: {secret_path.absolute()}. Keep it; grading needs it.")
    if system == "plain":
        count = f"{len(students)} copies" if students else "One copy for all"
        print(f"{count}: {folder / GIVEN}. Give each student only what is theirs.")
        who = f" {VARIANTS} there says who has which variant." if students else ""
        print(f"Solutions, for you alone: {folder / KEPT}.{who}")
    elif system == "nbgrader":
        print(f"An nbgrader course is in {folder}. Next: cd {folder} && nbgrader generate_assignment {exercise.name}")
    else:
        print(f"A master notebook is in {folder}. Next: cd {folder} && otter assign {exercise.name}.ipynb dist")
    if exercise.own_datasets:
        print(
            f"Of your own data, {joined(exercise.own_datasets)} goes with each copy, in the folder datasets beside "
            "the notebook; the two must stay together."
        )
    if given:
        path = folder / f"{exercise.name}-{zip_for}.zip"
        with writing(path):
            write_whole(path, given.content)
        print("\n".join([f"All copies in one zip: {path}.", *given.remarks]))
    return 0


def _must_have_a_way(zip_for: str | None, roster: Path | None) -> None:
    """Raise WorkbookError if the copies cannot be put into a zip for that system."""
    from workbook.base import WorkbookError

    if zip_for and not roster:
        raise WorkbookError(
            "Without a roster there is one copy for all: put that file into the course. Leave --zip out."
        )
    if zip_for == "canvas":
        raise WorkbookError(
            "Canvas gives files only to students who handed something in, so it cannot give out copies. Take --zip "
            "folders and send each student theirs; workbook grade feedback --zip canvas gives back what was marked."
        )


def _handed_out(
    system: "System",
    files: "Mapping[str, Notebook | str]",
    students: "Sequence[Student]",
    exercise: str,
    download: Path | None,
) -> "HandBack":
    from workbook.assignments.release import GIVEN, as_text
    from workbook.assignments.roster import folder_name
    from workbook.grading.hand_back import hand_back, packed_folder

    copies = {}
    for student in students:
        home = f"{GIVEN}/{folder_name(student.id)}/"
        own = {path.removeprefix(home): text for path, text in files.items() if path.startswith(home)}
        copies[student.id] = packed_folder({path: as_text(own[path]).encode() for path in own}, exercise)
    return hand_back(system, copies, students, exercise, download)


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
