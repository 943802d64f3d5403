"""Two triangles: the ties of six states, in four years side by side."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES, joined, many
from ...catalog import load
from ...charts import state_networks
from ...measures import balance_by_chance, balance_of_network, ties
from ...measures.state_ties import VOTE_RECORDS
from ..base import View
from ..controls import Choice, Year
from .triangle import AGAINST, BAD, BALANCE, DATASETS, FIRST, GOOD, LAST, LISTS, NO_VOTES, OPEN, WORDS

NORTH, SOUTH = ("CHN", "RUS", "PRK"), ("USA", "JPN", "KOR")
EARLIER = (1955, 1985, 2005)
SIX = ("RUS", "CHN", "PRK", "KOR", "JPN", "USA")


class TwoTriangles(View):
    """Do two blocs face each other in Northeast Asia? The ties of six states by one rule, in four years."""

    question = "Do two triangles face each other in Northeast Asia?"
    reading = "Thick: a good tie; dashed: a bad one; dotted: not known. Grey: the northern and the southern triangle."
    notes = (
        "A tie is good by the chosen rule and bad by the chosen evidence of enmity; not known: neither is seen, both "
        "are, or the record does not reach. No tie on paper is not enmity; only the last evidence takes it so. Votes "
        "are bad at 0.25 or less. The list of texts decides what is good: try each. Votes are those of one record at a "
        "time. Meetings are known for China, Russia and North Korea only. Balance is counted on triangles of three "
        "known ties, strong (Cartwright and Harary 1956) or weak (Davis 1967). By construction all are balanced where "
        "no tie is bad, and many are whatever lies where: so the sentence gives the mean over all placements of as "
        "many bad ties. Russia is the Soviet Union until 1991."
    )
    datasets = ("treaties", "unga_agreement", "summits", "enmities")
    columns = {
        "picture": "Year",
        "pair": "Pair",
        "camp": "Within or across",
        "seen": "Good tie seen",
        "enmity": "Enmity on record",
        "sign": "Tie",
        "why": "Why it is not known",
    }

    rule = Choice("A tie is good by", WORDS)
    year = Year("Year of the last picture", limits=(FIRST, LAST), start=LAST)
    texts = Choice("Texts", LISTS).when(rule="treaty")
    votes = Choice("Votes from", VOTE_RECORDS).when(rule="votes")
    evidence = Choice("A tie is bad by", AGAINST)
    balance = Choice("Balance", BALANCE)

    def rows(self) -> pd.DataFrame:
        rule, year = self.rule, self.year
        table, against = load(DATASETS[rule]), load("enmities")
        every = ties(
            rule, table, FIRST, LAST, texts=self.texts, record=self.votes, enmities=against, evidence=self.evidence
        )
        self.years = sorted({*EARLIER, year})
        rows = every[every["year"].isin(self.years)].reset_index(drop=True)
        rows["number"], rows["sign"] = rows["sign"], rows["sign"].map({1: GOOD, -1: BAD}).fillna(OPEN)
        rows["seen"] = rows["good"].map({True: "yes", False: "no"}).where(rows["reached"], OPEN)
        rows["enmity"] = rows["bad"].map({True: "yes", False: "none found"})
        rows["picture"] = rows["year"].astype(str)
        rows["one"], rows["other"] = rows["first"], rows["second"]
        rows["pair"] = rows["one"].map(STATES) + "–" + rows["other"].map(STATES)
        rows["camp"] = [_camp(*pair) for pair in zip(rows["one"], rows["other"], strict=True)]
        rows["head"] = rows["year"].map({year: _across(rows[rows["year"] == year]) for year in self.years})
        rows["hover"] = rows["picture"] + ", " + rows["pair"] + ": " + rows["sign"]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        across = rows[(rows["year"] == self.year) & (rows["camp"] == "across")]
        known = across[across["reached"]]
        if known.empty:
            return f"In {self.year} the record reaches no tie between the two triangles."
        good, every = int(known["good"].sum()), len(known)
        if not good:
            return f"In {self.year} no good tie crosses between the two triangles, of {many(every, 'pair')}."
        return f"In {self.year}, {good} of {many(every, 'pair')} across the two triangles {_have(good)} a good tie."

    def describe(self, rows: pd.DataFrame) -> str:
        now = rows[rows["year"] == self.year]
        parts = []
        for camp in ("northern", "southern"):
            reached = now[(now["camp"] == camp) & now["reached"]]
            good = f"{int(reached['good'].sum())} of {len(reached)}"
            parts.append(f"{good} within the {camp}" if len(reached) else f"nothing known of the {camp}")
        by = WORDS[self.rule] + (f" ({LISTS[self.texts]})" if self.rule == "treaty" else "")
        against = (NO_VOTES if self.rule == "votes" and self.evidence != "absence" else "") + AGAINST[self.evidence]
        bad = list(now.loc[now["bad"], "pair"])
        both = int((now["good"] & now["bad"]).sum())
        shown = joined(bad) if 0 < len(bad) < 5 else many(len(bad), "pair") if bad else "none"
        text = f"Good is {by}: {' and '.join(parts)}. Bad, by {against}: {shown}"
        text += f", of which {both} {'is' if both == 1 else 'are'} good as well and so not known." if both else "."
        return text + self._balance(now)

    def _balance(self, now: pd.DataFrame) -> str:
        signs = dict(zip(zip(now["one"], now["other"], strict=True), now["number"], strict=True))
        weak = self.balance == "weak"
        held, chance = balance_of_network(signs, weak), balance_by_chance(signs, weak)
        if not held["triangles"]:
            return " No triangle has three known ties."
        text = f" Of {many(held['triangles'], 'triangle')} of known ties {held['balanced']}"
        text += f" {'is' if held['balanced'] == 1 else 'are'} {'weakly ' if weak else ''}balanced"
        if chance["placements"] == 1:
            return f"{text}, and cannot but be what they are, for all known ties have one sign."
        return (
            f"{text}; with {many(chance['bad'], 'bad tie')} placed by chance it would be {chance['expected']:.1f} on "
            f"average, and as many or more in {100 * chance['at_least']:.0f} percent of placements."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return state_networks(rows, {code: STATES[code] for code in SIX}, narrow)


def _across(ties: pd.DataFrame) -> str:
    """How many ties between the two triangles are good and bad, in a few words."""
    signs = ties.loc[ties["camp"] == "across", "sign"].value_counts()
    if set(signs.index) == {OPEN}:
        return "across: none known"
    return f"across: {signs.get(GOOD, 0)} good, {signs.get(BAD, 0)} bad"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _camp(first: str, second: str) -> str:
    for camp, states in (("northern", NORTH), ("southern", SOUTH)):
        if first in states and second in states:
            return camp
    return "across"
