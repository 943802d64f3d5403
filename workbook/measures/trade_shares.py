"""How much of North Korea's trade is with whom?"""

from collections import Counter
from collections.abc import Mapping
from functools import reduce
from operator import add, and_
from typing import Any, Literal

import pandas as pd

from ..base import WorkbookError, unknown

Denominator = Literal["kotra", "inter-korean", "kita"]
Partner = Literal["CHN", "RUS", "KOR"]
# Which series a partner's trade and the total come from, per way of counting the total.
DENOMINATORS: dict[Denominator, str] = {
    "kotra": "KOTRA's total; trade between the two Koreas is left out",
    "inter-korean": "KOTRA's total plus trade between the two Koreas",
    "kita": "KITA's published share: Koreas' trade counted, crude oil not estimated",
}
SERIES: dict[Partner, str] = {"CHN": "kotra", "RUS": "kotra", "KOR": "inter-korean"}
Bound = Literal["low", "high"]
SpreadTo = Literal["published", "period"]
# Up to which day an estimate for several years is spread.
SPREADS: dict[SpreadTo, str] = {
    "published": "the day of publication, or the end of the period if that came before",
    "period": "the end of the period, though it came after publication",
}


def trade_share(
    trade: pd.DataFrame,
    partner: Partner = "CHN",
    denominator: Denominator = "kotra",
    unrecorded: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """What share of North Korea's recorded trade goes to ``partner``, year by year?

    ``trade`` is ``wb.load("trade")``; ``partner`` is CHN, RUS or KOR; ``denominator`` is one of

    - ``kotra``: the partner's trade / the world total as KOTRA counts it, without inter-Korean trade;
    - ``inter-korean``: the partner's trade / (that total + inter-Korean trade);
    - ``kita``: the share as KITA published it, for the few years that are recorded.

    ``unrecorded`` is trade with Russia that no record holds, in million dollars by year, such as
    ``payments_by_year`` gives: it is added to the total of those years, and to Russia's part.

    Returns one row per year: ``year``, ``partner_usd_million``, ``total_usd_million``, ``share`` (0 to 1),
    ``why`` (why the share is missing, else blank) and ``check`` (``confirmed`` only if every part is).
    Years that a series does not report stay missing; they are never zero. Inter-Korean trade that no source
    records for a year makes the second denominator missing in that year. A year with an ``unrecorded`` amount is
    unconfirmed, because that amount is an estimate; KITA's shares have no total, so nothing can be added to them.

    Raises UnknownName if ``denominator`` or ``partner`` has no series, and WorkbookError for a negative amount.

    By construction: what nobody records is in no share, so the share of a partner that publishes is too high as long
    as others do not; and a share rises when the rest shrinks, whatever the partner does.

    Source: the denominators are those of KOTRA, KDI and KITA; ``wb.about("trade")`` says what each leaves out.

    >>> import workbook as wb
    >>> shares = trade_share(wb.load("trade")).set_index("year")["share"]
    >>> round(float(shares[2010]), 2)
    0.83
    """
    if denominator not in DENOMINATORS:
        raise unknown("denominator", denominator, DENOMINATORS)
    if partner not in SERIES:
        raise unknown("partner", partner, SERIES)
    extra = pd.Series(unrecorded or {}, dtype=float)
    if (extra < 0).any():
        raise WorkbookError(f"An unrecorded amount of {extra.min():g} is negative; amounts are 0 or more.")
    if denominator == "kita":
        return _published(trade, partner)
    partners = _series(trade, partner, SERIES[partner])
    totals = [_series(trade, "WLD", "kotra")]
    if denominator == "inter-korean":
        totals.append(_series(trade, "KOR", "inter-korean"))
    elif partner == "KOR":
        return _published(trade.iloc[:0], partner)
    years = totals[0].index
    parts = [series.reindex(years) for series in (partners, *totals)]
    more = extra.reindex(years, fill_value=0)
    total = reduce(add, [part["value"] for part in parts[1:]]) + more
    value = parts[0]["value"] + more if partner == "RUS" else parts[0]["value"]
    share = value / total
    why = reduce(_first_reason, [part["why"].fillna("outside coverage") for part in parts])
    solid = reduce(and_, [part["check"] == "confirmed" for part in parts]) & (more == 0)
    return (
        pd.DataFrame(
            {
                "partner_usd_million": value,
                "total_usd_million": total,
                "share": share,
                "why": why.where(share.isna(), ""),
                "check": solid.map({True: "confirmed", False: "unconfirmed"}),
            }
        )
        .rename_axis("year")
        .reset_index()
    )


def payments_by_year(arms: pd.DataFrame, row: str, bound: Bound, spread_to: SpreadTo = "published") -> dict[int, float]:
    """How much of what Russia is said to have paid North Korea falls on each year?

    ``arms`` is ``wb.load("arms_and_troops")``; ``row`` is the id of an estimate in million dollars for a period, such
    as A54 (Friedrich Naumann Foundation) or A69 (CSIS); ``bound`` is its ``low`` or ``high`` end. The amount is spread
    evenly over the days from the first of its period to ``spread_to``: ``published``, the day of publication, or the
    end of the period if that came before; or ``period``, its end in any case.
    Formula: amount · days of the year in the span / days of the span.

    Returns the amount of each year in million US dollars; together they are the estimate.

    Raises UnknownName for a row, bound or span that there is not, and WorkbookError for a row that is no sum of money
    from Russia with that end and a period.

    By construction: every day has the same amount, so the years differ in their days alone; nobody knows the true ones.

    Source: our own definition; the estimates are those of the row's source.

    >>> import workbook as wb
    >>> paid = payments_by_year(wb.load("arms_and_troops"), "A54", "low")
    >>> {year: round(amount) for year, amount in paid.items()}
    {2023: 168, 2024: 169, 2025: 120}
    """
    if bound not in ("low", "high"):
        raise unknown("bound", bound, ("low", "high"))
    if spread_to not in SPREADS:
        raise unknown("span", spread_to, SPREADS)
    found = arms[arms["row_id"] == row]
    if found.empty:
        raise unknown("row", row, arms["row_id"])
    estimate = found.iloc[0]
    amount, start, end = estimate[f"amount_{bound}"], estimate["period_start"], _last_day(estimate)
    if spread_to == "published" and pd.notna(estimate["date"]) and estimate["date"] <= end:
        end = estimate["date"] - pd.Timedelta(days=1)
    paid = estimate["category"] == "money" and estimate["unit"] == "USD million" and estimate["from_actor"] == "RUS"
    if not paid or pd.isna(amount) or pd.isna(start) or pd.isna(end) or start >= end:
        raise WorkbookError(f"{row} is no sum of money from Russia for a period with a {bound} end; nothing is spread.")
    days = pd.date_range(start, end)
    counts = Counter(days.year)
    return {year: float(amount) * number / len(days) for year, number in sorted(counts.items())}


def first_year_above(shares: pd.DataFrame, level: float) -> int | None:
    """In which year does a share first exceed ``level``?

    ``shares`` has ``year`` and ``share``, and ``level`` is a share, both 0 to 1; years without a share are passed over.
    Returns the year; None if no share exceeds the level. A share that equals it does not exceed it.

    By construction: one year is enough, so a single high figure decides; the year moves with the denominator.

    Source: counting; no method of the literature.

    >>> first_year_above(pd.DataFrame({"year": [2001, 2002, 2003], "share": [0.5, 0.6, 0.4]}), 0.5)
    2002
    """
    above = shares.loc[shares["share"] > level, "year"]
    return int(above.min()) if len(above) else None


def stays_above_from(shares: pd.DataFrame, level: float) -> int | None:
    """From which year on does every recorded share exceed ``level``?

    ``shares`` has ``year`` and ``share``, and ``level`` is a share, both 0 to 1; years without a share are passed over.
    Returns the year; None if the last share does not exceed the level. A share that equals it does not exceed it.

    By construction: it speaks of the years up to the last recorded one only, and one low year moves it.

    Source: counting; no method of the literature.

    >>> stays_above_from(pd.DataFrame({"year": [2001, 2002, 2003, 2004], "share": [0.6, 0.5, 0.6, 0.7]}), 0.5)
    2003
    """
    rows = shares.dropna(subset="share").sort_values("year")
    low = rows.loc[rows["share"] <= level, "year"]
    later = rows.loc[rows["year"] > low.max(), "year"] if len(low) else rows["year"]
    return int(later.min()) if len(later) else None


def _last_day(estimate: pd.Series) -> Any:
    """The last day of the period: of a year, its 31 December; of a month, its last."""
    end, precision = estimate["period_end"], estimate["period_end_precision"]
    if pd.isna(end) or precision == "day":
        return end
    return end + (pd.offsets.YearEnd(0) if precision == "year" else pd.offsets.MonthEnd(0))


def _first_reason(why: pd.Series, other: pd.Series) -> pd.Series:
    return why.where(why != "", other)


def _series(trade: pd.DataFrame, partner: str, series: str) -> pd.DataFrame:
    rows = trade[(trade["partner"] == partner) & (trade["series"] == series)].set_index("year")
    why = rows.get("total_usd_million_missing", rows["total_usd_million"].isna().map({True: "not found", False: ""}))
    return pd.DataFrame({"value": rows["total_usd_million"], "why": why, "check": rows["check"]})


def _published(trade: pd.DataFrame, partner: str) -> pd.DataFrame:
    rows = trade[(trade["partner"] == partner) & (trade["series"] == "kita")]
    return pd.DataFrame(
        {
            "year": rows["year"],
            "partner_usd_million": rows["total_usd_million"],
            "total_usd_million": float("nan"),
            "share": rows["share_of_total_percent"] / 100,
            "why": "",
            "check": rows["check"],
        }
    ).reset_index(drop=True)
