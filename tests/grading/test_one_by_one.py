"""Whatever happens to one submission while it is read, run, judged or kept, the others are graded as ever.

No sandbox runs here: what takes its place answers as the worked example does, 2 points for q1 and 1 for q2.
"""

import errno
from dataclasses import replace

import pytest
from other_graders import right_answers
from submissions import submit

from workbook.assignments.roster import Student
from workbook.base import BadData, WorkbookError
from workbook.grading import autograde, results
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.results import code_path, read_results, result_path
from workbook.grading.sandbox import Execution

CULPRIT = "s2"
ANSWERS = {"q1": 32.5, "q2": "b"}


@pytest.fixture
def handed_in(exercise, tmp_path):
    """A function that hands in for each id of a class, and returns what was gathered, in that order."""

    def hand_in(*students):
        for student in students:
            submit(tmp_path / "in" / f"{student[:40]}.ipynb", exercise, student, right_answers(exercise))
        found = {each.student.id: each for each in gather(tmp_path / "in", exercise.name).submissions}
        return [found[student] for student in students]

    return hand_in


def answering(answers=None, error=None):
    """What runs cells: the right answers, but ``answers`` or the ``error`` for the second who comes."""
    count = [0]

    def run(cells, names):
        count[0] += 1
        if count[0] == 2 and error:
            raise error
        return Execution(answers if count[0] == 2 and answers else ANSWERS, (), "done", "", 0.1)

    return run


def grade(exercise, submissions, out, run):
    done = []
    grade_all(Plan(exercise, out), submissions, run=run, done=done.append)
    return {result.student: result for result in done}


FAILURES = [
    MemoryError(),
    RecursionError("maximum recursion depth exceeded"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ValueError("too many values to unpack"),
    TypeError("unhashable type: 'list'"),
    KeyError("rows"),
    OSError(errno.EIO, "Input/output error"),
    AssertionError(),
]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("where", ["read", "run", "judge"])
def test_a_failure_refuses_the_one_that_it_happens_to(exercise, handed_in, tmp_path, monkeypatch, where, error):
    count = [0]

    def at_second(function):
        def failing(*words):
            count[0] += 1
            if count[0] == 2:
                raise error
            return function(*words)

        return failing

    if where == "read":
        monkeypatch.setattr(autograde, "read_submission", at_second(autograde.read_submission))
    if where == "judge":
        monkeypatch.setattr(autograde, "judge", at_second(autograde.judge))
    run = answering(error=error if where == "run" else None)
    done = grade(exercise, handed_in("s1", CULPRIT, "s3"), tmp_path / "out", run)
    assert read_results(tmp_path / "out") == done
    assert [done[student].points for student in ("s1", "s3")] == [3, 3]
    assert done[CULPRIT].status == "refused" and done[CULPRIT].reason
    assert "memory" in done[CULPRIT].reason or type(error).__name__ in done[CULPRIT].reason
    assert not code_path(tmp_path / "out", CULPRIT).exists()
    monkeypatch.undo()
    again = grade(
        exercise,
        handed_in("s1", CULPRIT, "s3"),
        tmp_path / "out",
        lambda cells, names: Execution(ANSWERS, (), "done", "", 0),
    )
    assert again[CULPRIT].points == 3, "What failed once is tried again."


def test_half_a_character_as_an_answer_is_kept_and_read_again(exercise, handed_in, tmp_path):
    answers = {"q1": "\ud800 x", "q2": "b"}
    done = grade(exercise, handed_in("s1", CULPRIT, "s3"), tmp_path / "out", answering(answers))
    assert read_results(tmp_path / "out") == done and done[CULPRIT].points == 1
    assert rb'"\ud800 x"' in result_path(tmp_path / "out", CULPRIT).read_bytes()


@pytest.mark.parametrize("in_the_way", ["students/s2.json", "code/s2.py"])
def test_a_result_that_cannot_be_kept_is_refused_alone(exercise, handed_in, tmp_path, in_the_way):
    (tmp_path / "out" / in_the_way / "deeper").mkdir(parents=True)
    done = grade(exercise, handed_in("s1", CULPRIT, "s3"), tmp_path / "out", answering())
    assert [done[student].points for student in ("s1", "s3")] == [3, 3]
    assert done[CULPRIT].status == "refused"
    assert "No result can be kept under this id (Is a directory)" in done[CULPRIT].reason


@pytest.mark.parametrize(("id", "why"), [("s" * 300, "File name too long"), ("\ud800", "UnicodeEncodeError")])
def test_an_id_that_no_file_can_have_is_refused_alone(exercise, handed_in, tmp_path, id, why):
    first, second, third = handed_in("s1", CULPRIT, "s3")
    submissions = [first, replace(second, student=Student(id)), third]
    done = grade(exercise, submissions, tmp_path / "out", answering())
    assert [done[student].points for student in ("s1", "s3")] == [3, 3]
    assert f"No result can be kept under this id ({why}): give another id in the roster." in done[id].reason
    assert read_results(tmp_path / "out").keys() == {"s1", "s3"}


def test_an_older_result_does_not_stand_for_one_that_cannot_be_kept(exercise, handed_in, tmp_path):
    out = tmp_path / "out"
    grade(exercise, handed_in("s1", CULPRIT), out, answering())
    code_path(out, CULPRIT).unlink()
    code_path(out, CULPRIT).mkdir()
    (tmp_path / "in" / f"{CULPRIT}.ipynb").write_bytes((tmp_path / "in" / f"{CULPRIT}.ipynb").read_bytes() + b"\n")
    done = grade(exercise, gather(tmp_path / "in", exercise.name).submissions, out, answering())
    assert done[CULPRIT].status == "refused" and not result_path(out, CULPRIT).exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_ends_the_run_with_one_sentence_and_the_results_so_far_are_whole(
    exercise, handed_in, tmp_path, monkeypatch, number
):
    submissions, out, count = handed_in("s1", CULPRIT, "s3"), tmp_path / "out", [0]
    write = results.write_whole

    def full(path, content):
        count[0] += 1
        if count[0] == 2:
            raise OSError(number, "No space left on device")
        write(path, content)

    monkeypatch.setattr(results, "write_whole", full)
    with pytest.raises(WorkbookError) as raised:
        grade(exercise, submissions, out, answering())
    assert str(raised.value) == (
        f"{out} takes no more results (No space left on device). Those that are there are whole. Make room, and type "
        "the same command again: it goes on where it stopped."
    )
    assert {student: result.points for student, result in read_results(out).items()} == {"s1": 3}
    monkeypatch.undo()
    ran = []
    run = answering()
    grade(exercise, submissions, out, lambda cells, names: ran.append(names) or run(cells, names))
    assert len(ran) == 2 and read_results(out).keys() == {"s1", CULPRIT, "s3"}


def test_what_is_no_fault_of_a_submission_ends_the_run_with_its_sentence(exercise, handed_in, tmp_path, monkeypatch):
    submissions = handed_in("s1", CULPRIT, "s3")
    with pytest.raises(WorkbookError, match="The sandbox does not start: no bread"):
        grade(
            exercise,
            submissions,
            tmp_path / "a",
            answering(error=WorkbookError("The sandbox does not start: no bread.")),
        )
    assert read_results(tmp_path / "a").keys() == {"s1"}
    monkeypatch.setattr(
        type(exercise), "key", lambda *words: (_ for _ in ()).throw(BadData("example, cell q1: no key"))
    )
    with pytest.raises(BadData, match="example, cell q1: no key"):
        grade(exercise, submissions, tmp_path / "b", answering())


def test_a_folder_for_results_that_cannot_be_made_is_said_before_anything_is_run(exercise, handed_in, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(
        WorkbookError, match=r"file/students cannot be written \(.*\)\. Name another folder with --out\."
    ):
        grade(exercise, handed_in("s1"), tmp_path / "file", lambda cells, names: pytest.fail("It was run."))
