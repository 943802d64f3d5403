"""The panel of questions, and the progress that it shares with wb.check."""

import os
import signal
import subprocess
import sys
import time
from importlib import import_module

import pytest

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.checking import cells, notebook_questions, number_of, numbers
from workbook.entries import entries

quiz_module = import_module("workbook.checking.quiz")  # its name is also that of the function


def test_a_panel_asks_the_same_questions_and_shares_the_progress():
    quiz = wb.quiz("07")
    panel = quiz.widget()
    assert [one["id"] for one in panel.questions] == list(notebook_questions("07"))
    assert panel.standing == "0 of 5 right."
    quiz.respond(panel, {"do": "check", "id": "07-2", "value": "2014"})
    assert panel.replies["07-2"]["outcome"] == "right" and panel.standing == "1 of 5 right."
    assert repr(wb.check("07-1", 83)).startswith("07-1 · Right.")
    again = wb.quiz("07").widget()
    assert again.standing == "2 of 5 right."
    assert {one["id"]: one["outcome"] for one in again.questions}["07-1"] == "right"


def test_a_panel_gives_hints_in_order_and_the_solution():
    quiz = wb.quiz("07")
    panel = quiz.widget()
    said = []
    for what in ("hint", "hint", "hint", "solution"):
        quiz.respond(panel, {"do": what, "id": "07-3"})
        said.append(panel.replies["07-3"]["reply"])
    assert [one[:11] for one in said[:3]] == ["Hint 1 of 2", "Hint 2 of 2", "Hint 2 of 2"]
    assert "61.5 percent" in said[3]


@pytest.mark.slow
@pytest.mark.parametrize("number", numbers())
def test_every_answer_can_be_given_in_the_panel(number):
    quiz = wb.quiz(number)
    panel = quiz.widget()
    for one in panel.questions:
        answer = quiz.questions[one["id"]].answer()
        given = {"one": lambda a: a, "several": list, "order": list, "pairs": dict}.get(one["field"], str)(answer)
        if isinstance(answer, (set, frozenset)) and one["field"] == "line":
            given = ", ".join(answer)
        assert quiz.answer(one["id"], given)[0] == "right", one["id"]
        assert "wb.hint" not in quiz.answer(one["id"], "zzz")[1]


def test_what_the_browser_sends_may_be_anything():
    quiz = wb.quiz("07")
    panel = quiz.widget()
    for message in ({}, {"do": "check", "id": "99-9"}, {"do": "check", "id": "07-1", "value": {"a": []}}):
        quiz.respond(panel, message)
    assert panel.replies["07-1"]["outcome"] == "cannot tell"


def test_only_what_says_something_new_is_kept(entries_file):
    for answer in (..., "many", 12, 12, 83, 83, 12):
        wb.check("07-1", answer)
    found = entries.read().of("check")
    assert found["outcome"].to_list() == ["not yet", "right", "not yet"]


def test_a_check_works_where_nothing_can_be_kept(tmp_path, monkeypatch):
    monkeypatch.setenv(entries.VARIABLE, str(tmp_path))  # a folder, not a file
    verdict = wb.check("07-1", 83)
    assert verdict.outcome == "right" and "Nothing was saved" in verdict.reply


def test_progress_is_taken_to_another_machine_and_back(entries_file, tmp_path, monkeypatch):
    wb.check("07-1", 83)
    copy = wb.progress().export(tmp_path / "mine.jsonl")
    monkeypatch.setenv(entries.VARIABLE, str(tmp_path / "other.jsonl"))
    assert "07: 0 of 5 right" in repr(wb.progress())
    wb.check("07-2", 2014)
    progress = wb.progress()
    assert progress.bring_in(copy) == "1 entry added from mine.jsonl."
    assert progress.bring_in(copy) == "0 entries added from mine.jsonl."
    assert "07: 2 of 5 right, 2 tried" in repr(progress)


@pytest.mark.parametrize(("content", "said"), [(None, "There is no file"), ("{half", "holds no entry")])
def test_a_file_that_cannot_be_brought_in_is_a_sentence(tmp_path, content, said):
    path = tmp_path / "other.jsonl"
    if content:
        path.write_text(content)
    with pytest.raises(WorkbookError, match=said):
        wb.progress().bring_in(path)


def test_nothing_to_export_is_a_sentence(tmp_path):
    with pytest.raises(WorkbookError, match="nothing to export yet"):
        wb.progress().export(tmp_path)


def test_a_notebook_that_does_not_exist_gets_the_possible_ones():
    for ask in (wb.quiz, wb.reflect, wb.works_cited, wb.readings, wb.progress().of, number_of):
        with pytest.raises(UnknownName, match=r'no notebook called "77"(.|\n)*The notebooks are: 00, 01'):
            ask("77")


@pytest.mark.parametrize("written", [7, "7", "07", " 7 "])
def test_the_number_of_a_notebook_is_read_in_any_form(written):
    assert number_of(written) == "07"
    assert repr(wb.quiz(written)) == repr(wb.quiz("07"))
    assert repr(wb.reflect(written)) == "Reflection 07: write in the box and press Save."
    assert wb.progress().of(written) == wb.progress().of("07")
    assert wb.works_cited(written) == wb.works_cited("07")
    assert wb.readings(written) == wb.readings("07")
    assert cells(written) == cells("07")
    id = f"{str(written).strip()}-1"
    assert wb.check(id, 83).question == "07-1"
    assert wb.hint(id) == wb.hint("07-1") and wb.solution(id) == wb.solution("07-1")


def test_a_notebook_without_questions_names_those_that_have_some(monkeypatch):
    monkeypatch.setattr(quiz_module, "notebook_questions", lambda number: {})
    with pytest.raises(WorkbookError, match="Notebook 07 has no questions; these have: 00, 01"):
        wb.quiz("07")


WRITER = """
import workbook as wb
from workbook.entries import entries
print("ready", flush=True)
while True:
    entries.add("check", [{"question": "07-1", "outcome": "right", "answer": "x" * 100_000}])
"""


@pytest.mark.slow
def test_progress_survives_a_kernel_that_is_killed_in_the_middle_of_a_write(entries_file):
    wb.check("07-2", 2014)
    for _ in range(5):
        child = subprocess.Popen([sys.executable, "-c", WRITER], stdout=subprocess.PIPE)
        assert child.stdout.readline() == b"ready\n"
        time.sleep(0.05)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
    wb.check("07-3", 61.5)
    outcomes = wb.progress().of("07")
    assert outcomes["07-2"] == outcomes["07-3"] == "right"
    assert len(entries.read().of("check")) > 5
