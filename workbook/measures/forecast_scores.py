"""How good are forecasts in numbers?"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown

EXTREMISE = 2.5
Numbers = npt.NDArray[np.float64]
ScoringRule = Literal["brier", "log", "spherical", "linear"]
SCORING_RULES: dict[ScoringRule, str] = {
    "brier": "Brier: the squared distance",
    "log": "logarithm of what was given to what happened",
    "spherical": "spherical rule",
    "linear": "the distance itself",
}


def brier_score(probabilities: Iterable[float | None], outcomes: Iterable[float | None]) -> float:
    """How far were the forecasts from what happened?

    ``probabilities`` are between 0 and 1, ``outcomes`` 1 (it happened) or 0, in the same order. Returns
    BS = 1/N · Σ (p − o)², from 0 (perfect) to 1; always saying ½ gives 0.25. Missing pairs are left out.

    By construction: it mixes skill with how hard the questions were; compare it on the same questions only.

    Raises WorkbookError for a probability outside 0 to 1, another outcome, or no pair at all.

    Source: Brier 1950, “Verification of forecasts expressed in terms of probability”, Monthly Weather Review 78.

    >>> round(brier_score([0.9, 0.2], [1, 0]), 3)
    0.025
    """
    p, o = _pairs(probabilities, outcomes)
    return float(((p - o) ** 2).mean())


def mean_score(
    probabilities: Iterable[float | None], outcomes: Iterable[float | None], rule: ScoringRule = "brier"
) -> float:
    """How good were the forecasts, by one of several scoring rules?

    ``probabilities`` and ``outcomes`` are as in ``brier_score``. Returns the mean penalty, 0 for a perfect forecaster,
    with q the probability given to what happened (p, or 1 − p if it did not): brier (1 − q)²; log −ln q, which is
    infinite where the impossible happened; spherical 1 − q / √(p² + (1 − p)²); linear 1 − q. Always saying ½ gives
    0.25, 0.693, 0.293 and 0.5.

    By construction: the first three are proper, which means that what you believe is what costs you least in
    expectation; linear is not, and rewards saying 0 or 100 percent (see ``expected_score``). Scores of two rules are
    not on one scale.

    Raises UnknownName for another rule, and WorkbookError as ``brier_score`` does.

    Source: Gneiting and Raftery 2007, “Strictly proper scoring rules, prediction, and estimation”, Journal of the
    American Statistical Association 102.

    >>> round(mean_score([0.9, 0.2], [1, 0], "log"), 3), round(mean_score([0.9, 0.2], [1, 0], "linear"), 3)
    (0.164, 0.15)
    """
    p, o = _pairs(probabilities, outcomes)
    return float(_penalty(rule)(np.where(o == 1, p, 1 - p)).mean())


def expected_score(said: float, belief: float, rule: ScoringRule = "brier") -> float:
    """What penalty do you have to expect if you believe one probability and say another?

    ``said`` and ``belief`` are between 0 and 1. Returns belief · S(said) + (1 − belief) · S(1 − said), with S the
    penalty by ``rule`` (see ``mean_score``) of the probability given to what happens; infinite by the logarithm if you
    call impossible what you do not believe to be impossible.

    By construction: by a proper rule it is least at ``said`` = ``belief``, whatever the subject; by the linear rule it
    is belief + said − 2 · belief · said, a straight line, so it is least at 0 or at 1.

    Raises UnknownName for another rule, WorkbookError for a probability outside 0 to 1.

    Source: Gneiting and Raftery 2007, “Strictly proper scoring rules, prediction, and estimation”, Journal of the
    American Statistical Association 102; Brier 1950.

    >>> round(expected_score(0.7, 0.7, "linear"), 2), round(expected_score(1, 0.7, "linear"), 2)
    (0.42, 0.3)
    """
    (said, belief), penalty = _probabilities([said, belief]), _penalty(rule)
    chances = np.array([belief, 1 - belief])
    costs = penalty(np.array([said, 1 - said]))
    return float((chances[chances > 0] * costs[chances > 0]).sum())


def _penalty(rule: ScoringRule) -> Callable[[Numbers], Numbers]:
    """The penalty for the probability that was given to what happened."""
    if rule not in SCORING_RULES:
        raise unknown("scoring rule", rule, SCORING_RULES)
    return PENALTIES[rule]


def _log(q: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(q) + 0.0)


PENALTIES: dict[ScoringRule, Callable[[Numbers], Numbers]] = {
    "brier": lambda q: (1 - q) ** 2,
    "log": _log,
    "spherical": lambda q: 1 - q / np.sqrt(q**2 + (1 - q) ** 2),
    "linear": lambda q: 1 - q,
}


def murphy_decomposition(probabilities: Iterable[float | None], outcomes: Iterable[float | None]) -> pd.Series:
    """Why is the score what it is: calibration, resolution, or the questions themselves?

    ``probabilities`` and ``outcomes`` are as in ``brier_score``. Returns a Series: ``brier``, ``reliability`` (0 is
    best: of events said to have probability p, a share p happens), ``resolution`` (more is better: forecasts differ
    where outcomes do) and ``uncertainty`` (of the outcomes; nothing a forecaster can change), with
    brier = reliability − resolution + uncertainty exactly. Forecasts of the same probability are one group. With few
    forecasts per group the first two are unsteady.

    By construction: where every probability is given once, reliability and resolution only say how far each single
    outcome lay from it; the third part does not depend on the forecaster.

    Raises WorkbookError for a probability outside 0 to 1, another outcome, or no pair at all.

    Source: Murphy 1973, “A new vector partition of the probability score”, Journal of Applied Meteorology 12.

    >>> parts = murphy_decomposition([0.8, 0.8, 0.2, 0.2], [1, 1, 0, 1])
    >>> bool(abs(parts["brier"] - (parts["reliability"] - parts["resolution"] + parts["uncertainty"])) < 1e-12)
    True
    """
    p, o = _pairs(probabilities, outcomes)
    base = o.mean()
    groups = pd.DataFrame({"p": p, "o": o}).groupby("p")["o"].agg(["mean", "size"])
    share = groups["size"] / len(p)
    reliability = (share * (groups.index.to_numpy() - groups["mean"]) ** 2).sum()
    resolution = (share * (groups["mean"] - base) ** 2).sum()
    return pd.Series(
        {
            "brier": float(((p - o) ** 2).mean()),
            "reliability": float(reliability),
            "resolution": float(resolution),
            "uncertainty": float(base * (1 - base)),
        }
    )


def calibration(probabilities: Iterable[float | None], outcomes: Iterable[float | None], bins: int = 5) -> pd.DataFrame:
    """Of what was said to be likely to 70 percent, did 70 percent happen?

    ``probabilities`` and ``outcomes`` are as in ``brier_score``. Returns one row per band of equal width that holds
    forecasts: ``low``, ``high``, ``said`` (mean probability), ``happened`` (share that came true), all 0 to 1, and
    ``forecasts`` (how many). The last band holds 1.

    By construction: in a band of n forecasts one outcome more or less moves ``happened`` by 1/n.

    Raises WorkbookError for a probability outside 0 to 1, another outcome, or no pair at all.

    Source: Murphy and Winkler 1977, “Reliability of subjective probability forecasts of precipitation and
    temperature”, Applied Statistics 26.

    >>> calibration([0.1, 0.1, 0.9], [0, 1, 1], bins=2)[["said", "happened", "forecasts"]].to_numpy().tolist()
    [[0.1, 0.5, 2.0], [0.9, 1.0, 1.0]]
    """
    p, o = _pairs(probabilities, outcomes)
    band = np.minimum((p * bins).astype(int), bins - 1)
    rows = pd.DataFrame({"band": band, "said": p, "happened": o}).groupby("band")
    table = rows.agg(said=("said", "mean"), happened=("happened", "mean"), forecasts=("said", "size")).reset_index()
    table.insert(0, "low", table["band"] / bins)
    table.insert(1, "high", (table["band"] + 1) / bins)
    return table.drop(columns="band")


def skill(
    probabilities: Iterable[float | None],
    outcomes: Iterable[float | None],
    baseline: float | Sequence[float] | pd.Series | None = None,
) -> float:
    """How much better than a baseline were the forecasts?

    ``probabilities`` and ``outcomes`` are as in ``brier_score``; ``baseline`` is a probability given to everything, or
    one per forecast; without it, the share of the outcomes that happened, which nobody knows beforehand and which is
    therefore a hard rival. Returns 1 − BS / BS of the baseline: 1 perfect, 0 no better, below 0 worse; NaN if the
    baseline is perfect.

    By construction: the baseline decides the sign; the same forecasts have skill beside one rival and none beside
    another.

    Raises WorkbookError for a probability outside 0 to 1, another outcome, or no pair at all.

    Source: the Brier skill score, as in Wilks 2011, “Statistical Methods in the Atmospheric Sciences”, chapter 8.

    >>> skill([0.9, 0.1], [1, 0], baseline=0.5)
    0.96
    """
    p, o = _pairs(probabilities, outcomes)
    rival = o.mean() if baseline is None else baseline
    worst = brier_score(np.broadcast_to(np.asarray(rival, dtype=float), p.shape), o)
    return round(float(1 - brier_score(p, o) / worst), 12) if worst > 0 else float("nan")


def extremised_mean(probabilities: Iterable[float | None], power: float = EXTREMISE) -> float:
    """What does a group say if each member knows only a part?

    ``probabilities`` are between 0 and 1; missing ones are left out. Their mean is too near ½, because each forecaster
    leaves out what only the others know. It is pushed outward. Returns m^a / (m^a + (1 − m)^a), 0 to 1, with m the
    mean and a the ``power`` (1: the mean itself).

    By construction: it leaves ½ where it is and pushes everything else outward, whether or not the members know
    different things.

    Raises WorkbookError for a probability outside 0 to 1, or if there is none.

    Source: Baron and others 2014, “Two reasons to make aggregated probability forecasts more extreme”, Decision
    Analysis 11; a = 2.5 is near what they found.

    >>> round(extremised_mean([0.7, 0.7]), 3)
    0.893
    """
    p = _probabilities(probabilities)
    if not p.size:
        raise WorkbookError("There is no probability to take the mean of.")
    mean = p.mean()
    return float(mean**power / (mean**power + (1 - mean) ** power))


def _probabilities(values: Iterable[float | None]) -> Numbers:
    p = np.asarray(pd.Series(list(values), dtype=float).dropna(), dtype=np.float64)
    if (bad := p[(p < 0) | (p > 1)]).size:
        raise WorkbookError(f"{bad[0]:g} is not a probability; it lies between 0 and 1 (70 percent is 0.7).")
    return p


def _pairs(probabilities: Iterable[float | None], outcomes: Iterable[float | None]) -> tuple[Numbers, Numbers]:
    table = pd.DataFrame({"p": list(probabilities), "o": list(outcomes)}, dtype=float).dropna()
    p, o = _probabilities(table["p"]), np.asarray(table["o"], dtype=np.float64)
    if not len(p):
        raise WorkbookError("No forecast has an outcome yet, so there is nothing to score.")
    if (bad := o[~np.isin(o, [0, 1])]).size:
        raise WorkbookError(f"{bad[0]:g} is not an outcome; it is 1 if the thing happened and 0 if not.")
    return p, o
