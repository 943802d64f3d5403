"""Towards which patron North Korea leans, on tables worked by hand."""

import pandas as pd
import pytest

from workbook.base import UnknownName, WorkbookError
from workbook.measures import hedging_index, patron_balance

# 2001: China 60 and Russia 20 of 100, so ½ + (0.6 − 0.2) / 2 = 0.7. 2002: Russia is not reported.
TRADE = pd.DataFrame(
    [(2001, "CHN", 60.0), (2001, "RUS", 20.0), (2001, "WLD", 100.0), (2002, "CHN", 90.0), (2002, "WLD", 100.0)],
    columns=["year", "partner", "total_usd_million"],
).assign(series="kotra", share_of_total_percent=None, check="confirmed")
VOTES = pd.DataFrame(
    [(2001, "CHN", 0.9), (2001, "RUS", 0.7), (2002, "CHN", 0.8), (2002, "RUS", 0.8)],
    columns=["year", "actor_a", "agreement_score"],
).assign(actor_b="PRK", record="undl", identical_vote_share=0.5, opposite_vote_share=0.1, votes=50, check="confirmed")
# 2001: one summit with China, one with Russia, one parade; 2002: two with Russia, one of them unconfirmed.
SUMMITS = pd.DataFrame(
    [
        ("2001-03-01", "CHN-PRK", "leader", "in person", None, "confirmed"),
        ("2001-04-01", "RUS-PRK", "leader", "in person", None, "confirmed"),
        ("2001-05-01", "CHN-PRK", "leader", "in person", "parade", "confirmed"),
        ("2002-03-01", "RUS-PRK", "leader", "in person", None, "confirmed"),
        ("2002-06-01", "RUS-PRK", "leader", "in person", None, "unconfirmed"),
        ("2002-07-01", "CHN-PRK", "minister", "in person", None, "confirmed"),
    ],
    columns=["date_start", "dyad", "level", "format", "occasion", "check"],
).assign(date_start=lambda rows: pd.to_datetime(rows["date_start"]))

PARTS = pd.DataFrame(
    [
        (2001, "trade", 0.8, "confirmed"),
        (2001, "votes", 0.5, "confirmed"),
        (2002, "trade", None, None),
        (2002, "votes", 0.4, "unconfirmed"),
    ],
    columns=["year", "component", "value", "check"],
)


def part(name, **more):
    rows = patron_balance(TRADE, VOTES, SUMMITS, **more)
    return rows[rows["component"] == name].set_index("year")


def test_the_lean_is_half_plus_half_the_difference():
    assert part("trade").loc[2001, "value"] == pytest.approx(0.7)
    assert part("votes")["value"].to_dict() == pytest.approx({2001: 0.6, 2002: 0.5})


def test_a_year_in_which_one_figure_is_missing_has_no_lean():
    assert pd.isna(part("trade").loc[2002, "value"]) and part("trade").loc[2002, "why"]


def test_parades_are_no_meetings_and_ministers_count_only_if_asked_for():
    assert part("meetings")["value"].to_dict() == {2001: 0.5, 2002: 0.0}
    # With every level, the parade and the minister count: China 2 of 3 in 2001, 1 of 3 in 2002.
    assert part("meetings", meetings="every")["china"].to_dict() == pytest.approx({2001: 2 / 3, 2002: 1 / 3})


def test_one_unconfirmed_meeting_makes_the_year_unconfirmed():
    assert part("meetings")["check"].to_dict() == {2001: "confirmed", 2002: "unconfirmed"}


def test_the_index_is_the_weighted_mean_of_the_parts_that_there_are():
    index = hedging_index(PARTS, {"trade": 2, "votes": 1}).set_index("year")
    assert index.loc[2001, "value"] == pytest.approx((2 * 0.8 + 0.5) / 3)
    # In 2002 only votes have a figure, and they carry a third of the weight: too little.
    assert pd.isna(index.loc[2002, "value"]) and "too little" in index.loc[2002, "why"]
    index = hedging_index(PARTS, {"trade": 1, "votes": 1}).set_index("year")
    assert index.loc[2002, ["value", "used", "left_out", "check"]].to_list() == [0.4, "votes", "trade", "unconfirmed"]


def test_a_weight_of_nothing_leaves_a_part_out_and_no_weight_at_all_has_no_index():
    index = hedging_index(PARTS, {"trade": 0, "votes": 1}).set_index("year")
    assert index["value"].to_dict() == {2001: 0.5, 2002: 0.4}
    assert hedging_index(PARTS, {"trade": 0, "votes": 0})["value"].isna().all()


def test_bad_weights_and_names_get_a_sentence():
    with pytest.raises(WorkbookError, match="it can be 0 or more"):
        hedging_index(PARTS, {"trade": -1})
    with pytest.raises(UnknownName, match="component"):
        hedging_index(PARTS, {"visits": 1})
    with pytest.raises(UnknownName, match="denominator"):
        part("trade", denominator="all")
    with pytest.raises(UnknownName, match="meetings"):
        part("meetings", meetings="all")


def test_the_tables_stay_as_they_were():
    before = [table.copy() for table in (TRADE, VOTES, SUMMITS, PARTS)]
    patron_balance(TRADE, VOTES, SUMMITS)
    hedging_index(PARTS, {"trade": 1})
    for table, was in zip((TRADE, VOTES, SUMMITS, PARTS), before, strict=True):
        pd.testing.assert_frame_equal(table, was)
