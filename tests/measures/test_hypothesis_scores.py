"""Competing hypotheses, on a matrix worked by hand."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import diagnosticity, inconsistency, pieces_needed, readings_compared, rivals, without_each

# Against A: 1 (e1) + 2 (e2) = 3; against B: 1 (e3); against C: 1 (e1) + 1 (e4) = 2. e5 stands to all alike.
MATRIX = pd.DataFrame(
    {
        "e1": {"A": "I", "B": "C", "C": "I"},
        "e2": {"A": "II", "B": "CC", "C": "N"},
        "e3": {"A": "C", "B": "I", "C": "C"},
        "e4": {"A": "C", "B": "C", "C": "I"},
        "e5": {"A": "I", "B": "I", "C": "I"},
    }
)
RATINGS = MATRIX.T.stack().rename("rating").rename_axis(["evidence_id", "hypothesis_id"]).reset_index()
TELLING = RATINGS[RATINGS["evidence_id"] != "e5"]


def scores(ratings, weights=None):
    return inconsistency(ratings, weights).set_index("hypothesis_id")["score"].to_dict()


def order(ratings, weights=None):
    return inconsistency(ratings, weights)["hypothesis_id"].to_list()


def test_only_inconsistency_counts_and_strong_inconsistency_twice():
    assert scores(TELLING) == {"A": 3, "B": 1, "C": 2}
    assert order(TELLING) == ["B", "C", "A"]
    praised = TELLING.assign(rating=TELLING["rating"].replace("C", "CC"))
    assert scores(praised) == scores(TELLING)


def test_weights_multiply_and_a_weight_of_nothing_takes_out():
    assert scores(TELLING, {"e3": 4}) == {"A": 3, "B": 4, "C": 2}
    assert scores(TELLING, {"e2": 0}) == {"A": 1, "B": 1, "C": 2}


def test_the_order_of_rows_does_not_matter():
    for seed in range(20):
        assert order(RATINGS.sample(frac=1, random_state=seed)) == order(RATINGS)


def test_evidence_that_tells_nothing_apart_can_be_left_out():
    spread = diagnosticity(RATINGS).set_index("evidence_id")["diagnosticity"]
    # e2: II, CC, N are −2, 2, 0: differences 4, 2, 2, mean 8/3. e5: all alike.
    assert spread["e2"] == pytest.approx(8 / 3) and spread["e5"] == 0
    assert order(TELLING) == order(RATINGS)
    ours = rivals(wb.load("evidence_ratings"), wb.load("hypotheses"), "form")
    dull = diagnosticity(ours).query("diagnosticity == 0")["evidence_id"]
    assert order(ours[~ours["evidence_id"].isin(dull)]) == order(ours)


def test_leaving_out_what_decides_changes_the_leader():
    found = without_each(RATINGS).set_index("evidence_id")
    # Without e2, A has 1 (e1), B 1 (e3), C 2: A and B share the lead.
    assert found.loc["e2", "leader"] == "A;B" and found.loc["e2", "changes"]
    assert found.loc["e5", "leader"] == "B" and not found.loc["e5", "changes"]
    assert found.loc["e5", "margin"] == 1
    # With e3 four times as heavy, C leads with 3 (e1, e4, e5); without e3 it is B again.
    weighed = without_each(RATINGS, {"e3": 4}).set_index("evidence_id")
    assert weighed["leader"].to_dict() == {"e1": "C", "e2": "A", "e3": "B", "e4": "C", "e5": "C"}


def test_equal_scores_share_a_rank_and_gaps_are_counted():
    table = inconsistency(TELLING[TELLING["evidence_id"] == "e1"])
    assert table.set_index("hypothesis_id")["rank"].to_dict() == {"A": 2, "B": 1, "C": 2}
    partly = inconsistency(TELLING.iloc[1:]).set_index("hypothesis_id")
    assert partly["rated"].to_dict() == {"A": 3, "B": 4, "C": 4}


def test_bad_input_gets_a_sentence():
    with pytest.raises(UnknownName, match="rating"):
        inconsistency(RATINGS.assign(rating="X"))
    with pytest.raises(WorkbookError, match="rated twice"):
        inconsistency(pd.concat([RATINGS, RATINGS.head(1)]))
    with pytest.raises(WorkbookError, match="it can be 0 or more"):
        inconsistency(RATINGS, {"e1": -1})
    with pytest.raises(UnknownName, match="piece of evidence"):
        inconsistency(RATINGS, {"e9": 1})


def test_only_hypotheses_of_one_set_and_one_reading_are_compared():
    ratings, hypotheses = wb.load("evidence_ratings"), wb.load("hypotheses")
    form = rivals(ratings, hypotheses, "form", "second")
    assert set(form["hypothesis_id"]) == {"H1", "H2", "H5"} and set(form["reading"]) == {"second"}
    assert rivals(ratings, hypotheses, "duration").empty  # one reading only, the second
    with pytest.raises(UnknownName, match="set of hypotheses"):
        rivals(ratings, hypotheses, "colour")
    with pytest.raises(UnknownName, match="reading"):
        rivals(ratings, hypotheses, "form", "third")
    with pytest.raises(WorkbookError, match="rated twice"):
        inconsistency(ratings)


def test_the_fewest_pieces_that_take_the_lead_away_are_those_of_brute_force():
    scale = ["CC", "C", "N", "I", "II"]
    for seed in range(200):
        chance = np.random.default_rng(seed)
        table = matrix(chance.choice(scale, (6, 3)))
        sums = scores(table)
        for row in pieces_needed(table).itertuples():
            leader = min(sums, key=lambda name: (sums[name], name))
            apart = table.assign(p=table["rating"].map({"I": 1, "II": 2}).fillna(0))
            apart = apart.pivot(index="evidence_id", columns="hypothesis_id", values="p")
            apart = (apart[row.hypothesis_id] - apart[leader]).to_numpy()
            fewest = min(n for n in range(7) for out in combinations(apart, n) if apart.sum() <= sum(out))
            assert row.pieces == fewest and row.behind == apart.sum() and row.pieces >= row.behind / 2


def matrix(cells):
    """A table of ratings with a row of ``cells`` per piece."""
    wide = pd.DataFrame(cells, columns=list("ABC")[: cells.shape[1]])
    wide.index = [f"e{number}" for number in wide.index]
    return wide.stack().rename("rating").rename_axis(["evidence_id", "hypothesis_id"]).reset_index()


def test_the_agreement_of_two_readings_is_that_of_scikit_learn():
    steps = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
    tables = [wb.load("evidence_ratings")]
    for seed in range(200):
        chance = np.random.default_rng(seed)
        one, other = (matrix(chance.choice(list(steps), (9, 1))) for _ in range(2))
        tables.append(pd.concat([one.assign(reading="first"), other.assign(reading="second")]))
    for table in tables:
        both = table.pivot(index=["evidence_id", "hypothesis_id"], columns="reading", values="rating").dropna()
        numbers = [both[reading].map(steps) for reading in ("first", "second")]
        found = readings_compared(table).set_index("hypothesis_id").loc["all"]
        assert found["cells"] == len(both)
        assert found["kappa"] == pytest.approx(cohen_kappa_score(*numbers))
        assert found["weighted_kappa"] == pytest.approx(
            cohen_kappa_score(*numbers, labels=[-2, -1, 0, 1, 2], weights="quadratic")
        )
