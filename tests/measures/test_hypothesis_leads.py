"""How firm a lead is: exact shares against every draw that there is, and against random draws."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName, WorkbookError
from workbook.measures import inconsistency, lead_shares, rivals

POINTS = {"CC": 0, "C": 0, "N": 0, "I": 1, "II": 2}


def table_of(cells, reading="first"):
    rows = [
        (f"e{row}", "ABC"[column], rating, reading)
        for row, line in enumerate(cells)
        for column, rating in enumerate(line)
    ]
    return pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating", "reading"])


def counted(samples):
    """How often each column of sums leads alone and with others, over equally likely ``samples``."""
    leads = samples == samples.min(axis=1, keepdims=True)
    alone = leads & (leads.sum(axis=1, keepdims=True) == 1)
    return alone.mean(axis=0), (leads & ~alone).mean(axis=0)


@pytest.mark.parametrize("seed", range(200))
def test_the_shares_are_those_of_all_draws_there_are(seed):
    chance = np.random.default_rng(seed)
    one, other = chance.choice(list(POINTS), (2, 4, 3))
    weights = {f"e{row}": int(weight) for row, weight in enumerate(chance.integers(0, 4, 4))}
    first, second = (np.vectorize(POINTS.get)(cells) * np.array([*weights.values()])[:, None] for cells in (one, other))
    drawn = np.array([first[list(rows)].sum(axis=0) for rows in product(range(4), repeat=4)])
    found = lead_shares(table_of(one), weights)
    assert np.allclose([found["alone"], found["tied"]], counted(drawn))
    mixed = np.array(
        [
            sum(pair[which] for pair, which in zip(zip(first, second, strict=True), choice, strict=True))
            for choice in product((0, 1), repeat=4)
        ]
    )
    found = lead_shares(pd.concat([table_of(one), table_of(other, "second")]), weights, draw="readings")
    assert np.allclose([found["alone"], found["tied"]], counted(mixed))


def test_on_the_evidence_the_exact_shares_are_those_of_draws_within_noise():
    rows = rivals(wb.load("evidence_ratings"), wb.load("hypotheses"), "form")
    points = rows.assign(p=rows["rating"].map(POINTS)).pivot(index="evidence_id", columns="hypothesis_id", values="p")
    drawn = np.random.default_rng(0).integers(0, len(points), (20_000, len(points)))
    alone, tied = counted(points.to_numpy()[drawn].sum(axis=1))
    found = lead_shares(rows)
    assert np.allclose(found["alone"], alone, atol=0.012) and np.allclose(found["tied"], tied, atol=0.012)
    # The lead that no single piece changes is one of seven samples in ten, and not of nearly all.
    assert 0.65 < found["alone"].max() < 0.75
    assert inconsistency(rows)["hypothesis_id"].iloc[0] == "H2"


def test_one_hypothesis_leads_alone_and_none_gives_no_row():
    rows = table_of([["I"], ["C"]])
    assert lead_shares(rows)[["alone", "tied"]].to_numpy().tolist() == [[1.0, 0.0]]
    assert lead_shares(rows.head(0)).empty


def test_bad_input_gets_a_sentence():
    rows = table_of([["I", "C"], ["C", "I"]])
    with pytest.raises(UnknownName, match="draw"):
        lead_shares(rows, draw="coins")
    with pytest.raises(WorkbookError, match="whole numbers"):
        lead_shares(rows, {"e0": 0.5})
    many = wb.load("evidence_ratings").query("reading == 'first'")
    with pytest.raises(WorkbookError, match="compare three"):
        lead_shares(many)
