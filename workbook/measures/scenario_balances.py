"""Which pictures of the future hold together? Cross-impact balances after Weimer-Jehle 2006."""

import numpy as np
import pandas as pd

from ..base import WorkbookError
from .scenario_network import STRONGEST, Network

EXACT = 100_000_000  # combinations that are all looked at; beyond, a search
FOLLOWED = 1_000_000  # combinations that are all followed to where they lead
STARTS = 20_000  # of the search


def impact_balance(net, scenario):
    """How much does everything else in ``scenario`` speak for each state of each factor?

    ``scenario`` is {factor: state}. Returns one row per state: ``factor``, ``state``, ``score`` (the sum of the
    influences that the other chosen states exert on it), ``chosen``, and ``best`` (no state of the factor has more).
    A scenario is consistent if every chosen state is a best one.
    """
    chosen = _rows(net, net.places(scenario)[None, :])[0]
    score = net.impact[chosen].sum(axis=0)
    table = pd.DataFrame({"factor": net.factors, "state": net.states, "score": score})
    table["chosen"] = table.index.isin(chosen)
    table["best"] = table["score"] == table.groupby("factor")["score"].transform("max")
    return table


def consistent_scenarios(net, seed=0):
    """Which scenarios hold together?

    A scenario is consistent if in each factor no state has a higher impact score than the chosen one, so that nothing
    in it pushes for a change (Weimer-Jehle 2006, «Cross-impact balances», Technological Forecasting and Social
    Change 73).

    Returns one row per consistent scenario: a column per factor with its state, and ``score``, the sum of the impact
    scores of the chosen states. Up to a hundred million combinations all are looked at, at once; beyond, random
    scenarios are followed to where they settle, which finds those with large basins and can miss others:
    ``attrs["complete"]`` says whether all were looked at.

    >>> import workbook as wb
    >>> net = wb.measures.network(wb.load("scenario_factors"), wb.load("scenario_influences"))
    >>> found = consistent_scenarios(net)
    >>> len(found), found.attrs["complete"]
    (9, True)
    """
    if net.combinations <= EXACT:
        places = np.argwhere(_consistent(net))
        return _table(net, places, complete=True)
    settled = _settle(net, _random(net, STARTS, seed))
    return _table(net, np.unique(settled[_holds(net, settled)], axis=0), complete=False)


def succession(net, scenario, most=1000):
    """Where does ``scenario`` lead if every factor turns to its best state, again and again?

    All factors change at once (global succession). A factor with several best states stays, or takes the first of
    them. Returns a table of scenarios in order; the last row is where it settles, or, if it goes round in a circle,
    the scenario that would come again (``attrs["settled"]`` is then False).
    """
    path = [net.places(scenario)]
    seen = {tuple(path[0]): 0}
    while len(path) <= most:
        after = _successors(net, path[-1][None, :])[0]
        if tuple(after) in seen:
            settled = seen[tuple(after)] == len(path) - 1
            break
        seen[tuple(after)] = len(path)
        path.append(after)
    else:
        settled = False
    table = pd.DataFrame([net.scenario(places) for places in path])
    table.attrs["settled"] = settled
    return table


def basins(net, samples=STARTS, seed=0):
    """Out of how many of all scenarios does the succession lead to each of those that hold together?

    Returns one row per attractor: a column per factor, ``share`` (0 to 1 of the starting scenarios) and ``cycle`` (how
    many scenarios follow each other; 1: it settles). Up to a million combinations every scenario is followed; beyond,
    ``samples`` random ones (``attrs["complete"]``). A cycle stands with its first scenario in order.
    """
    complete = net.combinations <= FOLLOWED
    if complete:
        starts = np.stack(np.unravel_index(np.arange(net.combinations), net.shape), axis=1)
    else:
        starts = _random(net, samples, seed)
    ends = _settle(net, starts)
    unique, counts = np.unique(ends, axis=0, return_counts=True)
    rows: dict[tuple, list] = {}
    for places, count in zip(unique, counts, strict=True):
        circle = _circle(net, places)
        entry = rows.setdefault(min(circle), [0, len(circle)])
        entry[0] += int(count)
    table = pd.DataFrame(
        [{**net.scenario(one), "share": count / len(starts), "cycle": size} for one, (count, size) in rows.items()]
    )
    table.attrs["complete"] = complete
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def tipping_points(net, scenario):
    """Which single change of a state tips a scenario over into another?

    One factor after the other is set to each of its other states; then the succession runs. Returns one row per
    change: ``factor``, ``state`` (what it is set to), ``back`` (the scenario comes back), ``changed`` (the factors
    that end in another state, joined by a semicolon) and ``settled`` (False: it goes round in a circle).
    """
    start = net.places(scenario)
    rows = []
    for number, name in enumerate(net.names):
        for place in range(net.shape[number]):
            if place == start[number]:
                continue
            pushed = net.scenario(start) | {name: net.scenario(_put(start, number, place))[name]}
            path = succession(net, pushed)
            end = path.iloc[-1].to_dict()
            moved = [factor for factor in net.names if end[factor] != scenario[factor]]
            rows.append(
                {
                    "factor": name,
                    "state": pushed[name],
                    "back": not moved,
                    "changed": ";".join(moved),
                    "settled": path.attrs["settled"],
                }
            )
    return pd.DataFrame(rows)


def robustness(net, stray=1, draws=500, seed=0, progress=None):
    """Which scenarios still hold together if the influences are uncertain?

    In each draw every influence that is not 0 is moved by a whole number from −``stray`` to ``stray``, all equally
    likely, and kept between −3 and 3. Returns one row per scenario that was consistent in one draw at least: a column
    per factor and ``share``, of the draws (0 to 1). ``progress`` is called with each range of draws to be run over
    (such as tqdm). Raises WorkbookError if there are more than a million combinations.
    """
    if net.combinations > FOLLOWED:
        raise WorkbookError(f"There are {net.combinations:,} combinations; at most {FOLLOWED:,} can be drawn anew.")
    chance = np.random.default_rng(seed)
    hits = np.zeros(net.shape, dtype=np.int32)
    given = net.impact != 0
    for _ in (progress or iter)(range(draws)):
        moved = chance.integers(-stray, stray, size=net.impact.shape, endpoint=True)
        impact = np.where(given, np.clip(net.impact + moved, -STRONGEST, STRONGEST), 0).astype(np.int32)
        hits += _consistent(Network(net.states, net.factors, net.columns, impact))
    places = np.argwhere(hits)
    table = pd.DataFrame([net.scenario(one) for one in places], columns=list(net.names))
    table["share"] = hits[tuple(places.T)] / draws
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _put(places, number, place):
    changed = places.copy()
    changed[number] = place
    return changed


def _rows(net, places):
    """The places in ``net.states`` of scenarios: one row per scenario, one column per factor."""
    return np.stack([columns[places[:, n]] for n, columns in enumerate(net.columns)], axis=1)


def _consistent(net):
    """For every combination, whether it holds together: an array with an axis per factor.

    The score of a state is a sum with one term per factor, so that it is built by adding small arrays along the axes
    and no scenario is looked at singly; along the axis of its own factor it does not change.
    """
    shape = net.shape
    holds = np.ones(shape, dtype=bool)
    for number, columns in enumerate(net.columns):
        scores = [_outer_sum(net, number, target) for target in columns]
        best = scores[0]
        for score in scores[1:]:
            best = np.maximum(best, score)
        for place, score in enumerate(scores):
            at = tuple(slice(place, place + 1) if n == number else slice(None) for n in range(len(shape)))
            holds[at] &= score == best
    return holds


def _outer_sum(net, number, target):
    """The impact score of the state ``target`` of factor ``number`` for all states of the other factors."""
    total = np.zeros((1,) * len(net.columns), dtype=np.int16)
    for other, columns in enumerate(net.columns):
        if other != number:
            axis = tuple(-1 if n == other else 1 for n in range(len(net.columns)))
            total = total + net.impact[columns, target].astype(np.int16).reshape(axis)
    return total


def _successors(net, places):
    """The next scenario of each of ``places``."""
    scores = _scores(net, _rows(net, places))
    after = places.copy()
    for number, columns in enumerate(net.columns):
        mine = scores[:, columns]
        here = mine[np.arange(len(places)), places[:, number]]
        after[:, number] = np.where(here == mine.max(axis=1), places[:, number], mine.argmax(axis=1))
    return after


def _scores(net, rows):
    """The impact score of every state in every scenario, factor by factor so that memory stays small."""
    scores = np.zeros((len(rows), len(net.states)), dtype=np.int32)
    for chosen in rows.T:
        scores += net.impact[chosen]
    return scores


def _settle(net, places, most=200):
    """Where the succession ends, or where it stands after ``most`` steps (in a circle)."""
    places = places.copy()
    moving = np.arange(len(places))
    for _ in range(most):
        after = _successors(net, places[moving])
        changed = (after != places[moving]).any(axis=1)
        places[moving] = after
        moving = moving[changed]
        if not len(moving):
            break
    return places


def _holds(net, places):
    return (_successors(net, places) == places).all(axis=1)


def _circle(net, places):
    """The scenarios that follow each other from ``places`` until one comes again."""
    path = [tuple(int(place) for place in places)]
    while True:
        after = tuple(int(place) for place in _successors(net, np.array([path[-1]]))[0])
        if after in path:
            return path[path.index(after) :]
        path.append(after)


def _random(net, number, seed):
    chance = np.random.default_rng(seed)
    return np.stack([chance.integers(0, size, number) for size in net.shape], axis=1)


def _table(net, places, complete):
    table = pd.DataFrame([net.scenario(one) for one in places], columns=list(net.names))
    if len(places):
        chosen = _rows(net, places)
        scores = _scores(net, chosen)
        table["score"] = np.take_along_axis(scores, chosen, axis=1).sum(axis=1)
    else:
        table["score"] = pd.Series(dtype=int)
    table = table.sort_values("score", ascending=False, kind="stable", ignore_index=True)
    table.attrs["complete"] = complete
    return table
