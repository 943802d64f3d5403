"""Pages of grading: whatever students and instructors write is text on them, and nothing in it runs."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from workbook.assignments import open_exercise
from workbook.assignments.source import EXAMPLE
from workbook.base import WorkbookError
from workbook.grading.feedback import feedback_page, write_feedback
from workbook.grading.marking_page import as_page
from workbook.grading.marking_sheets import EssayToMark
from workbook.grading.private_text import for_student
from workbook.grading.results import read_result, write_result
from workbook.grading.similarity import Pair, Passage
from workbook.grading.similarity_page import report

HOSTILE = "<script>alert(1)<img src=x onerror=alert(2)> \"double\" 'single' & {{ title }} {% raise %}"
ESCAPED = "&lt;script&gt;alert(1)&lt;img src=x onerror=alert(2)&gt; &#34;double&#34; &#39;single&#39; &amp; {{ title }}"
# What the pages consist of; none of it comes from a text of somebody.
OUR_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "nav", "article", "div", "span"),
    *("h1", "h2", "h3", "p", "a", "bdi", "strong", "em", "code", "kbd", "mark", "ol", "ul", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "noscript", "form", "fieldset"),
    *("legend", "label", "input", "textarea", "button", "output", "script"),
}


class Tags(HTMLParser):
    """The tags of a page, its text outside scripts, and the names of all attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = [], set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, text):
        self.text += text


def as_text(page, scripts=0):
    """What ``page`` says, after it was seen to hold our own tags only, and ``scripts`` elements with a script."""
    seen = Tags(page)
    assert set(seen.tags) <= OUR_TAGS and seen.tags.count("script") == scripts
    assert not [name for name in seen.attributes if name.startswith("on")]
    return seen.text


@pytest.fixture(scope="module")
def example():
    """The worked example: q1 has 2 points, q2 has 1, and the essay e1 has 8."""
    return open_exercise(EXAMPLE)


@pytest.fixture
def result(tmp_path):
    """A function that gives the result of a student as grading keeps it, some of its fields replaced."""

    def make(**fields):
        data = {
            "exercise": "example",
            "student": HOSTILE,
            "name": f"Ada {HOSTILE}",
            "questions": {
                "q1": {"points": 1, "most": 2, "outcome": "not yet", "reply": HOSTILE, "given": HOSTILE},
                "q2": {"points": 0, "most": 1, "outcome": "cannot tell", "reply": "", "given": {"unreadable": HOSTILE}},
            },
            "essays": {"e1": {"text": f"{HOSTILE}\n\n  second\tline", "words": 9, "most": 8}},
            "repairs": [HOSTILE],
            "remarks": [HOSTILE],
        }
        path = tmp_path / "result.json"
        path.write_text(json.dumps(data | fields), encoding="utf-8")
        return read_result(path)

    return make


def test_feedback_shows_hostile_names_answers_and_texts_as_text(example, result):
    mark = {"levels": {"concept": "sound"}, "comments": [HOSTILE], "points": 6.5, "note": f"{HOSTILE}\nnext line"}
    page = feedback_page(result(), example, {HOSTILE: {"e1": mark}})
    said = as_text(page)
    # Name and id, the reply, the answer to q2, essay, comment, note, repair, remark; q1's answer is no number.
    assert page.count(ESCAPED) == said.count(HOSTILE) == 9
    assert "  second\tline" in said, "An essay keeps its spaces."
    assert "6.5 of 8 points" in said and "Ada" in said


def test_a_refusal_shows_its_reason_as_text(example, result):
    page = feedback_page(result(status="refused", reason=HOSTILE, questions={}, essays={}), example, {})
    # Name and id, the reason, repair and remark.
    assert "Not graded" in as_text(page) and page.count(ESCAPED) == 5


def test_feedback_shows_a_title_with_signs_as_text(example, result):
    heading = replace(example.cells[0], text=f"# Exercise {HOSTILE}")
    page = feedback_page(result(), replace(example, cells=(heading, *example.cells[1:])), {})
    assert f"<title>Feedback: Exercise {ESCAPED}" in page and f"<h1>Exercise {ESCAPED}" in page
    as_text(page)


def test_the_marking_page_shows_essays_as_text_and_its_data_end_no_script(example):
    essays = [EssayToMark("AB2345", "s1", HOSTILE, 9, 0), EssayToMark("CD2345", "s2", "Fine.", 1, 1)]
    marker = f"</script>{HOSTILE}"
    page = as_page(example, "e1", essays, marker=marker, stem="e1-ada")
    assert "9 words" in as_text(page, scripts=2) and f'<div class="written essay" dir="auto">{ESCAPED}' in page
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(data)["marker"] == marker and "<" not in data


def test_each_essay_stands_beside_the_figures_of_its_own_variant_and_the_model_essay_stands_once(example):
    essays = [EssayToMark("AB2345", "s1", "Mine.", 1, 0), EssayToMark("CD2345", "s2", "Fine.", 1, 18)]
    page = as_page(example, "e1", essays)
    first, second = re.findall(r"<article .*?</article>", page, re.DOTALL)
    # KOTRA's total of 2001 is 2,270 million USD, of which 738 with China; that of 2019 is 3,245, of which 3,094.
    assert '<td dir="auto">32.5 percent (within 0.2)</td>' in first and "95.3 percent" not in first
    assert '<td dir="auto">95.3 percent (within 0.2)</td>' in second and "32.5 percent" not in second
    assert "China's share of KOTRA's total is 95.3 percent." in second
    assert page.count("So the share is a first sign and no proof.") == 1
    assert json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])["figures"] == {
        "AB2345": "Question 1: a number = 32.5 percent (within 0.2)\nQuestion 2: a choice = b (at what cost)",
        "CD2345": "Question 1: a number = 95.3 percent (within 0.2)\nQuestion 2: a choice = b (at what cost)",
    }
    assert "s1" not in Tags(page).text and "s2" not in Tags(page).text


def test_figures_and_a_model_essay_of_an_instructor_are_text_on_the_marking_page(example, tmp_path):
    label = '<img src=x onerror=alert(2)> "double"'
    space = f"\n\ndef figures():\n    return {{{label!r} + str(v['year']): '<b>1</b>'}}"
    cells = tuple(
        replace(cell, text=cell.text + space)
        if cell.role == "variants"
        else replace(cell, text="My year was {year}.")
        if cell.role == "essay"
        else cell
        for cell in example.cells
    )
    essays = [EssayToMark("AB2345", "s1", "Mine.", 1, 0), EssayToMark("CD2345", "s2", "Fine.", 1, 1)]
    page = as_page(replace(example, cells=cells, _keys_by_variant={}), "e1", essays)
    assert f"{label}2001" in as_text(page, scripts=2) and "<b>" not in page
    # A model essay with figures of the variant stands with each essay that it is for.
    assert [page.count(f"My year was {year}.") for year in (2001, 2002)] == [1, 1]


def test_two_markers_who_are_one_level_apart_are_shown_in_the_rubric_and_not_as_notes(example, result):
    levels = {"evidence": "precise", "argument": "strong", "limits": "strong"}
    mark = {"levels": levels, "between": {"concept": ["clear", "sound"]}, "comments": [], "points": 7.75}
    page = feedback_page(result(student="s1"), example, {"s1": {"e1": mark}})
    # On “concept”, clear has 2 points and sound 1.5.
    assert page.count("Between clear and sound: 1.75 points</strong>") == 2 and page.count("Reached:</strong>") == 3
    assert "Rubric, with the levels you reached" in page and "<h3>Note</h3>" not in page
    only_means = {"levels": {}, "between": {"concept": ["clear", "sound"]}, "comments": [], "points": 1.75}
    page = feedback_page(result(student="s1"), example, {"s1": {"e1": only_means}})
    assert "Rubric, with the levels you reached" in page


def test_pages_of_feedback_and_of_pairs_forbid_scripts_and_requests(example, result):
    for page in (feedback_page(result(), example, {}), report([])):
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)[1]
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; ") and "script" not in policy
        assert page.index(policy) < page.index("<style>")


def test_the_page_of_pairs_shows_texts_as_text():
    length = len(HOSTILE)
    passage = Passage((0, length), (2, 2 + length), 12)
    pair = Pair(HOSTILE, "s2", HOSTILE, "words", 12, 12, 0.5, (passage,), (HOSTILE, f"a {HOSTILE} b"))
    page = report([pair])
    as_text(page)
    # Id in the table, in the heading and above the text; the part in both; the two texts.
    assert page.count(ESCAPED) == 3 + 2 + 2


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("/srv/course/in/s2.ipynb is damaged.", "…/s2.ipynb is damaged."),
        ("See 'C:\\Users\\Ada L\\a b.ipynb'.", "See '…/a b.ipynb'."),
        ("See “/home/ada/my notebook.ipynb”.", "See “…/my notebook.ipynb”."),
        ("3/4 of the cells, and/or 1/2.", "3/4 of the cells, and/or 1/2."),
    ],
)
def test_students_see_no_folders_of_the_machine(sentence, shown):
    assert for_student(sentence) == shown


def test_a_feedback_folder_that_cannot_be_made_is_reported_in_one_sentence(example, result, tmp_path):
    write_result(tmp_path, result(student="s1", edition=example.edition))
    (tmp_path / "feedback").write_text("in the way")
    with pytest.raises(WorkbookError, match=rf"^{tmp_path}/feedback cannot be written \(File exists\)\. ") as raised:
        write_feedback(tmp_path, example)
    assert "\n" not in str(raised.value)
