"""What do the six states have, each series in its own unit, and what is each one's share of the six?"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ..base import unknown

Whole = Literal["six", "highest"]
WHOLES: dict[Whole, Literal["sum", "max"]] = {"six": "sum", "highest": "max"}
SIX = ("CHN", "RUS", "PRK", "USA", "JPN", "KOR")
IndicatorName = Literal[
    "capability",
    "spending-cow",
    "spending-sipri",
    "burden",
    "soldiers-cow",
    "soldiers-iiss",
    "reserves-iiss",
    "gdp",
    "population",
    "warheads-fas",
    "warheads-sipri",
    "democracy",
]


@dataclass(frozen=True)
class Indicator:
    """One kind of figure: where it stands, what it is, its unit, and what the column is divided by to get it.

    ``adds_up``: whether figures of several states can be added. ``speaks``: which remarks of a row concern it.
    ``absent``: why a state without a row has no figure.
    """

    dataset: str
    column: str
    words: str
    unit: str
    per: float = 1
    adds_up: bool = True
    speaks: str = "."
    absent: str = "outside coverage"


INDICATORS: dict[IndicatorName, Indicator] = {
    "capability": Indicator(
        "material_capabilities",
        "cinc",
        "Composite index of capability (Correlates of War)",
        "percent of the world total",
        per=0.01,
        speaks="index|Soviet",
    ),
    "spending-cow": Indicator(
        "material_capabilities",
        "military_spending_thousand_usd",
        "Military spending (Correlates of War)",
        "billion US dollars of each year",
        per=1e6,
        speaks="spending",
    ),
    "spending-sipri": Indicator(
        "sipri",
        "spending",
        "Military spending (SIPRI)",
        "billion US dollars of each year",
        absent="not found",
    ),
    "burden": Indicator(
        "sipri",
        "burden",
        "Military burden (SIPRI)",
        "percent of gross domestic product",
        adds_up=False,
    ),
    "soldiers-cow": Indicator(
        "material_capabilities",
        "military_personnel_thousand",
        "Soldiers on active duty (Correlates of War)",
        "thousand persons",
        speaks="personnel|Soviet",
    ),
    "soldiers-iiss": Indicator(
        "capabilities", "active_forces", "Soldiers on active duty (IISS)", "thousand persons", per=1e3
    ),
    "reserves-iiss": Indicator(
        "capabilities",
        "forces_with_reserves",
        "Soldiers with reserves and paramilitary units (IISS)",
        "thousand persons",
        per=1e3,
        absent="not found",
    ),
    "gdp": Indicator(
        "macro",
        "gdp_usd_billion_2015_prices",
        "Gross domestic product (World Bank)",
        "billion US dollars at prices of 2015",
    ),
    "population": Indicator("macro", "population", "Population (World Bank)", "million persons", per=1e6),
    "warheads-fas": Indicator(
        "warheads",
        "warheads",
        "Nuclear warheads without retired ones (FAS)",
        "warheads",
        absent="not applicable",
    ),
    "warheads-sipri": Indicator(
        "sipri",
        "warheads",
        "Nuclear warheads with retired ones (SIPRI)",
        "warheads",
        absent="not applicable",
    ),
    "democracy": Indicator(
        "regime",
        "v2x_polyarchy",
        "Electoral democracy (V-Dem)",
        "index, 0: not at all, 1: fully",
        adds_up=False,
    ),
}

# The first year in which a code stands for another state than the year before, as the cards say.
SUCCESSIONS = {
    "material_capabilities": {"CHN": 1949, "RUS": 1991},
    "warheads": {"RUS": 1992},
    "regime": {"CHN": 1949, "RUS": 1992},
}


def figures(table: pd.DataFrame, indicator: IndicatorName) -> pd.DataFrame:
    """What does each of the six states have, year by year?

    ``table`` is the dataset that ``INDICATORS[indicator]`` names, ``wb.load(dataset, reasons=True)``.

    Returns one row per state and year, from the first to the last year in which the series has a figure of any
    of them (or in which one was looked for and not found): ``actor``, ``year``, ``value``, ``low`` and ``high``
    (a range where the source states one; then ``value`` is missing), all in the indicator's unit; ``why`` (why
    there is neither, else blank), ``check``, ``doubtful`` (not confirmed, or doubtful after its note), ``note``
    (where it concerns the indicator) and ``piece``, a number that rises where the source changed its way of
    counting or where the code stands for another state than before. Do not compare or draw a line across two
    pieces. Gaps stay gaps: never 0, never bridged.

    Raises UnknownName for an indicator that does not exist.

    By construction: the source decides what counts; two sources of one thing differ by their
    rules, and no figure is a result.

    Source: our own definition; where the figures are from stands in the card of each dataset.

    >>> import workbook as wb
    >>> rows = figures(wb.load("macro", reasons=True), "gdp")
    >>> set(rows.loc[rows["actor"] == "PRK", "why"])
    {'not reported'}
    """
    if indicator not in INDICATORS:
        raise unknown("indicator", indicator, INDICATORS)
    series = INDICATORS[indicator]
    rows = _long(table, series)
    covered = rows[rows["value"].notna() | rows["low"].notna() | (rows["why"] == "not found")]
    every = pd.MultiIndex.from_product([SIX, sorted(covered["year"].unique())], names=["actor", "year"])
    rows = rows.set_index(["actor", "year"]).reindex(every).reset_index()
    # A state that never has a figure has one reason for it, also in the years without a row.
    reason = rows["why"].where(rows["why"] != "").groupby(rows["actor"]).transform("last")
    never = ~rows["value"].notna().groupby(rows["actor"]).transform("any")
    rows["why"] = rows["why"].mask(never & reason.notna(), reason).fillna(series.absent)
    rows["check"] = rows["check"].fillna("confirmed")
    rows["note"] = rows["note"].where(rows["note"].str.contains(series.speaks, na=False))
    rows["doubtful"] = (rows["check"] != "confirmed") | rows["note"].str.contains("doubtful|probably", na=False)
    follows = [SUCCESSIONS.get(series.dataset, {}).get(actor) for actor in rows["actor"]]
    breaks = rows["note"].str.contains(r"^break|instead of", na=False) | (rows["year"] == pd.Series(follows))
    rows["piece"] = breaks.groupby(rows["actor"]).cumsum()
    return rows


def share_of_states(rows: pd.DataFrame, of: Whole = "six") -> pd.DataFrame:
    """What share of the total of the six, or of the state with most, does each state have, year by year?

    ``rows`` is what ``figures`` returns; ``of`` is six (their sum) or highest (the highest figure of the year; then the
    state with it has 1). Returns the same rows: ``value`` as a share from 0 to 1, and
    ``states``, the number of states that the total counts: a state without a figure is left out of the total,
    not taken as 0. ``piece`` rises where another set of states is counted, because shares of different totals
    do not compare. Where the source states a range for one of the states, no share is computed for that year
    (``why``: not applicable).

    Raises UnknownName for another ``of``.

    By construction: the shares of a year add up to 1, so one state rises when another falls or drops out; the
    total is that of the states with a figure, not of the world. Beside the highest no figure of a third state matters.

    Source: our own definition.

    >>> rows = pd.DataFrame({"actor": ["CHN", "RUS"], "year": 2024, "value": [3.0, 1.0], "low": None, "high": None})
    >>> share_of_states(rows.assign(why="", piece=0))["value"].to_list()
    [0.75, 0.25]
    """
    if of not in WHOLES:
        raise unknown("whole", of, WHOLES)
    rows = rows.copy()
    years = rows.groupby("year")
    ranged = (rows["low"].notna() & rows["value"].isna()).groupby(rows["year"]).transform("any")
    rows["states"] = years["value"].transform("count")
    rows["value"] = (rows["value"] / years["value"].transform(WHOLES[of])).mask(ranged)
    rows["why"] = rows["why"].mask(ranged & (rows["why"] == ""), "not applicable")
    rows["low"] = rows["high"] = float("nan")
    counted = rows["actor"].where(rows["value"].notna(), "").groupby(rows["year"]).agg(",".join)
    changes = (counted != counted.shift()).cumsum()
    rows["piece"] = rows["piece"] * 1000 + rows["year"].map(changes)
    return rows


def first_since(rows: pd.DataFrame) -> tuple[str, int] | tuple[None, None]:
    """Which state has most in the last year, and since when without a break?

    ``rows`` has ``actor``, ``year`` and ``value``. Returns the actor and the first year of the unbroken run of years
    with a figure in which it comes first; None and None if there is no figure.

    By construction: first among the states with a figure; a state that publishes none can never come first.

    Source: counting; no method of the literature.

    >>> first_since(pd.DataFrame({"actor": ["USA", "CHN"] * 2, "year": [1, 1, 2, 2], "value": [5.0, 4.0, 5.0, 6.0]}))
    ('CHN', 2)
    """
    figured = rows.dropna(subset="value")
    if figured.empty:
        return None, None
    top = figured.loc[figured.groupby("year")["value"].idxmax()].sort_values("year")
    leader = top["actor"].iloc[-1]
    others = top.loc[top["actor"] != leader, "year"]
    run = top[top["year"] > others.max()] if len(others) else top
    return leader, int(run["year"].min())


def _long(table: pd.DataFrame, series: Indicator) -> pd.DataFrame:
    """One row per state and year, in the unit of ``series``."""
    if "indicator" in table:
        rows, column = table[table["indicator"] == series.column], "value"
    else:
        rows, column = table, series.column
    value = rows[column] / series.per
    low, high = (
        rows[end] / series.per if end in rows else pd.Series(float("nan"), rows.index) for end in ("low", "high")
    )
    why = rows.get(f"{column}_missing", pd.Series("", rows.index)).fillna("").where(value.isna() & low.isna(), "")
    why = why.mask((why == "") & value.isna() & low.isna(), series.absent)
    parts = {"actor": rows["actor"], "year": rows["year"], "value": value, "low": low, "high": high, "why": why}
    return pd.DataFrame({**parts, "check": rows["check"], "note": rows["note"]})
