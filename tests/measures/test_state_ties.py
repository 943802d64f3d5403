"""Ties of pairs of states, by rules worked by hand."""

import random

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


ENMITIES = pd.DataFrame(
    [
        ("CHN-RUS", "fighting", "2001-03-02", "2001-08-13"),
        ("CHN-PRK", "hostile law", "2003-01-01", None),
        ("RUS-PRK", "war", "1999-01-01", "2001-12-31"),
    ],
    columns=["dyad", "kind", "since", "until"],
).assign(since=lambda rows: pd.to_datetime(rows["since"]), until=lambda rows: pd.to_datetime(rows["until"]))
UNSEEN, BOTH = "no good tie seen and no enmity", "both a good tie and enmity"


def signs(rule, table, one, other, **choices):
    found = ties(rule, table, 2000, 2005, THREE, **choices)
    mine = found[(found["first"] == one) & (found["second"] == other)].set_index("year")
    return [None if pd.isna(sign) else int(sign) for sign in mine["sign"]], mine["why"].to_list()


def test_a_promise_in_force_is_a_tie_and_principles_or_a_dormant_text_are_none():
    assert signs("treaty", TREATIES, "CHN", "RUS") == ([1, 1, 1, None, None, None], ["", "", "", *[UNSEEN] * 3])
    assert signs("treaty", TREATIES, "CHN", "PRK")[0] == [None] * 6


def test_a_tie_that_is_not_seen_is_bad_only_where_enmity_is_on_record():
    chosen = {"enmities": ENMITIES}
    assert signs("treaty", TREATIES, "RUS", "PRK", **chosen)[0] == [-1, -1, None, None, None, None]
    assert signs("treaty", TREATIES, "CHN", "PRK", **chosen)[0] == [None] * 6
    assert signs("treaty", TREATIES, "CHN", "PRK", **chosen, evidence="law")[0] == [None] * 3 + [-1] * 3


def test_a_promise_and_fighting_in_one_year_give_no_sign():
    found, why = signs("treaty", TREATIES, "CHN", "RUS", enmities=ENMITIES)
    assert found == [1, None, 1, None, None, None] and why[1] == BOTH


def test_absence_is_enmity_only_when_asked_and_never_beyond_the_record():
    assert signs("treaty", TREATIES, "CHN", "RUS", evidence="absence")[0] == [1, 1, 1, -1, -1, -1]
    assert signs("votes", VOTES, "CHN", "PRK", evidence="absence")[0] == [1, -1, None, None, None, None]
    with pytest.raises(UnknownName, match="force, law, absence"):
        signs("treaty", TREATIES, "CHN", "RUS", evidence="none")


def test_two_hundred_random_records_agree_with_a_count_by_hand():
    chance = random.Random(19)
    for _ in range(200):
        first, last = sorted(chance.choices(range(1950, 2027), k=2))
        since, until = sorted(chance.choices(range(1945, 2027), k=2))
        begun, over = sorted(chance.choices(range(1945, 2027), k=2))
        treaty = TREATIES.iloc[[0]].assign(in_force=pd.Timestamp(since, 6, 1), ended=pd.Timestamp(until, 6, 1))
        enmity = ENMITIES.iloc[[0]].assign(since=pd.Timestamp(begun, 1, 1), until=pd.Timestamp(over, 1, 1))
        for row in ties("treaty", treaty, first, last, ("CHN", "RUS"), enmities=enmity).to_dict("records"):
            good, bad = since <= row["year"] <= until, begun <= row["year"] <= over
            assert (row["good"], row["bad"]) == (good, bad)
            assert pd.isna(row["sign"]) if good == bad else row["sign"] == good - bad


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
    assert found == [1, None, None, None, None, None]
    assert why == ["", UNSEEN, *["outside the record"] * 4]


def test_a_quarter_of_agreement_or_less_is_a_bad_tie_and_between_the_limits_nothing_is_known():
    scores = VOTES.assign(agreement_score=[0.25, 0.26, 0.5], votes=20)
    assert signs("votes", scores, "CHN", "PRK")[0] == [-1, None, None, None, None, None]


def test_two_records_of_votes_are_never_mixed():
    other = VOTES.assign(record="voeten", agreement_score=0.1)
    both = pd.concat([VOTES, other])
    assert signs("votes", both, "CHN", "PRK")[0][:2] == [1, None]
    found = ties("votes", both, 2000, 2001, THREE, record="voeten")
    assert set(found["sign"].dropna()) == {-1}
    with pytest.raises(UnknownName, match="undl, voeten, undl2025"):
        ties("votes", both, 2000, 2001, THREE, record="all")


def test_a_meeting_counts_for_two_more_years_and_before_the_list_begins_nothing_is_known():
    found, _ = signs("meetings", SUMMITS, "RUS", "PRK")
    assert found == [None, 1, 1, 1, None, 1]
    assert all(pd.isna(sign) for sign in signs("meetings", SUMMITS, "CHN", "RUS")[0])


def test_every_pair_has_every_year():
    assert len(ties("treaty", TREATIES, 2000, 2005, THREE)) == 3 * 6


def test_another_rule_gets_the_possible_ones():
    with pytest.raises(UnknownName, match="treaty, votes, meetings"):
        ties("trade", TREATIES, 2000, 2001)
