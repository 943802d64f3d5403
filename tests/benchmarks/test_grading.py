"""How long does grading take? Ours, nbgrader and otter on the same exercise and the same submissions, in one run."""

import gc
import json
import os
import random
import resource
import shutil
import statistics
import time

import pytest
from other_graders import filled, likely_mistakes, right_answers, run_in

from workbook.assignments import open_exercise
from workbook.assignments.for_nbgrader import nbgrader_files
from workbook.assignments.for_otter import otter_files
from workbook.assignments.release import write_files
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.notebooks import read_submission
from workbook.grading.sandbox import Limits, Sandbox

pytestmark = pytest.mark.benchmark

NAME = "07_trade"
CLASS = 30
ROUNDS = 5


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """An nbgrader course with one release and thirty submissions: right, mistaken, half empty."""
    place = tmp_path_factory.mktemp("class") / "course"
    write_files(nbgrader_files(open_exercise(NAME)), place)
    run_in("nbgrader", place, "-m", "nbgrader", "generate_assignment", NAME)
    submit(place, CLASS)
    return place


def submit(place, count, released=None):
    """Lay ``count`` submissions into the course: the notebook ``released`` (usually nbgrader's), filled in."""
    exercise = open_exercise(NAME)
    released = released or place / "release" / NAME / f"{NAME}.ipynb"
    released = json.loads(released.read_text(encoding="utf-8"))
    right, (mistaken, _) = right_answers(exercise), likely_mistakes(exercise)
    for number in range(count):
        chance = random.Random(number)
        given = {name: chance.choice([code, code, mistaken.get(name, code)]) for name, code in right.items()}
        path = place / "submitted" / f"s{number:04}" / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(filled(released, given)), encoding="utf-8")


def ours(place, out, jobs=1, run=None):
    """Seconds for the class, from the folder to the results."""
    start = time.perf_counter()
    exercise = open_exercise(NAME)
    found = gather(place, NAME, [])
    grade_all(Plan(exercise, out), found.submissions, jobs, run=run)
    return time.perf_counter() - start


def seconds_inside(place):
    """Seconds in the sandbox for each submission of the class, by its own clock."""
    exercise = open_exercise(NAME)
    plan, seconds = Plan(exercise, place / "nowhere"), []
    with Sandbox(plan.limits, datasets=plan.datasets) as sandbox:
        for path in sorted(place.glob("submitted/*/*/*.ipynb")):
            code = read_submission(path.read_bytes(), exercise).code
            run = sandbox.run([(cell.text, cell.label) for cell in code], list(exercise.questions))
            seconds.append(run.seconds)
    return seconds


def floor(place):
    """Seconds for the same cells run with exec, each submission in a fork of this process, and nothing else."""
    import workbook as wb

    for name in wb.datasets()["dataset"]:
        wb.load(name)
    exercise = open_exercise(NAME)
    work = [read_submission(path.read_bytes(), exercise).code for path in sorted(place.glob("submitted/*/*/*.ipynb"))]
    gc.collect()
    start = time.perf_counter()
    for cells in work:
        child = os.fork()
        if child == 0:
            try:
                space: dict = {}
                for cell in cells:
                    exec(compile(cell.text, cell.label, "exec"), space)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
    return time.perf_counter() - start


def test_seconds_per_submission(course, tmp_path, capsys):
    """At least 20 times faster than nbgrader on one core, and each further one costs at most 1.8 times a bare exec."""
    submit(course, CLASS + 1)
    # After one more, everything is compiled.
    run_in("nbgrader", course, "-m", "nbgrader", "autograde", NAME, "--student", f"s{CLASS:04}")
    shutil.rmtree(course / "submitted" / f"s{CLASS:04}")
    start = time.perf_counter()
    run_in("nbgrader", course, "-m", "nbgrader", "autograde", NAME)
    by_nbgrader = (time.perf_counter() - start) / CLASS

    masters = tmp_path / "masters"
    write_files(otter_files(open_exercise(NAME)), masters)
    run_in("otter", masters, "-m", "otter", "assign", "--no-run-tests", f"{NAME}.ipynb", "dist")
    (archive,) = (masters / "dist" / "autograder").glob("*.zip")
    submit(masters, CLASS, masters / "dist" / "student" / f"{NAME}.ipynb")
    seconds = []
    for path in sorted(masters.glob("submitted/*/*/*.ipynb")):
        start = time.perf_counter()
        run_in("otter", tmp_path, "-m", "otter", "run", "-a", archive, path)
        seconds.append(time.perf_counter() - start)
    by_otter = statistics.median(seconds)

    whole, alone = [], []
    for number in range(ROUNDS):
        whole.append(ours(course, tmp_path / f"results-{number}") / CLASS)
        alone.append(floor(course) / CLASS)
    submit(course, 5 * CLASS)
    more = [ours(course, tmp_path / f"more-{number}") for number in range(ROUNDS)]
    further = (statistics.median(more) - statistics.median(whole) * CLASS) / (4 * CLASS)
    inside = statistics.median(seconds_inside(course))
    own, bare = statistics.median(whole), statistics.median(alone)
    with capsys.disabled():
        print(f"\nseconds per submission, {CLASS} submissions of {NAME}, one core, medians of {ROUNDS} rounds")
        print(f"nbgrader autograde, one call   {by_nbgrader:7.3f}   {by_nbgrader / own:6.1f} × ours")
        print(f"otter run                      {by_otter:7.3f}   {by_otter / own:6.1f} × ours")
        print(f"workbook grade, all of it      {own:7.3f}")
        print(f"  each further one             {further:7.3f}   {further / bare:6.2f} × bare exec")
        print(f"  of this in the sandbox       {inside:7.3f}   {inside / bare:6.2f} × bare exec")
        print(f"bare exec in a fork            {bare:7.3f}")
    assert by_nbgrader / own >= 20
    assert further / bare <= 1.8  # with processes of its own for each submission


def test_a_thousand_submissions_take_a_hundred_times_as_long_as_ten(course, tmp_path, capsys):
    """Time and memory from 10 to 1,000 submissions, without the start of the sandbox."""
    submit(course, 1000)
    every = gather(course, NAME, []).submissions
    assert len(every) == 1000
    rows = []
    for count in (10, 100, 1000):
        place = tmp_path / f"results-{count}"
        grade_all(Plan(open_exercise(NAME), place), every[:1], 1)  # the sandbox is started and warm in the page cache
        start = time.perf_counter()
        grade_all(Plan(open_exercise(NAME), place), every[:count], 2)
        rows.append((count, time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    with capsys.disabled():
        print("\nsubmissions   seconds   MB of the grader at most   (two cores)")
        for count, seconds, memory in rows:
            print(f"{count:11}   {seconds:7.1f}   {memory:7.0f}")
    started = rows[0][1] - 10 * (rows[2][1] - rows[1][1]) / 900
    assert (rows[2][1] - started) / (rows[1][1] - started) < 15


def test_two_workers_of_dask_against_one(course, tmp_path, capsys):
    from distributed import LocalCluster

    from workbook.grading.cluster import on_cluster

    submit(course, 640)
    seconds = {}
    for workers in (1, 2):
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
            on_cluster(cluster.scheduler_address, Limits()) as (remote, width),
        ):
            every = gather(course, NAME, []).submissions
            # Each worker starts its sandbox before the clock does.
            grade_all(Plan(open_exercise(NAME), tmp_path / f"warm-{workers}"), every[:40], width, run=remote)
            start = time.perf_counter()
            grade_all(Plan(open_exercise(NAME), tmp_path / f"out-{workers}"), every[40:640], width, run=remote)
            seconds[workers] = time.perf_counter() - start
    with capsys.disabled():
        print(
            f"\n600 submissions on Dask, seconds: one worker {seconds[1]:.1f}, two {seconds[2]:.1f}; "
            f"{seconds[1] / seconds[2]:.2f} times as quick"
        )
    assert seconds[2] < seconds[1]
