"""The two analyses compared, point by point: agreement, emphasis, contradiction, and what the record decides."""

import pandas as pd
from altair import TopLevelMixin

from ...catalog import load
from ...catalog.ledger import author
from ...charts import record_matrix
from ..base import Row, View
from ..controls import Choice, Several

RELATIONS = {
    "agree": "agree",
    "emphasis differs": "emphasis differs",
    "contradict": "contradict",
    "contradiction within one analysis": "one contradicts itself",
}
NOUNS = {
    "agree": "agreement",
    "emphasis differs": "difference of emphasis",
    "contradict": "contradiction",
    "contradiction within one analysis": "contradiction within one analysis",
}
RECORDS = {
    "all": "every point",
    "decided": "points that our rows decide",
    "open": "points that stay open",
    "nothing to compare": "points with nothing to compare",
}
FEW = 5  # claims of a side up to which their words say more than a list of ids


class Compare(View):
    """Where do the two analyses agree, differ or contradict each other, and what does the record decide?"""

    question = "Where do the two analyses agree, and what does the record say where they do not?"
    reading = (
        "One line per point; A is an agreement, E a difference of emphasis, C a contradiction. The word in the tile "
        "says which position rows of our datasets bear out; “both”: together in an agreement, else each for its own "
        "time or part; “open”: no row decides; a dash: nothing to compare. The table has both positions in words, the "
        "words of each author on which it turns, and the reason. Positions in our words and judgements by the authors "
        "of this workbook; the points are a choice, so do not add up who is right. By construction the numbers follow "
        "the choice of points."
    )
    datasets = ("comparisons", "claims")
    filters = {"relations": "by_relation", "record": "by_record"}
    columns = {
        "comparison_id": "Point",
        "topic": "Topic",
        "relation": "Relation",
        "salat_words": "Salát's words",
        "salat2025": "Salát's position, in our words",
        "bogusz_words": "Bogusz's words",
        "bogusz2024": "Bogusz's position, in our words",
        "record": "The record bears out",
        "reason": "Why",
        "salat_claims": "Claims of Salát",
        "bogusz_claims": "Claims of Bogusz",
        "note": "Note",
    }

    relations = Several("The two", RELATIONS)
    record = Choice("Show", RECORDS, everything="all")

    def rows(self) -> pd.DataFrame:
        rows = load("comparisons")
        words = load("claims").set_index("claim_id")["decisive_words"]
        for side in ("salat", "bogusz"):
            rows[f"{side}_words"] = rows[f"{side}_claims"].map(lambda ids: _quoted(ids, words), na_action="ignore")
        rows["line"] = rows["comparison_id"] + "  " + rows["topic"]
        rows["record"] = rows["better_supported"].fillna("nothing to compare")
        rows["by_relation"] = rows["relation"]
        rows["by_record"] = rows["record"].where(rows["record"].isin(RECORDS), "decided")
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        counts = rows["relation"].value_counts()
        kinds = ", ".join(_counted(counts[kind], NOUNS[kind]) for kind in RELATIONS if kind in counts)
        parts = [f"{_counted(len(rows), 'point')}: {kinds}."]
        decided, still = (rows[rows["by_record"] == record] for record in ("decided", "open"))
        parts.append(f"Rows of our datasets decide {len(decided)} and leave {len(still)} open.")
        against = rows[rows["record"].isin(["salat2025", "bogusz2024", "neither"])]
        if len(against):
            listed = "; ".join(f"{row.topic}: {row.record}" for row in against.itertuples())
            parts.append(f"On {_counted(len(against), 'point')} they bear out one and not the other ({listed}).")
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return record_matrix(rows.assign(relation=rows["relation"].map(RELATIONS)), tuple(RELATIONS.values()))


def _counted(number: int, noun: str) -> str:
    first, space, rest = noun.partition(" ")
    return f"{number} {first}{'' if number == 1 else 's'}{space}{rest}"


def _quoted(ids: str, words: "pd.Series[str]") -> str | None:
    """The decisive words of the claims ``ids``, each with its id; None where there are too many to say anything."""
    claims = ids.split(";")
    return "; ".join(f"{claim} “{words[claim]}”" for claim in claims) if len(claims) <= FEW else None


def _hover_text(row: Row) -> str:
    """The point in one line, with both positions in our words, and the authors' own where they are few."""
    sides = (("salat2025", row.salat2025, row.salat_words), ("bogusz2024", row.bogusz2024, row.bogusz_words))
    positions = [
        f"{author(analysis)}: {position}{f' ({words})' if isinstance(words, str) else ''}"
        for analysis, position, words in sides
        if isinstance(position, str)
    ]
    return (
        f"{row.comparison_id}, {row.topic}, {row.relation}. {' '.join(positions)} The record bears out: {row.record}."
    )
