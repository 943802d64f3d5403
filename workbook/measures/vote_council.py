"""How did the Council's members vote, and how often alike?"""

from collections.abc import Sequence

import pandas as pd

from .votes import SHARE_OF_A_YES


def cast_votes(votes: pd.DataFrame, voters: Sequence[str] = ("CHN", "RUS", "USA")) -> pd.DataFrame:
    """How did each of ``voters`` vote on each text that the Council voted on?

    ``votes`` is ``wb.load("unsc_votes")``. Returns one row per text and voter: all columns of ``votes`` and
    ``voter``, ``vote`` (yes, no, abstain, absent, consensus, not found; a no that blocked a text with a majority is
    ``veto``). Texts that were never put to a vote are left out.

    Source: reading of the records; no method of the literature.

    >>> import workbook as wb
    >>> cast = cast_votes(wb.load("unsc_votes")).set_index(["date", "voter"])["vote"]
    >>> cast["2022-05-26", "CHN"], cast["2022-05-26", "USA"]
    ('veto', 'yes')
    """
    voted = votes[votes["outcome"] != "not put to a vote"]
    parts = [voted.assign(voter=voter, vote=voted[f"vote_{voter}"]) for voter in voters]
    long = pd.concat(parts, ignore_index=True)
    vetoed = [voter in str(by).split(";") for voter, by in zip(long["voter"], long["vetoed_by"], strict=True)]
    long["vote"] = long["vote"].fillna("not found").mask(pd.Series(vetoed, index=long.index), "veto")
    return long


def voted_alike(votes: pd.DataFrame, first: str = "CHN", second: str = "RUS") -> pd.DataFrame:
    """On which texts did ``first`` and ``second`` vote alike?

    ``votes`` is ``wb.load("unsc_votes")``. Returns one row per text on which both said yes, no or abstain:
    ``vote_id``, ``date``, ``subject``, ``category`` and ``alike`` (true or false). A text adopted without a vote, or
    that one of them missed, is left out. The mean of ``alike`` is the share of identical votes, 0 to 1.

    Mind: the subject “elsewhere” holds only vetoes and contested panels, so take shares within one other subject. Where
    most texts pass by all votes, everybody is alike: compare with another pair.

    Source: Voeten 2013, “Data and Analyses of Voting in the United Nations General Assembly”, for the share of
    identical votes.

    >>> import workbook as wb
    >>> alike = voted_alike(wb.load("unsc_votes")).set_index("vote_id")["alike"]
    >>> bool(alike["V41"])
    True
    """
    mine, theirs = votes[f"vote_{first}"], votes[f"vote_{second}"]
    both = mine.isin(list(SHARE_OF_A_YES)) & theirs.isin(list(SHARE_OF_A_YES))
    return votes.loc[both, ["vote_id", "date", "subject", "category"]].assign(alike=(mine == theirs)[both])


def vetoes(votes: pd.DataFrame) -> pd.DataFrame:
    """Who cast a veto, when, and on what?

    ``votes`` is ``wb.load("unsc_votes")``. Returns one row per veto, so two for a text that two members blocked:
    ``date``, ``text_kind`` (draft or amendment), ``vetoed_by`` (the member), ``subject``, ``category`` and ``topic``.
    Since 2022 every veto of China, Russia and the United States is in the table; before, those on Korea and Ukraine.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> cast = vetoes(wb.load("unsc_votes"))
    >>> cast.loc[cast["date"] == "2024-03-28", "vetoed_by"].to_list()
    ['RUS']
    """
    cast = votes.loc[votes["outcome"] == "vetoed", ["date", "text_kind", "vetoed_by", "subject", "category", "topic"]]
    return cast.assign(vetoed_by=cast["vetoed_by"].str.split(";")).explode("vetoed_by", ignore_index=True)
