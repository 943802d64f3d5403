"""Does a verdict hold when the weights behind it change? Counted over all sets of weights, without a draw."""

from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown

HIGHEST = 3
Addition = Literal["sum", "mean"]
Shares = npt.NDArray[np.float64]


def net_results(
    weights: "pd.Series[Any]", sides: "pd.Series[Any]", stray: int = HIGHEST, by: Addition = "sum"
) -> pd.DataFrame:
    """Which net results do all sets of weights near the given ones have, and how many of the sets have each?

    ``weights`` is a Series of whole numbers from 0 to 3, one per entry of the ledger; an item that is cut in two stands
    there twice. ``sides`` says ``risk`` or ``benefit`` of each name in it. Every entry may have any whole weight from 0
    to 3 that lies at most ``stray`` steps from its own. Returns one row per result: ``net`` (benefits − risks, in
    points; by ``mean`` the mean weight of the benefits − that of the risks) and ``share`` (0 to 1, of all sets).
    ``attrs["sets"]`` is the number of sets.

    By construction: with 3 steps the weights play no part and only the number of entries on each side counts; the
    longer side leads most sums, and by means neither leads. The shares are no evidence on what the items say.

    Raises WorkbookError for a weight or a number of steps outside 0 to 3, an entry without a side, and means of a side
    without entries; UnknownName for another way to add up.

    Source: the question of Butler, Jia and Dyer 1997, “Simulation techniques for the sensitivity analysis of
    multi-criteria decision models”, who draw weights at random; here the sums are folded together (convolution, as for
    dice), which gives what their draws come near to.

    >>> sides = pd.Series({"sanctions": "risk", "arms": "benefit"})
    >>> net_results(pd.Series({"sanctions": 3, "arms": 1}), sides, stray=1)["net"].to_list()
    [-3, -2, -1, 0]
    >>> net_results(pd.Series({"sanctions": 3, "arms": 1}), sides, stray=1)["share"].round(3).to_list()
    [0.167, 0.333, 0.333, 0.167]
    """
    if by not in get_args(Addition):
        raise unknown("way to add up", by, get_args(Addition), "ways")
    _check_weights(weights, stray)
    signs = sides.reindex(weights.index.unique()).map({"benefit": 1, "risk": -1})
    if signs.isna().any():
        raise WorkbookError(f"{signs.index[signs.isna()][0]} has no side; say risk or benefit.")
    entry_signs = signs.loc[weights.index].to_numpy(int)
    benefits, risks = int((entry_signs > 0).sum()), int((entry_signs < 0).sum())
    if by == "mean" and not (benefits and risks):
        raise WorkbookError("A side without entries has no mean; keep one on each side, or add up by sum.")
    # In steps of 1 / (benefits × risks) the means are whole numbers too.
    steps = {1: risks, -1: benefits} if by == "mean" else {1: 1, -1: 1}
    lowest, shares, sets = 0, np.ones(1), 1
    for weight, sign in zip(weights.to_numpy(int), entry_signs, strict=True):
        low, high = _limits(int(weight), stray)
        step = steps[int(sign)]
        single = np.zeros((high - low) * step + 1)
        single[::step] = 1 / (high - low + 1)
        shares = np.convolve(shares, single)
        lowest += step * (low if sign > 0 else -high)
        sets *= high - low + 1
    net: npt.NDArray[Any] = lowest + np.arange(len(shares))
    table = pd.DataFrame({"net": net / (benefits * risks) if by == "mean" else net, "share": shares})
    table = table[table["share"] > 0].reset_index(drop=True)
    table.attrs["sets"] = sets
    return table


def outcome_shares(results: pd.DataFrame) -> "pd.Series[Any]":
    """In what share of the sets of weights are the benefits ahead, and how far does the net result range?

    ``results`` is what ``net_results`` gives. Returns a Series: ``benefits_ahead``, ``even`` and ``risks_ahead`` (0 to
    1, together 1), and ``low``, ``middle`` and ``high``: the net result that 5, 50 and 95 percent of the sets do not
    exceed.

    By construction: what ``net_results`` says of the length of the two lists.

    Source: counting; the quantiles are type 1 of Hyndman and Fan 1996, “Sample quantiles in statistical packages”, The
    American Statistician 50.

    >>> results = pd.DataFrame({"net": [-1, 0, 1, 2], "share": [0.25, 0.25, 0.25, 0.25]})
    >>> outcome_shares(results)[["benefits_ahead", "even", "middle"]].to_list()
    [0.5, 0.25, 0.0]
    """
    net, share = results["net"], results["share"]
    # A result that occurs, not one between two results; a hair less, so that a sum of shares does not miss its step.
    up_to = share.cumsum().to_numpy() + 1e-12
    return pd.Series(
        {
            "benefits_ahead": share[net > 0].sum(),
            "even": share[net == 0].sum(),
            "risks_ahead": share[net < 0].sum(),
            **{
                name: net.iloc[int(np.searchsorted(up_to, quantile))]
                for name, quantile in (("low", 0.05), ("middle", 0.5), ("high", 0.95))
            },
        }
    )


def order_kept(weights: "pd.Series[Any]", stray: int = HIGHEST) -> "pd.Series[Any]":
    """How stable is the rank order of the items, when each weight may be off?

    ``weights`` is a Series of whole numbers from 0 to 3, one per item, each named once; every item may have any whole
    weight from 0 to 3 that lies at most ``stray`` steps from its own. Returns a Series by item: of all comparisons with
    items that ``weights`` puts above or below it, the share (0 to 1) in which all sets of weights keep the order; a tie
    does not keep it. Missing for an item that has the same weight as all others. The entry ``all`` is the share over
    all pairs.

    By construction: with 3 steps every order is kept in three eighths, whatever the weights, for that is how often one
    of two numbers from 0 to 3 is the larger. Only what lies above tells something.

    Raises WorkbookError for a weight or a number of steps outside 0 to 3.

    Source: concordant pairs as in Kendall 1938, “A new measure of rank correlation”, Biometrika 30.

    >>> order_kept(pd.Series({"arms": 3, "votes": 1}), stray=1).round(3).to_dict()
    {'arms': 0.833, 'votes': 0.833, 'all': 0.833}
    """
    _check_weights(weights, stray)
    values = weights.to_numpy(int)
    order = np.sign(values[:, None] - values[None, :])
    kept = np.zeros(order.shape)
    for place in zip(*np.nonzero(order), strict=True):
        mine, other = (np.arange(low, high + 1) for low, high in (_limits(int(values[n]), stray) for n in place))
        kept[place] = (np.sign(mine[:, None] - other[None, :]) == order[place]).mean()
    compared = (order != 0).sum(axis=1)
    shares: pd.Series[Any] = pd.Series(kept.sum(axis=1), index=weights.index) / np.where(compared, compared, np.nan)
    shares["all"] = kept.sum() / compared.sum() if compared.sum() else np.nan
    return shares


def _check_weights(weights: "pd.Series[Any]", stray: int) -> None:
    if not weights.isin(range(HIGHEST + 1)).all() or stray not in range(HIGHEST + 1):
        raise WorkbookError(f"Weights and steps are whole numbers from 0 to {HIGHEST}.")


def _limits(weight: int, stray: int) -> tuple[int, int]:
    """The lowest and the highest weight that lie at most ``stray`` steps away."""
    return max(weight - stray, 0), min(weight + stray, HIGHEST)
