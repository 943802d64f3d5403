"""Two triangles: the ties of six states, in four years side by side."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES, joined, many
from ...catalog import load
from ...charts import state_networks
from ...measures import balance_of_network, ties
from ...measures.state_ties import VOTE_RECORDS
from ..base import View, each_row
from ..controls import Choice, Year
from .triangle import BAD, DATASETS, FIRST, GOOD, LAST, OPEN, WORDS

NORTH, SOUTH = ("CHN", "RUS", "PRK"), ("USA", "JPN", "KOR")
EARLIER = (1955, 1985, 2005)
SHORT = {code: code for code in STATES}


class TwoTriangles(View):
    """Do two blocs face each other in Northeast Asia? The ties of six states by one rule, in four years."""

    question = "Do two triangles face each other in Northeast Asia?"
    reading = (
        "A thick line is a good tie by the chosen rule, a dashed one is none, a dotted one not known because the "
        "record does not reach. The rule is a reading of one record by the authors of this workbook: no tie on paper "
        "is not enmity. Votes are those of one record at a time. Meetings are known for China, Russia and North Korea "
        "only. A triangle of three known ties is balanced with no bad tie or two (Cartwright and Harary 1956). RUS is "
        "the Soviet Union until 1991."
    )
    datasets = ("treaties", "unga_agreement", "summits")
    columns = {
        "picture": "Year",
        "pair": "Pair",
        "camp": "Within or across",
        "sign": "Tie",
        "why": "Why it is not known",
    }

    rule = Choice("A tie is good by", WORDS)
    votes = Choice("Votes from", VOTE_RECORDS)
    year = Year("Year of the last picture", limits=(FIRST, LAST), start=LAST)

    def rows(self) -> pd.DataFrame:
        rule, year = self.rule, self.year
        record = ties(rule, load(DATASETS[rule]), FIRST, LAST, record=self.votes)
        self.years = sorted({*EARLIER, year})
        rows = record[record["year"].isin(self.years)].reset_index(drop=True)
        rows["kind"] = rows["sign"].map({1: GOOD, -1: BAD}).fillna(OPEN)
        rows["number"], rows["sign"] = rows["sign"], rows["kind"]
        rows["picture"] = rows["year"].astype(str)
        rows["one"], rows["other"] = rows["first"], rows["second"]
        rows["pair"] = rows["one"].map(STATES) + "–" + rows["other"].map(STATES)
        rows["camp"] = [_camp(*pair) for pair in zip(rows["one"], rows["other"], strict=True)]
        rows["hover"] = rows["picture"] + ", " + rows["pair"] + ": " + rows["sign"]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        now = rows[rows["year"] == self.year]
        parts = []
        for camp in ("northern", "southern", "across"):
            mine = now[now["camp"] == camp]
            known = mine[mine["sign"] != OPEN]
            good = list(known.loc[known["sign"] == GOOD, "pair"])
            name = "across the two" if camp == "across" else f"in the {camp} triangle"
            if known.empty:
                parts.append(f"{name} nothing is known")
                continue
            which = f" ({joined(good)})" if good and camp == "across" else ""
            parts.append(f"{name} {len(good)} of {many(len(known), 'known tie')}{which}")
        signs = {(row.one, row.other): int(row.number) for row in each_row(now) if pd.notna(row.number)}
        balance = balance_of_network(signs)
        verb = "is" if balance["balanced"] == 1 else "are"
        balanced = (
            f" Of {many(balance['triangles'], 'triangle')} of known ties {balance['balanced']} {verb} balanced."
            if balance["triangles"]
            else ""
        )
        return f"By the rule “{WORDS[self.rule]}”, good ties in {self.year}: {'; '.join(parts)}.{balanced}"

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        return state_networks(rows, SHORT, [str(year) for year in self.years])


def _camp(first: str, second: str) -> str:
    for camp, states in (("northern", NORTH), ("southern", SOUTH)):
        if first in states and second in states:
            return camp
    return "across"
