"""`workbook grade run SUBMISSIONS --exercise NAME`: run what a class handed in, in a sandbox, and judge the answers."""

import contextlib
import datetime
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import encoding_option, example, exercise_option, print_lines, students_in, user_path

if TYPE_CHECKING:
    from workbook.grading.autograde import Plan
    from workbook.grading.gather import Gathered
    from workbook.grading.marks import MarksRead
    from workbook.grading.remarks import Remark
    from workbook.grading.results import Result


@click.command(
    "run",
    short_help="Run submissions in a sandbox and judge the answers.",
    epilog=example("workbook grade downloads.zip --exercise 07_trade --students roster.csv"),
)
@click.argument("submissions", metavar="SUBMISSIONS", type=user_path)
@exercise_option
@click.option(
    "--out",
    type=user_path,
    metavar="RESULTS",
    help="The folder for results (default: the exercise's name and -results, such as 07_trade-results).",
)
@click.option(
    "--students", "roster", metavar="ROSTER", type=user_path, help="A CSV file with a column id, and name for matching."
)
@encoding_option
@click.option(
    "--secret",
    metavar="FILE",
    type=user_path,
    help="The secret that the copies were made with (default: course-secret.txt in this folder, if it fits a copy).",
)
@click.option("--variant", type=int, metavar="N", help="The variant of copies made for all (default: 1).")
@click.option(
    "--variants",
    metavar="FILE",
    type=user_path,
    help="A CSV file with columns id and variant: who has which, for sure.",
)
@click.option(
    "--due", metavar="TIME", help='The deadline, such as "2026-12-01 18:00", by this machine\'s clock; late is said.'
)
@click.option("--jobs", type=int, metavar="N", help="How many run at once (default: one per core).")
@click.option(
    "--seconds", type=int, default=60, metavar="N", help="The most that one submission may take (default: 60)."
)
@click.option("--trust", is_flag=True, help="Run the code without a sandbox, at your own risk.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Run it on a Dask cluster (extra: cluster).")
@click.option("--verbose", is_flag=True, help="Show every remark, also on what was mended, with all ids.")
def command(
    submissions: Path,
    exercise: str,
    out: Path | None,
    roster: Path | None,
    encoding: str,
    secret: Path | None,
    variant: int | None,
    variants: Path | None,
    due: str | None,
    jobs: int | None,
    seconds: int,
    trust: bool,
    cluster: str,
    verbose: bool,
) -> int:
    """Run each submission in a sandbox, judge the answers, and keep one result per student.

    SUBMISSIONS is a folder or a zip: hand-in files, downloads of Moodle and Canvas, nbgrader's submitted folder, loose
    notebooks. An interrupted run goes on where it stopped. What costs points is said first, and a table of the class
    last, which is in RESULTS/class.csv too. What comes next: workbook grade essays, workbook grade
    feedback, workbook grade similarity, workbook export.
    """
    from tqdm import tqdm

    from workbook.assignments import open_exercise
    from workbook.assignments.variants import FILE, numbered
    from workbook.base.files import writing
    from workbook.grading.autograde import Plan, grade_all
    from workbook.grading.gather import gather
    from workbook.grading.lateness import deadline
    from workbook.grading.results import must_be_of, write_summary
    from workbook.grading.sandbox import Limits
    from workbook.grading.variant_choice import lying_secret, read_variants

    opened = open_exercise(exercise)
    folder = (out or Path(f"{opened.name}-results")).absolute()
    must_be_of(folder, opened.name)
    students = students_in(roster, encoding)
    limits = Limits(wall=seconds, cpu=min(seconds, Limits.cpu))
    number = None if variant is None else numbered(opened, variant)
    assigned = read_variants(variants, opened, encoding) if variants else {}
    course_secret, of_secret = _course_secret(secret, variant)
    moment = None if due is None else deadline(due)
    gathered = gather(submissions, opened.name, students, course_secret, moment, title=opened.title)
    if not secret:
        course_secret, more = lying_secret(course_secret, gathered.marked, FILE)
        gathered = replace(gathered, remarks=(*gathered.remarks, *of_secret, *more))
    plan = Plan(opened, folder, course_secret, number, limits, assigned, students)
    results: list[Result] = []
    count = len(gathered.submissions)
    with (
        _said_where_it_stops(results, count, folder),
        tqdm(total=count, desc=opened.name, unit="", disable=None, leave=False) as bar,
    ):

        def done(result: "Result") -> None:
            results.append(result)
            bar.update()

        if cluster:
            from workbook.grading.cluster import on_cluster

            with on_cluster(cluster, limits, trust, plan.datasets) as (remote, width):
                grade_all(plan, gathered.submissions, width, run=remote, done=done)
        else:
            grade_all(plan, gathered.submissions, os.cpu_count() or 1 if jobs is None else jobs, trust, done=done)
    summary = {
        "exercise": opened.name,
        "graded": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "submissions": len(results),
        "students": sorted(result.student for result in results),
        "missing": [student.id for student in gathered.missing],
        "unmatched": [[file.file, file.reason] for file in gathered.unmatched],
    }
    with writing(plan.results, "The results are whole: make room, and type the same command again."):
        write_summary(plan.results, summary)
    print_lines(_outcome(results, gathered, plan, verbose))
    return 0


@contextlib.contextmanager
def _said_where_it_stops(results: Sequence["Result"], count: int, folder: Path) -> Iterator[None]:
    """Say what is kept if the run is interrupted (Ctrl+C)."""
    try:
        yield
    except KeyboardInterrupt:
        stopped = f"Stopped: {len(results)} of {count} submissions were dealt with; what is graded is kept in {folder}."
        print(stopped, "Type the same command again, and it goes on where it stopped.", file=sys.stderr)
        raise


def _outcome(results: Sequence["Result"], gathered: "Gathered", plan: "Plan", verbose: bool) -> Iterator[str]:
    """The lines for the screen; the table among them is kept in the folder of results too."""
    from workbook.grading.outcome import class_in_lines, findings_in_lines
    from workbook.grading.overview import class_rows, findings, write_class

    most = sum(plan.exercise.questions.values())
    graded = [result for result in results if result.status == "graded"]
    marks, not_counted = _counted(plan)
    rows = class_rows(results, plan.exercise, marks, gathered.missing, gathered.remarks)
    path = write_class(plan.results, rows)
    yield f"{len(graded)} of {len(results)} submissions were graded; results are in {plan.results}."
    if graded:
        mean = sum(result.points for result in graded) / len(graded)
        yield f"Points of the questions: {mean:.1f} of {most:g} on average."
    waiting = rows[0].index("essays to mark")
    # A shell takes it as it stands, whatever the folders are called.
    next_command = shlex.join(("workbook", "grade", "essays", str(plan.results), "--exercise", str(plan.exercise.path)))
    if count := sum(row[waiting] not in ("", "0") for row in rows[1:]):
        yield f"{count} with an essay to mark: {next_command}"
    yield from findings_in_lines(findings(results, gathered, not_counted), verbose)
    yield f"The class, with the points of the questions ({path}):"
    yield from class_in_lines(rows)


def _counted(plan: "Plan") -> tuple["MarksRead", list[str]]:
    """The marks that count, and what lies in the folder and does not: marks of texts that were replaced, and others."""
    from workbook.base import WorkbookError
    from workbook.grading.counted import counted

    try:
        found = counted(plan.results, plan.exercise)
    except WorkbookError as error:
        return {}, [str(error)]
    return found.marks, found.remarks


def _course_secret(secret: Path | None, variant: int | None) -> tuple[str, list["Remark"]]:
    """The secret in the file ``secret``, else that in this folder if no ``variant`` for all was typed; or blank.

    It is never made here. The remark is about one that lies in this folder and cannot be one.
    """
    from workbook.assignments.variants import FILE, own_secret
    from workbook.base import WorkbookError
    from workbook.grading.variant_choice import secret_lying_in

    if secret and not secret.exists():
        raise WorkbookError(f"There is no file {secret}. Name the secret that workbook assign made.")
    if secret:
        return own_secret(secret)[0], []
    return ("", []) if variant is not None else secret_lying_in(FILE)
