"""Distances in time, concentration and cosine, worked by hand."""

import itertools

import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import (
    campaigns,
    closeness_by_choice,
    closeness_test,
    concentration,
    days_to_nearest,
    lagged_ranks,
    launch_closeness,
    vote_cosine,
)

SUMMITS = ["2020-01-10", "2020-03-01"]


def test_the_nearest_date_may_lie_before_or_after_and_the_later_wins_a_tie():
    found = days_to_nearest(["2020-01-08", "2020-01-13", "2020-03-05", None], SUMMITS)
    assert found.to_list() == [2, -3, -4]
    assert days_to_nearest(["2020-01-03"], ["2020-01-01", "2020-01-05"]).to_list() == [2]
    assert list(found.index) == list(pd.to_datetime(["2020-01-08", "2020-01-13", "2020-03-05"]))


def test_events_on_the_days_themselves_are_nearer_than_chance_and_events_far_off_are_not():
    near = closeness_test(SUMMITS, SUMMITS, "2020-01-01", "2020-12-31")
    # Two days of 366, drawn each by itself, both on one of two summits: (2/366)².
    assert near["mean_days"] == 0 and near["p"] == pytest.approx((2 / 366) ** 2)
    far = closeness_test(["2020-10-01", "2020-11-01"], SUMMITS, "2020-01-01", "2020-12-31")
    assert far["p"] > 0.5 and far["mean_days"] > far["by_chance"]


def test_every_event_on_every_day_cannot_be_near_by_more_than_chance():
    # A span of two days, both of them summits: the distance is always 0, and every draw is as near.
    test = closeness_test(["2020-01-01"], ["2020-01-01", "2020-01-02"], "2020-01-01", "2020-01-02")
    assert test["p"] == 1 and test["p_two_sided"] == 1


def test_only_days_since_a_meeting_count_if_it_is_to_be_the_cause():
    # Nine days before the second summit and 42 days after the first.
    launch = ["2020-02-21"]
    assert closeness_test(launch, SUMMITS, "2020-01-10", "2020-12-31")["mean_days"] == 9
    assert closeness_test(launch, SUMMITS, "2020-01-10", "2020-12-31", "since")["mean_days"] == 42


def test_launches_of_one_programme_are_one_campaign_and_move_together():
    days, programmes = ["2023-01-01", "2023-01-20", "2023-02-08", "2023-06-01"], ["a", "b", "a", "a"]
    assert campaigns(days, 40, programmes)["block"].to_list() == [0, 2, 0, 1]
    assert campaigns(days, 0)["block"].nunique() == 4 and campaigns(days, None)["block"].nunique() == 1
    assert campaigns(["2023-01-01", "2023-01-01"], 0)["block"].to_list() == [0, 1]
    # One block of four has as many places as the span has days, so no p is below 1 in 365.
    assert closeness_test(days, days, "2023-01-01", "2023-12-31", together=None)["p"] == pytest.approx(1 / 365)


def by_hand(days, blocks, marks, span, direction):
    """The same p by going through every arrangement, for spans that are short."""
    away = []
    for day in range(span):
        past = [day - mark for mark in marks if mark <= day]
        away.append(min(past) if direction == "since" else min(abs(day - mark) for mark in marks))
    names = sorted(set(blocks))
    real, near, far, number = sum(away[day] for day in days), 0, 0, 0
    for shifts in itertools.product(range(span), repeat=len(names)):
        moved = dict(zip(names, shifts, strict=True))
        total = sum(away[(day + moved[block]) % span] for day, block in zip(days, blocks, strict=True))
        near, far, number = near + (total <= real), far + (total >= real), number + 1
    return near / number, min(1, 2 * min(near, far) / number)


@pytest.mark.parametrize("seed", range(200))
def test_the_exact_p_is_that_of_all_arrangements_gone_through_one_by_one(seed):
    chance, start = np.random.default_rng(seed), pd.Timestamp("2020-01-01")
    span, number = int(chance.integers(8, 14)), int(chance.integers(1, 4))
    days = np.sort(chance.integers(0, span, number))
    marks = [0, *chance.integers(0, span + 6, int(chance.integers(1, 4)))]
    direction = ("nearest", "since")[seed % 2]
    together = (0, int(chance.integers(1, 6)), None)[seed % 3]
    dates, others = ([start + pd.Timedelta(days=int(day)) for day in listed] for listed in (days, marks))
    blocks = campaigns(dates, together)["block"].to_list()
    test = closeness_test(dates, others, start, start + pd.Timedelta(days=span - 1), direction, together)
    assert (test["p"], test["p_two_sided"]) == pytest.approx(by_hand(days, blocks, marks, span, direction))


def test_draws_by_chance_come_near_the_exact_p_of_the_satellites():
    tests, held = wb.load("missile_tests"), wb.measures.talks(wb.load("summits"))
    days = tests.loc[(tests["range_class"] == "SLV") & (tests["date"] >= "2022"), "date"]
    meetings = held.loc[held["dyad"] == "RUS-PRK", "date_start"]
    exact = closeness_test(days, meetings, "2022-01-01", "2026-04-19")
    span = pd.date_range("2022-01-01", "2026-04-19")
    away = np.abs(span.to_numpy()[:, None] - meetings.to_numpy()[None, :]).min(axis=1) / np.timedelta64(1, "D")
    drawn = np.random.default_rng(1).choice(away, (200_000, len(days))).mean(axis=1)
    assert exact["mean_days"] == 54
    assert (drawn <= exact["mean_days"]).mean() == pytest.approx(exact["p"], abs=0.002)


def test_p_hangs_on_the_span_and_the_direction_so_all_choices_are_set_out():
    rows = launch_closeness(*map(wb.load, ("missile_tests", "summits", "events")))
    key = ["launches", "others", "span", "direction", "together", "sides"]
    assert not rows.duplicated(key).any()
    p = rows.set_index(key)["p"]
    chosen = ("satellites", "summits", "war", "nearest", "alone", "one")
    assert p[chosen] == pytest.approx(0.019, abs=0.001)
    assert p[(*chosen[:2], "two_years", *chosen[3:])] == pytest.approx(0.079, abs=0.001)
    assert p[(*chosen[:2], "launches", *chosen[3:])] == pytest.approx(0.230, abs=0.001)
    assert p[(*chosen[:3], "since", *chosen[4:])] == pytest.approx(0.811, abs=0.001)


def test_a_span_with_one_launch_is_left_out_and_each_row_is_the_test_itself():
    days, marks = ["2020-03-01", "2020-05-01", "2021-03-03"], {"m": ["2019-12-01", "2020-03-02"]}
    spans = {"first": ("2020-01-01", "2020-12-31"), "second": ("2021-01-01", "2021-12-31")}
    rows = closeness_by_choice(days, ["", "", ""], marks, spans, {"alone": 0, "all": None})
    assert set(rows["span"]) == {"first"} and len(rows) == 2 * 2 * 2
    row = rows.query("direction == 'since' and together == 'all' and sides == 'two'").iloc[0]
    test = closeness_test(days[:2], marks["m"], *spans["first"], "since", None)
    assert (row["p"], row["mean_days"]) == (test["p_two_sided"], test["mean_days"])


@pytest.mark.parametrize("seed", range(200))
def test_the_lagged_correlation_is_that_of_scipy(seed):
    stats = pytest.importorskip("scipy.stats")
    chance = np.random.default_rng(seed)
    years = range(2000, 2000 + int(chance.integers(8, 25)))
    first, second = (pd.Series(chance.integers(0, 6, len(years)), years) for _ in range(2))
    for lag, rho in lagged_ranks(first, second).set_index("lag")["rho"].items():
        pairs = [(first[year], second[year + lag]) for year in years if year + lag in years]
        expected = stats.spearmanr(*zip(*pairs, strict=True)).statistic
        assert rho == pytest.approx(expected, nan_ok=True)


def test_both_directions_get_the_same_lags():
    first = pd.Series([1, 5, 2, 8, 3, 9, 4], range(2000, 2007))
    there, back = lagged_ranks(first, first[::-1].set_axis(range(2000, 2007))), lagged_ranks(first, first)
    assert there["lag"].to_list() == [-2, -1, 0, 1, 2] and there["years"].to_list() == [5, 6, 7, 6, 5]
    assert back["rho"].to_list() == pytest.approx(back["rho"].to_list()[::-1])
    # A full circle of shifts holds the real one: no p is below 1 in 7.
    assert back.set_index("lag").loc[0, "p"] == pytest.approx(1 / 7)


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
    with pytest.raises(WorkbookError, match="No other date lies before 2020-01-01"):
        closeness_test(["2020-02-01"], SUMMITS, "2020-01-01", "2020-12-31", "since")
    with pytest.raises(UnknownName, match="direction"):
        closeness_test(SUMMITS, SUMMITS, "2020-01-01", "2020-12-31", "until")
    with pytest.raises(WorkbookError, match="0 or more days"):
        campaigns(SUMMITS, -1)
    with pytest.raises(WorkbookError, match="2 dates and 1 programmes"):
        campaigns(SUMMITS, 0, ["a"])
    with pytest.raises(WorkbookError, match="same years"):
        lagged_ranks(pd.Series([1, 2], [1, 2]), pd.Series([1, 2], [2, 3]))
    with pytest.raises(WorkbookError, match="too few"):
        lagged_ranks(pd.Series([1, 2], [1, 2]), pd.Series([1, 2], [1, 2]))
    with pytest.raises(WorkbookError, match="negative"):
        concentration([1, -1])
    with pytest.raises(WorkbookError, match="no part above 0"):
        concentration([0, None])
    with pytest.raises(UnknownName, match="state"):
        vote_cosine(pd.DataFrame({"year": [1], "vote_A": ["yes"]}), "A", "B")
