"""Whether a verdict holds when weights change, on examples worked by hand and against plain enumeration."""

import itertools
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import net_results, order_kept, outcome_shares

WEIGHTS = pd.Series({"one": 3, "two": 1, "three": 0})
SIDES = pd.Series({"one": "risk", "two": "benefit", "three": "benefit"})


def near(weight, stray):
    return [other for other in range(4) if abs(other - weight) <= stray]


def enumerated(weights, sides, stray, by):
    """The net results of all sets of weights by a plain loop, as whole fractions."""
    counts = {}
    for drawn in itertools.product(*(near(weight, stray) for weight in weights)):
        sums, numbers = {"benefit": Fraction(0), "risk": Fraction(0)}, {"benefit": 0, "risk": 0}
        for weight, side in zip(drawn, sides, strict=True):
            sums[side] += weight
            numbers[side] += 1
        if by == "mean":
            sums = {side: sums[side] / numbers[side] for side in sums}
        net = sums["benefit"] - sums["risk"]
        counts[net] = counts.get(net, 0) + 1
    return {net: Fraction(count, sum(counts.values())) for net, count in sorted(counts.items())}


def random_ledger(seed):
    chance = np.random.default_rng(seed)
    sides = ["benefit", "risk", *chance.choice(["benefit", "risk"], chance.integers(0, 4))]
    names = [f"item {n}" for n in range(len(sides))]
    return pd.Series(chance.integers(0, 4, len(sides)), names), pd.Series(sides, names), int(chance.integers(0, 4))


@pytest.mark.parametrize("by", ["sum", "mean"])
def test_the_exact_results_are_those_of_a_plain_enumeration(by):
    for seed in range(200):
        weights, sides, stray = random_ledger(seed)
        exact, loop = net_results(weights, sides, stray, by), enumerated(weights, sides, stray, by)
        assert exact["net"].to_numpy() == pytest.approx([float(net) for net in loop])
        assert exact["share"].to_numpy() == pytest.approx([float(share) for share in loop.values()], abs=1e-12)
        assert exact.attrs["sets"] == np.prod([len(near(weight, stray)) for weight in weights])


def test_quantiles_are_results_that_occur():
    for seed in range(200):
        weights, sides, stray = random_ledger(seed)
        loop = enumerated(weights, sides, stray, "sum")
        shares = outcome_shares(net_results(weights, sides, stray))
        for name, quantile in (("low", Fraction(1, 20)), ("middle", Fraction(1, 2)), ("high", Fraction(19, 20))):
            summed = itertools.accumulate(loop.values())
            assert shares[name] == next(net for net, up_to in zip(loop, summed, strict=True) if up_to >= quantile)
        assert shares[["benefits_ahead", "even", "risks_ahead"]].sum() == pytest.approx(1)


def test_five_against_three_lead_by_construction_and_by_means_neither_leads():
    ledger = wb.load("beijing_ledger").set_index("item_id")["side"]
    sides = ledger[ledger.isin(["risk", "benefit"])]
    rng = np.random.default_rng(5)
    for _ in range(3):  # whatever the weights
        weights = pd.Series(rng.integers(0, 4, len(sides)), sides.index)
        sums = outcome_shares(net_results(weights, sides))
        means = outcome_shares(net_results(weights, sides, by="mean"))
        assert sums.iloc[:3].to_numpy() == pytest.approx([0.7823, 0.0813, 0.1364], abs=5e-5)
        assert means.iloc[:3].to_numpy() == pytest.approx([0.4846, 0.0309, 0.4846], abs=5e-5)
        assert means["benefits_ahead"] == pytest.approx(means["risks_ahead"], abs=1e-12)


def test_by_means_neither_side_leads_however_long_the_lists_are():
    for benefits, risks in itertools.product(range(1, 7), repeat=2):
        sides = pd.Series(["benefit"] * benefits + ["risk"] * risks)
        shares = outcome_shares(net_results(pd.Series(1, sides.index), sides, by="mean"))
        assert shares["benefits_ahead"] == pytest.approx(shares["risks_ahead"], abs=1e-12)


def test_an_item_that_is_cut_in_two_counts_twice():
    # One risk of 3 against a benefit of 1: −2. Cut in two, 1 each: −1.
    once = net_results(WEIGHTS[["one", "two"]], SIDES, stray=0)
    twice = net_results(WEIGHTS[["one", "two", "two"]], SIDES, stray=0)
    assert once["net"].to_list() == [-2] and twice["net"].to_list() == [-1]
    # By means the two halves weigh as much as the whole.
    assert net_results(WEIGHTS[["one", "two", "two"]], SIDES, stray=0, by="mean")["net"].to_list() == [-2]


def test_a_side_without_entries_adds_nothing_and_has_no_mean():
    assert net_results(WEIGHTS[["one"]], SIDES, stray=0)["net"].to_list() == [-3]
    assert net_results(WEIGHTS[[]], SIDES)["net"].to_list() == [0]
    with pytest.raises(WorkbookError, match="has no mean"):
        net_results(WEIGHTS[["one"]], SIDES, by="mean")


def test_an_order_is_kept_as_often_as_a_plain_enumeration_says():
    for seed in range(200):
        weights, _, stray = random_ledger(seed)
        kept, pairs = order_kept(weights, stray), {}
        for one, other in itertools.permutations(weights.index, 2):
            if weights[one] != weights[other]:
                both = list(itertools.product(near(weights[one], stray), near(weights[other], stray)))
                right = sum((a > b) == (weights[one] > weights[other]) and a != b for a, b in both)
                pairs.setdefault(one, []).append(right / len(both))
        for name, shares in pairs.items():
            assert kept[name] == pytest.approx(np.mean(shares))
        assert set(kept.dropna().index) == (set(pairs) | {"all"} if pairs else set())
        if pairs and stray == 3:
            assert kept.dropna().to_numpy() == pytest.approx(3 / 8)


def test_the_weights_given_are_not_changed():
    before = WEIGHTS.copy()
    net_results(WEIGHTS, SIDES, 1)
    order_kept(WEIGHTS, 1)
    pd.testing.assert_series_equal(WEIGHTS, before)


@pytest.mark.parametrize(("weights", "stray"), [({"one": 4}, 1), ({"one": -1}, 1), ({"one": 1.5}, 1), ({"one": 1}, 4)])
def test_weights_and_steps_outside_the_scale_get_a_sentence(weights, stray):
    with pytest.raises(WorkbookError, match="whole numbers from 0 to 3"):
        net_results(pd.Series(weights), SIDES, stray=stray)
    with pytest.raises(WorkbookError, match="whole numbers from 0 to 3"):
        order_kept(pd.Series(weights), stray=stray)


def test_an_entry_without_a_side_and_a_strange_way_to_add_up_are_named():
    with pytest.raises(WorkbookError, match="four has no side"):
        net_results(pd.Series({"four": 1}), SIDES)
    with pytest.raises(UnknownName, match="way to add up"):
        net_results(WEIGHTS, SIDES, by="median")
