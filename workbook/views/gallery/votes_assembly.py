"""Votes in the General Assembly: who said yes, no or nothing on Ukraine and on human rights."""

from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load
from ...charts import vote_grid
from ...measures import agreement_of_pairs, positions, stand_apart
from ..base import View
from ..controls import Choice, Several, Year

STATES = {
    "CHN": "China",
    "RUS": "Russia",
    "PRK": "North Korea",
    "BLR": "Belarus",
    "IRN": "Iran",
    "SYR": "Syria",
    "ERI": "Eritrea",
    "USA": "United States",
    "JPN": "Japan",
    "KOR": "South Korea",
}
TRIANGLE = ("China", "Russia", "North Korea")
GROUPS = {
    "CHN": "China",
    "RUS": "Russia",
    "PRK": "North Korea",
    "friends": "Belarus, Iran, Syria, Eritrea",
    "others": "United States, Japan, South Korea",
}
FAMILIES = {
    "war": "Ukraine: war, territory",
    "rights": "Ukraine: rights",
    "korea": "North Korea: rights",
}
SUBJECTS = {
    "all": "every subject",
    "war": "Ukraine: war, territory and militarisation",
    "rights": "Ukraine: human rights in the occupied territories",
    "korea": "North Korea: human rights",
}
SERIES = {"Ukraine human rights": "rights", "DPRK human rights": "korea"}
CAST = {"yes": "yes", "no": "no", "abstain": "abstained", "not voting": "not voting"}


class VotesAssembly(View):
    """How did China, Russia, North Korea and others vote in the General Assembly on Ukraine and on human rights?"""

    question = "How did China, Russia and North Korea vote in the General Assembly on Ukraine and on human rights?"
    reading = (
        "c and d: the text was adopted without a vote; the state joined the consensus, which is not a yes vote, or is "
        "coded as dissociated from it, which is not a no vote and was not checked for each state and year. A dot: did "
        "not vote. A cross: no source for the vote was found. A star after a text: the row, or a part of it, is not "
        "confirmed. The texts are a selection, the plenary votes on four families of texts, and not all votes "
        "of the Assembly. Syria has another government since 8 December 2024. By construction texts on one quarrel "
        "return with the same votes, so ten votes alike are not ten findings: compare with the middle of all pairs."
    )
    datasets = ("unga_votes",)
    filters = {"subject": "by_subject", "divided": "by_divided", "voters": "by_group", "since": "year", "until": "year"}
    columns = {
        "day": "Date",
        "symbol": "Symbol",
        "subject": "Subject",
        "topic": "Topic",
        "voter": "State",
        "vote": "Position",
        "adopted_how": "Adopted by",
        "yes": "Yes",
        "no": "No",
        "abstain": "Abstentions",
        "check": "Check",
        "note": "Mind",
    }

    subject = Choice("Subject", SUBJECTS, everything="all")
    divided = Choice(
        "Texts", {"all": "all", "yes": "only where China, Russia and North Korea differ"}, everything="all"
    )
    voters = Several("Show", GROUPS, start=("CHN", "RUS", "PRK"))
    since = Year("From", of=("unga_votes", "date"))
    until = Year("to", of=("unga_votes", "date"), until=True)

    def rows(self) -> pd.DataFrame:
        votes = load("unga_votes")
        votes["by_subject"] = votes["series"].map(SERIES).fillna("war")
        votes = votes.sort_values(["by_subject", "date", "vote_id"], key=_order, kind="stable", ignore_index=True)
        votes["place"] = votes.index
        apart = stand_apart(positions(votes, ("CHN", "RUS", "PRK")))
        rows = positions(votes, tuple(STATES))
        rows["by_group"] = rows["voter"].map(_group)
        rows["voter"] = rows["voter"].map(STATES)
        rows["by_divided"] = rows["vote_id"].map(apart).map({True: "yes", False: "no"})
        rows["family"], rows["subject"] = rows["by_subject"].map(FAMILIES), rows["by_subject"].map(SUBJECTS)
        rows["day"], rows["year"] = rows["date"].dt.strftime("%Y-%m-%d"), rows["date"].dt.year
        name = rows["symbol"].str.removeprefix("A/RES/").fillna("no symbol")
        doubtful = (rows["check"] != "confirmed") | rows["check_parts"].notna()
        rows["text"] = rows["day"] + " " + name + doubtful.map({True: " *", False: ""})
        rows["hover"] = rows["voter"] + ", " + rows["day"] + ", " + rows["topic"] + " (" + name + "): " + rows["vote"]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        texts = rows.drop_duplicates("vote_id")
        silent = texts[texts["adopted_how"] == "without a vote"]
        between = [state for state in TRIANGLE if state in set(rows["voter"])]
        parts = [_alike(rows[rows["voter"].isin(between)], between, len(texts))] if len(between) > 1 else []
        if len(silent) < len(texts):
            parts.append(f"In {many(len(texts) - len(silent), 'recorded vote')}: {_tallies(rows)}.")
            parts += _shared(set(texts["vote_id"]), between)
        if len(silent):
            parts.append(
                f"{many(len(silent), 'text')} {'was' if len(silent) == 1 else 'were'} adopted without a vote, "
                f"which is neither a yes nor a no: {_joined_or_not(rows)}."
            )
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return vote_grid(rows, tuple(STATES.values()), "Text of the Assembly (date, symbol)", step=26)


def _order(values: "pd.Series[Any]") -> "pd.Series[Any]":
    order = {family: index for index, family in enumerate(FAMILIES)}
    return values.map(order) if values.name == "by_subject" else values


def _group(state: str) -> str:
    if state in GROUPS:
        return state
    return "others" if state in ("USA", "JPN", "KOR") else "friends"


def _alike(rows: pd.DataFrame, states: list[str], total: int) -> str:
    """On how many texts the states took one position, and what each did on the others if it was always the same."""
    apart = stand_apart(rows)
    differ = rows[rows["vote_id"].map(apart)]
    who = joined(states)
    if differ.empty:
        return f"{who} took the same position on {'the one text' if total == 1 else f'all {total} texts'}."
    number = int(apart.sum())
    parting = f"{who} differ on {number} of {many(total, 'text')}"
    taken = differ.groupby("voter", sort=False)["vote"].agg(["nunique", "first"])
    if taken["nunique"].max() > 1:
        return f"{parting}."
    verbs = {"abstain": "abstained", "no": "voted no", "yes": "voted yes"}
    did: dict[str, list[str]] = {}
    for state in states:
        vote = str(taken.loc[state, "first"])
        did.setdefault(verbs.get(vote, vote), []).append(state)
    each = " and ".join(f"{joined(names)} {verb}" for verb, names in did.items())
    return f"{parting}: there {each}."


def _shared(texts: set[str], states: list[str]) -> list[str]:
    """In how many recorded votes each pair of ``states`` voted alike, beside all pairs of the ten states."""
    votes = load("unga_votes")
    pairs = agreement_of_pairs(votes[votes["vote_id"].isin(texts)], tuple(STATES))
    shown = [
        f"{STATES[pair['first']]} and {STATES[pair['second']]} {pair['identical']} of {pair['votes']}"
        for pair in pairs.to_dict("records")
        if {STATES[pair["first"]], STATES[pair["second"]]} <= set(states)
    ]
    if not shown:
        return []
    middle = pairs["identical_vote_share"].median() * 100
    return [
        f"Alike in recorded votes: {joined(shown)}; the middle of all "
        f"{many(len(pairs), 'pair')} of the ten states is {middle:.0f} percent."
    ]


def _tallies(rows: pd.DataFrame) -> str:
    """How often each state cast which vote; states with the same figures are named together."""
    recorded = rows[rows["adopted_how"] != "without a vote"]
    same: dict[str, list[str]] = {}
    for state, mine in recorded.groupby("voter", sort=False):
        counts = mine["vote"].value_counts()
        votes = ", ".join(
            f"{counts[vote]} {words}" for vote, words in {**CAST, "not found": "not found"}.items() if vote in counts
        )
        same.setdefault(votes, []).append(str(state))
    return "; ".join(f"{joined(states)} {votes}{' each' if len(states) > 1 else ''}" for votes, states in same.items())


def _joined_or_not(rows: pd.DataFrame) -> str:
    """Who is coded as dissociated and who joined, over the texts without a vote."""
    silent = rows[rows["adopted_how"] == "without a vote"]
    words = {"dissociated": "coded as dissociated", "consensus": "in the consensus"}
    parts = []
    for vote, text in words.items():
        states = silent.loc[silent["vote"] == vote, "voter"].unique()
        if len(states):
            parts.append(f"{joined(list(states))} {'is' if len(states) == 1 else 'are'} {text}")
    return ", ".join(parts)
