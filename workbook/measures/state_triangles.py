"""What kind of triangle do three states make, and is it balanced?"""

import math
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Literal, TypedDict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base import WorkbookError

TriangleName = Literal["ménage à trois", "romantic triangle", "stable marriage", "unit veto"]
# By the number of good ties.
TRIANGLE_TYPES: dict[int, TriangleName] = {
    3: "ménage à trois",
    2: "romantic triangle",
    1: "stable marriage",
    0: "unit veto",
}
MOST_PLACEMENTS = 200_000
Signs = Mapping[tuple[str, str], float | None]


class Triangle(TypedDict):
    """What ``triangle_type`` returns."""

    type: TriangleName | None
    possible: tuple[TriangleName, ...]
    pivot: str | None
    outcast: str | None
    balanced: bool | None
    weakly_balanced: bool | None


class Move(Triangle):
    """A triangle after one tie has turned, or has become known."""

    tie: tuple[str, str]
    becomes: int


class NetworkBalance(TypedDict):
    """What ``balance_of_network`` returns."""

    triangles: int
    balanced: int
    unbalanced: list[tuple[str, str, str]]


class ChanceBalance(TypedDict):
    """What ``balance_by_chance`` returns."""

    bad: int
    placements: int
    expected: float
    at_least: float


def triangle_type(signs: Signs) -> Triangle:
    """Which strategic triangle do three ties make, as far as they are known?

    ``signs`` is {(state, state): sign} for the three pairs of three states: 1 for a good tie, −1 for a bad one, None or
    a gap for one that is not known. Returns a dict: ``type`` (None where the known ties leave more than one),
    ``possible`` (all types that they leave), ``pivot`` (the state with two good ties, while none is seen between the
    other two, else None), ``outcast`` (the state without a good tie, while the other two have one, else None),
    ``balanced`` and ``weakly_balanced`` (None where that hangs on a tie that is not known).

    - three good ties: ménage à trois; - two good, one bad: romantic triangle, with a pivot and two wings;
    - one good, two bad: stable marriage, with two partners and an outcast; - three bad: unit veto.

    By construction: pivot and outcast are places in the pattern of good ties. That a pivot plays off two suitors, who
    need not be enemies, no sign shows; nor do signs show Dittmer's two preconditions: that each of the three counts
    for the others, and that each tie depends on the third (for the latter see ``turns_together``).

    Raises WorkbookError for a tie that is missing or has another sign.

    Source: Dittmer 1981, “The strategic triangle: an elementary game-theoretical analysis”, World Politics 33(4),
    485–515, for the first three; the unit veto is a later addition (Dittmer 1987). Only the abstract of 1981 was read.

    >>> triangle_type({("CHN", "RUS"): 1, ("RUS", "PRK"): 1, ("CHN", "PRK"): -1})["pivot"]
    'RUS'
    >>> triangle_type({("CHN", "RUS"): 1, ("RUS", "PRK"): 1, ("CHN", "PRK"): None})["possible"]
    ('ménage à trois', 'romantic triangle')
    """
    ties = {frozenset(pair): _known(pair, sign) for pair, sign in signs.items()}
    states = sorted(frozenset[str]().union(*ties))
    if len(states) != 3 or len(ties) != 3 or any(len(pair) != 2 for pair in ties):
        raise WorkbookError(f"A triangle has three states and three ties; here are {', '.join(states) or 'none'}.")
    whole = list(product(*((1, -1) if sign is None else (sign,) for sign in ties.values())))
    goods = {state: sum(sign == 1 for pair, sign in ties.items() if state in pair) for state in states}
    good = sum(goods.values()) // 2
    possible = tuple(TRIANGLE_TYPES[number] for number in sorted({full.count(1) for full in whole}, reverse=True))
    return {
        "type": possible[0] if len(possible) == 1 else None,
        "possible": possible,
        "pivot": next((state for state in states if good == 2 and goods[state] == 2), None),
        "outcast": next((state for state in states if good == 1 and goods[state] == 0), None),
        "balanced": _agreed(is_balanced(full) for full in whole),
        "weakly_balanced": _agreed(is_balanced(full, weak=True) for full in whole),
    }


def is_balanced(signs: Iterable[float], weak: bool = False) -> bool:
    """Does a closed line of ties hold together: is the enemy of my friend my enemy?

    ``signs`` are those of the ties along the line, 1 or −1. Returns True if the number of bad ties is even (their
    product is 1); with ``weak``, if it is not exactly one, so that three enemies hold together too.

    By construction: of the eight triangles of signs four are balanced and five weakly balanced.

    Source: Cartwright and Harary 1956, “Structural balance: a generalization of Heider's theory”, Psychological
    Review 63; for weak balance Davis 1967, “Clustering and structural balance in graphs”, Human Relations 20.

    >>> is_balanced([1, -1, -1]), is_balanced([1, 1, -1]), is_balanced([-1, -1, -1]), is_balanced([-1, -1, -1], True)
    (True, False, False, True)
    """
    bad = sum(sign < 0 for sign in signs)
    return bad != 1 if weak else bad % 2 == 0


def moves(signs: Signs) -> list[Move]:
    """What would one tie that turns, or becomes known, change?

    ``signs`` is as in ``triangle_type``. Returns a list of dicts, one per known tie and two per tie that is not known:
    ``tie`` (the two states), ``becomes`` (1 or −1), and what ``triangle_type`` gives then.

    By construction: a tie that turns makes a balanced triangle unbalanced, and an unbalanced one balanced.

    Raises WorkbookError for a tie that is missing or has another sign.

    Source: our own definition; the types are those of ``triangle_type``.

    >>> [move["type"] for move in moves({("A", "B"): 1, ("B", "C"): 1, ("A", "C"): 1})]
    ['romantic triangle', 'romantic triangle', 'romantic triangle']
    """
    triangle_type(signs)
    return [
        {"tie": (pair[0], pair[1]), "becomes": becomes, **triangle_type({**signs, pair: becomes})}
        for pair, sign in signs.items()
        for becomes in (1, -1)
        if becomes != sign
    ]


def balance_of_network(signs: Signs, weak: bool = False) -> NetworkBalance:
    """How many of the triangles in a network of states are balanced?

    ``signs`` is {(state, state): 1, −1, or None}; ties that are not known are left out, like missing pairs. Returns a
    dict: ``triangles`` (those whose three ties are known), ``balanced`` (how many of them, weakly with ``weak``), and
    ``unbalanced`` (their states, each a tuple).

    By construction: a network without a bad tie is balanced throughout; compare with ``balance_by_chance``.

    Raises WorkbookError for a sign that is neither 1 nor −1.

    Source: Cartwright and Harary 1956, “Structural balance: a generalization of Heider's theory”, Psychological
    Review 63; for weak balance Davis 1967, “Clustering and structural balance in graphs”, Human Relations 20.

    >>> balance_of_network({("A", "B"): 1, ("B", "C"): -1, ("A", "C"): -1, ("C", "D"): 1})["triangles"]
    1
    """
    ties, threes = _triangles(signs)
    held = {states: is_balanced((ties[side] for side in _sides(states)), weak) for states in threes}
    return {
        "triangles": len(held),
        "balanced": sum(held.values()),
        "unbalanced": [states for states, balanced in held.items() if not balanced],
    }


def balance_by_chance(signs: Signs, weak: bool = False) -> ChanceBalance:
    """How many triangles would be balanced if the bad ties lay anywhere among the known ones?

    ``signs`` and ``weak`` are as in ``balance_of_network``. Every placement of the same number of bad ties on the known
    ties is counted, so nothing is drawn. Returns a dict: ``bad`` (bad ties), ``placements`` (how many were counted),
    ``expected`` (the mean number of balanced triangles) and ``at_least`` (the share, 0 to 1, of placements with as many
    balanced triangles as there are, or more).

    By construction: with no bad tie, or no good one, there is one placement, and ``at_least`` is 1.

    Raises WorkbookError for a sign that is neither 1 nor −1, and for more than 200,000 placements.

    Source: our own definition, an exact permutation test that keeps the number of bad ties.

    >>> signs = {("A", "B"): 1, ("B", "C"): 1, ("A", "C"): -1, ("A", "D"): 1, ("B", "D"): 1, ("C", "D"): 1}
    >>> balance_by_chance(signs)["expected"]
    2.0
    """
    ties, threes = _triangles(signs)
    bad, edges = sum(sign < 0 for sign in ties.values()), list(ties)
    placements = math.comb(len(edges), bad)
    if placements > MOST_PLACEMENTS:
        raise WorkbookError(f"{bad} bad ties can lie in {placements:,} ways; up to {MOST_PLACEMENTS:,} can be counted.")
    placed = np.zeros((placements, len(edges)), dtype=int)
    for row, where in enumerate(combinations(range(len(edges)), bad)):
        placed[row, list(where)] = 1
    counts = np.zeros(placements, dtype=int)
    for states in threes:
        among = placed[:, [edges.index(side) for side in _sides(states)]].sum(axis=1)
        counts += among != 1 if weak else among % 2 == 0
    there = balance_of_network(signs, weak)["balanced"]
    return {
        "bad": bad,
        "placements": placements,
        "expected": float(counts.mean()),
        "at_least": float((counts >= there).mean()),
    }


def turns_together(held: pd.DataFrame, within: int = 1) -> pd.DataFrame:
    """Do two ties of a triangle begin and end in the same years more often than chance has it?

    ``held`` are rows of ``ties`` for three states; a tie turns in a year in which ``good`` is not what it was the year
    before. Years outside the record are left out.

    Returns one row per two ties: ``one`` and ``other`` (“CHN-RUS”), ``turns`` and ``other_turns`` (how many),
    ``together`` (turns of ``one`` with one of ``other`` at most ``within`` years away), ``expected`` (the mean of that
    over all shifts of ``other`` in time, its end joined to its beginning) and ``at_least`` (the share, 0 to 1, of
    shifts with as many or more). Both are missing where a tie never turns.

    By construction: it sees only turns of good ties in time, and few turns cannot show much. It bears on the second of
    Dittmer's preconditions, that each tie depends on the third; the first, that each of the three counts for the
    others, no sign can test.

    Raises WorkbookError if the rows are not of three ties.

    Source: our own definition, a test by circular shifts; the precondition is that of Dittmer 1981.

    >>> import workbook as wb
    >>> from workbook.measures import ties
    >>> turns = turns_together(ties("treaty", wb.load("treaties"), 1950, 2026, ("CHN", "RUS", "PRK")))
    >>> turns["together"].to_list()
    [0, 0, 1]
    """
    reached = held[held["reached"]]
    pair = reached["first"].astype(str) + "-" + reached["second"].astype(str)
    good = reached.assign(pair=pair).pivot(index="year", columns="pair", values="good").dropna().astype(bool)
    good = good[list(pd.unique(pair))]
    if len(good.columns) != 3:
        raise WorkbookError(f"A triangle has three ties; here are {len(good.columns)}.")
    turned = (good != good.shift(fill_value=False)).iloc[1:]
    rows = []
    for one, other in combinations(good.columns, 2):
        mine, near = turned[one].to_numpy(), _near(turned[other].to_numpy(), within)
        shifted = np.array([int((mine & np.roll(near, by)).sum()) for by in range(len(mine))])
        together = int((mine & near).sum())
        known = mine.any() and near.any()
        rows.append(
            {
                "one": one,
                "other": other,
                "turns": int(mine.sum()),
                "other_turns": int(turned[other].sum()),
                "together": together,
                "expected": float(shifted.mean()) if known else math.nan,
                "at_least": float((shifted >= together).mean()) if known else math.nan,
            }
        )
    return pd.DataFrame(rows)


def _near(turned: NDArray[np.bool_], within: int) -> NDArray[np.bool_]:
    """The years that lie at most ``within`` years from one in which a tie turned."""
    years = np.flatnonzero(turned)
    return np.array([bool((abs(years - year) <= within).any()) for year in range(len(turned))], dtype=bool)


def _known(pair: tuple[str, str], sign: float | None) -> int | None:
    if sign is None or math.isnan(sign):
        return None
    if sign not in (1, -1):
        raise WorkbookError(f"The tie {'–'.join(sorted(pair))} has the sign {sign}; it can be 1, −1 or None.")
    return int(sign)


def _agreed(answers: Iterable[bool]) -> bool | None:
    different = set(answers)
    return different.pop() if len(different) == 1 else None


def _sides(states: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset(side) for side in combinations(states, 2)]


def _triangles(signs: Signs) -> tuple[dict[frozenset[str], int], list[tuple[str, str, str]]]:
    """The known ties, and the threes of states among which all three are known."""
    read = {frozenset(pair): _known(pair, sign) for pair, sign in signs.items()}
    ties = {pair: sign for pair, sign in read.items() if sign is not None}
    states = sorted(frozenset[str]().union(*ties))
    return ties, [three for three in combinations(states, 3) if all(side in ties for side in _sides(three))]
