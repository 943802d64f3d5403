"""How much of a yes is a vote? The one scoring rule for votes; every score of agreement rests on it."""

from collections.abc import Iterable

# A vote as the share of a yes; a state that is absent or not a member casts none (Voeten 2013).
SHARE_OF_A_YES = {"yes": 1.0, "abstain": 0.5, "no": 0.0}
# Words of the datasets for a member that took no part.
ABSENT = ("absent", "not voting")


def states_voting(columns: Iterable[object]) -> list[str]:
    """The states with a column ``vote_<state>`` among ``columns``."""
    names = [str(column).removeprefix("vote_") for column in columns if str(column).startswith("vote_")]
    return [name for name in names if name != "id" and not name.endswith("_missing")]
