"""Who wants what, and do the wishes of two states go together?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from math import gcd

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown

BOTH_ANALYSES = ("salat2025", "bogusz2024")
PRIORITIES = {"high": 3, "medium": 2, "low": 1}
LINKS = ("shared_with", "conflicts_with")
Weights = Mapping[str, float]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Code = tuple[str, bool, bool]
# Every set of points from 0 to 5 that keeps high at least at medium, medium at least at low, and high above 0.
ORDERLY_WEIGHTS: tuple[Weights, ...] = tuple(
    {"high": high, "medium": medium, "low": low}
    for high, medium, low in product(range(6), repeat=3)
    if high >= medium >= low and high > 0
)


def side_by_side(interests: pd.DataFrame) -> pd.DataFrame:
    """How high does each interest rank in the one analysis, and how high in the other?

    ``interests`` is ``wb.load("interests")`` or any rows of it. Returns one row per interest, in the order of the
    table: ``interest_id``, ``actor``, ``interest``, ``salat2025`` and ``bogusz2024`` (high, medium or low; missing
    where the analysis is silent) and ``match``: ``alike``, ``different``, or ``silent`` if at least one of the two
    does not speak of it. Silence is not a low priority and is compared with nothing.

    By construction: three ranks agree by chance in a third or more, and more often where most are high.

    Source: our own definition; the priorities are codes given by the authors of this workbook.

    >>> import workbook as wb
    >>> ranks = side_by_side(wb.load("interests")).set_index("interest_id")
    >>> ranks.loc["chn-check-us-jpn-kor", ["salat2025", "bogusz2024", "match"]].to_list()
    ['high', 'low', 'different']
    """
    named = interests.drop_duplicates("interest_id").set_index("interest_id")[["actor", "interest"]]
    ranks = interests.pivot(index="interest_id", columns="analysis", values="priority")
    table = named.join(ranks.reindex(columns=list(BOTH_ANALYSES)))
    first, second = (table[analysis] for analysis in BOTH_ANALYSES)
    silent = first.isna() | second.isna()
    table["match"] = (first == second).map({True: "alike", False: "different"}).mask(silent, "silent")
    return table.reset_index()


def pair_scores(interests: pd.DataFrame, weights: Weights = PRIORITIES) -> pd.DataFrame:
    """How much do the interests of two states have in common, and how much stands between them?

    ``interests`` is ``wb.load("interests")``; ``weights`` gives the points of a high, a medium and a low priority,
    0 or more each. Returns one row per pair of states and analysis: ``first``, ``second``, ``analysis``, ``accord``,
    ``conflict`` and ``net`` (points), ``balance`` (−1 to 1), ``accord_rate``, ``conflict_rate`` and ``rate`` (−1 to 1)
    and, as tuples of names of interests, ``accord_on``, ``conflict_on`` and ``silent_on``.

    An interest of one state is in accord with the other if that state has it too or helps it on (``shared_with``),
    and in conflict if it collides with the other's interests (``conflicts_with``); it can be both. With w as the
    weight of an interest's priority in the analysis,

        accord   = sum of w over the interests of either state that the other shares,
        conflict = sum of w over the interests of either state that collide with the other,
        net      = accord − conflict,   balance = net / (accord + conflict), missing where nothing is to be divided,
        rate     = accord_rate − conflict_rate: the points of each state's own list as a share of that list, and the
                   mean of the two states, so that a long list counts no more than a short one; missing if the analysis
                   ranks no interest of one of them.

    An interest on which the analysis is silent gives no points and is named in ``silent_on``.

    By construction: who shares and who collides was coded once for both analyses, so that only rank and silence make
    their scores differ; and a state with a long list (China has 11 interests, Russia 5) collects points of both kinds.

    Raises WorkbookError if a weight is missing or negative.

    Source: our own definition, an additive index on codes of our own; no published index is claimed.

    >>> import workbook as wb
    >>> scores = pair_scores(wb.load("interests")).set_index(["first", "second", "analysis"])
    >>> int(scores.loc[("PRK", "RUS", "bogusz2024"), "conflict"])
    0
    """
    missing = [level for level in PRIORITIES if not weights.get(level, -1) >= 0]
    if missing:
        raise WorkbookError(f"The weights need a number of 0 or more for {', '.join(missing)}; they are {weights!r}.")
    points: Floats = np.asarray(interests["priority"].map(weights), dtype=np.float64)
    ranked, ids, owners = ~np.isnan(points), interests["interest_id"].to_numpy(), list(interests["actor"])
    within = {analysis: (interests["analysis"] == analysis).to_numpy() for analysis in BOTH_ANALYSES}
    shared, against = (
        [set(states.split(";")) for states in interests[column].fillna("")]
        for column in ("shared_with", "conflicts_with")
    )
    rows = []
    for first, second in combinations(interests["actor"].unique(), 2):
        accord, conflict = (_names(owners, listed, first, second) for listed in (shared, against))
        mine, theirs = (np.array([owner == state for owner in owners]) for state in (first, second))
        for analysis, here in within.items():
            rows.append(
                {
                    "first": first,
                    "second": second,
                    "analysis": analysis,
                    "accord": points[here & accord & ranked].sum(),
                    "conflict": points[here & conflict & ranked].sum(),
                    "accord_on": tuple(ids[here & accord & ranked]),
                    "conflict_on": tuple(ids[here & conflict & ranked]),
                    "silent_on": tuple(ids[here & (accord | conflict) & ~ranked]),
                    **{
                        f"{side}_rate": np.mean([_share(points, here & own, there) for own in (mine, theirs)])
                        for side, there in (("accord", accord), ("conflict", conflict))
                    },
                }
            )
    table = pd.DataFrame(rows)
    table["net"] = table["accord"] - table["conflict"]
    table["balance"] = table["net"] / (table["accord"] + table["conflict"])
    table["rate"] = table["accord_rate"] - table["conflict_rate"]
    return table


def with_links(
    interests: pd.DataFrame, interest: str, shared: Sequence[str] = (), conflicts: Sequence[str] = ()
) -> pd.DataFrame:
    """What would the table be, were some links of one interest coded otherwise?

    ``interests`` is ``wb.load("interests")``, ``interest`` an id of it. For each state in ``shared`` the link “shares
    it” is taken out if it is there and put in if it is not, and for each in ``conflicts`` the link “collides with it”,
    in both rows of the interest. Returns a new table like ``interests``, one row per interest and analysis.

    By construction: changes the scores of the owner's pairs with the named states, and of no other pair.

    Raises UnknownName for an interest that is not in the table.

    Source: our own; a change of one factor at a time, as in Saltelli and others 2008, “Global Sensitivity Analysis”.

    >>> import workbook as wb
    >>> table = with_links(wb.load("interests"), "chn-buffer", shared=["PRK", "RUS"])
    >>> table.loc[table["interest_id"] == "chn-buffer", "shared_with"].to_list()
    ['RUS', 'RUS']
    """
    if interest not in set(interests["interest_id"]):
        raise unknown("interest", interest, dict.fromkeys(interests["interest_id"]))
    table = interests.copy()
    here = table["interest_id"] == interest
    for column, states in zip(LINKS, (shared, conflicts), strict=True):
        listed = table[column].fillna("").astype(object)
        flipped = [_flipped(text, states) if change else text for text, change in zip(listed, here, strict=True)]
        table[column] = pd.Series(flipped, table.index, dtype=object).replace("", None)
    return table


def lead_of_links(
    interests: pd.DataFrame,
    wrong: float,
    weights: Sequence[Weights] = (PRIORITIES,),
    among: Sequence[str] = ("CHN", "RUS", "PRK"),
) -> pd.DataFrame:
    """Which pair has most in accord, if each link may have been coded wrongly and the weights are open too?

    ``interests`` is ``wb.load("interests")``; ``wrong`` is the chance (0 to 1) that a link is the opposite of its code,
    for each interest, state and kind of link by itself, those that are not listed too; ``weights`` are sets of whole
    numbers, all equally likely, such as ``ORDERLY_WEIGHTS``; ``among`` names the states whose pairs are compared.
    Returns one row per pair and analysis: ``first``, ``second``, ``analysis``, ``leads`` (share in which its net
    points alone are the highest, 0 to 1), ``leads_by_rate`` (the same for ``rate`` of ``pair_scores``) and
    ``above_zero`` (share with net > 0).

    Nothing is drawn: each link adds a distribution of two values, which are convolved; pairs have no link in common.

    By construction: at ``wrong`` = 0.5 the codes tell nothing, and a lead is then the number of links and chance.

    Raises WorkbookError if ``wrong`` is no share, or a weight is missing or no whole number of 0 or more.

    Source: our own definition; the sum of independent errors is a convolution.

    >>> import workbook as wb
    >>> sure = lead_of_links(wb.load("interests"), 0)
    >>> sure.loc[sure["leads"] == 1, ["first", "second", "analysis"]].to_numpy().tolist()
    [['PRK', 'RUS', 'salat2025'], ['PRK', 'RUS', 'bogusz2024']]
    """
    if not 0 <= wrong <= 1:
        raise WorkbookError(f"The chance that a link is wrong is {wrong!r}; it can be from 0 to 1.")
    for one in weights:
        if any(one.get(level, -1) < 0 or one[level] % 1 for level in PRIORITIES):
            raise WorkbookError(f"The weights need whole numbers of 0 or more for {', '.join(PRIORITIES)}: {one!r}.")
    pairs = list(combinations([actor for actor in interests["actor"].unique() if actor in among], 2))
    rows = []
    for analysis in BOTH_ANALYSES:
        ranked = interests[(interests["analysis"] == analysis) & interests["priority"].notna()]
        codes = [(_codes(ranked, first, second), _codes(ranked, second, first)) for first, second in pairs]
        # Sets in the same proportion, such as 2, 2, 2 and 1, 1, 1, give the same leads: each is computed once.
        counts = Counter(_in_lowest_terms(one) for one in weights)
        each = [_pair_shares(codes, wrong, dict(one)) for one in counts]
        shares = np.average(each, axis=0, weights=list(counts.values()))
        rows += [(*pair, analysis, *share) for pair, share in zip(pairs, shares, strict=True)]
    columns = ["first", "second", "analysis", "leads", "leads_by_rate", "above_zero"]
    return pd.DataFrame(rows, columns=columns)


def _codes(ranked: pd.DataFrame, owner: str, other: str) -> list[Code]:
    """Of each interest of ``owner``: its priority, whether ``other`` shares it, and whether it collides with it."""
    own = ranked[ranked["actor"] == owner]
    linked = ([other in states.split(";") for states in own[column].fillna("")] for column in LINKS)
    return list(zip(own["priority"], *linked, strict=True))


def _pair_shares(codes: Sequence[tuple[list[Code], list[Code]]], wrong: float, weights: Weights) -> Floats:
    """One row per pair: how often it leads by points, leads by rate and is above zero."""
    nets: list[tuple[Floats, Floats]] = []
    rates: list[tuple[Floats, Floats]] = []
    for lists in codes:
        sides = [_of_one_list(own, wrong, weights) for own in lists]
        chances = np.convolve(sides[0][1], sides[1][1])
        nets.append((np.arange(len(chances), dtype=np.float64) - (len(chances) - 1) / 2, chances))
        rates.append(_added(*((values / (2 * whole or np.nan), chances) for values, chances, whole in sides)))
    above = [float(chances[values > 0].sum()) for values, chances in nets]
    return np.array([_highest(nets), _highest(rates), above]).T


def _in_lowest_terms(weights: Weights) -> tuple[tuple[str, int], ...]:
    """The same proportion in the smallest whole numbers."""
    points = {level: int(weights[level]) for level in PRIORITIES}
    divisor = gcd(*points.values()) or 1
    return tuple((level, number // divisor) for level, number in points.items())


def _of_one_list(codes: Sequence[Code], wrong: float, weights: Weights) -> tuple[Floats, Floats, float]:
    """The net points that one state's list may give with another state, their chances, and the points of the list."""
    whole, chances = 0, np.ones(1)
    for level, shared, against in codes:
        weight = int(weights[level])
        whole += weight
        for linked, on_side in ((shared, weight), (against, 0)):
            step = np.zeros(weight + 1)
            chance = 1 - wrong if linked else wrong
            step[on_side] += chance
            step[weight - on_side] += 1 - chance
            chances = np.convolve(chances, step)
    return np.arange(-whole, whole + 1, dtype=float), chances, float(whole)


def _added(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """The distribution of the sum of two independent quantities."""
    sums = np.add.outer(one[0], other[0]).ravel().round(9)
    values, place = np.unique(sums, return_inverse=True)
    chances: Floats = np.bincount(place.ravel(), np.multiply.outer(one[1], other[1]).ravel()).astype(np.float64)
    return values, chances


def _highest(quantities: Sequence[tuple[Floats, Floats]]) -> list[float]:
    """How often each of independent quantities alone is the highest."""
    shares = []
    for number, (values, chances) in enumerate(quantities):
        below = np.ones(len(values))
        for rival, (others, theirs) in enumerate(quantities):
            if rival != number:
                below *= np.concatenate([[0.0], np.cumsum(theirs)])[np.searchsorted(others, values)]
        shares.append(float((chances * below).sum()))
    return shares


def _flipped(listed: str, states: Sequence[str]) -> str:
    """``listed`` codes of states, joined by semicolons, with each of ``states`` taken out or put in."""
    codes = [code for code in listed.split(";") if code]
    return ";".join([code for code in codes if code not in states] + [code for code in states if code not in codes])


def _share(points: Floats, own: Mask, linked: Mask) -> float:
    """The points of the interests in ``own`` that are ``linked``, as a share of all their points."""
    whole = np.nansum(points[own])
    return float(np.nansum(points[own & linked]) / whole) if whole else np.nan


def _names(owners: Sequence[str], listed: Sequence[set[str]], first: str, second: str) -> Mask:
    """Which interests belong to one of the two states and name the other?"""
    other = {first: second, second: first}
    return np.array([other.get(owner) in states for owner, states in zip(owners, listed, strict=True)], dtype=bool)
