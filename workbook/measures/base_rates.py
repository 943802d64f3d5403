"""How likely is it by its record alone: the rule of succession, over one year and over several."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import pandas as pd

from ..base import WorkbookError, unknown

WINDOW = 10  # years whose record gives the base rate
Holds = Literal["any", "every", "no"]
Prior = Literal["laplace", "jeffreys", "share"]
PRIORS: dict[Prior, str] = {
    "laplace": "Laplace: one case of each kind is added",
    "jeffreys": "Jeffreys: half a case of each kind is added",
    "share": "plain share: nothing is added",
}
ADDED: dict[Prior, float] = {"laplace": 1.0, "jeffreys": 0.5, "share": 0.0}


def base_rate(happened: pd.Series, window: int | None = WINDOW, prior: Prior = "laplace") -> float:
    """How often does it happen in a year, by the last ``window`` of the years ``happened``?

    ``happened`` is a Series with 1 or 0 per year, in order; ``window`` None takes all of them. Returns
    (n + c) / (N + 2c), between 0 and 1, with n the number of years in which it happened among the last N = ``window``
    (or fewer, if there are not so many), and c what ``prior`` adds of each kind (PRIORS): 1 for Laplace, ½ for
    Jeffreys, 0 for the plain share.

    By construction: with Laplace's rule a thing that never happened in N years gets 1 / (N + 2), whatever it is.

    Raises UnknownName for another ``prior``, WorkbookError if the window is below 1, or if there is no year and nothing
    is added.

    Source: Laplace 1814, “Essai philosophique sur les probabilités”, rule of succession; Jeffreys 1946, “An invariant
    form for the prior probability in estimation problems”, Proceedings of the Royal Society A 186.

    >>> base_rate(pd.Series([0, 1, 0, 0]), window=2)
    0.25
    """
    return _chance(_last(happened, window), 1, _added(prior))


def rate_over_years(
    happened: pd.Series,
    years: int,
    holds: Holds = "any",
    window: int | None = WINDOW,
    prior: Prior = "laplace",
    alike: bool = False,
) -> float:
    """How likely is it that it happens in ``any``, in ``every`` or in ``no`` one of the next ``years``?

    ``happened``, ``window`` and ``prior`` are as in ``base_rate``. With ``alike``, only years that followed a year like
    the one before count as cases. Returns a probability, 0 to 1: for “no” the product over i = 0 … years − 1 of
    (N − n + c + i) / (N + 2c + i), for “every” that of (n + c + i) / (N + 2c + i), and for “any” 1 minus that of “no”.
    Each year that passes as assumed joins the record before the next is judged: the rate itself is not known, so years
    hang together, and a power of the rate of one year would make “any” too likely and “no” and “every” too unlikely.

    By construction: with Laplace's rule and nothing in N years, “any of n years” gets n / (N + n + 1), whatever it is
    about; so the record moves the number and the subject does not.

    Raises UnknownName for another ``prior`` or ``holds``, WorkbookError if ``years`` or the window is below 1, or if
    there is no case and nothing is added.

    Source: Laplace 1814, rule of succession, applied year by year; the beta-binomial distribution, as in Johnson, Kemp
    and Kotz 2005, “Univariate Discrete Distributions”, chapter 6. ``alike``: our own definition.

    >>> happened = pd.Series([0] * 10)
    >>> round(rate_over_years(happened, 2), 3)  # 2 / 13
    0.154
    """
    if holds not in ("any", "every", "no"):
        raise unknown("value of holds", holds, ("any", "every", "no"), "values")
    if years < 1:
        raise WorkbookError(f"{years} years cannot be judged; give one year or more.")
    target = int(holds == "every")
    record, added, chance = list(_last(happened, window)), _added(prior), 1.0
    for _ in range(years):
        chance *= _chance(cases_like_the_last(record) if alike else record, target, added)
        record.append(target)
    return 1 - chance if holds == "any" else chance


def cases_like_the_last(happened: Sequence[int]) -> list[int]:
    """What came in the years that followed a year like the last one of ``happened``?

    Returns 1 or 0 for each of them, in order; none if there is no year.

    By construction: what has lasted since the record began has only cases in which it went on.

    Source: our own definition; a first-order Markov chain's counts.

    >>> cases_like_the_last([0, 0, 1, 0, 0])
    [0, 1, 0]
    """
    return [later for earlier, later in pairwise(happened) if earlier == happened[-1]]


def _last(happened: pd.Series, window: int | None) -> list[int]:
    if window is not None and window < 1:
        raise WorkbookError(f"A window of {window} years holds no case; give one year or more, or None for all.")
    return [int(value) for value in (happened if window is None else happened.iloc[-window:])]


def _added(prior: Prior) -> float:
    if prior not in ADDED:
        raise unknown("prior", prior, PRIORS, "priors")
    return ADDED[prior]


def _chance(cases: Sequence[int], target: int, added: float) -> float:
    if not cases and not added:
        raise WorkbookError("There is no case to take a plain share of; take the prior laplace or jeffreys.")
    return (sum(case == target for case in cases) + added) / (len(cases) + 2 * added)
