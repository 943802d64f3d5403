"""“None”, “last” and “since” come with the day up to which one looked, and that day comes from the cards."""

import datetime
from dataclasses import replace

import pytest

import workbook as wb
from workbook.catalog import card, cutoff, looked_until, none_found, package, up_to
from workbook.catalog.cutoff import NEGATIVE, dated


@pytest.fixture
def two_days(monkeypatch):
    """Cards by which drills were looked for up to 5 October and missile tests up to 9 October."""
    days = {"joint_drills": "2026-10-05", "missile_tests": "2026-10-09"}
    monkeypatch.setattr(cutoff, "card", lambda name: replace(card(name), looked_for_until=days.get(name, "")))


@pytest.mark.usefixtures("two_days")
def test_the_day_is_that_of_the_card_and_of_several_the_earliest():
    assert looked_until("missile_tests") == datetime.date(2026, 10, 9)
    assert up_to("missile_tests", "joint_drills") == "up to 5 October 2026"
    assert none_found("exercise of all three", "joint_drills") == (
        "No exercise of all three was found up to 5 October 2026."
    )


@pytest.mark.usefixtures("two_days")
def test_a_dataset_that_names_no_day_leaves_the_common_one():
    assert looked_until("glossary").isoformat() == looked_until().isoformat() == package()["looked_for_until"]


@pytest.mark.usefixtures("two_days")
def test_a_sentence_that_says_none_gets_the_day_and_another_does_not():
    assert dated("No exercise of all three was found.", ("joint_drills",)).endswith(
        "was found. Rows were looked for up to 5 October 2026."
    )
    assert dated("From 2012 to 2026 there were 44 exercises.", ("joint_drills",)).endswith("44 exercises.")
    said = "None up to 5 October 2026."
    assert dated(said, ("joint_drills",)) == said
    mine = "You have answered no question that is decided."
    assert dated(mine, ("joint_drills",)) == mine
    # What two texts lack is no question of the day.
    assert dated("Salát cites none.", ("claims",)) == "Salát cites none."


@pytest.mark.parametrize(
    "text",
    [
        "The last launch found is of 3 October.",
        "No meeting of all three is listed.",
        "None is decided.",
        "It never met.",
    ],
)
def test_words_that_say_that_something_is_not_there_are_noticed(text):
    assert NEGATIVE.search(text)


def test_a_view_that_says_none_names_the_day(monkeypatch):
    monkeypatch.setattr(cutoff, "card", lambda name: replace(card(name), looked_for_until="2026-10-05"))
    view = wb.views.drills()
    monkeypatch.setattr(type(view), "describe", lambda *_: "No exercise of all three was found.")
    assert view.finding[1] == "No exercise of all three was found. Rows were looked for up to 5 October 2026."


def test_about_says_up_to_when_and_by_what_rule():
    page = wb.about("forecasts")
    assert "**Looked for up to 10 October 2026.**" in page
    assert "**What belongs.**" in page and "**Checked against.**" in page
