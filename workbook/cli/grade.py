"""`workbook grade SUBMISSIONS --exercise NAME`: run what a class handed in, in a sandbox, and judge the answers."""

import datetime
import os
from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "grade",
        help="grade what a class handed in",
        description="Reads submissions (a folder or a zip: hand-in files, downloads of Moodle and Canvas, nbgrader's "
        "submitted folder, loose notebooks), runs each in a sandbox, judges the answers, and keeps one result per "
        "student. An interrupted run goes on where it stopped. Then: workbook grade essays, workbook grade feedback, "
        "workbook grade similarity, workbook export.",
    )
    parser.add_argument("submissions", metavar="SUBMISSIONS", help="a folder or a zip")
    parser.add_argument("--exercise", required=True, metavar="NAME", help="the exercise, or its folder")
    parser.add_argument("--out", default="results", metavar="RESULTS", help="the folder for results (default: results)")
    parser.add_argument("--students", metavar="ROSTER", help="a CSV file with a column id, and name for matching")
    parser.add_argument("--encoding", default="", help="the encoding of the roster, if it is not UTF-8")
    parser.add_argument("--secret", metavar="FILE", help="the secret that the copies were made with")
    parser.add_argument("--variant", type=int, default=1, metavar="N", help="the variant of copies made for all")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="how many at once (default: one per core)"
    )
    parser.add_argument("--seconds", type=int, default=60, help="the most that one submission may take")
    parser.add_argument("--trust", action="store_true", help="run the code without a sandbox, at your own risk")
    parser.add_argument("--cluster", metavar="ADDRESS", help="run it on a Dask cluster (extra: cluster)")
    parser.set_defaults(run=run)


def run(options):
    """Grade, with progress, and say what came out and what needs a look."""
    from tqdm import tqdm

    from workbook.assignments import open_exercise
    from workbook.assignments.roster import read_roster
    from workbook.assignments.variants import numbered
    from workbook.grading.autograde import Plan, grade_all
    from workbook.grading.gather import gather
    from workbook.grading.results import write_summary
    from workbook.grading.sandbox import Limits

    exercise = open_exercise(options.exercise)
    students = read_roster(options.students, options.encoding) if options.students else []
    limits = Limits(wall=options.seconds, cpu=min(options.seconds, Limits.cpu))
    plan = Plan(exercise, _folder(options.out), _secret(options.secret), numbered(exercise, options.variant), limits)
    gathered = gather(Path(options.submissions).expanduser(), exercise.name, students)
    results = []
    with tqdm(total=len(gathered.submissions), desc=exercise.name, unit="", disable=None, leave=False) as bar:

        def done(result):
            results.append(result)
            bar.update()

        if options.cluster:
            from workbook.grading.cluster import on_cluster

            with on_cluster(options.cluster, limits, options.trust, plan.datasets) as (remote, width):
                grade_all(plan, gathered.submissions, width, run=remote, done=done)
        else:
            grade_all(plan, gathered.submissions, options.jobs, options.trust, done=done)
    summary = {
        "exercise": exercise.name,
        "graded": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "submissions": len(results),
        "missing": [student.id for student in gathered.missing],
        "unmatched": [[one.file, one.reason] for one in gathered.unmatched],
    }
    write_summary(plan.results, summary)
    _say(results, gathered, plan)
    return 0


def _say(results, gathered, plan):
    from workbook.grading.results import total

    most = sum(plan.exercise.questions.values())
    graded = [result for result in results if result.status == "graded"]
    print(f"{len(graded)} of {len(results)} submissions were graded; results are in {plan.results}.")
    if graded:
        mean = sum(result.points for result in graded) / len(graded)
        print(f"Points of the questions: {mean:.1f} of {most:g} on average.")
    waiting = sum(total(result, {}) is None for result in graded)
    if waiting:
        print(f"{waiting} with an essay to mark: workbook grade essays {plan.results} --exercise {plan.exercise.path}")
    for result in sorted(results, key=lambda one: one.student):
        if result.status == "refused":
            print(f"{result.student}: {result.file} was refused. {result.reason}")
        for remark in result.remarks[:1]:
            print(f"{result.student}: {remark}")
    for one in gathered.unmatched:
        print(f"Not graded: {one.file}. {one.reason}")
    for remark in gathered.remarks:
        print(remark)
    if gathered.missing:
        print(f"Nothing came from: {', '.join(student.id for student in gathered.missing)}.")


def _folder(path):
    from workbook.base import WorkbookError

    place = Path(path).expanduser().absolute()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkbookError(f"{place} cannot be made ({error.strerror}). Name another folder with --out.") from None
    return place


def _secret(path):
    """The secret in the file ``path``, or in this folder; blank if there is none. It is never made here."""
    from workbook.assignments.variants import FILE, own_secret
    from workbook.base import WorkbookError

    place = Path(path or FILE).expanduser()
    if not place.is_file():
        if path:
            raise WorkbookError(f"There is no file {place}. Name the secret that workbook assign made.")
        return ""
    return own_secret(place)[0]
