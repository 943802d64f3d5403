"""Towards which of its two patrons does North Korea lean?"""

import pandas as pd

from ..catalog import WorkbookError, unknown
from .dyads import agreement_with
from .trade import trade_share

COMPONENTS = {"trade": "Trade", "votes": "Votes", "meetings": "Meetings"}
TRADE = {
    "two": "China's part of the trade with China and Russia",
    "all": "China's share of all recorded trade",
}
MEETINGS = {
    "leaders": "talks of the leaders in person",
    "every": "meetings in person at every recorded level",
}
COLUMNS = ["year", "component", "china", "russia", "value", "why", "check"]


def patron_balance(trade, agreement, summits, trade_as="two", meetings="leaders"):
    """How much of what North Korea has with its two patrons does it have with China, year by year?

    ``trade``, ``agreement`` and ``summits`` are the datasets trade, unga_agreement and summits. Returns one row per
    component and year of the trade series: ``year``, ``component``, ``china`` and ``russia`` (the two figures),
    ``value`` (0: all with Russia, ½: as much with both, 1: all with China), ``why`` (why it is missing, else blank)
    and ``check`` (``confirmed`` only if both figures are). The formula is value = china / (china + russia), of

    - ``trade``: recorded trade in USD million (KOTRA). With ``trade_as="all"`` the value is China's share of all
      recorded trade instead, and ½ says half of all trade, not balance;
    - ``votes``: agreement scores in the General Assembly, record of the UN Digital Library;
    - ``meetings``: meetings of two that are listed: ``leaders`` (both leaders in person) or ``every`` (any level in
      person, of which the list holds a selection). Joint appearances of three are left out.

    A year in which the list has no meeting with either has no value (0/0), nor has a year that a series does not
    reach; nothing is imputed. Until 1991 Russia is the Soviet Union. The components and their scale are a
    judgement of the authors of this workbook; neither analysis gives an index.

    >>> import workbook as wb
    >>> parts = patron_balance(wb.load("trade"), wb.load("unga_agreement"), wb.load("summits"))
    >>> parts.set_index(["component", "year"]).loc[("meetings", 2018), ["china", "russia", "value"]].to_list()
    [3.0, 0.0, 1.0]
    """
    for what, name, names in (("trade_as", trade_as, TRADE), ("meetings", meetings, MEETINGS)):
        if name not in names:
            raise unknown(f"value of {what}", name, names)
    parts = {"trade": _trade(trade, trade_as), "votes": _votes(agreement), "meetings": _meetings(summits, meetings)}
    years = parts["trade"].index
    rows = [part.reindex(years).assign(component=name) for name, part in parts.items()]
    long = pd.concat(rows).rename_axis("year").reset_index()
    long["why"] = long["why"].fillna("outside the record").where(long["value"].isna(), "")
    long["check"] = long["check"].where(long["value"].notna())
    return long[COLUMNS]


def hedging_index(balance, weights, least_weight=0.5):
    """Where between Russia (0) and China (1) do the weighted components put North Korea, year by year?

    ``balance`` is what ``patron_balance`` returns; ``weights`` gives each component a number from 0 up, such as
    ``{"trade": 1, "votes": 1, "meetings": 2}``. The index is the weighted mean of the components that have a value:
    Σ weight · value / Σ weight. It is near ½ if North Korea hedges between the two, or if it leans on one of them
    in one thing and on the other in another; look at the components.

    Returns one row per year: ``year``, ``value`` (0 to 1), ``used`` and ``left_out`` (the weighted components with
    and without a value, as text), ``why`` and ``check``. A missing component is left out and never imputed, so
    years with other components are not the same measurement. A year has no index if the components that it has
    carry less than ``least_weight`` (0 to 1) of the weight. Weights are judgements: say whose.

    Raises UnknownName for a component that ``balance`` does not hold and WorkbookError for a weight below 0. Source
    of the method: OECD and JRC 2008, «Handbook on Constructing Composite Indicators» (linear aggregation).

    >>> parts = pd.DataFrame({"year": 2018, "component": ["trade", "meetings"], "value": [0.5, 1.0]})
    >>> hedging_index(parts.assign(check="confirmed"), {"trade": 1, "meetings": 3})["value"].to_list()
    [0.875]
    """
    weight = _weights(balance, weights)
    years = pd.Index(sorted(pd.unique(balance["year"])), name="year")
    mine = balance[balance["component"].isin(weight.index)]
    values = mine.pivot(index="year", columns="component", values="value").reindex(years, columns=weight.index)
    here = values.notna()
    carried = here.mul(weight).sum(axis="columns")
    enough = (carried > 0) & (carried >= least_weight * weight.sum())
    solid = mine[mine["value"].notna()].groupby("year")["check"].agg(lambda checks: (checks == "confirmed").all())
    check = solid.reindex(years).eq(True).map({True: "confirmed", False: "unconfirmed"})
    why = "the components of this year carry too little of the weight" if len(weight) else "every weight is 0"
    return pd.DataFrame(
        {
            "value": (values.mul(weight).sum(axis="columns") / carried).where(enough),
            "used": _named(here),
            "left_out": _named(~here),
            "why": enough.map({True: "", False: why}),
            "check": check.where(enough),
        }
    ).reset_index()


def _weights(balance, weights):
    known = list(pd.unique(balance["component"]))
    for name, weight in weights.items():
        if name not in known:
            raise unknown("component", name, known)
        if weight < 0:
            raise WorkbookError(f"The weight of {name} is {weight}; it can be 0 or more.")
    return pd.Series({name: weight for name, weight in weights.items() if weight > 0}, dtype=float)


def _named(flags):
    """The names of the columns that are true, row by row."""
    return [", ".join(name for name in flags.columns if row[name]) for _, row in flags.iterrows()]


def _trade(trade, trade_as):
    one, two = (trade_share(trade, partner).set_index("year") for partner in ("CHN", "RUS"))
    parts = _part(one["partner_usd_million"], two["partner_usd_million"])
    parts["why"] = one["why"].where(one["why"] != "", two["why"])
    both = (one["check"] == "confirmed") & (two["check"] == "confirmed")
    if trade_as == "all":
        parts["value"], parts["why"], both = one["share"], one["why"], one["check"] == "confirmed"
    return parts.assign(check=both.map({True: "confirmed", False: "unconfirmed"}))


def _votes(agreement):
    library = agreement[agreement["record"].isin(["undl", "undl2025"])]
    rows = agreement_with(library, "PRK")
    one, two = (rows[rows["other"] == patron].set_index("year") for patron in ("CHN", "RUS"))
    return _part(one["value"], two["value"]).assign(why=one["why"], check=one["check"])


def _meetings(summits, meetings):
    met = summits[summits["format"] == "in person"]
    if meetings == "leaders":
        met = met[met["level"] == "leader"]
    years = range(int(summits["date_start"].dt.year.min()), int(summits["date_start"].dt.year.max()) + 1)
    counts, doubt = {}, {}
    for patron in ("CHN", "RUS"):
        mine = met[met["dyad"].isin([f"{patron}-PRK", f"PRK-{patron}"])]
        year = mine["date_start"].dt.year
        counts[patron] = year.value_counts().reindex(years, fill_value=0)
        doubt[patron] = (mine["check"] != "confirmed").groupby(year).any().reindex(years, fill_value=False)
    check = (doubt["CHN"] | doubt["RUS"]).map({True: "unconfirmed", False: "confirmed"})
    return _part(counts["CHN"], counts["RUS"]).assign(why="no such meeting is listed", check=check)


def _part(china, russia):
    """China's part of both; 0 of 0 is no value."""
    both = china + russia
    return pd.DataFrame({"china": china, "russia": russia, "value": (china / both).where(both > 0)})
