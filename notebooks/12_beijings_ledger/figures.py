"""Figures in the text of notebook 12, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import existing, number_at

from .questions import change, drill, items, shares, treaty_signed


def another_reader(load: Loader) -> float:
    """In what percent of the draws are benefits ahead, near the weights of the second view?"""
    weights = {"risk_alliance_belief": 3, "risk_instability": 3, "benefit_regimes_last": 3}
    weights |= {"benefit_retained_grip": 0, "benefit_neutral_look": 0, "benefit_calmer_kremlin": 0}
    return float(shares(load, 1, **weights)["benefits_ahead"]) * 100


def trips(load: Loader, host: str) -> int:
    """How many trips of China's two top leaders to ``host`` are listed since 1992?"""
    visits = load("leader_visits")
    return int(visits.loc[(visits["host"] == host) & (visits["year"] >= 1992), "visits"].sum())


def pause(load: Loader) -> tuple[int, int]:
    """The first and the last year of the longest pause of trips to North Korea."""
    visits = load("leader_visits")
    return existing(measures.longest_pause(visits.loc[(visits["host"] == "PRK") & (visits["visits"] > 0), "year"]))


def china_share(load: Loader) -> float:
    """China's share of North Korea's recorded trade in 2024, in percent."""
    return number_at(measures.trade_share(load("trade")).set_index("year"), 2024, "share") * 100


FIGURES: list[Figure] = [
    Figure("{:.1f} percent in 2024 as KOTRA counts", china_share),
    Figure("trade rose by {:.1f} percent in 2024", lambda load: change(load, 2024)),
    Figure("fell by {:.1f} percent in 2025", lambda load: -change(load, 2025)),
    Figure("draws {:,} sets", lambda load: len(measures.draw_weights(items(load)["side"].map(lambda side: 1)))),
    Figure("the benefits are ahead in {:.0f} percent of the draws", lambda load: shares(load)["benefits_ahead"] * 100),
    Figure("they are ahead in {:.0f} percent of them", lambda load: shares(load)["benefits_ahead_by_mean"] * 100),
    Figure("the benefits lead in {:.0f} percent of these draws", another_reader),
    Figure("From {} to {} no trip to North Korea", pause),
    Figure("{} trips to the North and {} to the South", lambda load: (trips(load, "PRK"), trips(load, "KOR"))),
    Figure("began on {}", lambda load: on_day(drill(load, "Freedom Edge 1"))),
    Figure(
        "{} days after the treaty was signed", lambda load: (drill(load, "Freedom Edge 1") - treaty_signed(load)).days
    ),
    Figure("had been agreed on {}", lambda load: on_day(drill(load, "Camp David"))),
]

GIVEN = ("from 0 (does not count) to 3 (counts most)", "Set these four items to 0")
