"""The marking page and a page of feedback as files in a browser: by keyboard alone, without a barrier, kept."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from workbook.assignments import open_exercise
from workbook.assignments.source import EXAMPLE
from workbook.grading.essays import mark_essays, write_sheets
from workbook.grading.feedback import write_feedback
from workbook.grading.filled_sheets import read_sheet
from workbook.grading.remarks import remark
from workbook.grading.results import EssayResult, QuestionResult, Result, read_marks, write_result
from workbook.grading.similarity import Work, similar_pairs
from workbook.grading.similarity_page import report

pytestmark = pytest.mark.browser

SECRET = "0123456789abcdef0123456789abcdef"
TEXTS = {"s1": "A share compares amounts.\n\nDependence is about costs.", "s2": "<b>Доля</b> is not 依存."}


@pytest.fixture
def results(tmp_path):
    """A folder with two graded students."""
    edition = open_exercise(EXAMPLE).edition
    for student, text in TEXTS.items():
        questions = {
            "q1": QuestionResult(1, 2, "not yet", "That is the share of all others.", 67.5),
            "q2": QuestionResult(1, 1, "right", "b is what the data give.", "b"),
        }
        essays = {"e1": EssayResult(text, len(text.split()), 8)}
        write_result(
            tmp_path,
            Result(
                "example",
                student,
                edition=edition,
                questions=questions,
                essays=essays,
                repairs=(remark("text-missing", [4]),),
            ),
        )
    return tmp_path


def barriers(page):
    return [(found["id"], found["nodes"][0]["html"][:200]) for found in Axe().run(page).response["violations"]]


def test_essays_are_marked_by_keyboard_kept_over_a_reload_and_read_back(chromium, results):
    exercise = open_exercise(EXAMPLE)
    path = next(path for path in write_sheets(results, exercise, SECRET).paths if path.suffix == ".html")
    page = chromium.new_page(viewport={"width": 1200, "height": 900}, accept_downloads=True)
    try:
        page.goto(path.as_uri())
        assert barriers(page) == []
        codes = page.locator("article").evaluate_all("found => found.map((one) => one.id)")
        for _ in codes:
            for place in range(4):  # four criteria: the second level of each
                for _ in range(60):
                    page.keyboard.press("Tab")
                    inside = page.evaluate(
                        "document.activeElement.closest('[data-criterion]')?.dataset.criterion ?? ''"
                    )
                    if inside == exercise.rubrics["e1"].criteria[place]["id"]:
                        break
                else:
                    raise AssertionError("Tab does not reach the criterion")
                page.keyboard.press("2")
            page.keyboard.press("n")
        assert page.locator("#count").inner_text() == "2 of 2 marked"
        page.reload()
        assert page.locator("#count").inner_text() == "2 of 2 marked", "What was chosen is kept."
        with page.expect_download() as saved:
            page.locator("#save").focus()
            page.keyboard.press("Enter")
        saved.value.save_as(results / "marked.csv")
        mark_essays(results, exercise, SECRET, [results / "marked.csv"])
        assert {id: mark["e1"]["points"] for id, mark in read_marks(results).items()} == {"s1": 6, "s2": 6}
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    finally:
        page.close()


def test_the_figures_stand_beside_the_text_and_no_page_has_a_barrier_in_a_dark_window(page, results):
    exercise = open_exercise(EXAMPLE)
    (marking,) = (path for path in write_sheets(results, exercise, SECRET).paths if path.suffix == ".html")
    works = {
        student: Work(essays={"e1": "A share compares amounts and dependence is about costs. " * 9})
        for student in TEXTS
    }
    pairs = results / "similarity.html"
    pairs.write_text(report(similar_pairs(works, exercise)), encoding="utf-8")
    (feedback, _) = write_feedback(results, exercise)
    requests, messages = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in (marking, feedback, pairs):
            page.goto(path.as_uri())
            for summary in page.locator("summary:visible").all():
                summary.evaluate("summary => { summary.parentElement.open = true; }")
            assert barriers(page) == [], (scheme, path.name)
    assert set(requests) == {path.as_uri() for path in (marking, feedback, pairs)}
    assert not [message for message in messages if "Content Security Policy" in message]
    page.goto(marking.as_uri())
    text, figures = (page.locator(f"article:not([hidden]) {part}").bounding_box() for part in (".essay", ".figures"))
    assert figures["x"] >= text["x"] + text["width"] and figures["y"] < text["y"] + text["height"]
    # Page and sheet save the same figures.
    with page.expect_download() as saved:
        page.locator("#save").click()
    rows = [read_sheet(path) for path in (saved.value.path(), marking.with_suffix(".csv"))]
    assert [[row.cells["right figures"] for row in sheet] for sheet in rows][0] == [
        row.cells["right figures"] for row in rows[1]
    ]


def test_a_page_of_feedback_has_no_barrier_and_fits_a_small_window(chromium, results):
    exercise = open_exercise(EXAMPLE)
    page = chromium.new_page(viewport={"width": 1000, "height": 900})
    try:
        for path in write_feedback(results, exercise):
            page.goto(path.as_uri())
            assert barriers(page) == []
            page.set_viewport_size({"width": 320, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
    finally:
        page.close()
