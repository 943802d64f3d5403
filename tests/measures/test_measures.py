"""The measures, on examples worked by hand."""

import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName
from workbook.measures import (
    activity,
    cast_votes,
    first_year_above,
    stays_above_from,
    trade_share,
    vetoes,
    voted_alike,
)

# Worked by hand: China 30 of 100 is 30 percent; with 20 of inter-Korean trade in the total it is 30 of 120, 25 percent.
TRADE = pd.DataFrame(
    {
        "year": [2001, 2001, 2001, 2002, 2002],
        "partner": ["CHN", "WLD", "KOR", "CHN", "WLD"],
        "series": ["kotra", "kotra", "inter-korean", "kotra", "kotra"],
        "total_usd_million": [30.0, 100.0, 20.0, None, 50.0],
        "share_of_total_percent": [30.0, 100.0, None, None, 100.0],
        "check": ["confirmed", "confirmed", "unconfirmed", "confirmed", "confirmed"],
    }
)

VOTES = pd.DataFrame(
    {
        "vote_id": ["V1", "V2", "V3", "V4"],
        "date": pd.to_datetime(["2020-01-01"] * 4),
        "text_kind": ["resolution", "draft", "draft", "draft"],
        "subject": ["Korea"] * 4,
        "category": ["sanctions"] * 4,
        "topic": ["one", "two", "three", "four"],
        "outcome": ["adopted", "vetoed", "not adopted", "not put to a vote"],
        "vote_CHN": ["yes", "abstain", "yes", "not put to a vote"],
        "vote_RUS": ["yes", "no", "absent", "not put to a vote"],
        "vote_USA": ["yes", "yes", "no", "not put to a vote"],
        "vetoed_by": [None, "RUS", None, None],
    }
)


def test_a_share_is_the_partner_over_the_total_without_inter_korean_trade():
    shares = trade_share(TRADE, "CHN", "kotra").set_index("year")
    assert shares.loc[2001, "share"] == pytest.approx(0.30)
    assert shares.loc[2001, "check"] == "confirmed"


def test_inter_korean_trade_in_the_total_lowers_the_share():
    shares = trade_share(TRADE, "CHN", "inter-korean").set_index("year")
    assert shares.loc[2001, "share"] == pytest.approx(0.25)
    assert shares.loc[2001, "check"] == "unconfirmed"


def test_a_year_without_a_figure_stays_missing_and_says_why():
    shares = trade_share(TRADE, "CHN", "kotra").set_index("year")
    assert pd.isna(shares.loc[2002, "share"])
    assert shares.loc[2002, "why"] == "not found"
    assert pd.isna(trade_share(TRADE, "CHN", "inter-korean").set_index("year").loc[2002, "share"])


def test_the_three_denominators_of_2010():
    trade = wb.load("trade")
    by = {
        d: trade_share(trade, "CHN", d).set_index("year").loc[2010, "share"] for d in ("kotra", "inter-korean", "kita")
    }
    assert {name: round(float(share) * 100) for name, share in by.items()} == {
        "kotra": 83,
        "inter-korean": 57,
        "kita": 45,
    }


def test_china_is_above_half_from_2005_and_above_nine_tenths_from_2014():
    shares = trade_share(wb.load("trade"))
    assert first_year_above(shares, 0.5) == 2005
    assert first_year_above(shares, 0.9) == 2014
    # 2020, the year of the closed border, is below again.
    assert stays_above_from(shares, 0.9) == 2021


def test_a_share_never_above_a_level_gives_no_year():
    shares = pd.DataFrame({"year": [1, 2], "share": [0.1, 0.2]})
    assert first_year_above(shares, 0.5) is None
    assert stays_above_from(shares, 0.5) is None


def test_a_share_that_equals_the_level_is_not_above_it():
    shares = pd.DataFrame({"year": [2001, 2002, 2003, 2004], "share": [0.6, 0.5, 0.6, None]})
    # 2002 equals the level, so that the run begins in 2003; 2004 has no share and is passed over.
    assert stays_above_from(shares, 0.5) == 2003
    assert first_year_above(shares, 0.6) is None and first_year_above(shares, 0.5) == 2001


def test_an_unknown_denominator_or_partner_gets_a_sentence():
    with pytest.raises(UnknownName, match='no denominator called "gdp"'):
        trade_share(TRADE, "CHN", "gdp")
    with pytest.raises(UnknownName, match='no partner called "JPN"'):
        trade_share(TRADE, "JPN")


def test_a_measure_leaves_its_table_as_it_was():
    before = TRADE.copy(), VOTES.copy()
    trade_share(TRADE)
    cast_votes(VOTES)
    voted_alike(VOTES)
    pd.testing.assert_frame_equal(TRADE, before[0])
    pd.testing.assert_frame_equal(VOTES, before[1])


def test_a_veto_is_told_from_a_no_and_a_text_never_voted_on_is_left_out():
    long = cast_votes(VOTES).set_index(["vote_id", "voter"])["vote"]
    assert long["V2", "RUS"] == "veto"
    assert long["V3", "USA"] == "no"
    assert "V4" not in long.index.get_level_values(0)


def test_a_vote_that_no_source_names_is_not_found_and_counts_as_no_vote():
    votes = VOTES.assign(vote_CHN=["yes", None, "yes", "not put to a vote"])
    assert cast_votes(votes).set_index(["vote_id", "voter"])["vote"]["V2", "CHN"] == "not found"
    assert list(voted_alike(votes)["vote_id"]) == ["V1"]


def test_only_texts_on_which_both_said_yes_no_or_abstain_count_as_alike_or_not():
    # V1: both yes. V2: abstain against no. V3: Russia was absent. V4: never voted on.
    alike = voted_alike(VOTES).set_index("vote_id")["alike"]
    assert alike.to_dict() == {"V1": True, "V2": False}


def test_vetoes_are_counted_per_member():
    assert list(vetoes(VOTES)["vetoed_by"]) == ["RUS"]
    cast = vetoes(wb.load("unsc_votes")).set_index("date")["vetoed_by"]
    assert set(cast["2022-05-26"]) == {"CHN", "RUS"}
    assert cast["2024-03-28"] == "RUS"


def test_activity_counts_rows_per_year():
    events = pd.DataFrame(
        {"date": pd.to_datetime(["2020-01-01", "2020-05-05", "2021-01-01"]), "dyad": ["A", None, "A"]}
    )
    counts = activity(events)
    assert counts.loc[2020].to_dict() == {"A": 1, "none": 1}
    assert counts.loc[2021].to_dict() == {"A": 1, "none": 0}
