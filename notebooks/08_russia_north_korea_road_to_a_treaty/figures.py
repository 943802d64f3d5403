"""Figures in the text of notebook 08, as the data give them."""

import pandas as pd

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


def missiles(load: Loader, year: int) -> int:
    """How many missiles does CNS count in ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, "cns_missiles")


def missiles_before_the_treaty(load: Loader) -> int:
    """How many of the missiles of 2024 flew before the signature, as CNS counts?"""
    tests = load("missile_tests")
    before = (tests["date"] >= "2024-01-01") & (tests["date"] < treaty(load, "T36", "signed"))
    return int(tests.loc[before & (tests["counted_by"] == "CNS"), "missiles"].sum())


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
    Figure("counts {} missiles in 2022", lambda load: missiles(load, 2022)),
    Figure("and {} in 2025", lambda load: missiles(load, 2025)),
    Figure("{} of {} flew before", lambda load: (missiles_before_the_treaty(load), missiles(load, 2024))),
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
