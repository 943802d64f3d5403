"""Interests: who wants what, how high it ranks in each analysis, who shares it and who stands against it."""

from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES
from ...catalog import load
from ...charts import priority_matrix
from ...measures import side_by_side
from ..base import Row, View, counted
from ..controls import Choice, Several

BEYOND = {"IRN": "Iran", "UKR": "Ukraine", "UN": "UN sanctions", "WST": "the West"}
ACTORS = {"CHN": "China", "PRK": "North Korea", "RUS": "Russia", "south": "United States, Japan, South Korea"}
ANALYSIS_OPTIONS = {"salat2025": "salat2025", "bogusz2024": "bogusz2024"}
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
        "Three dots: high; two: medium; one: low; a dash: the analysis is silent, which is not a low rank. Hollow "
        "dots: it implies the interest and does not say it. + shares the interest, × collides with it, ± both. "
        "“others” are Iran, Ukraine, the West and UN sanctions; the table names them. Ranks and signs are codes "
        "given by the authors of this workbook, not words of the analyses; the signs are the same for both. "
        "What the counts are by construction: they follow from how the list was cut into rows, so that states with "
        "more rows share and collide more often."
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
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        whose = ", ".join(label for actor, label in ACTORS.items() if actor in set(rows["by_actor"]))
        count = rows["interest_id"].nunique()
        parts = [f"{whose}: {count} {'interest' if count == 1 else 'interests'}."]
        if len(self.analyses) == 2:
            parts.append(_compared(rows))
        else:
            parts.append(_of_one(rows, self.analyses[0]))
        return " ".join([*parts, _met(rows)])

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return priority_matrix(rows, tuple(ANALYSIS_OPTIONS), (*STATES.values(), "others"))


SIGNS = {(False, False): "", (True, False): "+", (False, True): "×", (True, True): "±"}


def rows_as_coded() -> pd.DataFrame:
    """The dataset as it is, with gaps where an analysis is silent."""
    return load("interests")


def _listed(column: "pd.Series[str]") -> "pd.Series[Any]":
    return column.fillna("").str.split(";")


def _names(column: "pd.Series[str]") -> list[str | None]:
    words = {**STATES, **BEYOND}
    return [", ".join(words[code] for code in codes if code) or None for codes in _listed(column)]


def _hover_text(row: Row) -> str:
    rank = {"silent": f"{row.analysis} is silent"}.get(row.priority, f"{row.priority} in {row.analysis}")
    parts = [f"{row.line}: {rank}" + (" (implied)" if row.named == "implied" else "")]
    if row.shared:
        parts.append(f"shared by {row.shared}")
    if row.opposed:
        parts.append(f"collides with {row.opposed}")
    return "; ".join(parts)


def _compared(rows: pd.DataFrame) -> str:
    """In what the two analyses rank alike and in what not."""
    matches = rows.drop_duplicates("interest_id")["by_match"].value_counts()
    alike, silent = int(matches.get("alike", 0)), int(matches.get("silent", 0))
    apart = [
        f"{group['interest'].iloc[0]} ({', '.join(f'{r.priority} in {r.analysis}' for r in group.itertuples())})"
        for _, group in rows[rows["by_match"] == "different"].groupby("interest_id", sort=False)
    ]
    parts = []
    if alike or apart:
        which = f": {'; '.join(apart)}." if apart else "."
        parts.append(f"The two analyses rank {alike} alike and {len(apart) or 'none'} differently{which}")
    if silent:
        parts.append(f"{silent} {'is' if silent == 1 else 'are'} named by one of them only.")
    return " ".join(parts)


def _of_one(rows: pd.DataFrame, analysis: str) -> str:
    ranks = rows["priority"].value_counts()
    levels = ", ".join(f"{ranks[level]} {level}" for level in ("high", "medium", "low") if level in ranks)
    return f"{analysis} ranks {levels or 'none'}, and is silent on {ranks.get('silent', 0)}."


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
