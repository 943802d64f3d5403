"""Base rates over one year and several: by hand, beside the beta-binomial distribution, and by the choices made."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import betabinom

from workbook.base import UnknownName, WorkbookError
from workbook.catalog import load
from workbook.measures import (
    CASES,
    PRIORS,
    RECORD_TABLES,
    alternative_rates,
    base_rate,
    cases_like_the_last,
    rate_over_years,
    resolve,
    yearly_outcomes,
)
from workbook.measures.base_rates import ADDED

FORECASTS = load("forecasts")
OUTCOMES = yearly_outcomes({name: load(name) for name in RECORD_TABLES}, FORECASTS)
RATES = resolve(FORECASTS, OUTCOMES, pd.Timestamp("2026-11-30")).set_index("forecast_id")["base_rate"]


def test_base_rate_by_hand():
    # Of the last four years two: (2 + 1) / (4 + 2).
    assert base_rate(pd.Series([1, 1, 1, 0, 1, 0, 1]), window=4) == pytest.approx(0.5)
    assert base_rate(pd.Series([], dtype=int)) == 0.5
    years = pd.Series([1, 0, 0, 0])
    assert [base_rate(years, None, prior) for prior in PRIORS] == pytest.approx([2 / 6, 1.5 / 5, 1 / 4])


def test_several_years_by_hand():
    two_of_ten = pd.Series([1, 1] + [0] * 8)
    # Each quiet year joins the record: 9/12, then 10/13, then 11/14.
    assert rate_over_years(two_of_ten, 2, "no") == pytest.approx(9 / 12 * 10 / 13)
    assert rate_over_years(two_of_ten, 3) == pytest.approx(1 - 9 / 12 * 10 / 13 * 11 / 14)
    assert rate_over_years(two_of_ten, 2, "every") == pytest.approx(3 / 12 * 4 / 13)


@pytest.mark.parametrize(
    ("forecast", "rate"),
    [
        ("F-B10", 0.524),  # none of 2025 to 2028, 1 of 10 before: 10/12 · 11/13 · 12/14 · 13/15
        ("F-B3", 0.547),  # any of 2025 to 2027, 2 of 10 before
        ("F-S3", 0.577),  # none of 2026 and 2027, 2 of 10 before: 9/12 · 10/13
        ("F-B7", 0.786),  # every one of 2025 to 2027, 10 of 10 before: 11/12 · 12/13 · 13/14
        ("F-S1", 0.154),  # any of 2026 and 2027, 0 of 10 before: 2/13
        ("F-S5", 0.583),  # 2027 alone, 6 of 10 before: 7/12
        ("F-S2", 0.917),  # 2026 alone, 10 of 10 before: 11/12
    ],
)
def test_the_base_rates_of_the_forecasts(forecast, rate):
    assert RATES[forecast] == pytest.approx(rate, abs=0.0005)


def test_a_record_year_within_two_years_was_the_class_that_f_s5_had_before():
    records = OUTCOMES.loc[(OUTCOMES["record"] == "missiles") & (OUTCOMES["year"] <= 2025), "happened"]
    assert rate_over_years(records, 2) == pytest.approx(0.538, abs=0.0005)  # 1 − 8/12 · 9/13


def test_several_years_equal_the_beta_binomial_distribution_on_200_random_records():
    chance = np.random.default_rng(19)
    for _ in range(200):
        happened = pd.Series(chance.integers(0, 2, int(chance.integers(1, 40))))
        years, window = int(chance.integers(1, 12)), int(chance.integers(1, 30))
        prior = str(chance.choice(["laplace", "jeffreys"]))
        seen = happened.iloc[-window:]
        spread = betabinom(years, seen.sum() + ADDED[prior], len(seen) - seen.sum() + ADDED[prior])
        found = [rate_over_years(happened, years, holds, window, prior) for holds in ("any", "no", "every")]
        assert found == pytest.approx([1 - spread.pmf(0), spread.pmf(0), spread.pmf(years)], abs=1e-10)


def test_cases_like_the_last_equal_a_count_of_transitions_on_200_random_records():
    chance = np.random.default_rng(20)
    for _ in range(200):
        happened = chance.integers(0, 2, int(chance.integers(1, 40)))
        table = np.zeros((2, 2))
        np.add.at(table, (happened[:-1], happened[1:]), 1)
        stays, all_cases = table[happened[-1], 1], table[happened[-1]].sum()
        assert (sum(cases_like_the_last(list(happened))), len(cases_like_the_last(list(happened)))) == (
            stays,
            all_cases,
        )
        assert rate_over_years(pd.Series(happened), 1, "any", None, alike=True) == pytest.approx(
            (stays + 1) / (all_cases + 2)
        )


def test_what_never_happened_gets_a_rate_from_the_number_of_years_alone():
    for known in range(1, 30):
        for years in range(1, 6):
            rate = rate_over_years(pd.Series([0] * known), years, window=None)
            assert rate == pytest.approx(years / (known + years + 1))


def test_a_power_of_the_rate_of_one_year_makes_any_too_likely_and_no_and_every_too_unlikely():
    happened = pd.Series([1, 0, 0, 1, 0, 0, 0])
    rate = base_rate(happened)
    assert rate_over_years(happened, 4) < 1 - (1 - rate) ** 4
    assert rate_over_years(happened, 4, "no") > (1 - rate) ** 4
    assert rate_over_years(happened, 4, "every") > rate**4


def test_the_alternatives_hold_the_rate_that_is_used_and_name_its_cases():
    rates = alternative_rates(FORECASTS, OUTCOMES)
    used = rates[rates["measured"] & (rates["cases"] == "ten") & (rates["prior"] == "laplace")]
    assert used.set_index("forecast_id")["base_rate"].to_dict() == pytest.approx(RATES.dropna().to_dict())
    assert set(rates["cases"]) == set(CASES) and set(rates["prior"]) == set(PRIORS)
    assert rates["base_rate"].between(0, 1).all() and (rates["happened"] <= rates["of"]).all()
    others = rates.loc[~rates["measured"], ["forecast_id", "label"]].drop_duplicates().to_numpy().tolist()
    assert others == [["F-S1", "all three exercise together"], ["F-S5", "a record number of missiles"]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: base_rate(pd.Series([1, 0]), prior="haldane"), 'no prior called "haldane"'),
        (lambda: base_rate(pd.Series([1, 0]), window=0), "A window of 0 years holds no case"),
        (lambda: base_rate(pd.Series([], dtype=int), prior="share"), "no case to take a plain share of"),
        (lambda: rate_over_years(pd.Series([1, 0]), 0), "0 years cannot be judged"),
        (lambda: rate_over_years(pd.Series([1, 0]), 2, "all"), 'no value of holds called "all"'),
    ],
)
def test_what_cannot_be_judged_is_a_sentence(call, words):
    with pytest.raises((WorkbookError, UnknownName), match=words):
        call()
