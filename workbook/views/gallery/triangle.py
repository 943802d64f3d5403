"""The triangle: which of four types the three states make, year by year, as far as their ties are known."""

from collections import Counter
from typing import Literal

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES, joined, many
from ...catalog import load
from ...charts import triad
from ...measures import moves, ties, triangle_type
from ...measures.state_ties import VOTE_RECORDS, Evidence
from ...measures.state_triangles import Move
from ...measures.state_triangles import Triangle as TriangleOf
from ...measures.treaty_obligations import TreatyList
from ..base import Row, View, each_row
from ..controls import Choice, Year

THREE = ("CHN", "RUS", "PRK")
SIDES = {"china_russia": ("CHN", "RUS"), "china_korea": ("CHN", "PRK"), "russia_korea": ("RUS", "PRK")}
NAMES = {side: f"{STATES[first]}–{STATES[second]}" for side, (first, second) in SIDES.items()}
DATASETS = {"treaty": "treaties", "votes": "unga_agreement", "meetings": "summits"}
WORDS: dict[Literal["treaty", "votes", "meetings"], str] = {
    "treaty": "a treaty promise in force",
    "votes": "agreement in the Assembly of 0.75 or more",
    "meetings": "leaders' talks in the last three years",
}
LISTS: dict[TreatyList, str] = {
    "rule": "treaties and declarations",
    "binding": "binding texts only",
    "atop": "texts that ATOP counts, and later ones",
    "asean": "these and the ASEAN treaty",
    "first release": "the list of our first release",
}
AGAINST: dict[Evidence, str] = {
    "force": "war, armistice or fighting",
    "law": "force, or a law that names an adversary",
    "absence": "no good tie seen (our first release)",
}
NO_VOTES = "votes of 0.25 or less, "
BALANCE: dict[Literal["strong", "weak"], str] = {
    "strong": "strong: no bad tie or two",
    "weak": "weak: not just one bad tie",
}
OWN = {"data": "from the record", "1": "good", "-1": "bad"}
GOOD, BAD, OPEN = "good", "bad", "not known"
FIRST, LAST = 1950, 2026
TYPE = "Type of the triangle"


class Triangle(View):
    """Which strategic triangle do China, Russia and North Korea make? The rules for good and bad ties are controls."""

    question = "Which strategic triangle do China, Russia and North Korea make?"
    reading = (
        "Thick: a good tie; dashed: a bad one; dotted: not known. Below, bars of years; notches mark the "
        "year of the triangle."
    )
    notes = (
        "A tie is good by the chosen rule and bad by the chosen evidence of enmity; not known: neither, both, or no "
        "record, as the table says. Only the last evidence takes a tie that is not seen for a bad one. Votes are bad "
        "at 0.25 or less. Three good ties make a ménage à trois, two and a bad one a romantic triangle, one and two "
        "bad a stable marriage (Dittmer 1981), three bad a unit veto, a later addition. By construction pivot and "
        "outcast are places in the pattern of good ties: that a pivot plays off two suitors, that each of the three "
        "counts for the others and that each tie depends on the third, as Dittmer asks, no sign shows. Balance is "
        "strong (Cartwright and Harary 1956) or weak (Davis 1967). Votes and lists of texts are used one at a time. "
        "Russia is the Soviet Union until 1991. You may set a tie of the year yourself."
    )
    datasets = ("treaties", "unga_agreement", "summits", "enmities")
    columns = {
        "lane": "Tie, or type",
        "since": "From",
        "until": "To",
        "kind": "Sign, or type",
        "why": "Why it is not known",
    }

    rule = Choice("A tie is good by", WORDS)
    year = Year("Year", limits=(FIRST, LAST), start=LAST)
    texts = Choice("Texts", LISTS).when(rule="treaty")
    votes = Choice("Votes from", VOTE_RECORDS).when(rule="votes")
    evidence = Choice("A tie is bad by", AGAINST)
    balance = Choice("Balance", BALANCE)
    china_russia = Choice(NAMES["china_russia"], OWN)
    china_korea = Choice(NAMES["china_korea"], OWN)
    russia_korea = Choice(NAMES["russia_korea"], OWN)

    @property
    def _set_by_hand(self) -> dict[str, int]:
        """The ties of the chosen year that the reader has set, and their signs."""
        ties = {
            "china_russia": self.china_russia,
            "china_korea": self.china_korea,
            "russia_korea": self.russia_korea,
        }
        return {side: int(sign) for side, sign in ties.items() if sign != "data"}

    def rows(self) -> pd.DataFrame:
        rule, year = self.rule, self.year
        table, against = load(DATASETS[rule]), load("enmities")
        record = ties(rule, table, FIRST, LAST, THREE, self.texts, self.votes, against, self.evidence)
        names = {frozenset(pair): side for side, pair in SIDES.items()}
        record["side"] = [names[frozenset(pair)] for pair in zip(record["first"], record["second"], strict=True)]
        for side, sign in self._set_by_hand.items():
            mine = (record["side"] == side) & (record["year"] == year)
            record.loc[mine, "sign"] = float(sign)
            record.loc[mine, "why"] = ""
        signs = record.pivot(index="year", columns="side", values="sign")
        self.kinds = {held: triangle_type({SIDES[side]: row[side] for side in SIDES}) for held, row in signs.iterrows()}
        self.signs = {pair: sign for side, pair in SIDES.items() for sign in signs.loc[[year], side]}
        self.beyond = set(record.loc[~record["reached"], "year"])
        record["kind"] = record["sign"].map({1: GOOD, -1: BAD}).fillna(OPEN)
        record["lane"] = record["side"].map(NAMES)
        types = pd.DataFrame(
            [
                {"year": held, "lane": TYPE, "kind": kind["type"] or OPEN, "why": _left_open(kind)}
                for held, kind in self.kinds.items()
            ]
        )
        runs = _runs(pd.concat([types, record[list(types)]], ignore_index=True)).assign(part="run")
        runs["hover"] = [_said(run) for run in each_row(runs)]
        sides = record[record["year"] == year].assign(part="side", since=year, until=year)
        sides["one"], sides["other"] = sides["first"], sides["second"]
        sides["hover"] = f"Triangle of {year}, " + sides["lane"] + ": " + sides["kind"]
        sides["lane"], sides["type"] = sides["lane"] + ", in the triangle", self.kinds[year]["type"] or "type not known"
        return pd.concat([sides, runs], ignore_index=True)

    def headline(self, rows: pd.DataFrame) -> str:
        year, kind = self.year, self.kinds[self.year]
        unknown = [NAMES[side] for side, pair in SIDES.items() if self.signs[pair] not in (1, -1)]
        if len(unknown) == 1:
            return f"In {year} the type is open, for the tie {unknown[0]} is not known."
        if unknown:
            return f"In {year} the type is open, for {len(unknown)} of 3 ties are not known."
        who = _who(kind) or f": three {'good' if kind['type'] == 'ménage à trois' else 'bad'} ties"
        return f"In {year} China, Russia and North Korea make a {kind['type']}{who}."

    def describe(self, rows: pd.DataFrame) -> str:
        by_hand = [NAMES[side] for side in self._set_by_hand]
        counted = f"Good is {WORDS[self.rule]}" + (f" ({LISTS[self.texts]})" if self.rule == "treaty" else "")
        counted += f", with {joined(by_hand)} as you set {'it' if len(by_hand) == 1 else 'them'}" if by_hand else ""
        return f"{counted}; {self._pattern(rows)} {self._years()}"

    def _pattern(self, rows: pd.DataFrame) -> str:
        """Whether the triangle of the year is balanced and what a turn would make of it, or what is not known."""
        kind = self.kinds[self.year]
        if kind["type"]:
            balanced = kind["balanced" if self.balance == "strong" else "weakly_balanced"]
            name = "balanced" if self.balance == "strong" else "weakly balanced"
            turns = f": {'; '.join(_turn(move) for move in moves(self.signs))}"
            if kind["type"] == "ménage à trois":  # any of the three leaves two good ties
                turns = ", it would be a romantic triangle, the third state the pivot"
            return f"the pattern is {'' if balanced else 'not '}{name}. If one tie turned{turns}."
        unknown = rows[(rows["part"] == "side") & (rows["kind"] == OPEN)]
        reasons = {
            str(why): joined([NAMES[side] for side in group["side"]])
            for why, group in unknown.groupby("why", sort=False)
        }
        text = f"not known: {'; '.join(f'{ties} ({why})' for why, ties in reasons.items())}{_who(kind)}."
        if len(unknown) == 1:
            left = [move for move in moves(self.signs) if self.signs[move["tie"]] not in (1, -1)]
            text += f" It leaves: {'; '.join(_turn(move) for move in left)}."
        return text

    def _years(self) -> str:
        """How many years have a type, and which type most often."""
        reached = [made for held, made in self.kinds.items() if held not in self.beyond or made["type"]]
        most = Counter(made["type"] for made in reached if made["type"])
        if not most:
            return f"Of {many(len(reached), 'year')} that the record reaches, none has a type."
        (name, number), *_ = most.most_common(1)
        have = "has" if most.total() == 1 else "have"
        return (
            f"Of {many(len(reached), 'year')} that the record reaches, {most.total()} {have} a type, "
            f"most often {name} ({number})."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        names = {code: STATES[code] for code in THREE}
        return triad(rows, names, [TYPE, *NAMES.values()], (FIRST, LAST), narrow)


def _runs(held: pd.DataFrame) -> pd.DataFrame:
    """Years of a lane that follow each other with the same kind for the same reason, as one row each."""
    changed = held[["lane", "kind", "why"]].ne(held[["lane", "kind", "why"]].shift()).any(axis=1)
    held = held.assign(run=changed.cumsum())
    return held.groupby("run", as_index=False).agg(
        lane=("lane", "first"),
        kind=("kind", "first"),
        why=("why", "first"),
        since=("year", "min"),
        until=("year", "max"),
    )


def _said(run: Row) -> str:
    years = str(run.since) if run.since == run.until else f"{run.since}–{run.until}"
    return f"{years}, {run.lane}: {run.kind}" + (f" ({run.why})" if run.why else "")


def _left_open(kind: TriangleOf) -> str:
    return "" if kind["type"] else f"{' or '.join(kind['possible'])}"


def _who(kind: TriangleOf) -> str:
    pivot, outcast = kind["pivot"], kind["outcast"]
    who = f", {STATES[pivot]} the pivot" if pivot else f", {STATES[outcast]} the outcast" if outcast else ""
    return who if kind["type"] or not who else ";" + who[1:].replace(" the ", " is in the place of the ")


def _turn(move: Move) -> str:
    first, second = move["tie"]
    who = _who(move).replace(", ", " with ", 1)
    return f"{STATES[first]}–{STATES[second]} {'good' if move['becomes'] == 1 else 'bad'}, {move['type']}{who}"
