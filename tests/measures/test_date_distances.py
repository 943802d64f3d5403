"""Distances in time, concentration and cosine, worked by hand."""

import pandas as pd
import pytest

from workbook.base import UnknownName, WorkbookError
from workbook.measures import closeness_test, concentration, days_to_nearest, vote_cosine

SUMMITS = ["2020-01-10", "2020-03-01"]


def test_the_nearest_date_may_lie_before_or_after_and_the_later_wins_a_tie():
    found = days_to_nearest(["2020-01-08", "2020-01-13", "2020-03-05", None], SUMMITS)
    assert found.to_list() == [2, -3, -4]
    assert days_to_nearest(["2020-01-03"], ["2020-01-01", "2020-01-05"]).to_list() == [2]
    assert list(found.index) == list(pd.to_datetime(["2020-01-08", "2020-01-13", "2020-03-05"]))


def test_events_on_the_days_themselves_are_nearer_than_chance_and_events_far_off_are_not():
    near = closeness_test(SUMMITS, SUMMITS, "2020-01-01", "2020-12-31", draws=1999)
    assert near["mean_days"] == 0 and near["p"] < 0.01
    far = closeness_test(["2020-10-01", "2020-11-01"], SUMMITS, "2020-01-01", "2020-12-31", draws=999)
    assert far["p"] > 0.5 and far["mean_days"] > far["by_chance"]


def test_the_smallest_p_is_one_in_all_draws_and_the_same_seed_repeats_it():
    one = closeness_test(SUMMITS, SUMMITS, "2000-01-01", "2020-12-31", draws=99)
    assert one["p"] == pytest.approx(1 / 100)
    assert one.equals(closeness_test(SUMMITS, SUMMITS, "2000-01-01", "2020-12-31", draws=99))


def test_every_event_on_every_day_cannot_be_near_by_more_than_chance():
    # A span of two days, both of them summits: the distance is always 0, and every draw is as near.
    assert closeness_test(["2020-01-01"], ["2020-01-01", "2020-01-02"], "2020-01-01", "2020-01-02", draws=50)["p"] == 1


def test_concentration_is_one_for_one_partner_and_a_share_of_equal_parts():
    assert concentration([5]) == 1
    assert concentration([25, 25, 25, 25]) == 0.25
    # 0.7² + 0.2² + 0.1² = 0.54.
    assert concentration({"CHN": 70, "RUS": 20, "IND": 10, "USA": None}) == 0.54


def test_the_cosine_counts_sides_and_not_abstentions():
    votes = pd.DataFrame(
        {
            "year": [1, 1, 1, 2, 2, 3],
            "vote_A": ["yes", "no", "yes", "yes", "no", "abstain"],
            "vote_B": ["yes", "no", "abstain", "no", "yes", "yes"],
        }
    )
    # Year 1: (1, −1, 1) and (1, −1, 0): 2 / √(3 · 2) = 0.816; year 2 always opposite; year 3 no side taken.
    found = vote_cosine(votes, "A", "B").set_index("year")
    assert found.loc[1, "cosine"] == pytest.approx(2 / 6**0.5)
    assert found.loc[2, "cosine"] == -1 and pd.isna(found.loc[3, "cosine"])
    assert found["votes"].to_dict() == {1: 3, 2: 2, 3: 1}


def test_bad_input_gets_a_sentence():
    with pytest.raises(WorkbookError, match="no date to measure"):
        days_to_nearest(SUMMITS, [None])
    with pytest.raises(WorkbookError, match="beyond the span"):
        closeness_test(SUMMITS, SUMMITS, "2020-02-01", "2020-12-31")
    with pytest.raises(WorkbookError, match="no event to test"):
        closeness_test([], SUMMITS, "2020-02-01", "2020-12-31")
    with pytest.raises(WorkbookError, match="negative"):
        concentration([1, -1])
    with pytest.raises(WorkbookError, match="no part above 0"):
        concentration([0, None])
    with pytest.raises(UnknownName, match="state"):
        vote_cosine(pd.DataFrame({"year": [1], "vote_A": ["yes"]}), "A", "B")
