"""Interests: who wants what, how high it ranks in each analysis, who shares it and who stands against it."""

from typing import Any

import numpy as np
import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES, joined, many
from ...catalog import load
from ...charts import priority_matrix
from ...measures import side_by_side
from ..base import Row, View, counted, each_row
from ..controls import Choice, Several

BEYOND = {"IRN": "Iran", "UKR": "Ukraine", "UN": "UN sanctions", "WST": "the West"}
ACTORS = {"CHN": "China", "PRK": "North Korea", "RUS": "Russia", "south": "United States, Japan, South Korea"}
ANALYSIS_OPTIONS = {"salat2025": "Salát", "bogusz2024": "Bogusz"}
RANKS = {"low": 1, "medium": 2, "high": 3}
MATCHES = {
    "all": "all",
    "alike": "those that both rank alike",
    "different": "those that they rank differently",
    "silent": "those that only one of them names",
}


class Interests(View):
    """Who wants what? Each state's interests, as two analyses rank them, with who shares and who opposes them."""

    question = "Who wants what, and who shares it or stands against it?"
    reading = (
        "Tiles: the rank in each analysis; silent is not low. + shares the interest, × collides with it, ± does both."
    )
    notes = (
        "Implied: the analysis implies the interest and does not say it. “Others” are Iran, Ukraine, the West and UN "
        "sanctions; the table names them. Ranks and signs are codes given by the authors of this workbook, not words "
        "of the analyses; the signs are the same for both. By construction the counts follow from how the list was "
        "cut into rows, so that states with more rows share and collide more often."
    )
    datasets = ("interests",)
    filters = {"actors": "by_actor", "match": "by_match", "analyses": "by_analysis"}
    columns = {
        "actor_name": "Whose interest",
        "interest": "Interest",
        "analysis": "Analysis",
        "priority": "Priority",
        "named": "How the analysis has it",
        "shared": "Who shares it",
        "shared_note": "In what sense",
        "opposed": "Who collides with it",
        "conflict_note": "Over what",
        "horizon_note": "For how long",
        "claims": "Claims",
        "note": "Note",
    }

    actors = Several("Interests of", ACTORS, start=("CHN",))
    match = Choice("Show", MATCHES, everything="all")
    analyses = Several("Analysis", ANALYSIS_OPTIONS)

    def rows(self) -> pd.DataFrame:
        rows = load("interests")
        order = {actor: index for index, actor in enumerate(STATES)}
        rows = rows.sort_values("actor", key=lambda actors: actors.map(order), kind="stable", ignore_index=True)
        rows["actor_name"] = rows["actor"].map(STATES)
        rows["line"] = rows["actor_name"] + ": " + rows["interest"]
        rows["priority"] = rows["priority"].fillna("silent")
        rows["by_actor"] = rows["actor"].where(rows["actor"].isin(ACTORS), "south")
        rows["by_analysis"] = rows["analysis"]
        rows["by_match"] = rows["interest_id"].map(side_by_side(rows_as_coded()).set_index("interest_id")["match"])
        rows["shared"], rows["opposed"] = (_names(rows[column]) for column in ("shared_with", "conflicts_with"))
        for number, states in enumerate([*([state] for state in STATES), list(BEYOND)]):
            rows[f"to_{number}"] = [
                SIGNS[bool(set(states) & set(sharing)), bool(set(states) & set(opposing))]
                for sharing, opposing in zip(_listed(rows["shared_with"]), _listed(rows["conflicts_with"]), strict=True)
            ]
        rows["author"] = rows["analysis"].map(ANALYSIS_OPTIONS)
        rows["said"] = rows["priority"] + (rows["named"] == "implied").map({True: ", implied", False: ""})
        rows["beside"] = pd.Series([_beside(row) for row in rows.itertuples()], dtype=object)
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        whose = joined([f"{label}'s" if not label.endswith("s") else f"{label}'" for label in self._whose(rows)])
        count = rows["interest_id"].nunique()
        if len(self._whose(rows)) > 1:
            whose = "these states'"
        if len(self.analyses) == 2:
            different = rows[rows["by_match"] == "different"]["interest_id"].nunique()
            return f"Of {whose} {many(count, 'interest')} the two analyses rank {different or 'none'} differently."
        ranks = rows["priority"].value_counts()
        who, high = ANALYSIS_OPTIONS[self.analyses[0]], ranks.get("high", 0) or "none"
        return f"Of {whose} {many(count, 'interest')} {who} ranks {high} high."

    def describe(self, rows: pd.DataFrame) -> str:
        said = _compared(rows) if len(self.analyses) == 2 else _of_one(rows, self.analyses[0])
        return f"{said} {_met(rows)}".strip()

    def _whose(self, rows: pd.DataFrame) -> list[str]:
        return [label for actor, label in ACTORS.items() if actor in set(rows["by_actor"])]

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        rows = rows.drop(columns="analysis").rename(columns={"author": "analysis"})
        return priority_matrix(rows, tuple(ANALYSIS_OPTIONS.values()), (*STATES.values(), "others"), narrow)


SIGNS = {(False, False): "", (True, False): "+", (False, True): "×", (True, True): "±"}


def rows_as_coded() -> pd.DataFrame:
    """The dataset as it is, with gaps where an analysis is silent."""
    return load("interests")


def _listed(column: "pd.Series[str]") -> "pd.Series[Any]":
    return column.fillna("").str.split(";")


def _names(column: "pd.Series[str]") -> list[str | None]:
    words = {**STATES, **BEYOND}
    return [", ".join(words[code] for code in codes if code) or None for codes in _listed(column)]


def _beside(row: Row) -> list[str]:
    """Who shares the interest and who collides with it, a sentence each."""
    pairs = (("Shared by", row.shared), ("Collides with", row.opposed))
    return [f"{verb} {states}." for verb, states in pairs if isinstance(states, str)]


def _hover_text(row: Row) -> str:
    rank = f"{row.author} is silent" if row.priority == "silent" else f"{row.priority} in {row.author}"
    said = f"{row.line}: {rank}" + (" (implied)" if row.named == "implied" else "")
    return " ".join([f"{said}.", *row.beside])


def _compared(rows: pd.DataFrame) -> str:
    """In what the two analyses rank alike and in what not."""
    matches = rows.drop_duplicates("interest_id")["by_match"].value_counts()
    alike, silent = int(matches.get("alike", 0)), int(matches.get("silent", 0))
    said = [f"{alike} {'is' if alike == 1 else 'are'} ranked alike"] if alike else []
    said += [f"{silent} {'is' if silent == 1 else 'are'} named by one of them only"] if silent else []
    sentence = f"{joined(said)}." if said else ""
    apart = rows[rows["by_match"] == "different"]
    gaps = apart.assign(rank=apart["priority"].map(RANKS)).groupby("interest_id", sort=False)["rank"].agg(np.ptp)
    if gaps.empty or gaps.max() < 2:
        return sentence
    widest = apart[apart["interest_id"] == gaps.idxmax()]
    ranks = " and ".join(f"{row.priority} in {row.author}" for row in each_row(widest))
    return f"{sentence} Furthest apart: “{widest['interest'].iloc[0]}”, {ranks}.".strip()


def _of_one(rows: pd.DataFrame, analysis: str) -> str:
    ranks = rows["priority"].value_counts()
    levels = ", ".join(f"{ranks[level]} {level}" for level in ("high", "medium", "low") if level in ranks)
    return f"{ANALYSIS_OPTIONS[analysis]} ranks {levels or 'none'}, and is silent on {ranks.get('silent', 0)}."


def _met(rows: pd.DataFrame) -> str:
    """Which state shares most of the chosen interests, and which collides with most."""
    once = rows.drop_duplicates("interest_id")
    parts = []
    for column, verb in (("shared_with", "Most often shared by"), ("conflicts_with", "most often in conflict with")):
        counts = counted(_listed(once[column]).explode())
        most = max((counts.get(state, 0) for state in STATES), default=0)
        top = [f"{name} ({most})" for state, name in STATES.items() if counts.get(state, 0) == most > 0]
        parts.append(f"{verb} {' and '.join(top)}" if top else "")
    return "; ".join(filter(None, parts)) + "." if any(parts) else "Nobody shares them or stands against them."
