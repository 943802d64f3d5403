"""Triangles of states, all eight of them."""

from itertools import product

import pytest

from workbook.base import UnknownName, WorkbookError
from workbook.measures import balance_of_network, is_balanced, moves, triangle_type

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
    assert tuple(found.values()) == EIGHT[signs]
    assert is_balanced(signs) == EIGHT[signs][3]


def test_the_order_in_which_a_pair_is_named_does_not_matter():
    assert triangle_type({("B", "A"): 1, ("C", "A"): 1, ("C", "B"): -1})["pivot"] == "A"


def test_one_tie_that_turns_makes_another_triangle():
    turned = moves(dict(zip(PAIRS, (1, 1, -1), strict=True)))
    assert [move["type"] for move in turned] == ["stable marriage", "stable marriage", "ménage à trois"]
    assert all(move["balanced"] for move in turned)
    assert [move["becomes"] for move in turned] == [-1, -1, 1]


def test_a_network_counts_only_triangles_whose_ties_are_all_known():
    # A–B–C is balanced (two bad ties), B–C–D is not (one bad tie); A–D is not known.
    ties = {("A", "B"): 1, ("A", "C"): -1, ("B", "C"): -1, ("B", "D"): 1, ("C", "D"): 1}
    assert balance_of_network(ties) == {"triangles": 2, "balanced": 1, "unbalanced": [("B", "C", "D")]}
    assert balance_of_network({}) == {"triangles": 0, "balanced": 0, "unbalanced": []}


def test_bad_input_gets_a_sentence():
    with pytest.raises(WorkbookError, match="three states and three ties"):
        triangle_type({("A", "B"): 1})
    with pytest.raises(WorkbookError, match="it can be 1 or −1"):
        triangle_type(dict(zip(PAIRS, (1, 1, 0), strict=True)))
    with pytest.raises(UnknownName, match="sign of the tie"):
        balance_of_network({("A", "B"): 2})
