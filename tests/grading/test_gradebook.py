"""Marks in the gradebook of the real nbgrader, and back: SQLite, PostgreSQL, and its formgrader over HTTP.

The exercise is workbook/assignments/example: q1 has 2 points, q2 has 1, and the essay e1 has 8.
"""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from other_graders import ROOT, python_of
from postgres import postgres, postgres_driver  # noqa: F401  (fixtures)
from submissions import bound

import workbook
from workbook.assignments import open_exercise
from workbook.base import WorkbookError
from workbook.grading import gradebook
from workbook.grading.autograded_copy import filled_in
from workbook.grading.exports import fill_moodle
from workbook.grading.feedback import feedback_page
from workbook.grading.results import (
    EssayResult,
    QuestionResult,
    Result,
    read_marks,
    read_results,
    write_marks,
    write_result,
)

EXAMPLE = Path(workbook.__file__).parent / "assignments" / "example"
NAME = "example"
EDITION = open_exercise(EXAMPLE).edition
TEXT = "A high share is not dependence:\n\nothers could *buy* the coal."
HOSTILE = "<script>alert(1)</script> and 3 < 5\x00 \x1b[31m [press](javascript:alert(2))\r\n[x]: y $\\href{z}$"
ADA = Result(
    NAME,
    "s1",
    name="Ada L.",
    input="one",
    edition=EDITION,
    variant=3,  # counted from 0, and the first one is of 2001
    questions={
        "q1": QuestionResult(2.0, 2, "right", "China's share is 46.6 percent.", 46.6),
        "q2": QuestionResult(1.0, 1, "right", "That is what a share leaves out.", "b"),
    },
    essays={"e1": EssayResult(TEXT, 10, 8)},
)
CHOL_SU = Result(
    NAME,
    "김 철수",
    input="two",
    edition=EDITION,
    questions={
        "q1": QuestionResult(1.0, 2, "not yet", "That is the share of all others.", 53.4),
        "q2": QuestionResult(0.0, 1, "not tried", "There is no answer yet."),
    },
    essays={"e1": EssayResult("", 0, 8)},
)
EVE = Result(
    NAME,
    "s3",
    name="Eve",
    input="three",
    edition=EDITION,
    questions={
        "q1": QuestionResult(
            0.0, 2, "cannot tell", "You gave <b>a lot</b>.", {"unreadable": "a text of 30000 characters"}
        ),
        "q2": QuestionResult(0.0, 1, "not yet", "A share shows that.", {"pairs": [["a", [1, 2]]]}),
    },
    essays={"e1": EssayResult(HOSTILE, 8, 8)},
)
SHEET = {"levels": {"concept": "sound"}, "comments": ["Give the year.", "Who says so?"], "points": 6.5}


class Nbgrader:
    """A Python of nbgrader's environment that does one step after the other: to import it takes seconds."""

    def __init__(self, home):
        python = python_of("nbgrader")
        self.env = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
        # Nothing of this machine's own settings. And no PATH to alembic, as where nothing was activated.
        self.env |= {"PYTHONPATH": str(ROOT), "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "PYTHONWARNINGS": ""}
        self.said = (home / "said.txt").open("w+")
        command = [python, ROOT / "tests" / "helpers" / "with_gradebook.py"]
        pipe = subprocess.PIPE
        self.child = subprocess.Popen(
            command, env=self.env, stdin=pipe, stdout=pipe, stderr=self.said, text=True, encoding="utf-8"
        )

    def __getattr__(self, step):
        def ask(**given):
            asked = json.dumps(
                [step, {name: str(one) if isinstance(one, Path) else one for name, one in given.items()}]
            )
            self.child.stdin.write(asked + "\n")
            self.child.stdin.flush()
            line = self.child.stdout.readline()
            assert line, Path(self.said.name).read_text()[-3000:]
            answer = json.loads(line)
            if "refused" in answer:
                raise WorkbookError(f"{answer['kind']}: {answer['refused']}")
            return answer["ok"]

        return ask

    def close(self):
        self.child.stdin.close()
        self.child.wait(timeout=30)
        self.child.stdout.close()
        self.said.close()


@pytest.fixture(scope="module")
def nbgrader(tmp_path_factory):
    running = Nbgrader(tmp_path_factory.mktemp("home"))
    yield running
    running.close()


def graded(place, *results, marks=None):
    """A folder of results."""
    for one in results:
        write_result(place, one)
    if marks:
        write_marks(place, bound(marks, read_results(place), open_exercise(EXAMPLE)))
    return place


@pytest.fixture(scope="module")
def first(nbgrader, tmp_path_factory):
    """A new course after the results of three students were carried into it, and what was said."""
    place = tmp_path_factory.mktemp("first")
    results = graded(place / "results", ADA, CHOL_SU, EVE)
    said = nbgrader.to_gradebook(results=results, exercise=EXAMPLE, course=place / "course")
    return place, said


@pytest.fixture
def course(first, tmp_path):
    """A copy of that course, its results beside it in the folder results."""
    shutil.copytree(first[0], tmp_path / "class")
    return tmp_path / "class" / "course"


@pytest.fixture(scope="module")
def registered(nbgrader, first):
    """A course with the assignment, as an instructor registers it with nbgrader, and nobody in it."""
    place = first[0].parent / "registered"
    shutil.copytree(first[0] / "course" / "source", place / "source")
    shutil.copy(first[0] / "course" / "nbgrader_config.py", place)
    nbgrader.released(course=place, name=NAME)
    return place


@pytest.fixture
def unmarked(registered, tmp_path):
    """A copy of that course."""
    return shutil.copytree(registered, tmp_path / "unmarked")


@pytest.fixture
def again(nbgrader, course):
    """A function that carries the course's results over once more, after some were replaced by ``results``."""

    def carry(*results, marks=None, **more):
        place = graded(course.parent / "results", *results, marks=marks)
        return nbgrader.to_gradebook(results=place, exercise=EXAMPLE, course=course, **more)

    return carry


@pytest.mark.slow
def test_questions_have_our_points_and_essays_wait_for_a_person(nbgrader, first):
    said = nbgrader.told(course=first[0] / "course", name=NAME, students=["s1", "김 철수"])
    assert first[1] == {"students": ["s1", "s3", "김 철수"], "remarks": []}
    assert said["assignment"]["max_score"] == 2 + 1 + 8
    ada, chol_su = said["one by one"]["s1"], said["one by one"]["김 철수"]
    assert (ada["score"], ada["max_score"], ada["code_score"], ada["written_score"]) == (3, 11, 3, 0)
    assert (ada["autograded"], ada["submitted"], ada["needs_manual_grade"]) == (True, True, True)
    assert (ada["first_name"], ada["last_name"]) == ("", "Ada L.")
    # Nobody need look at an essay that was not written.
    assert (chol_su["score"], chol_su["needs_manual_grade"], chol_su["last_name"]) == (1, False, None)
    assert [one["student"] for one in said["submissions"]] == ["s1", "s3", "김 철수"]
    # A question with fewer points than there are is a failed test to nbgrader.
    assert {one["student"]: (one["score"], one["failed_tests"]) for one in said["notebooks"]} == {
        "s1": (3, False),
        "s3": (0, True),
        "김 철수": (1, True),
    }


@pytest.mark.slow
def test_replies_are_the_comments_of_the_answers(nbgrader, first):
    said = nbgrader.grades(course=first[0] / "course", name=NAME)
    assert said["s1"]["q1-hidden"]["auto_score"] == 2
    assert said["s1"]["q1-answer"]["comment"]["auto_comment"] == "China's share is 46.6 percent."
    assert said["s1"]["e1-essay"]["comment"]["auto_comment"] is None
    assert said["김 철수"]["e1-essay"]["comment"]["auto_comment"] == "No text was handed in."
    assert (said["s1"]["e1-essay"]["auto_score"], said["s1"]["e1-essay"]["needs_manual_grade"]) == (None, True)
    assert (said["김 철수"]["e1-essay"]["auto_score"], said["김 철수"]["e1-essay"]["needs_manual_grade"]) == (0, False)
    assert said["s3"]["q1-answer"]["comment"]["auto_comment"] == "You gave &lt;b>a lot&lt;/b>."


@pytest.mark.slow
def test_the_autograded_notebook_is_the_release_with_answers_and_essay(nbgrader, first):
    place = first[0] / "course" / "autograded"
    cells, blank, odd = (sources(place / student / NAME / f"{NAME}.ipynb") for student in ("s1", "김 철수", "s3"))
    released = sources(first[0] / "course" / "release" / NAME / f"{NAME}.ipynb")
    assert cells["q1", "answer"].endswith("\nq1 = 46.6")
    assert cells["q2", "answer"].endswith("\nq2 = 'b'")
    assert cells["e1", "essay"] == TEXT
    assert "2004" in cells["q1", "prompt"] and "2001" in released["q1", "prompt"]
    assert blank["q2", "answer"] == released["q2", "answer"] and blank["e1", "essay"] == released["e1", "essay"]
    assert odd["q1", "answer"] == "q1 = ...\n# q1 held a text of 30000 characters, which cannot be read."
    assert odd["q2", "answer"].endswith("\nq2 = {'a': [1, 2]}")
    assert odd["e1", "essay"] == (
        "&lt;script>alert(1)&lt;/script> and 3 < 5 [31m [press&#93;(javascript:alert(2))\n[x&#93;: y $\\ href{z}$"
    )
    for student in ("s1", "김 철수", "s3"):
        nbgrader.valid(path=place / student / NAME / f"{NAME}.ipynb")
        assert "Key(" not in (place / student / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_second_run_changes_nothing(nbgrader, course, again):
    before = nbgrader.everything(course=course)
    assert again() == {"students": [], "remarks": []}
    assert nbgrader.everything(course=course) == before


@pytest.mark.slow
def test_a_persons_mark_outlives_new_results(nbgrader, course, again):
    nbgrader.mark(course=course, name=NAME, student="s1", cell="q1-hidden", manual_score=0.5, extra_credit=0.25)
    nbgrader.mark(course=course, name=NAME, student="s1", cell="q1-answer", comment="We talked about it.")
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=7, comment="Well argued.")
    assert again() == {"students": [], "remarks": []}
    worse = replace(
        ADA, input="new", questions={**ADA.questions, "q1": QuestionResult(1.0, 2, "not yet", "Nearly.", 53.4)}
    )
    assert again(worse) == {
        "students": ["s1"],
        "remarks": ["s1: q1: the mark that a person gave in formgrader stays; look at it again there."],
    }
    own = nbgrader.grades(course=course, name=NAME)["s1"]
    q1, e1 = own["q1-hidden"], own["e1-essay"]
    assert (q1["auto_score"], q1["manual_score"], q1["extra_credit"], q1["needs_manual_grade"]) == (1, 0.5, 0.25, True)
    assert (e1["manual_score"], e1["needs_manual_grade"]) == (7, False)
    comment = own["q1-answer"]["comment"]
    assert (comment["auto_comment"], comment["manual_comment"]) == ("Nearly.", "We talked about it.")
    assert own["e1-essay"]["comment"]["manual_comment"] == "Well argued."
    assert again() == {"students": [], "remarks": []}


@pytest.mark.slow
def test_an_essay_that_changed_after_it_was_marked_waits_again(nbgrader, course, again):
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=7)
    assert nbgrader.from_gradebook(exercise=EXAMPLE, course=course) == {
        "s1": {"e1": {"levels": {}, "comments": [], "points": 7}}
    }
    said = again(replace(ADA, input="new", essays={"e1": EssayResult("Another text.", 2, 8)}))
    assert said["remarks"] == ["s1: e1: the mark that a person gave in formgrader stays; look at it again there."]
    own = nbgrader.grades(course=course, name=NAME)["s1"]["e1-essay"]
    assert (own["manual_score"], own["needs_manual_grade"]) == (7, True)
    assert nbgrader.from_gradebook(exercise=EXAMPLE, course=course) == {}
    said = nbgrader.read_back(results=course.parent / "results", exercise=EXAMPLE, course=course)
    assert said["students"] == []
    assert said["remarks"] == [
        "s1, e1: the mark in formgrader (7 points) is to be looked at again there; it stays there until then."
    ]


@pytest.mark.slow
def test_a_mark_from_the_sheets_counts_in_the_gradebook_until_it_is_withdrawn(nbgrader, course, again):
    assert again(marks={"s1": {"e1": SHEET}})["students"] == ["s1"]
    own = nbgrader.grades(course=course, name=NAME)["s1"]["e1-essay"]
    assert (own["auto_score"], own["score"], own["needs_manual_grade"]) == (6.5, 6.5, False)
    assert own["comment"]["auto_comment"] == "Give the year.\n\nWho says so?"
    assert nbgrader.from_gradebook(exercise=EXAMPLE, course=course) == {}  # no person marked it there
    write_marks(course.parent / "results", {})
    assert again()["students"] == ["s1"]
    own = nbgrader.grades(course=course, name=NAME)["s1"]["e1-essay"]
    assert (own["auto_score"], own["needs_manual_grade"], own["comment"]["auto_comment"]) == (None, True, None)


@pytest.mark.slow
def test_marks_from_formgrader_come_back_and_follow_its_changes(nbgrader, course, again):
    results = course.parent / "results"

    def back():
        return nbgrader.read_back(results=results, exercise=EXAMPLE, course=course)

    nbgrader.mark(
        course=course, name=NAME, student="s1", cell="e1-essay", manual_score=7, extra_credit=0.5, comment=" Good. "
    )
    nbgrader.mark(course=course, name=NAME, student="s3", cell="e1-essay", comment="I shall read it tomorrow.")
    assert back() == {"students": ["s1"], "remarks": []}
    mark = {"levels": {}, "comments": ["Good."], "points": 7.5}
    assert read_marks(results) == bound({"s1": {"e1": mark}}, {"s1": ADA}, open_exercise(EXAMPLE))
    assert back() == {"students": [], "remarks": []}
    assert again() == {"students": [], "remarks": []}  # what came back does not go out again as ours
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=5, comment="")
    assert back() == {"students": ["s1"], "remarks": []}
    mark = {"levels": {}, "comments": [], "points": 5}
    assert read_marks(results) == bound({"s1": {"e1": mark}}, {"s1": ADA}, open_exercise(EXAMPLE))
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=None)
    assert back() == {
        "students": [],
        "remarks": ["s1, e1: 5 points came from formgrader, which no longer has a mark."],
    }
    assert read_marks(results)["s1"]["e1"]["points"] == 5


@pytest.mark.slow
def test_a_mark_from_formgrader_for_an_earlier_text_does_not_come_back(nbgrader, course, again):
    """The new text is graded, but the gradebook does not have it yet."""
    results = course.parent / "results"
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=7)
    assert nbgrader.read_back(results=results, exercise=EXAMPLE, course=course)["students"] == ["s1"]
    graded(results, replace(ADA, input="new", essays={"e1": EssayResult("Another text.", 2, 8)}))
    stays = (
        "s1, e1: the mark in formgrader (7 points) was given to another text, or with another rubric, so it stays "
        "there. Carry the results over again, and look at it there."
    )
    dropped = "s1 (e1): the mark of 7 points was given to another text, so it does not count. Mark the essay again."
    said = nbgrader.read_back(results=results, exercise=EXAMPLE, course=course)
    assert said == {"students": [], "remarks": [stays, dropped]}
    said = again()
    assert said["remarks"] == [
        dropped,
        "s1: e1: the mark that a person gave in formgrader stays; look at it again there.",
    ]
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=2)
    assert nbgrader.read_back(results=results, exercise=EXAMPLE, course=course) == {"students": ["s1"], "remarks": []}
    assert read_marks(results)["s1"]["e1"]["points"] == 2


@pytest.mark.slow
def test_a_mark_from_the_sheets_for_an_earlier_text_leaves_the_gradebook(nbgrader, course, again):
    assert again(marks={"s1": {"e1": SHEET}})["students"] == ["s1"]
    said = again(replace(ADA, input="new", essays={"e1": EssayResult("Another text.", 2, 8)}))
    assert (
        said["students"] == ["s1"] and "s1 (e1): the mark of 6.5 points was given to another text" in said["remarks"][0]
    )
    own = nbgrader.grades(course=course, name=NAME)["s1"]["e1-essay"]
    assert (own["auto_score"], own["score"], own["needs_manual_grade"]) == (None, 0, True)
    assert own["comment"]["auto_comment"] is None


@pytest.mark.slow
def test_a_mark_from_the_sheets_is_never_overwritten_by_formgrader(nbgrader, course):
    results = graded(course.parent / "results", marks={"s1": {"e1": SHEET}, "s3": {"e1": {**SHEET, "note": "kept"}}})
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=4, comment="Too short.")
    nbgrader.mark(course=course, name=NAME, student="s3", cell="e1-essay", manual_score=6.5, comment="Who says so?")
    said = nbgrader.read_back(results=results, exercise=EXAMPLE, course=course)
    assert said["students"] == [] and said["remarks"] == [
        "s1, e1: the marking sheets give 6.5 points and formgrader 4. The mark from the sheets stays until the two are "
        "the same."
    ]
    nbgrader.mark(course=course, name=NAME, student="s3", cell="e1-essay", manual_score=6.5, comment="And well put.")
    assert nbgrader.read_back(results=results, exercise=EXAMPLE, course=course)["students"] == ["s3"]
    marks = read_marks(results)
    comments = ["Give the year.", "Who says so?", "And well put."]
    wanted = {"s1": {"e1": SHEET}, "s3": {"e1": {**SHEET, "note": "kept", "comments": comments}}}
    assert marks == bound(wanted, {"s1": ADA, "s3": EVE}, open_exercise(EXAMPLE))


@pytest.mark.slow
def test_marks_that_the_results_cannot_hold_are_listed(nbgrader, course):
    nbgrader.mark(course=course, name=NAME, student="s1", cell="q1-hidden", manual_score=0.5, extra_credit=1)
    nbgrader.mark(course=course, name=NAME, student="s3", cell="q2-answer", comment="Come and see me.")
    nbgrader.mark(course=course, name=NAME, student="김 철수", cell="e1-essay", manual_score=1)
    results = graded(course.parent / "others", ADA, EVE)
    said = nbgrader.read_back(results=results, exercise=EXAMPLE, course=course)
    assert said == {
        "students": [],
        "remarks": [
            "s1, q1: a person gave 1.5 points in formgrader; the results keep 2 points and our reply.",
            "s3, q2: a person wrote a comment in formgrader; the results keep 0 points and our reply.",
            "김 철수, e1: marked in formgrader, but there is no result that counts; the mark stays there.",
        ],
    }
    assert read_marks(results) == {}


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "at"), [("commit", 1), ("commit", 2), ("commit", 3), ("write", 1), ("write", 3)])
def test_a_killed_run_leaves_whole_students_and_can_be_repeated(nbgrader, course, unmarked, moment, at):
    """Each student is one commit, and after it one file."""
    results = course.parent / "results"
    assert nbgrader.stopped(results=results, exercise=EXAMPLE, course=unmarked, moment=moment, at=at)
    whole, wanted = scores(nbgrader, unmarked), scores(nbgrader, course)
    assert sorted(whole) == ["s1", "s3", "김 철수"][: at - (moment == "commit")]
    assert whole == {student: wanted[student] for student in whole}
    nbgrader.to_gradebook(results=results, exercise=EXAMPLE, course=unmarked)
    assert scores(nbgrader, unmarked) == wanted
    assert len(list(unmarked.glob(f"autograded/*/{NAME}/{NAME}.ipynb"))) == 3


@pytest.mark.slow
def test_students_who_cannot_be_entered_are_listed_and_the_others_are_entered(nbgrader, course, again):
    refused = Result(NAME, "s4", edition=EDITION, status="refused", reason="The file is not a notebook.")
    said = again(replace(ADA, student="../s5"), replace(ADA, student="x" * 129), refused, replace(ADA, student="s6"))
    why = (
        "nbgrader names a folder after each id, so an id has no slash, no dot at its beginning, and at most 128 "
        "characters. Give another id in the roster."
    )
    assert said == {
        "students": ["s6"],
        "remarks": [
            f"../s5 was not entered: {why}",
            "s4 was not entered: the submission was refused. The file is not a notebook.",
            f"{'x' * 129} was not entered: {why}",
        ],
    }
    assert sorted(path.name for path in (course / "autograded").iterdir()) == ["s1", "s3", "s6", "김 철수"]


@pytest.mark.slow
def test_marks_of_a_submission_that_nbgrader_collected_are_shown(nbgrader, course, again):
    """formgrader compares the times of what was collected and what was graded."""
    stamp = course / "submitted" / "s1" / NAME / "timestamp.txt"
    stamp.parent.mkdir(parents=True)
    stamp.write_text("2026-03-01 10:00:00 UTC")
    assert not nbgrader.told(course=course, name=NAME, students=["s1"])["one by one"]["s1"]["autograded"]
    assert again(replace(ADA, input="new")) == {"students": ["s1"], "remarks": []}
    said = nbgrader.told(course=course, name=NAME, students=["s1"])["one by one"]["s1"]
    assert (said["autograded"], said["score"], said["timestamp"]) == (True, 3, "2026-03-01T10:00:00")
    stamp.write_text("2026-03-02 10:00:00 UTC")
    newer = f"nbgrader has collected a newer submission in {stamp.parent}. Grade it, and carry the results over again."
    assert again() == {"students": [], "remarks": [f"s1: {newer}"]}
    stamp.write_text("yesterday")
    assert again() == {"students": [], "remarks": [f"s1: {stamp} does not hold a time."]}


@pytest.mark.slow
def test_results_of_another_edition_enter_nothing(nbgrader, course, again):
    before = nbgrader.everything(course=course)
    more = replace(ADA, questions={**ADA.questions, "q1": QuestionResult(3.0, 3, "right", "", 46.6)})
    with pytest.raises(WorkbookError, match=r"BadData: The result of s1 is of example with q1 \(3 points\), q2"):
        again(more)
    assert nbgrader.everything(course=course) == before


@pytest.mark.slow
def test_a_course_of_another_edition_is_refused(nbgrader, course, again):
    path = course / "source" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"points": 2', '"points": 5'), encoding="utf-8")
    shutil.rmtree(course / "release")
    with pytest.raises(WorkbookError, match="BadData: example in .* is of another edition: it should have q1"):
        again()
    with pytest.raises(WorkbookError, match="does not have example as it is now"):
        nbgrader.from_gradebook(exercise=EXAMPLE, course=course)


@pytest.mark.slow
def test_an_assignment_is_registered_again_after_its_source_was_corrected(nbgrader, unmarked, course):
    source, results = unmarked / "source" / NAME / f"{NAME}.ipynb", course.parent / "results"
    right = source.read_text(encoding="utf-8")
    source.write_text("no notebook", encoding="utf-8")
    (unmarked / "release" / NAME / f"{NAME}.ipynb").unlink()
    with pytest.raises(WorkbookError, match="nbgrader cannot register example in .*JSONDecodeError: Expecting value"):
        nbgrader.to_gradebook(results=results, exercise=EXAMPLE, course=unmarked)
    source.write_text(right, encoding="utf-8")
    nbgrader.to_gradebook(results=results, exercise=EXAMPLE, course=unmarked)
    assert scores(nbgrader, unmarked) == scores(nbgrader, course)


@pytest.mark.slow
def test_a_folder_that_is_not_a_course_is_left_alone(nbgrader, first, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(WorkbookError, match=r"is not an nbgrader course: it has no nbgrader_config\.py"):
        nbgrader.to_gradebook(results=first[0] / "results", exercise=EXAMPLE, course=tmp_path)
    with pytest.raises(WorkbookError, match="There is no gradebook at sqlite:"):
        nbgrader.from_gradebook(exercise=EXAMPLE, course=tmp_path / "nowhere")
    with pytest.raises(WorkbookError, match="There is no gradebook at sqlite:"):
        nbgrader.from_gradebook(exercise=EXAMPLE, course=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.slow
@pytest.mark.usefixtures("postgres_driver")
@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql://teacher:s3cret@127.0.0.1:9/none",
            r"postgresql://teacher:\*\*\*@127.0.0.1:9/none cannot be used",
        ),
        ("postgresql://teacher:s3cret@127.0.0.1:port/none", "The address of the database cannot be read"),
        ("s3cret", "The address of the database cannot be read"),
        ("sqlite://", "A database in memory is lost at once"),
        ("mysql://teacher:s3cret@127.0.0.1/none", 'That database needs MySQLdb. Type: pip install "MySQLdb"'),
        ("sqlite:///{course}/release/example/example.ipynb", "cannot be used .DatabaseError: file is not a database"),
        ("sqlite:///{course}/none/new.db", "cannot be used .OperationalError: unable to open database file"),
    ],
)
def test_an_unusable_database_is_reported_in_one_sentence_without_the_password(nbgrader, course, again, url, said):
    with pytest.raises(WorkbookError, match=said) as error:
        again(url=url.format(course=course))
    assert "s3cret" not in str(error.value)


@pytest.mark.slow
def test_postgresql_holds_the_same_as_sqlite(nbgrader, course, again, postgres):  # noqa: F811
    url = postgres("course")
    said = again(url=url)
    hidden = "***".join([url[: url.index(":", 12) + 1], url[url.index("@") :]])
    assert said["students"] == ["s1", "s3", "김 철수"]
    assert said["remarks"] == [
        f"formgrader reads sqlite:///{course}/gradebook.db. For {hidden} set c.CourseDirectory.db_url in "
        f"{course}/nbgrader_config.py."
    ]
    assert scores(nbgrader, course, url) == scores(nbgrader, course)
    before = nbgrader.everything(course=course, url=url)
    assert again(url=url)["students"] == []
    assert nbgrader.everything(course=course, url=url) == before
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=7.25, comment="좋아요", url=url)
    mark = {"levels": {}, "comments": ["좋아요"], "points": 7.25}
    assert nbgrader.from_gradebook(exercise=EXAMPLE, course=course, url=url) == {"s1": {"e1": mark}}
    assert nbgrader.from_gradebook(exercise=EXAMPLE, course=course) == {}
    wrong = url.replace(":", ":x", 2).replace(":x", ":", 1)
    with pytest.raises(WorkbookError, match='password authentication failed for user "teacher"') as error:
        again(url=wrong)
    assert "\n" not in str(error.value)
    with pytest.raises(WorkbookError, match="There is no gradebook at postgresql:"):
        nbgrader.from_gradebook(exercise=EXAMPLE, course=course, url=postgres("other"))


@pytest.mark.slow
def test_formgrader_shows_our_marks_and_what_is_marked_there_comes_back(nbgrader, course, again, formgrader):
    said = {one["student"]: one for one in formgrader("GET", f"api/submissions/{NAME}")}
    assert {student: (one["score"], one["needs_manual_grade"]) for student, one in said.items()} == {
        "s1": (3, True),
        "s3": (0, True),
        "김 철수": (1, False),
    }
    ids = {one["student"]: one["id"] for one in formgrader("GET", f"api/submitted_notebooks/{NAME}/{NAME}")}
    page = formgrader("GET", f"submissions/{ids['s1']}/")
    assert "others could <em>buy</em> the coal" in page and "2004" in page and "q1-hidden" in page
    hostile = formgrader("GET", f"submissions/{ids['s3']}/")
    assert "&lt;script&gt;alert(1)" in hostile
    assert "<script>alert(1)" not in hostile and 'href="javascript' not in hostile
    grade = next(one for one in formgrader("GET", f"api/grades?submission_id={ids['s1']}") if one["name"] == "e1-essay")
    comment = next(
        one for one in formgrader("GET", f"api/comments?submission_id={ids['s1']}") if one["name"] == "e1-essay"
    )
    formgrader("PUT", f"api/grade/{grade['id']}", {**grade, "manual_score": 6, "extra_credit": 0.5})
    formgrader("PUT", f"api/comment/{comment['id']}", {**comment, "manual_comment": "Say who counts."})
    mark = {"levels": {}, "comments": ["Say who counts."], "points": 6.5}
    assert nbgrader.from_gradebook(exercise=EXAMPLE, course=course) == {"s1": {"e1": mark}}
    assert again() == {"students": [], "remarks": []}
    assert {one["student"]: one["score"] for one in formgrader("GET", f"api/submissions/{NAME}")}["s1"] == 9.5
    # From there into the results, and on to the student and to Moodle.
    results = course.parent / "results"
    assert nbgrader.read_back(results=results, exercise=EXAMPLE, course=course)["students"] == ["s1"]
    page = feedback_page(ADA, open_exercise(EXAMPLE), read_marks(results))
    assert "9.5 of 11 points" in page and "6.5 of 8 points" in page and "Say who counts." in page
    sheet = b"Identifier,Full name,Grade,Maximum grade\r\nParticipant 1,Ada L.,,11.00\r\n"
    filled = fill_moodle(sheet, {"s1": ADA}, read_marks(results), [], open_exercise(EXAMPLE))
    assert filled.content == sheet.replace(b"L.,,", b"L.,9.5,")


@pytest.mark.slow
def test_nbgrader_makes_its_own_feedback_from_the_gradebook(nbgrader, course):
    nbgrader.mark(course=course, name=NAME, student="s1", cell="e1-essay", manual_score=7, comment="Well argued.")
    pages = nbgrader.feedback(course=course, name=NAME)
    assert pages.keys() == {"s1", "s3", "김 철수"}
    for said in ("Score: 10.0 / 11.0", "China's share is 46.6 percent.", "Well argued.", "<em>buy</em>"):
        assert said.replace("'", "&#39;") in pages["s1"] or said in pages["s1"]
    assert "Score: 1.0 / 11.0" in pages["김 철수"] and "No text was handed in." in pages["김 철수"]
    assert "<b>a lot" not in pages["s3"] and "<script>alert(1)" not in pages["s3"]


@pytest.mark.slow
def test_a_course_made_by_workbook_assign_is_used_as_it_is(nbgrader, course, tmp_path):
    made = tmp_path / "made"
    shutil.copytree(course / "source", made / "source")
    (made / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.db_url = 'sqlite:///marks.db'\n")
    said = nbgrader.to_gradebook(results=course.parent / "results", exercise=EXAMPLE, course=made)
    assert (len(said["students"]), said["remarks"]) == (3, [])
    assert (made / "marks.db").is_file() and not (made / "gradebook.db").exists()
    (made / "nbgrader_config.py").write_text("c = get_config(\n")
    with pytest.raises(WorkbookError, match=r"nbgrader_config\.py fails with SyntaxError"):
        nbgrader.from_gradebook(exercise=EXAMPLE, course=made)


def test_without_nbgrader_it_says_what_to_install(tmp_path):
    exercise = open_exercise(EXAMPLE)
    graded(tmp_path, ADA)
    for ask in (gradebook.to_gradebook, gradebook.read_back):
        with pytest.raises(WorkbookError, match=r'Type: pip install "triangle-workbook\[grade\]"'):
            ask(tmp_path, exercise, tmp_path / "course")
    with pytest.raises(WorkbookError, match=r'Type: pip install "triangle-workbook\[grade\]"'):
        gradebook.from_gradebook(tmp_path / "course", exercise)
    assert not (tmp_path / "course").exists()


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (46.6, 46.6),
        ('it\'s\n"so"', 'it\'s\n"so"'),
        ([2014, "a", None], [2014, "a", None]),
        ({"pairs": [["China", 1], ["러시아", [2]]]}, {"China": 1, "러시아": [2]}),
        ("long words " * 60, "long words " * 60),
        (False, False),
    ],
)
def test_an_answer_is_shown_as_code_that_gives_the_same_value(given, value):
    space = {}
    exec(answer_cell(given), space)
    assert space["q1"] == value


def test_a_table_is_shown_as_code_that_gives_the_same_table():
    space = {}
    exec(answer_cell({"columns": ["year", "who"], "rows": [[2014, "CHN"], [2015, "RUS"]]}), space)
    assert space["q1"].to_dict("list") == {"year": [2014, 2015], "who": ["CHN", "RUS"]}


def test_a_name_that_a_student_made_up_is_not_run_as_code():
    said = answer_cell({"unreadable": "a x\nimport os"})
    assert said == "q1 = ...\n# q1 held a x import os, which cannot be read."


def answer_cell(given):
    cell = {"metadata": {"workbook": {"role": "answer", "question": "q1"}}, "source": "q1 = ..."}
    result = replace(ADA, questions={"q1": QuestionResult(2.0, 2, "right", "", given)})
    notebook = filled_in({"cells": [cell], "metadata": {}}, open_exercise(EXAMPLE), result)
    return notebook["cells"][0]["source"]


def sources(path):
    """The text of the cells of a question or essay in the notebook ``path``, by question and role."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    about = [(cell, cell["metadata"].get("workbook", {})) for cell in cells]
    return {(one.get("question"), one.get("role")): "".join(cell["source"]) for cell, one in about}


def scores(nbgrader, course, url=""):
    """What the gradebook has, without ids, which are drawn again in each."""
    fields = ("auto_score", "manual_score", "needs_manual_grade")
    return {
        student: {
            name: ([cell.get(one) for one in fields], cell.get("comment", {}).get("auto_comment"))
            for name, cell in own.items()
        }
        for student, own in nbgrader.grades(course=course, name=NAME, url=url).items()
    }


@pytest.fixture
def formgrader(nbgrader, course, tmp_path, free_port):
    """A function that asks the formgrader of a real Jupyter server for the course: method, path and data."""
    python, log = python_of("nbgrader"), tmp_path / "server.txt"
    command = [python, "-m", "jupyter_server", "--no-browser", "--allow-root", f"--ServerApp.port={free_port}"]
    command += ["--IdentityProvider.token=key", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={course}"]
    with log.open("w") as said:
        child = subprocess.Popen(command, cwd=course, env=nbgrader.env, stdout=said, stderr=said)

    def ask(method, path, data=None):
        url = f"http://127.0.0.1:{free_port}/formgrader/{path}"
        content = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(url, content, {"Authorization": "token key"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read().decode()
        return json.loads(text) if path.startswith("api") else text

    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                ask("GET", "api/status")
                break
            except (urllib.error.URLError, ConnectionError):
                assert child.poll() is None and time.monotonic() < deadline, log.read_text()[-3000:]
                time.sleep(0.2)
        yield ask
    finally:
        child.terminate()
        child.wait(timeout=30)
