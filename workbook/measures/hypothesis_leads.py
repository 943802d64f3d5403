"""How firm is a lead among competing hypotheses? Exact shares over other samples of evidence and other readings."""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown
from .hypothesis_scores import _points

DRAWN = {"evidence": "the evidence drawn anew", "readings": "each piece from either reading"}
MOST_CELLS = 4_000_000
Points = npt.NDArray[np.int64]


def lead_shares(
    ratings: pd.DataFrame, weights: Mapping[str, float] | pd.Series | None = None, draw: str = "evidence"
) -> pd.DataFrame:
    """How often would each hypothesis lead, had other evidence been collected, or had the readers been exchanged?

    ``ratings`` and ``weights`` are as in ``inconsistency``, with whole numbers as weights. ``draw`` is ``evidence``: as
    many pieces as there are, drawn with replacement (the bootstrap), or ``readings``: each piece as the one or the
    other reading rates it, evenly; then ``ratings`` has a column ``reading``. Returns one row per hypothesis:
    ``hypothesis_id``, ``alone`` (share of draws in which it is contradicted least, 0 to 1) and ``tied`` (in which it
    shares that place). The shares of ``alone`` and the ties add up to 1.

    Nothing is drawn: the distribution of the differences of the sums is computed, as a product of the transforms of
    the single pieces.

    By construction: pieces count as independent and as a fair sample of what there is, which they are not, so that a
    lead is less firm than its share.

    Raises UnknownName for another ``draw``, rating or piece, and WorkbookError for weights that are no whole numbers,
    or for more hypotheses than can be computed exactly (three always can).

    Source: Efron 1979, “Bootstrap methods: another look at the jackknife”, The Annals of Statistics 7; the sum of
    independent draws is a convolution.

    >>> rows = [("e1", "A", "I"), ("e1", "B", "C"), ("e2", "A", "C"), ("e2", "B", "I")]
    >>> table = pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"])
    >>> lead_shares(table).round(3).to_numpy().tolist()
    [['A', 0.25, 0.5], ['B', 0.25, 0.5]]
    """
    if draw not in DRAWN:
        raise unknown("draw", draw, DRAWN)
    if draw == "evidence":
        tables = [_points(ratings, weights)]
    else:
        tables = [_points(rows, _of(rows, weights)) for _, rows in ratings.groupby("reading", sort=True)]
    names = sorted(set().union(*(table.columns for table in tables)))
    if not names:
        return pd.DataFrame(columns=["hypothesis_id", "alone", "tied"])
    numbers = [_whole(table.reindex(columns=names, fill_value=0.0)) for table in tables]
    if draw == "evidence":
        options, times = [numbers[0].to_numpy()], len(numbers[0])
    else:
        pieces = sorted(set().union(*(table.index for table in numbers)))
        options, times = [_options(numbers, piece) for piece in pieces], 1
    alone, tied = _leads(options, times)
    return pd.DataFrame({"hypothesis_id": names, "alone": alone, "tied": tied})


def _of(rows: pd.DataFrame, weights: Mapping[str, float] | pd.Series | None) -> "pd.Series[float] | None":
    """The weights of the pieces in ``rows``."""
    series = None if weights is None else pd.Series(weights, dtype=float)
    return series if series is None else series[series.index.isin(rows["evidence_id"])]


def _whole(points: pd.DataFrame) -> pd.DataFrame:
    if ((points % 1) != 0).any(axis=None):
        raise WorkbookError("Shares of leads are exact for weights that are whole numbers, such as 1, 2 and 3.")
    return points.astype(int)


def _options(tables: Sequence[pd.DataFrame], piece: str) -> Points:
    """How the readings that rated ``piece`` rate it, one row each."""
    return np.array([table.loc[piece].to_numpy() for table in tables if piece in table.index])


def _leads(options: Sequence[Points], times: int) -> tuple[list[float], list[float]]:
    """How often each column has the least sum alone, and how often with others.

    Each of ``options`` is an array of rows, of which ``times`` are drawn with replacement, all equally likely.
    """
    # Only differences to the first column matter, so there is one dimension less than there are hypotheses.
    apart = [rows[:, 1:] - rows[:, :1] for rows in options]
    lows = [rows.min(axis=0) for rows in apart]
    size = [
        int(times * span) + 1 for span in sum(rows.max(axis=0) - low for rows, low in zip(apart, lows, strict=True))
    ]
    if np.prod(size, dtype=float) > MOST_CELLS:
        raise WorkbookError("These are too many hypotheses for exact shares; compare three that exclude each other.")
    axes = tuple(range(len(size)))
    if not axes:
        return [1.0], [0.0]
    product = np.ones(1, dtype=complex)
    for rows, low in zip(apart, lows, strict=True):
        chances = np.zeros(size)
        np.add.at(chances, tuple((rows - low).T), 1 / len(rows))
        product = product * np.fft.fftn(chances, axes=axes) ** times
    chances = np.fft.ifftn(product, axes=axes).real.clip(0)
    start = times * sum(lows)
    sums = [np.zeros(size), *(grid + low for grid, low in zip(np.indices(size), start, strict=True))]
    least = reduce(np.minimum, sums)
    first = [column == least for column in sums]
    many = sum(where.astype(int) for where in first)
    alone = [float(chances[where & (many == 1)].sum()) for where in first]
    return alone, [float(chances[where & (many > 1)].sum()) for where in first]
