"""Figures in the text of notebook 16, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import count_at
from workbook.measures.forecast_scores import ScoringRule

from .questions import base, forecasts, outcomes, parts, practice, with_deadline

OURS = "our test of a judgement"


def middle_band(load: Loader) -> tuple[float, float]:
    """The band of the base rate from 40 to 60 percent: said and happened, in percent."""
    questions = practice(load)
    bands = measures.calibration(questions["base_rate"], questions["happened"])
    band = bands[bands["low"] == 0.4].iloc[0]
    return band["said"] * 100, band["happened"] * 100


def span(load: Loader, forecast: str) -> tuple[float, float]:
    """The lowest and the highest base rate of ``forecast`` in percent, over the choices of cases."""
    rates = measures.alternative_rates(forecasts(load), outcomes(load))
    mine = rates[(rates["forecast_id"] == forecast) & rates["measured"] & (rates["prior"] == "laplace")]["base_rate"]
    return mine.min() * 100, mine.max() * 100


def rounded(load: Loader, rule: ScoringRule) -> tuple[float, float]:
    """The mean penalty of the base rate by ``rule``, as it is and rounded to 0 or 100 percent."""
    asked = practice(load)
    said = (asked["base_rate"], asked["base_rate"].round())
    return measures.mean_score(said[0], asked["happened"], rule), measures.mean_score(said[1], asked["happened"], rule)


def missiles(load: Loader, year: int) -> int:
    """How many missiles did CNS count in ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, "cns_missiles")


def last_russian_yes(load: Loader) -> pd.Timestamp:
    """When did the Council last adopt sanctions on North Korea with a Russian yes?"""
    votes = load("unsc_votes")
    kept = (votes["category"] == "sanctions") & (votes["outcome"] == "adopted") & (votes["vote_RUS"] == "yes")
    return pd.Timestamp(votes.loc[kept, "date"].max())


FIGURES: list[Figure] = [
    Figure("The dataset holds {} forecasts", lambda load: len(forecasts(load))),
    Figure("of which {} are our tests", lambda load: int((forecasts(load)["basis"] == OURS).sum())),
    Figure("{} of them have a deadline", with_deadline),
    Figure("the first deadline is {}", lambda load: on_day(forecasts(load)["deadline"].min())),
    Figure("with a Russian yes is of {}", lambda load: on_day(last_russian_yes(load))),
    Figure(
        "launched {} ballistic missiles in 2022 and {} in 2025",
        lambda load: (missiles(load, 2022), missiles(load, 2025)),
    ),
    Figure("The base rate of F-S1 is {:.0f} percent", lambda load: base(load, "F-S1")),
    Figure("For F-S3 the base rate is {:.0f} percent", lambda load: base(load, "F-S3")),
    Figure("For F-B10 the base rate is {:.0f} percent", lambda load: base(load, "F-B10")),
    Figure("With five years it is {:.0f} percent", lambda load: base(load, "F-S3", 5)),
    Figure("gets {:.0f} percent for the next two", lambda load: base(load, "F-S1")),
    Figure("moves the base rate of F-B7 from {:.0f} to {:.0f} percent", lambda load: span(load, "F-B7")),
    Figure("moves that of F-S2 from {:.0f} to {:.0f} percent", lambda load: span(load, "F-S2")),
    Figure("from {:.3f} to {:.3f} by the distance", lambda load: rounded(load, "linear")),
    Figure("from {:.3f} to {:.3f} by Brier's rule", lambda load: rounded(load, "brier")),
    Figure("a Brier score of {:.3f} on {} questions", lambda load: (parts(load)["brier"], len(practice(load)))),
    Figure("it said {:.0f} percent on average, and {:.0f} percent happened", middle_band),
    Figure("{:.3f} for missed calibration", lambda load: parts(load)["reliability"]),
    Figure("{:.3f} for telling cases apart", lambda load: parts(load)["resolution"]),
    Figure("{:.3f} for the questions themselves", lambda load: parts(load)["uncertainty"]),
]

GIVEN = ("in the band from 40 percent on", "F-B4", "F-S1", "F-S2", "F-S3", "F-S5", "F-B2", "F-B3", "F-B10", "F-B11")
