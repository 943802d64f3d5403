"""The arithmetic of cross-impact balances on arrays: scores, next states, where they settle."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .scenario_network import Network, WholeNumbers


def chosen_states(net: Network, places: WholeNumbers) -> WholeNumbers:
    """The places in ``net.states`` of scenarios: one row per scenario, one column per factor."""
    return np.stack([columns[places[:, n]] for n, columns in enumerate(net.columns)], axis=1)


def consistent(net: Network) -> npt.NDArray[np.bool_]:
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


def _outer_sum(net: Network, number: int, target: int) -> npt.NDArray[np.int16]:
    """The impact score of the state ``target`` of factor ``number`` for all states of the other factors."""
    total = np.zeros((1,) * len(net.columns), dtype=np.int16)
    for other, columns in enumerate(net.columns):
        if other != number:
            axis = tuple(-1 if n == other else 1 for n in range(len(net.columns)))
            total = total + net.impact[columns, target].astype(np.int16).reshape(axis)
    return total


def successors(net: Network, places: WholeNumbers) -> WholeNumbers:
    """The next scenario of each of ``places``."""
    scores = impact_scores(net, chosen_states(net, places))
    after = places.copy()
    for number, columns in enumerate(net.columns):
        mine = scores[:, columns]
        here = mine[np.arange(len(places)), places[:, number]]
        after[:, number] = np.where(here == mine.max(axis=1), places[:, number], mine.argmax(axis=1))
    return after


def impact_scores(net: Network, rows: WholeNumbers) -> npt.NDArray[np.int32]:
    """The impact score of every state in every scenario, factor by factor so that memory stays small."""
    scores = np.zeros((len(rows), len(net.states)), dtype=np.int32)
    for chosen in rows.T:
        scores += net.impact[chosen]
    return scores


def settle(net: Network, places: WholeNumbers, most: int = 200) -> WholeNumbers:
    """Where the succession ends, or where it stands after ``most`` steps (in a circle)."""
    places = places.copy()
    moving = np.arange(len(places))
    for _ in range(most):
        after = successors(net, places[moving])
        changed = (after != places[moving]).any(axis=1)
        places[moving] = after
        moving = moving[changed]
        if not len(moving):
            break
    return places


def stays(net: Network, places: WholeNumbers) -> npt.NDArray[np.bool_]:
    """Whether each of ``places`` stays where it is."""
    same: npt.NDArray[np.bool_] = (successors(net, places) == places).all(axis=1)
    return same


def cycle_from(net: Network, places: Iterable[int]) -> list[tuple[int, ...]]:
    """The scenarios that follow each other from ``places`` until one comes again."""
    path = [tuple(int(place) for place in places)]
    while True:
        after = tuple(int(place) for place in successors(net, np.array([path[-1]]))[0])
        if after in path:
            return path[path.index(after) :]
        path.append(after)


def random_scenarios(net: Network, number: int, seed: int) -> WholeNumbers:
    """As many scenarios as ``number`` says, each state of a factor equally likely."""
    chance = np.random.default_rng(seed)
    return np.stack([chance.integers(0, size, number) for size in net.shape], axis=1)
