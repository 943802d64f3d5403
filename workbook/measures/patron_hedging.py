"""Towards which of its two patrons does North Korea lean?"""

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from ..base import WorkbookError, unknown
from .summit_meetings import talks
from .trade_shares import DENOMINATORS, Denominator, trade_share
from .vote_series import agreement_with

MeetingRule = Literal["leaders", "every"]
MEETINGS: dict[MeetingRule, str] = {
    "leaders": "talks of the leaders in person",
    "every": "meetings in person of every level listed",
}
PATRONS: tuple[Literal["CHN"], Literal["RUS"]] = ("CHN", "RUS")
COLUMNS = ["year", "component", "china", "russia", "value", "record", "why", "check"]


def patron_balance(
    trade: pd.DataFrame,
    agreement: pd.DataFrame,
    summits: pd.DataFrame,
    denominator: Denominator = "kotra",
    meetings: MeetingRule = "leaders",
    unrecorded: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """How much nearer is North Korea to China than to Russia, in three things, year by year?

    ``trade`` is ``wb.load("trade", reasons=True)``, ``agreement`` and ``summits`` are the datasets unga_agreement and
    summits. Returns one row per component and year of KOTRA's series: ``year``, ``component``, ``china`` and
    ``russia`` (two figures from 0 to 1), ``value``, ``record`` (where the figures come from), ``why`` (why the value
    is missing, else blank) and ``check`` (``confirmed`` only if both figures are). The figures are

    - ``trade``: each one's share of North Korea's recorded trade, by ``denominator``, and with ``unrecorded`` trade
      with Russia by year where it is given (see ``trade_share``);
    - ``votes``: agreement with each one in the General Assembly, in the records of the UN Digital Library;
    - ``meetings``: each one's share of the meetings of two that are listed: ``leaders`` (talks of the leaders in
      person) or ``every`` (every listed level in person, a selection). Appearances of three are left out.

    value = ½ + (china − russia) / 2: 0 is all with Russia, ½ as much with both, 1 all with China. A year in which
    no such meeting is listed has no value, nor has a year that a series does not reach; nothing is imputed. Until
    1991 Russia is the Soviet Union.

    Raises UnknownName for another ``denominator`` or ``meetings``.

    By construction: the trade part lies near China's end whatever North Korea wants, because China's trade with all the
    world is larger; the votes part stays near ½, because both mostly vote with one large majority; with few meetings a
    year the last part jumps between 0, ½ and 1.

    Source: our own definition; the components and their scale are a judgement of the authors of this workbook, and
    neither analysis gives an index.

    >>> import workbook as wb
    >>> parts = patron_balance(wb.load("trade"), wb.load("unga_agreement"), wb.load("summits"))
    >>> parts.set_index(["component", "year"]).loc[("meetings", 2019), ["china", "russia"]].round(2).to_list()
    [0.67, 0.33]
    """
    if denominator not in DENOMINATORS:
        raise unknown("denominator", denominator, DENOMINATORS)
    if meetings not in MEETINGS:
        raise unknown("rule of meetings", meetings, MEETINGS, "rules of meetings")
    parts = {
        "trade": _trade(trade, denominator, unrecorded),
        "votes": _votes(agreement),
        "meetings": _meetings(summits, meetings),
    }
    years = trade_share(trade)["year"]
    rows = [part.reindex(years).assign(component=name) for name, part in parts.items()]
    long = pd.concat(rows).rename_axis("year").reset_index()
    long["value"] = 0.5 + (long["china"] - long["russia"]) / 2
    long["why"] = long["why"].fillna("outside the record").where(long["value"].isna(), "")
    long["check"] = long["check"].where(long["value"].notna())
    return long[COLUMNS]


def hedging_index(balance: pd.DataFrame, weights: Mapping[str, float], least_weight: float = 0.5) -> pd.DataFrame:
    """Where between Russia (0) and China (1) do the weighted components put North Korea, year by year?

    ``balance`` is what ``patron_balance`` returns; ``weights`` gives each component a number from 0 up, such as
    ``{"trade": 1, "votes": 1, "meetings": 2}``. The index is the weighted mean of the components that have a value:
    Σ weight · value / Σ weight. It is near ½ if North Korea hedges between the two, or if it leans on one of them
    in one thing and on the other in another; look at the components.

    Returns one row per year: ``year``, ``value`` (0 to 1), ``used`` and ``left_out`` (the weighted components with
    and without a value, as text), ``why`` and ``check``. A missing component is left out and never imputed, so
    years with other components are not the same measurement. A year has no index if the components that it has
    carry less than ``least_weight`` (0 to 1) of the weight. Weights are judgements: say whose.

    Raises UnknownName for a component that ``balance`` does not hold and WorkbookError for a weight below 0.

    By construction: a part that drops out moves the index even if no part changes, and a part with a wide range (the
    meetings) moves it more than one with a narrow range (the votes) at the same weight.

    Source: OECD and JRC 2008, “Handbook on Constructing Composite Indicators”, for linear aggregation.

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
    solid = mine[mine["value"].notna()].groupby("year")["check"].agg(_all_confirmed)
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


def _weights(balance: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    components = list(pd.unique(balance["component"]))
    for name, weight in weights.items():
        if name not in components:
            raise unknown("component", name, components)
        if weight < 0:
            raise WorkbookError(f"The weight of {name} is {weight}; it can be 0 or more.")
    return pd.Series({name: weight for name, weight in weights.items() if weight > 0}, dtype=float)


def _all_confirmed(checks: pd.Series) -> bool:
    return bool((checks == "confirmed").all())


def _named(flags: pd.DataFrame) -> list[str]:
    """The names of the columns that are true, row by row."""
    return [", ".join(name for name in flags.columns if row[name]) for _, row in flags.iterrows()]


def _trade(trade: pd.DataFrame, denominator: Denominator, unrecorded: Mapping[int, float] | None) -> pd.DataFrame:
    china, russia = (trade_share(trade, partner, denominator, unrecorded).set_index("year") for partner in PATRONS)
    if russia.empty:
        return pd.DataFrame({"china": china["share"], "russia": float("nan"), "record": denominator}).assign(
            why="no share of Russia is recorded", check=china["check"]
        )
    both = (china["check"] == "confirmed") & (russia["check"] == "confirmed")
    return pd.DataFrame(
        {
            "china": china["share"],
            "russia": russia["share"],
            "record": denominator,
            "why": china["why"].where(china["why"] != "", russia["why"]),
            "check": both.map({True: "confirmed", False: "unconfirmed"}),
        }
    )


def _votes(agreement: pd.DataFrame) -> pd.DataFrame:
    library = agreement[agreement["record"].isin(["undl", "undl2025"])]
    rows = agreement_with(library, "PRK")
    china, russia = (rows[rows["other"] == patron].set_index("year") for patron in PATRONS)
    return china[["record", "why", "check"]].assign(china=china["value"], russia=russia["value"])


def _meetings(summits: pd.DataFrame, meetings: MeetingRule) -> pd.DataFrame:
    met = talks(summits) if meetings == "leaders" else summits[summits["format"] == "in person"]
    first, last = (summits["date_start"].dt.year.agg(end) for end in ("min", "max"))
    years = pd.RangeIndex(int(first), int(last) + 1, name="year")
    pairs = {"china": ["CHN-PRK", "PRK-CHN"], "russia": ["RUS-PRK", "PRK-RUS"]}
    held = {patron: met[met["dyad"].isin(dyads)] for patron, dyads in pairs.items()}
    counts = pd.DataFrame(
        {name: mine["date_start"].dt.year.value_counts().reindex(years, fill_value=0) for name, mine in held.items()}
    )
    both = pd.concat(held.values())
    doubt = (both["check"] != "confirmed").groupby(both["date_start"].dt.year).any().reindex(years, fill_value=False)
    shares = counts.div(counts.sum(axis="columns").where(lambda total: total > 0), axis="index")
    return shares.assign(
        record="listed",
        why="no such meeting is listed",
        check=doubt.map({True: "unconfirmed", False: "confirmed"}),
    )
