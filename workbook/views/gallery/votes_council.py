"""Votes in the Security Council: who said yes, no or nothing."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many
from ...catalog import load
from ...charts import vote_grid
from ...measures import agreement_of_pairs, cast_votes, contested_votes, vetoes
from ..base import View, counted, unless_confirmed
from ..controls import Choice, Several, Year

VOTERS = {"CHN": "China", "RUS": "Russia", "USA": "United States"}
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
    reading = (
        "A veto is a no of a permanent member that blocked a text with enough yes votes; a procedural vote knows none. "
        "The votes are a selection: all on Korea, those on Ukraine since 2014 that show where China and Russia stand, "
        "those on Iran since September 2025. Elsewhere there are only vetoes since 2022 and votes on sanctions panels "
        "in which China or Russia did not say yes, so a share of votes alike means nothing there. A cross: no source "
        "names the vote. By construction every pair is alike on a text for which all fifteen vote, so a share of votes "
        "alike says something only beside another pair or on contested texts; on texts that divide the three, at most "
        "one pair of three can be alike. The view vote_pairs has chance and other measures."
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
        rows["text"] = rows["day"] + " " + rows["subject"] + _numbers(rows)
        doubtful = unless_confirmed(rows["check"])
        rows["hover"] = rows["voter"] + ", " + rows["day"] + ", " + rows["topic"] + ": " + rows["vote"] + doubtful
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        texts = load("unsc_votes")
        texts = texts[texts["vote_id"].isin(rows["vote_id"])]
        by = counted(vetoes(texts)["vetoed_by"])
        cast = " and ".join(f"{VOTERS.get(voter, voter)} {number}" for voter, number in by.items())
        return (
            f"{many(len(texts), 'vote')} from {rows['year'].min()} to {rows['year'].max()}: "
            + ("" if self.subject == "elsewhere" else self._alike(texts))
            + (f"vetoes cast: {cast}." if cast else "no veto was cast.")
        )

    def _alike(self, texts: pd.DataFrame) -> str:
        """How often China and Russia voted alike, beside what every pair shares and what the other pairs have."""
        counted_votes = agreement_of_pairs(texts, tuple(VOTERS)).to_dict("records")
        pairs = {(pair["first"], pair["second"]): pair for pair in counted_votes}
        if not (mine := pairs.pop(("CHN", "RUS"), None)):
            return "China and Russia cast no vote together; "
        parts = [f"China and Russia voted alike in {mine['identical']} of the {mine['votes']} that both cast"]
        if self.divided == "all":
            contested, shared = mine["votes"] - mine["unanimous"], mine["identical"] - mine["unanimous"]
            parts.append(
                f"{mine['unanimous']} of these were unanimous, and of the {contested} contested they share {shared}"
            )
        others = [
            f"{VOTERS[first]} and the {VOTERS[second]} in {pair['identical']} of {pair['votes']}"
            for (first, second), pair in pairs.items()
        ]
        return "; ".join([*parts, *([", ".join(others)] if others else [])]) + "; "

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return vote_grid(rows, tuple(VOTERS.values()))


def _numbers(rows: pd.DataFrame) -> "pd.Series[str]":
    """Which of several votes of one day and subject it is, as text; blank where there was one."""
    same_day = rows.groupby(["day", "subject", "voter"])["vote_id"]
    number = same_day.cumcount() + 1
    return (" " + number.astype(str)).where(same_day.transform("size") > 1, "")
