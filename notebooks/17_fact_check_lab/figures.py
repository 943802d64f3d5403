"""Figures in the text of notebook 17, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import count_at, day_at, number_at

from .questions import event, first_solid_icbm, kim_xi, marked, orbits


def cited_among_wrong(load: Loader) -> int:
    """How many of the wrong claims cite a note?"""
    return int(marked(load, "wrong")["notes_cited"].notna().sum())


def missiles(load: Loader, year: int) -> int:
    """How many missiles does CNS count in ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, "cns_missiles")


def missiles_before_the_treaty(load: Loader) -> int:
    """How many of the missiles of 2024 that CNS counts flew before the treaty was signed?"""
    tests = load("missile_tests")
    launches = tests[(tests["counted_by"].str.contains("CNS")) & (tests["date"].dt.year == 2024)]
    return int(launches.loc[launches["date"] < event(load, "E176"), "missiles"].sum())


def last_of_cns(load: Loader) -> pd.Timestamp:
    """Which launch is the last that CNS lists?"""
    tests = load("missile_tests")
    return pd.Timestamp(tests.loc[tests["counted_by"].str.contains("CNS"), "date"].max())


def amount(load: Loader, row: str, column: str) -> float:
    """What is the estimate in ``row`` of the arms and troops?"""
    return number_at(load("arms_and_troops").set_index("row_id"), row, column)


def backed(load: Loader, analysis: str) -> tuple[int, int]:
    """For how many of its claims does ``analysis`` cite a work, and how many does it make?"""
    backed = measures.backed_by_notes(load("claims")).set_index("analysis").loc[analysis]
    return int(backed["backed"]), int(backed["claims"])


def yes_votes(load: Loader, symbol: str) -> int:
    """How many states voted for the text?"""
    return count_at(load("unga_votes").set_index("symbol"), f"A/RES/{symbol}", "yes")


def share(load: Loader, year: int) -> float:
    """What is China's share of recorded trade in ``year``, in percent?"""
    return number_at(measures.trade_share(load("trade"), "CHN").set_index("year"), year, "share") * 100


FIGURES: list[Figure] = [
    Figure(
        "Of {} claims, {} are marked wrong and {} contested",
        lambda load: (len(load("claims")), len(marked(load, "wrong")), len(marked(load, "contested"))),
    ),
    Figure(
        "{} of the six cites a note", lambda load: "None" if cited_among_wrong(load) == 0 else cited_among_wrong(load)
    ),
    Figure("behind {} of the {} claims of salat2025", lambda load: backed(load, "salat2025")),
    Figure("behind {} of the {} claims of bogusz2024", lambda load: backed(load, "bogusz2024")),
    Figure("bogusz2024 appeared on {}", lambda load: on_day(day_at(load("works").set_index("work_id"), "B00", "date"))),
    Figure(
        "Russia on {}, Syria on {}, North Korea on {}",
        lambda load: (on_day(event(load, "E228")), on_day(event(load, "E148")), on_day(event(load, "E149"))),
    ),
    Figure("The fifth meeting began on {}", lambda load: on_day(kim_xi(load).iloc[4])),
    Figure("the American text of {}", lambda load: on_day(event(load, "E226"))),
    Figure("The phrase is European, of {}", lambda load: on_day(event(load, "E227"))),
    Figure(
        "flew on {}, which is {} days before",
        lambda load: (on_day(first_solid_icbm(load)), (event(load, "E165") - first_solid_icbm(load)).days),
    ),
    Figure(
        "orbit on {}, which is {} days after it, and was the third since {}",
        lambda load: (
            on_day(orbits(load).iloc[2]),
            (orbits(load).iloc[2] - event(load, "E165")).days,
            on_day(orbits(load).iloc[0]),
        ),
    ),
    Figure(
        "{:,.0f} to {:,.0f} rounds per month",
        lambda load: (amount(load, "A56", "amount_low"), amount(load, "A56", "amount_high")),
    ),
    Figure("up to {:,.0f} rounds in 2024", lambda load: amount(load, "A43", "amount_high")),
    Figure("CNS counts {} missiles in 2022 and {} in 2023", lambda load: (missiles(load, 2022), missiles(load, 2023))),
    Figure(
        "it counts {}, of which {} flew before",
        lambda load: (missiles(load, 2024), missiles_before_the_treaty(load)),
    ),
    Figure(
        "{} in 2025 and {} in 2026 up to {}",
        lambda load: (missiles(load, 2025), missiles(load, 2026), f"{last_of_cns(load):%-d %B}"),
    ),
    Figure("{} states backed ES-11/9", lambda load: yes_votes(load, "ES-11/9")),
    Figure("{} states backed ES-11/1", lambda load: yes_votes(load, "ES-11/1")),
    Figure(
        "rose from {:.1f} percent in 2021 to {:.1f} percent in 2024",
        lambda load: (share(load, 2021), share(load, 2024)),
    ),
]
