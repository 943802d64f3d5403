"""Figures in the text of notebook 09, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader

from .questions import event, lead_over_trump, rise, sanctions_votes, veto_day, with_china, xi_kim


def second_wait(load: Loader) -> int:
    """How many days lie between the fifth and the sixth summit of Xi and Kim?"""
    talks = xi_kim(load)
    return int((talks["date_start"].iloc[5] - talks["date_end"].iloc[4]).days)


def first_wait(load: Loader) -> int:
    """How many days lie between Kim Jong Il's last summit in China and Kim Jong Un's first?"""
    talks = measures.talks(load("summits"))
    earlier = talks[(talks["dyad"] == "CHN-PRK") & talks["participants"].str.contains("Kim Jong Il")]
    return int((xi_kim(load)["date_start"].iloc[0] - earlier["date_end"].max()).days)


def trips(load: Loader, host: str) -> int:
    """How many trips of China's two top leaders to ``host`` are listed since 1992?"""
    visits = load("leader_visits")
    return int(visits.loc[(visits["host"] == host) & (visits["year"] >= 1992), "visits"].sum())


def years_without_trip(load: Loader) -> tuple[int, int]:
    """Which are the first and the last year of the longest pause of trips to North Korea?"""
    visits = load("leader_visits")
    years = visits.loc[(visits["host"] == "PRK") & (visits["visits"] > 0), "year"].sort_values().tolist()
    gap, start = max((later - earlier, earlier) for earlier, later in zip(years, years[1:], strict=False))
    return start + 1, start + gap - 1


def fall_2016_2018(load: Loader, column: str) -> float:
    """By how many percent did one direction of the trade fall from 2016 to 2018?"""
    return 100 - with_china(load, 2018, "kotra", column) / with_china(load, 2016, "kotra", column) * 100


FIGURES: list[Figure] = [
    Figure("after a wait of {:,} days", second_wait),
    Figure("longer still: {:,} days", first_wait),
    Figure("came {} days before Trump met Kim", lead_over_trump),
    Figure("to the South {} times", lambda load: trips(load, "KOR")),
    Figure("to the North {} times", lambda load: trips(load, "PRK")),
    Figure("The years {} to {} have no trip", years_without_trip),
    Figure("sales to China fell by {:.0f} percent", lambda load: fall_2016_2018(load, "exports_usd_million")),
    Figure("its purchases by {:.0f} percent", lambda load: fall_2016_2018(load, "imports_usd_million")),
    Figure("trade rose by {:.1f} percent in 2025", lambda load: rise(load, 2025)),
    Figure("dip of {:.1f} percent in 2024", lambda load: -rise(load, 2024)),
    Figure("is {:.0f} percent of that of 2019", lambda load: with_china(load, 2025) / with_china(load, 2019) * 100),
    Figure("yes on all {} sanctions resolutions", lambda load: len(sanctions_votes(load))),
    Figure("the last on {}", lambda load: on_day(sanctions_votes(load)["date"].max())),
    Figure("joint veto fell on {}", lambda load: on_day(veto_day(load))),
    Figure("{:,} days before the parade", lambda load: (event(load, "E200") - veto_day(load)).days),
    Figure("white paper of {}", lambda load: on_day(event(load, "E209"))),
]
