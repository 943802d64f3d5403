"""Agreement and distance between states, on tables worked by hand."""

import pandas as pd
import pytest

from workbook.base import UnknownName
from workbook.measures import agreement_with, distance_from

# Two records; 2002 has too few votes, no record holds 2003, and one row names the states in the other order.
SCORES = pd.DataFrame(
    [
        (2000, "CHN", "PRK", "early", 0.8, 0.8, 0.1, 10),
        (2001, "CHN", "PRK", "first", 0.9, 0.8, 0.0, 10),
        (2002, "CHN", "PRK", "first", 1.0, 1.0, 0.0, 4),
        (2004, "PRK", "CHN", "second", 0.7, 0.5, 0.1, 20),
        (2001, "CHN", "USA", "first", 0.2, 0.1, 0.7, 10),
    ],
    columns=[
        "year",
        "actor_a",
        "actor_b",
        "record",
        "agreement_score",
        "identical_vote_share",
        "opposite_vote_share",
        "votes",
    ],
).assign(check="confirmed")

# |−1 − 0.5| = 1.5 in 2001; nobody has a point in 2002; |1 − 0.5| = 0.5 in 2003.
POINTS = pd.DataFrame(
    [
        (2001, "PRK", -1.0, 30, "confirmed"),
        (2001, "RUS", 0.5, 20, "unconfirmed"),
        (2003, "PRK", 1.0, 9, "confirmed"),
        (2003, "RUS", 0.5, 40, "confirmed"),
        (2004, "PRK", None, 9, "confirmed"),
        (2004, "RUS", 0.5, 40, "confirmed"),
    ],
    columns=["year", "actor", "ideal_point_final_passage", "votes_final_passage", "check"],
)


def by_year(rows, other):
    return rows[rows["other"] == other].set_index("year")


def test_a_pair_is_found_whichever_state_stands_first():
    rows = by_year(agreement_with(SCORES, "PRK"), "CHN")
    assert rows["value"].dropna().to_dict() == {2000: 0.8, 2001: 0.9, 2004: 0.7}
    assert set(agreement_with(SCORES, "PRK")["other"]) == {"CHN"}


def test_few_votes_and_years_outside_all_records_are_gaps_with_their_reason():
    rows = by_year(agreement_with(SCORES, "PRK"), "CHN")
    assert rows["value"].isna().to_dict() == {2000: False, 2001: False, 2002: True, 2003: True, 2004: False}
    assert rows["why"].to_dict() == {2000: "", 2001: "", 2002: "fewer than 5 votes", 2003: "in no record", 2004: ""}
    assert rows.loc[2003, "record"] == "first"


def test_the_least_number_of_votes_is_the_callers():
    assert by_year(agreement_with(SCORES, "PRK", least_votes=4), "CHN").loc[2002, "value"] == 1.0


def test_another_figure_is_taken_as_it_stands():
    assert by_year(agreement_with(SCORES, "CHN", "opposite_vote_share"), "USA").loc[2001, "value"] == 0.7


def test_distance_is_the_absolute_difference_and_a_missing_point_is_a_gap():
    rows = by_year(distance_from(POINTS, "PRK"), "RUS")
    assert rows["value"].dropna().to_dict() == {2001: 1.5, 2003: 0.5}
    assert rows.loc[2002, "why"] == "hardly any votes, no estimate"
    assert rows.loc[2004, "why"] == "the estimate does not reach this year"


def test_a_distance_rests_on_the_smaller_number_of_votes_and_the_weaker_check():
    rows = by_year(distance_from(POINTS, "PRK"), "RUS")
    assert rows.loc[2001, "votes"] == 20 and rows.loc[2003, "votes"] == 9
    assert rows.loc[2001, "check"] == "unconfirmed"
    assert by_year(distance_from(POINTS, "RUS"), "PRK").loc[2001, "check"] == "unconfirmed"


def test_the_tables_stay_as_they_were():
    before, points = SCORES.copy(), POINTS.copy()
    agreement_with(SCORES, "PRK")
    distance_from(POINTS, "PRK")
    pd.testing.assert_frame_equal(SCORES, before)
    pd.testing.assert_frame_equal(POINTS, points)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: agreement_with(SCORES, "JPN"),
        lambda: agreement_with(SCORES, "PRK", "score"),
        lambda: distance_from(POINTS, "CHN"),
        lambda: distance_from(POINTS, "PRK", "ideal_point"),
    ],
)
def test_an_unknown_state_or_figure_gets_the_possible_ones(ask):
    with pytest.raises(UnknownName, match="There is no"):
        ask()
