"""Figures in the text of notebook 16, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import count_at

from .questions import base, forecasts, parts, practice, with_deadline

OURS = "our test of a judgement"


def middle_band(load: Loader) -> tuple[float, float]:
    """The band of the base rate from 40 to 60 percent: said and happened, in percent."""
    questions = practice(load)
    bands = measures.calibration(questions["base_rate"], questions["happened"])
    band = bands[bands["low"] == 0.4].iloc[0]
    return band["said"] * 100, band["happened"] * 100


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
    Figure("a Brier score of {:.3f} on {} questions", lambda load: (parts(load)["brier"], len(practice(load)))),
    Figure("it said {:.0f} percent on average, and {:.0f} percent happened", middle_band),
    Figure("{:.3f} for missed calibration", lambda load: parts(load)["reliability"]),
    Figure("{:.3f} for telling cases apart", lambda load: parts(load)["resolution"]),
    Figure("{:.3f} for the questions themselves", lambda load: parts(load)["uncertainty"]),
]

GIVEN = ("in the band from 40 percent on", "F-B4", "F-S1", "F-S2", "F-S3", "F-S5", "F-B2", "F-B3", "F-B10", "F-B11")
