"""Figures in the text of notebook 09, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.catalog import card
from workbook.checking import Loader
from workbook.checking.lookup import existing
from workbook.measures.leader_travel import TravellerRule

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


def trips(load: Loader, host: str, who: TravellerRule = "premier too") -> pd.DataFrame:
    """Which trips to ``host`` are listed since 1992, of those whom ``who`` takes in?"""
    counted = measures.counted_trips(load("leader_trips"), who)
    rows: pd.DataFrame = counted[(counted["host"] == host) & (counted["date_start"].dt.year >= 1992)]
    return rows


def party_leaders_add(load: Loader) -> str:
    """What do trips of the party's leaders add to both counts?"""
    more = sum(len(trips(load, host, "party leaders too")) - len(trips(load, host)) for host in ("PRK", "KOR"))
    return "nothing" if more == 0 else str(more)


def years_without_trip(load: Loader) -> tuple[int, int]:
    """Which are the first and the last year of the longest pause of trips to North Korea?"""
    return existing(measures.longest_pause(trips(load, "PRK")["date_start"].dt.year))


def xi_in_the_south(load: Loader) -> tuple[int, ...]:
    """In which years did Xi Jinping travel to South Korea as president?"""
    rows = trips(load, "KOR")
    return tuple(int(year) for year in rows.loc[rows["leader"] == "Xi Jinping", "date_start"].dt.year)


def given_to_xi(load: Loader) -> tuple[int, ...]:
    """In which years does the borrowed count give the head of state a trip to South Korea that is not listed?"""
    apart = measures.trips_that_differ(load("leader_trips"), load("leader_visits"))
    more = (apart["host"] == "KOR") & (apart["borrowed_by_head_of_state"] > apart["listed_by_head_of_state"])
    return tuple(int(year) for year in apart.loc[more, "year"])


def cells_apart(load: Loader) -> tuple[int, int]:
    """In how many pairs of year and host does the borrowed count differ, and of how many?"""
    borrowed = load("leader_visits")
    return len(measures.trips_that_differ(load("leader_trips"), borrowed)), len(borrowed)


def looked_for_until(name: str) -> str:
    """Up to which day were rows of the dataset called ``name`` looked for?"""
    return on_day(pd.Timestamp(card(name).looked_for_until))


def fall_2016_2018(load: Loader, column: str) -> float:
    """By how many percent did one direction of the trade fall from 2016 to 2018?"""
    return 100 - with_china(load, 2018, "kotra", column) / with_china(load, 2016, "kotra", column) * 100


FIGURES: list[Figure] = [
    Figure("after a wait of {:,} days", second_wait),
    Figure("longer still: {:,} days", first_wait),
    Figure("came {} days before Trump met Kim", lead_over_trump),
    Figure("to the South {} times", lambda load: len(trips(load, "KOR"))),
    Figure("to the North {} times", lambda load: len(trips(load, "PRK"))),
    Figure("Party leaders add {} to that", party_leaders_add),
    Figure("Xi went in {}, and then not before {}", xi_in_the_south),
    Figure("trips there in {} and {}, when", given_to_xi),
    Figure("in {} of its {} cells", cells_apart),
    Figure("looked after up to {}", lambda load: looked_for_until("leader_trips")),
    Figure("with {} of those to the South", lambda load: int((trips(load, "KOR")["kind"] == "multilateral").sum())),
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
