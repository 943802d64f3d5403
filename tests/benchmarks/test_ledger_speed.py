"""The results of Beijing's ledger over all sets of weights: exact, against a million sets drawn at random."""

import statistics
import time

import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.measures import net_results, outcome_shares

RUNS = 9
DRAWS = 1_000_000


def drawn(weights, sides, stray):
    """The shares ahead, even and behind, by sums and by means, of ``DRAWS`` sets."""
    rng = np.random.default_rng(20241203)
    low, high = (weights - stray).clip(lower=0), (weights + stray).clip(upper=3)
    sets = rng.integers(low.to_numpy(), high.to_numpy(), (DRAWS, len(weights)), endpoint=True)
    gain, loss = (sets[:, (sides == side).to_numpy()] for side in ("benefit", "risk"))
    sums = gain.sum(axis=1) - loss.sum(axis=1)
    means = gain.sum(axis=1) * loss.shape[1] - loss.sum(axis=1) * gain.shape[1]
    return {by: [(net > 0).mean(), (net == 0).mean(), (net < 0).mean()] for by, net in (("sum", sums), ("mean", means))}


def seconds(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


@pytest.mark.benchmark
def test_the_exact_results_equal_a_million_draws_within_noise_and_take_a_tenth_of_the_time_at_most(capsys):
    ledger = wb.load("beijing_ledger").set_index("item_id")["side"]
    sides = ledger[ledger.isin(["risk", "benefit"])]
    lines = []
    for stray, weights in ((3, [1] * 8), (1, [3, 1, 3, 3, 1, 0, 0, 0])):
        series = pd.Series(weights, sides.index)
        exact, times = {}, []
        for _ in range(RUNS):
            took, exact = seconds(
                lambda series=series, stray=stray: {
                    by: outcome_shares(net_results(series, sides, stray, by)).iloc[:3] for by in ("sum", "mean")
                }
            )
            times.append(took)
        slow, found = seconds(lambda series=series, stray=stray: drawn(series, sides, stray))
        for by, shares in exact.items():
            # Five standard errors of a share of a million draws: 0.0025 at most.
            noise = 5 * np.sqrt(shares * (1 - shares) / DRAWS) + 1e-9
            assert (abs(shares - found[by]) <= noise).all(), (by, shares.to_list(), found[by])
            listed = ", ".join(f"{a:.4f} ({b:.4f})" for a, b in zip(shares, found[by], strict=True))
            lines.append(f"  steps {stray}, by {by:4}: {listed}")
        ours = statistics.median(times)
        lines.append(f"  {ours * 1000:6.1f} ms against {slow * 1000:6.1f} ms, {slow / ours:.0f} x")
        assert slow >= 10 * ours
    with capsys.disabled():
        print("\nahead, even, behind: exact (a million draws)", "\n" + "\n".join(lines))
