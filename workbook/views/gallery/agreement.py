"""Agreement: how near the states vote to each other in the General Assembly, year by year."""

from typing import Literal

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES
from ...catalog import load
from ...charts import RECORDS, record_lines
from ...measures import agreement_of_all, agreement_with, distance_from, distance_of_all
from ..base import View
from ..controls import Choice, Several, Year

# What is measured: the words of the control, the words above the chart, the column that holds it.
SCORES: dict[str, tuple[str, str, Literal["agreement_score", "identical_vote_share"]]] = {
    "score": (
        "agreement score",
        "1: always alike, 0: always opposite",
        "agreement_score",
    ),
    "identical": (
        "share of identical votes",
        "1: every vote the same, 0: none",
        "identical_vote_share",
    ),
}
DISTANCES: dict[str, tuple[str, str, Literal["ideal_point_final_passage", "ideal_point_all"]]] = {
    "distance": (
        "distance of ideal points, votes on whole texts",
        "Distance; 0: the same place",
        "ideal_point_final_passage",
    ),
    "distance-all": (
        "distance of ideal points, all votes",
        "Distance; 0: the same place",
        "ideal_point_all",
    ),
}
MEASURES: dict[str, tuple[str, str, str]] = {**SCORES, **DISTANCES}
VOETEN, LIBRARY, LAST, POINTS = RECORDS
NAMES = {"voeten": VOETEN, "undl": LIBRARY, "undl2025": LAST}
COMPOSITION = "composition: the United States voted no on 174 of the 192 votes of 2025"
ALL, MIDDLE, SHORT = "ALL", "the middle of all 15 pairs", "middle of all"
SERIES = {**STATES, ALL: MIDDLE}
EACH = {"each": "each in its own line style", **NAMES}
JUMP = "the method, not behaviour, moves North Korea's point from 2014 to 2015"


class Agreement(View):
    """How often do the states vote alike in the General Assembly? The measure and the first state are controls."""

    question = "How often do the states vote alike in the UN General Assembly?"
    reading = (
        "Solid: UN Digital Library, or ideal points; dashed: Voeten and others; single points: 2025, a record of its "
        "own. Hollow: not confirmed."
    )
    notes = (
        "Two records of votes are two selections: compare years within one line style. Grey bands and crosses are "
        "years without a figure, with the reason. 2025 is a record of its own: the United States voted no on 174 of "
        "its 192 votes, so that its low agreement with Japan and South Korea is composition and no turn in Asia. The "
        "method of ideal points moves North Korea from 2014 to 2015: its line is cut there. Russia is the Soviet "
        "Union until 1991. The grey line is the middle (median) of all fifteen pairs of the six states in the same "
        "record and year: by construction a score rises for every pair in a year whose texts pass without a quarrel, "
        "so read a pair against that line."
    )
    marks = {
        "E056": "Soviet Union dissolved",
        "E086": "First North Korean test",
        "E141": "Russia invades Ukraine",
    }
    datasets = ("unga_agreement", "ideal_points")
    filters = {"others": "by_other", "record": "by_record", "since": "year", "until": "year"}
    columns = {
        "year": "Year",
        "state": "State",
        "compared": "Compared with",
        "record": "Record of votes",
        "value": "Figure",
        "votes": "Votes behind it",
        "why": "Why a value is missing",
        "note": "Mind",
        "check": "Check",
    }

    actor = Choice("The votes of", STATES, start="PRK")
    others = Several("compared with", SERIES, start=("CHN", "RUS", "PRK", "USA", ALL))
    measure = Choice("Measure", {name: words for name, (words, _, _) in MEASURES.items()})
    record = Choice("Record of votes", EACH, everything="each", stays=POINTS)
    since = Year("From", of=("unga_agreement", "year"), start=1990)
    until = Year("to", of=("unga_agreement", "year"), until=True)

    def rows(self) -> pd.DataFrame:
        state, measure = self.actor, self.measure
        _, axis, _ = MEASURES[measure]
        if measure in DISTANCES:
            points = load("ideal_points")
            rows = distance_from(points, state, DISTANCES[measure][2])
            usual = distance_of_all(points, STATES, DISTANCES[measure][2])
        else:
            scores = load("unga_agreement")
            rows = agreement_with(scores, state, SCORES[measure][2])
            usual = agreement_of_all(scores, SCORES[measure][2])
        usual = usual.rename(columns={"median": "value"}).assign(other=ALL, why="", check="confirmed")
        rows = pd.concat([rows, usual[rows.columns]], ignore_index=True)
        rows["by_record"] = rows["record"].where(rows["record"].isin(list(NAMES)), POINTS)
        rows["record"] = rows["record"].map(NAMES).fillna(POINTS)
        korea = (measure in DISTANCES) & (rows["other"].eq("PRK") | (state == "PRK"))
        rows["stretch"] = (korea & rows["year"].ge(2015)).map({True: "later", False: "earlier"})
        fallen = rows["record"].eq(LAST) & ((state == "USA") | rows["other"].eq("USA"))
        rows["note"] = fallen.map({True: COMPOSITION, False: ""}).mask(korea & rows["year"].eq(2015), JUMP)
        rows["by_other"], rows["state"], rows["axis"] = rows["other"], STATES[state], axis
        rows["compared"] = rows["other"].map(SERIES)
        rows["series"] = rows["other"].map({**SERIES, ALL: SHORT})
        rows["value"] = rows["value"].round(2)
        rows["gap"] = _gaps(rows)
        figure = rows["value"].map("{:.2f}".format) + " in " + rows["votes"].map("{:.0f} votes".format)
        figure = figure.where(rows["value"].notna(), "no figure: " + rows["why"])
        notes = rows["note"].map(lambda note: f" ({note})" if note else "")
        year = rows["year"].astype(str)
        who = (rows["state"] + " and " + rows["series"]).mask(rows["other"] == ALL, MIDDLE)
        rows["end"] = rows["series"] + " " + rows["value"].map("{:.2f}".format)
        rows["hover"] = who + ", " + year + ", " + rows["record"] + ": " + figure + notes
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        known = rows.dropna(subset="value")
        if known.empty:
            return "No figure is known for this choice."
        now = _latest(known)
        year, far = now["year"].iloc[0], self.measure in DISTANCES
        states = now[now["other"] != ALL].sort_values("value", ascending=far, kind="stable")
        who = _named(STATES[self.actor])
        if states.empty:
            return f"The middle of all fifteen pairs stood at {now['value'].iloc[0]:.2f} in {year}."
        near = _named(states["series"].iloc[0])
        if len(states) == 1:
            return f"{who[0].upper()}{who[1:]} and {near} stood at {states['value'].iloc[0]:.2f} in {year}."
        first, last = (f"{states['value'].iloc[end]:.2f}" for end in (0, -1))
        other = _named(states["series"].iloc[-1])
        return f"In {year} {who} voted nearest to {near} ({first}), farthest from {other} ({last})."

    def describe(self, rows: pd.DataFrame) -> str:
        known = rows.dropna(subset="value")
        gaps = rows["gap"].dropna().unique()
        if known.empty:
            return f"There is none for {'; '.join(gaps)}."
        main = known[known["record"] != LAST].sort_values("year", kind="stable")
        parts = [self._over_time(main)] if len(main) else []
        last = known[known["record"] == LAST]
        if len(last):
            opening = "In 2025, a record of its own" if parts else f"{self._what()} in 2025"
            parts.append(f"{opening}: {_listed(last)}.")
        parts += [f"No figure for {gap}." for gap in gaps]
        asia = last.loc[last["note"].ne("") & last["other"].isin(["JPN", "KOR", "USA"]), "series"]
        if len(asia) and self.actor in ("USA", "JPN", "KOR"):
            parts.append("The low figures of 2025 with the United States are " + COMPOSITION + ".")
        korea = known["stretch"].nunique() > 1
        return " ".join([*parts, *(["Do not compare across 2014 and 2015: " + JUMP + "."] if korea else [])])

    def _over_time(self, main: pd.DataFrame) -> str:
        record = main["record"].iloc[-1]
        mine = main[main["record"] == record]
        first, last = mine["year"].min(), mine["year"].max()
        if first == last:
            return f"{self._what()} ({record}) in {last}: {_listed(mine)}."
        ways = [f"{series} {_way(part['value'])}" for series, part in mine.groupby("series", sort=False)]
        return f"{self._what()} ({record}), {first} to {last}: {', '.join(ways)}."

    def _what(self) -> str:
        words = MEASURES[self.measure][0]
        return f"{words[0].upper()}{words[1:]}"

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        names = {label: code for code, label in STATES.items()} | {SHORT: ALL}
        return record_lines(rows, names, narrow)


def _latest(known: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last year; where two records have it, those of the later one."""
    now = known[known["year"] == known["year"].max()]
    latest: pd.DataFrame = now[now["record"] == now["record"].iloc[-1]]
    return latest


def _named(state: str) -> str:
    return f"the {state}" if state == "United States" else state


def _listed(rows: pd.DataFrame) -> str:
    return ", ".join(f"{series} {value:.2f}" for series, value in zip(rows["series"], rows["value"], strict=True))


def _way(values: "pd.Series[float]") -> str:
    """The first and the last of ``values``."""
    return f"{values.iloc[0]:.2f}" + (f" to {values.iloc[-1]:.2f}" if len(values) > 1 else "")


def _gaps(rows: pd.DataFrame) -> "pd.Series[str]":
    """For each row without a figure: the years of the gap and its reasons, in a few words."""
    lost = rows[rows["value"].isna()].sort_values("year")
    run = (lost["year"].diff() > 1).cumsum()
    words = {}
    for _, part in lost.groupby(run):
        first, last = part["year"].iloc[0], part["year"].iloc[-1]
        years = f"{first}" if first == last else f"{first}–{last % 100:02d}"
        words.update(dict.fromkeys(part.index, f"{years}: " + ", then ".join(part["why"].unique())))
    return rows.index.map(words).to_series(index=rows.index)
