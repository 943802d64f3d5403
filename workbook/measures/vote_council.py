"""How did the Council's members vote, and how often alike?"""

from collections.abc import Sequence

import pandas as pd

from .vote_agreement import contested_votes
from .votes import SHARE_OF_A_YES


def cast_votes(votes: pd.DataFrame, voters: Sequence[str] = ("CHN", "RUS", "USA")) -> pd.DataFrame:
    """How did each of ``voters`` vote on each text that the Council voted on?

    ``votes`` is ``wb.load("unsc_votes")``. Returns one row per text and voter: all columns of ``votes`` and
    ``voter``, ``vote`` (yes, no, abstain, absent, consensus, not found; a no that blocked a text with a majority is
    ``veto``). Texts that were never put to a vote are left out.

    By construction: only what was put to a vote is seen, and of that only what the table selects.

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
    ``vote_id``, ``date``, ``subject``, ``category``, ``alike`` and ``contested`` (true or false; ``contested_votes``
    says when). A text adopted without a vote, or that one of them missed, is left out. The mean of ``alike`` is the
    share of identical votes, 0 to 1; ``agreement_of_pairs`` gives it beside other pairs and chance.

    By construction: every pair is alike on a text that is not contested. And the subject “elsewhere” holds only vetoes
    and contested panels, so take shares within one other subject.

    Source: Voeten 2013, “Data and Analyses of Voting in the United Nations General Assembly”, for the share of
    identical votes.

    >>> import workbook as wb
    >>> alike = voted_alike(wb.load("unsc_votes")).set_index("vote_id")["alike"]
    >>> bool(alike["V41"])
    True
    """
    mine, theirs = votes[f"vote_{first}"], votes[f"vote_{second}"]
    both = mine.isin(list(SHARE_OF_A_YES)) & theirs.isin(list(SHARE_OF_A_YES))
    rows = votes.loc[both, ["vote_id", "date", "subject", "category"]]
    return rows.assign(alike=(mine == theirs)[both], contested=contested_votes(votes)[both])


def vetoes(votes: pd.DataFrame) -> pd.DataFrame:
    """Who cast a veto, when, and on what?

    ``votes`` is ``wb.load("unsc_votes")``. Returns one row per veto, so two for a text that two members blocked:
    ``date``, ``text_kind`` (draft or amendment), ``vetoed_by`` (the member), ``subject``, ``category`` and ``topic``.
    Since 2022 every veto of China, Russia and the United States is in the table; before, those on Korea and Ukraine.

    By construction: a no that was not needed, or stopped a draft before the vote, is no veto and is not counted.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> cast = vetoes(wb.load("unsc_votes"))
    >>> cast.loc[cast["date"] == "2024-03-28", "vetoed_by"].to_list()
    ['RUS']
    """
    cast = votes.loc[votes["outcome"] == "vetoed", ["date", "text_kind", "vetoed_by", "subject", "category", "topic"]]
    return cast.assign(vetoed_by=cast["vetoed_by"].str.split(";")).explode("vetoed_by", ignore_index=True)
