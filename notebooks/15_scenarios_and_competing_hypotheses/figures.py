"""Figures in the text of notebook 15, as the data give them."""

from typing import Any

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure, up_to_of
from workbook.checking import Loader
from workbook.measures.scenario_balances import Moved

from .questions import futures, net, points, present, scores, share


def of_kind(load: Loader, kind: str) -> "pd.Series[Any]":
    """The ids of all evidence of one kind."""
    evidence = load("evidence")
    return evidence.loc[evidence["kind"] == kind, "evidence_id"]


def form(load: Loader, reading: str = "first", of: str = "form") -> pd.DataFrame:
    """The ratings of one set of hypotheses by one reading."""
    return measures.rivals(load("evidence_ratings"), load("hypotheses"), of, reading)


def by_reading(load: Loader, of: str, reading: str) -> list[float]:
    """The points against the hypotheses of a set, the least first."""
    return [float(score) for score in measures.inconsistency(form(load, reading, of))["score"]]


def needed(load: Loader) -> pd.DataFrame:
    """How far the other forms are behind, the nearest first."""
    return measures.pieces_needed(form(load))


def most_of_one_piece(load: Loader) -> int:
    """By how many points does one piece move the distance of the two leading forms at most?"""
    wide = form(load).pivot(index="evidence_id", columns="hypothesis_id", values="rating")
    points = wide.apply(lambda column: column.map({"I": 1, "II": 2}).fillna(0))
    first, second = measures.inconsistency(form(load))["hypothesis_id"].iloc[:2]
    return int((points[first] - points[second]).abs().max())


def drawn_anew(load: Loader) -> float:
    """In what share of draws of the evidence does the leading form lead alone?"""
    return float(measures.lead_shares(form(load))["alone"].max())


def agreed(load: Loader, after: str = "") -> "pd.Series[Any]":
    """How the two readings agree, over all pieces or those after one."""
    ratings = load("evidence_ratings")
    table = measures.readings_compared(ratings[ratings["evidence_id"] > after])
    return table[table["hypothesis_id"] == "all"].iloc[0]


def share_of_present(load: Loader) -> float:
    """Which percentage of the starting points ends in the present of 2025?"""
    return _of_present(load, futures(load)) * 100


def _of_present(load: Loader, table: pd.DataFrame) -> float:
    """The share of the row of ``table`` that is the present of 2025."""
    same = (table[list(present(load))] == list(present(load).values())).all(axis=1)
    return float(table.loc[same, "share"].iloc[0])


def drawn(load: Loader, moved: Moved = "all") -> pd.DataFrame:
    """The futures that held in random draws."""
    return measures.robustness(net(load), stray=1, draws=200, moved=moved)


def put_in(load: Loader, cause: str, effect: str) -> int:
    """The influence of one state on another."""
    influences = load("scenario_influences").set_index(["from_state", "to_state"])["influence"]
    return abs(int(influences[cause, effect]))


def without_tension(load: Loader) -> float:
    """The largest share of starting points if the tension is no factor, in percent."""
    factors, influences = load("scenario_factors"), load("scenario_influences")
    other = (influences["from_factor"] != "tension") & (influences["to_factor"] != "tension")
    smaller = measures.network(factors[factors["factor_id"] != "tension"], influences[other])
    return float(measures.basins(smaller)["share"].iloc[0]) * 100


FIGURES: list[Figure] = [
    Figure("holds up to {}", up_to_of("F-B10")),
    Figure("no help in arms was found up to {}", up_to_of("F-B12")),
    Figure(
        "“Parallel pairs” has {} points against it, “Chinese hierarchy” {} and “Bloc of three” {}",
        lambda load: tuple(points(load, name) for name in ("Parallel pairs", "Chinese hierarchy", "Bloc of three")),
    ),
    Figure("the pairs lead by {:g} points", lambda load: float(needed(load)["behind"].iloc[0])),
    Figure("a piece moves that distance by {} at most", most_of_one_piece),
    Figure("would lead alone in {:.0f} percent of the draws", lambda load: drawn_anew(load) * 100),
    Figure("same order on form: {:g}, {:g} and {:g} points", lambda load: tuple(by_reading(load, "form", "second"))),
    Figure(
        "leads with {:g} points to {:g}, in the second", lambda load: tuple(by_reading(load, "motive", "first")[:2])
    ),
    Figure(
        "rate {:.0f} percent of the cells alike, with a kappa of {:.2f}",
        lambda load: (agreed(load)["alike"] * 100, agreed(load)["kappa"]),
    ),
    Figure("without these the kappa is {:.2f}", lambda load: agreed(load, after="EV09")["kappa"]),
    Figure(
        "alone bring the bloc {} of its points", lambda load: points(load, "Bloc of three", of_kind(load, "non-event"))
    ),
    Figure("the bloc has {} points, fewer than", lambda load: points(load, "Bloc of three", of_kind(load, "event"))),
    Figure(
        "near to the view of Bogusz, with {}.", lambda load: points(load, "Chinese hierarchy", of_kind(load, "event"))
    ),
    Figure(
        "is consistent with {} of the {} pieces",
        lambda load: (
            scores(load).loc["Pyongyang the pivot", "consistent"],
            load("evidence_ratings")["evidence_id"].nunique(),
        ),
    ),
    Figure("Of {:,} combinations {} hold together", lambda load: (net(load).combinations, len(futures(load)))),
    Figure("has {:.0f} percent of them", lambda load: futures(load)["share"].iloc[0] * 100),
    Figure("has a cease-fire and {:.0f} percent", without_tension),
    Figure(
        "help a format by {} and an alliance by {}",
        lambda load: tuple(put_in(load, "tension-extreme", f"ties-{form}") for form in ("format", "alliance")),
    ),
    Figure("We let it hinder pairs by {}", lambda load: put_in(load, "tension-extreme", "ties-pairs")),
    Figure(
        "help an alliance by {}, and an alliance such technology by {}",
        lambda load: (
            put_in(load, "transfer-sensitive", "ties-alliance"),
            put_in(load, "ties-alliance", "transfer-sensitive"),
        ),
    ),
    Figure("the first of these figures is {:.0f} percent", lambda load: drawn(load, "filled")["share"].iloc[0] * 100),
    Figure("holds together too, with {:.0f} percent", share_of_present),
    Figure(
        "{0:.0f} percent of starting points is no chance of {0:.0f} percent",
        lambda load: futures(load)["share"].iloc[0] * 100,
    ),
    Figure("a settlement with a deal: {:.0f} percent", lambda load: drawn(load)["share"].iloc[0] * 100),
    Figure("only {:.0f} percent of the starting points lead to it", lambda load: share(load, "war", "war-settled")),
    Figure("holds in {:.0f} percent of the draws", lambda load: _of_present(load, drawn(load)) * 100),
]
