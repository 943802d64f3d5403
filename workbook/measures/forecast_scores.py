"""How good are forecasts in numbers?"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError

EXTREMISE = 2.5
Numbers = npt.NDArray[np.float64]


def brier_score(probabilities: Iterable[float | None], outcomes: Iterable[float | None]) -> float:
    """How far were the forecasts from what happened?

    ``probabilities`` are between 0 and 1, ``outcomes`` 1 (it happened) or 0, in the same order. Returns
    BS = 1/N · Σ (p − o)², from 0 (perfect) to 1; always saying ½ gives 0.25. Missing pairs are left out.

    Raises WorkbookError for a probability outside 0 to 1, another outcome, or no pair at all.

    Source: Brier 1950, “Verification of forecasts expressed in terms of probability”, Monthly Weather Review 78.

    >>> round(brier_score([0.9, 0.2], [1, 0]), 3)
    0.025
    """
    p, o = _pairs(probabilities, outcomes)
    return float(((p - o) ** 2).mean())


def murphy_decomposition(probabilities: Iterable[float | None], outcomes: Iterable[float | None]) -> pd.Series:
    """Why is the score what it is: calibration, resolution, or the questions themselves?

    ``probabilities`` and ``outcomes`` are as in ``brier_score``. Returns a Series: ``brier``, ``reliability`` (0 is
    best: of events said to have probability p, a share p happens), ``resolution`` (more is better: forecasts differ
    where outcomes do) and ``uncertainty`` (of the outcomes; nothing a forecaster can change), with
    brier = reliability − resolution + uncertainty exactly. Forecasts of the same probability are one group. With few
    forecasts per group the first two are unsteady.

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
