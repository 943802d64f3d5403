"""An exercise as a student meets it: open the copy, answer, hand in; in JupyterLab, without the network."""

import json
import zipfile

import pytest
from browsing import start_all
from other_graders import filled, right_answers

from workbook.assignments import open_exercise
from workbook.assignments.copies import student_copy
from workbook.assignments.source import EXAMPLE

pytestmark = pytest.mark.browser

NAME = "работа.ipynb"


def test_an_exercise_is_handed_in_from_jupyterlab(page, lab):
    exercise = open_exercise(EXAMPLE)
    answers = right_answers(exercise)
    del answers["q2"]
    copy = filled(student_copy(exercise, 0, "s 07"), answers)
    (lab[1] / NAME).write_text(json.dumps(copy), encoding="utf-8")
    start_all(page, lab, NAME)
    told = page.locator(".jp-OutputArea-output", has_text="Hand in this file:")
    told.wait_for(timeout=90_000)
    assert "q2 is not answered." in told.inner_text() and "q1" not in told.inner_text()
    assert page.locator(".jp-OutputArea-output", has_text="Can be read: 32.5 percent.").count() == 1

    # A prompt is locked; typing into it changes nothing.
    prompt = page.locator(".jp-MarkdownCell", has_text="Question 1: a number").first
    prompt.dblclick()
    assert prompt.locator(".jp-mod-active .cm-content[contenteditable=true]").count() == 0

    (path,) = lab[1].glob("example_s%2007_*.zip")
    with zipfile.ZipFile(path) as archive:
        assert json.loads(archive.read("answers.json"))["q1"] == 32.5
        assert json.loads(archive.read("receipt.json"))["remarks"] == ["q2 is not answered."]
        assert NAME in archive.namelist()
