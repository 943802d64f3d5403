"""Competing hypotheses: which of them the evidence speaks against least, and what carries that verdict."""

import textwrap
from functools import cached_property

from ...base import WorkbookError
from ...base.wording import joined, many, shortened
from ...catalog import address, load
from ...charts import evidence_matrix
from ...measures import diagnosticity, inconsistency, without_each
from ..controls import Choice
from ..entry_view import EntryView
from ..forms import Line, Pick

MEANING = {
    "CC": "very consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "very inconsistent",
}
WEIGHTS = {"alike": "all evidence alike", "reliability": "by reliability (high 3, moderate 2, low 1)"}
RELIABILITY = {"high": 3, "moderate": 2, "low": 1}
AUTHORS, MINE, CLASS = "authors", "mine", "class"
WHOSE = {AUTHORS: "the authors of this workbook", MINE: "mine", CLASS: "the class (most frequent)"}
NONE = "none"
LEFT_OUT = "left out"
UNRATED = "–"
EMPTY = {
    MINE: "You have rated 0 cells: choose a piece of evidence, rate it for each hypothesis and press Save.",
    CLASS: "There are 0 ratings of the class: put class-hypotheses.csv, which workbook collect writes, beside the "
    "notebooks.",
}


class Hypotheses(EntryView):
    """Which hypothesis on the three does the evidence speak against least? By the authors' ratings, or your own."""

    question = "Which hypothesis on the three states does the evidence speak against least?"
    reading = (
        "Read along a line: CC very consistent, C consistent, N neutral, I inconsistent, II very inconsistent. Only "
        "inconsistency counts, 1 for I and 2 for II, because what fits one hypothesis often fits the others too. "
        "On top stands the evidence that tells the hypotheses apart best. Take one piece out as if it were false and "
        "see whether the order holds. All ratings are judgements: to give your own, choose a piece of evidence above, "
        "rate it for each hypothesis and press Save, then choose your ratings. Method: Heuer 1999."
    )
    datasets = ("hypotheses", "evidence", "evidence_ratings")
    asks = "Your ratings"
    collected = "class-hypotheses.csv"
    of_each = ("evidence_id", "hypothesis_id", "rating")
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
        said = evidence["evidence_id"] + " " + evidence["statement"].map(lambda text: shortened(text, 80))
        pieces = {NONE: "nothing", **dict(zip(evidence["evidence_id"], said, strict=True))}
        return (
            Choice("whose", "Ratings of", WHOSE, AUTHORS),
            Choice("weights", "Count", WEIGHTS, "alike"),
            Choice("false", "What if this were false", pieces, NONE),
            Choice("kind", "Show", kinds, "all", everything="all"),
        )

    @cached_property
    def names(self):
        """The names of the hypotheses, by id."""
        return load("hypotheses").set_index("hypothesis_id")["name"]

    def ratings(self):
        """The ratings of whom the reader chose: every cell, missing where it was not rated."""
        authors = load("evidence_ratings")
        mine = self.entered().latest("rating")
        keys = ["evidence_id", "hypothesis_id"]
        both = authors.merge(mine[[*keys, "rating"]], on=keys, suffixes=("", "_mine"))
        self.rated, self.alike = len(both), int((both["rating"] == both["rating_mine"]).sum())
        if self.chosen["whose"] == AUTHORS:
            return authors
        given = mine if self.chosen["whose"] == MINE else self.of_class()
        given = given.reindex(columns=[*keys, "rating", "reason"]).astype(object)
        return authors.drop(columns=["rating", "reason"]).merge(given, on=keys, how="left")

    def fields(self):
        said = self.evidence["evidence_id"] + " " + self.evidence["statement"].map(lambda text: shortened(text, 90))
        scale = {"": "not rated", **{rating: f"{rating} {words}" for rating, words in MEANING.items()}}
        return (
            Pick("evidence", "Evidence", dict(zip(self.evidence["evidence_id"], said, strict=True))),
            *(Pick(name, words, scale) for name, words in self.names.items()),
            Line("reason", "Because", "why it fits one and not another"),
        )

    def fill(self, about):
        mine = self.entered().latest("rating").query("evidence_id == @about")
        given = dict(zip(mine["hypothesis_id"], mine["rating"], strict=True))
        reasons = [text for text in mine["reason"] if isinstance(text, str)]
        return {**{name: given.get(name, "") for name in self.names.index}, "reason": reasons[-1] if reasons else ""}

    def tell(self, about):
        row = self.evidence.set_index("evidence_id").loc[about]
        return f"{row['statement']} Reliability of the source: {row['reliability']}."

    def enter(self, evidence, reason="", **ratings):
        """Save ratings of a piece of ``evidence``, such as ``enter("V01", H1="C", H2="II")``. Returns a sentence."""
        given = {name: rating for name, rating in ratings.items() if rating}
        if not given:
            raise WorkbookError("Nothing was saved: rate the evidence for one hypothesis at least.")
        rows = [
            {"evidence_id": evidence, "hypothesis_id": name, "rating": rating, "reason": reason}
            for name, rating in given.items()
        ]
        self.keep("rating", rows)
        left = [self.names[name] for name in self.names.index if name not in given]
        missing = f" Not rated: {joined(left)}." if left else ""
        return f"Saved: {evidence}, {many(len(given), 'rating')}.{missing}"

    def rows(self):
        ratings = self.ratings()
        kept = ratings[(ratings["evidence_id"] != self.chosen["false"]) & ratings["rating"].notna()]
        self.weights = self._weights(kept)
        self.order = inconsistency(kept, self.weights)
        self.critical = without_each(kept, self.weights)
        telling = diagnosticity(ratings)
        rows = ratings.merge(telling, on="evidence_id", how="left").merge(
            self.evidence[["evidence_id", "statement", "kind", "reliability", "claims", "source"]],
            on="evidence_id",
            suffixes=("_rating", ""),
        )
        # What was not rated comes last.
        order = dict.fromkeys([*telling["evidence_id"], *ratings["evidence_id"]])
        rows["place"] = rows["evidence_id"].map({name: place for place, name in enumerate(order)})
        rows["name"] = rows["hypothesis_id"].map(self.names)
        rows["column"] = rows["name"].map(_broken)
        rows["line"] = rows["evidence_id"] + " " + rows["statement"].map(lambda text: shortened(text, 46))
        rows["by_kind"] = rows["kind"]
        rows["rating"] = rows["rating"].fillna(UNRATED).mask(rows["evidence_id"] == self.chosen["false"], LEFT_OUT)
        rows["address"] = address(rows["source"])
        rows["diagnosticity"] = rows["diagnosticity"].round(2)
        words = rows["rating"].map({**MEANING, LEFT_OUT: LEFT_OUT}).fillna("not rated")
        rows["hover"] = rows["evidence_id"] + ", " + rows["name"] + ": " + words + ". " + rows["statement"]
        return rows.sort_values(["place", "hypothesis_id"], ignore_index=True)

    def _weights(self, ratings):
        if self.chosen["weights"] == "alike":
            return None
        reliability = self.evidence.set_index("evidence_id")["reliability"].map(RELIABILITY)
        return reliability.reindex(ratings["evidence_id"].unique())

    def describe(self, rows, chosen):
        whose = chosen["whose"]
        if self.order.empty:
            return EMPTY[whose]
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
        out = f"without {chosen['false']}, " if chosen["false"] != NONE else ""
        text = f"{out}{leaders} {verb} contradicted least (points of inconsistency: {listed}). {carried}"
        if whose == AUTHORS:
            return text[0].upper() + text[1:]
        count = int(self.all_rows["rating"].isin(list(MEANING)).sum())
        start = {MINE: "By your ratings", CLASS: "By the ratings of the class"}[whose]
        text = f"{start}, {count} of {len(self.all_rows)}, {text}"
        if whose == MINE:
            text += (
                f" In {self.alike} of your {many(self.rated, 'rating')} you rate as the authors of this workbook do."
            )
        return text

    def draw(self, rows):
        columns = [_broken(self.names[name]) for name in sorted(self.names.index)]
        return evidence_matrix(rows, columns, "Hypotheses; the most telling evidence on top")


def _broken(name):
    return "|".join(textwrap.wrap(name, 16))
