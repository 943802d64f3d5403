"""Common ground: what is in accord and what in conflict between two states, with weights and links to move."""

from functools import lru_cache

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES, in_percent, joined, many
from ...catalog import load
from ...charts import balance_bars
from ...measures import ORDERLY_WEIGHTS, lead_of_links, pair_scores, with_links
from ..base import Row, View, each_row
from ..controls import Choice, Several
from .interests import ANALYSIS_OPTIONS

TRIANGLE = ("CHN", "RUS", "PRK")
GROUPS = {
    "triangle": "within the triangle",
    "across": "between the triangle and the other three",
    "south": "among the United States, Japan and South Korea",
    "all": "all fifteen pairs",
}
COUNTS = {
    "points": "points added up",
    "rate": "percent of each state's own points, the mean of the two",
}
WRONG = {"0": "0 percent", "5": "5 percent", "10": "10 percent", "20": "20 percent", "30": "30 percent"}
AS_CODED = "none"
POINTS = {str(number): str(number) for number in range(6)}
SIDES = {"accord": 1, "conflict": -1}


class CommonGround(View):
    """Which states have more in common than between them? Interests in accord and in conflict, weighted by rank."""

    question = "Which pairs of states have more interests in accord than in conflict?"
    reading = (
        "One bar per analysis: points of interests in conflict to the left, in accord to the right; their difference "
        "is in bold."
    )
    notes = (
        "An interest of either state counts to the right if the other shares it or helps it on, to the left if it "
        "collides with the other's interests, and on both sides if it does both; it counts the points that you give "
        "to its priority. An interest on which an analysis is silent counts nothing. Who shares and who collides was "
        "coded once for both analyses, by the authors of this workbook, like the priorities. Choose an interest and "
        "flip its links: one that is there goes, one that is not there comes. By construction the two bars of a pair "
        "differ by rank and by silence only; points favour a long list (China has 11 interests, Russia 5), which "
        "percent of each state's own points take out; and weights cannot change what follows from the links alone, so "
        "that the robustness lets each link be wrong by itself, listed or not, with any of the orderly sets of "
        "weights. If every second link were wrong, each pair would lead in about a third."
    )
    datasets = ("interests",)
    filters = {"pairs": "by_group", "analyses": "by_analysis"}
    columns = {
        "pair": "Pair",
        "analysis": "Analysis",
        "side": "Side",
        "points": "Points or percent",
        "count": "Interests",
        "interests": "Which, with priority",
        "silent": "Silent on",
        "net": "Accord minus conflict",
        "balance": "Balance (−1 to 1)",
    }

    pairs = Choice("Pairs", GROUPS, start="triangle", everything="all")
    analyses = Several("Analysis", ANALYSIS_OPTIONS)
    count = Choice("Count", COUNTS)
    interest = Choice("Flip links of", lambda: {AS_CODED: "no interest: as coded", **_interests()})
    shared = Several("Flip “shares it” for", STATES, start=())
    conflicts = Several("Flip “collides with it” for", STATES, start=())
    wrong = Choice("Suppose that links are wrong in", WRONG, start="10")
    high = Choice("Points for a high priority", POINTS, start="3")
    medium = Choice("Points for a medium priority", POINTS, start="2")
    low = Choice("Points for a low priority", POINTS, start="1")

    @property
    def _points(self) -> dict[str, int]:
        """The points for each priority."""
        return {"high": int(self.high), "medium": int(self.medium), "low": int(self.low)}

    def rows(self) -> pd.DataFrame:
        interests = _flipped(self.interest, self.shared, self.conflicts)
        self.leads = _leads(self.interest, self.shared, self.conflicts, int(self.wrong))
        scores = pair_scores(interests, self._points)
        if self.count == "rate":
            for side in ("accord", "conflict"):
                scores[side] = (scores[f"{side}_rate"] * 100).round()
            scores["net"] = scores["accord"] - scores["conflict"]
        self.missing = scores[scores["net"].isna()]
        scores = scores.dropna(subset="net")
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
        rows["said"] = rows["points"].astype(str)
        rows["unit"] = self.count if self.count == "points" else "percent"
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        nets, order = self._nets(rows)
        return f"Accord minus conflict is highest for {order[0]}: {_score(nets, order[0])}."

    def describe(self, rows: pd.DataFrame) -> str:
        nets, order = self._nets(rows)
        unit = "" if self.count == "points" else " Counted is the percent of each state's own points."
        parts = (
            [f"It is lowest for {order[-1]}: {_score(nets, order[-1])}.{unit}"] if len(order) > 1 else [unit.strip()]
        )
        split = [pair for pair in order if nets.loc[pair].min() < 0 < nets.loc[pair].max()]
        if split:
            parts.append(f"The two analyses disagree on the sign for {joined(split)}.")
        elif len(nets.columns) == 2:
            parts.append("On no sign do the two analyses disagree.")
        parts += [self._without_rate(), self._weights(), self._flips(), self._robustness()]
        return " ".join(filter(None, parts))

    def _nets(self, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
        """Accord minus conflict of each pair by analysis, and the pairs from the highest to the lowest."""
        nets = rows.drop_duplicates(["pair", "analysis"]).pivot(index="pair", columns="analysis", values="net")
        nets = nets[[analysis for analysis in ANALYSIS_OPTIONS if analysis in nets]]
        return nets, list(nets.mean(axis="columns").sort_values(ascending=False, kind="stable").index)

    def _weights(self) -> str:
        """The points for each priority where the reader chose other ones."""
        if self._points == {"high": 3, "medium": 2, "low": 1}:
            return ""
        return f"Points for a priority: {', '.join(f'{level} {number}' for level, number in self._points.items())}."

    def _without_rate(self) -> str:
        """How many of the chosen pairs have no percent."""
        groups = [
            _group(first, second) for first, second in zip(self.missing["first"], self.missing["second"], strict=True)
        ]
        here = self.missing["analysis"].isin(self.analyses) & pd.Series(groups, self.missing.index, dtype=object).isin(
            [self.pairs] if self.pairs != "all" else list(GROUPS)
        )
        return (
            f"Left out ({here.sum()}): pairs of which the analysis ranks no interest of one state."
            if here.any()
            else ""
        )

    def _flips(self) -> str:
        """Which links the reader coded otherwise."""
        if self.interest == AS_CODED:
            return ""
        flips = [
            f"“{verb} it” for {joined([STATES[state] for state in states])}"
            for verb, states in (("shares", self.shared), ("collides with", self.conflicts))
            if states
        ]
        return f"Flipped for “{_interests()[self.interest]}”: {' and '.join(flips) or 'nothing yet'}."

    def _robustness(self) -> str:
        """How often the pair that leads the triangle would lead it, if links were wrong and weights others."""
        said: dict[str, list[str]] = {}
        for analysis in self.analyses:
            leads = self.leads[self.leads["analysis"] == analysis]
            shares = dict(
                zip(leads["first"].map(STATES) + "–" + leads["second"].map(STATES), leads[self._lead], strict=True)
            )
            best = max(shares, key=lambda pair: shares[pair])
            said.setdefault(best, []).append(f"{in_percent(shares[best])} of cases in {ANALYSIS_OPTIONS[analysis]}")
        pairs = [f"{pair} comes first alone in {joined(shares)}" for pair, shares in said.items()]
        return f"Within the triangle, if each link is wrong in {self.wrong} of 100 cases, {joined(pairs)}."

    @property
    def _lead(self) -> str:
        return "leads" if self.count == "points" else "leads_by_rate"

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        signed = [f"{net:+d}".replace("-", "−") for net in rows["net"]]
        rows = rows.assign(analysis=rows["analysis"].map(ANALYSIS_OPTIONS), net=signed)
        return balance_bars(rows, tuple(ANALYSIS_OPTIONS.values()), narrow)


def _flipped(interest: str, shared: tuple[str, ...], conflicts: tuple[str, ...]) -> pd.DataFrame:
    """All interests, with the links that the reader flipped."""
    interests = load("interests").sort_values("actor", key=_order, kind="stable", ignore_index=True)
    return interests if interest == AS_CODED else with_links(interests, interest, shared, conflicts)


@lru_cache(maxsize=32)  # half a second; most controls do not change it
def _leads(interest: str, shared: tuple[str, ...], conflicts: tuple[str, ...], wrong: int) -> pd.DataFrame:
    return lead_of_links(_flipped(interest, shared, conflicts), wrong / 100, ORDERLY_WEIGHTS)


def _interests() -> dict[str, str]:
    """Every interest with its owner, by id."""
    once = load("interests").drop_duplicates("interest_id")
    return {row.interest_id: f"{STATES[row.actor]}: {row.interest}" for row in each_row(once)}


def _order(actors: "pd.Series[str]") -> "pd.Series[int]":
    return actors.map({actor: index for index, actor in enumerate((*TRIANGLE, "USA", "JPN", "KOR"))})


def _group(first: str, second: str) -> str:
    inside = (first in TRIANGLE) + (second in TRIANGLE)
    return ("south", "across", "triangle")[inside]


def _hover_text(row: Row) -> str:
    who, side = ANALYSIS_OPTIONS[row.analysis], f"in {row.side}"
    return f"{row.pair}, {side}, {who}: {row.points} {row.unit} from {many(row.count, 'interest')}"


def _score(nets: pd.DataFrame, pair: str) -> str:
    scores = [f"{net:+.0f} in {ANALYSIS_OPTIONS[str(analysis)]}" for analysis, net in nets.loc[pair].dropna().items()]
    return joined(scores).replace("-", "−")
