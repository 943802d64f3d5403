"""Do two kinds of event keep close to each other in time, or does it only look so?"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError

DRAWS = 9_999


def days_to_nearest(dates: Iterable[object], others: Iterable[object]) -> pd.Series:
    """How many days lie between each of ``dates`` and the nearest of ``others``?

    Returns a Series indexed by date, in order: days, negative if the nearest one came before. Of two that are equally
    near, the later counts. Missing dates are left out.

    Raises WorkbookError if ``others`` holds no date.

    Source: counting; no method of the literature.

    >>> days_to_nearest(["2020-01-10"], ["2020-01-01", "2020-01-12"]).to_list()
    [2]
    """
    days, marks = _whole_days(dates), _whole_days(others)
    if not len(marks):
        raise WorkbookError("There is no date to measure the distance to.")
    after = np.searchsorted(marks, days).clip(0, len(marks) - 1)
    before = (after - 1).clip(0)
    ahead, back = marks[after] - days, marks[before] - days
    nearest = np.where(np.abs(back) < np.abs(ahead), back, ahead)
    return pd.Series(nearest, index=pd.to_datetime(days, unit="D"), name="days")


def closeness_test(
    dates: Iterable[object],
    others: Iterable[object],
    first: object,
    last: object,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.Series:
    """Are ``dates`` nearer to ``others`` than they would be by chance?

    The mean distance to the nearest of ``others`` is compared with that of as many days drawn at random from ``first``
    to ``last``, ``draws`` times (a Monte-Carlo permutation test). Returns a Series: ``mean_days``, ``by_chance`` (the
    mean of the draws, in days), ``p`` (the share of draws, the real one counted in, that are as near or nearer) and
    ``events`` (how many).

    Mind: a small p speaks against chance and not for a cause; and if others follow a season or a calendar that the
    events share, days drawn over the whole span are the wrong rival.

    Raises WorkbookError if there is no event, no other date, or an event outside the span.

    Source: Good 2005, “Permutation, Parametric and Bootstrap Tests of Hypotheses”.

    >>> test = closeness_test(["2020-03-01"], ["2020-03-01"], "2020-01-01", "2020-12-31", draws=999)
    >>> bool(test["mean_days"] == 0 and test["p"] < 0.05)
    True
    """
    start, end = (int(_whole_days([day])[0]) for day in (first, last))
    dates, others = list(dates), list(others)
    days, marks = _whole_days(dates), _whole_days(others)
    if not len(days):
        raise WorkbookError("There is no event to test.")
    if days.min() < start or days.max() > end:
        raise WorkbookError(f"The events reach beyond the span from {first} to {last}; widen it.")
    real = np.abs(days_to_nearest(dates, others)).mean()
    # The distance of every day of the span, once; a draw is then a look-up.
    span = np.arange(start, end + 1)
    after = np.searchsorted(marks, span).clip(0, len(marks) - 1)
    away = np.minimum(np.abs(marks[after] - span), np.abs(marks[(after - 1).clip(0)] - span))
    chance = np.random.default_rng(seed)
    drawn = np.array(
        [away[chance.choice(len(span), len(days), replace=len(days) > len(span))].mean() for _ in range(draws)]
    )
    as_near = int((drawn <= real + 1e-12).sum())
    return pd.Series(
        {"mean_days": real, "by_chance": drawn.mean(), "p": (as_near + 1) / (draws + 1), "events": len(days)}
    )


def _whole_days(dates: Iterable[object]) -> npt.NDArray[np.int64]:
    """Dates as whole days since 1970, in order, without gaps."""
    days = pd.to_datetime(pd.Series(list(dates), dtype="object")).dropna()
    return np.sort(days.to_numpy().astype("datetime64[D]").astype(np.int64))
