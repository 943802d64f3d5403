"""Figures in the text of notebook 11, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.catalog.cutoff import up_to
from workbook.checking import Loader
from workbook.checking.lookup import count_at, day_at, existing

from .questions import (
    LEVEL,
    all_tests,
    days_ahead,
    december,
    first_solid,
    list_ends,
    nearness,
    recent_rockets,
    rockets,
    since_a_summit,
    solid,
    summit,
)

BOLD_SINCE = "T36"
WORDS = ("no", "one", "two", "three", "four", "five")


def orbits(load: Loader, number: int) -> pd.Timestamp:
    """On which day did satellite ``number`` (from 0) reach orbit?"""
    return pd.Timestamp(rockets(load, "success").iloc[number])


def before_the_summit(load: Loader) -> tuple[int, int, str, str]:
    """How many launches reached orbit before the summit, how many were there, and when were the successes?"""
    good, every = rockets(load, "success", until=summit(load)), rockets(load, until=summit(load))
    return len(good), len(every), on_day(good.iloc[0]), on_day(good.iloc[-1])


def missiles(load: Loader, year: int) -> int:
    """How many missiles does CNS count in ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, "cns_missiles")


def around_the_treaty(load: Loader) -> tuple[int, int, int]:
    """How many days have passed since the treaty was signed, and how many missiles were counted after and before?"""
    tests, end = load("missile_tests"), list_ends(load)
    signed = day_at(load("treaties").set_index("treaty_id"), BOLD_SINCE, "signed")
    tests = tests[tests["counted_by"] == "CNS"]
    after = tests[(tests["date"] > signed) & (tests["date"] <= end)]
    before = tests[(tests["date"] >= signed - (end - signed)) & (tests["date"] < signed)]
    return (end - signed).days, int(after["missiles"].sum()), int(before["missiles"].sum())


def days_with_tests(load: Loader, year: int) -> int:
    """On how many days of ``year`` does CNS list tests?"""
    tests = load("missile_tests")
    return int(tests.loc[(tests["counted_by"] == "CNS") & (tests["date"].dt.year == year), "date"].nunique())


def event(load: Loader, name: str) -> pd.Timestamp:
    """When did the event ``name`` happen?"""
    return day_at(load("events").set_index("event_id"), name, "date")


def other_span(load: Loader, span: tuple[object, object]) -> float:
    """What is the share for the satellites over another span?"""
    return float(nearness(load, recent_rockets(load), span)["p"])


def own_span(load: Loader) -> tuple[object, object]:
    """From the first launch of a satellite since 2022 to the last."""
    return recent_rockets(load).min(), recent_rockets(load).max()


def small_shares(load: Loader) -> tuple[int, int, float]:
    """How many tests of closeness are there, and how many have a small p?"""
    rows = all_tests(load)
    return len(rows), int((rows["p"] <= LEVEL).sum()), LEVEL


def after_a_meeting(load: Loader) -> int:
    """How many tests that count only days after a meeting have a small p?"""
    rows = all_tests(load)
    return int(((rows["direction"] == "since") & (rows["p"] <= LEVEL)).sum())


def elleman(load: Loader) -> pd.Timestamp:
    """When did the study on the engine appear?"""
    return pd.Timestamp(str(load("works").set_index("work_id").loc["elleman-2017", "date"]))


def first_short(load: Loader) -> pd.Timestamp:
    """When did the KN-23 fly first?"""
    return pd.Timestamp(existing(measures.first_launch(load("missile_tests"), system="Hwasong-11A (KN-23)"))["date"])


def on_all_lists(load: Loader) -> tuple[int, int]:
    """On how many days was something launched after the signature, and in as many days before it?"""
    signed = day_at(load("treaties").set_index("treaty_id"), BOLD_SINCE, "signed")
    rows = measures.launches_around(load("missile_tests"), signed)
    sides = rows[rows["rule"] == "listed"].groupby("side")["number"].sum()
    return int(sides["after"]), int(sides["before"])


def last_launch(load: Loader) -> str:
    """On which day and month of 2026 was the last launch found?"""
    return f"{load('missile_tests')['date'].max():%-d %B}"


def lone_veto(load: Loader) -> pd.Timestamp:
    """When did Russia alone veto the renewal of the Panel of Experts?"""
    return day_at(load("unsc_votes").set_index("vote_id"), "V46", "date")


FIGURES: list[Figure] = [
    Figure("The first one flew on {}", lambda load: on_day(first_solid(load))),
    Figure(
        "That is {} days before the two leaders met, on {}",
        lambda load: (days_ahead(load, first_solid(load)), on_day(summit(load))),
    ),
    Figure("spoke of planned arms sales on {}", lambda load: on_day(event(load, "E150"))),
    Figure("The rocket that failed on {}", lambda load: on_day(rockets(load, "failure").iloc[-1])),
    Figure("the flight of {} was number {} of its kind", december),
    Figure("the satellite Malligyong-1, on {}", lambda load: on_day(orbits(load, -1))),
    Figure("It came {} days later", lambda load: -days_ahead(load, orbits(load, -1))),
    Figure(
        "counts {} missiles in 2022, {} in 2023, {} in 2024 and {} in 2025",
        lambda load: tuple(missiles(load, year) for year in (2022, 2023, 2024, 2025)),
    ),
    Figure("In the {} days after the treaty was signed it counts {}, in as many days before it {}", around_the_treaty),
    Figure(
        "on {} days in 2022, on {} in 2023 and on {} in 2024",
        lambda load: tuple(days_with_tests(load, year) for year in (2022, 2023, 2024)),
    ),
    Figure(
        "for 2026 a later copy counts {} missiles up to {}, {} times as many",
        lambda load: (missiles(load, 2026), last_launch(load), WORDS[missiles(load, 2026) // missiles(load, 2025)]),
    ),
    Figure("listed one by one to {} only", lambda load: on_day(list_ends(load))),
    Figure(
        "The last nuclear test listed {} was on {}",
        lambda load: (up_to(), on_day(load("nuclear_tests")["date"].max())),
    ),
    Figure("on {} Russia vetoed alone", lambda load: on_day(lone_veto(load))),
    Figure("Before the summit {} of {} launches reached orbit, on {} and {}", before_the_summit),
    Figure(
        "The launches lie {:.0f} days from a summit", lambda load: nearness(load, recent_rockets(load))["mean_days"]
    ),
    Figure("they would lie about {:.0f} days away", lambda load: nearness(load, recent_rockets(load))["by_chance"]),
    Figure("in a share of only {:.3f} of the arrangements", lambda load: nearness(load, recent_rockets(load))["p"]),
    Figure("solid-fuel ICBMs the share is {:.2f}", lambda load: nearness(load, solid(load)["date"])["p"]),
    Figure(
        "for the satellites is {:.2f}, and from their first launch to their last {:.2f}",
        lambda load: (other_span(load, ("2023-01-01", "2024-12-31")), other_span(load, own_span(load))),
    ),
    Figure(
        "which a cause needs, it is {:.2f}", lambda load: nearness(load, recent_rockets(load), direction="since")["p"]
    ),
    Figure("Of {} tests {} have a share p of at most {:.2f}", small_shares),
    Figure("Of the {} that count only the days since a summit none", lambda load: len(since_a_summit(load))),
    Figure("still find it are {}", after_a_meeting),
    Figure("on record ran on {}", lambda load: on_day(event(load, "E157"))),
    Figure("Shoigu, came on {}", lambda load: on_day(event(load, "E161"))),
    Figure("sixth nuclear test, of {}, Michael", lambda load: on_day(load("nuclear_tests")["date"].max())),
    Figure("Elleman wrote on {}", lambda load: on_day(elleman(load))),
    Figure("On {} a study by Theodore Postol", lambda load: on_day(event(load, "E289"))),
    Figure("the KN-23, flew on {}", lambda load: on_day(first_short(load))),
    Figure("among them, it is {} after and {} before", on_all_lists),
]
