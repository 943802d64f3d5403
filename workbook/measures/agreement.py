"""How alike do two states vote in roll calls?"""

import pandas as pd

from ..catalog import unknown

# A vote as the share of a yes; a state that is absent or not a member casts none.
SHARE_OF_A_YES = {"yes": 1.0, "abstain": 0.5, "no": 0.0}


def agreement(votes, first, second, by="year"):
    """How alike did ``first`` and ``second`` vote, per year or other group?

    ``votes`` has one row per roll call with the columns ``vote_<first>`` and ``vote_<second>``, as
    ``wb.load("unga_votes")`` has them. ``by`` is a column of ``votes``; ``year`` may be missing where there is a
    ``date``.

    Returns one row per group with at least one roll call on which both said yes, abstained or said no: the group,
    ``agreement_score``, ``identical_vote_share``, ``opposite_vote_share`` (all 0 to 1) and ``votes``, the number of
    those roll calls. Roll calls that one of them missed are left out; they are neither agreement nor disagreement.

    With a yes as 1, an abstention as ½ and a no as 0, the agreement score is 1 − the mean absolute difference.
    An abstention beside a yes counts as half agreed. Mind that the score follows the agenda too: where nearly
    all texts pass with few against, everybody agrees. Raises UnknownName for a state without a column.

    Source: Voeten 2013, «Data and Analyses of Voting in the United Nations General Assembly».

    >>> votes = pd.DataFrame({"year": 2024, "vote_CHN": ["yes", "no", "yes"], "vote_RUS": ["yes", "abstain", "no"]})
    >>> agreement(votes, "CHN", "RUS")["agreement_score"].to_list()
    [0.5]
    """
    states = [column.removeprefix("vote_") for column in votes if str(column).startswith("vote_")]
    for state in (first, second):
        if state not in states:
            raise unknown("state", state, states)
    groups = votes["date"].dt.year if by == "year" and "year" not in votes else votes[by]
    one, two = (votes[f"vote_{state}"].map(SHARE_OF_A_YES).astype(float) for state in (first, second))
    apart = (one - two).abs()
    parts = {
        "agreement_score": 1 - apart,
        "identical_vote_share": (apart == 0).astype(float),
        "opposite_vote_share": (apart == 1).astype(float),
        "votes": 1,
    }
    cast = pd.DataFrame({by: groups, **parts})[apart.notna()]
    shares = {name: (name, "sum" if name == "votes" else "mean") for name in parts}
    return cast.groupby(by, as_index=False).agg(**shares)
