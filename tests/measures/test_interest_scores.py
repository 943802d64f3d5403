"""Interests in accord and in conflict, on a table worked by hand."""

import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import ORDERLY_WEIGHTS, lead_of_links, pair_scores, side_by_side, with_links

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


def test_a_rate_counts_a_long_list_no_more_than_a_short_one():
    # Salát: of China's 3 points Korea shares 3; of Korea's 2 none is shared by China. Accord 1 and 0, mean 0.5.
    # Of Korea's 2 points 2 collide with China: conflict 0 and 1, mean 0.5.
    pair = scores().loc[("CHN", "PRK", "salat2025")]
    assert pair[["accord_rate", "conflict_rate", "rate"]].to_list() == [0.5, 0.5, 0]
    longer = pd.concat([INTERESTS, INTERESTS.head(2).assign(interest_id="twin", shared_with="PRK")])
    again = pair_scores(longer).set_index(["first", "second", "analysis"]).loc[("CHN", "PRK", "salat2025")]
    assert again["net"] == pair["net"] + 3 and again["rate"] == pair["rate"]
    assert pd.isna(scores().loc[("CHN", "PRK", "bogusz2024"), "rate"])  # nothing of Korea's is ranked


def test_a_flipped_link_changes_the_pairs_it_names_and_flipping_back_restores():
    table = wb.load("interests")
    changed = with_links(table, "chn-buffer", shared=["PRK"], conflicts=["RUS"])
    before, after = (pair_scores(one).set_index(["first", "second", "analysis"])["net"] for one in (table, changed))
    moved = (after - before)[after != before].to_dict()
    assert moved == {
        ("PRK", "CHN", "salat2025"): -3,
        ("PRK", "CHN", "bogusz2024"): -2,
        ("CHN", "RUS", "salat2025"): -3,
        ("CHN", "RUS", "bogusz2024"): -2,
    }
    back = with_links(changed, "chn-buffer", shared=["PRK"], conflicts=["RUS"])
    again = pair_scores(back).set_index(["first", "second", "analysis"])["net"]
    assert again.equals(before)
    with pytest.raises(UnknownName, match="interest"):
        with_links(table, "chn-buffet")


def drawn_leads(table, wrong, weights, among, draws, seed):
    """The same as ``lead_of_links`` for one set of weights, by drawing links and scoring each draw anew."""
    chance = np.random.default_rng(seed)
    counts = {}
    ids = table.drop_duplicates("interest_id").set_index("interest_id")["actor"]
    for _ in range(draws):
        one = table
        for name in ids.index:
            shared, against = ([s for s in among if chance.random() < wrong] for _ in range(2))
            one = with_links(one, name, shared, against)
        found = pair_scores(one, weights)
        found = found[found["first"].isin(among) & found["second"].isin(among)]
        for analysis, rows in found.groupby("analysis"):
            for column in ("net", "rate"):
                top = rows[rows[column].round(9) == rows[column].round(9).max()]
                if len(top) == 1:
                    key = (top["first"].iloc[0], top["second"].iloc[0], analysis, column)
                    counts[key] = counts.get(key, 0) + 1
    return {key: count / draws for key, count in counts.items()}


def test_the_exact_leads_are_those_of_drawn_links_within_noise():
    table = wb.load("interests")
    table = table[table["actor"].isin(["CHN", "RUS", "PRK"])].reset_index(drop=True)
    weights = {"high": 3, "medium": 2, "low": 1}
    drawn = drawn_leads(table, 0.3, weights, ("CHN", "RUS", "PRK"), 300, 1)
    exact = lead_of_links(table, 0.3, [weights]).set_index(["first", "second", "analysis"])
    for (first, second, analysis, column), share in drawn.items():
        name = "leads" if column == "net" else "leads_by_rate"
        assert exact.loc[(first, second, analysis), name] == pytest.approx(share, abs=0.1)


def brute_force(table, wrong, weights, among):
    """The shares of leads by points over every set of wrong links, each with its chance."""
    points = table["priority"].map(weights).fillna(0)
    cells = [
        (tuple(sorted((row.actor, state))), points[number] * sign, state in str(listed).split(";"))
        for number, row in enumerate(table.itertuples())
        for sign, listed in ((1, row.shared_with), (-1, row.conflicts_with))
        for state in among
        if state != row.actor and points[number] > 0
    ]
    flips = np.array(np.meshgrid(*[[0, 1]] * len(cells))).reshape(len(cells), -1).T.astype(bool)
    chances = np.where(flips, wrong, 1 - wrong).prod(axis=1)
    on = flips ^ np.array([cell[2] for cell in cells])
    pairs = sorted({tuple(sorted((one, other))) for one in among for other in among if one != other})
    nets = np.array(
        [
            sum((on[:, i] * cell[1] for i, cell in enumerate(cells) if cell[0] == pair), np.zeros(len(on)))
            for pair in pairs
        ]
    )
    first = nets == nets.max(axis=0)
    return {pair: chances[first[i] & (first.sum(axis=0) == 1)].sum() for i, pair in enumerate(pairs)}


@pytest.mark.parametrize("seed", range(200))
def test_on_random_tables_the_leads_are_those_of_every_set_of_wrong_links(seed):
    chance = np.random.default_rng(seed)
    among, links = ["CHN", "PRK", "RUS"], [None, "CHN", "RUS", "PRK;RUS", "CHN;USA"]
    rows = [
        (
            f"i{n}",
            among[n],
            "salat2025",
            chance.choice(["high", "medium", "low"]),
            chance.choice(links),
            chance.choice(links),
        )
        for n in range(3)
    ]
    table = pd.DataFrame(
        rows, columns=["interest_id", "actor", "analysis", "priority", "shared_with", "conflicts_with"]
    )
    weights, wrong = (
        dict(zip(("high", "medium", "low"), map(int, chance.integers(1, 6, 3)), strict=True)),
        chance.random(),
    )
    expected = brute_force(table, wrong, weights, among)
    found = lead_of_links(table, wrong, [weights]).query("analysis == 'salat2025'")
    for row in found.itertuples():
        assert row.leads == pytest.approx(expected[tuple(sorted((row.first, row.second)))])


def test_sets_of_weights_are_averaged_and_half_wrong_tells_nothing():
    assert len(ORDERLY_WEIGHTS) == 55
    table = wb.load("interests")
    some = ORDERLY_WEIGHTS[::20]
    each = np.mean([lead_of_links(table, 0.1, [one])["leads"] for one in some], axis=0)
    assert np.allclose(lead_of_links(table, 0.1, some)["leads"], each)
    assert lead_of_links(table, 0.5)["leads"].max() < 0.4
    for wrong, message in ((1.5, "from 0 to 1"), (-1, "from 0 to 1")):
        with pytest.raises(WorkbookError, match=message):
            lead_of_links(table, wrong)
    with pytest.raises(WorkbookError, match="whole numbers"):
        lead_of_links(table, 0.1, [{"high": 1.5, "medium": 1, "low": 0}])
