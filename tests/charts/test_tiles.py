"""Tiles in rows and columns: votes, codes, ratings, priorities, records, scenarios."""

import pandas as pd
import pytest
from drawing import channel, drawn, marks, spec_of, texts
from driving import described

from workbook.charts import (
    VOTES,
    evidence_matrix,
    priority_matrix,
    record_matrix,
    scenario_tiles,
    theme,
    vote_grid,
)

CAST = pd.DataFrame(
    [("2006 A", "China", "yes", 1), ("2006 A", "Russia", "veto", 1), ("2016 B", "China", "abstain", 2)],
    columns=["text", "voter", "vote", "place"],
).assign(family="Korea", result="13–1–1 vetoed")
CAST["hover"] = CAST["voter"] + " " + CAST["text"]


def letter_colours(spec):
    return {item["text"]: item["fill"] for item in drawn(spec, "text")}


@pytest.mark.parametrize("narrow", [False, True])
def test_a_vote_is_told_by_a_word_and_a_fill(narrow):
    spec = spec_of(vote_grid(CAST, ["China", "Russia"], "yes–no–abstained", narrow))
    assert {item["description"]: item["fill"] for item in drawn(spec, "rect")} == {
        "China 2006 A": VOTES["yes"][2],
        "Russia 2006 A": VOTES["veto"][2],
        "China 2016 B": VOTES["abstain"][2],
    }
    # A wide chart has its texts at the left, which leaves little room in one of 600 pixels.
    assert {"yes", "veto", "abstained" if narrow else "abs."} <= set(texts(spec))
    tiles = {item["description"]: item for item in drawn(spec, "rect")}
    assert tiles["China 2006 A"]["x"] < tiles["Russia 2006 A"]["x"]
    assert tiles["China 2006 A"]["y"] == tiles["Russia 2006 A"]["y"] < tiles["China 2016 B"]["y"]
    # In a narrow chart the name of a text stands above its row and what came of it is left out.
    names = {item["text"]: item["y"] for item in drawn(spec, "text")}
    assert (names["2006 A"] < tiles["China 2006 A"]["y"]) == narrow == ("13–1–1 vetoed" not in names)


def test_ten_voters_get_short_words():
    ten = pd.concat([CAST.iloc[[2]].assign(voter=f"State {number}") for number in range(10)])
    spec = spec_of(vote_grid(ten, [f"State {number}" for number in range(10)], "yes–no–abstained", narrow=True))
    assert "abs." in texts(spec) and "abstained" not in texts(spec)


def test_texts_of_one_family_stand_together_under_its_name_and_the_voters():
    families = CAST.assign(family=["late", "late", "early"], place=[2, 2, 1])
    spec = spec_of(vote_grid(families, ["China", "Russia"], "yes–no–abstained"))
    tiles = {item["description"]: item["y"] for item in drawn(spec, "rect")}
    assert tiles["China 2016 B"] < tiles["China 2006 A"]
    heads = {item["text"]: item["y"] for item in drawn(spec, "text") if item["text"] in ("early", "late")}
    assert heads["early"] < tiles["China 2016 B"] < heads["late"] < tiles["China 2006 A"]
    assert texts(spec).count("China") == 2 and texts(spec).count("Russia") == 1  # Russia has no vote among the early


def test_evidence_is_ordered_by_its_place_and_a_rating_left_out_is_a_dash():
    rows = pd.DataFrame(
        [("trade", 1, "H1|a", "II"), ("trade", 1, "H2|b", "CC"), ("visits", 0, "H1|a", "left out")],
        columns=["line", "place", "column", "rating"],
    )
    spec = spec_of(evidence_matrix(rows.assign(hover=rows["line"] + rows["column"]), ["H2|b", "H1|a"], "Hypotheses"))
    assert channel(spec, "x")["sort"] == ["H2|b", "H1|a"]
    tiles = {item["description"]: item for item in drawn(spec, "rect")}
    assert tiles["visitsH1|a"]["y"] < tiles["tradeH1|a"]["y"]
    assert tiles["tradeH2|b"]["x"] < tiles["tradeH1|a"]["x"]
    assert (tiles["tradeH1|a"]["fill"], tiles["tradeH2|b"]["fill"]) == ("#e08a52", "#8fbbdc")
    assert sorted(texts(spec)) == ["CC", "II", "–"]


INTERESTS = pd.DataFrame(
    [
        ("CHN: order", "salat2025", "high", "explicit", "+", ""),
        ("CHN: order", "bogusz2024", "low", "implied", "+", ""),
        ("PRK: arms", "salat2025", "medium", "explicit", "", "×"),
        ("PRK: arms", "bogusz2024", "silent", "silent", "", "×"),
    ],
    columns=["line", "analysis", "priority", "named", "to_0", "to_1"],
)
INTERESTS["hover"] = INTERESTS["line"] + " " + INTERESTS["analysis"]


def test_priorities_are_dots_that_are_hollow_where_they_are_implied():
    spec = spec_of(priority_matrix(INTERESTS, ["salat2025", "bogusz2024"], ["RUS", "USA"]))
    # Each sign of a relation stands once, although both rows of the interest carry it.
    assert sorted(texts(spec)) == sorted(["●●●", "○", "●●", "–", "+", "×"])
    assert channel(spec, "x")["scale"]["domain"] == ["salat2025", "bogusz2024", " ", "RUS", "USA"]
    assert letter_colours(spec)["●●●"] == "#ffffff"


def test_a_relation_stands_under_the_state_that_it_is_to():
    spec = spec_of(priority_matrix(INTERESTS, ["salat2025", "bogusz2024"], ["RUS", "USA"]))
    signs = {item["text"]: item for item in drawn(spec, "text")}
    assert signs["+"]["x"] < signs["×"]["x"] and signs["+"]["fill"] == theme.BLUE
    assert signs["×"]["fill"] == theme.VERMILION


def test_a_topic_stands_in_the_column_of_its_relation_with_the_verdict_of_the_record():
    rows = pd.DataFrame(
        {"line": ["Trade", "Arms"], "relation": ["agree", "contradict"], "record": ["nothing to compare", "both"]}
    )
    spec = spec_of(record_matrix(rows.assign(hover=rows["line"]), ["agree", "contradict"]))
    tiles = {item["description"]: item for item in drawn(spec, "rect")}
    assert tiles["Trade"]["x"] < tiles["Arms"]["x"] and tiles["Trade"]["y"] < tiles["Arms"]["y"]
    assert tiles["Arms"]["fill"] == "#bfe3d0"
    assert sorted(texts(spec)) == ["both", "–"]


@pytest.mark.parametrize(("words", "height"), [("alike", 0), ("open|for good", -5.5), ("in|three|lines", -11)])
def test_the_words_of_a_state_are_centred_in_its_tile_however_many_lines_they_have(words, height):
    rows = pd.DataFrame(
        {"scenario": ["today", "other"], "line": "Ties", "words": ["alike", words], "kind": ["as in 2025", "otherwise"]}
    )
    spec = spec_of(scenario_tiles(rows.assign(hover=rows["scenario"]), ["Ties"]))
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    (layer,) = (layer for layer in lines if f"== {words.count('|') + 1}" in layer["transform"][0]["filter"])
    assert layer["mark"]["dy"] == height  # half of the eleven pixels of each further line
    assert described(spec) == ["other", "today"]
    assert {item["description"]: item["fill"] for item in drawn(spec, "rect")} == {
        "today": "#dbe7f1",
        "other": "#ffffff",
    }
