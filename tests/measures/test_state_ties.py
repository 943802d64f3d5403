"""Ties of pairs of states, by rules worked by hand."""

import pandas as pd
import pytest

from workbook.base import UnknownName
from workbook.measures import ties

THREE = ("CHN", "RUS", "PRK")
TREATIES = pd.DataFrame(
    [
        ("T1", "CHN;RUS", "2000-01-01", "2002-06-01", "expired", "defence"),
        ("T2", "CHN;RUS;PRK", "2004-01-01", None, "in force", "principles"),
        ("T3", "CHN;PRK", "2003-01-01", None, "dormant", "consultation"),
    ],
    columns=["treaty_id", "parties", "in_force", "ended", "status", "kinds"],
).assign(
    dyad=None,
    tier="political",
    lists=["rule", None, "rule"],
    signed=pd.Timestamp("2000-01-01"),
    in_force=lambda rows: pd.to_datetime(rows["in_force"]),
    ended=lambda rows: pd.to_datetime(rows["ended"]),
)
VOTES = pd.DataFrame(
    [("CHN", "PRK", 2000, 0.75, 20), ("PRK", "CHN", 2001, 0.74, 20), ("CHN", "PRK", 2002, 1.0, 3)],
    columns=["actor_a", "actor_b", "year", "agreement_score", "votes"],
).assign(record="undl")
SUMMITS = pd.DataFrame(
    {
        "date_start": pd.to_datetime(["2001-05-01", "2005-05-01"]),
        "dyad": ["RUS-PRK", "RUS-PRK"],
        "level": "leader",
        "format": "in person",
        "occasion": None,
    }
)


def signs(rule, table, one, other):
    found = ties(rule, table, 2000, 2005, THREE)
    mine = found[(found["first"] == one) & (found["second"] == other)].set_index("year")
    return mine["sign"].astype("Int64").to_list(), mine["why"].to_list()


def test_a_promise_in_force_is_a_tie_and_principles_or_a_dormant_text_are_none():
    assert signs("treaty", TREATIES, "CHN", "RUS")[0] == [1, 1, 1, -1, -1, -1]
    assert signs("treaty", TREATIES, "CHN", "PRK")[0] == [-1] * 6


def test_the_list_of_texts_can_be_chosen():
    table = TREATIES.assign(lists=["rule;atop", "asean", "atop"], tier=["binding", "left out", "political"])
    found = {}
    for texts in ("rule", "binding", "atop", "asean", "first release"):
        held = ties("treaty", table, 2000, 2005, THREE, texts)
        mine = held[(held["first"] == "CHN") & (held["second"] == "PRK")]
        found[texts] = (held["sign"] == 1).sum(), (mine["sign"] == 1).sum()
    # T1 ties China and Russia for three years; T2 ties all three pairs in 2004 and 2005; T3 is dormant.
    assert found == {"rule": (3, 0), "binding": (3, 0), "atop": (3, 0), "asean": (9, 2), "first release": (0, 0)}
    with pytest.raises(UnknownName, match="list of treaties"):
        ties("treaty", table, 2000, 2001, THREE, "everything")


def test_votes_make_a_tie_from_three_quarters_on_and_few_votes_give_no_sign():
    found, why = signs("votes", VOTES, "CHN", "PRK")
    assert found[:2] == [1, -1] and pd.isna(found[2]) and pd.isna(found[3])
    assert why == ["", "", *["outside the record"] * 4]


def test_two_records_of_votes_are_never_mixed():
    other = VOTES.assign(record="voeten", agreement_score=0.1)
    both = pd.concat([VOTES, other])
    assert signs("votes", both, "CHN", "PRK")[0][:2] == [1, -1]
    found = ties("votes", both, 2000, 2001, THREE, record="voeten")
    assert set(found["sign"].dropna()) == {-1}
    with pytest.raises(UnknownName, match="undl, voeten, undl2025"):
        ties("votes", both, 2000, 2001, THREE, record="all")


def test_a_meeting_counts_for_two_more_years_and_before_the_list_begins_nothing_is_known():
    found, _ = signs("meetings", SUMMITS, "RUS", "PRK")
    assert pd.isna(found[0]) and found[1:] == [1, 1, 1, -1, 1]
    assert all(pd.isna(sign) for sign in signs("meetings", SUMMITS, "CHN", "RUS")[0])


def test_every_pair_has_every_year():
    assert len(ties("treaty", TREATIES, 2000, 2005, THREE)) == 3 * 6


def test_another_rule_gets_the_possible_ones():
    with pytest.raises(UnknownName, match="treaty, votes, meetings"):
        ties("trade", TREATIES, 2000, 2001)
