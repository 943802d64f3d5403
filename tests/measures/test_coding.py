"""Agreement of coders, against the values of scikit-learn and krippendorff."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from workbook.base import UnknownName, WorkbookError
from workbook.measures import agreement_of_coders, cohens_kappa, krippendorffs_alpha, weighted_kappa

# Krippendorff 2011, example C: four observers, twelve units, gaps; nominal alpha 0.743.
PUBLISHED = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
)


def random_codes(seed, gaps=0.2):
    chance = np.random.default_rng(seed)
    codes = pd.DataFrame(chance.choice(list("abcd"), (30, 4)), columns=list("WXYZ"))
    return codes.mask(pd.DataFrame(chance.random((30, 4)) < gaps, columns=list("WXYZ")))


def reference_alpha(codes):
    names = {code: place for place, code in enumerate("abcd")}
    numbers = codes.apply(lambda column: column.map(names)).to_numpy(dtype=float).T
    return krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal")


def test_the_published_example_comes_out():
    assert krippendorffs_alpha(PUBLISHED) == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize("seed", range(10))
def test_alpha_is_that_of_the_library_also_with_gaps(seed):
    codes = random_codes(seed)
    assert krippendorffs_alpha(codes) == pytest.approx(reference_alpha(codes), abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_kappa_is_that_of_scikit_learn(seed):
    codes = random_codes(seed, gaps=0)
    expected = cohen_kappa_score(codes["W"], codes["X"])
    assert cohens_kappa(codes["W"], codes["X"]) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_weighted_kappa_is_that_of_scikit_learn_with_quadratic_weights(seed):
    first, second = np.random.default_rng(seed).integers(0, 5, (2, 30))
    # All five levels are named, or scikit-learn would take the distance between two levels by their place in the list.
    expected = cohen_kappa_score(first, second, labels=range(5), weights="quadratic")
    assert weighted_kappa(first, second) == pytest.approx(expected, abs=1e-12)


def test_two_levels_apart_weigh_four_times_as_much_as_one():
    # 0, 1, 2 against 0, 1, 0: observed 4/3; all nine pairs (0 + 1 + 0) + (1 + 0 + 1) + (4 + 1 + 4) = 12, expected 12/9;
    # 1 − (4/3) / (12/9) = 0. Against 0, 1, 1: observed 1/3; (0 + 1 + 1) + (1 + 0 + 0) + (4 + 1 + 1) = 9, expected 1.
    assert weighted_kappa([0, 1, 2], [0, 1, 0]) == pytest.approx(0)
    assert weighted_kappa([0, 1, 2], [0, 1, 1]) == pytest.approx(2 / 3)


def test_a_thing_that_one_marker_left_out_is_left_out():
    assert weighted_kappa([0, 1, 2, None], [0, 1, 1, 2]) == weighted_kappa([0, 1, 2], [0, 1, 1])


def test_one_and_the_same_level_throughout_gives_no_kappa():
    assert np.isnan(weighted_kappa([2, 2], [2, 2])) and np.isnan(cohens_kappa(["a", "a"], ["a", "a"]))


def test_the_interval_holds_the_value_and_full_agreement_is_sure():
    found = agreement_of_coders(PUBLISHED, draws=300)
    assert found["low"] < found["alpha"] < found["high"] <= 1
    same = pd.DataFrame({"A": ["x", "y", "x"], "B": ["x", "y", "x"]})
    assert agreement_of_coders(same, draws=50)["alpha"] == 1


def test_the_things_that_divide_come_first():
    # Row 5 has four different codes, row 1 one that differs, row 7 too.
    divided = agreement_of_coders(PUBLISHED, draws=10)["divided"]
    assert list(divided.index) == [5, 1, 7]
    assert divided.loc[5].to_dict() == {"codes": 4, "share": 0}
    assert divided.loc[1, "share"] == 0.5


def test_every_pair_of_coders_has_its_kappa():
    kappa = agreement_of_coders(PUBLISHED, draws=10)["kappa"]
    assert len(kappa) == 6 and set(kappa["things"]) == {8, 9, 10}


def test_bad_input_gets_a_sentence():
    with pytest.raises(WorkbookError, match="two coders"):
        agreement_of_coders(pd.DataFrame({"A": ["x"]}))
    with pytest.raises(WorkbookError, match="nothing can be compared"):
        krippendorffs_alpha(pd.DataFrame({"A": ["x", None], "B": [None, "y"]}))
    with pytest.raises(WorkbookError, match="no thing in common"):
        cohens_kappa(["x"], [None])
    with pytest.raises(WorkbookError, match="no thing in common"):
        weighted_kappa([], [])
    with pytest.raises(UnknownName, match='no level called "ordinal"'):
        krippendorffs_alpha(PUBLISHED, "ordinal")
