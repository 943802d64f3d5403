"""All consistent scenarios of a network of influences: ours against a plain double loop over every combination."""

import itertools
import statistics
import time

import numpy as np
import pandas as pd
import pytest

from workbook.measures import consistent_scenarios, network

RUNS = 5
SIZES = {10**3: (10,) * 3, 10**4: (10,) * 4, 10**5: (10,) * 5, 10**6: (10,) * 6}
LOOPED = 10**4  # the loop runs over so many combinations; per combination its time does not change


def made(sizes):
    chance = np.random.default_rng(11)
    states = [(f"{chr(65 + n)}{k}", chr(65 + n)) for n, size in enumerate(sizes) for k in range(size)]
    factors = pd.DataFrame(states, columns=["state_id", "factor_id"])
    cells = [
        (one, other, int(chance.integers(-3, 4)))
        for (one, own), (other, its) in itertools.product(states, states)
        if own != its
    ]
    return network(factors, pd.DataFrame(cells, columns=["from_state", "to_state", "influence"]))


def looped(net, most):
    """How many of the first ``most`` combinations are consistent, by a plain double loop."""
    impact = net.impact.tolist()
    columns = [list(map(int, places)) for places in net.columns]
    found = 0
    for scenario in itertools.islice(itertools.product(*columns), most):
        good = True
        for own, states in zip(scenario, columns, strict=True):
            best, mine = None, 0
            for target in states:
                score = sum(impact[state][target] for state in scenario)
                best = score if best is None or score > best else best
                if target == own:
                    mine = score
            good = good and mine == best
        found += good
    return found


def seconds(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


@pytest.mark.benchmark
def test_a_million_combinations_take_less_than_a_second_and_fifty_times_less_than_a_loop(capsys):
    lines, ratio, whole = [], 0, 0
    for number, sizes in SIZES.items():
        net = made(sizes)
        ours, found = zip(*(seconds(lambda net=net: consistent_scenarios(net)) for _ in range(RUNS)), strict=True)
        took, _ = seconds(lambda net=net, number=number: looped(net, min(number, LOOPED)))
        rival = took * number / min(number, LOOPED)
        whole = statistics.median(ours)
        ratio = rival / whole
        lines.append(f"  {number:>13,} {whole:8.4f} s, {len(found[0])} found; loop {rival:9.2f} s, {ratio:8.0f} x")
    for factors in (8, 9):
        large = made((10,) * factors)
        took, found = seconds(lambda net=large: consistent_scenarios(net))
        way = "all of them" if found.attrs["complete"] else "by search"
        lines.append(f"  {large.combinations:>13,} {took:8.2f} s, {len(found)} found, {way}")
    with capsys.disabled():
        print("\nall consistent scenarios, median of", RUNS, "\n" + "\n".join(lines))
    assert whole < 1 and ratio >= 50
