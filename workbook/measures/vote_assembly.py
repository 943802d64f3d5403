"""Where does each state stand on the texts of the General Assembly?"""

import pandas as pd

from ..base import unknown

SILENT = ("not voting", "not found")


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


def stand_apart(cast):
    """Which texts divide the voters?

    ``cast`` is what ``positions`` returns, for the voters that are compared. Returns one truth value per text,
    indexed by ``vote_id``: true if two of the voters at least took different positions. Not voting and
    ``not found`` are no positions: they divide nobody. A consensus that one state joined and another left divides.

    >>> import pandas as pd
    >>> cast = pd.DataFrame({"vote_id": ["a", "a", "b", "b"], "vote": ["no", "abstain", "no", "not voting"]})
    >>> stand_apart(cast).to_dict()
    {'a': True, 'b': False}
    """
    taken = cast["vote"].where(~cast["vote"].isin(SILENT))
    return taken.groupby(cast["vote_id"], sort=False).nunique().gt(1)
