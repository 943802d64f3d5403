"""Which pairs of states have a tie, year by year, and is it a good one?"""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import pandas as pd

from ..base import unknown
from .state_capabilities import SIX
from .summit_meetings import talks
from .treaty_obligations import TreatyList, promising_texts, treaty_spans

# What is taken as a tie, and what as a good one. Each is a rule of the authors of this workbook.
TieRule = Literal["treaty", "votes", "meetings"]
VoteRecord = Literal["undl", "voeten", "undl2025"]
Pair = tuple[str, str]
Signs = dict[tuple[frozenset[str], int], int]  # by pair and year: 1 or −1
RULES: dict[TieRule, str] = {
    "treaty": "a treaty or declaration with a promise of defence, offence, consultation, neutrality, non-aggression or "
    "no hostile alliance is in force in the year",
    "votes": "the agreement score in the General Assembly is at least 0.75",
    "meetings": "the leaders have met in person for talks in the year or in one of the two years before",
}
VOTE_RECORDS: dict[VoteRecord, str] = {
    "undl": "UN Digital Library, 1992–2021",
    "voeten": "Voeten and others, 1946–2019",
    "undl2025": "UN Digital Library, all votes of 2025",
}
AGREED = 0.75
MEMORY = 2  # years in which a meeting still counts


def ties(
    rule: TieRule,
    table: pd.DataFrame,
    first: int,
    last: int,
    states: Sequence[str] = SIX,
    texts: TreatyList = "rule",
    record: VoteRecord = "undl",
) -> pd.DataFrame:
    """Which pairs of ``states`` have a good tie in each year from ``first`` to ``last``, by one rule?

    ``rule`` is a key of RULES and ``table`` the dataset that it needs: ``wb.load("treaties")``,
    ``wb.load("unga_agreement")`` or ``wb.load("summits")``. ``record`` is the selection of votes that the rule of votes
    reads, a key of VOTE_RECORDS; the others are left out, because two selections do not make one series. ``texts``, a
    key of TREATY_LISTS, says which texts the rule of treaties counts.

    Returns one row per pair and year: ``year``, ``first``, ``second``, ``sign`` (1 if the rule holds, −1 if it
    does not, missing where the record does not reach), and ``why`` a sign is missing, else blank.

    Mind: a tie that no rule sees is not enmity, and a treaty on paper is not friendship; a sign is a reading of one
    record. By treaties the list of texts decides: across the two triangles 1 to 9 of 9 pairs have a tie in 2026.
    Meetings are taken as complete between China, Russia and North Korea from the year in which the list begins to hold
    them; for other pairs they are a selection and give no sign.

    Raises UnknownName for another rule, record or list of texts.

    Source: our own definition; each rule is a judgement of the authors of this workbook.

    >>> import workbook as wb
    >>> held = ties("treaty", wb.load("treaties"), 1990, 2026).set_index(["first", "second", "year"])["sign"]
    >>> int(held["RUS", "PRK", 1998]), int(held["RUS", "PRK", 2025])
    (-1, 1)
    """
    if rule not in RULES:
        raise unknown("rule", rule, RULES)
    pairs = list(combinations(states, 2))
    years = range(first, last + 1)
    if record not in VOTE_RECORDS:
        raise unknown("record of votes", record, VOTE_RECORDS, "records of votes")
    if rule == "votes":
        table = table[table["record"] == record]
    if rule == "treaty":
        table = promising_texts(table, texts)
    signs = {"treaty": _treaties, "votes": _votes, "meetings": _meetings}[rule](table, pairs, years)
    rows = [
        {"year": year, "first": pair[0], "second": pair[1], "sign": signs.get((frozenset(pair), year), float("nan"))}
        for pair in pairs
        for year in years
    ]
    table = pd.DataFrame(rows, columns=["year", "first", "second", "sign"])
    return table.assign(why=table["sign"].isna().map({True: "outside the record", False: ""}))


def _treaties(treaties: pd.DataFrame, pairs: Sequence[Pair], years: range) -> Signs:
    spans = treaty_spans(treaties)
    known = spans[spans["unknown"] == ""]
    signs = {(frozenset(pair), year): -1 for pair in pairs for year in years}
    for text in known[~known["dormant"]].to_dict("records"):
        end = text["end"].year if pd.notna(text["end"]) else max(years)
        for pair in combinations(text["between"].split("-"), 2):
            for year in range(text["start"].year, end + 1):
                if (key := (frozenset(pair), year)) in signs:
                    signs[key] = 1
    return signs


def _votes(scores: pd.DataFrame, pairs: Sequence[Pair], years: range) -> Signs:
    counted = scores[scores["votes"] >= 5]
    cells = zip(counted["actor_a"], counted["actor_b"], counted["year"], counted["agreement_score"], strict=True)
    return {(frozenset((first, second)), year): 1 if score >= AGREED else -1 for first, second, year, score in cells}


def _meetings(summits: pd.DataFrame, pairs: Sequence[Pair], years: range) -> Signs:
    met = talks(summits)
    signs: Signs = {}
    for pair in pairs:
        mine = met[met["dyad"].isin(["-".join(pair), "-".join(pair[::-1])])]
        if not set(pair) <= {"CHN", "RUS", "PRK"} or mine.empty:
            continue
        begins = int(mine["date_start"].dt.year.min())
        held_in = set(mine["date_start"].dt.year)
        for year in years:
            if year >= begins:
                recent = held_in & set(range(year - MEMORY, year + 1))
                signs[frozenset(pair), year] = 1 if recent else -1
    return signs
