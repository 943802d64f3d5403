"""Figures in the text of notebook 01, as the data give them."""

from workbook.authoring.figures import Figure, up_to_of
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at

from .questions import _published


def event(load: Loader, name: str) -> str:
    """On which day did the event called ``name`` happen?"""
    return on_day(day_at(load("events").set_index("event_id"), name, "date"))


def met(load: Loader, dyad: str) -> str:
    """On which day in September 2025 did the leaders of ``dyad`` meet?"""
    summits = load("summits")
    rows = summits[(summits["dyad"] == dyad) & (summits["level"] == "leader")]
    day = rows.loc[rows["date_start"].dt.strftime("%Y-%m") == "2025-09", "date_start"].iloc[0]
    return f"{day.day} {day:%B}"


def in_favour(load: Loader) -> int:
    """How many members voted for the resolution of 2 March 2022?"""
    votes = load("unga_votes")
    return int(votes.loc[votes["date"] == "2022-03-02", "yes"].iloc[0])


def vetoed(load: Loader, year: int) -> str:
    """On which day of ``year`` did Russia veto a text on Korea?"""
    votes = load("unsc_votes")
    rows = votes[votes["vetoed_by"].fillna("").str.contains("RUS") & (votes["date"].dt.year == year)]
    return on_day(rows.loc[rows["category"].isin(["sanctions", "panel"]), "date"].iloc[0])


FIGURES: list[Figure] = [
    Figure("No talks of all three were found up to {}", up_to_of("F-S1")),
    Figure("On {} China marked eighty years since Japan's defeat.", lambda load: event(load, "E200")),
    Figure("China's and Russia's presidents met on {},", lambda load: met(load, "CHN-RUS")),
    Figure("Russia's president and North Korea's leader on {},", lambda load: met(load, "RUS-PRK")),
    Figure("China's president and North Korea's leader on {}.", lambda load: met(load, "CHN-PRK")),
    Figure("{} members of the UN General Assembly voted for the resolution of 2 March 2022", in_favour),
    Figure("| date | {} | {} |", lambda load: (on_day(_published(load, "B00")), on_day(_published(load, "S00")))),
    Figure("entered into force on {}, one day after Bogusz's text appeared", lambda load: in_force(load, "T36")),
    Figure("in force again by treaty since {}", lambda load: in_force(load, "T36")),
    Figure("Russia acknowledged the North Korean soldiers in Kursk Oblast on {}", lambda load: event(load, "E189")),
    Figure("Find {} and {}: who vetoed", lambda load: (vetoed(load, 2022), vetoed(load, 2024))),
]

GIVEN = ("North Korea on 28 April",)


def in_force(load: Loader, treaty: str) -> str:
    """Since when is the ``treaty`` in force?"""
    return on_day(day_at(load("treaties").set_index("treaty_id"), treaty, "in_force"))
