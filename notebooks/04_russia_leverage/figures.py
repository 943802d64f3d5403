"""Figures in the text of notebook 04, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at, number_at

from .questions import (
    active_forces,
    alike,
    alike_with_washington,
    arms,
    contested,
    korea_votes,
    part,
    shares_in_note,
    total,
)


def containers(load: Loader) -> tuple[float, float]:
    """What are the lowest and the highest counts of containers from North Korea?"""
    amounts = measures.comparable_figures(load("arms_and_troops"))
    rows = amounts[
        (amounts["category"] == "containers") & (amounts["from_actor"] == "PRK") & (amounts["unit"] == "containers")
    ]
    ends = rows[["low", "high"]].max(axis=1).dropna()
    return float(ends.min()), float(ends.max())


def trade_of_2024(load: Loader, partner: str) -> float:
    """How much did North Korea trade with ``partner`` in 2024, in million dollars, as KOTRA counts?"""
    table = load("trade").set_index(["partner", "year", "series"])
    return number_at(table, (partner, 2024, "kotra"), "total_usd_million")


def yes_on_sanctions(load: Loader) -> int:
    """On how many sanctions resolutions that were adopted did Russia vote yes?"""
    votes = korea_votes(load)
    return int(
        ((votes["category"] == "sanctions") & (votes["outcome"] == "adopted") & (votes["vote_RUS"] == "yes")).sum()
    )


def vetoed(load: Loader, name: str) -> pd.Timestamp:
    """On which day was the vote ``name``?"""
    return day_at(load("unsc_votes").set_index("vote_id"), name, "date")


def denied(load: Loader) -> pd.Timestamp:
    """On which day was the denial of row A14 made?"""
    return day_at(load("arms_and_troops").set_index("row_id"), "A14", "date")


def statements(load: Loader) -> tuple[str, str]:
    """On which days is Russia alone reported to have stopped a statement of the Council?"""
    table = load("blocked_statements").set_index("statement_id")
    first, second = (on_day(day_at(table, name, "date")) for name in ("BS02", "BS03"))
    return first, second


FIGURES: list[Figure] = [
    Figure("denied arms transfers on {}", lambda load: on_day(denied(load))),
    Figure("run from at least {:,.0f} in October 2023 to {:,.0f}", containers),
    Figure("gives over {:,.0f} containers", lambda load: arms(load, "A42")),
    Figure("at least {:.0f} ballistic missiles", lambda load: arms(load, "A44")),
    Figure("speaks of {:,.0f} to {:,.0f} shells", lambda load: (arms(load, "A56"), arms(load, "A56", "amount_high"))),
    Figure("up to {} percent of Russian use", lambda load: shares_in_note(load, "A56")[0]),
    Figure("said about {} percent", lambda load: shares_in_note(load, "A56")[1]),
    Figure(
        "The {:,.0f} soldiers of November 2024 are {:.1f} percent of Russia's active forces",
        lambda load: (arms(load, "A23"), part(load, active_forces(load, "RUS"))),
    ),
    Figure(
        "They are {:.0f} percent of the force of about {:,.0f}",
        lambda load: (part(load, total(load, "FT1")), total(load, "FT1")),
    ),
    Figure(
        "they are {:.0f} percent: the losses of about {:.0f} days",
        lambda load: (part(load, total(load, "FT3")), part(load, total(load, "FT3")) * 30 / 100),
    ),
    Figure(
        "are {:.1f} percent of all Russian forces and {:.0f} percent of those in Kursk",
        lambda load: (part(load, active_forces(load, "RUS")), part(load, total(load, "FT1"))),
    ),
    Figure(
        "killed run from {:,.0f} (Ukraine) to {:,.0f} (South Korea)",
        lambda load: (arms(load, "A65"), arms(load, "A52")),
    ),
    Figure("yes on all {} sanctions", yes_on_sanctions),
    Figure("On {} Russia and China vetoed", lambda load: on_day(vetoed(load, "V41"))),
    Figure("On {} Russia alone vetoed", lambda load: on_day(vetoed(load, "V46"))),
    Figure("alike in {} of {}", alike),
    Figure(
        "China and the United States did so in {}, because {} texts were passed by all",
        lambda load: (alike_with_washington(load), alike(load)[1] - contested(load)[0]),
    ),
    Figure("Of the {} contested votes China and Russia share {}.", contested),
    Figure("stopped statements of the Council on {} and on {}, to texts", statements),
    Figure("{:,.0f} million dollars with Russia", lambda load: trade_of_2024(load, "RUS")),
    Figure("{:,.0f} million with China", lambda load: trade_of_2024(load, "CHN")),
    Figure("up to {:.1f} thousand million dollars", lambda load: arms(load, "A55", "amount_high") / 1000),
    Figure("of 2023 alone is {:.0f} million", lambda load: arms(load, "A18")),
    Figure(
        "run from {:.1f} to {:.1f} thousand million",
        lambda load: (arms(load, "A54") / 1000, arms(load, "A69", "amount_high") / 1000),
    ),
]
