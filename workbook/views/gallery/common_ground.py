"""Common ground: what is in accord and what in conflict between two states, with weights to move."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES
from ...catalog import load
from ...charts import balance_bars
from ...measures import pair_scores
from ..base import Row, View
from ..controls import Choice, Several
from .interests import ANALYSIS_OPTIONS

TRIANGLE = ("CHN", "RUS", "PRK")
GROUPS = {
    "triangle": "within the triangle",
    "across": "between the triangle and the other three",
    "south": "among the United States, Japan and South Korea",
    "all": "all fifteen pairs",
}
POINTS = {str(number): str(number) for number in range(6)}
SIDES = {"accord": 1, "conflict": -1}


class CommonGround(View):
    """Which states have more in common than between them? Interests in accord and in conflict, weighted by rank."""

    question = "Which pairs of states have more interests in accord than in conflict?"
    reading = (
        "An interest of either state counts to the right if the other shares it or helps it on, to the left if it "
        "collides with the other's interests, and on both sides if it does both; it counts the points that you give "
        "to its priority. An interest on which an analysis is silent counts nothing. Who shares and who collides was "
        "coded once for both analyses, by the authors of this workbook, like the priorities: so the bars differ by "
        "rank and by silence only. The weights are yours."
    )
    datasets = ("interests",)
    filters = {"pairs": "by_group", "analyses": "by_analysis"}
    columns = {
        "pair": "Pair",
        "analysis": "Analysis",
        "side": "Side",
        "points": "Points",
        "count": "Interests",
        "interests": "Which, with priority",
        "silent": "Silent on",
        "net": "Accord minus conflict",
        "balance": "Balance (−1 to 1)",
    }

    pairs = Choice("Pairs", GROUPS, start="triangle", everything="all")
    analyses = Several("Analysis", ANALYSIS_OPTIONS)
    high = Choice("Points for a high priority", POINTS, start="3")
    medium = Choice("Points for a medium priority", POINTS, start="2")
    low = Choice("Points for a low priority", POINTS, start="1")

    @property
    def _points(self) -> dict[str, int]:
        """The points for each priority."""
        return {"high": int(self.high), "medium": int(self.medium), "low": int(self.low)}

    def rows(self) -> pd.DataFrame:
        interests = load("interests").sort_values("actor", key=_order, kind="stable", ignore_index=True)
        scores = pair_scores(interests, self._points)
        scores = scores.astype(dict.fromkeys((*SIDES, "net"), int))
        ranks = interests.dropna(subset="priority").set_index(["analysis", "interest_id"])["priority"]
        words = interests.set_index("interest_id")["interest"].to_dict()
        parts = [scores.assign(side=side, points=scores[side], on=scores[f"{side}_on"]) for side in SIDES]
        rows = pd.concat(parts, keys=SIDES).sort_index(level=1, kind="stable").reset_index(drop=True)
        rows["by_group"] = [_group(first, second) for first, second in zip(rows["first"], rows["second"], strict=True)]
        rows["by_analysis"] = rows["analysis"]
        rows["pair"] = rows["first"].map(STATES) + "–" + rows["second"].map(STATES)
        rows["value"] = rows["points"] * rows["side"].map(SIDES)
        rows["count"] = rows["on"].map(len)
        rows["interests"] = [
            "; ".join(f"{words[name]} ({ranks[analysis, name]})" for name in names) or None
            for analysis, names in zip(rows["analysis"], rows["on"], strict=True)
        ]
        rows["silent"] = rows["silent_on"].map(lambda names: "; ".join(words[name] for name in names) or None)
        rows["balance"] = rows["balance"].round(2)
        rows["said"] = rows["points"].astype(str).where(rows["side"] == "conflict", _end(rows))
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        nets = rows.drop_duplicates(["pair", "analysis"]).pivot(index="pair", columns="analysis", values="net")
        nets = nets[[analysis for analysis in ANALYSIS_OPTIONS if analysis in nets]]
        order = nets.mean(axis="columns").sort_values(ascending=False, kind="stable").index
        parts = [
            f"Accord minus conflict is highest for {_score(nets, order[0])} and lowest for {_score(nets, order[-1])}."
        ]
        split = [pair for pair in order if nets.loc[pair].min() < 0 < nets.loc[pair].max()]
        if split:
            parts.append(f"The two analyses disagree on the sign for {' and '.join(_score(nets, p) for p in split)}.")
        elif len(nets.columns) == 2:
            parts.append("For no pair does one analysis give more accord and the other more conflict.")
        points = ", ".join(f"{level} {number}" for level, number in self._points.items())
        return " ".join([*parts, f"Points for a priority: {points}."])

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        return balance_bars(rows, list(dict.fromkeys(rows["pair"])), tuple(ANALYSIS_OPTIONS))


def _order(actors: "pd.Series[str]") -> "pd.Series[int]":
    return actors.map({actor: index for index, actor in enumerate((*TRIANGLE, "USA", "JPN", "KOR"))})


def _group(first: str, second: str) -> str:
    inside = (first in TRIANGLE) + (second in TRIANGLE)
    return ("south", "across", "triangle")[inside]


def _end(rows: pd.DataFrame) -> "pd.Series[str]":
    return rows["points"].astype(str) + "  " + rows["analysis"]


def _hover_text(row: Row) -> str:
    kind = "interest" if row.count == 1 else "interests"
    return f"{row.pair}, {row.side}, {row.analysis}: {row.points} points from {row.count} {kind}"


def _score(nets: pd.DataFrame, pair: str) -> str:
    return f"{pair} ({', '.join(f'{net:+d} in {analysis}' for analysis, net in nets.loc[pair].items())})"
