"""Tiles in rows and columns: votes, codes, ratings, priorities, records, scenarios."""

import pandas as pd
import pytest
from drawing import drawn, spec_of, texts
from driving import described

from workbook.charts import (
    VOTES,
    evidence_matrix,
    positions,
    priority_matrix,
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


EVIDENCE = pd.DataFrame(
    [("trade", 1, "Bloc", 1, 3, "II"), ("trade", 1, "Pairs", 0, 1, "CC"), ("visits", 0, "Bloc", 1, 3, "left out")],
    columns=["statement", "place", "name", "column", "score", "rating"],
).assign(most=3)
EVIDENCE["hover"] = EVIDENCE["statement"] + " " + EVIDENCE["name"]


def test_evidence_is_ordered_by_its_place_hypotheses_by_their_score_and_only_what_is_against_is_loud():
    spec = spec_of(evidence_matrix(EVIDENCE))
    tiles = {item["description"]: item for item in drawn(spec, "rect") if "description" in item}
    assert tiles["visits Bloc"]["y"] < tiles["trade Bloc"]["y"]
    assert tiles["trade Pairs"]["x"] < tiles["trade Bloc"]["x"]
    assert (tiles["trade Bloc"]["fill"], tiles["trade Pairs"]["fill"]) == (theme.DEEP_VERMILION, "transparent")
    # The words are the second code beside the ground.
    words = {"".join(item["text"]).replace("\n", " ") for item in drawn(spec, "text")}
    assert {"very inconsistent", "very consistent", "left out"} <= words


@pytest.mark.parametrize("narrow", [False, True])
def test_the_points_against_each_hypothesis_are_a_bar_as_long_as_they_are_many(narrow):
    spec = spec_of(evidence_matrix(EVIDENCE, narrow))
    bars = [item["width"] for item in drawn(spec, "rect") if "description" not in item]
    assert sorted(bars)[1] == pytest.approx(3 * sorted(bars)[0])


def test_in_a_narrow_place_a_piece_of_evidence_stands_above_what_it_says_of_each_hypothesis():
    spec = spec_of(evidence_matrix(EVIDENCE.sort_values(["place", "column"]), narrow=True))
    rows = {item["text"]: item["y"] for item in drawn(spec, "text")}
    order = ["visits", "Bloc: left out", "trade", "Pairs: very consistent", "Bloc: very inconsistent"]
    assert sorted(order, key=rows.get) == order
    assert described(spec) == sorted(EVIDENCE["hover"])


INTERESTS = pd.DataFrame(
    [
        ("China: order", "Salát", "high", "high", "+", ""),
        ("China: order", "Bogusz", "low", "low, implied", "+", ""),
        ("Russia: arms", "Salát", "medium", "medium", "", "×"),
        ("Russia: arms", "Bogusz", "silent", "silent", "", "×"),
    ],
    columns=["line", "analysis", "priority", "said", "to_0", "to_1"],
)
INTERESTS["hover"] = INTERESTS["line"] + " " + INTERESTS["analysis"]
INTERESTS["beside"] = [["Shared by Japan."], ["Shared by Japan."], [], []]


def test_priorities_are_words_and_each_sign_stands_once_under_the_state_that_it_is_to():
    spec = spec_of(priority_matrix(INTERESTS, ["Salát", "Bogusz"], ["Japan", "Iran"]))
    assert sorted(texts(spec)) == sorted(["high", "low,\nimplied", "medium", "silent", "+", "×"])
    signs = {item["text"]: item for item in drawn(spec, "text")}
    assert signs["high"]["x"] < signs["+"]["x"] < signs["×"]["x"]
    assert described(spec) == sorted(INTERESTS["hover"])


def test_a_state_of_which_no_sign_is_left_has_no_column():
    spec = spec_of(priority_matrix(INTERESTS[:2], ["Salát", "Bogusz"], ["Japan", "Iran"]))
    wide = spec_of(priority_matrix(INTERESTS, ["Salát", "Bogusz"], ["Japan", "Iran"]))
    assert max(item["width"] for item in drawn(spec, "rect")) > max(item["width"] for item in drawn(wide, "rect"))


def test_in_a_narrow_place_the_ranks_of_an_interest_follow_it_and_who_shares_it():
    spec = spec_of(priority_matrix(INTERESTS, ["Salát", "Bogusz"], ["Japan", "Iran"], narrow=True))
    rows = {item["text"]: item["y"] for item in drawn(spec, "text")}
    order = ["China: order", "Shared by Japan.", "Salát: high", "Bogusz: low, implied", "Russia: arms"]
    assert sorted(order, key=rows.get) == order


TOPICS = pd.DataFrame(
    {
        "group": ["They agree", "They agree", "They differ"],
        "topic": ["trade", "arms", "time"],
        "first": ["much", "some", "early"],
        "second": ["a lot", None, "late"],
        "names": [("Salát", "Bogusz")] * 3,
        "borne_out": [(0, 1), (), (1,)],
        "verdict": ["both", "open", "Bogusz"],
        "hover": ["one", "two", "three"],
    }
)


@pytest.mark.parametrize("narrow", [False, True])
def test_a_position_that_the_record_bears_out_is_bold_and_heads_count_their_topics(narrow):
    spec = spec_of(positions(TOPICS, narrow))
    weights = {item["text"].removeprefix("Bogusz: "): item.get("fontWeight", 400) for item in drawn(spec, "text")}
    assert weights["a lot"] == weights["late"] == 700
    assert weights["Salát: early" if narrow else "early"] == 400
    assert {"They agree: 2", "They differ: 1"} <= set(weights)
    assert described(spec) == ["one", "three", "two"]


def test_a_group_without_topics_has_no_head():
    assert not [text for text in texts(spec_of(positions(TOPICS[:2]))) if "differ" in text]


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
