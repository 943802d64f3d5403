"""Where a text says that something is not there, it says up to when one looked, and the day is that of the cards."""

import re

import pytest

from workbook.authoring.figures import CUT_OFF, SAYS_NONE, UP_TO, undated
from workbook.base.wording import on_day
from workbook.catalog import card, load, looked_until, shipped_names
from workbook.checking import Mistake, all_notebooks, cells, notebook_questions

NUMBERS = list(all_notebooks())
# Phrases that say “none” or “not found” of something else than the record, and why.
KNOWN = {
    "“none”": "a word of a column",
    "not found: it was looked for": "explains a reason for a gap",
    "no source was found |": "explains a verdict",
}

# Questions that say it of something else, and why.
QUESTIONS = {
    "00-4": "explains the reason for a gap",
    "15-3": "names pieces of evidence, which have days",
    "16-2": "supposes what may never be",
    "18-5": "says by the last date of the evidence",
}


def _days():
    """The days up to which one looked: of each card, of all, and of what decides each forecast."""
    cards = {on_day(looked_until(name)) for name in shipped_names()} | {on_day(looked_until())}
    return cards | {on_day(day) for day in load("forecasts")["evidence_until"]}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_text_that_says_none_says_up_to_when(number):
    assert undated(cells(number), KNOWN) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_every_notebook_says_in_its_limits_up_to_when_rows_were_looked_for(number):
    (limits,) = ["".join(cell["source"]) for cell in cells(number) if cell["id"] == f"{number}-limits"]
    assert CUT_OFF.written() in limits


@pytest.mark.parametrize("number", NUMBERS)
def test_the_days_up_to_which_one_looked_are_those_of_the_cards(number):
    days = _days()
    text = "\n".join("".join(cell["source"]) for cell in cells(number) if cell["cell_type"] == "markdown")
    lines = [line for line in text.splitlines() if SAYS_NONE.search(line) or "looked for" in line]
    assert {day for line in lines for day in UP_TO.findall(line)} <= days


@pytest.mark.parametrize("number", NUMBERS)
def test_a_teaching_pack_says_up_to_when_too(number):
    page = (all_notebooks()[number].parent / "teaching.toml").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if re.search(r"\bno [^.]*was found|\bnone was found", line)]
    day = re.compile(r"up to \d{1,2} [A-Z][a-z]+")
    assert [line for line in lines if not day.search(line)] == []
    days = _days()
    assert all(any(full.startswith(said[6:]) for full in days) for line in lines for said in day.findall(line))


def test_questions_hints_and_solutions_say_up_to_when():
    found = {
        question.id
        for number in NUMBERS
        for question in notebook_questions(number).values()
        for text in _texts(vars(question))
        if SAYS_NONE.search(text) and not UP_TO.search(text)
    }
    assert found == set(QUESTIONS)


def _texts(value):
    """Every text in ``value``, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        value = tuple(value.values())
    elif isinstance(value, Mistake):
        value = (value.reply,)
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from _texts(part)


def test_an_undated_negative_is_named_and_a_dated_one_is_not():
    cell = {"id": "99-a", "cell_type": "markdown", "source": ["No exercise of all three was found.\n", "More.\n"]}
    (complaint,) = undated([cell])
    assert complaint.startswith("99-a: “No exercise of all three was found.” needs “up to ")
    assert undated([{**cell, "source": [*cell["source"], f"We looked {CUT_OFF.written()}.\n"]}]) == []
    assert undated([cell], {"of all three": "for a reason"}) == []


@pytest.mark.parametrize(
    "line",
    [
        "None of 2026 was found, so the claim gets no support.",
        "The Council has adopted no new ones since 22 December 2017.",
        "The last nuclear test was on 3 September 2017.",
        "No talks of all three are on record.",
        "The three have never exercised together.",
    ],
)
def test_the_sentences_that_were_stale_are_noticed(line):
    assert SAYS_NONE.search(line)


def test_a_sentence_about_something_else_is_left_alone():
    for line in ("No field is filled with a guess.", "Neither author links the two.", "Never add the two."):
        assert not SAYS_NONE.search(line)


def test_no_card_names_a_later_day_than_the_common_one():
    for name in shipped_names():
        if until := card(name).looked_for_until:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", until) and until <= looked_until().isoformat()
