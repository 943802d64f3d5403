"""`workbook grade feedback RESULTS`: one page for each student."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import download_option, encoding_option, example, exercise_option, results_argument, roster_option, students_in

if TYPE_CHECKING:
    from workbook.grading.hand_back import System


@click.command(
    "feedback",
    short_help="Make a page of feedback for each student.",
    epilog=example("workbook grade feedback 07_trade-results --exercise 07_trade"),
)
@results_argument
@exercise_option
@click.option("--without-solutions", is_flag=True, help="Leave the worked solutions out.")
@click.option(
    "--zip",
    "zip_for",
    type=click.Choice(["moodle", "canvas", "folders"]),
    help="Also one zip of all pages, as Moodle or Canvas takes it, or with a folder for each student.",
)
@download_option
@roster_option
@encoding_option
def command(
    results: Path,
    exercise: str,
    without_solutions: bool,
    zip_for: "System | None",
    download: Path | None,
    roster: Path | None,
    encoding: str,
) -> int:
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
    if zip_for:
        from workbook.assignments.roster import Student, folder_name
        from workbook.base.files import write_whole, writing
        from workbook.grading.hand_back import HandedFile, hand_back
        from workbook.grading.results import read_results

        read = read_results(results)
        students = students_in(roster, encoding) or [Student(id, result.name) for id, result in read.items()]
        files = {
            id: HandedFile("feedback.html", (results / FEEDBACK / f"{folder_name(id)}.html").read_bytes())
            for id in read
            if id in {student.id for student in students}
        }
        graded = {id: result.file for id, result in read.items()}
        given = hand_back(zip_for, files, students, opened.name, download, graded)
        path = results / f"{FEEDBACK}-{zip_for}.zip"
        with writing(path):
            write_whole(path, given.content)
        print("\n".join([f"All pages in one zip: {path}.", *given.remarks]))
        if not roster and any("not in the zip" in remark for remark in given.remarks):
            print("With --students ROSTER they are known by their ids and e-mail addresses too.")
    return 0
