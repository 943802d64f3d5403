"""Does a verdict hold when the weights behind it change?"""

import numpy as np
import pandas as pd

from ..base import WorkbookError

# The day of bogusz2024, so that nobody has chosen the seed for its result.
SEED = 20241203
DRAWS = 10_000
HIGHEST = 3


def draw_weights(weights: pd.Series, stray: int = HIGHEST, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Which weights might other readers have given?

    ``weights`` is a Series of whole numbers from 0 to 3, one per item. Each draw gives every item a whole number at
    random, all equally likely, that lies at most ``stray`` steps from its weight and between 0 and 3: with 3 steps it
    does not depend on ``weights`` at all. Returns one row per draw and one column per item. The same ``seed`` gives
    the same draws.

    Raises WorkbookError for a weight or a number of steps outside 0 to 3.

    Source: Butler, Jia and Dyer 1997, “Simulation techniques for the sensitivity analysis of multi-criteria decision
    models”, who draw weights at random, without limits or near a given ranking.

    >>> draw_weights(pd.Series({"aid": 2, "risk": 0}), stray=0, draws=2).to_dict("list")
    {'aid': [2, 2], 'risk': [0, 0]}
    """
    if not weights.between(0, HIGHEST).all() or not 0 <= stray <= HIGHEST:
        raise WorkbookError(f"Weights and steps are whole numbers from 0 to {HIGHEST}.")
    low, high = (weights - stray).clip(lower=0), (weights + stray).clip(upper=HIGHEST)
    size = (draws, len(weights))
    drawn = np.random.default_rng(seed).integers(low.to_numpy(int), high.to_numpy(int), size=size, endpoint=True)
    return pd.DataFrame(drawn, columns=weights.index)


def ledger_results(drawn: pd.DataFrame, sides: pd.Series) -> pd.DataFrame:
    """What do benefits and risks come to, for each set of weights?

    ``drawn`` has one row per set of weights and one column per item; ``sides`` is a Series that says ``risk`` or
    ``benefit`` of each item. Returns one row per set: ``benefit`` and ``risk`` (sums of the weights), ``net``
    (benefit − risk) and ``net_of_means`` (mean weight of the benefits − mean weight of the risks, so that the longer
    list has no advantage), in points.

    Source: our own definition.

    >>> drawn = pd.DataFrame({"sanctions": [3], "arms": [1], "votes": [1]})
    >>> sides = pd.Series({"sanctions": "risk", "arms": "benefit", "votes": "benefit"})
    >>> ledger_results(drawn, sides).iloc[0].to_list()
    [2.0, 3.0, -1.0, -2.0]
    """
    gain, loss = (drawn.loc[:, sides.reindex(drawn.columns) == side] for side in ("benefit", "risk"))
    return pd.DataFrame(
        {
            "benefit": gain.sum(axis="columns"),
            "risk": loss.sum(axis="columns"),
            "net": gain.sum(axis="columns") - loss.sum(axis="columns"),
            "net_of_means": gain.mean(axis="columns") - loss.mean(axis="columns"),
        }
    )


def outcome_shares(results: pd.DataFrame) -> pd.Series:
    """In what share of the draws are the benefits ahead, and how far does the net result range?

    ``results`` is what ``ledger_results`` gives. Returns a Series: ``benefits_ahead``, ``even`` and ``risks_ahead``
    (0 to 1, together 1), ``benefits_ahead_by_mean`` (the same as the first for ``net_of_means``) and ``low``,
    ``middle`` and ``high``: the net result that 5, 50 and 95 percent of the draws do not exceed.

    Source: counting; the quantiles are type 1 of Hyndman and Fan 1996, “Sample quantiles in statistical packages”, The
    American Statistician 50.

    >>> results = pd.DataFrame({"net": [2, 1, 0, -1], "net_of_means": [1, -1, -1, -1]})
    >>> outcome_shares(results)[["benefits_ahead", "even", "benefits_ahead_by_mean"]].to_list()
    [0.5, 0.25, 0.25]
    """
    net = results["net"]
    return pd.Series(
        {
            "benefits_ahead": (net > 0).mean(),
            "even": (net == 0).mean(),
            "risks_ahead": (net < 0).mean(),
            "benefits_ahead_by_mean": (results["net_of_means"] > 0).mean(),
            # A result that occurs, not one between two results.
            **{
                name: np.quantile(net, share, method="inverted_cdf")
                for name, share in (("low", 0.05), ("middle", 0.5), ("high", 0.95))
            },
        }
    )


def order_kept(weights: pd.Series, drawn: pd.DataFrame) -> pd.Series:
    """How stable is the rank order of the items?

    ``weights`` is a Series with one number per item; ``drawn`` has one row per draw and one column per item. Returns a
    Series by item: of all comparisons with items that ``weights`` puts above or below it, the share (0 to 1) in which
    the draws keep the order; a tie in a draw does not keep it. Missing for an item that has the same weight as all
    others. The entry ``all`` is the share over all pairs. One is a fixed order; ``draw_weights`` without limits keeps
    three eighths by chance, the share of pairs from 0 to 3 in which one given item is the heavier.

    Source: concordant pairs as in Kendall 1938, “A new measure of rank correlation”, Biometrika 30.

    >>> order_kept(pd.Series({"arms": 3, "votes": 1}), pd.DataFrame({"arms": [2, 1], "votes": [0, 1]})).to_dict()
    {'arms': 0.5, 'votes': 0.5, 'all': 0.5}
    """
    order = np.sign(weights.to_numpy()[:, None] - weights.to_numpy()[None, :])
    values = drawn[list(weights.index)].to_numpy()
    kept = np.zeros(order.shape)
    for number in range(len(weights)):
        kept[number] = (np.sign(values[:, [number]] - values) == order[number]).mean(axis=0)
    kept = np.where(order != 0, kept, 0)
    compared = (order != 0).sum(axis=1)
    shares: pd.Series = pd.Series(kept.sum(axis=1), index=weights.index) / np.where(compared, compared, np.nan)
    shares["all"] = kept.sum() / compared.sum() if compared.sum() else np.nan
    return shares
