"""Competing hypotheses: which of them the evidence speaks against least, and what carries that verdict."""

import textwrap
from functools import cached_property

import pandas as pd
from altair import TopLevelMixin

from ...base import WorkbookError
from ...base.wording import joined, many, shortened
from ...catalog import address, load
from ...charts import evidence_matrix
from ...measures import diagnosticity, inconsistency, without_each
from ..base import each_row
from ..controls import Choice
from ..entry_view import EntryView
from ..forms import Field, Line, Pick

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
    def evidence(self) -> pd.DataFrame:
        """Every piece of evidence, one row each."""
        return load("evidence")

    whose = Choice("Ratings of", WHOSE)
    weights = Choice("Count", WEIGHTS)
    false = Choice("What if this were false", lambda: {NONE: "nothing", **_pieces(load("evidence"), 80)})
    kind = Choice("Show", lambda: {"all": "every kind", **_kinds(load("evidence"))}, everything="all")

    @cached_property
    def names(self) -> "pd.Series[str]":
        """The names of the hypotheses, by id."""
        return load("hypotheses").set_index("hypothesis_id")["name"]

    def ratings(self) -> pd.DataFrame:
        """The ratings of whom the reader chose: every cell, missing where it was not rated."""
        authors = self._every_cell().merge(load("evidence_ratings"), on=["evidence_id", "hypothesis_id"], how="left")
        mine = self._entered().latest("rating")
        keys = ["evidence_id", "hypothesis_id"]
        both = authors.merge(mine[[*keys, "rating"]], on=keys, suffixes=("", "_mine"))
        both = both.dropna(subset="rating")
        self.rated, self.alike = len(both), int((both["rating"] == both["rating_mine"]).sum())
        if self.whose == AUTHORS:
            return authors
        theirs = mine if self.whose == MINE else self._of_class()
        theirs = theirs.reindex(columns=[*keys, "rating", "reason"]).astype(object)
        return authors.drop(columns=["rating", "reason"]).merge(theirs, on=keys, how="left")

    def _every_cell(self) -> pd.DataFrame:
        """Each piece of evidence with each hypothesis, also where nobody has rated it yet."""
        pairs = pd.MultiIndex.from_product([self.evidence["evidence_id"], self.names.index])
        return pairs.to_frame(index=False, name=["evidence_id", "hypothesis_id"])

    def fields(self) -> tuple[Field, ...]:
        scale = {"": "not rated", **{rating: f"{rating} {words}" for rating, words in MEANING.items()}}
        return (
            Pick("evidence", "Evidence", _pieces(self.evidence, 90)),
            *(Pick(str(name), words, scale) for name, words in self.names.items()),
            Line("reason", "Because", "why it fits one and not another"),
        )

    def fill(self, about: str) -> dict[str, str]:
        mine = self._entered().latest("rating").query("evidence_id == @about")
        ratings = dict(zip(mine["hypothesis_id"], mine["rating"], strict=True))
        reasons = [text for text in mine["reason"] if isinstance(text, str)]
        return {**{name: ratings.get(name, "") for name in self.names.index}, "reason": reasons[-1] if reasons else ""}

    def tell(self, about: str) -> str:
        row = self.evidence.set_index("evidence_id").loc[about]
        return f"{row['statement']} Reliability of the source: {row['reliability']}."

    def enter(self, evidence: str, reason: str = "", **ratings: str) -> str:
        """Save ratings of a piece of ``evidence``, such as ``enter("V01", H1="C", H2="II")``. Returns a sentence."""
        rated = {name: rating for name, rating in ratings.items() if rating}
        if not rated:
            raise WorkbookError("Nothing was saved: rate the evidence for one hypothesis at least.")
        rows = [
            {"evidence_id": evidence, "hypothesis_id": name, "rating": rating, "reason": reason}
            for name, rating in rated.items()
        ]
        self._keep("rating", rows)
        left = [self.names[name] for name in self.names.index if name not in rated]
        missing = f" Not rated: {joined(left)}." if left else ""
        return f"Saved: {evidence}, {many(len(rated), 'rating')}.{missing}"

    def rows(self) -> pd.DataFrame:
        ratings = self.ratings()
        kept = ratings[(ratings["evidence_id"] != self.false) & ratings["rating"].notna()]
        weights = self._weights(kept)
        self.order = inconsistency(kept, weights)
        self.critical = without_each(kept, weights)
        telling = diagnosticity(ratings)
        rows = ratings.merge(telling, on="evidence_id", how="left").merge(
            self.evidence[["evidence_id", "statement", "kind", "reliability", "claims", "source"]],
            on="evidence_id",
            suffixes=("_rating", ""),
        )
        # What was not rated comes last.
        order = dict.fromkeys([*telling["evidence_id"], *ratings["evidence_id"]])
        rows["place"] = rows["evidence_id"].map({name: index for index, name in enumerate(order)})
        rows["name"] = rows["hypothesis_id"].map(self.names)
        rows["column"] = rows["name"].map(_broken)
        rows["line"] = rows["evidence_id"] + " " + [shortened(text, 46) for text in rows["statement"]]
        rows["by_kind"] = rows["kind"]
        rows["rating"] = rows["rating"].fillna(UNRATED).mask(rows["evidence_id"] == self.false, LEFT_OUT)
        rows["address"] = address(rows["source"])
        rows["diagnosticity"] = rows["diagnosticity"].round(2)
        words = rows["rating"].map({**MEANING, LEFT_OUT: LEFT_OUT}).fillna("not rated")
        rows["hover"] = rows["evidence_id"] + ", " + rows["name"] + ": " + words + ". " + rows["statement"]
        return rows.sort_values(["place", "hypothesis_id"], ignore_index=True)

    def _weights(self, ratings: pd.DataFrame) -> "pd.Series[int] | None":
        if self.weights == "alike":
            return None
        reliability = self.evidence.set_index("evidence_id")["reliability"].map(RELIABILITY)
        return reliability.reindex(ratings["evidence_id"].unique())

    def describe(self, rows: pd.DataFrame) -> str:
        whose = self.whose
        if self.order.empty:
            return EMPTY[whose]
        order = self.order
        listed = ", ".join(f"{self.names[row.hypothesis_id]} {row.score:g}" for row in each_row(order))
        first = order[order["rank"] == 1]
        leaders = joined([f"“{self.names[name]}”" for name in first["hypothesis_id"]])
        verb = "is" if len(first) == 1 else "are"
        critical = list(self.critical.loc[self.critical["changes"], "evidence_id"])
        them = "it" if len(critical) == 1 else "any one of them"
        carried = (
            f"The lead rests on {joined(critical)}: without {them} it changes."
            if critical
            else "No single piece of evidence, taken out, changes the lead."
        )
        out = f"without {self.false}, " if self.false != NONE else ""
        text = f"{out}{leaders} {verb} contradicted least (points of inconsistency: {listed}). {carried}"
        if whose == AUTHORS:
            return text[0].upper() + text[1:]
        count = int(self._all_rows["rating"].isin(list(MEANING)).sum())
        start = {MINE: "By your ratings", CLASS: "By the ratings of the class"}[whose]
        text = f"{start}, {count} of {len(self._all_rows)}, {text}"
        if whose == MINE:
            text += (
                f" In {self.alike} of your {many(self.rated, 'rating')} you rate as the authors of this workbook do."
            )
        return text

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        columns = [_broken(self.names[name]) for name in sorted(self.names.index)]
        return evidence_matrix(rows, columns, "Hypotheses; the most telling evidence on top")


def _pieces(evidence: pd.DataFrame, most: int) -> dict[str, str]:
    """Every piece of evidence in one line of a list, of ``most`` characters."""
    pieces = zip(evidence["evidence_id"], evidence["statement"], strict=True)
    return {name: f"{name} {shortened(statement, most)}" for name, statement in pieces}


def _kinds(evidence: pd.DataFrame) -> dict[str, str]:
    return {kind: kind for kind in sorted(evidence["kind"].unique())}


def _broken(name: str) -> str:
    return "|".join(textwrap.wrap(name, 16))
