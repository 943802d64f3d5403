"""The datasets keep the rules, and a reader who mistypes gets one sentence."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import workbook as wb
from workbook.base import BadData, UnknownName, WorkbookError
from workbook.catalog import all_problems, card, names, problems, read_card, vocabulary

ISSUE_ONE = {"claims", "works", "events", "summits", "unsc_votes", "unga_votes", "trade", "missile_tests"}


def test_every_dataset_keeps_every_rule():
    assert all_problems() == []


def test_the_datasets_are_there():
    assert set(names()) >= ISSUE_ONE
    assert list(wb.datasets()["dataset"]) == list(names())


def test_the_whole_ledger_is_there():
    ledger, changes, readings = (wb.load(name) for name in ("claims", "ledger_changes", "ledger_readings"))
    # 310 claims of the first release, each read twice more, and 47 that were added.
    assert len(ledger) == 357 and len(readings) == 2 * 310
    assert ledger["decisive_words"].notna().all() and (ledger["decisive_words"].str.split().str.len() <= 7).all()
    assert set(changes["claim_id"]) <= set(readings["claim_id"]) < set(ledger["claim_id"])


@pytest.mark.parametrize("name", names())
def test_columns_have_the_type_that_the_card_gives(name):
    rows = wb.load(name)
    for column in card(name).columns.values():
        values = rows[column.name]
        if column.type in ("date", "partial-date"):
            assert pd.api.types.is_datetime64_any_dtype(values), column.name
        elif column.type in ("integer", "year"):
            assert pd.api.types.is_integer_dtype(values), column.name
        elif column.type == "number":
            assert pd.api.types.is_float_dtype(values), column.name


def test_a_missing_value_keeps_its_reason_and_is_never_zero():
    rows = wb.load("trade", reasons=True).set_index(["year", "partner", "series"])
    silent = rows.loc[(2025, "RUS", "kotra")]
    assert pd.isna(silent["total_usd_million"])
    assert silent["total_usd_million_missing"] == "not reported"
    known = rows[rows["total_usd_million"].notna()]
    assert set(known["total_usd_million_missing"]) == {""}


def test_loading_gives_a_table_of_ones_own():
    mine = wb.load("trade")
    mine["year"] = 0
    assert wb.load("trade")["year"].min() == 1990


def test_a_misspelt_dataset_gets_the_nearest_name_and_all_names():
    with pytest.raises(UnknownName) as error:
        wb.load("unsc_vote")
    assert 'Did you mean "unsc_votes"?' in str(error.value)
    assert all(name in str(error.value) for name in names())


def test_an_unknown_column_gets_a_sentence():
    with pytest.raises(UnknownName, match='There is no column called "yeer". Did you mean "year"'):
        wb.about("trade", "yeer")


def test_an_error_shows_its_sentence_and_no_traceback_in_a_notebook():
    with pytest.raises(UnknownName) as error:
        wb.load("trad")
    assert error.value._render_traceback_() == [str(error.value)]


def test_the_codebook_describes_every_column():
    for name in names():
        page = wb.about(name)
        for column in card(name).columns.values():
            assert f"`{column.name}`" in page
            assert column.meaning.split("|")[0].split("\n")[0][:40] in page


def test_claims_can_be_filtered_and_shown():
    wrong = wb.claims(verdict="wrong")
    assert wrong["claim_id"].to_list() == ["B-1-09", "B-1-10"]
    both = wb.claims(actor="PRK", kind="forecast")
    assert (both["kind"] == "forecast").all() and both["actors"].str.contains("PRK").all()
    assert "13 July 2022" in wb.claims("S-3.1-18")


def test_the_page_of_a_claim_begins_with_the_words_of_the_author():
    paragraphs = wb.claims("S-3.1-29").split("\n\n")
    assert paragraphs[:4] == [
        "### S-3.1-29 · interpretation",
        "**Salát writes** “can reduce its dependence on China”.",
        "**What this does not say.** It says that Pyongyang can, not that it does.",
        "**Our paraphrase.** First gain: by drawing closer to Russia Pyongyang can lessen its dependence on China, "
        "that is, return to its traditional balancing.",
    ]
    assert paragraphs[5] == "**Verdict.** testable (data can test it; the note says which)."
    assert paragraphs[-1].startswith("**Recoded in 0.2.0** (wording, verdict). The text says that Pyongyang can")
    heading = wb.claims("B-1-19")
    assert "**Bogusz writes** “A renewed Russia–North Korea alliance”." in heading and "title or heading." in heading
    assert "does not say" not in heading and "Recoded" not in heading


def test_the_erratum_has_what_was_written_what_holds_and_why():
    changed = wb.claims(changed=True)
    assert len(changed) == 154 and changed["reason"].notna().all()
    row = changed.set_index("claim_id").loc["S-2.3-09"]
    assert row["changed"] == "wording;verdict" and row["fault"] == "object"
    assert "at the front in Ukraine" in row["paraphrase_before"] and "on the Ukrainian front" in row["paraphrase"]
    assert (row["verdict_before"], row["verdict"]) == ("imprecise;conflict", "ok")
    # A claim that was not recoded is not in it, and the filters choose by what holds now.
    assert "B-1-09" not in set(changed["claim_id"])
    assert wb.claims(changed=True, kind="forecast", analysis="bogusz2024")["kind"].eq("forecast").all()
    assert len(wb.claims(changed=True, verdict="wrong")) == 0
    with pytest.raises(WorkbookError, match=r"write wb.claims\(changed=True\)"):
        wb.claims("S-3.1-29", changed=True)


def test_every_recoded_claim_differs_from_what_it_was_in_just_what_the_erratum_says():
    for row in wb.claims(changed=True).fillna("").to_dict("records"):
        was = {"wording": "paraphrase_before", "kind": "kind_before", "verdict": "verdict_before"}
        now = {"wording": "paraphrase", "kind": "kind", "verdict": "verdict"}
        differs = [what for what in was if row[was[what]] != row[now[what]]]
        assert ";".join(differs) == row["changed"], row["claim_id"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"verdict": "false"}, 'no verdict called "false"'),
        ({"colour": "red"}, 'no filter called "colour"'),
        ({"claim": "S-3.1-99"}, 'no claim called "S-3.1-99"'),
        ({"actor": "NKO"}, 'no actor called "NKO"'),
    ],
)
def test_an_unknown_claim_filter_or_value_gets_a_sentence(arguments, sentence):
    with pytest.raises(UnknownName, match=sentence):
        wb.claims(**arguments)


def test_a_dataset_and_a_work_can_be_cited():
    assert "version 0.1.0" in wb.cite("trade") or wb.__version__ in wb.cite("trade")
    assert wb.cite("S17").startswith("Chen, Yu-Hua. 2023.")
    with pytest.raises(UnknownName):
        wb.cite("S99")


def test_every_reason_for_a_gap_is_explained():
    assert set(vocabulary()["missing"]) >= {"not found", "not reported", "outside coverage", "not applicable"}


@pytest.fixture
def copy(tmp_path):
    """A copy of the trade dataset to break."""
    return Path(shutil.copytree(card("trade").folder, tmp_path / "trade"))


def spoil(copy, old, new, file="trade.csv"):
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return problems(read_card(copy), works=set(wb.load("works")["work_id"]))


def test_the_copy_is_valid_before_it_is_broken(copy):
    assert problems(read_card(copy), works=set(wb.load("works")["work_id"])) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("1990,CHN,kotra", "1991,CHN,kotra", "the key year + partner + series = 1991, CHN, kotra appears twice"),
        ("1990,CHN,kotra", "199O,CHN,kotra", "row 38, column year: “199O” is not a valid year"),
        ("1990,CHN,kotra", "1990,CHI,kotra", "column partner: “CHI” is not one of"),
        (",confirmed,", ",conformed,", "column check: “conformed” is not one of confirmed, weak, unconfirmed"),
        ("358.2", "358,2", "cells where the header has"),
        ("kotra-annual-report", "kotra-anual-report", "the source “kotra-anual-report” is not in works"),
        ("1990,CHN,kotra,124.6", "1990,CHN,kotra,124.6 ", "begins or ends with a space"),
        ("1990,CHN,kotra", "1989,CHN,kotra", "the rows reach from 1989 to 2025"),
        ("year,partner", "jahr,partner", "lacks the column year"),
    ],
)
def test_a_broken_cell_is_named_with_row_and_column(copy, old, new, sentence):
    try:
        found = spoil(copy, old, new)
    except BadData as error:
        found = [str(error)]
    assert any(sentence in problem for problem in found), found


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('type = "year"', 'type = "jahr"', "the type “jahr” is not one of"),
        ('licence = "CC-BY-4.0"', 'licence = ""', "licence is blank"),
        ('title = "', 'titel = "', "lacks: title"),
        ('unit = "percent"', 'unit = ""', "a number needs a unit"),
    ],
)
def test_a_broken_card_is_named(copy, old, new, sentence):
    try:
        found = spoil(copy, old, new, file="card.toml")
    except BadData as error:
        found = [str(error)]
    assert any(sentence in problem for problem in found), found


def test_a_file_in_another_encoding_gets_a_sentence(copy):
    text = (copy / "trade.csv").read_text(encoding="utf-8") + "ü"
    (copy / "trade.csv").write_bytes(text.encode("latin-1", "replace"))
    with pytest.raises(BadData, match="not in UTF-8"):
        problems(read_card(copy))
