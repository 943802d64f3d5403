"""Figures in the text of notebook 17, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import count_at, day_at, number_at

from .questions import event, first_solid_icbm, kim_xi, marked, orbits, share


def faults(load: Loader, fault: str) -> int:
    """In how many claims had our first wording this fault?"""
    return int(load("ledger_changes")["fault"].dropna().str.split(";").explode().eq(fault).sum())


def unfaithful(load: Loader) -> int:
    """In how many claims had our first wording changed what the author says?"""
    return int((load("ledger_changes")["faithful"] == "no").sum())


def read_twice(load: Loader) -> int:
    """How many claims were read by both readings?"""
    return int(load("ledger_readings")["claim_id"].nunique())


def parted(load: Loader, column: str) -> int:
    """On how many claims do the two readings part?"""
    both = load("ledger_readings").pivot(index="claim_id", columns="reading", values=column)
    return int((both["a"].astype(str) != both["b"].astype(str)).sum())


def kappa(load: Loader, column: str) -> float:
    """How far do they agree beyond chance?"""
    return number_at(measures.agreement_of_readings(load("ledger_readings")).set_index("column"), column, "kappa")


def once_wrong(load: Loader, analysis: str) -> int:
    """How many claims of ``analysis`` did the first release call wrong?"""
    before = load("ledger_changes").set_index("claim_id")["verdict_before"].astype("object")
    claims = load("claims").set_index("claim_id")
    first = claims["verdict"].astype("object").mask(claims.index.isin(before.index), before)
    return int(first[claims["analysis"] == analysis].str.contains("wrong", na=False).sum())


def days_of_tests(load: Loader, year: int) -> int:
    """On how many days of ``year`` does CNS list a test?"""
    tests = load("missile_tests")
    rows = tests[tests["counted_by"].str.contains("CNS") & (tests["date"].dt.year == year)]
    return int(rows["date"].nunique())


def missiles(load: Loader, year: int) -> int:
    """How many missiles does CNS count in ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, "cns_missiles")


def missiles_before_the_treaty(load: Loader) -> int:
    """How many of the missiles of 2024 that CNS counts flew before the treaty was signed?"""
    tests = load("missile_tests")
    launches = tests[(tests["counted_by"].str.contains("CNS")) & (tests["date"].dt.year == 2024)]
    return int(launches.loc[launches["date"] < event(load, "E176"), "missiles"].sum())


def last_launch(load: Loader) -> pd.Timestamp:
    """On which day was the last launch that was found, by any list?"""
    return pd.Timestamp(load("missile_tests")["date"].max())


def amount(load: Loader, row: str, column: str) -> float:
    """What is the estimate in ``row`` of the arms and troops?"""
    return number_at(load("arms_and_troops").set_index("row_id"), row, column)


def yes_votes(load: Loader, symbol: str) -> int:
    """How many states voted for the text?"""
    return count_at(load("unga_votes").set_index("symbol"), f"A/RES/{symbol}", "yes")


FAULTS = ("modality", "degree", "object", "omission", "scope", "attribution", "addition", "direction")
IN_WORDS = ("none", "one", "two", "three", "four", "five", "six")

FIGURES: list[Figure] = [
    *(Figure(f"{fault} | {{}} |", lambda load, fault=fault: faults(load, fault)) for fault in FAULTS),  # type: ignore[misc]
    Figure("All {} claims of the first release", read_twice),
    Figure("In {} of them our paraphrase", unfaithful),
    Figure(
        "Of {} claims, {} are marked wrong, {} imprecise and {} contested",
        lambda load: (
            len(load("claims")),
            *(len(marked(load, verdict)) for verdict in ("wrong", "imprecise", "contested")),
        ),
    ),
    Figure(
        "Of {} claims they part on {} when asked whether our wording was faithful, and on {} when asked for the kind",
        lambda load: (read_twice(load), parted(load, "faithful"), parted(load, "kind")),
    ),
    Figure(
        "Kappa is {:.2f} for the one and {:.2f} for the other",
        lambda load: (kappa(load, "faithful"), kappa(load, "kind")),
    ),
    Figure(
        "the first release had given him {}",
        lambda load: IN_WORDS[once_wrong(load, "salat2025")],
    ),
    Figure(
        "tests on {} days of 2022 and on {} days of 2024",
        lambda load: (days_of_tests(load, 2022), days_of_tests(load, 2024)),
    ),
    Figure("Bogusz wrote before {}", lambda load: on_day(day_at(load("works").set_index("work_id"), "B00", "date"))),
    Figure(
        "Russia on {}, Syria on {}, North Korea on {}",
        lambda load: (on_day(event(load, "E228")), on_day(event(load, "E148")), on_day(event(load, "E149"))),
    ),
    Figure("The fifth meeting began on {}", lambda load: on_day(kim_xi(load).iloc[4])),
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
        "{} in 2025 and, in a later copy, {} in 2026 up to {}",
        lambda load: (missiles(load, 2025), missiles(load, 2026), f"{last_launch(load):%-d %B}"),
    ),
    Figure("{} states backed ES-11/1", lambda load: yes_votes(load, "ES-11/1")),
    Figure(
        "rose from {:.1f} percent in 2021 to {:.1f} percent in 2024",
        lambda load: (share(load, 2021), share(load, 2024)),
    ),
]
