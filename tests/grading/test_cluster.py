"""The same run on a Dask cluster; a worker that is lost in the middle loses no result."""

import json
import os
import signal
from dataclasses import replace

import pytest
from other_graders import filled, likely_mistakes, right_answers

from workbook.assignments import open_exercise
from workbook.assignments.copies import student_copy
from workbook.assignments.source import EXAMPLE
from workbook.base import WorkbookError
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.cluster import on_cluster
from workbook.grading.gather import gather
from workbook.grading.results import read_results
from workbook.grading.sandbox import Limits

CLASS = 24


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.filterwarnings("default")  # what a worker that is killed leaves behind
def test_a_lost_worker_loses_no_result(tmp_path):
    from distributed import LocalCluster

    exercise = open_exercise(EXAMPLE)
    right, (mistaken, _) = right_answers(exercise), likely_mistakes(exercise)
    for number in range(CLASS):
        notebook = filled(student_copy(exercise, 0, f"s{number:02}"), right | (mistaken if number % 2 else {}))
        (tmp_path / f"s{number:02}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    deliveries = gather(tmp_path, exercise.name, []).deliveries
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

        grade_all(Plan(exercise, tmp_path / "cluster"), deliveries, width, run=remote, done=done)
    grade_all(Plan(exercise, tmp_path / "here"), deliveries, 2)
    on_dask, here = (
        {student: replace(one, seconds=0) for student, one in read_results(tmp_path / place).items()}
        for place in ("cluster", "here")
    )
    assert lost and len(here) == CLASS and on_dask == here
    assert {one.points for one in here.values()} == {3, 2}


def test_a_cluster_that_is_not_there_is_told(free_port):
    with (
        pytest.raises(WorkbookError, match=r"The cluster tcp://127.0.0.1:\d+ does not answer"),
        on_cluster(f"tcp://127.0.0.1:{free_port}", Limits()),
    ):
        pass
