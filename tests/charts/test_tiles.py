"""Tiles in rows and columns: votes, codes, ratings, priorities, records, scenarios."""

import pandas as pd
from drawing import channel, drawn, marks, spec_of, texts
from driving import described

from workbook.charts import (
    VOTES,
    crossing,
    evidence_matrix,
    priority_matrix,
    record_matrix,
    scenario_tiles,
    theme,
    vote_grid,
)

CAST = pd.DataFrame(
    [("2006 A", "China", "yes"), ("2006 A", "Russia", "veto"), ("2016 B", "China", "abstain")],
    columns=["text", "voter", "vote"],
)
CAST["hover"] = CAST["voter"] + " " + CAST["text"]


def letter_colours(spec):
    return {item["text"]: item["fill"] for item in drawn(spec, "text")}


def test_a_vote_is_told_by_a_sign_and_a_fill():
    spec = spec_of(vote_grid(CAST, ["China", "Russia"]))
    assert marks(spec) == ["rect", "text"]
    assert channel(spec, "y")["sort"] == ["China", "Russia"]
    assert {item["description"]: item["fill"] for item in drawn(spec, "rect")} == {
        "China 2006 A": VOTES["yes"][1],
        "Russia 2006 A": VOTES["veto"][1],
        "China 2016 B": VOTES["abstain"][1],
    }
    # The V of a veto is white, for its tile is dark.
    assert letter_colours(spec) == {"+": theme.BLACK, "V": "#ffffff", "○": theme.BLACK}


def test_the_legend_holds_the_votes_that_occur_only():
    assert channel(spec_of(vote_grid(CAST, ["China", "Russia"])), "color")["scale"]["domain"] == [
        "yes",
        "veto",
        "abstain",
    ]


def test_texts_of_one_family_stand_together_under_its_name():
    families = CAST.assign(family=["late", "late", "early"], place=[2, 2, 1])
    spec = spec_of(vote_grid(families, ["China", "Russia"]))
    tiles = {item["description"]: item["x"] for item in drawn(spec, "rect")}
    assert tiles["China 2016 B"] < tiles["China 2006 A"]
    heads = {item["text"]: item["x"] for item in drawn(spec, "text") if item["text"] in ("early", "late")}
    assert heads["early"] < heads["late"]
    # The numbers that order the families are cut off the labels.
    assert channel(spec, "x")["axis"]["labelExpr"] == "slice(datum.label, 3)"


def test_two_coders_are_crossed_with_the_count_in_each_tile():
    rows = pd.DataFrame(
        {
            "mine": ["fact", "fact", "forecast", "forecast"],
            "ledger": ["fact", "forecast", "fact", "forecast"],
            "mine_place": [1, 1, 0, 0],
            "ledger_place": [0, 1, 0, 1],
            "count": [3, 1, 0, 2],
            "match": ["the same", "different", "no claim", "the same"],
        }
    )
    spec = spec_of(crossing(rows.assign(hover=rows["mine"] + "/" + rows["ledger"]), "My code", "The ledger's code"))
    tiles = {item["description"]: item for item in drawn(spec, "rect")}
    assert tiles["fact/fact"]["fill"] == tiles["forecast/forecast"]["fill"] != tiles["fact/forecast"]["fill"]
    assert tiles["forecast/fact"]["y"] < tiles["fact/fact"]["y"]  # my codes run downward by their place
    assert tiles["fact/forecast"]["x"] > tiles["fact/fact"]["x"]  # the ledger's to the right
    assert sorted(texts(spec)) == ["1", "2", "3"]  # a tile without a claim has no number
    assert (channel(spec, "x")["title"], channel(spec, "y")["title"]) == ("The ledger's code", "My code")


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


def test_a_future_is_a_column_whose_changes_are_shaded_or_a_card_that_holds_only_these():
    rows = pd.DataFrame(
        {
            "scenario": ["A\n5 %", "A\n5 %", "B\n9 %", "B\n9 %"],
            "line": ["Ties", "War", "Ties", "War"],
            "state": ["alike", "settled for good", "alike", "on"],
            "kind": ["as in 2025", "otherwise", "as in 2025", "as in 2025"],
            "hover": ["A ties", "A war", "B ties", "B war"],
        }
    )
    spec = spec_of(scenario_tiles(rows, ["Ties", "War"]))
    tiles = {item["description"]: item for item in drawn(spec, "rect")}
    assert {name for name, tile in tiles.items() if tile["fill"] == theme.TINT_OCHRE} == {"A war"}
    assert tiles["A war"]["x"] < tiles["B war"]["x"] and tiles["A ties"]["y"] < tiles["A war"]["y"]
    words = {str(item["text"]): item for item in drawn(spec, "text")}
    assert any("settled" in text for text in words)
    card = spec_of(scenario_tiles(rows, ["Ties", "War"], narrow=True))
    assert described(card) == ["A war"]
    assert {"A: 5 %", "B: 9 %, all as in 2025", "War", "settled for good"} == set(texts(card))
