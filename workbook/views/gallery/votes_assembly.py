"""Votes in the General Assembly: who said yes, no or nothing on Ukraine and on human rights."""

from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load
from ...charts import vote_grid
from ...measures import agreement_of_pairs, positions, stand_apart
from ..base import View, counted
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
    "war": "War and territory of Ukraine",
    "rights": "Human rights in occupied Ukraine",
    "korea": "Human rights in North Korea",
}
# What the name of the family says already.
REGION = r" (against|in|of) Ukraine$| incl\. .*$"
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
        "Joined, dissociated: the text was adopted without a vote. A star: the row, or a part of it, is not confirmed."
    )
    notes = (
        "Where a text was adopted without a vote, a state that joined the consensus did not vote yes, and one that is "
        "coded as dissociated from it did not vote no; that was not checked for each state and year. “Not found”: no "
        "source for the vote was found. The texts are a selection, the plenary votes on four families of texts, and "
        "not all votes of the Assembly. Syria has another government since 8 December 2024. By construction texts on "
        "one quarrel return with the same votes, so ten votes alike are not ten findings: compare with the middle of "
        "all pairs."
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
        name = rows["symbol"].str.removeprefix("A/RES/").fillna("without a symbol")
        doubtful = (rows["check"] != "confirmed") | rows["check_parts"].notna()
        # Where one title returns each year, the number of the text tells it.
        title = (
            rows["topic"].str.replace(REGION, "", regex=True).where(rows["by_subject"] == "war", "resolution " + name)
        )
        rows["text"] = rows["day"] + " " + title + doubtful.map({True: "\N{NO-BREAK SPACE}*", False: ""})
        tally = rows["yes"].astype("Int64").astype(str)
        for column in ("no", "abstain"):
            tally += "–" + rows[column].astype("Int64").astype(str)
        rows["result"] = tally.where(rows["yes"].notna(), "without a vote")
        rows["hover"] = rows["voter"] + ", " + rows["day"] + ", " + rows["topic"] + " (" + name + "): " + rows["vote"]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        states = _compared(rows)
        texts = rows["vote_id"].nunique()
        if len(states) > 1:
            return _alike(rows[rows["voter"].isin(states)], states, texts)
        cast = counted(rows["vote"].replace(CAST))
        return f"{states[0]} on {many(texts, 'text')}: {joined([f'{number} {vote}' for vote, number in cast.items()])}."

    def describe(self, rows: pd.DataFrame) -> str:
        texts = rows.drop_duplicates("vote_id")
        silent = int((texts["adopted_how"] == "without a vote").sum())
        parts = _shared(set(texts["vote_id"]), [state for state in TRIANGLE if state in set(rows["voter"])])
        if silent:
            were = "was" if silent == 1 else "were"
            parts.append(f"{many(silent, 'text')} {were} adopted without a vote: {_joined_or_not(rows)}.")
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return vote_grid(rows, tuple(STATES.values()), "yes–no–abstained", narrow)


def _order(values: "pd.Series[Any]") -> "pd.Series[Any]":
    order = {family: index for index, family in enumerate(FAMILIES)}
    return values.map(order) if values.name == "by_subject" else values


def _group(state: str) -> str:
    if state in GROUPS:
        return state
    return "others" if state in ("USA", "JPN", "KOR") else "friends"


def _compared(rows: pd.DataFrame) -> list[str]:
    """The states that the headline compares: those of the three that are shown, or all that are."""
    shown = list(dict.fromkeys(rows["voter"]))
    three = [state for state in TRIANGLE if state in shown]
    return three if len(three) > 1 else shown


def _alike(rows: pd.DataFrame, states: list[str], total: int) -> str:
    """On how many texts the states took one position, and what each did on the others if it was always the same."""
    apart = stand_apart(rows)
    differ = rows[rows["vote_id"].map(apart)]
    who = f"The {len(states)} states shown" if len(states) > 4 or "United States" in states else joined(states)
    if differ.empty:
        return f"{who} took the same position on {'the one text' if total == 1 else f'all {total} texts'}."
    number = int(apart.sum())
    taken = differ.groupby("voter", sort=False)["vote"].agg(["nunique", "first"])
    if taken["nunique"].max() > 1 or len(states) > 3:
        return f"{who} differ on {number} of {many(total, 'text')}."
    verbs = {"abstain": "abstained", "no": "voted no", "yes": "voted yes"}
    did: dict[str, list[str]] = {}
    for state in states:
        vote = str(taken.loc[state, "first"])
        did.setdefault(verbs.get(vote, vote), []).append(state)
    each = " and ".join(f"{joined(names)} {verb}" for verb, names in did.items())
    return f"On {number} of {many(total, 'text')} {each}."


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
