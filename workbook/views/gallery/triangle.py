"""The triangle: which of four types the three states make, year by year."""

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES, joined
from ...catalog import load
from ...charts import triad
from ...measures import moves, ties, triangle_type
from ...measures.state_ties import VOTE_RECORDS
from ..base import View
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
OWN = {"data": "from the record", "1": "good", "-1": "bad"}
GOOD, BAD, OPEN = "good", "bad", "not known"
FIRST, LAST = 1950, 2026
LETTERS = {"ménage à trois": "M", "romantic triangle": "R", "stable marriage": "S", "unit veto": "U"}


class Triangle(View):
    """Which strategic triangle do China, Russia and North Korea make? The rule for a good tie is a control."""

    question = "Which strategic triangle do China, Russia and North Korea make?"
    reading = (
        "A tie is good (+) if the chosen rule holds, and bad (–) if not: a reading of one record by the authors of "
        "this workbook, for no record sees friendship or enmity. Set a tie of the year yourself and see what changes. "
        "Three good ties make a ménage à trois (M), two a romantic triangle (R) with a pivot, one a stable marriage "
        "(S) with an outcast (Dittmer 1981), none a unit veto (U), a later addition. Dittmer's pivot plays off two "
        "suitors; here the two must also be at odds. Balanced is a triangle with no bad tie or two "
        "(Cartwright and Harary 1956). Votes are those of one record at a time. A question mark: the record does not "
        "reach. Russia is the Soviet Union until 1991."
    )
    datasets = ("treaties", "unga_agreement", "summits")
    columns = {
        "year": "Year",
        "lane": "Tie, or type",
        "kind": "Sign, or type",
        "why": "Why it is not known",
    }

    rule = Choice("A tie is good by", WORDS)
    votes = Choice("Votes from", VOTE_RECORDS)
    year = Year("Year", limits=(FIRST, LAST), start=LAST)
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
        record = ties(rule, load(DATASETS[rule]), FIRST, LAST, THREE, record=self.votes)
        names = {frozenset(pair): side for side, pair in SIDES.items()}
        record["side"] = [names[frozenset(pair)] for pair in zip(record["first"], record["second"], strict=True)]
        for side, sign in self._set_by_hand.items():
            mine = (record["side"] == side) & (record["year"] == year)
            record.loc[mine, "sign"] = sign
            record.loc[mine, "why"] = ""
        signs = record.pivot(index="year", columns="side", values="sign")
        self.kinds = {held: _type(row) for held, row in signs.iterrows()}
        record["kind"] = record["sign"].map({1: GOOD, -1: BAD}).fillna(OPEN)
        record["mark"] = record["kind"].map({GOOD: "+", BAD: "–", OPEN: "?"})
        record["lane"] = record["side"].map(NAMES)
        types = pd.DataFrame(
            [
                {"year": held, "lane": "type", "kind": kind["type"] if kind else OPEN, "why": ""}
                for held, kind in self.kinds.items()
            ]
        )
        types["mark"] = types["kind"].map(LETTERS).fillna("?")
        types["why"] = types["kind"].map({OPEN: "a tie is not known"}).fillna("")
        tiles = pd.concat([record, types], ignore_index=True).assign(part="tile", one=None, other=None, sign=OPEN)
        tiles["shown"] = tiles["year"] == year
        tiles["hover"] = tiles["year"].astype(str) + ", " + tiles["lane"] + ": " + tiles["kind"]
        sides = record[record["year"] == year].assign(part="side", shown=True)
        sides["sign"], sides["lane"] = sides["kind"], sides["lane"] + ", in the triangle"
        sides["one"], sides["other"] = sides["first"], sides["second"]
        sides["hover"] = (
            "Triangle of " + sides["year"].astype(str) + ", " + sides["side"].map(NAMES) + ": " + sides["kind"]
        )
        return pd.concat([sides, tiles], ignore_index=True)

    def describe(self, rows: pd.DataFrame) -> str:
        year = self.year
        kind = self.kinds[year]
        counted = f"By the rule “{WORDS[self.rule]}”"
        by_hand = [NAMES[side] for side in self._set_by_hand]
        counted += f", with {joined(by_hand)} as you set {'it' if len(by_hand) == 1 else 'them'}" if by_hand else ""
        if not kind:
            lost = rows[(rows["part"] == "side") & (rows["kind"] == OPEN)]["side"].map(NAMES)
            return f"{counted}, {year} has no type: the record does not reach {joined(list(lost))}."
        who = f", {STATES[kind['pivot']]} the pivot" if kind["pivot"] else ""
        who += f", {STATES[kind['outcast']]} the outcast" if kind["outcast"] else ""
        balanced = "balanced" if kind["balanced"] else "not balanced"
        signs = {SIDES[str(side)]: int(sign) for side, sign in self._signs(rows).items()}
        turns = "; ".join(_turn(move) for move in moves(signs))
        known = pd.Series({held: made["type"] for held, made in self.kinds.items() if made})
        most = known.value_counts()
        return (
            f"{counted}, {year} is a {kind['type']}{who}; it is {balanced}. If one tie turned: {turns}. Of the "
            f"{len(known)} years with a type, {most.iloc[0]} are a {most.index[0]}."
        )

    def _signs(self, rows: pd.DataFrame) -> dict[str, int]:
        sides = rows[rows["part"] == "side"]
        return dict(zip(sides["side"], sides["kind"].map({GOOD: 1, BAD: -1}), strict=True))

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        names = {code: STATES[code] for code in THREE}
        lanes = [*NAMES.values(), "type"]
        return triad(rows, names, lanes, (FIRST, LAST))


def _type(signs: "pd.Series[Any]") -> Mapping[str, Any] | None:
    if signs.isna().any():
        return None
    return triangle_type({SIDES[str(side)]: int(sign) for side, sign in signs.items()})


def _turn(move: Mapping[str, Any]) -> str:
    first, second = move["tie"]
    who = f" with {STATES[move['pivot']]} the pivot" if move["pivot"] else ""
    who += f" with {STATES[move['outcast']]} the outcast" if move["outcast"] else ""
    return f"{STATES[first]}–{STATES[second]} {'good' if move['becomes'] == 1 else 'bad'}, {move['type']}{who}"
