"""Handing in: what is missing is said, and one file is made that holds all."""

import hashlib
import json
import re
import zipfile
from pathlib import Path

import nbclient
import nbformat
import pytest
from other_graders import filled, right_answers

from workbook.assignments import fresh_run, hand_in
from workbook.assignments.copies import BLANK, student_copy
from workbook.assignments.hand_in import word_count, written
from workbook.base import WorkbookError

STUDENT = "김 철수/07"


@pytest.fixture
def handed(exercise, tmp_path, monkeypatch):
    """A function that lays a copy with answers into a folder with a name in another script and hands it in."""
    place = tmp_path / "работы 课程"
    place.mkdir()
    monkeypatch.chdir(place)

    def hand(answers, change=lambda cells: None):
        notebook = filled(student_copy(exercise, 0, STUDENT, "mark"), answers)
        change(notebook["cells"])
        Path("моя работа.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        said = str(hand_in())
        (path,) = place.glob("*.zip")
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            files = {name: archive.read(name) for name in archive.namelist()}
        path.unlink()
        return said, files

    return hand


@pytest.mark.slow
def test_a_complete_exercise_makes_one_file_with_a_receipt(handed, exercise):
    said, files = handed(right_answers(exercise))
    assert set(files) == {"моя работа.ipynb", "answers.json", "receipt.json"}
    assert "Every question is answered, and the notebook runs from the top." in said
    receipt = json.loads(files["receipt.json"])
    assert (receipt["student"], receipt["copy"], receipt["remarks"]) == (STUDENT, "mark", [])
    assert receipt["notebook"]["hash"] == "sha256:" + hashlib.sha256(files["моя работа.ipynb"]).hexdigest()
    assert receipt["answers"]["hash"] == "sha256:" + hashlib.sha256(files["answers.json"]).hexdigest()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", receipt["time"])
    answers = json.loads(files["answers.json"])
    assert answers["q1"] == 32.5 and answers["q2"] == "b" and word_count(answers["e1"]) > 60
    assert re.search(r"`example_김%20철수%2F07_\d{8}-\d{6}\.zip`", said)


@pytest.mark.slow
def test_what_is_missing_is_said_and_the_file_is_made_all_the_same(handed):
    said, files = handed({"q1": "q1 = 'many'", "q2": "q2 = 1 / 0", "e1": f"{BLANK}.*\n\nToo short."})
    assert json.loads(files["receipt.json"])["remarks"] == [
        "q2 is not answered.",
        "The answer of q2 stops with an error: ZeroDivisionError: division by zero",
        "q1: You gave 'many'; the answer is one number (percent).",
        "e1 has 2 words, fewer than the 60 asked for.",
    ]
    assert "- q2 is not answered." in said


@pytest.mark.slow
def test_a_notebook_that_runs_only_out_of_order_is_noticed(handed):
    said, _ = handed({"q1": "q1 = later"}, lambda cells: cells.append(cells[1] | {"id": "x", "source": "later = 3"}))
    assert "The answer of q1 stops with an error: NameError" in said and "q1 is not answered." in said


@pytest.mark.slow
def test_what_the_grader_does_not_run_or_see_is_said(handed):
    def with_a_file_and_a_shell(cells):
        Path("mine.csv").write_text("a\n1\n")
        cells.append(cells[1] | {"id": "x", "source": "files = !ls", "metadata": {}})

    said, files = handed(
        {"q1": "import pandas as pd\nq1 = pd.read_csv('mine.csv')", "q2": "q2 = 'b'"}, with_a_file_and_a_shell
    )
    assert "The answer of q1 stops with an error: FileNotFoundError" in said
    assert "- Files beside your notebook are not handed in with it" in said
    count = sum(cell["cell_type"] == "code" for cell in json.loads(files["моя работа.ipynb"])["cells"])
    assert f"nor when the exercise is graded; the rest of the cell is (code cell {count})." in said
    assert json.loads(files["answers.json"])["q2"] == "b"


@pytest.mark.slow
def test_a_cell_without_an_end_costs_its_own_answer_only(handed, monkeypatch):
    monkeypatch.setattr(fresh_run, "LIMITS", (6, 6))
    said, files = handed({"q1": "while True: pass", "q2": "q2 = 'b'"})
    assert "The answer of q1 stops with an error: TimeoutError: it was stopped after 3 seconds" in said
    assert json.loads(files["answers.json"])["q2"] == "b" and "q1 is not answered." in said


@pytest.mark.slow
def test_a_python_that_ends_is_said_and_the_answers_until_then_are_kept(handed):
    said, files = handed({"q1": "q1 = 5", "q2": "import os\nos._exit(0)"})
    assert "It does not run to its end: Python ends in the answer of q2." in said
    answers = json.loads(files["answers.json"])
    assert (answers["q1"], answers["q2"]) == (5, None)


@pytest.mark.slow
def test_nothing_is_written_in_the_name_of_the_student_or_beside_the_notebook(handed):
    handed({"q1": "open('left.txt', 'w').close()\nimport os\nq1 = os.environ['WORKBOOK_ENTRIES']"})
    assert [path.name for path in Path.cwd().iterdir()] == ["моя работа.ipynb"]


@pytest.mark.slow
def test_in_a_kernel_the_open_notebook_is_found_and_a_value_that_is_not_saved_is_told(exercise, tmp_path, monkeypatch):
    """The notebook runs with other answers than those that are saved, as after an edit without Ctrl+S."""
    for name in ("a.ipynb", "b.ipynb"):  # two exercises, so that the folder alone does not tell which
        (tmp_path / name).write_text(json.dumps(student_copy(exercise, 0, "s1")), encoding="utf-8")
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "b.ipynb"))
    shown = nbformat.from_dict(filled(student_copy(exercise, 0, "s1"), {"q1": "q1 = 5"}))
    where = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(shown, resources=where, extra_arguments=["--IPKernelApp.log_level=ERROR"]).execute()
    said = shown.cells[-1].outputs[0].data["text/markdown"]
    assert "q1 has another value here than when the saved notebook runs from the top." in said
    (path,) = tmp_path.glob("*.zip")
    assert "b.ipynb" in zipfile.ZipFile(path).namelist()


def test_what_cannot_be_handed_in_is_said_in_one_sentence(exercise, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    with pytest.raises(WorkbookError, match="The exercises in this folder: none"):
        hand_in()
    with pytest.raises(WorkbookError, match="cannot be read"):
        hand_in("no.ipynb")
    Path("text.ipynb").write_text("hello")
    with pytest.raises(WorkbookError, match="is not a notebook"):
        hand_in("text.ipynb")
    plain = student_copy(exercise)
    Path("mine.ipynb").write_text(json.dumps(plain))
    with pytest.raises(WorkbookError, match="This copy names nobody. Type wb.hand_in"):
        hand_in()
    plain["metadata"].pop("workbook")
    Path("mine.ipynb").write_text(json.dumps(plain))
    with pytest.raises(WorkbookError, match="is not an exercise"):
        hand_in("mine.ipynb")
    assert not list(tmp_path.glob("*.zip"))


def test_the_line_that_stood_in_an_essays_cell_is_not_part_of_it():
    assert written(f"{BLANK} (60 to 120 words), in place of this line.*\n\nMy text.") == "My text."
    assert written("My text.") == "My text."
    assert written(f"{BLANK}.*") == ""
    assert written(f"{BLANK} (60 to 120 words), in place of this line.* My text.") == "My text."
