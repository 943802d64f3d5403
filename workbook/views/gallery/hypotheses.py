"""Competing hypotheses: which of them the evidence speaks against least, and what carries that verdict."""

import textwrap
from functools import cached_property

from ...catalog import address, load
from ...charts import evidence_matrix
from ...measures import diagnosticity, inconsistency, without_each
from ..base import View
from ..controls import Choice
from ..words import joined

MEANING = {
    "CC": "very consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "very inconsistent",
}
WEIGHTS = {"alike": "all evidence alike", "reliability": "by reliability (high 3, moderate 2, low 1)"}
RELIABILITY = {"high": 3, "moderate": 2, "low": 1}
NONE = "none"
LEFT_OUT = "left out"


class Hypotheses(View):
    """Which hypothesis on the three does the evidence speak against least? Ratings of the authors of this workbook."""

    question = "Which hypothesis on the three states does the evidence speak against least?"
    reading = (
        "Read along a line: CC very consistent, C consistent, N neutral, I inconsistent, II very inconsistent. Only "
        "inconsistency counts, 1 for I and 2 for II, because what fits one hypothesis often fits the others too. "
        "On top stands the evidence that tells the hypotheses apart best. Take one piece out as if it were false and "
        "see whether the order holds. All ratings are judgements of the authors of this workbook: argue with them. "
        "Method: Heuer 1999."
    )
    datasets = ("hypotheses", "evidence", "evidence_ratings")
    filters = {"kind": "by_kind"}
    columns = {
        "evidence_id": "Evidence",
        "statement": "What is known",
        "name": "Hypothesis",
        "rating": "Rating",
        "reason": "Why",
        "diagnosticity": "Tells apart (0 to 4)",
        "reliability": "Reliability",
        "claims": "Claims",
        "address": "Source",
    }

    @cached_property
    def evidence(self):
        """Every piece of evidence, one row each."""
        return load("evidence")

    def make_controls(self):
        evidence = self.evidence
        kinds = {"all": "every kind", **{kind: kind for kind in sorted(evidence["kind"].unique())}}
        said = evidence["evidence_id"] + " " + evidence["statement"].map(lambda text: _short(text, 80))
        pieces = {NONE: "nothing", **dict(zip(evidence["evidence_id"], said, strict=True))}
        return (
            Choice("weights", "Count", WEIGHTS, "alike"),
            Choice("false", "What if this were false", pieces, NONE),
            Choice("kind", "Show", kinds, "all", everything="all"),
        )

    def rows(self):
        ratings = load("evidence_ratings")
        self.names = load("hypotheses").set_index("hypothesis_id")["name"]
        kept = ratings[ratings["evidence_id"] != self.chosen["false"]]
        self.weights = self._weights(kept)
        self.order = inconsistency(kept, self.weights)
        self.critical = without_each(kept, self.weights)
        telling = diagnosticity(ratings)
        rows = ratings.merge(telling, on="evidence_id").merge(
            self.evidence[["evidence_id", "statement", "kind", "reliability", "claims", "source"]],
            on="evidence_id",
            suffixes=("_rating", ""),
        )
        rows["place"] = rows["evidence_id"].map({name: place for place, name in enumerate(telling["evidence_id"])})
        rows["name"] = rows["hypothesis_id"].map(self.names)
        rows["column"] = rows["name"].map(_broken)
        rows["line"] = rows["evidence_id"] + " " + rows["statement"].map(_short)
        rows["by_kind"] = rows["kind"]
        rows["rating"] = rows["rating"].mask(rows["evidence_id"] == self.chosen["false"], LEFT_OUT)
        rows["address"] = address(rows["source"])
        rows["diagnosticity"] = rows["diagnosticity"].round(2)
        words = rows["rating"].map(MEANING).fillna(LEFT_OUT)
        rows["hover"] = rows["evidence_id"] + ", " + rows["name"] + ": " + words + ". " + rows["statement"]
        return rows.sort_values(["place", "hypothesis_id"], ignore_index=True)

    def _weights(self, ratings):
        if self.chosen["weights"] == "alike":
            return None
        reliability = self.evidence.set_index("evidence_id")["reliability"].map(RELIABILITY)
        return reliability.reindex(ratings["evidence_id"].unique())

    def describe(self, rows, chosen):
        order = self.order
        listed = ", ".join(f"{self.names[row.hypothesis_id]} {row.score:g}" for row in order.itertuples())
        first = order[order["rank"] == 1]
        leaders = joined([f"«{self.names[name]}»" for name in first["hypothesis_id"]])
        verb = "is" if len(first) == 1 else "are"
        critical = list(self.critical.loc[self.critical["changes"], "evidence_id"])
        them = "it" if len(critical) == 1 else "any one of them"
        carried = (
            f"The lead rests on {joined(critical)}: without {them} it changes."
            if critical
            else "No single piece of evidence, taken out, changes the lead."
        )
        out = f"Without {chosen['false']}, " if chosen["false"] != NONE else ""
        text = f"{out}{leaders} {verb} contradicted least (points of inconsistency: {listed}). {carried}"
        return text[0].upper() + text[1:]

    def draw(self, rows):
        columns = [_broken(self.names[name]) for name in sorted(self.names.index)]
        return evidence_matrix(rows, columns, "Hypotheses; the most telling evidence on top")


def _broken(name):
    return "|".join(textwrap.wrap(name, 12))


def _short(text, most=46):
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
