"""Where does each state stand on the texts of the General Assembly?"""

from collections.abc import Sequence

import pandas as pd

from ..base import unknown
from .votes import states_voting

SILENT = ("not voting", "not found")


def positions(votes: pd.DataFrame, voters: Sequence[str]) -> pd.DataFrame:
    """How did each of ``voters`` vote on each text of the Assembly?

    ``votes`` is ``wb.load("unga_votes")``. Returns one row per text and voter: all columns of ``votes`` and
    ``voter``, ``vote``: yes, no, abstain, not voting; for a text adopted without a vote consensus (the state joined
    it) or dissociated (it said that it does not share it); ``not found`` where no source for the vote was found.

    Consensus is not a yes vote and dissociated is not a no vote: count them apart.

    By construction: the codes of a text without a vote follow a rule of the dataset and no record of the day.

    Raises UnknownName for a state whose votes the table does not hold.

    Source: reading of the records; no method of the literature.

    >>> import workbook as wb
    >>> cast = positions(wb.load("unga_votes"), ["CHN"]).set_index("symbol")["vote"]
    >>> cast["A/RES/ES-11/1"], cast["A/RES/ES-11/3"]
    ('abstain', 'no')
    """
    states = states_voting(votes)
    for voter in voters:
        if voter not in states:
            raise unknown("state", voter, states)
    parts = [votes.assign(voter=voter, vote=votes[f"vote_{voter}"].fillna("not found")) for voter in voters]
    return pd.concat(parts, ignore_index=True)


def stand_apart(cast: pd.DataFrame) -> pd.Series:
    """Which texts divide the voters?

    ``cast`` is what ``positions`` returns, for the voters that are compared. Returns a Series with one truth value
    per text, indexed by ``vote_id``: true if at least two of the voters took different positions. Not voting and
    ``not found`` are not positions: they divide nobody. A consensus that one state joined and another left divides.

    By construction: more voters divide more texts: read the number beside how many voters are compared.

    Source: our own definition.

    >>> import pandas as pd
    >>> cast = pd.DataFrame({"vote_id": ["a", "a", "b", "b"], "vote": ["no", "abstain", "no", "not voting"]})
    >>> stand_apart(cast).to_dict()
    {'a': True, 'b': False}
    """
    taken = cast["vote"].where(~cast["vote"].isin(SILENT))
    return taken.groupby(cast["vote_id"], sort=False).nunique().gt(1)
