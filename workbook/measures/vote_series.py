"""How near does one state vote to each of the others, over the years?"""

from collections.abc import Iterable
from itertools import combinations
from typing import Literal, get_args

import pandas as pd

from ..base import unknown

AgreementFigure = Literal["agreement_score", "identical_vote_share", "opposite_vote_share"]
Estimate = Literal["ideal_point_final_passage", "ideal_point_all"]
COLUMNS = ["year", "other", "record", "value", "votes", "why", "check"]


def agreement_with(
    scores: pd.DataFrame, state: str, figure: AgreementFigure = "agreement_score", least_votes: int = 5
) -> pd.DataFrame:
    """How alike did ``state`` and each other state vote, year by year, in each record of votes?

    ``scores`` is ``wb.load("unga_agreement")``; ``figure`` is agreement_score (1 − the mean absolute difference of
    votes, with yes 1, abstention ½, no 0), identical_vote_share or opposite_vote_share, all from 0 to 1.

    Returns one row per other state, record and year: ``year``, ``other``, ``record``, ``value``, ``votes`` (roll
    calls behind it), ``why`` (why the value is missing, else blank) and ``check``. A year with fewer than
    ``least_votes`` roll calls is a gap, and so is a year between the first and the last one that no record holds;
    it stands with the record that came before. Gaps are never filled.

    Two records are two selections of votes: compare years within one.

    By construction: the level follows the agenda of the year: ``agreement_of_all`` says what the pairs of the same year
    and record have.

    Raises UnknownName for a state or a figure that the table does not have.

    Source: Voeten 2013, “Data and Analyses of Voting in the United Nations General Assembly”.

    >>> import workbook as wb
    >>> korea = agreement_with(wb.load("unga_agreement"), "PRK").set_index(["other", "record", "year"])
    >>> float(korea.loc[("RUS", "undl2025", 2025), "value"])
    0.9475
    >>> korea.loc[("RUS", "undl", 2022), "why"]
    'fewer than 5 votes'
    """
    _refuse_unknown("figure", figure, get_args(AgreementFigure))
    mine = scores[(scores["actor_a"] == state) | (scores["actor_b"] == state)]
    _refuse_unknown("state", state, pd.unique(scores[["actor_a", "actor_b"]].to_numpy().ravel()))
    rows = mine.assign(other=mine["actor_a"].where(mine["actor_b"] == state, mine["actor_b"]), value=mine[figure])
    few = rows["votes"] < least_votes
    rows["value"] = rows["value"].mask(few)
    rows["why"] = few.map({True: f"fewer than {least_votes} votes", False: ""})
    gaps = [_gaps(pair, str(other), "in no record") for other, pair in rows.groupby("other")]
    return _ordered(pd.concat([rows[COLUMNS], *gaps]))


def distance_from(points: pd.DataFrame, state: str, estimate: Estimate = "ideal_point_final_passage") -> pd.DataFrame:
    """How far from ``state`` does each other state stand on the line of ideal points, year by year?

    ``points`` is ``wb.load("ideal_points")``; ``estimate`` is ideal_point_final_passage (votes on whole texts) or
    ideal_point_all (all recorded votes). The distance is the absolute difference of the two points, in points of
    the estimated line; 0 is the same place.

    Returns the same columns as ``agreement_with``; ``record`` is the name of the estimate and ``votes`` the smaller
    number of votes behind the two points. A year that the estimate does not reach is a gap and says why.

    Mind: North Korea's point jumps from 2014 to 2015 by the method.

    By construction: all states stand on one line, so a difference in another direction is not seen.

    Raises UnknownName for a state or an estimate that the table does not have.

    Source: Bailey, Strezhnev and Voeten 2017, “Estimating Dynamic State Preferences from United Nations Voting Data”,
    Journal of Conflict Resolution 61(2).

    >>> import workbook as wb
    >>> korea = distance_from(wb.load("ideal_points"), "PRK").set_index(["other", "year"])["value"]
    >>> round(float(korea["USA", 2024]), 2)
    3.0
    """
    _refuse_unknown("estimate", estimate, get_args(Estimate))
    _refuse_unknown("state", state, pd.unique(points["actor"]))
    votes = "votes_" + estimate.removeprefix("ideal_point_")
    columns = ["year", "actor", estimate, votes, "check"]
    pairs = points.loc[points["actor"] == state, columns].merge(
        points.loc[points["actor"] != state, columns], on="year", suffixes=("_own", "")
    )
    rows = pairs.assign(other=pairs["actor"], record=estimate, value=(pairs[estimate] - pairs[f"{estimate}_own"]).abs())
    rows["votes"] = pairs[[votes, f"{votes}_own"]].min(axis="columns")
    rows["why"] = rows["value"].isna().map({True: "the estimate does not reach this year", False: ""})
    rows["check"] = rows["check"].where(rows["check_own"] == "confirmed", rows["check_own"])
    gaps = [_gaps(pair, str(other), "hardly any votes, no estimate") for other, pair in rows.groupby("other")]
    return _ordered(pd.concat([rows[COLUMNS], *gaps]))


def agreement_of_all(
    scores: pd.DataFrame, figure: AgreementFigure = "agreement_score", least_votes: int = 5, pairs: int = 15
) -> pd.DataFrame:
    """How alike do the pairs of states vote as a rule, year by year, in each record of votes?

    ``scores``, ``figure`` and ``least_votes`` are as in ``agreement_with``. Returns one row per record and year in
    which at least ``pairs`` pairs have a figure (15 are all pairs of the six states): ``year``, ``record``, ``low``,
    ``median`` and ``high`` of the pairs (0 to 1), ``pairs``, and ``votes``, the fewest roll calls behind one of them.

    By construction: this is the yardstick and no finding: it rises where most texts of a year pass without a quarrel,
    and no more than half of the pairs ever lie above it. Six states are a choice, and no sample of the Assembly.

    Raises UnknownName for a figure that the table does not have.

    Source: description; no method of the literature.

    >>> import workbook as wb
    >>> usual = agreement_of_all(wb.load("unga_agreement")).set_index(["record", "year"])
    >>> float(usual.loc[("undl2025", 2025), "median"].round(2)), int(usual.loc[("undl2025", 2025), "pairs"])
    (0.75, 15)
    """
    _refuse_unknown("figure", figure, get_args(AgreementFigure))
    enough = scores[scores["votes"] >= least_votes]
    summary = {name: (figure, name) for name in ("min", "median", "max")}
    usual = enough.groupby(["record", "year"], as_index=False).agg(
        **summary, pairs=(figure, "count"), votes=("votes", "min")
    )
    usual = usual.rename(columns={"min": "low", "max": "high"})
    return usual.loc[
        usual["pairs"] >= pairs, ["year", "record", "low", "median", "high", "pairs", "votes"]
    ].reset_index(drop=True)


def distance_of_all(
    points: pd.DataFrame, states: Iterable[str], estimate: Estimate = "ideal_point_final_passage"
) -> pd.DataFrame:
    """How far apart do the pairs of ``states`` stand as a rule on the line of ideal points, year by year?

    ``points`` and ``estimate`` are as in ``distance_from``. Returns one row per year in which all of ``states`` have a
    point: ``year``, ``record`` (the name of the estimate), ``low``, ``median`` and ``high`` of the distances, in points
    of the line, ``pairs``, and ``votes``, the fewest votes behind one of the points.

    By construction: this is the yardstick and no finding, as in ``agreement_of_all``.

    Raises UnknownName for a state or an estimate that the table does not have.

    Source: description; no method of the literature.

    >>> import workbook as wb
    >>> usual = distance_of_all(wb.load("ideal_points"), ["CHN", "RUS", "USA"]).set_index("year")
    >>> int(usual.loc[2024, "pairs"]), bool(usual.loc[2024, "low"] < usual.loc[2024, "median"])
    (3, True)
    """
    _refuse_unknown("estimate", estimate, get_args(Estimate))
    names = list(states)
    for state in names:
        _refuse_unknown("state", state, pd.unique(points["actor"]))
    votes = "votes_" + estimate.removeprefix("ideal_point_")
    rows = []
    for year, part in points[points["actor"].isin(names)].dropna(subset=estimate).groupby("year"):
        if len(part) == len(names):
            places = part[estimate].to_numpy(dtype=float)
            apart = pd.Series([abs(first - second) for first, second in combinations(places, 2)])
            summary = {"low": apart.min(), "median": apart.median(), "high": apart.max(), "pairs": len(apart)}
            rows.append({"year": year, "record": estimate, **summary, "votes": part[votes].min()})
    return pd.DataFrame(rows, columns=["year", "record", "low", "median", "high", "pairs", "votes"])


def _gaps(pair: pd.DataFrame, other: str, why: str) -> pd.DataFrame:
    """A row for each year between the first and the last year of ``pair`` that it does not hold."""
    rows = pair.sort_values("year", kind="stable")
    years = set(rows["year"])
    absent = [year for year in range(int(min(years)), int(max(years)) + 1) if year not in years]
    before = [rows.loc[rows["year"] < year, "record"].iloc[-1] for year in absent]
    gaps = pd.DataFrame({"year": absent, "other": other, "record": before, "why": why})
    return gaps.astype({"year": pair["year"].dtype, "record": object, "why": object})


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["other", "record", "year"], ignore_index=True).reindex(columns=COLUMNS)


def _refuse_unknown(kind: str, name: str, names: Iterable[str]) -> None:
    if name not in (allowed := list(names)):
        raise unknown(kind, name, allowed)
