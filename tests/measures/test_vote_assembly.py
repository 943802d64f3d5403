"""Positions in the General Assembly, on texts worked by hand."""

import pandas as pd
import pytest

from workbook.base import UnknownName
from workbook.measures import positions, stand_apart

VOTES = pd.DataFrame(
    {
        "vote_id": ["one", "two", "three", "four"],
        "vote_CHN": ["no", "abstain", "consensus", "no"],
        "vote_RUS": ["no", "no", "dissociated", "not voting"],
        "vote_PRK": ["no", "no", "consensus", None],
    }
)


def test_every_voter_has_a_row_per_text_and_a_gap_is_said():
    cast = positions(VOTES, ["CHN", "PRK"])
    assert len(cast) == 8
    assert cast.loc[(cast["voter"] == "PRK") & (cast["vote_id"] == "four"), "vote"].item() == "not found"


def test_not_voting_and_gaps_divide_nobody_and_leaving_a_consensus_does():
    apart = stand_apart(positions(VOTES, ["CHN", "RUS", "PRK"]))
    assert apart.to_dict() == {"one": False, "two": True, "three": True, "four": False}


def test_a_state_whose_votes_are_not_held_gets_the_possible_ones():
    with pytest.raises(UnknownName, match="CHN, RUS, PRK"):
        positions(VOTES, ["JPN"])
