"""A grader that is killed goes on where it stopped, and nothing differs from a run that nobody disturbed."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from other_graders import likely_mistakes, right_answers
from submissions import results_in, submit

from workbook.assignments.source import EXAMPLE
from workbook.cli.__main__ import main
from workbook.grading import autograde
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.results import SUMMARY, read_results, result_path
from workbook.grading.sandbox import Execution, Limits, Sandbox

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]

# More by hand: WORKBOOK_CLASS=200 WORKBOOK_KILLS=20 make test ARGS=tests/grading/test_resuming.py
CLASS = int(os.environ.get("WORKBOOK_CLASS", "40"))
KILLS = int(os.environ.get("WORKBOOK_KILLS", "2"))


def command(place, out):
    return [sys.executable, "-m", "workbook.cli", "grade", place, "--exercise", EXAMPLE, "--out", out, "--jobs", "2"]


def count(out):
    return len(list((out / "students").glob("*.json"))) if (out / "students").is_dir() else 0


@pytest.fixture(scope="module")
def submitted(exercise, tmp_path_factory):
    """A class that handed in right answers, mistakes and damaged files."""
    place = tmp_path_factory.mktemp("submitted")
    right, (mistaken, _) = right_answers(exercise), likely_mistakes(exercise)
    for number in range(CLASS):
        chance = random.Random(number)
        answers = {name: chance.choice([code, mistaken.get(name, code)]) for name, code in right.items()}
        path = submit(place / f"s{number:03}" / "example.ipynb", exercise, f"s{number:03}", answers)
        if number % 20 == 7:
            content = path.read_bytes()
            path.write_bytes(content[: len(content) // 2])
    return place


@pytest.fixture(scope="module")
def undisturbed(submitted, tmp_path_factory):
    out = tmp_path_factory.mktemp("undisturbed")
    subprocess.run(command(submitted, out), check=True, capture_output=True)
    return results_in(out)


def test_killed_again_and_again_it_ends_with_the_same_results(submitted, undisturbed, tmp_path):
    assert len(undisturbed) == CLASS
    chance, out = random.Random(2026), tmp_path / "results"
    moments = sorted(chance.sample(range(1, CLASS), KILLS))
    for moment in moments:
        with subprocess.Popen(command(submitted, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as grader:
            while count(out) < moment:
                assert grader.poll() is None, "The run ended before it was to be killed."
                time.sleep(0.002)
            time.sleep(chance.random() * 0.05)
            grader.send_signal(signal.SIGKILL)
        kept = count(out)
        assert kept >= moment and len(read_results(out)) == kept, "What was kept is whole."
    done = subprocess.run(command(submitted, out), check=True, capture_output=True, text=True)
    assert f"of {CLASS} submissions were graded" in done.stdout
    assert results_in(out) == undisturbed


def files_in(out):
    """The files of a folder of results with their content, but for the summary, which says when it was made."""
    paths = [path for path in out.rglob("*") if path.is_file() and path.name != SUMMARY]
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


def test_order_and_other_files_in_the_folder_change_no_byte_of_the_results(submitted, exercise, tmp_path, monkeypatch):
    typed = ["grade", str(submitted), "--exercise", str(EXAMPLE)]
    for folder in ("alone", "among others"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path / "alone")
    assert main([*typed, "--jobs", "1"]) == 0
    wanted = files_in(tmp_path / "alone" / "example-results")
    assert len([name for name in wanted if name.startswith("students/")]) == CLASS

    others = tmp_path / "among others"
    (others / "course-secret.txt").write_text("0123456789abcdef0123456789abcdef\n")
    (others / "results" / "students").mkdir(parents=True)
    (others / "results" / "students" / "s001.json").write_text('{"exercise": "07_trade", "student": "s001"}')
    for name in ("roster.csv", "exercise.ipynb", "variants.csv", ".DS_Store", "my-entries.jsonl"):
        (others / name).write_text("id,name\ns001,Somebody Else\n")
    monkeypatch.chdir(others)
    assert main([*typed, "--jobs", "3"]) == 0
    assert files_in(others / "example-results") == wanted

    backwards = gather(submitted, exercise.name, title=exercise.title).submissions[::-1]
    grade_all(Plan(exercise, tmp_path / "backwards"), backwards, jobs=2)
    written = files_in(tmp_path / "backwards")
    assert written == {name: content for name, content in wanted.items() if name in written}
    assert {name.partition("/")[0] for name in written} == {"students", "code"} and len(written) >= 2 * CLASS - 2


def test_only_what_is_new_changed_or_damaged_is_run_again(submitted, exercise, tmp_path):
    ran = []
    submissions = gather(submitted, exercise.name, []).submissions[:5]
    with Sandbox(Limits()) as box:

        def run(cells, names):
            ran.append(names)
            return box.run(cells, names)

        def grade(chosen=submissions, number=0):
            ran.clear()
            grade_all(Plan(exercise, tmp_path, number=number), chosen, run=run)
            return len(ran)

        assert (grade(submissions[:3]), grade(), grade()) == (3, 2, 0)
        whole = results_in(tmp_path)
        result_path(tmp_path, "s001").write_text('{"exercise": ')
        assert grade() == 1 and results_in(tmp_path) == whole
        changed = submitted / "s002" / "example.ipynb"
        content = changed.read_bytes()
        try:
            changed.write_bytes(content + b"\n")
            assert grade() == 1
        finally:
            changed.write_bytes(content)
        assert grade(number=1) == 5, "Another variant is another judgement."


def test_a_submission_that_trips_the_grader_itself_is_refused_and_the_class_goes_on(
    submitted, exercise, tmp_path, monkeypatch
):
    read = autograde.read_submission

    def trips(content, exercise):
        if b'"student": "s001"' in content:
            raise IndexError("list index out of range")
        return read(content, exercise)

    monkeypatch.setattr(autograde, "read_submission", trips)
    chosen = gather(submitted, "example").submissions[:3]
    grade_all(Plan(exercise, tmp_path), chosen, run=lambda cells, names: Execution({}, (), "done", "", 0))
    found = read_results(tmp_path)
    assert [one.status for one in found.values()] == ["graded", "refused", "graded"]
    assert "a fault of the workbook (IndexError: list index out of range)" in found["s001"].reason
