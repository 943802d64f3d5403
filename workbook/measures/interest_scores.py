"""Who wants what, and do the wishes of two states go together?"""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError

BOTH_ANALYSES = ("salat2025", "bogusz2024")
PRIORITIES = {"high": 3, "medium": 2, "low": 1}


def side_by_side(interests: pd.DataFrame) -> pd.DataFrame:
    """How high does each interest rank in the one analysis, and how high in the other?

    ``interests`` is ``wb.load("interests")`` or any rows of it. Returns one row per interest, in the order of the
    table: ``interest_id``, ``actor``, ``interest``, ``salat2025`` and ``bogusz2024`` (high, medium or low; missing
    where the analysis is silent) and ``match``: ``alike``, ``different``, or ``silent`` if at least one of the two
    does not speak of it. Silence is not a low priority and is compared with nothing.

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


def pair_scores(interests: pd.DataFrame, weights: Mapping[str, float] = PRIORITIES) -> pd.DataFrame:
    """How much do the interests of two states have in common, and how much stands between them?

    ``interests`` is ``wb.load("interests")``; ``weights`` gives the points of a high, a medium and a low priority,
    0 or more each. Returns one row per pair of states and analysis: ``first``, ``second``, ``analysis``, ``accord``,
    ``conflict`` and ``net`` (points), ``balance`` (−1 to 1) and, as tuples of names of interests, ``accord_on``,
    ``conflict_on`` and ``silent_on``.

    An interest of one state is in accord with the other if that state has it too or helps it on (``shared_with``),
    and in conflict if it collides with the other's interests (``conflicts_with``); it can be both. With w as the
    weight of an interest's priority in the analysis,

        accord   = sum of w over the interests of either state that the other shares,
        conflict = sum of w over the interests of either state that collide with the other,
        net      = accord − conflict,   balance = net / (accord + conflict), missing where nothing is to be divided.

    An interest on which the analysis is silent gives no points and is named in ``silent_on``. Mind: who shares and
    who collides was coded once for both analyses, so that only rank and silence make their scores differ; and a pair
    with many recorded interests has high scores of both kinds.

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
    points = interests["priority"].map(weights).astype(float).to_numpy()
    ranked, ids, owners = ~np.isnan(points), interests["interest_id"].to_numpy(), list(interests["actor"])
    within = {analysis: (interests["analysis"] == analysis).to_numpy() for analysis in BOTH_ANALYSES}
    shared, against = (
        [set(states.split(";")) for states in interests[column].fillna("")]
        for column in ("shared_with", "conflicts_with")
    )
    rows = []
    for first, second in combinations(interests["actor"].unique(), 2):
        accord, conflict = (_names(owners, listed, first, second) for listed in (shared, against))
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
                }
            )
    table = pd.DataFrame(rows)
    table["net"] = table["accord"] - table["conflict"]
    table["balance"] = table["net"] / (table["accord"] + table["conflict"])
    return table


def _names(owners: Sequence[str], listed: Sequence[set[str]], first: str, second: str) -> npt.NDArray[np.bool_]:
    """Which interests belong to one of the two states and name the other?"""
    other = {first: second, second: first}
    return np.array([other.get(owner) in states for owner, states in zip(owners, listed, strict=True)], dtype=bool)
