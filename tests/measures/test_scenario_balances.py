"""Cross-impact balances: a published example, and a small one enumerated by hand."""

import itertools
import random

import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import (
    basins,
    consistent_scenarios,
    impact_balance,
    influences_in,
    network,
    robustness,
    succession,
    tipping_points,
)

# “Somewhereland”, the example of Weimer-Jehle's manual ScenarioWizard 4.1 (2013), figure 2-2: the influence of each
# state on the states of all other factors, A to F, in order.
SOMEWHERELAND = {
    "A1": [-2, 1, 1, 0, 0, 0, 0, 0, -2, 1, 1, 0, 0, 0],
    "A2": [2, 1, -3, -2, -1, 3, -2, 2, 0, 0, 0, 2, -1, -1],
    "A3": [0, 0, 0, 0, 2, -2, 3, -3, 2, -1, -1, -2, 2, 0],
    "B1": [0, 0, 0, -2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    "B2": [0, 0, 0, 0, 1, -1, 0, 0, 1, 0, -1, 0, 0, 0],
    "B3": [3, -1, -2, 3, 0, -3, 0, 0, 3, -1, -2, -2, 1, 1],
    "C1": [2, 1, -3, 0, 0, 0, -2, 2, -3, 1, 2, 0, 0, 0],
    "C2": [-1, 2, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    "C3": [0, 0, 0, 0, 0, 0, -2, 2, 3, -1, -2, 0, 0, 0],
    "D1": [0, 0, 0, 0, 0, 0, 0, 0, 0, 3, -1, -2, -2, 1, 1],
    "D2": [0, -3, 3, 0, 0, 0, 0, 0, 0, -3, 1, 2, 2, -1, -1],
    "E1": [0, 0, 0, 0, 0, 0, -2, -1, 3, 0, 0, 2, -1, -1],
    "E2": [0, 0, 0, -1, 0, 1, 1, 1, -2, 0, 0, -1, 0, 1],
    "E3": [2, -1, -1, -3, 1, 2, 3, 0, -3, 0, 0, -2, -1, 3],
    "F1": [0, 3, -3, 0, 0, 0, -3, 0, 3, -3, 3, -2, 1, 1],
    "F2": [1, -2, 1, 0, 0, 0, -1, 2, -1, 2, -2, 2, -1, -1],
    "F3": [0, 0, 0, 0, 0, 0, -1, 2, -1, 1, -1, 2, -1, -1],
}
# The ten that the method's own page lists (cross-impact.de): no other combination holds together.
TEN = {
    "A1 B2 C2 D1 E1 F2",
    "A1 B3 C1 D2 E3 F3",
    "A1 B3 C2 D1 E1 F2",
    "A1 B3 C2 D1 E1 F3",
    "A2 B1 C3 D2 E2 F1",
    "A2 B2 C3 D2 E2 F1",
    "A3 B1 C2 D1 E1 F2",
    "A3 B1 C3 D2 E1 F1",
    "A3 B2 C2 D1 E1 F2",
    "A3 B2 C3 D2 E1 F1",
}


def tables(rows):
    factors = pd.DataFrame({"state_id": list(rows), "factor_id": [state[0] for state in rows]})
    cells = [
        (one, other, number)
        for one, numbers in rows.items()
        for other, number in zip([state for state in rows if state[0] != one[0]], numbers, strict=True)
    ]
    return factors, pd.DataFrame(cells, columns=["from_state", "to_state", "influence"])


def named(scenarios):
    return {" ".join(row) for row in scenarios.drop(columns=["score", "share", "cycle"], errors="ignore").to_numpy()}


@pytest.fixture(scope="module")
def somewhereland():
    return network(*tables(SOMEWHERELAND))


def random_network(sizes, seed=1):
    chance = random.Random(seed)
    states = [f"{chr(65 + n)}{k}" for n, size in enumerate(sizes) for k in range(size)]
    rows = {state: [chance.randint(-3, 3) for other in states if other[0] != state[0]] for state in states}
    return rows, network(*tables(rows))


def by_hand(rows):
    """All consistent scenarios by a plain loop over every combination."""
    cells = {
        (one, other): number
        for one, numbers in rows.items()
        for other, number in zip([state for state in rows if state[0] != one[0]], numbers, strict=True)
    }
    factors = {}
    for state in rows:
        factors.setdefault(state[0], []).append(state)
    found = set()
    for scenario in itertools.product(*factors.values()):
        scores = {state: sum(cells[other, state] for other in scenario if other[0] != state[0]) for state in rows}
        if all(scores[state] == max(scores[rival] for rival in factors[state[0]]) for state in scenario):
            found.add(" ".join(scenario))
    return found


def test_somewhereland_has_its_ten_consistent_scenarios_of_486(somewhereland):
    assert somewhereland.combinations == 486
    assert named(consistent_scenarios(somewhereland)) == TEN


def test_the_impact_balance_is_the_one_that_is_printed(somewhereland):
    scenario = dict(zip("ABCDEF", ["A2", "B1", "C3", "D1", "E1", "F1"], strict=True))
    balance = impact_balance(somewhereland, scenario)
    assert balance["score"].to_list() == [0, 3, -3, 2, 1, -3, -9, -1, 10, -7, 7, 4, -1, -3, 2, -1, -1]
    # The figure marks one contradiction: a balanced distribution, while everything speaks for strong contrasts.
    wrong = balance[balance["chosen"] & ~balance["best"]]
    assert wrong["state"].to_list() == ["D1"]


@pytest.mark.parametrize("sizes", [(2, 2, 2, 2), (3, 2, 4, 2), (3, 3, 3, 3, 2)])
def test_the_fast_way_finds_what_a_plain_loop_finds(sizes):
    for seed in range(5):
        rows, net = random_network(sizes, seed)
        assert named(consistent_scenarios(net)) == by_hand(rows)


@pytest.mark.slow
def test_beyond_a_hundred_million_the_search_finds_only_consistent_ones_and_says_that_it_may_miss_some():
    _, net = random_network((4,) * 14)
    found = consistent_scenarios(net)
    assert net.combinations > 100_000_000 and found.attrs["complete"] is False
    for scenario in found.drop(columns="score").head(5).to_dict("records"):
        balance = impact_balance(net, scenario)
        assert balance.loc[balance["chosen"], "best"].all()


def test_a_consistent_scenario_stays_and_every_start_ends_in_an_attractor(somewhereland):
    for scenario in consistent_scenarios(somewhereland).drop(columns="score").to_dict("records"):
        path = succession(somewhereland, scenario)
        assert len(path) == 1 and path.attrs["settled"]
    found = basins(somewhereland)
    assert found["share"].sum() == pytest.approx(1)
    assert named(found[found["cycle"] == 1]) == TEN


def test_basins_are_what_following_each_scenario_gives():
    _, net = random_network((2, 3, 2, 2), seed=3)
    ends = {}
    for places in itertools.product(*map(range, net.shape)):
        path = succession(net, net.scenario(places))
        if path.attrs["settled"]:
            key = " ".join(path.iloc[-1])
            ends[key] = ends.get(key, 0) + 1
    found = basins(net)
    settled = found[found["cycle"] == 1]
    got = {" ".join(row[:-2]): round(row[-2] * net.combinations) for row in settled.to_numpy()}
    assert got == ends


def test_a_push_either_comes_back_or_names_what_changed(somewhereland):
    scenario = consistent_scenarios(somewhereland).drop(columns="score").iloc[0].to_dict()
    pushes = tipping_points(somewhereland, scenario)
    assert len(pushes) == sum(somewhereland.shape) - 6
    for push in pushes.itertuples():
        path = succession(somewhereland, scenario | {push.factor: push.state})
        assert push.back == (path.iloc[-1].to_dict() == scenario)
        assert push.back == (push.changed == "")


def test_without_uncertainty_every_draw_finds_the_same(somewhereland):
    found = robustness(somewhereland, stray=0, draws=3)
    assert named(found) == TEN and (found["share"] == 1).all()
    # One influence of 1 that alone decides: moved by −1, 0 or 1, it is gone in a third of the draws, never against.
    factors = pd.DataFrame({"state_id": ["A1", "B1", "B2"], "factor_id": ["A", "B", "B"]})
    one = network(factors, pd.DataFrame({"from_state": ["A1"], "to_state": ["B1"], "influence": [1]}))
    shares = robustness(one, draws=900, moved="filled").set_index("B")["share"]
    assert shares["B1"] == 1 and shares["B2"] == pytest.approx(1 / 3, abs=0.06)
    doubtful = robustness(somewhereland, stray=1, draws=40)
    assert (doubtful["share"] <= 1).all() and len(doubtful) > 10


def test_judgements_of_0_are_uncertain_too():
    """Two factors of two states: of 3⁸ ways to move all eight influences each is looked at, by a plain loop."""
    factors = pd.DataFrame({"state_id": ["A1", "A2", "B1", "B2"], "factor_id": ["A", "A", "B", "B"]})
    cells = [(a, b) for a, b in itertools.permutations(factors["state_id"], 2) if a[0] != b[0]]
    net = network(factors, pd.DataFrame([("A1", "B1", 2)], columns=["from_state", "to_state", "influence"]))
    hits, ways = {}, list(itertools.product((-1, 0, 1), repeat=8))
    for steps in ways:
        impact = {cell: step + 2 * (cell == ("A1", "B1")) for cell, step in zip(cells, steps, strict=True)}
        for a, b in itertools.product(("A1", "A2"), ("B1", "B2")):
            good = all(impact[a, b] >= impact[a, other] for other in ("B1", "B2"))
            good = good and all(impact[b, a] >= impact[b, other] for other in ("A1", "A2"))
            hits[a, b] = hits.get((a, b), 0) + good
    shares = robustness(net, draws=4000).set_index(["A", "B"])["share"]
    for pair, number in hits.items():
        assert shares.get(pair, 0) == pytest.approx(number / len(ways), abs=0.03)
    # With 0 fixed only one influence moves, and nothing ever speaks against the scenario that it furthers.
    assert robustness(net, draws=50, moved="filled").set_index(["A", "B"])["share"]["A1", "B1"] == 1


def test_what_moves_is_all_or_what_is_filled(somewhereland):
    with pytest.raises(UnknownName, match="choice of what moves"):
        robustness(somewhereland, draws=1, moved="some")


def test_the_influences_that_were_put_in_add_up_to_the_scores_and_basins_to_plain_succession():
    """On 200 random networks, against plain loops over dictionaries."""
    for seed in range(200):
        sizes = [random.Random(seed).choice((2, 3)) for _ in range(3)]
        rows, net = random_network(sizes, seed)
        assert named(consistent_scenarios(net)) == by_hand(rows)
        scenario = {factor: f"{factor}0" for factor in net.names}
        put_in = influences_in(net, scenario).groupby("to_state")["influence"].sum()
        balance = impact_balance(net, scenario).set_index("state")["score"]
        assert balance.to_dict() == {state: put_in.get(state, 0) for state in rows}
        others = {state: [other for other in rows if other[0] != state[0]] for state in rows}
        by_cell = {(one, other): n for one in rows for other, n in zip(others[one], rows[one], strict=True)}
        assert balance.to_dict() == {
            state: sum(by_cell.get((own, state), 0) for own in scenario.values()) for state in rows
        }
        ends = {}
        for start in itertools.product(*[[s for s in rows if s[0] == factor] for factor in net.names]):
            seen, now = [], start
            while now not in seen:
                seen.append(now)
                now = plain_step(by_cell, rows, now)
            circle = frozenset(seen[seen.index(now) :])
            ends[circle] = ends.get(circle, 0) + 1
        found = basins(net)
        assert sorted(zip(found["share"].round(9), found["cycle"], strict=True)) == sorted(
            (round(number / net.combinations, 9), len(circle)) for circle, number in ends.items()
        )


def plain_step(cells, states, scenario):
    """The next scenario: each factor turns to its best state, and stays if it has one of the best."""
    scores = {state: sum(cells.get((own, state), 0) for own in scenario) for state in states}
    after = []
    for own in scenario:
        rivals = [state for state in states if state[0] == own[0]]
        best = max(scores[state] for state in rivals)
        after.append(own if scores[own] == best else next(state for state in rivals if scores[state] == best))
    return tuple(after)


def test_tension_is_a_factor_and_our_own_influences_name_whose_they_are():
    influences = wb.load("scenario_influences")
    net = network(wb.load("scenario_factors"), influences)
    assert "tension" in net.names and influences["judged_by"].notna().all()
    # Each section is standardised: what furthers one state of a factor hinders the others.
    assert (influences.groupby(["from_state", "to_factor"])["influence"].sum() == 0).all()
    assert len(consistent_scenarios(net)) == 6


def changed(**cells):
    factors, influences = tables(SOMEWHERELAND)
    for column, value in cells.items():
        influences[column] = influences[column].astype(object)
        influences.loc[0, column] = value
    return factors, influences


@pytest.mark.parametrize(
    ("table", "error", "said"),
    [
        (changed(influence=None), WorkbookError, "influence of A1 on B1 is missing"),
        (changed(influence=4), WorkbookError, "it can be a whole number from −3 to 3"),
        (changed(influence=0.5), WorkbookError, "it can be a whole number"),
        (changed(to_state="A2"), WorkbookError, "does not act on itself"),
        (changed(to_state="B2"), WorkbookError, "is given twice"),
        (changed(to_state="Z9"), UnknownName, "state called"),
    ],
)
def test_a_table_with_a_bad_cell_is_refused_by_its_name(table, error, said):
    with pytest.raises(error, match=said):
        network(*table)


def test_a_scenario_that_does_not_fit_is_refused(somewhereland):
    with pytest.raises(WorkbookError, match="needs a state of each factor"):
        impact_balance(somewhereland, {"A": "A1"})
    with pytest.raises(UnknownName, match="state of A"):
        impact_balance(somewhereland, dict.fromkeys("ABCDEF", "B1"))


def test_the_arrays_are_not_changed(somewhereland):
    before = somewhereland.impact.copy()
    robustness(somewhereland, draws=2)
    basins(somewhereland)
    assert np.array_equal(somewhereland.impact, before)
