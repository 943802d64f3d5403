"""How alike do two states vote in roll calls?"""

import pandas as pd

from ..base import unknown
from .votes import SHARE_OF_A_YES, states_voting


def agreement(votes: pd.DataFrame, first: str, second: str, by: str = "year") -> pd.DataFrame:
    """How alike did ``first`` and ``second`` vote, per year or other group?

    ``votes`` has one row per roll call with the columns ``vote_<first>`` and ``vote_<second>``, as
    ``wb.load("unga_votes")`` has them. ``by`` is a column of ``votes``; ``year`` may be missing where there is a
    ``date``.

    Returns one row per group with at least one roll call on which both said yes, abstained or said no: the group,
    ``agreement_score``, ``identical_vote_share``, ``opposite_vote_share`` (all 0 to 1) and ``votes``, the number of
    those roll calls. Roll calls that one of them missed are left out; they are neither agreement nor disagreement.

    With a yes as 1, an abstention as ½ and a no as 0, the agreement score is 1 − the mean absolute difference.
    An abstention beside a yes counts as half agreed. Mind that the score follows the agenda too: where nearly
    all texts pass with few against, everybody agrees.

    Raises UnknownName for a state without a column.

    Source: Voeten 2013, “Data and Analyses of Voting in the United Nations General Assembly”.

    >>> votes = pd.DataFrame({"year": 2024, "vote_CHN": ["yes", "no", "yes"], "vote_RUS": ["yes", "abstain", "no"]})
    >>> agreement(votes, "CHN", "RUS")["agreement_score"].to_list()
    [0.5]
    """
    groups, shares, others = _shares_of_a_yes(votes, first, second, by)
    apart = (shares - others).abs()
    parts = {
        "agreement_score": 1 - apart,
        "identical_vote_share": (apart == 0).astype(float),
        "opposite_vote_share": (apart == 1).astype(float),
        "votes": 1,
    }
    cast = pd.DataFrame({by: groups, **parts})[apart.notna()]
    summary = {name: (name, "sum" if name == "votes" else "mean") for name in parts}
    return cast.groupby(by, as_index=False).agg(**summary)


def vote_cosine(votes: pd.DataFrame, first: str, second: str, by: str = "year") -> pd.DataFrame:
    """Do two states take the same sides, leaving aside how often they take any?

    ``votes`` and ``by`` are as in ``agreement``. With a yes as 1, an abstention as 0 and a no as −1, the cosine of the
    two states' votes is Σ a·b / √(Σ a² · Σ b²): 1 the same sides always, 0 no relation, −1 always opposite sides.
    Unlike in the agreement score, a roll call on which one of them abstained moves it only a little.

    Returns one row per group: the group, ``cosine`` (−1 to 1; missing if one of them abstained on everything) and
    ``votes``, the number of roll calls on which both said yes, abstained or said no.

    Raises UnknownName for a state without a column.

    Source: cosine similarity, as in Salton and McGill 1983, “Introduction to Modern Information Retrieval”.

    >>> votes = pd.DataFrame({"year": 2024, "vote_CHN": ["yes", "no", "yes"], "vote_RUS": ["yes", "abstain", "yes"]})
    >>> vote_cosine(votes, "CHN", "RUS")["cosine"].round(3).to_list()
    [0.816]
    """
    groups, shares, others = _shares_of_a_yes(votes, first, second, by)
    a, b = 2 * shares - 1, 2 * others - 1
    both = a.notna() & b.notna()
    parts = pd.DataFrame({by: groups, "ab": a * b, "aa": a**2, "bb": b**2, "votes": 1})[both]
    sums = parts.groupby(by, as_index=False).sum()
    length = (sums["aa"] * sums["bb"]) ** 0.5
    return sums.assign(cosine=sums["ab"] / length.where(length > 0))[[by, "cosine", "votes"]]


def _shares_of_a_yes(votes: pd.DataFrame, first: str, second: str, by: str) -> tuple[pd.Series, pd.Series, pd.Series]:
    """The group of each roll call, and the two states' votes as shares of a yes."""
    states = states_voting(votes)
    for state in (first, second):
        if state not in states:
            raise unknown("state", state, states)
    groups = votes["date"].dt.year if by == "year" and "year" not in votes else votes[by]
    shares, others = (votes[f"vote_{state}"].map(SHARE_OF_A_YES).astype(float) for state in (first, second))
    return groups, shares, others
