"""The two analyses compared, point by point: agreement, emphasis, contradiction, and what the record decides."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined
from ...catalog import load
from ...catalog.ledger import author
from ...charts import positions
from ..base import Row, View
from ..controls import Choice, Several

RELATIONS = {
    "agree": "agree",
    "emphasis differs": "emphasis differs",
    "contradict": "contradict",
    "contradiction within one analysis": "one contradicts itself",
}
NOUNS = {
    "contradict": ("contradiction", "The two contradict each other"),
    "emphasis differs": ("difference of emphasis", "The two differ in emphasis"),
    "agree": ("agreement", "The two agree"),
    "contradiction within one analysis": ("contradiction within one analysis", "One contradicts itself"),
}
SIDES = ("salat2025", "bogusz2024")
RECORDS = {
    "all": "every point",
    "decided": "points that our rows decide",
    "open": "points that stay open",
    "nothing to compare": "points with nothing to compare",
}
BORNE_OUT: dict[str, tuple[int, ...]] = {
    "salat2025": (0,),
    "bogusz2024": (1,),
    "both": (0, 1),
    "neither": (),
    "open": (),
    "nothing to compare": (),
}
FEW = 5  # claims of a side up to which their words say more than a list of ids


class Compare(View):
    """Where do the two analyses agree, differ or contradict each other, and what does the record decide?"""

    question = "Where do the two analyses agree, and what does the record say where they do not?"
    reading = "Bold: the position that rows of our datasets bear out. Open: no row decides. Positions are in our words."
    notes = (
        "What the record bears out is named beside each topic; “both” in an agreement: together; else “each in part”: "
        "each for its own time or part. The table has the words of each author on which a point turns, and the "
        "reason. Positions in our words and judgements by the authors of this workbook; the points are a choice, so do "
        "not add up who is right. By construction the numbers follow the choice of points."
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
        for side in SIDES:
            rows["topic"] = rows["topic"].str.replace(side, author(side))
        for side in ("salat", "bogusz"):
            rows[f"{side}_words"] = rows[f"{side}_claims"].map(lambda ids: _quoted(ids, words), na_action="ignore")
        rows["record"] = rows["better_supported"].fillna("nothing to compare")
        rows["by_relation"] = rows["relation"]
        rows["by_record"] = rows["record"].where(rows["record"].isin(RECORDS), "decided")
        rows["group"] = rows["relation"].map({relation: head for relation, (_, head) in NOUNS.items()})
        rows["borne_out"] = rows["record"].map(BORNE_OUT)
        rows["verdict"] = [_verdict(row) for row in rows.itertuples()]
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        order = {relation: place for place, relation in enumerate(NOUNS)}
        return rows.sort_values("relation", key=lambda kinds: kinds.map(order), kind="stable", ignore_index=True)

    def headline(self, rows: pd.DataFrame) -> str:
        decided, alone = rows["by_record"] == "decided", rows["record"].isin(SIDES)
        one = f"bears out one side alone on {alone.sum()}" if alone.any() else "bears out neither side alone"
        if not decided.any():
            return f"Of {_counted(len(rows), 'point')}, the record decides none."
        return f"Of {_counted(len(rows), 'point')} the record decides {decided.sum()}, and {one}."

    def describe(self, rows: pd.DataFrame) -> str:
        counts = rows["relation"].value_counts()
        kinds = ", ".join(_counted(counts[kind], noun) for kind, (noun, _) in NOUNS.items() if kind in counts)
        still = (rows["by_record"] == "open").sum()
        parts = [f"They are {kinds}; {still} stay open."]
        against = rows[rows["record"].isin([*SIDES, "neither"])]
        said = [
            f"{_who(side)} on {joined([f'“{topic}”' for topic in against.loc[against['record'] == side, 'topic']])}"
            for side in dict.fromkeys(against["record"])
        ]
        parts += [f"Borne out alone: {'; '.join(said)}."] if said else []
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        names = pd.Series([tuple(author(side) for side in SIDES)] * len(rows), rows.index, dtype=object)
        return positions(
            rows.rename(columns={"salat2025": "first", "bogusz2024": "second"}).assign(names=names), narrow
        )


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
    said = [
        f"{author(analysis)}: {position}{f' ({words})' if isinstance(words, str) else ''}"
        for analysis, position, words in sides
        if isinstance(position, str)
    ]
    return f"{row.topic}: {row.relation}. {' '.join(said)} The record: {row.verdict.removeprefix('✓ ')}."


def _who(side: str) -> str:
    return "neither" if side == "neither" else author(side)


def _verdict(row: Row) -> str:
    """What the record says on a point, in a few words."""
    if row.record == "both":
        return "✓ both" if row.relation == "agree" else "✓ each in part"
    return row.record if row.record in ("open", "nothing to compare") else f"✓ {_who(row.record)}"
