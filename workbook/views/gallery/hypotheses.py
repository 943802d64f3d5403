"""Competing hypotheses that exclude each other: which the evidence speaks against least, and how firm that is."""

from functools import cached_property

import pandas as pd
from altair import TopLevelMixin

from ...base import WorkbookError
from ...base.wording import in_percent, joined, many, shortened
from ...catalog import address, load
from ...charts import evidence_matrix
from ...measures import diagnosticity, inconsistency, lead_shares, pieces_needed, readings_compared, rivals
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
SETS = {
    "form": "the form: who decides?",
    "motive": "the motive: what is the tie of Russia and North Korea chiefly for?",
    "duration": "the duration: does that tie outlast the war?",
}
MOST_TELLING = 12
PIECES = {"telling": "the twelve that tell most", "all": "all"}
FIRST, SECOND, MINE, CLASS = "first", "second", "mine", "class"
WHOSE = {
    FIRST: "the authors of this workbook, first reading",
    SECOND: "the authors of this workbook, second reading",
    MINE: "mine",
    CLASS: "the class (most frequent)",
}
BY = {
    FIRST: "By the first reading",
    SECOND: "By the second reading",
    MINE: "By your ratings",
    CLASS: "By the ratings of the class",
}
NONE = "none"
LEFT_OUT = "left out"
UNRATED = "–"
# Why there is no order, and what to do.
EMPTY = {
    FIRST: ("The first reading has 0 ratings of this set:", "choose the second reading."),
    SECOND: ("The second reading has 0 ratings of this set:", "choose the first reading."),
    MINE: ("You have rated 0 cells.", "Choose a piece of evidence, rate it for each hypothesis and press Save."),
    CLASS: (
        "There are 0 ratings of the class.",
        "Put class-hypotheses.csv, which workbook collect writes, beside the notebooks.",
    ),
}


class Hypotheses(EntryView):
    """Which of several exclusive hypotheses does the evidence speak against least, and how firm is that lead?"""

    question = "Which hypothesis on the three states does the evidence speak against least?"
    reading = (
        "Bar: points of inconsistency, the fewer the better. Only what speaks against a hypothesis is coloured. "
        "The most telling evidence is on top."
    )
    notes = (
        "Only inconsistency counts, 1 point where a piece is inconsistent and 2 where it is very inconsistent, because "
        "what fits one hypothesis often fits the others too. On top stands the evidence that tells the hypotheses "
        "apart best. Only hypotheses of one set exclude each other, so that scores are compared within a set. All "
        "ratings are judgements: to give your own, choose a piece of evidence above, rate it and press Save, then "
        "choose your ratings. By construction a score adds up what was listed as evidence, and the vaguest hypothesis "
        "is contradicted least; one piece moves a distance by two points at most (times its weight), so that no "
        "single piece can change a greater lead; evidence drawn anew treats pieces as independent, which they are "
        "not, so that a lead is less firm than its percent; agreement of two readings, in percent and as kappa, shows "
        "how clear the question is, and not who is right. Method: Heuer 1999."
    )
    datasets = ("hypotheses", "evidence", "evidence_ratings")
    asks = "Your ratings"
    collected = "class-hypotheses.csv"
    of_each = ("evidence_id", "hypothesis_id", "rating")
    filters = {"pieces": "by_rank"}
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

    rivals = Choice("Hypotheses on", SETS)
    pieces = Choice("Show", PIECES, everything="all")
    whose = Choice("Ratings of", WHOSE)
    weights = Choice("Count", WEIGHTS)
    false = Choice("What if this were false", lambda: {NONE: "nothing", **_pieces(load("evidence"), 80)})
    kind = Choice("Kind", lambda: {"all": "every kind", **_kinds(load("evidence"))})

    @cached_property
    def every_name(self) -> "pd.Series[str]":
        """The names of all hypotheses, by id."""
        return load("hypotheses").set_index("hypothesis_id")["name"]

    @property
    def names(self) -> "pd.Series[str]":
        """The names of the hypotheses of the chosen set, by id."""
        return self.every_name[(load("hypotheses")["set"] == self.rivals).to_numpy()]

    def reading_of(self, reading: str) -> pd.DataFrame:
        """The ratings of the chosen set that a reading of the authors gave."""
        return rivals(load("evidence_ratings"), load("hypotheses"), self.rivals, reading)

    def ratings(self) -> pd.DataFrame:
        """The ratings of whom the reader chose: every cell of the set, missing where it was not rated."""
        keys = ["evidence_id", "hypothesis_id"]
        if self.whose in (FIRST, SECOND):
            chosen = self.reading_of(self.whose)
        else:
            chosen = self._entered().latest("rating") if self.whose == MINE else self._of_class()
        chosen = chosen.reindex(columns=[*keys, "rating", "reason"]).astype(object)
        return self._every_cell().merge(chosen, on=keys, how="left")

    def _every_cell(self) -> pd.DataFrame:
        """Each piece of evidence with each hypothesis of the set, also where nobody has rated it yet."""
        pairs = pd.MultiIndex.from_product([self.evidence["evidence_id"], self.names.index])
        return pairs.to_frame(index=False, name=["evidence_id", "hypothesis_id"])

    def fields(self) -> tuple[Field, ...]:
        scale = {"": "not rated", **{rating: f"{rating} {words}" for rating, words in MEANING.items()}}
        return (
            Pick("evidence", "Evidence", _pieces(self.evidence, 90)),
            *(Pick(str(name), words, scale) for name, words in self.every_name.items()),
            Line("reason", "Because", "why it fits one and not another"),
        )

    def fill(self, about: str) -> dict[str, str]:
        mine = self._entered().latest("rating").query("evidence_id == @about")
        ratings = dict(zip(mine["hypothesis_id"], mine["rating"], strict=True))
        reasons = [text for text in mine["reason"] if isinstance(text, str)]
        return {
            **{name: ratings.get(name, "") for name in self.every_name.index},
            "reason": reasons[-1] if reasons else "",
        }

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
        left = [words for name, words in self.every_name.items() if name not in rated]
        missing = f" Not rated: {joined(left)}." if left else ""
        return f"Saved: {evidence}, {many(len(rated), 'rating')}.{missing}"

    def rows(self) -> pd.DataFrame:
        ratings = self.ratings()
        self.kept = self._kept(ratings)
        self.order = inconsistency(self.kept, self._weights(self.kept))
        telling = diagnosticity(ratings)
        rows = ratings.merge(telling, on="evidence_id", how="left").merge(
            self.evidence[["evidence_id", "statement", "kind", "reliability", "claims", "source"]],
            on="evidence_id",
            suffixes=("_rating", ""),
        )
        rows = rows[(self.kind == "all") | (rows["kind"] == self.kind)].reset_index(drop=True)
        # What was not rated comes last.
        order = dict.fromkeys([*telling["evidence_id"], *ratings["evidence_id"]])
        rows["place"] = rows["evidence_id"].map({name: index for index, name in enumerate(order)})
        rows["by_rank"] = (rows["place"].rank(method="dense") <= MOST_TELLING).map({True: "telling", False: "other"})
        rows["name"] = rows["hypothesis_id"].map(self.names)
        scores = self.order.set_index("hypothesis_id")["score"]
        # The least contradicted comes first, of equals the one that the dataset lists first.
        columns = [*scores.index, *(name for name in self.names.index if name not in scores.index)]
        rows["column"] = rows["hypothesis_id"].map({name: index for index, name in enumerate(columns)})
        rows["score"], rows["most"] = rows["hypothesis_id"].map(scores), max(scores.max(), 1)
        rows["rating"] = rows["rating"].fillna(UNRATED).mask(rows["evidence_id"] == self.false, LEFT_OUT)
        rows["address"] = address(rows["source"])
        rows["diagnosticity"] = rows["diagnosticity"].round(2)
        words = rows["rating"].map({**MEANING, LEFT_OUT: LEFT_OUT}).fillna("not rated")
        rows["hover"] = rows["evidence_id"] + ", " + rows["name"] + ": " + words + ". " + rows["statement"]
        return rows.sort_values(["place", "column"], ignore_index=True)

    def _kept(self, ratings: pd.DataFrame) -> pd.DataFrame:
        """The cells that are rated and not taken out."""
        return ratings[(ratings["evidence_id"] != self.false) & ratings["rating"].notna()]

    def _weights(self, ratings: pd.DataFrame) -> "pd.Series[int] | None":
        if self.weights == "alike":
            return None
        reliability = self.evidence.set_index("evidence_id")["reliability"].map(RELIABILITY)
        return reliability.reindex(ratings["evidence_id"].unique())

    def headline(self, rows: pd.DataFrame) -> str:
        if self.order.empty:
            return EMPTY[self.whose][0]
        first, rest = (self.order[lead] for lead in (self.order["rank"] == 1, self.order["rank"] > 1))
        points = many(int(first["score"].iloc[0]), "point")
        if rest.empty:
            return f"All {len(first)} hypotheses are contradicted alike, with {points} each."
        if len(first) > 1:
            return f"{self._quoted(first)} are contradicted least, with {points} each."
        second = rest[rest["rank"] == rest["rank"].min()]
        rival = f"{second['score'].iloc[0]:g} for {self._quoted(second[:1])}"
        return f"{self._quoted(first)} is contradicted least: {points} against {rival}."

    def describe(self, rows: pd.DataFrame) -> str:
        whose = self.whose
        if self.order.empty:
            return EMPTY[whose][1]
        of = "" if whose in (FIRST, SECOND) else f", {len(self._all_rows.query('rating in @MEANING'))} of "
        of += str(len(self._all_rows)) if of else ""
        without = f", without {self.false}" if self.false != NONE else ""
        parts = [f"{BY[whose]}{of}{without}: {self._points(self.order)}.", self._firmness()]
        if whose in (FIRST, SECOND):
            parts.append(self._other_reading())
        elif whose == MINE:
            parts += [self._as_mine(reading) for reading in (FIRST, SECOND)]
        return " ".join(filter(None, parts))

    def _quoted(self, order: pd.DataFrame) -> str:
        return joined([f"“{self.names[name]}”" for name in order["hypothesis_id"]])

    def _points(self, order: pd.DataFrame) -> str:
        """The points of all, the fewest first."""
        return ", ".join(f"{self.names[row.hypothesis_id]} {row.score:g}" for row in each_row(order))

    def _firmness(self) -> str:
        """What it would take to change the lead, and how often it would be there with other evidence."""
        weights = self._weights(self.kept)
        needed, leaders = pieces_needed(self.kept, weights), self.order[self.order["rank"] == 1]["hypothesis_id"]
        alone = lead_shares(self.kept, weights).set_index("hypothesis_id")["alone"]
        drawn = joined([f"“{self.names[name]}” leads alone in {in_percent(alone[name])}" for name in leaders])
        again = f"With as many pieces drawn anew, {drawn}."
        if needed.empty or len(leaders) > 1:
            return again
        nearest = needed.iloc[0]
        if nearest["pieces"] == 1:
            return f"The lead goes with one piece, such as {nearest['evidence']}. {again}"
        return f"The lead goes with {nearest['pieces']} pieces and with no single one. {again}"

    def _other_reading(self) -> str:
        """Whether the other reading of the authors has the same order, and how far the two agree."""
        other = SECOND if self.whose == FIRST else FIRST
        theirs = self._kept(self.reading_of(other))
        if theirs.empty:
            return f"The {other} reading did not rate this set."
        both = pd.concat([self._kept(self.reading_of(self.whose)), theirs], ignore_index=True)
        alike = readings_compared(both).set_index("hypothesis_id").loc["all"].to_dict()
        return (
            f"{BY[other]}: {self._points(inconsistency(theirs, self._weights(theirs)))}; the two rate "
            f"{in_percent(alike['alike'])} of cells alike (kappa {alike['kappa']:.2f})."
        )

    def _as_mine(self, reading: str) -> str:
        """In how many of the reader's ratings a reading of the authors says the same."""
        both = self._kept(self.ratings()).merge(self.reading_of(reading), on=["evidence_id", "hypothesis_id"])
        alike = int((both["rating_x"] == both["rating_y"]).sum())
        return f"In {alike} of {many(len(both), 'rating')} you rate as the {reading} reading does." if len(both) else ""

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return evidence_matrix(rows.assign(statement=rows["evidence_id"] + "  " + rows["statement"]), narrow)


def _pieces(evidence: pd.DataFrame, most: int) -> dict[str, str]:
    """Every piece of evidence in one line of a list, of ``most`` characters."""
    pieces = zip(evidence["evidence_id"], evidence["statement"], strict=True)
    return {name: f"{name} {shortened(statement, most)}" for name, statement in pieces}


def _kinds(evidence: pd.DataFrame) -> dict[str, str]:
    return {kind: kind for kind in sorted(evidence["kind"].unique())}
