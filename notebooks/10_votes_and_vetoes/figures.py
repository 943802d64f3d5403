"""Figures in the text of notebook 10, as the data give them."""

from typing import Any

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader

from .questions import council, days_to_recognition, event, on_ukraine, resolutions


def alike(load: Loader, ukraine: bool, first: int) -> tuple[int, int]:
    """In how many votes since ``first`` did China and Russia vote alike, and in how many did both vote?"""
    compared = measures.voted_alike(load("unsc_votes"))
    shown = compared[((compared["category"] == "Ukraine") == ukraine) & (compared["date"].dt.year >= first)]
    return int(shown["alike"].sum()), len(shown)


def china_on_ukraine(load: Loader) -> tuple[int, int, int]:
    """On how many texts since 2022 did China abstain, of how many, and on how many did it vote no?"""
    votes = on_ukraine(load)["vote_CHN"]
    return int((votes == "abstain").sum()), len(votes), int((votes == "no").sum())


def assembly(load: Loader, symbol: str) -> "pd.Series[Any]":
    """Which row of the Assembly's votes is this?"""
    return load("unga_votes").set_index("symbol").loc[[symbol]].iloc[0]


def score(load: Loader, year: int, record: str) -> tuple[float, float]:
    """How alike did North Korea vote with China and with Russia in ``year`` of ``record``?"""
    agreement = measures.agreement_with(load("unga_agreement"), "PRK").set_index(["other", "record", "year"])["value"]
    return agreement.loc[("CHN", record, year)], agreement.loc[("RUS", record, year)]


def distance(load: Loader, year: int) -> tuple[float, float]:
    """How far from North Korea on the line of ideal points are China and Russia?"""
    distances = measures.distance_from(load("ideal_points"), "PRK").set_index(["other", "year"])["value"]
    return distances.loc[("CHN", year)], distances.loc[("RUS", year)]


FIGURES: list[Figure] = [
    Figure(
        "right: ES-11/1, {} yes, {} no, {} abstentions",
        lambda load: tuple(assembly(load, "A/RES/ES-11/1")[["yes", "no", "abstain"]]),
    ),
    Figure("for the first time on {}, and", lambda load: on_day(resolutions(load)["date"].min())),
    Figure("for the last time on {}.", lambda load: on_day(resolutions(load)["date"].max())),
    Figure("adopted by {} votes to none", lambda load: int(resolutions(load)["yes"].min())),
    Figure("On {} a US draft on new sanctions", lambda load: on_day(council(load, "V41")["date"])),
    Figure("got {} yes votes, and failed", lambda load: int(council(load, "V41")["yes"])),
    Figure("On {} a draft to keep the Panel of Experts", lambda load: on_day(council(load, "V46")["date"])),
    Figure("Donetsk and Luhansk on {}.", lambda load: on_day(event(load, "E228"))),
    Figure(
        "Syria followed on {}, and North Korea on {}.",
        lambda load: (on_day(event(load, "E148")).removesuffix(" 2022"), on_day(event(load, "E149"))),
    ),
    Figure("the vote in the Assembly came {} days before", lambda load: days_to_recognition(load, "E144")),
    Figure("The list of votes ends on {}", lambda load: on_day(load("unsc_votes")["date"].max())),
    Figure("voted alike in {} of {} votes since 2006", lambda load: alike(load, ukraine=False, first=2006)),
    Figure("voted alike in {} of {} votes since 2014", lambda load: alike(load, ukraine=True, first=2014)),
    Figure("China abstained on {} of {} texts on Ukraine since 2022 and voted no on {}", china_on_ukraine),
    Figure("nearer to China ({:.2f}) than to Russia ({:.2f})", lambda load: score(load, 2021, "undl")),
    Figure("China {:.2f}, Russia {:.2f}.", lambda load: score(load, 2025, "undl2025")),
    Figure("a distance of {:.2f}, against {:.2f} for Russia", lambda load: distance(load, 2024)),
]

GIVEN = ("ES-11/1", "ES-11/3", "ES-11/5", "ES-11/7", "The score is 1")
