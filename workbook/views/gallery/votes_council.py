"""Votes in the Security Council: who said yes, no or nothing."""

import re
from itertools import combinations
from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load
from ...charts import vote_grid
from ...measures import agreement_of_pairs, cast_votes, contested_votes, vetoes
from ..base import View, counted, each_row, unless_confirmed
from ..controls import Choice, Several, Year

VOTERS = {"CHN": "China", "RUS": "Russia", "USA": "United States"}
THE = {"USA": "the United States"}
# The day of what a text is about, which stands beside the day of the vote.
DATED = r" \([^)]*\d{4}\)"
SUBJECTS = {
    "all": "Korea, Ukraine and Iran",
    "Korea": "Korea",
    "Ukraine": "Ukraine",
    "Iran": "Iran",
    "elsewhere": "elsewhere: vetoes and contested panels",
}
TEXT_OPTIONS = {
    "all": "all",
    "contested": "contested: not all members voted alike",
    "yes": "only where the three differ",
}


class VotesCouncil(View):
    """How did China, Russia and the United States vote in the Security Council, and what did they veto?"""

    question = "How did China, Russia and the United States vote in the Security Council, and what did they veto?"
    reading = "A veto is a no of a permanent member that blocked a text with enough yes votes."
    notes = (
        "The votes are a selection: all on Korea, those on Ukraine since 2014 that show where China and Russia stand, "
        "those on Iran since September 2025. Elsewhere there are only vetoes since 2022 and votes on sanctions panels "
        "in which China or Russia did not say yes, so a share of votes alike means nothing there. A procedural vote "
        "knows no veto. “Not found”: no source names the vote. By construction every pair is alike on a text for which "
        "all fifteen vote, so a share of votes alike says something only beside another pair or on contested texts; on "
        "texts that divide the three, at most one pair of three can be alike. The view vote_pairs has chance and other "
        "measures."
    )
    datasets = ("unsc_votes",)
    filters = {"divided": "by_divided", "voters": "by_voter", "since": "year", "until": "year"}
    columns = {
        "day": "Date",
        "symbol": "Symbol",
        "topic": "Topic",
        "voter": "Voter",
        "vote": "Vote",
        "yes": "Yes",
        "no": "No",
        "abstain": "Abstentions",
        "outcome": "Outcome",
        "check": "Check",
    }

    subject = Choice("Subject", SUBJECTS)
    divided = Choice("Texts", TEXT_OPTIONS, everything="all", stays="yes")
    voters = Several("Show", VOTERS)
    since = Year("From", of=("unsc_votes", "date"), start=2006)
    until = Year("to", of=("unsc_votes", "date"), until=True)

    def rows(self) -> pd.DataFrame:
        rows = cast_votes(load("unsc_votes"), tuple(VOTERS)).sort_values(["date", "vote_id"], kind="stable")
        rows["by_voter"] = rows["voter"]
        rows["voter"] = rows["voter"].map(VOTERS)
        listed = rows["subject"] != "elsewhere" if self.subject == "all" else rows["subject"] == self.subject
        rows = rows[listed].copy()
        asked = rows["vote"].replace({"veto": "no", "not found": None}).groupby(rows["vote_id"]).nunique()
        differ, contested = rows["vote_id"].map(asked).gt(1), contested_votes(rows)
        rows["by_divided"] = contested.map({True: "contested", False: "no"}).mask(differ, "yes")
        rows["day"] = rows["date"].dt.strftime("%Y-%m-%d")
        rows["year"] = rows["date"].dt.year
        rows["family"] = rows["subject"].str.capitalize()
        rows["place"] = _places(rows)
        rows["text"] = rows["day"] + " " + [_title(row.topic, row.subject) for row in each_row(rows)]
        rows["result"] = _tally(rows) + rows["outcome"]
        doubtful = unless_confirmed(rows["check"])
        rows["hover"] = rows["voter"] + ", " + rows["day"] + ", " + rows["topic"] + ": " + rows["vote"] + doubtful
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        pairs, texts = self._pairs(rows), _texts(rows)
        if self.subject == "elsewhere":
            return f"Vetoes cast: {_vetoes(texts)}." if _vetoes(texts) else "No veto was cast."
        if not pairs:
            yes, vetoed = ((rows["vote"] == vote).sum() for vote in ("yes", "veto"))
            return f"{rows['voter'].iloc[0]} voted yes on {yes} of {many(len(texts), 'text')}, and vetoed {vetoed}."
        first = pairs[0]
        if not first["votes"]:
            return f"{first['who']} cast no vote together."
        alike = f"{first['who']} voted alike on {first['identical']} of {first['votes']}"
        if self.divided == "contested":
            return f"{alike} contested texts."
        if self.divided == "yes":
            return f"Where the three differ, {alike} texts."
        contested, shared = (first[name] - first["unanimous"] for name in ("votes", "identical"))
        return f"{alike} texts; of {contested} contested, {shared}." if contested else f"{alike} texts, all unanimous."

    def describe(self, rows: pd.DataFrame) -> str:
        pairs, texts = self._pairs(rows), _texts(rows)
        others = [f"{pair['who']} {pair['identical']} of {pair['votes']}" for pair in pairs[1:] if pair["votes"]]
        parts = [f"Other pairs: {joined(others)}."] if others and self.subject != "elsewhere" else []
        if self.subject != "elsewhere":
            parts.append(f"Vetoes cast: {_vetoes(texts)}." if _vetoes(texts) else "No veto was cast.")
        return " ".join([*parts, f"Shown: {many(len(texts), 'vote')} {_span(rows)}."])

    def _pairs(self, rows: pd.DataFrame) -> list[dict[str, Any]]:
        """How often each two of the states shown voted alike, China and Russia first."""
        shown = [code for code, name in VOTERS.items() if name in set(rows["voter"])]
        counts = agreement_of_pairs(_texts(rows), tuple(shown)).to_dict("records") if len(shown) > 1 else []
        found = {(pair["first"], pair["second"]): pair for pair in counts}
        none: dict[Any, Any] = {"votes": 0, "identical": 0, "unanimous": 0}
        return [
            {**found.get(pair, none), "who": " and ".join(THE.get(code, VOTERS[code]) for code in pair)}
            for pair in combinations(shown, 2)
        ]

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return vote_grid(rows, tuple(VOTERS.values()), "yes–no–abstained", narrow)


def _title(topic: str, subject: str) -> str:
    """What a text is about, without what the head of its family and its day say."""
    title = re.sub(DATED, "", topic).removeprefix(f"{subject}: ")
    return title[0].upper() + title[1:]


def _texts(rows: pd.DataFrame) -> pd.DataFrame:
    """The votes that ``rows`` are of, one row per text."""
    votes = load("unsc_votes")
    return votes[votes["vote_id"].isin(rows["vote_id"])]


def _vetoes(texts: pd.DataFrame) -> str:
    """Who cast how many vetoes, as words; blank if nobody cast one."""
    by = counted(vetoes(texts)["vetoed_by"])
    return joined([f"{VOTERS.get(voter, voter)} {number}" for voter, number in by.items()]) if by else ""


def _span(rows: pd.DataFrame) -> str:
    first, last = rows["year"].min(), rows["year"].max()
    return f"of {first}" if first == last else f"from {first} to {last}"


def _places(rows: pd.DataFrame) -> "pd.Series[int]":
    """The place of each text, from the top: subjects in the order of the control, then days."""
    order = {subject: number for number, subject in enumerate(SUBJECTS)}
    texts = rows.drop_duplicates("vote_id").sort_values("subject", key=lambda names: names.map(order), kind="stable")
    places = {name: number for number, name in enumerate(texts["vote_id"])}
    return rows["vote_id"].map(places)


def _tally(rows: pd.DataFrame) -> "pd.Series[str]":
    """The numbers of votes, as “13–2–0 ”."""
    numbers = [rows[name].astype("Int64").astype(str) for name in ("yes", "no", "abstain")]
    return (numbers[0] + "–" + numbers[1] + "–" + numbers[2] + " ").where(rows["yes"].notna(), "")
