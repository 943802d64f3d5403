"""What a class says as a whole, by hand."""

import krippendorff
import numpy as np
import pandas as pd
import pytest

from workbook.base import UnknownName
from workbook.measures import (
    class_agreement,
    class_codes,
    class_probabilities,
    class_ratings,
    counted_answers,
    extremised_mean,
    krippendorffs_alpha,
)


def test_median_middle_half_and_extremised_mean():
    given = pd.DataFrame({"student": list("abcde"), "question": "Q", "probability": [0.1, 0.2, 0.4, 0.6, 0.9]})
    row = class_probabilities(given).iloc[0]
    assert row[["answers", "median", "low", "high"]].to_list() == [5, 0.4, 0.2, 0.6]
    assert row["mean"] == pytest.approx(0.44)
    assert row["extremised"] == pytest.approx(extremised_mean([0.44]))


def test_the_class_rating_is_the_most_frequent_and_of_equals_the_more_neutral():
    rows = [("a", "E", "H1", "I"), ("b", "E", "H1", "I"), ("c", "E", "H1", "C"), ("a", "E", "H2", "II")]
    rows.append(("b", "E", "H2", "C"))
    table = class_ratings(pd.DataFrame(rows, columns=["student", "evidence_id", "hypothesis_id", "rating"]))
    table = table.set_index("hypothesis_id")
    assert table["rating"].to_dict() == {"H1": "I", "H2": "C"}
    assert table.loc["H1", "share"] == pytest.approx(2 / 3)
    assert table.loc["H2", "spread"] == pytest.approx(1.5)  # −2 and 1 lie 1.5 from their mean


def test_the_share_of_a_claim_is_that_of_the_pairs_that_agree():
    rows = [
        (name, "S-ES-01", "kind", code) for name, code in zip("abcd", ["fact", "fact", "fact", "forecast"], strict=True)
    ]
    rows.append(("a", "S-ES-02", "kind", "fact"))
    table = class_codes(pd.DataFrame(rows, columns=["student", "claim_id", "what", "code"])).set_index("claim_id")
    assert table.loc["S-ES-01", "share"] == pytest.approx(3 / 6)
    assert pd.isna(table.loc["S-ES-02", "share"])


@pytest.mark.parametrize("seed", range(5))
def test_alpha_of_numbers_is_that_of_the_library(seed):
    chance = np.random.default_rng(seed)
    codes = pd.DataFrame(chance.integers(-2, 3, (20, 6)).astype(float)).mask(chance.random((20, 6)) < 0.3)
    expected = krippendorff.alpha(reliability_data=codes.to_numpy().T, level_of_measurement="interval")
    assert krippendorffs_alpha(codes, "interval") == pytest.approx(expected, abs=1e-12)


def test_an_unknown_level_is_a_sentence():
    with pytest.raises(UnknownName, match="no level called"):
        krippendorffs_alpha(pd.DataFrame({"a": [1, 2], "b": [1, 2]}), "ordinal")


def test_agreement_is_missing_if_nobody_judged_what_another_did():
    given = pd.DataFrame({"student": ["a", "b"], "question": ["P", "Q"], "probability": [0.1, 0.9]})
    assert np.isnan(class_agreement(given, "question", "probability", "interval"))


def test_of_practice_the_first_counts_and_of_a_forecast_the_last_in_time():
    deadlines = pd.Series({"F": pd.Timestamp("2026-12-31")})
    rows = [
        ("a", "F", "2026-11-01T00:00:00Z", 0.1),
        ("a", "F", "2026-12-31T23:59:59Z", 0.2),
        ("a", "F", "2027-01-01T00:00:00Z", 0.9),
        ("b", "F", "2027-02-01T00:00:00Z", 1.0),
        ("a", "past", "2026-11-01T00:00:00Z", 0.3),
        ("a", "past", "2026-11-02T00:00:00Z", 1.0),
    ]
    found = counted_answers(pd.DataFrame(rows, columns=["student", "question", "at", "probability"]), deadlines)
    counted = {(row.student, row.question): (row.probability, row.late) for row in found.itertuples()}
    assert counted == {("a", "F"): (0.2, False), ("b", "F"): (1.0, True), ("a", "past"): (0.3, False)}
