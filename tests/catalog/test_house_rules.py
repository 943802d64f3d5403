"""What the workbook asks of its own datasets, so that whoever adds one learns it from `workbook data check`."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from workbook.catalog import card, package, read_card, works_keys
from workbook.catalog.house_rules import CUTOFF, SCHEMA_LINE, _cutoff_problems, house_problems
from workbook.catalog.loading import cells_of
from workbook.catalog.validate import problems, row_problems

RULES = (
    ("trade:2010,CHN,kotra", "source", "[not found]", "column check: a row without a source is not confirmed"),
    (
        "trade:2010,CHN,kotra",
        "source",
        "[not applicable]",
        "column source: a source can be missing because it was ",
    ),
    ("events:E225", "date", "2026-12-24", "column date: 2026-12-24 lies after 2026-"),
    ("trade:2025,CHN,customs", "year", "2027", "column year: 2027 lies after 2026-"),
    ("works:S13", "date", "2052-01-01", "column date: 2052-01-01 lies after 2026-"),
    ("events:E120", "date", "2018-05-26", "column date: 2018-04-27 stands after 2018-05-26"),
    ("events:E100", "actors", "RUS;NKO", "column actors: vocabulary.toml has no actor NKO"),
    ("events:E100", "actors", "PRK;RUS", "column actors: PRK, RUS are not once each and in the order of actors"),
    ("events:E100", "actors", "RUS;RUS", "column actors: RUS, RUS are not once each and in the order of actors"),
    ("trade:2010,CHN,kotra", "partner", "China", "column partner: vocabulary.toml has no actor China"),
    ("unga_votes:G29", "no_voters", "BLR;ERI;PRK;RUS;SYX", "column no_voters: vocabulary.toml has no actor SYX"),
    (
        "unga_votes:G29",
        "no_voters",
        "ERI;BLR",
        "column no_voters: ERI, BLR are not once each and in alphabetical",
    ),
    ("events:E100", "dyad", "PRK-RUS", "column dyad: PRK, RUS are not once each and in the order of actors"),
    ("unga_agreement:2019,CHN,RUS,voeten", "actor_a", "JPN", "column actor_a: JPN, RUS are not once each and in the "),
    ("claims:S-1-01", "stance", "CHI:+", "column stance: vocabulary.toml has no actor CHI"),
    ("evidence:EV10", "events", "E147;E747", "column events: names E747, and events has no such row"),
    (
        "interests:prk-regime-survival,bogusz2024",
        "note",
        "as in B-9-01",
        "column note: names B-9-01, and claims has no ",
    ),
    ("treaties:T36", "note", "see S999 and V99", "column note: names V99, and unsc_votes has no such row"),
    ("events:E224", "note", "See the note in the dataset summit", "column note: names summit, and there is no such "),
    ("forecasts:F-S3", "resolution_rule", "Look in unsc_voting.", "names unsc_voting, and there is no such dataset or"),
    ("regime:2019,JPN", "v2x_polyarchy", "82.0", "column v2x_polyarchy: 82.0 lies outside 0 to 1"),
    ("material_capabilities:2019,USA", "cinc", "-0.1", "column cinc: -0.1 lies outside 0 to 1"),
    (
        "events:E100",
        "source",
        "wikipedia-unscr-85",
        "check: says confirmed, and all works behind the row are low-grade",
    ),
    ("events:E100", "source", "miniwiki-nordkorea;ap-2019-12", "write weak, or add a better source"),
    (
        "events:E100",
        "source",
        "china-customs",
        "says confirmed, and no work behind the row was opened: write unconfirmed",
    ),
    ("events:E049", "source", "china-customs", "says weak, and no work behind the row was opened: write unconfirmed"),
    ("events:E100", "check_parts", "day:unconfirmed", "“day:unconfirmed” should begin with a column, such as date:"),
    ("events:E100", "check_parts", "check:weak", "“check:weak” should begin with a column"),
    ("events:E100", "check_parts", "date", "“date” should end with one of confirmed, weak, unconfirmed"),
    ("events:E100", "check_parts", "date:confirmed", "is not weaker than the row, whose check is confirmed; leave it"),
    ("events:E049", "check_parts", "date:weak", "is not weaker than the row, whose check is weak"),
    (
        "events:E100",
        "note",
        "The hour is unconfirmed",
        "column note: says “unconfirmed”, and check is confirmed for the",
    ),
    ("evidence:EV10", "reliability_note", "text not read", "column reliability_note: says “not read”, and check is"),
    (
        "claim_evidence:S-3.1-18,events,E149",
        "check",
        "weak",
        "says weak, and the linked row says confirmed; `workbook data build` writes it",
    ),
    ("trade:2023,CHN,kotra", "share_of_total_percent", "983.0", "share_of_total_percent: 983.0 lies outside 0 to 100"),
)


def found(name, table):
    """The problems of ``table`` as rows of the dataset ``name``."""
    return [*row_problems(card(name), table, works_keys()), *house_problems(card(name), table, works_keys())]


@pytest.mark.parametrize(("at", "column", "value", "sentence"), RULES)
def test_a_cell_that_breaks_a_rule_is_named(at, column, value, sentence):
    name, _, key = at.partition(":")
    table = cells_of(name).copy()
    keys = [",".join(cells) for cells in table[list(card(name).key)].itertuples(index=False)]
    table.loc[keys.index(key), column] = value
    assert any(sentence in problem for problem in found(name, table)), found(name, table)
    assert found(name, cells_of(name)) == []


def test_the_row_of_a_problem_is_the_one_that_a_spreadsheet_shows():
    table = cells_of("events").copy()
    table.loc[0, "actors"] = "NKO"
    # The first row holds the names of the columns.
    assert any(problem.startswith("events.csv, row 2, column actors:") for problem in found("events", table))


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("E100", "source", "wikipedia-unscr-85;un-comtrade"),  # one work of good standing is enough
        ("E100", "check_parts", "date:unconfirmed;title:weak"),
        ("E049", "check_parts", "date:unconfirmed"),
        ("E100", "note", "Pyongyang confirmed it a day later"),
    ],
)
def test_a_check_that_its_works_and_parts_bear_is_let_pass(row, column, value):
    table = cells_of("events").copy()
    table.loc[table["event_id"] == row, column] = value
    assert found("events", table) == []


def test_a_note_that_doubts_something_is_let_pass_where_the_part_is_named():
    table = cells_of("events").copy()
    table.loc[table["event_id"] == "E100", ["note", "check_parts"]] = ["The hour is unconfirmed", "note:unconfirmed"]
    assert found("events", table) == []


def test_a_deadline_may_lie_ahead_because_its_card_says_so():
    assert card("forecasts").columns["deadline"].may_lie_ahead
    assert max(cells_of("forecasts")["deadline"]) > "2027"


@pytest.fixture
def spoil(tmp_path):
    """A function that changes the card of a copy of a dataset and returns all problems of the copy."""

    def change(name, old, new):
        path = Path(shutil.copytree(card(name).folder, tmp_path / name))
        text = (path / "card.toml").read_text(encoding="utf-8")
        assert old in text
        (path / "card.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        copy = read_card(path)
        return [*problems(copy, works_keys()), *house_problems(copy, cells_of(name), works_keys())]

    return change


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("trade", SCHEMA_LINE, "# A card", f"trade/card.toml: the first line should be {SCHEMA_LINE}"),
        ("trade", 'kind = "record"', "", 'trade/card.toml lacks: kind. Write kind = "record" (what happened'),
        ("trade", "terms = ", "temrs = ", "there is no entry called temrs"),
        ("trade", '"kita-2019-12-02"]', '"kita-2020"]', "the source “kita-2020” is not in works"),
        ("trade", 'sources = ["', 'sources = [] # ["', "sources names no work"),
        ("trade", 'date = "2026-11-21"', 'date = "2027-01-01"', "trade/card.toml: 2027-01-01 lies after 2026-"),
        ("trade", 'covers = ["1990", "2025"]', 'covers = ["1990", "2027"]', "trade/card.toml: 2027 lies after 2026-"),
        ("trade", 'note = "first release"', "", "the change of 2026-11-21 needs a version and a note"),
        ("trade", "is not evidence", "is no evidence", "one should say “is not evidence that nothing happened”"),
        (
            "trade",
            "Recorded trade leaves",
            "As on 13 July 1999, trade leaves",
            "names 1999-07-13, a day on which no dataset",
        ),
        ("warheads", 'days_elsewhere = ["2026-10-05"]', "", "names 2026-10-05, a day on which no dataset records"),
        ("warheads", '["2026-10-05"]', '["2026-10-05", "2026-10-06"]', "has 2026-10-06, which the card does not name"),
        (
            "events",
            "\n[[changes]]",
            '\ndays_elsewhere = ["2022-07-13"]\n[[changes]]',
            "2022-07-13, which a dataset records",
        ),
        ("events", 'sorted_by = "date"', 'sorted_by = "day"', "the entry sorted_by names day, which is not a column"),
        (
            "events",
            'shows = ["date", "title"]',
            'shows = ["date", "titel"]',
            "the entry shows names titel, which is",
        ),
        ("events", r"row_ids = 'E\d{3}'", r"row_ids = 'X\d{3}'", r"row_ids “X\d{3}” fits no cell of event_id"),
        ("events", r"row_ids = 'E\d{3}'", "row_ids = 'E(3'", "row_ids “E(3” is not a regular expression"),
        ("trade", "key = [", 'row_ids = "x"\nkey = [', "row_ids is for a key of one column; the key is year + partner"),
    ],
)
def test_a_card_that_breaks_a_rule_is_told_what_to_write(spoil, name, old, new, sentence):
    assert any(sentence in problem for problem in spoil(name, old, new))


def test_a_column_of_votes_is_named_after_an_actor():
    votes, table = card("unga_votes"), cells_of("unga_votes")
    renamed = {"vote_NKO" if name == "vote_PRK" else name: column for name, column in votes.columns.items()}
    broken = house_problems(replace(votes, columns=renamed), table.assign(vote_NKO=table["vote_PRK"]))
    assert "unga_votes/card.toml: the column vote_NKO names an actor that vocabulary.toml does not have." in broken


@pytest.mark.parametrize(
    ("kind", "caveats", "expected"),
    [
        ("record", ["Nothing found later is not evidence that nothing happened."], True),
        ("record", ["The last year is 2025."], True),
        ("record", ["The last year is 2025. Nothing found later is not evidence that nothing happened."], False),
        ("judgement", ["Coders differ."], False),
        ("", ["A card of one's own may leave the kind out."], False),
    ],
)
def test_a_record_says_in_its_caveats_when_it_ends_and_that_silence_proves_nothing(kind, caveats, expected):
    copy = replace(card("trade"), kind=kind, caveats=tuple(caveats))
    told = [problem for problem in problems(copy) if "caveats" in problem]
    assert bool(told) == expected
    assert all("such as “The last year is 2025. Nothing found later is not evidence" in problem for problem in told)


def test_a_record_says_up_to_when_where_and_by_what_rule_rows_were_looked_for():
    found = card("forecasts")
    assert _of_cut_off(found) == []
    for entry in CUTOFF:
        (sentence,) = _of_cut_off(replace(found, **{entry: ""}))
        assert f"lacks: {entry}" in sentence
    (sentence,) = _of_cut_off(replace(found, looked_for_until="October 2026"))
    assert "is no day such as" in sentence
    (sentence,) = _of_cut_off(replace(found, looked_for_until="2026-12-01"))
    assert "lies after" in sentence and "the common day" in sentence
    (sentence,) = _of_cut_off(replace(found, looked_for_until="2025-06-01"))
    assert "lies before 2026-01-01, the end of covers" in sentence


def test_what_is_no_record_needs_no_cut_off_and_a_year_is_compared_with_its_year():
    assert _of_cut_off(replace(card("glossary"), looked_for_until="")) == []
    assert _of_cut_off(replace(card("forecasts"), covers=("1990", "2026"))) == []


def test_the_common_cut_off_lies_before_the_release():
    assert package()["looked_for_until"] <= package()["released"]


def _of_cut_off(found):
    """What the rule on the cut-off says of a card."""
    return list(_cutoff_problems(found))
