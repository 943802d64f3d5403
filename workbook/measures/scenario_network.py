"""Factors of the future, their states, and how these act on each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown

STRONGEST = 3
COLUMNS = ("from_state", "to_state", "influence")
WholeNumbers = npt.NDArray[np.integer]
WHOLE = f"a whole number from −{STRONGEST} to {STRONGEST}"


@dataclass(frozen=True)
class Network:
    """Factors with their states, and the influence of every state on every other, as arrays.

    ``states`` names the states in order, ``factors`` the factor of each, ``impact[i, j]`` is the influence of state i
    on state j; ``columns`` has for each factor the places of its states.
    """

    states: tuple[str, ...]
    factors: tuple[str, ...]
    columns: tuple[WholeNumbers, ...]
    impact: npt.NDArray[np.int32]

    @property
    def names(self) -> tuple[str, ...]:
        """The factors, each once, in order."""
        return tuple(dict.fromkeys(self.factors))

    @property
    def shape(self) -> tuple[int, ...]:
        """How many states each factor has."""
        return tuple(len(places) for places in self.columns)

    @property
    def combinations(self) -> int:
        """How many scenarios can be put together."""
        return int(np.prod([float(size) for size in self.shape]))

    def scenario(self, places: Iterable[int]) -> dict[str, str]:
        """The states, by factor, that stand at ``places`` within their factors."""
        factors = zip(self.names, self.columns, places, strict=True)
        return {name: self.states[columns[place]] for name, columns, place in factors}

    def places(self, scenario: Mapping[str, str]) -> WholeNumbers:
        """Where the states of ``scenario`` (factor: state) stand within their factors.

        Raises WorkbookError for a factor without a state, and UnknownName for a state that its factor does not have.
        """
        places = []
        for number, name in enumerate(self.names):
            if name not in scenario:
                raise WorkbookError(f"The scenario says nothing of {name}; it needs a state of each factor.")
            states = [self.states[place] for place in self.columns[number]]
            if scenario[name] not in states:
                raise unknown(f"state of {name}", scenario[name], states, "states")
            places.append(states.index(scenario[name]))
        return np.array(places)


def network(factors: pd.DataFrame, influences: pd.DataFrame) -> Network:
    """Which states are there, and how does each act on the others?

    ``factors`` is ``wb.load("scenario_factors")``, one row per state with ``state_id`` and ``factor_id``;
    ``influences`` is ``wb.load("scenario_influences")`` with ``from_state``, ``to_state`` and ``influence``, a whole
    number from −3 (hinders strongly) to 3 (helps strongly). Pairs of states of two factors that have no row have no
    influence on each other; a row without a number is a gap, and nothing is computed on it. Returns a ``Network``,
    which the measures of scenarios take.

    By construction: it holds judgements and no measurement.

    Raises UnknownName for a state that ``factors`` does not have, and WorkbookError for a cell that is missing, out of
    range, given twice, or acts on its own factor.

    Source: Weimer-Jehle 2006, “Cross-impact balances: a system-theoretical approach to cross-impact analysis”,
    Technological Forecasting and Social Change 73, for the scale.

    >>> import workbook as wb
    >>> net = network(wb.load("scenario_factors"), wb.load("scenario_influences"))
    >>> net.combinations
    5832
    """
    states = tuple(factors["state_id"])
    owners = dict(zip(states, factors["factor_id"], strict=True))
    names = list(dict.fromkeys(owners.values()))
    impact = np.zeros((len(states), len(states)), dtype=np.int32)
    filled = set()
    for source, target, influence in zip(*(influences[name] for name in COLUMNS), strict=True):
        for state in (source, target):
            if state not in owners:
                raise unknown("state", state, states)
        where = f"The influence of {source} on {target}"
        if pd.isna(influence):
            raise WorkbookError(f"{where} is missing; type {WHOLE}, 0 for none.")
        if influence != int(influence) or abs(influence) > STRONGEST:
            raise WorkbookError(f"{where} is {influence}; it can be {WHOLE}.")
        if owners[source] == owners[target]:
            raise WorkbookError(f"{where} stays within one factor; a factor does not act on itself.")
        if (source, target) in filled:
            raise WorkbookError(f"{where} is given twice.")
        filled.add((source, target))
        impact[states.index(source), states.index(target)] = influence
    columns = tuple(np.array([n for n, state in enumerate(states) if owners[state] == name]) for name in names)
    return Network(states, tuple(owners[state] for state in states), columns, impact)
