"""What kind of triangle do three states make, and is it balanced?"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Literal, TypedDict

from ..base import WorkbookError, unknown

TriangleName = Literal["ménage à trois", "romantic triangle", "stable marriage", "unit veto"]
# By the number of good ties.
TRIANGLE_TYPES: dict[int, TriangleName] = {
    3: "ménage à trois",
    2: "romantic triangle",
    1: "stable marriage",
    0: "unit veto",
}


class Triangle(TypedDict):
    """What ``triangle_type`` returns."""

    type: TriangleName
    pivot: str | None
    outcast: str | None
    balanced: bool


class Move(Triangle):
    """A triangle after one tie has turned."""

    tie: tuple[str, str]
    becomes: int


class NetworkBalance(TypedDict):
    """What ``balance_of_network`` returns."""

    triangles: int
    balanced: int
    unbalanced: list[tuple[str, str, str]]


def triangle_type(signs: Mapping[tuple[str, str], int]) -> Triangle:
    """Which strategic triangle do three ties make?

    ``signs`` is {(state, state): sign} for the three pairs of three states: 1 for amity, −1 for enmity. Returns a
    dict: ``type``, ``pivot`` (the state with two good ties where the other two are at odds, else None), ``outcast``
    (the state with two bad ties where the other two are friends, else None) and ``balanced`` (structural balance).

    - three good ties: ménage à trois; - two good, one bad: romantic triangle, with a pivot and two wings;
    - one good, two bad: stable marriage, with two partners and an outcast; - three bad: unit veto.

    The catch: to Dittmer three states are a triangle only if each counts for the others and each tie depends on the
    third, which signs do not show; and his pivot plays off two suitors, who need not be enemies. Here the two are at
    odds, as in structural balance.

    Raises WorkbookError for a tie that is missing or has no sign.

    Source: Dittmer 1981, “The strategic triangle: an elementary game-theoretical analysis”, World Politics 33(4),
    485–515, for the first three; the unit veto is a later addition (Dittmer 1987). Only the abstract of 1981 was read.

    >>> triangle_type({("CHN", "RUS"): 1, ("RUS", "PRK"): 1, ("CHN", "PRK"): -1})["pivot"]
    'RUS'
    """
    ties = {frozenset(pair): sign for pair, sign in signs.items()}
    states = sorted(frozenset[str]().union(*ties))
    if len(states) != 3 or len(ties) != 3 or any(len(pair) != 2 for pair in ties):
        raise WorkbookError(f"A triangle has three states and three ties; here are {', '.join(states) or 'none'}.")
    for pair, sign in ties.items():
        if sign not in (1, -1):
            raise WorkbookError(f"The tie {'–'.join(sorted(pair))} has the sign {sign}; it can be 1 or −1.")
    good = sum(sign == 1 for sign in ties.values())
    sums = {state: sum(sign for pair, sign in ties.items() if state in pair) for state in states}
    return {
        "type": TRIANGLE_TYPES[good],
        "pivot": next((state for state in states if good == 2 and sums[state] == 2), None),
        "outcast": next((state for state in states if good == 1 and sums[state] == -2), None),
        "balanced": is_balanced(ties.values()),
    }


def is_balanced(signs: Iterable[int]) -> bool:
    """Does a closed line of ties hold together: is the enemy of my friend my enemy?

    ``signs`` are those of the ties along the line, 1 or −1. Returns True if their product is 1, that is, if the
    number of bad ties is even.

    Source: Cartwright and Harary 1956, “Structural balance: a generalization of Heider's theory”, Psychological
    Review 63.

    >>> is_balanced([1, -1, -1]), is_balanced([1, 1, -1])
    (True, False)
    """
    return sum(sign < 0 for sign in signs) % 2 == 0


def moves(signs: Mapping[tuple[str, str], int]) -> list[Move]:
    """What would one tie that turns change?

    ``signs`` is as in ``triangle_type``. Returns a list with one dict per tie: ``tie`` (the two states), ``becomes``
    (1 or −1), and the type, pivot, outcast and balance that ``triangle_type`` gives then.

    Raises WorkbookError for a tie that is missing or has no sign.

    Source: our own definition; the types are those of ``triangle_type``.

    >>> [move["type"] for move in moves({("A", "B"): 1, ("B", "C"): 1, ("A", "C"): 1})]
    ['romantic triangle', 'romantic triangle', 'romantic triangle']
    """
    triangle_type(signs)
    return [
        {"tie": (pair[0], pair[1]), "becomes": -sign, **triangle_type({**signs, pair: -sign})}
        for pair, sign in signs.items()
    ]


def balance_of_network(signs: Mapping[tuple[str, str], int]) -> NetworkBalance:
    """How many of the triangles in a network of states are balanced?

    ``signs`` is {(state, state): 1 or −1}; pairs without a tie are left out. Returns a dict: ``triangles`` (those
    whose three ties are known), ``balanced`` (how many of them), and ``unbalanced`` (their states, each a tuple).

    Raises UnknownName for a sign that is neither 1 nor −1.

    Source: Cartwright and Harary 1956, “Structural balance: a generalization of Heider's theory”, Psychological
    Review 63.

    >>> balance_of_network({("A", "B"): 1, ("B", "C"): -1, ("A", "C"): -1, ("C", "D"): 1})["triangles"]
    1
    """
    ties = {frozenset(pair): sign for pair, sign in signs.items()}
    for pair, sign in ties.items():
        if sign not in (1, -1):
            raise unknown(f"sign of the tie {'–'.join(sorted(pair))}", sign, (1, -1))
    states = sorted(frozenset[str]().union(*ties))
    triangles = {}
    for three in combinations(states, 3):
        sides = [ties[side] for side in map(frozenset, combinations(three, 2)) if side in ties]
        if len(sides) == 3:
            triangles[three] = is_balanced(sides)
    return {
        "triangles": len(triangles),
        "balanced": sum(triangles.values()),
        "unbalanced": [three for three, balanced in triangles.items() if not balanced],
    }
