"""Triangles of states, all eight of them."""

import random
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from workbook.base import WorkbookError
from workbook.measures import (
    balance_by_chance,
    balance_of_network,
    is_balanced,
    moves,
    triangle_type,
    turns_together,
)

PAIRS = [("A", "B"), ("A", "C"), ("B", "C")]
# Signs of A–B, A–C, B–C; the type, its pivot or outcast, and balance: an even number of bad ties.
EIGHT = {
    (1, 1, 1): ("ménage à trois", None, None, True),
    (1, 1, -1): ("romantic triangle", "A", None, False),
    (1, -1, 1): ("romantic triangle", "B", None, False),
    (-1, 1, 1): ("romantic triangle", "C", None, False),
    (1, -1, -1): ("stable marriage", None, "C", True),
    (-1, 1, -1): ("stable marriage", None, "B", True),
    (-1, -1, 1): ("stable marriage", None, "A", True),
    (-1, -1, -1): ("unit veto", None, None, False),
}


@pytest.mark.parametrize("signs", list(product((1, -1), repeat=3)))
def test_each_of_the_eight_triangles_has_its_type_and_its_balance(signs):
    found = triangle_type(dict(zip(PAIRS, signs, strict=True)))
    assert (found["type"], found["pivot"], found["outcast"], found["balanced"]) == EIGHT[signs]
    assert found["weakly_balanced"] == (sum(sign < 0 for sign in signs) != 1) == is_balanced(signs, weak=True)
    assert is_balanced(signs) == EIGHT[signs][3]


@pytest.mark.parametrize("signs", [signs for signs in product((1, -1, None), repeat=3) if None in signs])
def test_a_tie_that_is_not_known_leaves_all_types_that_it_could_make(signs):
    found = triangle_type(dict(zip(PAIRS, signs, strict=True)))
    whole = [EIGHT[full] for full in EIGHT if all(sign in (None, one) for sign, one in zip(signs, full, strict=True))]
    assert set(found["possible"]) == {kind for kind, *_ in whole}
    assert found["type"] is None  # each sign that is missing leaves two numbers of good ties
    assert found["balanced"] is None
    # Two bad ties and one unknown hold together weakly, whatever the third is.
    assert found["weakly_balanced"] == (True if signs.count(-1) == 2 else None)
    assert (found["pivot"] is not None) == (signs.count(1) == 2)
    assert (found["outcast"] is not None) == (signs.count(1) == 1)


def random_signs(chance):
    """A random signed graph on four to seven states: good, bad, unknown and missing ties."""
    states = "ABCDEFG"[: chance.randint(4, 7)]
    signs = {pair: chance.choice((1, 1, -1, None)) for pair in combinations(states, 2) if chance.random() < 0.8}
    return signs or {("A", "B"): 1}


def test_two_hundred_random_networks_are_as_balanced_as_their_matrices_say():
    """Closed walks of three steps: each triangle is six of them, and their signs multiply."""
    chance = random.Random(1967)
    for _ in range(200):
        signs = random_signs(chance)
        good, bad = np.zeros((7, 7)), np.zeros((7, 7))
        for (one, other), sign in signs.items():
            for a, b in ((one, other), (other, one)):
                good["ABCDEFG".index(a), "ABCDEFG".index(b)] = sign == 1
                bad["ABCDEFG".index(a), "ABCDEFG".index(b)] = sign == -1
        every, product_of_signs = (np.trace(np.linalg.matrix_power(m, 3)) / 6 for m in (good + bad, good - bad))
        found = balance_of_network(signs)
        assert found["triangles"] == round(every)
        assert found["balanced"] == round((every + product_of_signs) / 2) == every - len(found["unbalanced"])
        # Davis: only a bad tie between two friends of one state breaks a triangle.
        weak = balance_of_network(signs, weak=True)
        assert weak["balanced"] == round(every - np.trace(good @ good @ bad) / 2)


def test_a_network_whose_states_fall_into_camps_is_balanced_and_into_several_weakly():
    chance = random.Random(1956)
    for _ in range(100):
        for camps, weak in ((2, False), (4, True)):
            camp = {state: chance.randrange(camps) for state in "ABCDEF"}
            signs = {(a, b): 1 if camp[a] == camp[b] else -1 for a, b in combinations("ABCDEF", 2)}
            assert balance_of_network(signs, weak)["balanced"] == 20


def test_chance_counts_every_placement_of_the_bad_ties():
    chance = random.Random(7)
    for _ in range(40):
        signs = {pair: sign for pair, sign in random_signs(chance).items() if sign}
        found = balance_by_chance(signs)
        there = balance_of_network(signs)["balanced"]
        pairs, bad = list(signs), list(signs.values()).count(-1)
        counts = [
            balance_of_network({pair: -1 if pair in set(where) else 1 for pair in pairs})["balanced"]
            for where in combinations(pairs, bad)
            if found["placements"] < 500
        ]
        if counts:
            assert found["placements"] == len(counts)
            assert found["expected"] == pytest.approx(np.mean(counts))
            assert found["at_least"] == pytest.approx(np.mean([count >= there for count in counts]))


def test_chance_refuses_more_placements_than_it_can_count():
    signs = {pair: (-1) ** number for number, pair in enumerate(combinations("ABCDEFGH", 2))}
    with pytest.raises(WorkbookError, match="up to 200,000 can be counted"):
        balance_by_chance(signs)


def held(**goods):
    """Rows of ties, one letter a year: + a good tie, . none."""
    rows = [
        {"first": pair[0], "second": pair[1], "year": 2000 + number, "reached": True, "good": mark == "+"}
        for pair, marks in goods.items()
        for number, mark in enumerate(marks)
    ]
    return pd.DataFrame(rows)


def test_ties_that_turn_within_a_year_are_counted_and_compared_with_all_shifts():
    found = turns_together(held(AB="..++++....", AC="...+++++++", BC="++++++++++"))
    # A–B turns in years 2 and 6, A–C in year 3: one turn of two lies within a year of the other.
    assert found["together"].to_list() == [1, 0, 0]
    assert found.loc[0, ["turns", "other_turns"]].to_list() == [2, 1]
    # Year 0 has no turn, so there are 9 shifts of three years near 2003: each of the two turns is met in 3 of them.
    assert found.loc[0, "expected"] == pytest.approx(6 / 9)
    assert pd.isna(found.loc[1, "expected"])  # B–C never turns


def test_two_hundred_random_triangles_turn_as_a_loop_counts():
    chance = random.Random(1981)
    for _ in range(200):
        marks = {pair: "".join(chance.choices("+.", k=12)) for pair in ("AB", "AC", "BC")}
        turned = {pair: [year for year in range(1, 12) if row[year] != row[year - 1]] for pair, row in marks.items()}
        for row in turns_together(held(**marks)).to_dict("records"):
            one, other = turned[row["one"].replace("-", "")], turned[row["other"].replace("-", "")]
            assert row["together"] == sum(any(abs(year - mate) <= 1 for mate in other) for year in one)


def test_turns_need_three_ties():
    with pytest.raises(WorkbookError, match="three ties; here are 1"):
        turns_together(held(AB="+."))


def test_the_order_in_which_a_pair_is_named_does_not_matter():
    assert triangle_type({("B", "A"): 1, ("C", "A"): 1, ("C", "B"): -1})["pivot"] == "A"


def test_one_tie_that_turns_makes_another_triangle():
    turned = moves(dict(zip(PAIRS, (1, 1, -1), strict=True)))
    assert [move["type"] for move in turned] == ["stable marriage", "stable marriage", "ménage à trois"]
    assert all(move["balanced"] for move in turned)
    assert [move["becomes"] for move in turned] == [-1, -1, 1]


def test_a_network_counts_only_triangles_whose_ties_are_all_known():
    # A–B–C is balanced (two bad ties), B–C–D is not (one bad tie); A–D is not known.
    signs = {("A", "B"): 1, ("A", "C"): -1, ("B", "C"): -1, ("B", "D"): 1, ("C", "D"): 1}
    assert balance_of_network(signs) == {"triangles": 2, "balanced": 1, "unbalanced": [("B", "C", "D")]}
    assert balance_of_network({}) == {"triangles": 0, "balanced": 0, "unbalanced": []}


def test_bad_input_gets_a_sentence():
    with pytest.raises(WorkbookError, match="three states and three ties"):
        triangle_type({("A", "B"): 1})
    with pytest.raises(WorkbookError, match="it can be 1, −1 or None"):
        triangle_type(dict(zip(PAIRS, (1, 1, 0), strict=True)))
    with pytest.raises(WorkbookError, match="The tie A–B has the sign 2; it can be 1, −1 or None"):
        balance_of_network({("A", "B"): 2})
