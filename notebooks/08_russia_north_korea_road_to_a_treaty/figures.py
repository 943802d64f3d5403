"""Figures in the text of notebook 08, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import count_at

from .questions import arms, arms_day, days, event, first_solid, meetings, treaty


def wait_before_vostochny(load: Loader) -> int:
    """How many days lie between the summits of 2019 and 2023?"""
    days_met = meetings(load)
    return days(days_met[days_met < "2023"].iloc[-1], days_met[days_met >= "2023"].iloc[0])


def first_lasting_orbit(load: Loader) -> pd.Timestamp:
    """On which day did the satellite of 2023 reach orbit?"""
    tests = load("missile_tests")
    return pd.Timestamp(tests.loc[(tests["system"] == "Chollima-1") & (tests["outcome"] == "success"), "date"].iloc[0])


def entries(load: Loader, year: int) -> int:
    """How many entries does CSIS have for ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, "csis_entries")


def around(load: Loader, day: pd.Timestamp, rule: str) -> tuple[int, int]:
    """How many launches came after ``day`` and how many in as many days before it, by one rule?"""
    rows = measures.launches_around(load("missile_tests"), day)
    sides = rows[rows["rule"] == rule].groupby("side")["number"].sum()
    return int(sides["after"]), int(sides["before"])


def around_the_treaty(load: Loader, rule: str) -> tuple[int, int]:
    """The same for the day on which the treaty was signed."""
    return around(load, treaty(load, "T36", "signed"), rule)


def days_since_the_treaty(load: Loader) -> int:
    """How many days after the signature does the list of CNS reach?"""
    return int(measures.launches_around(load("missile_tests"), treaty(load, "T36", "signed"))["last"].max())


def largest_salvo(load: Loader) -> int:
    """How many missiles flew in the largest salvo of 2024?"""
    tests = load("missile_tests")
    return int(tests.loc[(tests["counted_by"] == "CNS") & (tests["date"].dt.year == 2024), "missiles"].max())


def years_of_the_first_alliance(load: Loader) -> int:
    """For how many years did the alliance of 1961 bind?"""
    return treaty(load, "T09", "ended").year - treaty(load, "T09", "in_force").year


FIGURES: list[Figure] = [
    Figure("recognised the two entities on {}", lambda load: on_day(event(load, "E228"))),
    Figure("Syria followed on {}", lambda load: on_day(event(load, "E148"))),
    Figure("North Korea followed on {}", lambda load: on_day(event(load, "E149"))),
    Figure("which is {} days after Russia", lambda load: days(event(load, "E228"), event(load, "E149"))),
    Figure("admitted the soldiers on {}", lambda load: on_day(event(load, "E189"))),
    Figure("both sides on {}", lambda load: on_day(event(load, "E190"))),
    Figure("first flew on {}", lambda load: on_day(first_solid(load))),
    Figure("orbit on {}", lambda load: on_day(first_lasting_orbit(load))),
    Figure("on record ran on {}", lambda load: on_day(event(load, "E157"))),
    Figure(
        "has {} missiles in the {} days after it, and {} in as many",
        lambda load: (
            around_the_treaty(load, "missiles")[0],
            days_since_the_treaty(load),
            around_the_treaty(load, "missiles")[1],
        ),
    ),
    Figure("before, {} of them in one salvo", largest_salvo),
    Figure("Its launch days are {} after and {} before", lambda load: around_the_treaty(load, "days")),
    Figure("on all lists are {} and {}", lambda load: around_the_treaty(load, "listed")),
    Figure("has {} in 2024 and {} in 2025", lambda load: (entries(load, 2024), entries(load, 2025))),
    Figure("had met on {}", lambda load: on_day(meetings(load)[lambda found: found < "2023"].iloc[-1])),
    Figure("they waited {:,} days", wait_before_vostochny),
    Figure("after {} years, although", years_of_the_first_alliance),
    Figure("was signed on {}", lambda load: on_day(treaty(load, "T36", "signed"))),
    Figure("entered into force on {}", lambda load: on_day(treaty(load, "T36", "in_force"))),
    Figure(
        "Article {} applies", lambda load: count_at(load("treaties").set_index("treaty_id"), "T36", "defence_article")
    ),
    Figure("a first {:,.0f} soldiers", lambda load: arms(load, "A20")),
    Figure("Russian Far East on {}", lambda load: on_day(arms_day(load, "A20"))),
    Figure("counted {:,.0f} sent in two waves", lambda load: arms(load, "A37")),
    Figure("says {:,.0f} to {:,.0f} in all", lambda load: (arms(load, "A64"), arms(load, "A64", "amount_high"))),
    Figure(
        "began {} days before",
        lambda load: days(arms_day(load, "A20", "period_start"), treaty(load, "T36", "in_force")),
    ),
    Figure("counts {:,.0f} killed", lambda load: arms(load, "A52")),
    Figure("Ukraine {:,.0f} by February", lambda load: arms(load, "A65")),
    Figure("up to {:.0f} million rounds", lambda load: arms(load, "A43", "amount_high") / 1e6),
    Figure("counted {:.1f} million delivered", lambda load: arms(load, "A51") / 1e6),
    Figure("denied arms transfers on {}", lambda load: on_day(arms_day(load, "A14"))),
]

GIVEN = ("Article 51 of the UN Charter",)
