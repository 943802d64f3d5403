"""Enmity on record ends where the treaties say so, and rests on events of the workbook."""

import pandas as pd

import workbook as wb

OPEN_IN_2026 = {"PRK-KOR": {"armistice", "hostile law"}, "PRK-USA": {"armistice", "hostile law"}}


def test_war_and_armistice_end_with_the_first_text_that_says_so():
    treaties = wb.load("treaties").set_index("treaty_id")
    for row in wb.load("enmities").to_dict("records"):
        if row["kind"] == "armistice":
            kinds = treaties["kinds"].str.contains("recognition|normalisation")
            texts = treaties[(treaties["dyad"] == row["dyad"]) & kinds & (treaties["in_force"] > row["since"])]
            first = texts["in_force"].min()
            assert (pd.isna(first) and pd.isna(row["until"])) or first == row["until"], row["enmity_id"]
        if row["kind"] == "war":
            ending = treaties.loc[row["treaties"].split(";"), "in_force"]
            assert row["until"] in set(ending), row["enmity_id"]


def test_force_rests_on_a_row_of_events_or_treaties_and_a_law_says_whose_it_is():
    events, treaties = set(wb.load("events")["event_id"]), set(wb.load("treaties")["treaty_id"])
    for row in wb.load("enmities").to_dict("records"):
        named = [one for column in ("events", "treaties") if pd.notna(row[column]) for one in row[column].split(";")]
        assert set(named) <= events | treaties
        assert named or row["kind"] == "hostile law", row["enmity_id"]
        assert pd.notna(row["named_by"]) == (row["kind"] == "hostile law")
        assert pd.isna(row["named_by"]) or row["named_by"] in row["dyad"].split("-")


def test_only_north_korea_has_an_armistice_without_peace_today():
    rows = wb.load("enmities")
    lasting = rows[rows["until"].isna()].groupby("dyad")["kind"].agg(set)
    assert {dyad: lasting[dyad] for dyad in OPEN_IN_2026} == OPEN_IN_2026
    assert set(lasting[lasting.map(lambda kinds: "armistice" in kinds)].index) == set(OPEN_IN_2026)
