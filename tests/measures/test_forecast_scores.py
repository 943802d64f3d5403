"""Scores of forecasts, worked by hand."""

import numpy as np
import pytest

from workbook.base import WorkbookError
from workbook.measures import brier_score, calibration, extremised_mean, murphy_decomposition, skill

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
