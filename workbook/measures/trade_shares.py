"""How much of North Korea's trade is with whom?"""

from functools import reduce

import pandas as pd

from ..base import unknown

# Which series a partner's trade and the total come from, per way of counting the total.
DENOMINATORS = {
    "kotra": "KOTRA's total; trade between the two Koreas is left out",
    "inter-korean": "KOTRA's total plus trade between the two Koreas",
    "kita": "KITA's published share: Koreas' trade counted, crude oil not estimated",
}
SERIES = {"CHN": "kotra", "RUS": "kotra", "KOR": "inter-korean"}


def trade_share(trade, partner="CHN", denominator="kotra"):
    """What share of North Korea's recorded trade goes to ``partner``, year by year?

    ``trade`` is ``wb.load("trade")``; ``partner`` is CHN, RUS or KOR; ``denominator`` is one of

    - ``kotra``: the partner's trade / the world total as KOTRA counts it, without inter-Korean trade;
    - ``inter-korean``: the partner's trade / (that total + inter-Korean trade);
    - ``kita``: the share as KITA published it, for the few years that are recorded.

    Returns one row per year: ``year``, ``partner_usd_million``, ``total_usd_million``, ``share`` (0 to 1),
    ``why`` (why the share is missing, else blank) and ``check`` (``confirmed`` only if every part is).
    Years that a series does not report stay missing; they are never zero. Inter-Korean trade that no source
    records for a year makes the second denominator missing in that year.

    Raises UnknownName if ``denominator`` or ``partner`` has no series. Source of the method: the denominators are
    those of KOTRA, KDI and KITA; ``wb.about("trade")`` says what each leaves out.

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
    part = _series(trade, partner, SERIES[partner])
    totals = [_series(trade, "WLD", "kotra")]
    if denominator == "inter-korean":
        totals.append(_series(trade, "KOR", "inter-korean"))
    elif partner == "KOR":
        return _published(trade.iloc[:0], partner)
    years = totals[0].index
    parts = [series.reindex(years) for series in (part, *totals)]
    total = reduce(lambda one, other: one + other, [p["value"] for p in parts[1:]])
    share = parts[0]["value"] / total
    why = reduce(lambda one, other: one.where(one != "", other), [p["why"].fillna("outside coverage") for p in parts])
    solid = reduce(lambda one, other: one & other, [p["check"] == "confirmed" for p in parts])
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


def first_year_above(shares, level):
    """In which year does a share first exceed ``level`` (0 to 1)? None if it never does.

    ``shares`` has ``year`` and ``share``; years without a share are passed over.
    """
    above = shares.loc[shares["share"] > level, "year"]
    return int(above.min()) if len(above) else None


def stays_above_from(shares, level):
    """From which year on does every recorded share exceed ``level`` (0 to 1)? None if the last one does not."""
    known = shares.dropna(subset="share").sort_values("year")
    low = known.loc[known["share"] <= level, "year"]
    later = known.loc[known["year"] > low.max(), "year"] if len(low) else known["year"]
    return int(later.min()) if len(later) else None


def _series(trade, partner, series):
    rows = trade[(trade["partner"] == partner) & (trade["series"] == series)].set_index("year")
    why = rows.get("total_usd_million_missing", rows["total_usd_million"].isna().map({True: "not found", False: ""}))
    return pd.DataFrame({"value": rows["total_usd_million"], "why": why, "check": rows["check"]})


def _published(trade, partner):
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
