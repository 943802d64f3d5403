"""How much of North Korea's trade is with whom?"""

from functools import reduce
from operator import add, and_
from typing import Literal

import pandas as pd

from ..base import unknown

Denominator = Literal["kotra", "inter-korean", "kita"]
Partner = Literal["CHN", "RUS", "KOR"]
# Which series a partner's trade and the total come from, per way of counting the total.
DENOMINATORS: dict[Denominator, str] = {
    "kotra": "KOTRA's total; trade between the two Koreas is left out",
    "inter-korean": "KOTRA's total plus trade between the two Koreas",
    "kita": "KITA's published share: Koreas' trade counted, crude oil not estimated",
}
SERIES: dict[Partner, str] = {"CHN": "kotra", "RUS": "kotra", "KOR": "inter-korean"}


def trade_share(trade: pd.DataFrame, partner: Partner = "CHN", denominator: Denominator = "kotra") -> pd.DataFrame:
    """What share of North Korea's recorded trade goes to ``partner``, year by year?

    ``trade`` is ``wb.load("trade")``; ``partner`` is CHN, RUS or KOR; ``denominator`` is one of

    - ``kotra``: the partner's trade / the world total as KOTRA counts it, without inter-Korean trade;
    - ``inter-korean``: the partner's trade / (that total + inter-Korean trade);
    - ``kita``: the share as KITA published it, for the few years that are recorded.

    Returns one row per year: ``year``, ``partner_usd_million``, ``total_usd_million``, ``share`` (0 to 1),
    ``why`` (why the share is missing, else blank) and ``check`` (``confirmed`` only if every part is).
    Years that a series does not report stay missing; they are never zero. Inter-Korean trade that no source
    records for a year makes the second denominator missing in that year.

    Raises UnknownName if ``denominator`` or ``partner`` has no series.

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
    total = reduce(add, [part["value"] for part in parts[1:]])
    share = parts[0]["value"] / total
    why = reduce(_first_reason, [part["why"].fillna("outside coverage") for part in parts])
    solid = reduce(and_, [part["check"] == "confirmed" for part in parts])
    return (
        pd.DataFrame(
            {
                "partner_usd_million": parts[0]["value"],
                "total_usd_million": total,
                "share": share,
                "why": why.where(share.isna(), ""),
                "check": solid.map({True: "confirmed", False: "unconfirmed"}),
            }
        )
        .rename_axis("year")
        .reset_index()
    )


def first_year_above(shares: pd.DataFrame, level: float) -> int | None:
    """In which year does a share first exceed ``level``?

    ``shares`` has ``year`` and ``share``, and ``level`` is a share, both 0 to 1; years without a share are passed over.
    Returns the year; None if no share exceeds the level. A share that equals it does not exceed it.

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

    Source: counting; no method of the literature.

    >>> stays_above_from(pd.DataFrame({"year": [2001, 2002, 2003, 2004], "share": [0.6, 0.5, 0.6, 0.7]}), 0.5)
    2003
    """
    rows = shares.dropna(subset="share").sort_values("year")
    low = rows.loc[rows["share"] <= level, "year"]
    later = rows.loc[rows["year"] > low.max(), "year"] if len(low) else rows["year"]
    return int(later.min()) if len(later) else None


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
