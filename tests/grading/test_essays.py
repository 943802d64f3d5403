"""Marking sheets of essays, quickly: what is written again, what counts, and what is said of it.

The essay e1 of the worked example has 8 points: four criteria, whose levels have 2, 1.5, 1 and 0.
"""

import csv
import json
import re

import openpyxl
import pytest

from workbook.assignments import open_exercise
from workbook.assignments.source import EXAMPLE
from workbook.base import WorkbookError
from workbook.cli.__main__ import main
from workbook.grading import counted, essays
from workbook.grading.filled_sheets import read_sheet
from workbook.grading.marking_sheets import order_of
from workbook.grading.results import STUDENTS, read_marks

SECRET = "0123456789abcdef0123456789abcdef"
CRITERIA = ("concept", "evidence", "argument", "limits")


@pytest.fixture(scope="module")
def example():
    return open_exercise(EXAMPLE)


@pytest.fixture
def hand_in(tmp_path, example):
    """A function that keeps a result for each text, by student, in the folder of results; it returns the folder."""

    def keep(**texts):
        (tmp_path / STUDENTS).mkdir(exist_ok=True)
        for student, text in texts.items():
            essay = {"text": text, "words": len(text.split()), "most": 8}
            data = {"exercise": "example", "student": student, "questions": {}, "essays": {"e1": essay}}
            data["edition"] = example.edition
            data |= {"repairs": [], "remarks": []}
            (tmp_path / STUDENTS / f"{student}.json").write_text(json.dumps(data), encoding="utf-8")
        return tmp_path

    return keep


def marked(path, *levels):
    """Fill the levels of each essay into the sheet ``path``, in its order."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, levels_of_essay in zip(rows, levels, strict=True):
        row |= dict(zip(CRITERIA, levels_of_essay, strict=True))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def csv_of(sheets):
    (path,) = (path for path in sheets.paths if path.suffix == ".csv")
    return path


def codes_in(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["code"] for row in csv.DictReader(file)]


def test_an_essay_that_came_later_gets_a_sheet_of_its_own_and_no_sheet_is_touched(example, hand_in):
    folder = hand_in(s1="The first text.", s2="The second text.")
    first = essays.write_sheets(folder, example, SECRET)
    assert [path.name for path in first.paths] == ["e1.csv", "e1.xlsx", "e1.html", "e1-model-essay.txt"]
    before = {path: path.read_bytes() for path in first.paths}
    second = essays.write_sheets(hand_in(s3="The third text."), example, SECRET)
    assert [path.name for path in second.paths] == ["e1-2.csv", "e1-2.xlsx", "e1-2.html", "e1-model-essay.txt"]
    assert second.remarks == [
        "1 essay came in after e1.xlsx was made; it is in a sheet of its own, e1-2.",
        "There are no marks in e1.csv, e1.xlsx: to have all essays in one sheet, delete the files called e1 and make "
        "the sheets again.",
    ]
    third = essays.write_sheets(hand_in(s4="The fourth text.", s5="The fifth text."), example, SECRET)
    assert third.remarks[0].startswith("2 essays came in after e1-2.xlsx, e1.xlsx was made; ")
    assert third.remarks[0].endswith("they are in a sheet of their own, e1-3.")
    assert {path: path.read_bytes() for path in first.paths} == before


def test_a_new_text_gets_a_new_code_and_a_sheet_of_its_own(example, hand_in):
    folder = hand_in(s1="The first text.")
    first = essays.write_sheets(folder, example, SECRET)
    before = {path: path.read_bytes() for path in first.paths}
    again = essays.write_sheets(hand_in(s1="Another text."), example, SECRET)
    assert [path.name for path in again.paths] == ["e1-2.csv", "e1-2.xlsx", "e1-2.html", "e1-model-essay.txt"]
    assert again.remarks[0] == "1 essay came in after e1.xlsx was made; it is in a sheet of its own, e1-2."
    (old,), (new,) = codes_in(csv_of(first)), codes_in(csv_of(again))
    assert old != new, "Another text has another code."
    assert {path: path.read_bytes() for path in first.paths} == before
    assert essays.write_sheets(folder, example, SECRET).remarks == [
        "e1-2.xlsx, e1.xlsx: all essays of e1 are there already; nothing was written."
    ]


def test_of_two_neighbouring_levels_the_mean_counts_and_a_mark_that_is_no_longer_complete_is_removed(example, hand_in):
    folder = hand_in(s1="The first text.")
    ada = marked(csv_of(essays.write_sheets(folder, example, SECRET, "ada")), ("clear", "precise", "strong", "strong"))
    bo = marked(csv_of(essays.write_sheets(folder, example, SECRET, "bo")), ("sound", "precise", "strong", "strong"))
    reading = essays.mark_essays(folder, example, SECRET, [ada, bo])
    # concept: clear has 2 points, sound 1.5
    assert read_marks(folder)["s1"]["e1"]["points"] == 1.75 + 2 + 2 + 2
    assert read_marks(folder)["s1"]["e1"]["levels"].keys() == {"evidence", "argument", "limits"}
    assert read_marks(folder)["s1"]["e1"]["between"] == {"concept": ["clear", "sound"]}
    assert "note" not in read_marks(folder)["s1"]["e1"] and len(reading.means) == 1 and reading.remarks == ()
    assert reading.agreement["e1"]["concept"]["equal"] == 0 and reading.agreement["e1"]["limits"]["equal"] == 1
    (code,) = codes_in(ada)
    marked(bo, ("", "precise", "strong", "strong"))
    reading = essays.mark_essays(folder, example, SECRET, [ada, bo])
    assert read_marks(folder) == {} and reading.incomplete == {code: ("concept",)}
    assert reading.remarks == (
        f"e1, {code}: its mark of 7.75 points was removed, because levels are missing or the markers differ.",
    )


def test_sheets_hold_the_right_figures_of_each_essay_and_the_model_essay_and_no_student(example, hand_in):
    folder = hand_in(ada9="The first text.", bo9="The second text.")
    path = folder / STUDENTS / "bo9.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"variant": 18}), encoding="utf-8")
    sheets = essays.write_sheets(folder, example, SECRET)
    with csv_of(sheets).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    # China's share was 32.5 percent in 2001, the first variant, and 95.3 percent in 2019, the last.
    assert {row["text"]: row["right figures"].splitlines()[0] for row in rows} == {
        "The first text.": "Question 1: a number = 32.5 percent (within 0.2)",
        "The second text.": "Question 1: a number = 95.3 percent (within 0.2)",
    }
    (model,) = (path for path in sheets.paths if path.suffix == ".txt")
    assert model.read_text(encoding="utf-8").startswith("In my year most of the recorded trade was trade with China")
    book = openpyxl.load_workbook(next(path for path in sheets.paths if path.suffix == ".xlsx"))
    assert [cell.value for cell in book["Marks"]["D"]][1:] == [row["right figures"] for row in rows]
    assert book["Model essay"]["A2"].value == "all"
    assert book["Model essay"]["B2"].value == model.read_text(encoding="utf-8").strip()
    everything = (
        b"".join(path.read_bytes() for path in sheets.paths)
        + repr([[cell.value for cell in row] for sheet in book for row in sheet]).encode()
    )
    assert b"ada9" not in everything and b"bo9" not in everything
    assert essays.read_sheets(folder, example, SECRET, [csv_of(sheets)]).marks == {}


def test_what_is_missing_is_said_before_the_means_are_counted(example, hand_in, capsys):
    folder = hand_in(s1="The first text.", s2="The second text.", s3="The third text.", s4="The fourth text.")
    order = order_of(folder, make=True)
    whole = ("clear", "precise", "strong", "strong")
    nothing = ("", "", "", "")
    ada = [whole, whole, ("clear", "precise", "strong", ""), nothing]
    bo = [("sound", "sound", "sound", "strong"), ("missing", "precise", "strong", "strong"), whole, nothing]
    sheets = [
        marked(csv_of(essays.write_sheets(folder, example, order, marker)), *levels)
        for marker, levels in (("ada", ada), ("bo", bo))
    ]
    first, second, third, fourth = codes_in(sheets[0])
    words = ["grade", "essays", str(folder), "--exercise", str(EXAMPLE)]
    assert main([*words, "--read", *map(str, sheets)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:4] == [
        f"Without marks in these sheets: {fourth}.",
        f"{third} does not count yet: without a level: limits.",
        "1 criterion is more than one level apart and does not count until decided:",
        f"  {second}, concept: ada clear, bo missing",
    ]
    assert said[4].startswith("To decide them in: ") and said[5:8] == [
        "Fill in a level for each, and read all the sheets together: those named now and the reconciled one.",
        "1 essay has a mark that counts.",
        "3 criteria count with the mean of two neighbouring levels; --verbose names each.",
    ]
    assert main([*words, "--verbose", "--read", *map(str, sheets)]) == 0
    assert f"  e1, {first}: Concept: between clear and sound, 1.75 points (the mean of two markers)." in (
        capsys.readouterr().out.splitlines()
    )


def test_results_are_read_once_to_mark_essays(example, hand_in, monkeypatch):
    folder = hand_in(s1="The first text.")
    path = marked(csv_of(essays.write_sheets(folder, example, SECRET)), ("clear", "precise", "strong", "strong"))
    reads = []
    read = counted.read_result
    monkeypatch.setattr(counted, "read_result", lambda path: reads.append(path) or read(path))
    essays.mark_essays(folder, example, SECRET, [path])
    assert len(reads) == 1 and read_marks(folder)["s1"]["e1"]["points"] == 8


@pytest.mark.parametrize("marker", ["reconciled", "Reconciled by us", "12"])
def test_a_marker_cannot_have_a_name_that_means_something_else(example, hand_in, marker):
    with pytest.raises(WorkbookError, match=f"A marker cannot be called “{marker}”. Give a name that has letters"):
        essays.write_sheets(hand_in(s1="A text."), example, SECRET, marker)


def test_a_folder_of_sheets_that_cannot_be_written_is_reported_in_one_sentence(example, hand_in):
    folder = hand_in(s1="A text.")
    (folder / "essays").write_text("in the way")
    with pytest.raises(WorkbookError, match=r"e1\.csv cannot be written \((File exists|Not a directory)\)\. See that"):
        essays.write_sheets(folder, example, SECRET)


FULL, HALF = ("clear", "precise", "strong", "strong"), ("sound", "precise", "strong", "strong")


def test_marks_of_an_earlier_text_are_not_read_and_the_new_text_is_marked_on_its_own(example, hand_in):
    folder = hand_in(s1="The first text.", s2="The second text.")
    first = marked(csv_of(essays.write_sheets(folder, example, SECRET)), FULL, FULL)
    essays.mark_essays(folder, example, SECRET, [first])
    hand_in(s1="Another text.")
    reading = essays.mark_essays(folder, example, SECRET, [first])
    assert reading.marks.keys() == {"s2"}
    (unread,) = [remark for remark in reading.remarks if "are not read" in remark]
    assert re.fullmatch(
        r"e1\.csv, row [23]: the marks of \w{6} are not read, because another text was handed in, or the rubric or the "
        r"variant was changed\. The essay has a new code: make the sheets again\.",
        unread,
    )
    assert any(remark.startswith("e1, ") and "was given to another text" in remark for remark in reading.remarks)
    assert not any("s1" in remark for remark in reading.remarks), "Markers are told no names."

    second = marked(csv_of(essays.write_sheets(folder, example, SECRET)), HALF)
    reading = essays.mark_essays(folder, example, SECRET, [first, second])
    assert {student: mark["e1"]["points"] for student, mark in read_marks(folder).items()} == {"s1": 7.5, "s2": 8}
    assert not any("was given to another text" in remark for remark in reading.remarks)


def test_a_row_with_the_text_of_another_essay_is_not_read(example, hand_in):
    """As a spreadsheet leaves it in which one column alone was sorted."""
    folder = hand_in(s1="The first text.", s2="The second text.")
    path = marked(csv_of(essays.write_sheets(folder, example, SECRET)), FULL, FULL)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("first", "third").replace("second", "first").replace("third", "second"), "utf-8")
    reading = essays.mark_essays(folder, example, SECRET, [path])
    assert reading.marks == {} == read_marks(folder)
    assert (
        sum("the row holds another text than the one that has this code" in remark for remark in reading.remarks) == 2
    )


def test_a_sheet_of_another_exercise_or_of_another_folder_is_refused(example, hand_in):
    folder = hand_in(s1="The first text.")
    path = marked(csv_of(essays.write_sheets(folder, example, "another secret, of another folder")), FULL)
    (folder / "essays" / "codes.json").unlink()
    with pytest.raises(
        WorkbookError, match=r"row 2, column code: no essay has the code \w{6}\. Correct it, or name the"
    ):
        essays.mark_essays(folder, example, SECRET, [path])
    assert read_marks(folder) == {}


def test_a_damaged_list_of_codes_is_refused_in_one_sentence(example, hand_in):
    folder = hand_in(s1="The first text.")
    path = csv_of(essays.write_sheets(folder, example, SECRET))
    (folder / "essays" / "codes.json").write_text("[]")
    with pytest.raises(WorkbookError, match=r"codes\.json is damaged\. Remove it, and make the marking sheets again\."):
        essays.mark_essays(folder, example, SECRET, [path])


@pytest.mark.parametrize("first", ["", "sep=;\r"])
def test_a_sheet_with_the_line_ends_of_a_mac_is_read(tmp_path, first):
    path = tmp_path / "e1.csv"
    path.write_bytes(f"{first}code;text;concept\rA1;one, two, three, four;sound\r".encode())
    (row,) = read_sheet(path)
    assert row.cells == {"code": "A1", "text": "one, two, three, four", "concept": "sound"}
