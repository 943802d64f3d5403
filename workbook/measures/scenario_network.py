"""Factors of the future, their states, and how these act on each other."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..base import WorkbookError, unknown

STRONGEST = 3
WHOLE = f"a whole number from −{STRONGEST} to {STRONGEST}"


@dataclass(frozen=True)
class Network:
    """Factors with their states, and the influence of every state on every other, as arrays.

    ``states`` names the states in order, ``factors`` the factor of each, ``impact[i, j]`` is the influence of state i
    on state j; ``columns`` has for each factor the places of its states.
    """

    states: tuple
    factors: tuple
    columns: tuple
    impact: np.ndarray

    @property
    def names(self):
        """The factors, each once, in order."""
        return tuple(dict.fromkeys(self.factors))

    @property
    def shape(self):
        """How many states each factor has."""
        return tuple(len(places) for places in self.columns)

    @property
    def combinations(self):
        """How many scenarios can be put together."""
        return int(np.prod([float(size) for size in self.shape]))

    def scenario(self, places):
        """The states, by factor, that stand at ``places`` within their factors."""
        own = zip(self.names, self.columns, places, strict=True)
        return {name: self.states[columns[place]] for name, columns, place in own}

    def places(self, scenario):
        """Where the states of ``scenario`` (factor: state) stand within their factors."""
        found = []
        for number, name in enumerate(self.names):
            if name not in scenario:
                raise WorkbookError(f"The scenario says nothing of {name}; it needs a state of each factor.")
            own = [self.states[place] for place in self.columns[number]]
            if scenario[name] not in own:
                raise unknown(f"state of {name}", scenario[name], own, "states")
            found.append(own.index(scenario[name]))
        return np.array(found)


def network(factors, influences):
    """Which states are there, and how does each act on the others?

    ``factors`` is ``wb.load("scenario_factors")``, one row per state with ``state_id`` and ``factor_id``;
    ``influences`` is ``wb.load("scenario_influences")`` with ``from_state``, ``to_state`` and ``influence``, a whole
    number from −3 (hinders strongly) to 3 (helps strongly). Pairs of states of two factors that have no row have no
    influence on each other; a row without a number is a gap, and nothing is computed on it.

    Raises UnknownName for a state that ``factors`` does not have, and WorkbookError for a cell that is missing, out of
    range, given twice, or acts on its own factor.

    >>> import workbook as wb
    >>> net = network(wb.load("scenario_factors"), wb.load("scenario_influences"))
    >>> net.combinations
    1944
    """
    states = tuple(factors["state_id"])
    owners = dict(zip(states, factors["factor_id"], strict=True))
    names = list(dict.fromkeys(owners.values()))
    impact = np.zeros((len(states), len(states)), dtype=np.int32)
    filled = set()
    for row in influences[["from_state", "to_state", "influence"]].itertuples(index=False):
        for state in row[:2]:
            if state not in owners:
                raise unknown("state", state, states)
        where = f"The influence of {row.from_state} on {row.to_state}"
        if pd.isna(row.influence):
            raise WorkbookError(f"{where} is missing; type {WHOLE}, 0 for none.")
        if row.influence != int(row.influence) or abs(row.influence) > STRONGEST:
            raise WorkbookError(f"{where} is {row.influence}; it can be {WHOLE}.")
        if owners[row.from_state] == owners[row.to_state]:
            raise WorkbookError(f"{where} stays within one factor; a factor does not act on itself.")
        if row[:2] in filled:
            raise WorkbookError(f"{where} is given twice.")
        filled.add(row[:2])
        impact[states.index(row.from_state), states.index(row.to_state)] = row.influence
    columns = tuple(np.array([n for n, state in enumerate(states) if owners[state] == name]) for name in names)
    return Network(states, tuple(owners[state] for state in states), columns, impact)
