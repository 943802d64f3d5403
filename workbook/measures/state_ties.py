"""Which pairs of states have a tie, year by year, and is it good, bad or not known?"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Literal

import pandas as pd

from ..base import unknown
from .state_capabilities import SIX
from .summit_meetings import talks
from .treaty_obligations import TreatyList, promising_texts, treaty_spans

# What is taken as a tie, and what as a good or a bad one. Each is a rule of the authors of this workbook.
TieRule = Literal["treaty", "votes", "meetings"]
VoteRecord = Literal["undl", "voeten", "undl2025"]
Evidence = Literal["force", "law", "absence"]
Pair = tuple[str, str]
Key = tuple[frozenset[str], int]  # a pair and a year
Signs = dict[Key, int]  # 1 or −1; 0 where the record reaches and the rule sees neither
RULES: dict[TieRule, str] = {
    "treaty": "a treaty or declaration with a promise of defence, offence, consultation, neutrality, non-aggression or "
    "no hostile alliance is in force in the year",
    "votes": "the agreement score in the General Assembly is at least 0.75; it is bad at 0.25 or less",
    "meetings": "the leaders have met in person for talks in the year or in one of the two years before",
}
VOTE_RECORDS: dict[VoteRecord, str] = {
    "undl": "UN Digital Library, 1992–2021",
    "voeten": "Voeten and others, 1946–2019",
    "undl2025": "UN Digital Library, all votes of 2025",
}
EVIDENCE: dict[Evidence, str] = {
    "force": "war, an armistice without peace, or fighting",
    "law": "these, or a law or list that names an adversary",
    "absence": "no good tie being seen, as in the first release",
}
AGREED, OPPOSED = 0.75, 0.25
MEMORY = 2  # years in which a meeting still counts


def ties(
    rule: TieRule,
    table: pd.DataFrame,
    first: int,
    last: int,
    states: Sequence[str] = SIX,
    texts: TreatyList = "rule",
    record: VoteRecord = "undl",
    enmities: pd.DataFrame | None = None,
    evidence: Evidence = "force",
) -> pd.DataFrame:
    """Which pairs of ``states`` have a good or a bad tie in each year from ``first`` to ``last``, by one rule?

    ``rule`` is a key of RULES and ``table`` the dataset that it needs: ``wb.load("treaties")``,
    ``wb.load("unga_agreement")`` or ``wb.load("summits")``. ``record`` is the selection of votes that the rule of votes
    reads, a key of VOTE_RECORDS; the others are left out, because two selections do not make one series. ``texts``, a
    key of TREATY_LISTS, says which texts the rule of treaties counts. ``enmities`` is ``wb.load("enmities")``, or None
    to use no evidence of enmity; ``evidence``, a key of EVIDENCE, says what of it makes a tie bad.

    Returns one row per pair and year: ``year``, ``first``, ``second``, ``reached`` (does the record of the rule reach
    the pair and year), ``good`` (does the rule see a tie), ``bad`` (is there evidence of enmity), ``sign`` (1 if only
    good, −1 if only bad, else missing) and ``why`` a sign is missing, else blank.

    By construction: a tie that the rule does not see is unknown, not bad; with ``evidence`` absence it is bad, and
    then what one does not find decides. By treaties the list of texts decides what is good: across the two triangles
    1 to 9 of 9 pairs have a promise in 2026. Meetings are taken as complete between China, Russia and North Korea from
    the year in which the list begins to hold them; for other pairs they are a selection and give no sign.

    Raises UnknownName for another rule, record, list of texts or kind of evidence.

    Source: our own definition; each rule is a judgement of the authors of this workbook. That a missing tie is no
    negative one: Cartwright and Harary 1956, “Structural balance: a generalization of Heider's theory”.

    >>> import workbook as wb
    >>> held = ties("treaty", wb.load("treaties"), 1990, 2026, enmities=wb.load("enmities"))
    >>> signs = held.set_index(["first", "second", "year"])["sign"]
    >>> [float(signs[pair]) for pair in [("RUS", "PRK", 1998), ("RUS", "PRK", 2025), ("PRK", "USA", 2025)]]
    [nan, 1.0, -1.0]
    """
    if rule not in RULES:
        raise unknown("rule", rule, RULES)
    if record not in VOTE_RECORDS:
        raise unknown("record of votes", record, VOTE_RECORDS, "records of votes")
    if evidence not in EVIDENCE:
        raise unknown("kind of evidence", evidence, EVIDENCE, "kinds of evidence")
    pairs = list(combinations(states, 2))
    years = range(first, last + 1)
    if rule == "votes":
        table = table[table["record"] == record]
    if rule == "treaty":
        table = promising_texts(table, texts)
    signs = {"treaty": _treaties, "votes": _votes, "meetings": _meetings}[rule](table, pairs, years)
    hostile = set() if enmities is None or evidence == "absence" else _enmities(enmities, years, evidence)
    rows = [_row(pair, year, signs.get((frozenset(pair), year)), hostile, evidence) for pair in pairs for year in years]
    columns = ["year", "first", "second", "reached", "good", "bad", "sign", "why"]
    return pd.DataFrame(rows, columns=columns).astype({"sign": float})


def _row(pair: Pair, year: int, seen: int | None, hostile: set[Key], evidence: Evidence) -> dict[str, Any]:
    """The row of one pair and year, where the rule has ``seen`` a good (1) or a bad (−1) tie, or neither (0)."""
    good = seen == 1
    bad = seen == -1 or (frozenset(pair), year) in hostile or (evidence == "absence" and seen == 0)
    why = "both a good tie and enmity" if good and bad else "no good tie seen and no enmity"
    if not good and not bad and seen is None:
        why = "outside the record"
    sign = None if good == bad else 1 if good else -1
    row = {"year": year, "first": pair[0], "second": pair[1], "reached": seen is not None, "good": good, "bad": bad}
    return {**row, "sign": sign, "why": why if sign is None else ""}


def _enmities(enmities: pd.DataFrame, years: range, evidence: Evidence) -> set[Key]:
    counted = enmities if evidence == "law" else enmities[enmities["kind"] != "hostile law"]
    return {
        (frozenset(row["dyad"].split("-")), year)
        for row in counted.to_dict("records")
        for year in years
        if row["since"].year <= year and not (pd.notna(row["until"]) and row["until"].year < year)
    }


def _treaties(treaties: pd.DataFrame, pairs: Sequence[Pair], years: range) -> Signs:
    spans = treaty_spans(treaties)
    known = spans[spans["unknown"] == ""]
    signs = {(frozenset(pair), year): 0 for pair in pairs for year in years}
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
    return {
        (frozenset((first, second)), year): 1 if score >= AGREED else -1 if score <= OPPOSED else 0
        for first, second, year, score in cells
    }


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
                signs[frozenset(pair), year] = 1 if recent else 0
    return signs
