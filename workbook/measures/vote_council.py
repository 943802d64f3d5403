"""How did the Council's members vote, and how often alike?"""

import pandas as pd

CAST = ("yes", "no", "abstain")


def cast_votes(votes, voters=("CHN", "RUS", "USA")):
    """How did each of ``voters`` vote on each text that the Council voted on?

    ``votes`` is ``wb.load("unsc_votes")``. Returns one row per text and voter: all columns of ``votes`` and
    ``voter``, ``vote`` (yes, no, abstain, absent, consensus; a no that blocked a text with a majority is ``veto``).
    Texts that were never put to a vote are left out.
    """
    voted = votes[votes["outcome"] != "not put to a vote"]
    parts = [voted.assign(voter=voter, vote=voted[f"vote_{voter}"]) for voter in voters]
    long = pd.concat(parts, ignore_index=True)
    vetoed = [voter in str(by).split(";") for voter, by in zip(long["voter"], long["vetoed_by"], strict=True)]
    long["vote"] = long["vote"].mask(pd.Series(vetoed, index=long.index), "veto")
    return long


def voted_alike(votes, first="CHN", second="RUS"):
    """On which texts did ``first`` and ``second`` vote alike?

    ``votes`` is ``wb.load("unsc_votes")``. Returns one row per text on which both said yes, no or abstain:
    ``vote_id``, ``date``, ``category`` and ``alike`` (true or false). A text adopted without a vote, or that one
    of them missed, is left out. The mean of ``alike`` is the share of identical votes (Voeten 2013).

    >>> import workbook as wb
    >>> alike = voted_alike(wb.load("unsc_votes")).set_index("vote_id")["alike"]
    >>> bool(alike["V41"])
    True
    """
    one, two = votes[f"vote_{first}"], votes[f"vote_{second}"]
    both = one.isin(CAST) & two.isin(CAST)
    return votes.loc[both, ["vote_id", "date", "category"]].assign(alike=(one == two)[both])


def vetoes(votes):
    """Who cast a veto, on what? One row per veto: ``date``, ``vetoed_by``, ``category``, ``topic``."""
    cast = votes.loc[votes["outcome"] == "vetoed", ["date", "vetoed_by", "category", "topic"]]
    return cast.assign(vetoed_by=cast["vetoed_by"].str.split(";")).explode("vetoed_by", ignore_index=True)
