"""Scores of forecasts, worked by hand."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss

from workbook.base import UnknownName, WorkbookError
from workbook.measures import (
    SCORING_RULES,
    brier_score,
    calibration,
    expected_score,
    extremised_mean,
    mean_score,
    murphy_decomposition,
    skill,
)

# (0.9 − 1)² = 0.01, (0.9 − 0)² = 0.81, (0.3 − 0)² = 0.09, (0.3 − 1)² = 0.49: together 1.4, the mean 0.35.
SAID, CAME = [0.9, 0.9, 0.3, 0.3], [1, 0, 0, 1]


def test_the_score_is_the_mean_square_of_the_errors():
    assert brier_score(SAID, CAME) == pytest.approx(0.35)
    assert brier_score([0.5] * 4, CAME) == 0.25 and brier_score(CAME, CAME) == 0


def test_murphys_parts_are_as_by_hand():
    # Base rate ½. Group 0.9: half came true, (0.9 − 0.5)² = 0.16; group 0.3: (0.3 − 0.5)² = 0.04; mean 0.1.
    parts = murphy_decomposition(SAID, CAME)
    assert parts.to_dict() == pytest.approx({"brier": 0.35, "reliability": 0.1, "resolution": 0.0, "uncertainty": 0.25})


def test_murphys_parts_add_up_exactly_for_any_forecasts():
    chance = np.random.default_rng(5)
    for _ in range(200):
        size = int(chance.integers(1, 40))
        said = chance.choice([0, 0.1, 0.25, 0.5, 0.75, 1], size)
        parts = murphy_decomposition(said, chance.integers(0, 2, size))
        rebuilt = parts["reliability"] - parts["resolution"] + parts["uncertainty"]
        assert rebuilt == pytest.approx(parts["brier"], abs=1e-12)


def test_calibration_compares_what_was_said_with_what_happened():
    table = calibration([0.0, 0.1, 0.9, 1.0], [0, 1, 1, 1], bins=2)
    assert table[["low", "high", "said", "happened", "forecasts"]].to_numpy().tolist() == [
        [0, 0.5, 0.05, 0.5, 2],
        [0.5, 1, 0.95, 1, 2],
    ]


def test_skill_is_the_part_of_the_baselines_error_that_is_saved():
    assert skill(SAID, CAME, baseline=0.5) == pytest.approx(1 - 0.35 / 0.25)
    assert skill([1, 0], [1, 0]) == 1
    assert np.isnan(skill([1, 1], [1, 1]))


def test_a_group_is_pushed_outward_and_half_stays_half():
    # 0.7^2.5 = 0.41, 0.3^2.5 = 0.0493: 0.41 / 0.4593 = 0.893.
    assert extremised_mean([0.6, 0.8]) == pytest.approx(0.8927, abs=1e-4)
    assert extremised_mean([0.5, 0.5]) == 0.5 and extremised_mean([0.2, 0.4], power=1) == pytest.approx(0.3)


def test_pairs_with_a_gap_are_left_out():
    assert brier_score([0.9, 0.9, 0.3, 0.3, 0.1], [1, 0, 0, 1, None]) == pytest.approx(0.35)


@pytest.mark.parametrize(
    ("said", "came", "words"),
    [
        ([70], [1], "70 is not a probability; it lies between 0 and 1"),
        ([-0.1], [1], "is not a probability"),
        ([0.5], [2], "2 is not an outcome"),
        ([], [], "nothing to score"),
        ([0.5], [None], "nothing to score"),
    ],
)
def test_bad_input_gets_a_sentence(said, came, words):
    with pytest.raises(WorkbookError, match=words):
        brier_score(said, came)


def test_scores_by_several_rules_by_hand():
    # What happened got 0.9, 0.1, 0.7 and 0.3.
    assert mean_score(SAID, CAME) == pytest.approx(0.35)
    assert mean_score(SAID, CAME, "linear") == pytest.approx((0.1 + 0.9 + 0.3 + 0.7) / 4)
    assert mean_score(SAID, CAME, "log") == pytest.approx(-np.log(0.9 * 0.1 * 0.7 * 0.3) / 4)
    norm = {q: np.sqrt(q**2 + (1 - q) ** 2) for q in (0.9, 0.3)}
    shares = [0.9 / norm[0.9], 0.1 / norm[0.9], 0.7 / norm[0.3], 0.3 / norm[0.3]]
    assert mean_score(SAID, CAME, "spherical") == pytest.approx(1 - np.mean(shares))
    assert [mean_score([0.5], [1], rule) for rule in SCORING_RULES] == pytest.approx(
        [0.25, np.log(2), 1 - 2**-0.5, 0.5]
    )
    assert all(mean_score([1, 0], [1, 0], rule) == 0 for rule in SCORING_RULES)
    assert mean_score([1], [0], "log") == np.inf


def test_scores_equal_scikit_learn_on_200_random_inputs():
    chance = np.random.default_rng(8)
    for _ in range(200):
        size = int(chance.integers(1, 60))
        said, came = chance.uniform(0.001, 0.999, size), chance.integers(0, 2, size)
        assert mean_score(said, came) == pytest.approx(brier_score_loss(came, said, pos_label=1), abs=1e-12)
        assert mean_score(said, came, "log") == pytest.approx(log_loss(came, said, labels=[0, 1]), abs=1e-12)
        vectors = np.column_stack([1 - said, said])
        hit = vectors[np.arange(size), came] / np.linalg.norm(vectors, axis=1)
        assert mean_score(said, came, "spherical") == pytest.approx(1 - hit.mean(), abs=1e-12)
        assert mean_score(said, came, "linear") == pytest.approx(np.abs(said - came).mean(), abs=1e-12)


def test_the_expected_penalty_is_the_mean_over_many_outcomes():
    chance = np.random.default_rng(9)
    for _ in range(200):
        said, share = chance.uniform(0.01, 0.99), int(chance.integers(0, 101))
        came = [1] * share + [0] * (100 - share)
        for rule in SCORING_RULES:
            assert expected_score(said, share / 100, rule) == pytest.approx(mean_score([said] * 100, came, rule))


def test_honesty_costs_least_by_the_proper_rules_and_by_the_linear_one_extremes_do():
    grid = np.linspace(0, 1, 101)
    for belief in np.linspace(0.02, 0.98, 49):
        best = {rule: grid[np.argmin([expected_score(p, belief, rule) for p in grid])] for rule in SCORING_RULES}
        assert [best["brier"], best["log"], best["spherical"]] == pytest.approx([belief] * 3)
        if belief != 0.5:
            assert best["linear"] == round(belief)
    assert {expected_score(p, 0.5, "linear") for p in (0, 0.25, 1)} == {0.5}
    assert expected_score(1, 0.7, "log") == np.inf and expected_score(1, 1, "log") == 0


def test_an_unknown_rule_gets_the_possible_ones():
    with pytest.raises(UnknownName, match='Did you mean "linear"'):
        mean_score(SAID, CAME, "linnear")
    with pytest.raises(WorkbookError, match="70 is not a probability"):
        expected_score(70, 0.5)
