"""The same run on a Dask cluster; a worker that is lost in the middle loses no result."""

import os
import signal

import pytest
from other_graders import likely_mistakes, right_answers
from submissions import results_in, submit

from workbook.base import WorkbookError
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.cluster import on_cluster
from workbook.grading.gather import gather
from workbook.grading.sandbox import Limits

CLASS = 24


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.filterwarnings("default")  # what a worker that is killed leaves behind
def test_a_lost_worker_loses_no_result(exercise, tmp_path):
    from distributed import LocalCluster

    right, (mistaken, _) = right_answers(exercise), likely_mistakes(exercise)
    for number in range(CLASS):
        answers = right | (mistaken if number % 2 else {})
        submit(tmp_path / f"s{number:02}.ipynb", exercise, f"s{number:02}", answers)
    submissions = gather(tmp_path, exercise.name, []).submissions
    lost: list[int] = []

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        on_cluster(cluster.scheduler_address, Limits()) as (remote, width),
    ):
        workers = [worker.process.process.pid for worker in cluster.workers.values()]

        def done(result):
            if not lost:
                lost.append(workers[0])
                os.kill(workers[0], signal.SIGKILL)

        grade_all(Plan(exercise, tmp_path / "cluster"), submissions, width, run=remote, done=done)
    grade_all(Plan(exercise, tmp_path / "here"), submissions, 2)
    on_dask, here = (results_in(tmp_path / place) for place in ("cluster", "here"))
    assert lost and len(here) == CLASS and on_dask == here
    assert {result.points for result in here.values()} == {3, 2}


@pytest.mark.slow
def test_a_cluster_that_does_not_answer_is_an_error(free_port):
    with (
        pytest.raises(WorkbookError, match=r"The cluster tcp://127.0.0.1:\d+ does not answer"),
        on_cluster(f"tcp://127.0.0.1:{free_port}", Limits()),
    ):
        pass
