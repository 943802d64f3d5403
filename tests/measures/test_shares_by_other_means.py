"""Shares, sums and indices computed a second time without pandas, on 200 random tables each."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import (
    concentration,
    first_since,
    first_year_above,
    hedging_index,
    parts_of_totals,
    payments_by_year,
    share_of_states,
    spread,
    stays_above_from,
    trade_share,
)

pytestmark = pytest.mark.slow
SEEDS = range(200)


def trade_of(rng):
    """Ten years of trade; some of the figures are missing."""
    years = range(2010, 2020)
    amounts = {
        (partner, year): None if rng.random() < 0.1 else float(rng.uniform(1, 1000))
        for partner, year in product(("CHN", "RUS", "KOR", "WLD"), years)
    }
    rows = [
        {
            "year": year,
            "partner": partner,
            "series": "inter-korean" if partner == "KOR" else "kotra",
            "total_usd_million": amount,
            "share_of_total_percent": None,
            "check": "confirmed",
        }
        for (partner, year), amount in amounts.items()
    ]
    return pd.DataFrame(rows), amounts


@pytest.mark.parametrize("partner", ["CHN", "RUS", "KOR"])
def test_a_share_is_part_over_total_with_what_is_unrecorded_in_both_places(partner):
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        trade, amounts = trade_of(rng)
        hidden = {year: float(rng.uniform(0, 500)) for year in range(2015, 2022)}
        shares = trade_share(trade, partner, "inter-korean", hidden).set_index("year")
        for year in range(2010, 2020):
            parts = [amounts[who, year] for who in (partner, "WLD", "KOR")]
            more = hidden.get(year, 0)
            if None in parts:
                assert np.isnan(shares.loc[year, "share"])
                continue
            part, world, koreas = parts
            mine = part + (more if partner == "RUS" else 0)
            assert shares.loc[year, "share"] == pytest.approx(mine / (world + koreas + more))
            assert shares.loc[year, "check"] == ("unconfirmed" if more else "confirmed")


def test_first_and_lasting_years_above_a_level_are_those_that_a_walk_through_the_years_finds():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        values = [None if rng.random() < 0.2 else round(float(rng.random()), 1) for _ in range(12)]
        shares, level = pd.DataFrame({"year": range(2000, 2012), "share": values}).astype({"share": float}), 0.5
        known = [(year, value) for year, value in enumerate(values, 2000) if value is not None]
        above = [year for year, value in known if value > level]
        assert first_year_above(shares, level) == (above[0] if above else None)
        lasting = None
        for year, value in reversed(known):
            if value <= level:
                break
            lasting = year
        assert stays_above_from(shares, level) == lasting


def payment(first, published, until, low, high):
    return pd.DataFrame(
        {
            "row_id": ["A1"],
            "date": [pd.Timestamp(published)],
            "category": "money",
            "unit": "USD million",
            "from_actor": "RUS",
            "period_start": [pd.Timestamp(first)],
            "period_end": [pd.Timestamp(until)],
            "period_end_precision": "day",
            "amount_low": [low],
            "amount_high": [high],
        }
    )


def test_payments_fall_on_years_as_a_walk_through_the_days_says_and_add_up():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        first = date(2020, 1, 1) + timedelta(days=int(rng.integers(0, 900)))
        until, published = (first + timedelta(days=int(rng.integers(5, 2000))) for _ in range(2))
        amount = float(rng.uniform(1, 10_000))
        last = min(until, published - timedelta(days=1))
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        by_year = {}
        for day in days:
            by_year[day.year] = by_year.get(day.year, 0) + amount / len(days)
        found = payments_by_year(payment(first, published, until, amount, amount), "A1", "low")
        assert found == pytest.approx(by_year)
        assert sum(found.values()) == pytest.approx(amount)
        whole = payments_by_year(payment(first, published, until, amount, amount), "A1", "high", "period")
        assert len(whole) == until.year - first.year + 1 and sum(whole.values()) == pytest.approx(amount)


def test_payments_refuse_what_is_no_sum_of_money_from_russia():
    arms = wb.load("arms_and_troops")
    for row, bound in (("A55", "low"), ("A74", "low"), ("A70", "low"), ("A37", "low")):
        with pytest.raises(WorkbookError, match=f"{row} is no sum of money from Russia"):
            payments_by_year(arms, row, bound)
    for choice in (("A999", "low", "published"), ("A54", "middle", "published"), ("A54", "low", "never")):
        with pytest.raises(UnknownName):
            payments_by_year(arms, *choice)
    with pytest.raises(WorkbookError, match="is negative"):
        trade_share(wb.load("trade"), unrecorded={2024: -1})


def test_a_part_of_a_total_lies_between_the_least_and_the_greatest_quotient_of_the_ends():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        ends = np.sort(rng.uniform(1, 100, (5, 2)), axis=1)
        parts = pd.DataFrame({"part": ["a", "b"], "low": ends[:2, 0], "high": ends[:2, 1]})
        totals = pd.DataFrame({"total": ["x", "y", "z"], "low": ends[2:, 0], "high": ends[2:, 1]})
        found = parts_of_totals(parts, totals)
        for row, (part, total) in zip(found.itertuples(), product(ends[:2], ends[2:]), strict=True):
            quotients = [above / below for above, below in product(part, total)]
            assert (row.share_low, row.share_high) == pytest.approx((min(quotients), max(quotients)))


def test_a_part_needs_a_total_above_nothing_and_ends_in_order():
    one = pd.DataFrame({"part": ["a"], "total": ["x"], "low": [1], "high": [2]})
    with pytest.raises(WorkbookError, match="A total is 0"):
        parts_of_totals(one, one.assign(low=0))
    with pytest.raises(WorkbookError, match="low end of a range is above"):
        parts_of_totals(one.assign(low=3), one)


def test_shares_of_states_and_the_first_of_them_are_those_of_numpy():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        values = rng.uniform(1, 100, (6, 4))
        values[rng.random(values.shape) < 0.15] = np.nan
        table = pd.DataFrame(
            {"actor": np.repeat(list("ABCDEF"), 4), "year": np.tile(range(4), 6), "value": values.ravel()}
        ).assign(low=float("nan"), high=float("nan"), why="", piece=0)
        for of, whole in (("six", np.nansum), ("highest", np.nanmax)):
            assert share_of_states(table, of)["value"].to_numpy() == pytest.approx(
                (values / whole(values, axis=0)).ravel(), nan_ok=True
            )
        leaders = [int(np.nanargmax(values[:, year])) for year in range(4)]
        since = 3
        while since and leaders[since - 1] == leaders[3]:
            since -= 1
        assert first_since(table) == ("ABCDEF"[leaders[3]], since)
    with pytest.raises(UnknownName, match="whole"):
        share_of_states(table, "world")


def test_concentration_is_the_sum_of_squares_and_nearly_the_square_of_a_large_share():
    for seed in SEEDS:
        parts = np.random.default_rng(seed).uniform(0, 10, 8)
        assert concentration(parts) == pytest.approx(float(np.square(parts / parts.sum()).sum()))
    assert concentration([95, 2, 2, 1]) == pytest.approx(0.95**2, abs=0.001)


def test_the_index_of_leaning_is_a_weighted_mean_of_what_is_there():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        values, weights = rng.random(3), rng.integers(0, 4, 3)
        values[rng.random(3) < 0.3] = np.nan
        names = ["trade", "votes", "meetings"]
        table = pd.DataFrame({"year": 2020, "component": names, "value": values, "check": "confirmed"})
        found = hedging_index(table, dict(zip(names, map(int, weights), strict=True)))["value"].iloc[0]
        here = ~np.isnan(values) & (weights > 0)
        if here.any() and weights[here].sum() >= weights.sum() / 2:
            assert found == pytest.approx(np.average(values[here], weights=weights[here]))
        else:
            assert np.isnan(found)


def test_the_spread_is_between_the_least_and_the_greatest_end():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        ends = np.sort(rng.uniform(0, 100, (5, 2)), axis=1)
        lower, upper = spread(pd.DataFrame(ends, columns=["low", "high"]))
        assert (lower["low"], upper["high"]) == (ends.min(), ends.max())
