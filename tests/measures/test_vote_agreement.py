"""Agreement of pairs against what unanimity, chance and other pairs give: by hand, and by independent code."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import cosine, pdist
from sklearn.metrics import cohen_kappa_score

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import (
    agreement,
    agreement_of_all,
    agreement_of_pairs,
    beside_other_pairs,
    cohens_kappa,
    contested_votes,
    distance_of_all,
    voted_alike,
)

VOTES = pd.DataFrame(
    {
        "yes": [15, 13, 9, 9],
        "no": [0, 2, 3, 3],
        "abstain": [0, 0, 3, 3],
        "vote_CHN": ["yes", "no", "abstain", "absent"],
        "vote_RUS": ["yes", "no", "no", "no"],
        "vote_USA": ["yes", "yes", "yes", "yes"],
    }
)


def of(pairs, first, second):
    return pairs.set_index(["first", "second"]).loc[(first, second)]


def korea():
    votes = wb.load("unsc_votes")
    return votes[(votes["subject"] == "Korea") & (votes["date"].dt.year >= 2006)]


def test_figures_of_a_pair_are_those_worked_by_hand():
    # Both voted on three texts: yes/yes, no/no, abstain/no. Alike 2 of 3; score (1 + 1 + ½) / 3.
    pair = of(agreement_of_pairs(VOTES), "CHN", "RUS")
    assert (pair["votes"], pair["identical"], pair["unanimous"]) == (3, 2, 1)
    assert pair["agreement_score"] == pytest.approx(2.5 / 3)
    # Sides 1, −1, 0 and 1, −1, −1: 2 / √(2 · 3).
    assert pair["cosine"] == pytest.approx(2 / 6**0.5)
    # China a third each; Russia a third yes, two thirds no: 1/9 + 2/9.
    assert pair["chance"] == pytest.approx(1 / 3)
    assert pair["kappa"] == pytest.approx((2 / 3 - 1 / 3) / (1 - 1 / 3))
    # Only two texts on which both said yes or no: an abstention takes no side.
    assert (pair["took_sides"], pair["same_side"], pair["same_side_share"]) == (2, 2, 1)


def test_an_absence_is_left_out_or_a_mismatch_as_is_asked():
    pair = of(agreement_of_pairs(VOTES, absence="mismatch"), "CHN", "RUS")
    assert (pair["votes"], pair["identical"]) == (4, 2)
    assert pair["agreement_score"] == pytest.approx(2.5 / 4)
    assert pair["opposite_vote_share"] == 0 and pair["unanimous"] == 1
    assert agreement(VOTES.assign(year=1), "CHN", "RUS", absence="mismatch")["votes"].to_list() == [4]


def test_contested_texts_are_those_on_which_members_part_and_divided_ones_those_on_which_the_states_part():
    votes = pd.DataFrame({"yes": [15, 10, None], "abstain": [0, 5, None], "vote_CHN": "yes", "vote_RUS": "yes"})
    assert contested_votes(votes).to_list() == [False, True, False]
    assert of(agreement_of_pairs(votes, texts="contested"), "CHN", "RUS")["votes"] == 1
    assert agreement_of_pairs(votes, texts="divided").empty
    assert list(agreement_of_pairs(votes, texts="divided").columns) == list(agreement_of_pairs(votes).columns)


def test_on_korea_china_is_alike_with_russia_in_30_of_31_and_with_the_united_states_in_24_which_unanimity_gives():
    pairs = agreement_of_pairs(korea())
    assert list(of(pairs, "CHN", "RUS")[["identical", "votes", "unanimous"]]) == [30, 31, 24]
    assert list(of(pairs, "CHN", "USA")[["identical", "unanimous"]]) == [24, 24]
    contested = agreement_of_pairs(korea(), texts="contested")
    assert list(of(contested, "CHN", "RUS")[["identical", "votes", "unanimous"]]) == [6, 7, 0]
    assert of(contested, "CHN", "USA")["identical"] == 0
    assert voted_alike(korea())["contested"].sum() == 7


def test_a_pair_stands_beside_all_the_others_and_not_beside_itself():
    beside = beside_other_pairs(agreement_of_pairs(korea()), "RUS", "CHN")
    assert beside["value"] == pytest.approx(30 / 31) and beside["median"] == pytest.approx(24 / 31)
    assert (beside["others"], beside["rank"]) == (2, 1)
    alone = beside_other_pairs(agreement_of_pairs(VOTES, ("CHN", "RUS")), "CHN", "RUS")
    assert alone["others"] == 0 and np.isnan(alone["median"])


def random_votes(seed):
    chance = np.random.default_rng(seed)
    words = ["yes", "no", "abstain", "absent", "not voting", None, "consensus"]
    weights = chance.dirichlet(np.full(len(words), 0.7))
    cast = {f"vote_{state}": chance.choice(words, 20, p=weights) for state in ("CHN", "RUS", "USA")}
    return pd.DataFrame(cast)


@pytest.mark.parametrize("first_seed", range(0, 200, 50))
def test_200_random_tables_agree_with_scikit_learn_and_scipy(first_seed):
    for seed in range(first_seed, first_seed + 50):
        votes = random_votes(seed)
        both = votes[votes[["vote_CHN", "vote_RUS"]].isin(["yes", "no", "abstain"]).all(axis=1)]
        pairs = agreement_of_pairs(votes, ("CHN", "RUS"))
        assert len(pairs) == bool(len(both))
        if both.empty:
            continue
        pair, (mine, theirs) = pairs.iloc[0], (both["vote_CHN"], both["vote_RUS"])
        sides = [side.map({"yes": 1, "abstain": 0, "no": -1}) for side in (mine, theirs)]
        assert pair["identical"] == sum(a == b for a, b in zip(mine, theirs, strict=True))
        assert pair["agreement_score"] == pytest.approx(1 - (sides[0] - sides[1]).abs().mean() / 2)
        if mine.nunique() > 1 or theirs.nunique() > 1:
            assert pair["kappa"] == pytest.approx(cohen_kappa_score(mine, theirs))
        else:
            assert np.isnan(pair["kappa"]) == (set(mine) == set(theirs))
        if sides[0].any() and sides[1].any():
            assert pair["cosine"] == pytest.approx(1 - cosine(*sides))
        assert pair["unanimous"] <= pair["identical"] <= pair["votes"]
        # Chance is the mean share alike over all orders of the second state's votes.
        assert pair["chance"] == pytest.approx(np.mean(mine.to_numpy()[:, None] == theirs.to_numpy()[None, :]))
        strict = agreement_of_pairs(votes, ("CHN", "RUS"), absence="mismatch").iloc[0]
        assert strict["identical"] == pair["identical"] and strict["votes"] >= pair["votes"]


def test_on_texts_that_divide_three_states_at_most_one_pair_of_three_is_alike():
    for seed in range(200):
        votes = random_votes(seed)
        full = votes[votes.isin(["yes", "no", "abstain"]).all(axis=1)]
        pairs = agreement_of_pairs(full, texts="divided")
        if len(pairs):
            assert pairs["identical"].sum() <= pairs["votes"].max()


def test_the_usual_agreement_of_a_year_is_that_of_all_fifteen_pairs_of_one_record():
    scores = wb.load("unga_agreement")
    usual = agreement_of_all(scores).set_index(["record", "year"])
    year = scores[(scores["record"] == "undl") & (scores["year"] == 2021)]["agreement_score"]
    assert usual.loc[("undl", 2021), "median"] == np.median(year) and len(year) == 15
    assert ("undl", 2022) not in usual.index, "fewer than five votes"
    with pytest.raises(UnknownName, match="no figure"):
        agreement_of_all(scores, "score")


def test_the_usual_distance_of_a_year_is_that_of_all_pairs_of_points():
    points = wb.load("ideal_points")
    states = ["CHN", "RUS", "PRK", "USA", "JPN", "KOR"]
    usual = distance_of_all(points, states).set_index("year")
    year = points[(points["year"] == 2024) & points["actor"].isin(states)]
    expected = np.median(pdist(year[["ideal_point_final_passage"]].to_numpy(dtype=float)))
    assert usual.loc[2024, "median"] == pytest.approx(expected) and usual.loc[2024, "pairs"] == 15
    assert usual.index.min() == 1991, "both Korean states joined in 1991"
    with pytest.raises(UnknownName, match="no state"):
        distance_of_all(points, ["CHN", "GDR"])
    with pytest.raises(UnknownName, match="no estimate"):
        distance_of_all(points, states, "ideal")


def test_kappa_has_one_home():
    pair = of(agreement_of_pairs(korea()), "CHN", "RUS")
    shown = korea()[korea()["yes"].notna()]
    assert pair["kappa"] == cohens_kappa(shown["vote_CHN"], shown["vote_RUS"])


def test_bad_input_gets_a_sentence_and_tables_stay_as_they_were():
    before = VOTES.copy()
    with pytest.raises(UnknownName, match='no state called "GDR"'):
        agreement_of_pairs(VOTES, ("CHN", "GDR"))
    with pytest.raises(UnknownName, match="values of texts are: all, contested, divided"):
        agreement_of_pairs(VOTES, texts="some")
    with pytest.raises(UnknownName, match="values of absence are: left out, mismatch"):
        agreement_of_pairs(VOTES, absence="half")
    with pytest.raises(WorkbookError, match="two states at least"):
        agreement_of_pairs(VOTES, ("CHN",))
    with pytest.raises(WorkbookError, match="no votes of CHN together with PRK"):
        beside_other_pairs(agreement_of_pairs(VOTES), "CHN", "PRK")
    with pytest.raises(UnknownName, match="no figure"):
        beside_other_pairs(agreement_of_pairs(VOTES), "CHN", "RUS", "likeness")
    pd.testing.assert_frame_equal(VOTES, before)
