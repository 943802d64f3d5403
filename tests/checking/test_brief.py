"""The policy brief: kept, written as files, and safe to open."""

import pytest

import workbook as wb
from workbook.base import WorkbookError
from workbook.checking import reflections

PARTS = {
    "title": "What to do about transfers",
    "question": "Should the addressee press for talks?",
    "options": "Wait | talk <script>alert(1)</script>",
    "claims": "S-3.1-18, B-3-16",
}


def test_a_brief_is_kept_and_written_as_markdown_and_html(entries_file):
    said = wb.brief().save(**PARTS)
    assert "2 claims, in policy-brief.md, policy-brief.html" in said
    assert "Still empty: for whom, background, recommendation, how sure" in said
    text = entries_file.with_name("policy-brief.md").read_text()
    assert text.startswith("# What to do about transfers\n") and "| S-3.1-18 |" in text
    assert "Salát" in text and "Bogusz" in text
    page = entries_file.with_name("policy-brief.html").read_text()
    assert "<script>" not in page and "alert(1)" in page and "<table>" in page
    assert wb.brief().saved()["title"] == PARTS["title"]


def test_the_form_shows_again_what_was_saved():
    form = wb.brief().form()
    form.answer({"do": "save", "values": PARTS})
    assert form.said.startswith("Saved: ")
    assert wb.brief().form().values["options"] == PARTS["options"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({**PARTS, "title": " "}, "give the brief a title"),
        ({**PARTS, "claims": "S-3.1-99"}, "There is no claim called"),
    ],
)
def test_a_brief_that_cannot_be_is_a_sentence_and_nothing_is_written(entries_file, parts, said):
    with pytest.raises(WorkbookError, match=said):
        wb.brief().save(**parts)
    assert list(entries_file.parent.iterdir()) == []


def test_a_brief_that_is_too_long_says_so():
    assert "more than 2 pages" in wb.brief().save(title="Long", background="word " * 1000)


@pytest.mark.needs("pandoc")
def test_with_pandoc_there_is_a_word_file(entries_file):
    assert "policy-brief.docx" in wb.brief().save(**PARTS)
    assert entries_file.with_name("policy-brief.docx").stat().st_size > 1000


def test_the_evidence_table_counts_rows_and_names_a_claim_that_is_not_there():
    table = wb.evidence_table(["S-3.1-18", "B-3-16"])
    assert table["claim"].to_list() == ["S-3.1-18", "B-3-16"]
    assert table["rows"].to_list() == ["3 qualifies", "2 qualifies, 3 supports"]
    with pytest.raises(WorkbookError, match='There is no claim called "S-3.1-1"'):
        wb.evidence_table(["S-3.1-1"])


def test_the_evidence_table_takes_one_claim_as_it_is():
    assert wb.evidence_table("S-3.1-18").equals(wb.evidence_table(["S-3.1-18"]))
    with pytest.raises(WorkbookError, match='There is no claim called "S-3.1-1"'):
        wb.evidence_table("S-3.1-1")


def test_a_reflection_is_kept_and_shown_again():
    box = wb.reflect("07")
    assert repr(box) == "Reflection 07: write in the box and press Save."
    form = box.form()
    form.submit({"text": " "})
    assert form.said == "Nothing was saved: write something first."
    form.submit({"text": "A measure of my own."})
    assert form.said == "Saved: 5 words, in my-entries.jsonl beside the notebook."
    assert wb.reflect("07").form().values == {"text": "A measure of my own."}
    assert wb.reflect("08").text == ""


def test_a_notebook_without_reflection_is_a_sentence(monkeypatch):
    monkeypatch.setattr(reflections, "beside", lambda number: {})
    with pytest.raises(WorkbookError, match="Notebook 07 has no reflection"):
        wb.reflect("07")
