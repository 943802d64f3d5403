"""What counts: a result and a mark are of one exercise, one text, one variant and one student, and of nothing else.

The essay e1 of the worked example has 8 points: four criteria, whose best levels have 2 each.
"""

import json
import shutil
from dataclasses import replace
from html import unescape

import pytest
from submissions import bound

from workbook.assignments import open_exercise
from workbook.assignments.roster import Student
from workbook.assignments.source import EXAMPLE
from workbook.base import WorkbookError
from workbook.cli.__main__ import main
from workbook.grading.counted import counted
from workbook.grading.feedback import write_feedback
from workbook.grading.marking_sheets import order_of
from workbook.grading.results import (
    EssayResult,
    QuestionResult,
    Result,
    read_marks,
    result_path,
    total,
    write_marks,
    write_result,
    write_summary,
)

EXERCISE = open_exercise(EXAMPLE)
BEST = {"concept": "clear", "evidence": "precise", "argument": "strong", "limits": "strong"}
MARK = {"levels": BEST, "comments": [], "points": 8}
ROSTER = [Student("s1", "Ada"), Student("s2", "Bo"), Student("s3", "Cy")]


def result(student, text="A first text.", **more):
    """The result of a student who has 2 points of 3 in the questions."""
    questions = {"q1": QuestionResult(2, 2, "right", ""), "q2": QuestionResult(0, 1, "not yet", "")}
    essays = {"e1": EssayResult(text, len(text.split()), 8)}
    fields = {"exercise": EXERCISE.name, "edition": EXERCISE.edition, "questions": questions, "essays": essays}
    return Result(student=student, **(fields | more))


@pytest.fixture
def folder(tmp_path):
    """A folder of results: three students have 2 points and an essay each that was marked with 8."""
    results = {student.id: result(student.id, name=student.name) for student in ROSTER}
    for each in results.values():
        write_result(tmp_path / "results", each)
    marks = bound({student: {"e1": MARK} for student in results}, results, EXERCISE)
    write_marks(tmp_path / "results", marks)
    write_summary(tmp_path / "results", {"exercise": EXERCISE.name, "students": sorted(results)})
    return tmp_path / "results"


def totals(folder, exercise=EXERCISE, students=()):
    """The points of each student whose result counts; None while an essay is not marked."""
    found = counted(folder, exercise, students)
    return {student: total(each, found.marks) for student, each in found.results.items()}


def exported(folder, *more):
    """The grade column of a worksheet with three students after the export, and whether it was possible."""
    worksheet = folder.parent / "grades.csv"
    rows = [f"Participant {number},{student.name},{student.id},,11.00" for number, student in enumerate(ROSTER, 1)]
    worksheet.write_text("\n".join(["Identifier,Full name,ID number,Grade,Maximum grade", *rows, ""]))
    filled = folder.parent / "grades-filled.csv"
    filled.unlink(missing_ok=True)
    words = ["export", "moodle", str(worksheet), "--results", str(folder), "--exercise", str(EXAMPLE), *more]
    status = main(words)
    return status, [line.split(",")[3] for line in filled.read_text().splitlines()[1:]] if filled.exists() else []


def another_rubric(exercise=EXERCISE):
    """The exercise after somebody changed what the best level of the first criterion takes."""
    rubric = json.loads(json.dumps({"criteria": exercise.rubrics["e1"].criteria}))
    rubric["criteria"][0]["levels"][0]["descriptor"] += " And more."
    return replace(exercise, rubrics={"e1": replace(exercise.rubrics["e1"], criteria=tuple(rubric["criteria"]))})


def another_cell(role, old, new, exercise=EXERCISE):
    """The exercise with ``new`` in place of ``old`` in its first cell of a ``role``."""
    (cell, *_) = (cell for cell in exercise.cells if cell.role == role and old in cell.text)
    changed = replace(cell, text=cell.text.replace(old, new, 1))
    return replace(exercise, cells=tuple(changed if each is cell else each for each in exercise.cells))


def test_what_nobody_changed_counts(folder):
    assert totals(folder) == {"s1": 10, "s2": 10, "s3": 10}
    assert counted(folder, EXERCISE).remarks == []
    assert exported(folder) == (0, ["10", "10", "10"])


def test_a_mark_of_an_essay_that_was_handed_in_again_is_neither_exported_nor_shown(folder, capsys):
    write_result(folder, result("s2", "Completely different, empty words."))
    assert totals(folder) == {"s1": 10, "s2": None, "s3": 10}
    assert exported(folder) == (0, ["10", "", "10"])
    said = "s2 (e1): the mark of 8 points was given to another text, so it does not count."
    assert said in capsys.readouterr().out
    write_feedback(folder, EXERCISE)
    page = unescape((folder / "feedback" / "s2.html").read_text(encoding="utf-8"))
    assert "2 of 11 points so far" in page and "8 of 8 points" not in page
    write_result(folder, result("s2", "A first text.\r\n"))
    assert totals(folder)["s2"] == 10, "Line ends around a text do not make it another one."


def test_a_mark_that_is_to_be_given_again_is_listed_by_code_and_by_student(folder):
    order_of(folder, make=True)
    write_result(folder, result("s2", "Another text."))
    (item,) = counted(folder, EXERCISE).left_out
    assert len(item.code) == 6 and str(item.why).startswith(f"s2 (e1, {item.code}): the mark of 8 points")
    assert str(item.for_markers).startswith(f"e1, {item.code}: the mark of 8 points"), "Markers are told no names."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"exercise": "07_trade"}, "s2 (e1): the mark of 8 points was given for 07_trade, so it does not count."),
        ({"text": "sha256:0"}, "s2 (e1): the mark of 8 points was given to another text"),
        ({"variant": 1}, "s2 (e1): the rubric or the variant was changed after the mark of 8 points was given"),
        (
            {"edition": "sha256:0"},
            "s2 (e1): the rubric or the variant was changed after the mark of 8 points was given",
        ),
        ({"points": 11}, "s2 (e1): 11 points cannot come from the levels of this mark, so it does not count."),
        ({"points": 7}, "s2 (e1): 7 points cannot come from the levels of this mark, so it does not count."),
        ({"points": -1, "levels": {"concept": "clear"}}, "s2 (e1): -1 points cannot come from the levels"),
    ],
)
def test_a_mark_that_is_not_of_this_essay_does_not_count(folder, change, said):
    marks = read_marks(folder)
    marks["s2"]["e1"] |= change
    write_marks(folder, marks)
    assert totals(folder) == {"s1": 10, "s2": None, "s3": 10}
    (remark,) = counted(folder, EXERCISE).remarks
    assert remark.startswith(said)


def test_a_mark_of_an_essay_that_does_not_exist_and_of_nobody_are_listed(folder):
    marks = read_marks(folder)
    write_marks(folder, marks | {"s2": {"e9": marks["s2"]["e1"]}, "s9": {"e1": marks["s1"]["e1"]}})
    assert totals(folder) == {"s1": 10, "s2": None, "s3": 10}
    assert counted(folder, EXERCISE).remarks == [
        "s2 (e9): the mark of 8 points was given to another text, so it does not count. Mark the essay again.",
        "s9 (e1): the mark of 8 points belongs to no result that counts.",
    ]


def test_the_same_text_of_another_variant_is_marked_again(folder):
    write_result(folder, result("s2", variant=3))
    assert totals(folder) == {"s1": 10, "s2": None, "s3": 10}


def test_a_changed_rubric_takes_the_marks_away_and_a_slip_or_a_new_comment_does_not(folder):
    assert totals(folder, another_rubric()) == {"s1": None, "s2": None, "s3": None}
    (remark,) = counted(folder, another_rubric()).remarks
    assert remark.startswith(
        "s1 (e1), s2 (e1), s3 (e1): the rubric or the variant was changed after the mark of 8 points was given"
    )
    slip = another_cell("prompt", "What", "Which")
    assert slip.cells != EXERCISE.cells and totals(folder, slip) == {"s1": 10, "s2": 10, "s3": 10}
    bank = replace(EXERCISE.rubrics["e1"], comments=())
    assert totals(folder, replace(EXERCISE, rubrics={"e1": bank})) == {"s1": 10, "s2": 10, "s3": 10}


@pytest.mark.parametrize(
    "exercise", [another_cell("hidden", "Key(", "Key( "), another_cell("variants", "2001", "2002")]
)
def test_results_of_an_earlier_edition_ask_to_be_graded_again(folder, exercise):
    with pytest.raises(WorkbookError, match="example was changed after the class in .* Grade the class again"):
        counted(folder, exercise)
    write_result(folder, result("s2", edition=exercise.edition))
    assert totals(folder, exercise).keys() == {"s2"}
    assert counted(folder, exercise).remarks[0].startswith("s1, s3: example was changed after this result was made")


def test_what_lies_beside_the_source_or_was_stored_by_running_it_is_no_other_edition(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "example")
    (tmp_path / "example" / ".DS_Store").write_text("")
    notebook = json.loads((tmp_path / "example" / "exercise.ipynb").read_text(encoding="utf-8"))
    notebook["metadata"]["kernelspec"] = {"name": "other", "display_name": "Other"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": 7}
    (tmp_path / "example" / "exercise.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    copied = open_exercise(tmp_path / "example")
    assert (copied.edition, copied.source) == (EXERCISE.edition, EXERCISE.source)


def test_a_result_of_another_exercise_in_the_folder_is_listed_and_not_exported(folder, capsys):
    write_result(folder, result("s2", exercise="07_trade"))
    assert totals(folder) == {"s1": 10, "s3": 10}
    assert exported(folder, "--partial") == (0, ["10", "", "10"])
    assert "s2: the result is of 07_trade, not of example, so it does not count." in capsys.readouterr().out
    for student in ("s1", "s3"):
        write_result(folder, result(student, exercise="07_trade"))
    with pytest.raises(WorkbookError, match="holds the results of 07_trade, not of example. Type --exercise 07_trade"):
        counted(folder, EXERCISE)


def test_a_result_that_was_copied_under_another_name_gives_nobody_points(folder):
    result_path(folder, "s2").write_bytes(result_path(folder, "s1").read_bytes())
    assert totals(folder) == {"s1": 10, "s3": 10}
    assert counted(folder, EXERCISE).remarks[0] == "s2: s2.json holds the result of s1, so it does not count."


@pytest.mark.parametrize("content", [b"", b"[]", b'{"exercise": 5}', b"\xff\xfe", b"[" * 100_000, b'{"questions": 1}'])
def test_a_damaged_result_is_listed_and_the_others_count(folder, content):
    result_path(folder, "s2").write_bytes(content)
    assert totals(folder) == {"s1": 10, "s3": 10}
    assert counted(folder, EXERCISE).remarks[0].startswith("s2: s2.json is damaged, so this result does not count.")


def test_a_text_that_was_changed_in_the_file_of_a_result_makes_it_damaged(folder):
    path = result_path(folder, "s2")
    path.write_text(path.read_text(encoding="utf-8").replace("A first text.", "Another text."), encoding="utf-8")
    assert totals(folder) == {"s1": 10, "s3": 10}


def test_somebody_who_left_or_took_the_work_back_is_listed_and_stops_nothing(folder, capsys):
    roster = folder.parent / "roster.csv"
    roster.write_text("id,name\ns1,Ada\ns2,Bo\n")
    assert totals(folder, students=ROSTER[:2]) == {"s1": 10, "s2": 10}
    write_summary(folder, {"exercise": EXERCISE.name, "students": ["s1", "s3"]})
    assert totals(folder) == {"s1": 10, "s3": 10}
    assert exported(folder, "--students", str(roster), "--partial") == (0, ["10", "", ""])
    said = capsys.readouterr().out
    assert "s2: the result is of an earlier run, and nothing was handed in when the class was last graded" in said
    assert "s3: not in the roster, so the result does not count." in said
    write_feedback(folder, EXERCISE)
    assert not (folder / "feedback" / "s2.html").exists()


@pytest.mark.parametrize(
    "content", ["", "[]", "7", '{"s1": 7}', '{"s1": {"e1": 7}}', '{"s1": {"e1": []}}', "\ud800", "[" * 100_000]
)
def test_a_damaged_file_of_marks_is_refused_in_one_sentence(folder, content):
    (folder / "essays" / "marks.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(WorkbookError, match=r"marks\.json is damaged\. Remove it, and read the marking sheets again\."):
        counted(folder, EXERCISE)


@pytest.mark.parametrize("points", ["8", None, True, float("nan"), float("inf"), [8]])
def test_points_that_are_no_number_make_the_file_of_marks_damaged(folder, points):
    marks = read_marks(folder)
    marks["s2"]["e1"]["points"] = points
    (folder / "essays" / "marks.json").write_text(json.dumps(marks))
    with pytest.raises(WorkbookError, match=r"marks\.json is damaged"):
        counted(folder, EXERCISE)


def test_marks_of_an_older_version_which_say_no_texts_are_refused_with_what_to_do(folder):
    (folder / "essays" / "marks.json").write_text(json.dumps({"s1": {"e1": MARK}}))
    with pytest.raises(
        WorkbookError, match="does not say which texts its marks were given to: .* make the marking sheets"
    ):
        counted(folder, EXERCISE)


def test_a_folder_of_another_exercise_is_refused_before_anything_is_run(folder, capsys):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder.parent / "in").mkdir()
    words = ["grade", str(folder.parent / "in"), "--exercise", "07_trade", "--out", str(folder), "--trust"]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert f"{folder} holds the results of example, so nothing was graded and nothing changed there." in said
    assert "--out 07_trade-results" in said and said.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    (folder / "graded.json").unlink()
    assert main(words) == 2, "The results themselves say whose they are."


def test_a_secret_of_the_order_is_made_only_in_a_folder_of_results(folder, tmp_path):
    assert order_of(folder) == "" and len(order_of(folder, make=True)) == 32
    assert (
        order_of(folder) == order_of(folder, make=True) == (folder / "essays" / "order-secret.txt").read_text().strip()
    )
    with pytest.raises(WorkbookError, match="holds no results"):
        order_of(tmp_path / "nothing", make=True)
    assert not (tmp_path / "nothing").exists()
