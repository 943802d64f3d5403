"""Interests in accord and in conflict, on a table worked by hand."""

import pandas as pd
import pytest

from workbook.base import WorkbookError
from workbook.measures import pair_scores, side_by_side

# China's stability is high in the one analysis and low in the other; Korea shares it. Korea's arms are medium in the
# one and not spoken of in the other; they collide with China. Russia's leverage both helps Korea and collides with it.
INTERESTS = pd.DataFrame(
    [
        ("stability", "CHN", "salat2025", "high", "PRK", None),
        ("stability", "CHN", "bogusz2024", "low", "PRK", None),
        ("arms", "PRK", "salat2025", "medium", "RUS", "CHN;USA"),
        ("arms", "PRK", "bogusz2024", None, "RUS", "CHN;USA"),
        ("leverage", "RUS", "salat2025", "low", "PRK", "PRK"),
        ("leverage", "RUS", "bogusz2024", "low", "PRK", "PRK"),
    ],
    columns=["interest_id", "actor", "analysis", "priority", "shared_with", "conflicts_with"],
).assign(interest=lambda rows: rows["interest_id"].str.title())


def scores(**weights):
    return pair_scores(INTERESTS, **weights).set_index(["first", "second", "analysis"])


def test_ranks_are_alike_different_or_silent():
    assert side_by_side(INTERESTS).set_index("interest_id")["match"].to_dict() == {
        "stability": "different",
        "arms": "silent",
        "leverage": "alike",
    }


def test_points_are_added_on_both_sides():
    # China and North Korea in salat2025: accord 3 (stability), conflict 2 (arms); net 1, balance 1 / 5.
    pair = scores().loc[("CHN", "PRK", "salat2025")]
    assert pair[["accord", "conflict", "net", "balance"]].to_list() == [3, 2, 1, 0.2]
    # In bogusz2024 stability is low, and nothing is said of arms: accord 1, conflict 0.
    pair = scores().loc[("CHN", "PRK", "bogusz2024")]
    assert pair[["accord", "conflict", "net", "balance"]].to_list() == [1, 0, 1, 1]
    assert pair["silent_on"] == ("arms",)


def test_an_interest_can_help_and_collide_at_once():
    # Arms 2 and leverage 1 in accord, leverage 1 in conflict.
    pair = scores().loc[("PRK", "RUS", "salat2025")]
    assert (pair["accord"], pair["conflict"]) == (3, 1)
    assert pair["accord_on"] == ("arms", "leverage") and pair["conflict_on"] == ("leverage",)


def test_a_pair_without_a_common_interest_has_no_balance():
    pair = scores().loc[("CHN", "RUS", "salat2025")]
    assert pair["net"] == 0 and pd.isna(pair["balance"])


def test_weights_are_the_callers():
    assert scores(weights={"high": 10, "medium": 0, "low": 0}).loc[("CHN", "PRK", "salat2025"), "net"] == 10


@pytest.mark.parametrize("weights", [{"high": 3, "medium": 2}, {"high": 3, "medium": -1, "low": 1}])
def test_a_weight_that_is_missing_or_negative_is_named(weights):
    with pytest.raises(WorkbookError, match="0 or more for (low|medium)"):
        pair_scores(INTERESTS, weights)
