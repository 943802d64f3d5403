"""Do two kinds of event keep close to each other in time, or does it only look so?"""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown

Direction = Literal["nearest", "since"]
DIRECTIONS: dict[Direction, str] = {
    "nearest": "days to the nearest one, before or after",
    "since": "days since the last one, for what is said to cause comes first",
}
Sides = Literal["one", "two"]
Span = tuple[object, object]
Whole = npt.NDArray[np.int64]


def days_to_nearest(dates: Iterable[object], others: Iterable[object]) -> pd.Series:
    """How many days lie between each of ``dates`` and the nearest of ``others``?

    Returns a Series indexed by date, in order: days, negative if the nearest one came before. Of two that are equally
    near, the later counts. Missing dates are left out.

    By construction: the more dates there are in ``others``, the smaller the numbers, whatever causes what.

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


def campaigns(
    dates: Iterable[object], together: int | None = 0, programmes: Iterable[object] | None = None
) -> pd.DataFrame:
    """Which launches belong together, so that a null must not tear them apart?

    Launches of one programme with at most ``together`` days from each to the next are one block: 0 makes each day a
    block of its own, None makes all one block. ``programmes`` names the programme of each date; without it all are of
    one. Returns one row per date, in order: ``date``, ``programme``, ``block`` (from 0). Missing dates are left out.

    By construction: fewer blocks mean fewer free draws, so the same distance speaks less against chance.

    Raises WorkbookError for a negative ``together``, or if ``programmes`` is not as long as ``dates``.

    Source: block permutation as in Good 2005; the number of days is a choice and has to be stated.

    >>> campaigns(["2023-05-31", "2023-08-24", "2024-05-27"], together=90)["block"].to_list()
    [0, 0, 1]
    """
    if together is not None and together < 0:
        raise WorkbookError(f"together is {together}; it can be 0 or more days, or None for the whole series.")
    listed = list(dates)
    named = [""] * len(listed) if programmes is None else list(programmes)
    if len(named) != len(listed):
        raise WorkbookError(f"There are {len(listed)} dates and {len(named)} programmes; give one for each date.")
    rows = pd.DataFrame({"date": pd.to_datetime(pd.Series(listed, dtype="object")), "programme": named})
    rows = rows.dropna(subset="date").sort_values(["programme", "date"], kind="stable")
    # Of two launches on one day each is drawn, unless days are held together.
    gap = rows.groupby("programme")["date"].diff().dt.days
    limit = together or -1
    rows["block"] = 0 if together is None else (gap.isna() | (gap > limit)).cumsum() - 1
    return rows.sort_values("date", kind="stable", ignore_index=True)


def closeness_test(
    dates: Iterable[object],
    others: Iterable[object],
    first: object,
    last: object,
    direction: Direction = "nearest",
    together: int | None = 0,
    programmes: Iterable[object] | None = None,
) -> pd.Series:
    """Are ``dates`` nearer to ``others`` than they would be by chance?

    The mean distance d = Σ|daysᵢ| / n is compared with that of every arrangement in which the blocks of ``campaigns``
    are shifted, each by itself and each by every number of days, round the span from ``first`` to ``last`` (what
    leaves it at the end comes in at its start). With ``together=0`` each launch moves alone; with None the whole
    series does, a circular shift, which keeps all gaps. ``direction`` is ``nearest``, or ``since``: only the days
    since the last of ``others``, for what is said to be the cause must come first. Nothing is drawn: the chances are
    counted exactly, by convolution.

    Returns a Series: ``mean_days``, ``by_chance`` (the mean over all arrangements, in days), ``p`` (the share of them
    that are as near or nearer), ``p_two_sided`` (twice the smaller of the shares as near and as far, at most 1),
    ``events`` and ``blocks`` (how many).

    By construction: p answers for one span, one direction and one rule of blocks, and moves with each of them; a small
    p speaks against chance and not for a cause.

    Raises WorkbookError if there is no event, no other date, an event outside the span, or with ``since`` no other
    date up to the first day; UnknownName for another ``direction``.

    Source: Good 2005, “Permutation, Parametric and Bootstrap Tests of Hypotheses”; the shift of a whole series is the
    exchange that is left when neighbours depend on each other.

    >>> test = closeness_test(["2020-03-01"], ["2020-03-01"], "2020-01-01", "2020-12-31")
    >>> bool(test["mean_days"] == 0 and round(test["p"], 6) == round(1 / 366, 6))
    True
    """
    if direction not in DIRECTIONS:
        raise unknown("direction", direction, DIRECTIONS)
    start, end = (int(_whole_days([day])[0]) for day in (first, last))
    rows = campaigns(dates, together, programmes)
    days = _whole_days(rows["date"])
    if not len(days):
        raise WorkbookError("There is no event to test.")
    if days.min() < start or days.max() > end:
        raise WorkbookError(f"The events reach beyond the span from {first} to {last}; widen it.")
    away = _away(start, end, _whole_days(others), direction)
    return pd.Series(_shifted(days - start, rows["block"].to_numpy(), away))


def closeness_by_choice(
    dates: Iterable[object],
    programmes: Iterable[object],
    others: Mapping[str, Iterable[object]],
    spans: Mapping[str, Span],
    blocks: Mapping[str, int | None],
) -> pd.DataFrame:
    """How does the closeness test come out under every defensible choice at once?

    ``others`` are the lists of dates to which one may measure, ``spans`` the first and last days between which one
    may draw, ``blocks`` the days that hold launches together (see ``campaigns``), each by its name. Every one of them
    is combined with both directions and with a one-sided and a two-sided test. A span takes the launches within it;
    with fewer than two of them it is left out.

    Returns one row per specification: ``others``, ``span``, ``first``, ``last``, ``direction``, ``together``,
    ``sides`` (one, two), ``events``, ``blocks``, ``mean_days``, ``by_chance``, ``p``.

    By construction: the specifications share their few events, so the share of small p is no p itself; it says how
    much of a finding is the choice of who looks.

    Raises WorkbookError as ``closeness_test`` does.

    Source: multiverse analysis (Steegen and others 2016) and specification curve (Simonsohn and others 2020).

    >>> rows = closeness_by_choice(["2020-03-01", "2020-05-01"], ["", ""], {"m": ["2020-01-01", "2020-03-02"]},
    ...     {"year": ("2020-01-01", "2020-12-31")}, {"alone": 0, "all": None})
    >>> len(rows), sorted(set(rows["sides"]))
    (8, ['one', 'two'])
    """
    listed, named = list(dates), list(programmes)
    held = {name: campaigns(listed, together, named) for name, together in blocks.items()}
    marks = {name: _whole_days(days) for name, days in others.items()}
    found = []
    for span, (first, last) in spans.items():
        start, end = (int(_whole_days([day])[0]) for day in (first, last))
        for name, direction in product(marks, DIRECTIONS):
            away = _away(start, end, marks[name], direction)
            spec = {"others": name, "span": span, "first": first, "last": last, "direction": direction}
            for together, rows in held.items():
                days = _whole_days(rows["date"]) - start
                inside = (days >= 0) & (days <= end - start)
                if inside.sum() < 2:
                    continue
                test = _shifted(days[inside], rows["block"].to_numpy()[inside], away)
                two = test.pop("p_two_sided")
                found.append({**spec, "together": together, "sides": "one", **test})
                found.append({**spec, "together": together, "sides": "two", **test, "p": two})
    return pd.DataFrame(found)


def lagged_ranks(first: pd.Series, second: pd.Series, most: int = 2) -> pd.DataFrame:
    """Do the years of ``first`` resemble those of ``second`` before or after them, with the same delays both ways?

    Both are Series of counts indexed by year. For each ``lag`` from −most to +most the rank correlation (Spearman's
    ρ) of ``first`` in a year and ``second`` in the year + lag is taken: at +1 what ``second`` does a year later, at −1
    what it did a year before. Returns one row per lag: ``lag``, ``rho`` (−1 to 1, missing if one side never varies),
    ``years``, and ``p``: the share of all circular shifts of ``second`` along the years in which ρ is as far from 0.

    By construction: with 2·most + 1 lags and few years some lag looks good; who allows a delay to one side only
    chooses the answer.

    Raises WorkbookError if a year is missing on one side or fewer than 4 years are left.

    Source: Spearman 1904 for ρ; equal lags in both directions as in Hill 1965 on the order of cause and effect.

    >>> tests = pd.Series([1, 5, 2, 8, 3, 9], range(2000, 2006))
    >>> found = lagged_ranks(tests, tests.shift(1, fill_value=0), most=1).set_index("lag")["rho"]
    >>> round(float(found[1]), 6)
    1.0
    """
    if sorted(first.index) != sorted(second.index) or not first.index.is_unique:
        raise WorkbookError("Both counts need the same years, each once; give a gap as 0 only if it is one.")
    years = sorted(first.index)
    if years != list(range(years[0], years[-1] + 1)) or len(years) - most < 4:
        raise WorkbookError(f"{len(years)} years are too few for lags of {most}, or one of them is missing.")
    a, b = (np.asarray(one.loc[years], dtype=float) for one in (first, second))
    rows = []
    for lag in range(-most, most + 1):
        rho = _rho_at(a, b, lag)
        shifted = [_rho_at(a, np.roll(b, shift), lag) for shift in range(len(b))]
        as_far = [abs(other) >= abs(rho) - 1e-12 for other in shifted if not np.isnan(other)]
        p = sum(as_far) / len(as_far) if not np.isnan(rho) else np.nan
        rows.append({"lag": lag, "rho": rho, "years": len(years) - abs(lag), "p": p})
    return pd.DataFrame(rows)


def _rho_at(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], lag: int) -> float:
    """Spearman's ρ of ``a`` and of ``b`` moved by ``lag`` places."""
    cut = (slice(None, len(a) - lag), slice(lag, None)) if lag >= 0 else (slice(-lag, None), slice(None, lag))
    x, y = (pd.Series(values[part]).rank() for values, part in ((a, cut[0]), (b, cut[1])))
    return float(x.corr(y)) if x.nunique() > 1 and y.nunique() > 1 else float("nan")


def _away(start: int, end: int, marks: Whole, direction: Direction) -> Whole:
    """How many days lie between each day of the span and the nearest mark, or the last one up to it?"""
    if not len(marks):
        raise WorkbookError("There is no date to measure the distance to.")
    if direction == "since" and marks[0] > start:
        raise WorkbookError(
            f"No other date lies before {np.datetime64(start, 'D')}, so the days since the last one are not defined "
            "for all of the span."
        )
    days = np.arange(start, end + 1)
    after = np.searchsorted(marks, days, side="right")
    before: Whole = np.abs(days - marks[(after - 1).clip(0)])
    if direction == "since":
        return before
    later: Whole = np.abs(marks[after.clip(0, len(marks) - 1)] - days)
    return np.minimum(before, later)


def _shifted(places: Whole, blocks: Whole, away: Whole) -> dict[str, float]:
    """The real distance of the days at ``places`` of the span, beside that of all shifts of their ``blocks``."""
    names = np.unique(blocks)
    sums = [np.sum([np.roll(away, -place) for place in places[blocks == name]], axis=0) for name in names]
    # The chance of each total, if each block starts on any day alike: a product of waves is a sum of draws.
    size = int(sum(part.max() for part in sums)) + 1
    length = 1 << (size - 1).bit_length()
    wave = np.prod([np.fft.rfft(np.bincount(part, minlength=size) / len(part), length) for part in sums], axis=0)
    chance = np.fft.irfft(wave, length)[:size].clip(0)
    real = int(away[places].sum())
    near, far = (min(1.0, float(part.sum())) for part in (chance[: real + 1], chance[real:]))
    return {
        "mean_days": real / len(places),
        "by_chance": float(away.mean()),
        "p": near,
        "p_two_sided": min(1.0, 2 * min(near, far)),
        "events": len(places),
        "blocks": len(sums),
    }


def _whole_days(dates: Iterable[object]) -> Whole:
    """Dates as whole days since 1970, in order, without gaps."""
    days = pd.to_datetime(pd.Series(list(dates), dtype="object")).dropna()
    return np.sort(days.to_numpy().astype("datetime64[D]").astype(np.int64))
