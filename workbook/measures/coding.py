"""Do several people code the same things alike?"""

from collections.abc import Iterable
from typing import Any, Literal, TypedDict, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown

Level = Literal["nominal", "interval"]
LEVELS: tuple[Level, ...] = get_args(Level)
Matrix = npt.NDArray[np.float64]
Names = npt.NDArray[Any]


class CodersAgreement(TypedDict):
    """What ``agreement_of_coders`` returns."""

    alpha: float
    low: float
    high: float
    kappa: pd.DataFrame
    divided: pd.DataFrame


def cohens_kappa(first: Iterable[object], second: Iterable[object]) -> float:
    """How much do two coders agree beyond chance?

    ``first`` and ``second`` are their codes of the same things in the same order; a thing that either left out is left
    out. κ = (observed − expected) / (1 − expected), where the expected agreement follows from how often each used each
    code. Returns a number: 1 full agreement, 0 what chance gives, below 0 less; NaN if both used one and the same code
    only.

    Raises WorkbookError if no thing was coded by both.

    By construction: where one code is very frequent kappa is low though both agree nearly always; it needs the table
    beside it.

    Source: Cohen 1960, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20.

    >>> cohens_kappa(["a", "a", "b", "b"], ["a", "a", "b", "a"])
    0.5
    """
    pairs, codes = _crossed(first, second)
    return _kappa(pairs, _distances(codes, "nominal"))


def weighted_kappa(first: Iterable[float | None], second: Iterable[float | None]) -> float:
    """How much do two markers agree beyond chance, if being two levels apart is four times as bad as one?

    ``first`` and ``second`` are the ranks of the levels (whole numbers) that they gave to the same things in the same
    order; a thing that either left out is left out. κ = 1 − observed / expected, each the mean square of the distance:
    of the pairs as they are, and of all pairs that could be made of the same ranks. Returns a number: 1 full
    agreement, 0 what chance gives, below 0 less; NaN if both used one and the same level only.

    Raises WorkbookError if no thing was marked by both.

    By construction: squares forgive neighbours and punish far misses; a marker who is always one level stricter loses
    little.

    Source: Cohen 1968, “Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial
    credit”, Psychological Bulletin 70.

    >>> weighted_kappa([0, 1, 2, 3], [0, 1, 2, 2])
    0.875
    """
    pairs, codes = _crossed(first, second)
    return _kappa(pairs, _distances(codes, "interval"))


def krippendorffs_alpha(codes: pd.DataFrame, level: Level = "nominal") -> float:
    """How reliable is the coding of several coders, who need not all have coded everything?

    ``codes`` has one row per thing and one column per coder, gaps where a coder left it out. ``level`` says how far two
    codes are apart: nominal (names: the same or not) or interval (numbers: the square of the difference).
    α = 1 − observed / expected disagreement. Returns a number: 1 full agreement, 0 chance; NaN if everybody used one
    code only. As a rule of thumb conclusions need 0.8, and 0.667 is the least that is spoken of.

    Raises WorkbookError if no thing was coded by two coders, and UnknownName for another level.

    By construction: chance is what the coders' own mixture of codes gives; with one rare code a single slip moves it
    far.

    Source: Krippendorff 2011, “Computing Krippendorff's alpha-reliability”, University of Pennsylvania.

    >>> round(krippendorffs_alpha(pd.DataFrame({"x": ["a", "b", "a"], "y": ["a", "b", "b"]})), 3)
    0.444
    """
    if level not in LEVELS:
        raise unknown("level", level, LEVELS)
    counts, names = _counts(codes)
    return _alpha(counts, names, level)


def agreement_of_coders(codes: pd.DataFrame, draws: int = 1000, seed: int = 0) -> CodersAgreement:
    """How well do coders agree, how sure is that, and on which things do they part?

    ``codes`` has one row per thing (its index names it) and one column per coder. Returns a dict:

    - ``alpha``: Krippendorff's alpha, with ``low`` and ``high``, between which 95 percent of ``draws`` lie in which
      things are drawn at random with replacement (bootstrap);
    - ``kappa``: a table with Cohen's kappa of each pair of coders: ``one``, ``other``, ``kappa``, ``things``;
    - ``divided``: the things that coders coded differently, the most divided first: ``codes`` (how many different
      ones) and ``share`` (of pairs of coders that agree, 0 to 1).

    Raises WorkbookError for fewer than two coders, or if no thing was coded by two.

    By construction: few things make a wide interval; drawn things are taken as independent, which claims of one text
    are not.

    Source: Krippendorff 2011 and Cohen 1960, as above; Efron and Tibshirani 1993, “An Introduction to the Bootstrap”.

    >>> codes = pd.DataFrame({"x": ["a", "b", "a"], "y": ["a", "b", "b"]}, index=["1", "2", "3"])
    >>> list(agreement_of_coders(codes)["divided"].index)
    ['3']
    """
    if codes.shape[1] < 2:
        raise WorkbookError("Agreement needs two coders at least.")
    chance = np.random.default_rng(seed)
    counts, names = _counts(codes)
    drawn = (chance.integers(0, len(counts), len(counts)) for _ in range(draws if len(counts) else 0))
    alphas = [_alpha(counts[things], names, "nominal") for things in drawn]
    low, high = pd.Series(alphas, dtype=float).quantile([0.025, 0.975])
    return {
        "alpha": krippendorffs_alpha(codes),
        "low": float(low),
        "high": float(high),
        "kappa": _pairwise(codes),
        "divided": _divided(codes),
    }


def _crossed(first: Iterable[object], second: Iterable[object]) -> tuple[Matrix, Names]:
    """How often each code of the first (rows) meets each of the second (columns), and the codes."""
    table = pd.DataFrame({"first": list(first), "second": list(second)}, dtype=object).dropna()
    if table.empty:
        raise WorkbookError("The two coders have no thing in common that both coded.")
    numbers, codes = pd.factorize(table.to_numpy().ravel())
    pairs = np.zeros((len(codes), len(codes)))
    np.add.at(pairs, (numbers[::2], numbers[1::2]), 1)
    return pairs, codes


def _distances(codes: Names, level: Level) -> Matrix:
    """How far each two of ``codes`` are apart."""
    if level == "nominal":
        return 1 - np.eye(len(codes))
    numbers: Matrix = np.asarray(codes, dtype=float)
    return (numbers[:, None] - numbers) ** 2


def _kappa(pairs: Matrix, apart: Matrix) -> float:
    expected = np.outer(pairs.sum(axis=1), pairs.sum(axis=0)) / pairs.sum()
    if (expected * apart).sum() == 0:
        return float("nan")
    return float(1 - (pairs * apart).sum() / (expected * apart).sum())


def _counts(codes: pd.DataFrame) -> tuple[Matrix, Names]:
    """How often each thing that two coders coded got each code, and the codes."""
    numbers, names = pd.factorize(codes.to_numpy(dtype=object).ravel(), use_na_sentinel=True)
    counts = np.zeros((len(codes), len(names)))
    things = np.repeat(np.arange(len(codes)), codes.shape[1])
    np.add.at(counts, (things[numbers >= 0], numbers[numbers >= 0]), 1)
    return counts[counts.sum(axis=1) > 1], names


def _alpha(counts: Matrix, names: Names, level: Level) -> float:
    if not len(counts):
        raise WorkbookError("No thing was coded by two coders, so nothing can be compared.")
    # Krippendorff's matrix: how often each pair of codes meets within a thing, each code of a thing weighing alike.
    shares = counts / (counts.sum(axis=1) - 1)[:, None]
    pairs = counts.T @ shares - np.diag(shares.sum(axis=0))
    apart = _distances(names, level)
    used = pairs.sum(axis=1)
    expected = (np.outer(used, used) - np.diag(used)) * apart
    if expected.sum() == 0:
        return float("nan")
    return float(1 - (used.sum() - 1) * (pairs * apart).sum() / expected.sum())


def _pairwise(codes: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for number, second in enumerate(codes.columns):
        for first in codes.columns[:number]:
            both = codes[[first, second]].dropna()
            kappa = cohens_kappa(both[first], both[second]) if len(both) else float("nan")
            rows.append({"one": first, "other": second, "kappa": kappa, "things": len(both)})
    return pd.DataFrame(rows)


def _divided(codes: pd.DataFrame) -> pd.DataFrame:
    rows = {}
    for thing, cells in zip(codes.index, codes.to_numpy(), strict=True):
        row = [code for code in cells if not pd.isna(code)]
        if len(set(row)) > 1:
            pairs = len(row) * (len(row) - 1) / 2
            alike = sum(row[:number].count(code) for number, code in enumerate(row))
            rows[thing] = {"codes": len(set(row)), "share": alike / pairs}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["codes", "share"])
    return table.sort_values(["share", "codes"], ascending=[True, False], kind="stable")
