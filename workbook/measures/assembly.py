"""Where does each state stand on the texts of the General Assembly?"""

import pandas as pd

from ..catalog import unknown


def positions(votes, voters):
    """How did each of ``voters`` vote on each text of the Assembly?

    ``votes`` is ``wb.load("unga_votes")``. Returns one row per text and voter: all columns of ``votes`` and
    ``voter``, ``vote``: yes, no, abstain, not voting; for a text adopted without a vote consensus (the state joined
    it) or dissociated (it said that it does not share it); ``not found`` where no source for the vote was found.

    Consensus is not a yes and dissociated is not a no: count them apart. Raises UnknownName for a state whose
    votes the table does not hold.

    >>> import workbook as wb
    >>> cast = positions(wb.load("unga_votes"), ["CHN"]).set_index("symbol")["vote"]
    >>> cast["A/RES/ES-11/1"], cast["A/RES/ES-11/3"]
    ('abstain', 'no')
    """
    states = [str(column).removeprefix("vote_") for column in votes if str(column).startswith("vote_")]
    states = [state for state in states if state != "id" and not state.endswith("_missing")]
    for voter in voters:
        if voter not in states:
            raise unknown("state", voter, states)
    parts = [votes.assign(voter=voter, vote=votes[f"vote_{voter}"].fillna("not found")) for voter in voters]
    return pd.concat(parts, ignore_index=True)
