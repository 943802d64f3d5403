"""What the views of base rates and of scoring rules say, worked by hand."""

import re

import pytest
from driving import every_state

import workbook as wb
from workbook.measures import CASES, PRIORS


def test_one_choice_of_cases_names_the_rate_of_each_forecast():
    view = wb.views.base_rates(cases="ten")
    # 9/12 · 10/13; 1 − 9/12 · 10/13 · 11/14; 11/14.
    rates = view.table().set_index(["What is counted", "It comes true if that happens"])["Base rate (percent)"].round()
    for line, rate in (
        (("new sanctions with a Russian yes", "in none of 2 years"), 58),
        (("a nuclear test", "in one of 3 years"), 55),
        (("China's share 80 percent or more", "in every one of 3 years"), 79),
    ):
        assert rates[line] == rate
    assert view.sentence.startswith(
        "By the last ten years, base rates run from 15 to 92 percent. Lowest of 9 lines is F-S1"
    )


def test_several_choices_name_the_forecast_that_they_move_most():
    # China's share: 15 of 35 years, so 16/37 · 17/38 · 18/39; after a year like the last 14 of 14, so 15/18.
    low, high = 16 / 37 * 17 / 38 * 18 / 39, 15 / 18
    said = wb.views.base_rates().sentence
    assert f"from {low * 100:.0f} to {high * 100:.0f} percent. That is F-B7: China's share" in said


@pytest.mark.parametrize("prior", PRIORS)
def test_the_sentence_on_base_rates_is_true_of_the_table_in_every_state(prior):
    view = wb.views.base_rates(prior=prior)
    for cases in every_state(type(view).cases):
        view.choose(cases=cases)
        table = view.table()
        if len(cases) > 1:
            low, high, name = re.search(r"from (\d+) to (\d+) percent. That is (\S+):", view.sentence).groups()
            spans = table.groupby(["Forecast", "What is counted"])["Base rate (percent)"].agg(["min", "max"])
            widest = spans.loc[(spans["max"] - spans["min"]).idxmax()]
            assert (widest.name[0], round(widest["min"]), round(widest["max"])) == (name, int(low), int(high))
        elif cases:
            assert set(table["Cases"]) == {CASES[cases[0]]} and set(table["Rule"]) == {PRIORS[prior]}


def test_it_costs_least_to_be_honest_by_all_rules_but_the_distance():
    view = wb.views.scoring_rules()
    for belief in every_state(type(view).belief):
        said = view.choose(belief=belief).sentence
        if belief == "50":
            assert "By the distance it costs the same whatever you say" in said
        else:
            assert f"By the distance it costs least to say {100 if int(belief) > 50 else 0}" in said
        assert said.startswith(f"If you believe {belief} percent, saying {belief} costs least by 3 of 4 rules.")
        assert "That holds for Brier's rule, the logarithm and the spherical rule." in said
        least = view.table().query("`Least of the rule` == 'yes'")
        honest = least[~least["Rule"].str.startswith("the distance")]["You say (percent)"]
        assert honest.to_list() == [int(belief)] * 3


def test_rounding_the_base_rate_pays_by_the_distance_only():
    said = wb.views.scoring_rules().sentence
    pairs = re.findall(r"(\d\.\d+) to (\d\.\d+|infinity) by (?:the )?(\w+)", said)
    better = {rule: float(after.replace("infinity", "inf")) < float(before) for before, after, rule in pairs}
    assert better == {"Brier": False, "logarithm": False, "spherical": False, "distance": True}
