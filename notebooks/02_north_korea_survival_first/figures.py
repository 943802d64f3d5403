"""Figures in the text of notebook 02, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure, up_to_of
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import count_at, day_at, number_at
from workbook.measures.trade_shares import Partner

from .questions import LEAP_DAY, economy, named_by_one, summits, tests, wants


def missiles(load: Loader, first: int, last: int) -> int:
    """How many missiles does CNS count from ``first`` to ``last``?"""
    return int(load("missile_tests_by_year").set_index("year").loc[first:last, "cns_missiles"].sum())


def share(load: Loader, partner: Partner) -> float:
    """What was the share of ``partner`` in North Korea's recorded trade of 2024, in percent?"""
    shares = measures.trade_share(load("trade"), partner).set_index("year")
    return number_at(shares, 2024, "share") * 100


def event(load: Loader, event_id: str) -> pd.Timestamp:
    """On which day was this event?"""
    return day_at(load("events").set_index("event_id"), event_id, "date")


def first_summit_since(load: Loader, year: int) -> pd.Timestamp:
    """On which day did North Korea's leader first hold a summit from ``year`` on?"""
    talks = measures.talks(load("summits"))
    days = talks.loc[talks["dyad"].str.contains("PRK") & (talks["date_start"].dt.year >= year), "date_start"]
    return pd.Timestamp(days.min())


def workers_sent(load: Loader) -> int:
    """How many workers were sent to Russia in 2024, as reported?"""
    return count_at(load("dprk_economy_reports").set_index("report_id"), "R24", "low")


def lags(load: Loader) -> "pd.Series[float]":
    """How do missiles of a year go with summits of North Korea's leader in the years around it, by lag?"""
    years = range(2006, 2026)
    first, second = (pd.Series({year: count(load, year) for year in years}) for count in (tests, summits))
    return measures.lagged_ranks(first, second).set_index("lag")["rho"]


def lag_p(load: Loader) -> float:
    """What is the p of two years after the missiles?"""
    years = range(2006, 2026)
    first, second = (pd.Series({year: count(load, year) for year in years}) for count in (tests, summits))
    return number_at(measures.lagged_ranks(first, second).set_index("lag"), 2, "p")


FIGURES: list[Figure] = [
    Figure("no later one was found up to {}", up_to_of("F-B3")),
    Figure("signed on {}, and no peace treaty", lambda load: on_day(event(load, "E019"))),
    Figure("the speech on {}", lambda load: on_day(event(load, "E170"))),
    Figure("no new ones since {}", lambda load: on_day(event(load, "E119"))),
    Figure("The table codes {} interests", lambda load: len(wants(load))),
    Figure("For {} of them one analysis is silent", lambda load: len(named_by_one(load))),
    Figure("{} missiles in 2022", lambda load: tests(load, 2022)),
    Figure("it has {} entries for 2022", lambda load: tests(load, 2022, "csis_entries")),
    Figure("The last nuclear test was on {}", lambda load: on_day(load("nuclear_tests")["date"].max())),
    Figure("From 2012 to 2017 CNS counts {} missiles", lambda load: missiles(load, 2012, 2017)),
    Figure("In 2018 there were {} summits", lambda load: summits(load, 2018)),
    Figure("The next summit came on {}, with Russia", lambda load: on_day(first_summit_since(load, 2022))),
    Figure("Cheonan was sunk on {:%-d %B}", lambda load: event(load, "E095")),
    Figure("Yeonpyeong was shelled on {:%-d %B}", lambda load: event(load, "E098")),
    Figure("on {} citizens abroad were let home", lambda load: on_day(event(load, "E164"))),
    Figure(
        "is {:.2f} a year after the missiles and −{:.2f} a year before",
        lambda load: (lags(load)[1], -lags(load)[-1]),
    ),
    Figure("Two years after it is {:.2f}, with a p of {:.2f}", lambda load: (lags(load)[2], lag_p(load))),
    Figure("The Agreed Framework of {} paid", lambda load: on_day(event(load, "E062"))),
    Figure("the Leap Day deal of {} promised", lambda load: on_day(event(load, LEAP_DAY))),
    Figure("a satellite launch ended it on {}", lambda load: on_day(event(load, "E269"))),
    Figure("without a deal on {}", lambda load: on_day(event(load, "E128"))),
    Figure(
        "was {:.1f} thousand million won in 2007 and {:.1f} in 2010",
        lambda load: (economy(load, 2007), economy(load, 2010)),
    ),
    Figure(
        "fell from {:.1f} million dollars in 2004 to {:.1f} in 2005",
        lambda load: tuple(economy(load, year, "humanitarian_funding_usd_million") for year in (2004, 2005)),
    ),
    Figure("a fall of {:.1f} percent in 2020", lambda load: -economy(load, 2020, "gdp_growth_percent")),
    Figure(
        "in 2024 was {:.1f} percent, and Russia's {:.1f} percent", lambda load: (share(load, "CHN"), share(load, "RUS"))
    ),
    Figure("send them home by {}", lambda load: on_day(event(load, "E133"))),
    Figure("about {:,} workers sent to Russia", workers_sent),
]

GIVEN = ("from 0 to 1",)
