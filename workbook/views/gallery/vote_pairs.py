"""Pairs of votes: how alike two states vote, beside unanimous votes, chance and all other pairs."""

from itertools import combinations

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many
from ...catalog import load
from ...charts import pair_dots
from ...measures import agreement_of_pairs, beside_other_pairs
from ...measures.vote_agreement import Absence, PairFigure, Texts
from ...measures.votes import states_voting
from ..base import View
from ..controls import Choice, Year
from .votes_assembly import SERIES
from .votes_assembly import STATES as VOTERS

# The hall, and which of its texts.
SUBJECTS = {
    "korea": "Security Council: Korea",
    "ukraine": "Security Council: Ukraine",
    "iran": "Security Council: Iran",
    "war": "General Assembly: Ukraine, war and territory",
    "rights": "General Assembly: Ukraine, human rights",
    "dprk": "General Assembly: North Korea, human rights",
}
TOPICS = {
    "korea": "Korea",
    "ukraine": "Ukraine",
    "iran": "Iran",
    "war": "the Ukraine war",
    "rights": "rights in Ukraine",
    "dprk": "North Korean rights",
}
COUNCIL = {"korea": "Korea", "ukraine": "Ukraine", "iran": "Iran"}
ASSEMBLY = {"war": "war", "rights": "rights", "dprk": "korea"}
FIGURES: dict[PairFigure, str] = {
    "identical_vote_share": "share of identical votes",
    "agreement_score": "agreement score",
    "cosine": "cosine",
    "kappa": "kappa: agreement beyond chance",
    "same_side_share": "share on the same side, where both said yes or no",
}
NAMES: dict[PairFigure, str] = {"kappa": "kappa", "same_side_share": "share on the same side"}
RANGES: dict[PairFigure, str] = {"cosine": "−1 to 1", "kappa": "0: chance, 1: always alike"}
TEXT_OPTIONS: dict[Texts, str] = {
    "all": "all that were put to a vote",
    "contested": "contested: not all members voted alike",
    "divided": "divided: the states shown did not",
}
ABSENCES: dict[Absence, str] = {"left out": "is left out", "mismatch": "counts as a mismatch"}


class VotePairs(View):
    """How alike do two states vote, and how alike would unanimous votes, chance or any other pair be?"""

    question = "How alike do two states vote, and how much of that needs no explanation?"
    reading = (
        "Diamond: the pair you chose, above all others. Ticks: what unanimous votes alone, or chance, would give. A "
        "cross: no figure."
    )
    notes = (
        "One line is one pair; the diamond is the pair that you chose. The ochre tick is what unanimous votes give by "
        "themselves: by construction every pair shares them. The green tick is chance: what the two would share if "
        "each cast its own yes, no and abstentions in any order. Kappa is the part beyond chance; by construction it "
        "is 0 where one of the two never changes its vote, and a cross where neither does. On texts that divide three "
        "states at most one pair of three can be alike. An abstention takes no side. Council and Assembly are two "
        "records and are never added up; both are selections of texts. China's seat in the Council was held by the "
        "Republic of China until 1971. Syria has another government since 8 December 2024."
    )
    datasets = ("unsc_votes", "unga_votes")
    columns = {
        "pair": "Pair",
        "value": "Figure",
        "votes": "Votes of both",
        "identical": "Identical",
        "unanimous": "Of these not contested",
        "chance_share": "Chance",
        "beyond": "Kappa",
        "took_sides": "Both took sides",
        "same_side": "The same side",
    }

    subject = Choice("Votes", SUBJECTS)
    first = Choice("Pair", VOTERS, start="CHN")
    second = Choice("and", VOTERS, start="RUS")
    measure = Choice("Measure", FIGURES)
    texts = Choice("Texts", TEXT_OPTIONS)
    absence = Choice("A vote that one missed", ABSENCES)
    since = Year("From", of=("unsc_votes", "date"), start=2006)
    until = Year("to", of=("unsc_votes", "date"), until=True)

    def rows(self) -> pd.DataFrame:
        figure = self.measure
        pairs = self._pairs(self._votes())
        rows = pairs.sort_values([figure, "votes"], ascending=False, kind="stable", ignore_index=True)
        chosen = [{first, second} == {self.first, self.second} for first, second in _names(rows)]
        rows["part"] = pd.Series(chosen, dtype=bool).map({True: "the pair", False: "other pairs"})
        rows = rows.sort_values("part", key=lambda part: part != "the pair", kind="stable", ignore_index=True)
        names = [f"{VOTERS[first]} – {VOTERS[second]}" for first, second in _names(rows)]
        rows["pair"] = pd.Series(names, dtype=object)
        shown = zip(("value", "chance_share", "beyond"), (figure, "chance", "kappa"), strict=True)
        rows = rows.assign(**{column: rows[of].round(3) for column, of in shown})
        rows["floor"] = (
            rows["unanimous_share"].where(rows["unanimous"] > 0)
            if figure in ("identical_vote_share", "agreement_score")
            else None
        )
        rows["luck"] = rows["chance_share"] if figure == "identical_vote_share" else 0.0 if figure == "kappa" else None
        rows["axis"] = f"{_capital(self._words())} ({RANGES.get(figure, '0 to 1')})"
        said = rows["value"].map("{:.2f}".format).where(rows["value"].notna(), "no figure")
        counts = rows["identical"].map("{:.0f}".format) + " of " + rows["votes"].map("{:.0f}".format)
        rows["hover"] = rows["pair"] + ": " + said + "; identical in " + counts + " votes"
        return rows if rows["votes"].any() else rows.iloc[:0]  # without a vote there is nothing to compare

    def headline(self, rows: pd.DataFrame) -> str:
        both = f"{VOTERS[self.first]} and {VOTERS[self.second]}".replace("United", "the United")
        mine = rows[rows["part"] == "the pair"]
        if self.first == self.second:
            return "Nothing is compared: choose two states."
        if not mine["votes"].sum():
            return f"No vote of {both} together is among these."
        pair, times = mine.iloc[0], "time" if mine["votes"].iloc[0] == 1 else "times"
        return f"{_capital(both)} voted alike {pair['identical']} of {pair['votes']} {times} on {TOPICS[self.subject]}."

    def describe(self, rows: pd.DataFrame) -> str:
        where = f"{SUBJECTS[self.subject]}, {self.since} to {self.until}"
        mine = rows[rows["part"] == "the pair"]
        if not mine["votes"].sum():
            return f"{where}: {many(int((rows['votes'] > 0).sum()), 'other pair')} can be compared."
        pair, parts = mine.iloc[0], [self._beside(rows)]
        if self.texts == "all":
            shared = f"In {pair['unanimous']} of these votes nobody parted."
            parts.append(shared if pair["unanimous"] else "Not one of these was unanimous.")
        luck = f"Chance alone would have them share {pair['chance'] * 100:.0f} percent"
        parts.append(f"{luck}: kappa {pair['kappa']:.2f}." if pd.notna(pair["kappa"]) else f"{luck}: no kappa.")
        parts.append(f"Both took sides in {pair['took_sides']}, the same side in {pair['same_side']}.")
        missed = "counts as a mismatch" if self.absence == "mismatch" else "is left out"
        return " ".join([*parts, f"{where}; what one missed {missed}."])

    def _beside(self, rows: pd.DataFrame) -> str:
        """The figure of the pair beside those of all other pairs."""
        beside, words = beside_other_pairs(rows, self.first, self.second, self.measure), self._words()
        if pd.isna(beside["value"]):
            return f"There is no {words} for them, for at least one of the two never varies."
        if not beside["others"]:
            return f"Their {words} is {beside['value']:.2f}."
        above = int(beside["rank"]) - 1
        return (
            f"Their {words} is {beside['value']:.2f}; the middle of {many(int(beside['others']), 'other pair')} is "
            f"{beside['median']:.2f} ({beside['low']:.2f} to {beside['high']:.2f}), and {above or 'none'} "
            f"{'stand' if above > 1 else 'stands'} higher."
        )

    def _words(self) -> str:
        return NAMES.get(self.measure, FIGURES[self.measure])

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return pair_dots(rows, narrow)

    def _pairs(self, votes: pd.DataFrame) -> pd.DataFrame:
        """All pairs of the hall; those without a common vote have counts of 0 and no figure."""
        pairs = agreement_of_pairs(votes, texts=self.texts, absence=self.absence)
        every = pd.DataFrame(list(combinations(states_voting(votes), 2)), columns=["first", "second"])
        counts = ["votes", "identical", "unanimous", "took_sides", "same_side"]
        whole = every.merge(pairs, how="left")
        return whole.assign(**{count: whole[count].fillna(0).astype(int) for count in counts})

    def _votes(self) -> pd.DataFrame:
        """The roll calls of one hall on one subject, within the years."""
        if self.subject in COUNCIL:
            votes = load("unsc_votes")
            votes = votes[votes["subject"] == COUNCIL[self.subject]]
        else:
            votes = load("unga_votes")
            votes = votes[votes["series"].map(SERIES).fillna("war") == ASSEMBLY[self.subject]]
        kept: pd.DataFrame = votes[votes["date"].dt.year.between(self.since, self.until)]
        return kept


def _names(rows: pd.DataFrame) -> "zip[tuple[str, str]]":
    return zip(rows["first"], rows["second"], strict=True)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
