"""Figures in the text of notebook 03, as the data give them."""

import pandas as pd

from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at, number_at

from .questions import china_ranks, defence_texts, fall, sanctions, treaty, with_china


def event(load: Loader, name: str) -> pd.Timestamp:
    """When did the event ``name`` happen?"""
    return day_at(load("events").set_index("event_id"), name, "date")


def population(load: Loader) -> float:
    """How many million people does North Korea have?"""
    table = load("capabilities")
    row = table[(table["actor"] == "PRK") & (table["indicator"] == "population")]
    return float(row["value"].iloc[-1]) / 1e6


def wigs(load: Loader) -> float:
    """How many percent of the exports of 2024 were wigs and hair goods?"""
    return number_at(load("dprk_economy_reports").set_index("report_id"), "R26", "low")


def record_year(load: Loader) -> tuple[float, int]:
    """The amount and the year of the largest trade with China, as KOTRA counts."""
    trade = load("trade")
    rows = trade[(trade["partner"] == "CHN") & (trade["series"] == "kotra")].set_index("year")["total_usd_million"]
    return float(rows.max()), int(str(rows.idxmax()))


def veto(load: Loader) -> pd.Timestamp:
    """When did China veto sanctions on North Korea?"""
    votes = load("unsc_votes").set_index("vote_id")
    return day_at(votes, "V41", "date")


def compared_interests(load: Loader) -> tuple[int, int, int]:
    """How many interests of China are there, how many do both analyses name, how many do they rank alike?"""
    match = china_ranks(load)["match"]
    return len(match), int((match != "silent").sum()), int((match == "alike").sum())


FIGURES: list[Figure] = [
    Figure("was signed on {} and stands", lambda load: on_day(treaty(load, "T06"))),
    Figure("On {} Zhou Enlai let Washington know", lambda load: on_day(event(load, "E229"))),
    Figure("crossed the Yalu from {}", lambda load: on_day(event(load, "E015"))),
    Figure("about {:.1f} million people", population),
    Figure("would be {:.1f} percent of them", lambda load: 100 / population(load)),
    Figure("wigs and hair goods made up {:.1f} percent", wigs),
    Figure("relations with Seoul on {}", lambda load: on_day(event(load, "E057"))),
    Figure("{} interests of China; both analyses name {}, and rank {} alike", compared_interests),
    Figure("signed with Beijing on {}", lambda load: on_day(treaty(load, "T10"))),
    Figure("just {} days after it signed with Moscow", lambda load: (treaty(load, "T10") - treaty(load, "T09")).days),
    Figure("binds from {} on", lambda load: on_day(treaty(load, "T10", "in_force"))),
    Figure(
        "of {} texts with such a promise {} stand",
        lambda load: (defence_texts(load), defence_texts(load, standing=True)),
    ),
    Figure("left by {}, and the treaty came later", lambda load: on_day(event(load, "E026"))),
    Figure(
        "from {:,.0f} to {:,.0f} million dollars between 2016 and 2018",
        lambda load: (with_china(load, 2016, "exports_usd_million"), with_china(load, 2018, "exports_usd_million")),
    ),
    Figure(
        "China voted for all {} sanctions resolutions", lambda load: int((sanctions(load)["vote_CHN"] == "yes").sum())
    ),
    Figure("vetoed the draft of {}", lambda load: on_day(veto(load))),
    Figure("its record of {:,.0f} million dollars in {}", record_year),
    Figure(
        "sales to China fell by {:.1f} percent, its purchases only by {:.1f} percent",
        lambda load: (fall(load, "exports_usd_million"), fall(load, "imports_usd_million")),
    ),
]

GIVEN = ("Article 7",)
