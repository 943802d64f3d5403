"""Disputes, readings, labels and the glossary: they fit together, and say what was opened and what was not."""

import pytest
from offenders import checked, items, mistakes, named

import workbook as wb
from workbook.base import UnknownName
from workbook.catalog.codebook import source_line
from workbook.checking import all_notebooks

RANKS = ("confirmed", "weak", "unconfirmed")
KNOWN: dict = {}


@checked(
    KNOWN,
    ("dispute_positions:X01a", "dispute_id", "X99", "dispute_positions:X01a"),
    ("dispute_positions:X02a", "position_id", "X03a", "dispute_positions:X02a"),
    ("dispute_positions:X03a", "dispute_id", "X04", "disputes:X03"),
    ("disputes:X11", "check", "confirmed"),
    ("dispute_positions:X03b", "check", "weak", "disputes:X03"),
)
def test_a_dispute_has_two_or_three_positions_and_is_as_secure_as_the_weakest(books):
    positions = books.rows("dispute_positions")
    for row in positions:
        if row["dispute_id"] not in books.by_key("disputes") or row["position_id"][:-1] != row["dispute_id"]:
            yield row["at"], f"belongs to no dispute called {row['dispute_id']}"
    for dispute in books.rows("disputes"):
        checks = [row["check"] for row in positions if row["dispute_id"] == dispute["dispute_id"]]
        if not 2 <= len(checks) <= 3:
            yield dispute["at"], f"has {len(checks)} positions"
        elif dispute["check"] != max(checks, key=RANKS.index):
            yield dispute["at"], f"is {dispute['check']}, its positions are {', '.join(checks)}"


@checked(
    KNOWN,
    ("readings:S13", "year", 2024),
    ("readings:S13", "title", "Obstacles"),
    ("readings:lankov-2013", "opened", "yes"),
    ("readings:lankov-2013", "check", "confirmed"),
    ("works:rumer-2024", "check", "unconfirmed", "readings:rumer-2024"),
)
def test_a_reading_is_the_work_it_names_and_what_was_not_opened_is_unconfirmed(books):
    works = books.by_key("works")
    for row in books.rows("readings"):
        work = works[row["work"]]
        if any(row[column] != work[column] for column in ("authors", "year", "title")):
            yield row["at"], "author, year or title differ from those in works"
        if row["opened"] == "yes" and work["check"] == "unconfirmed":
            yield row["at"], "was opened, and works says that it was not"
        if (row["opened"] == "no") != (row["check"] == "unconfirmed"):
            yield row["at"], f"opened is {row['opened']}, check is {row['check']}"


@checked(
    KNOWN,
    ("dispute_positions:X01b", "source", "postol-2023"),
    ("dispute_positions:X01a", "not_opened", "lewis-2016"),
)
def test_works_that_were_not_opened_stand_apart_in_a_position(books):
    works = books.by_key("works")
    for row in books.rows("dispute_positions"):
        for work in items(row["source"]):
            if works[work]["check"] == "unconfirmed":
                yield row["at"], f"{work} was not opened: it belongs into not_opened"
        for work in items(row["not_opened"]):
            if works[work]["check"] != "unconfirmed":
                yield row["at"], f"{work} was opened: it belongs into source"


@checked(
    KNOWN,
    ("glossary:hedging", "check", "confirmed"),
    ("works:dittmer-1981", "check", "unconfirmed", "glossary:strategic triangle"),
)
def test_an_explanation_is_confirmed_only_where_its_work_was_opened(books):
    works = books.by_key("works")
    for row in books.rows("glossary"):
        if row["check"] == "confirmed" and works[row["source"]]["check"] == "unconfirmed":
            yield row["at"], f"is confirmed, and {row['source']} was not opened"


@checked(
    KNOWN,
    ("glossary:strategic triangle", "definition", "Dittmer names four kinds of triangle."),
    ("notebooks/02_new.md", "file", "Name Dittmer's four triangles.", "notebooks/02_new.md"),
)
def test_nobody_ascribes_four_triangles_to_dittmer(books):
    """The article of 1981 has three patterns; the unit veto came later, and its pivot plays off two suitors."""
    wrong = ("Dittmer's four", "Dittmer names four", "unit veto (Dittmer 1981)", "veto (U) (Dittmer 1981)")
    for where, text in books.prose():
        for phrase in wrong:
            if phrase in text:
                yield where.removesuffix(",definition"), f"says “{phrase}”"


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *where = mistake
    assert (where or [at])[0] in named(test, at, column, value)


@pytest.mark.parametrize("dataset", ["readings", "disputes"])
def test_notebooks_that_are_named_exist(dataset):
    named_in = {number for cell in wb.load(dataset)["notebooks"] for number in cell.split(";")}
    assert named_in <= set(all_notebooks())


def test_every_notebook_after_the_first_has_six_readings_or_more():
    counts = wb.load("readings")["notebooks"].str.split(";").explode().value_counts()
    assert {
        number: counts.get(number, 0) for number in all_notebooks() if number != "00" and counts.get(number, 0) < 6
    } == {}


def test_readings_are_listed_in_words_the_introductory_first_and_say_what_was_not_opened():
    page = str(wb.readings(13))
    assert page == str(wb.readings("13")) and page.index("To begin with") < page.index("To go further")
    first = page.partition("To go further")[0]
    assert "Wishnick, Elizabeth. 2025." in first and "keep them in pairs" in first
    assert "Cartwright, Dorwin" in page and "*(not opened)* When signed ties among three" in page
    assert "*(not opened)*" not in page[page.index("Dittmer, Lowell") :].partition("\n")[0]


def test_a_dispute_is_a_page_with_positions_what_would_settle_it_and_how_it_stands():
    page = str(wb.dispute(" X01 "))
    assert "Theodore Postol" in page and "Postol 2023 (not opened)" in page and "Jeffrey Lewis" in page
    assert page.index("What would settle it") < page.index("How it stands")
    with pytest.raises(UnknownName, match='There is no dispute called "X77"'):
        wb.dispute("X77")


def test_the_line_under_an_explanation_says_what_was_not_opened():
    assert source_line("dittmer-1981") == "*Source: Dittmer 1981.*"
    assert source_line("schelling-1966") == "*Source: Schelling 1966 (not opened).*"
    assert str(wb.about("deterrence")).endswith("*Source: Schelling 1966 (not opened).*")


def test_a_label_says_who_used_it_first_and_the_ledger_says_the_same():
    labels = wb.load("labels").set_index("label")
    assert labels.loc["CRINK (CRINKs)", "date"].date().isoformat() == "2023-10-17"
    note = wb.load("claims").set_index("claim_id").loc["S-1-17", "verdict_note"]
    assert "17 October 2023" in note and "16 February 2009" in note
