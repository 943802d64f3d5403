"""Figures in the text of notebook 12, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.catalog import card
from workbook.checking import Loader
from workbook.checking.lookup import existing, number_at

from .questions import change, drill, items, shares, treaty_signed


def another_reader(load: Loader) -> float:
    """In what percent of the sums are benefits ahead, near the weights of the second view?"""
    weights = {"risk_alliance_belief": 3, "risk_instability": 3, "benefit_regimes_last": 3}
    weights |= {"benefit_retained_grip": 0, "benefit_neutral_look": 0, "benefit_calmer_kremlin": 0}
    return float(shares(load, 1, "sum", **weights)["benefits_ahead"]) * 100


def sets(load: Loader) -> int:
    """How many sets of weights are there?"""
    sides = items(load)["side"]
    return int(measures.net_results(sides.map(lambda side: 1), sides).attrs["sets"])


def risks_cut_in_two(load: Loader) -> tuple[float, float]:
    """In what percent of the sums are risks and benefits ahead, if each risk counts as two entries?"""
    sides = items(load)["side"]
    listed = pd.concat([sides, sides[sides == "risk"]]).map(lambda side: 1)
    cut = measures.outcome_shares(measures.net_results(listed, sides))
    return cut["risks_ahead"] * 100, cut["benefits_ahead"] * 100


def trips(load: Loader, host: str) -> int:
    """How many trips of China's head of state and premier to ``host`` are listed since 1992?"""
    counts = measures.trips_per_year(load("leader_trips"))
    return int(counts.loc[(counts["host"] == host) & (counts["year"] >= 1992), "visits"].sum())


def pause(load: Loader) -> tuple[int, int]:
    """The first and the last year of the longest pause of trips to North Korea."""
    counts = measures.trips_per_year(load("leader_trips"))
    return existing(measures.longest_pause(counts.loc[(counts["host"] == "PRK") & (counts["visits"] > 0), "year"]))


def china_share(load: Loader) -> float:
    """China's share of North Korea's recorded trade in 2024, in percent."""
    return number_at(measures.trade_share(load("trade")).set_index("year"), 2024, "share") * 100


FIGURES: list[Figure] = [
    Figure("{:.1f} percent in 2024 as KOTRA counts", china_share),
    Figure("trade rose by {:.1f} percent in 2024", lambda load: change(load, 2024)),
    Figure("fell by {:.1f} percent in 2025", lambda load: -change(load, 2025)),
    Figure("all {:,} sets of weights", sets),
    Figure(
        "ahead in {:.1f} percent of the sets, even in {:.1f} and behind in {:.1f} percent",
        lambda load: tuple(shares(load).iloc[:3] * 100),
    ),
    Figure(
        "they are ahead in {:.1f} percent and behind in {:.1f} percent",
        lambda load: tuple(shares(load, by="mean").loc[["benefits_ahead", "risks_ahead"]] * 100),
    ),
    Figure("the risks are ahead in {:.1f} percent of the sums, the benefits in {:.1f}", risks_cut_in_two),
    Figure("the benefits lead in {:.1f} percent of these sums", another_reader),
    Figure("From {} to {} no trip to North Korea", pause),
    Figure("{} trips to the North and {} to the South", lambda load: (trips(load, "PRK"), trips(load, "KOR"))),
    Figure("looked after up to {}", lambda load: on_day(pd.Timestamp(card("leader_trips").looked_for_until))),
    Figure("began on {}", lambda load: on_day(drill(load, "Freedom Edge 1"))),
    Figure(
        "{} days after the treaty was signed", lambda load: (drill(load, "Freedom Edge 1") - treaty_signed(load)).days
    ),
    Figure("had been agreed on {}", lambda load: on_day(drill(load, "Camp David"))),
]

GIVEN = ("from 0 (does not count) to 3 (counts most)", "Set these four items to 0")
