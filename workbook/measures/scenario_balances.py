"""Which pictures of the future hold together? Cross-impact balances after Weimer-Jehle 2006."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, get_args

import numpy as np
import pandas as pd

from ..base import WorkbookError, unknown
from .scenario_network import STRONGEST, Network, WholeNumbers
from .scenario_steps import (
    chosen_states,
    consistent,
    cycle_from,
    impact_scores,
    random_scenarios,
    settle,
    stays,
    successors,
)

EXACT = 100_000_000  # combinations that are all looked at; beyond, a search
FOLLOWED = 1_000_000  # combinations that are all followed to where they lead
STARTS = 20_000  # of the search
Moved = Literal["all", "filled"]


def impact_balance(net: Network, scenario: Mapping[str, str]) -> pd.DataFrame:
    """How much does everything else in ``scenario`` speak for each state of each factor?

    ``net`` is what ``network`` returns, ``scenario`` is {factor: state}. Returns one row per state: ``factor``,
    ``state``, ``score`` (the sum of the influences that the other chosen states exert on it, a whole number),
    ``chosen``, and ``best`` (no state of the factor has more). A scenario is consistent if every chosen state is a best
    one.

    By construction: a sum of influences that were put in, and nothing else; ``influences_in`` lists them.

    Raises WorkbookError for a factor without a state, and UnknownName for a state that its factor does not have.

    Source: Weimer-Jehle 2006, “Cross-impact balances: a system-theoretical approach to cross-impact analysis”,
    Technological Forecasting and Social Change 73.

    >>> from workbook.measures import network
    >>> factors = pd.DataFrame({"state_id": ["a1", "a2", "b1", "b2"], "factor_id": ["A", "A", "B", "B"]})
    >>> influences = pd.DataFrame({"from_state": ["a1", "a2"], "to_state": ["b1", "b2"], "influence": [2, 3]})
    >>> impact_balance(network(factors, influences), {"A": "a1", "B": "b2"})["score"].to_list()
    [0, 0, 2, 0]
    """
    chosen = chosen_states(net, net.places(scenario)[None, :])[0]
    score = net.impact[chosen].sum(axis=0)
    table = pd.DataFrame({"factor": net.factors, "state": net.states, "score": score})
    table["chosen"] = table.index.isin(chosen)
    table["best"] = table["score"] == table.groupby("factor")["score"].transform("max")
    return table


def influences_in(net: Network, scenario: Mapping[str, str]) -> pd.DataFrame:
    """Which of the influences that were put in bear on the states, if ``scenario`` is the case?

    ``net`` is what ``network`` returns, ``scenario`` is {factor: state}. Returns one row per influence of a chosen
    state that is not 0, the strongest first: ``from_state``, ``to_state`` (chosen or not) and ``influence`` (−3 to 3).

    By construction: their sum by ``to_state`` is the score of ``impact_balance``: so one sees what a result restates.

    Raises WorkbookError for a factor without a state, and UnknownName for a state that its factor does not have.

    Source: Weimer-Jehle 2006, “Cross-impact balances: a system-theoretical approach to cross-impact analysis”,
    Technological Forecasting and Social Change 73.

    >>> from workbook.measures import network
    >>> factors = pd.DataFrame({"state_id": ["a1", "a2", "b1", "b2"], "factor_id": ["A", "A", "B", "B"]})
    >>> influences = pd.DataFrame({"from_state": ["a1", "a2"], "to_state": ["b1", "b2"], "influence": [2, 3]})
    >>> influences_in(network(factors, influences), {"A": "a1", "B": "b2"}).to_numpy().tolist()
    [['a1', 'b1', 2]]
    """
    chosen = chosen_states(net, net.places(scenario)[None, :])[0]
    rows = [
        (net.states[cause], net.states[effect], int(net.impact[cause, effect]))
        for cause in chosen
        for effect in np.flatnonzero(net.impact[cause])
    ]
    table = pd.DataFrame(rows, columns=["from_state", "to_state", "influence"])
    return table.sort_values("influence", key=abs, ascending=False, kind="stable", ignore_index=True)


def consistent_scenarios(net: Network, seed: int = 0) -> pd.DataFrame:
    """Which scenarios hold together?

    A scenario is consistent if in each factor no state has a higher impact score than the chosen one, so that nothing
    in it pushes for a change.

    By construction: states stand together in a scenario because they were judged to help each other; that is no
    finding.

    Returns one row per consistent scenario: a column per factor with its state, and ``score``, the sum of the impact
    scores of the chosen states. Up to a hundred million combinations all are looked at, at once; beyond, random
    scenarios are followed to where they settle, which finds those with large basins and can miss others:
    ``attrs["complete"]`` says whether all were looked at.

    Source: Weimer-Jehle 2006, “Cross-impact balances: a system-theoretical approach to cross-impact analysis”,
    Technological Forecasting and Social Change 73.

    >>> import workbook as wb
    >>> net = wb.measures.network(wb.load("scenario_factors"), wb.load("scenario_influences"))
    >>> scenarios = consistent_scenarios(net)
    >>> len(scenarios), scenarios.attrs["complete"]
    (6, True)
    """
    if net.combinations <= EXACT:
        places = np.argwhere(consistent(net))
        return _table(net, places, complete=True)
    settled = settle(net, random_scenarios(net, STARTS, seed))
    return _table(net, np.unique(settled[stays(net, settled)], axis=0), complete=False)


def succession(net: Network, scenario: Mapping[str, str], most: int = 1000) -> pd.DataFrame:
    """Where does ``scenario`` lead if every factor turns to its best state, again and again?

    All factors change at once (global succession). A factor with several best states stays, or takes the first of
    them. Returns a table of scenarios in order; the last row is where it settles, or, if it goes round in a circle,
    the scenario that would come again (``attrs["settled"]`` is then False). At most ``most`` steps are followed.

    By construction: the steps follow the judgements that were put in; they have no dates and are no course of events.

    Raises WorkbookError for a factor without a state, and UnknownName for a state that its factor does not have.

    Source: Weimer-Jehle 2006, “Cross-impact balances: a system-theoretical approach to cross-impact analysis”,
    Technological Forecasting and Social Change 73.

    >>> from workbook.measures import network
    >>> factors = pd.DataFrame({"state_id": ["a1", "a2", "b1", "b2"], "factor_id": ["A", "A", "B", "B"]})
    >>> influences = pd.DataFrame({"from_state": ["a1", "a2"], "to_state": ["b1", "b2"], "influence": [2, 3]})
    >>> succession(network(factors, influences), {"A": "a1", "B": "b2"})["B"].to_list()
    ['b2', 'b1']
    """
    path = [net.places(scenario)]
    seen = {tuple(path[0]): 0}
    while len(path) <= most:
        after = successors(net, path[-1][None, :])[0]
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


def basins(net: Network, samples: int = STARTS, seed: int = 0) -> pd.DataFrame:
    """Out of how many of all scenarios does the succession lead to each of those that hold together?

    Returns one row per attractor: a column per factor, ``share`` (0 to 1 of the starting scenarios) and ``cycle`` (how
    many scenarios follow each other; 1: it settles). Up to a million combinations every scenario is followed; beyond,
    ``samples`` random ones (``attrs["complete"]``). A cycle stands with its first scenario in order.

    By construction: a share of combinations, each counted once, the absurd ones too; it is no probability.

    Source: our own definition, a count on the succession of Weimer-Jehle 2006.

    >>> from workbook.measures import network
    >>> factors = pd.DataFrame({"state_id": ["a1", "a2", "b1", "b2"], "factor_id": ["A", "A", "B", "B"]})
    >>> influences = pd.DataFrame({"from_state": ["a1", "a2"], "to_state": ["b1", "b2"], "influence": [2, 3]})
    >>> basins(network(factors, influences))[["A", "B", "share"]].to_numpy().tolist()
    [['a1', 'b1', 0.5], ['a2', 'b2', 0.5]]
    """
    complete = net.combinations <= FOLLOWED
    starts: WholeNumbers
    if complete:
        starts = np.stack(np.unravel_index(np.arange(net.combinations), net.shape), axis=1)
    else:
        starts = random_scenarios(net, samples, seed)
    ends = settle(net, starts)
    unique, counts = np.unique(ends, axis=0, return_counts=True)
    rows: dict[tuple[int, ...], tuple[int, int]] = {}
    for places, count in zip(unique, counts, strict=True):
        circle = cycle_from(net, places)
        before, _ = rows.get(min(circle), (0, 0))
        rows[min(circle)] = (before + int(count), len(circle))
    table = pd.DataFrame(
        [{**net.scenario(places), "share": n / len(starts), "cycle": size} for places, (n, size) in rows.items()]
    )
    table.attrs["complete"] = complete
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def tipping_points(net: Network, scenario: Mapping[str, str]) -> pd.DataFrame:
    """Which single change of a state tips a scenario over into another?

    One factor after the other is set to each of its other states; then the succession runs. Returns one row per
    change: ``factor``, ``state`` (what it is set to), ``back`` (the scenario comes back), ``changed`` (the factors
    that end in another state, joined by a semicolon) and ``settled`` (False: it goes round in a circle).

    By construction: what tips is what the judgements that were put in make tip, with every other state held fast.

    Raises WorkbookError for a factor without a state, and UnknownName for a state that its factor does not have.

    Source: our own definition, on the succession of Weimer-Jehle 2006.

    >>> from workbook.measures import network
    >>> factors = pd.DataFrame({"state_id": ["a1", "a2", "b1", "b2"], "factor_id": ["A", "A", "B", "B"]})
    >>> influences = pd.DataFrame({"from_state": ["a1", "a2"], "to_state": ["b1", "b2"], "influence": [2, 3]})
    >>> pushes = tipping_points(network(factors, influences), {"A": "a1", "B": "b1"})
    >>> pushes[["state", "back", "changed"]].to_numpy().tolist()
    [['a2', False, 'A;B'], ['b2', True, '']]
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


def robustness(
    net: Network,
    stray: int = 1,
    draws: int = 500,
    seed: int = 0,
    progress: Callable[[range], Iterable[int]] | None = None,
    moved: Moved = "all",
) -> pd.DataFrame:
    """Which scenarios still hold together if the influences are uncertain?

    In each draw every influence of a state on one of another factor is moved by a whole number from −``stray`` to
    ``stray``, all equally likely, and kept between −3 and 3. With ``moved="filled"`` only those move that are not 0, as
    if nobody could have overlooked one. Returns one row per scenario that was consistent in one draw at least: a column
    per factor and ``share``, of the draws (0 to 1). ``progress`` is called with each range of draws to be run over
    (such as tqdm).

    By construction: the share of random changes that a scenario survives; it grows with the lead of its states over
    their rivals, and says nothing of whether the judgements are right. Moved influences of a state on the states of a
    factor no longer add up to 0.

    Raises WorkbookError if there are more than a million combinations, and UnknownName for another choice of what
    moves.

    Source: our own definition, on the consistency of Weimer-Jehle 2006.

    >>> from workbook.measures import network
    >>> factors = pd.DataFrame({"state_id": ["a1", "a2", "b1", "b2"], "factor_id": ["A", "A", "B", "B"]})
    >>> influences = pd.DataFrame({"from_state": ["a1", "a2"], "to_state": ["b1", "b2"], "influence": [2, 3]})
    >>> robustness(network(factors, influences), stray=1, draws=10, moved="filled").to_numpy().tolist()
    [['a1', 'b1', 1.0], ['a2', 'b2', 1.0]]
    """
    if moved not in get_args(Moved):
        raise unknown("choice of what moves", moved, get_args(Moved), "choices")
    if net.combinations > FOLLOWED:
        raise WorkbookError(f"There are {net.combinations:,} combinations; at most {FOLLOWED:,} can be drawn again.")
    chance = np.random.default_rng(seed)
    hits = np.zeros(net.shape, dtype=np.int32)
    factors = np.array(net.factors)
    uncertain = net.impact != 0 if moved == "filled" else factors[:, None] != factors[None, :]
    for _ in (progress or iter)(range(draws)):
        steps = chance.integers(-stray, stray, size=net.impact.shape, endpoint=True)
        impact = np.where(uncertain, np.clip(net.impact + steps, -STRONGEST, STRONGEST), 0).astype(np.int32)
        hits += consistent(Network(net.states, net.factors, net.columns, impact))
    places = np.argwhere(hits)
    table = pd.DataFrame([net.scenario(row) for row in places], columns=list(net.names))
    table["share"] = hits[tuple(places.T)] / draws
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _put(places: WholeNumbers, number: int, place: int) -> WholeNumbers:
    changed = places.copy()
    changed[number] = place
    return changed


def _table(net: Network, places: WholeNumbers, complete: bool) -> pd.DataFrame:
    table = pd.DataFrame([net.scenario(row) for row in places], columns=list(net.names))
    if len(places):
        chosen = chosen_states(net, places)
        scores = impact_scores(net, chosen)
        table["score"] = np.take_along_axis(scores, chosen, axis=1).sum(axis=1)
    else:
        table["score"] = pd.Series(dtype=int)
    table = table.sort_values("score", ascending=False, kind="stable", ignore_index=True)
    table.attrs["complete"] = complete
    return table
