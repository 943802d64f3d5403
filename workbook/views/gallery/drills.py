"""Drills: which armed forces of the two triangles exercised together, when and where."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import address, load
from ...charts import counts_per_year, event_lanes, theme
from ..base import View, end_of, unless_confirmed
from ..controls import Choice, Several, Year

LANES = {
    "CHN;RUS": "China, Russia",
    "CHN;RUS;PRK": "China, Russia, North Korea",
    "USA;KOR": "United States, South Korea",
    "USA;JPN;KOR": "United States, Japan, South Korea",
}
CAMPS = {
    "all": "both triangles",
    "northern": "China, Russia, North Korea",
    "southern": "United States, Japan, South Korea",
}
# Each kind of the dataset under one of these; the last two are no drills and are drawn alike.
SEA, AIR, LAND = "at sea", "in the air", "on land or in several services"
BESIDE, PLANNED = "standing side by side, summit", "proposal or lasting arrangement"
DRILLS = (SEA, AIR, LAND)
NONE = "not an exercise"
SIGNS = {
    SEA: ("circle", theme.GREEN),
    AIR: ("triangle-up", theme.PURPLE),
    LAND: ("square", theme.OCHRE),
    NONE: ("diamond", theme.GREY),
}
GROUPS = {
    "naval exercise": SEA,
    "naval patrol": SEA,
    "submarine patrol": SEA,
    "air exercise": AIR,
    "air patrol": AIR,
    "strategic exercise": LAND,
    "land exercise": LAND,
    "alliance exercise": LAND,
    "multi-domain exercise": LAND,
    "missile-defence exercise": LAND,
    "summit": BESIDE,
    "joint appearance": BESIDE,
    "proposal": PLANNED,
    "arrangement": PLANNED,
}
NORTH = {"China, Russia": "China and Russia", "China, Russia, North Korea": "China, Russia and North Korea"}
SHORT = {
    "United States, South Korea": "United States and South Korea",
    "United States, Japan, South Korea": "United States, Japan and South Korea",
}


FORMATS = {"all": "two or three states", "bilateral": "two states", "trilateral": "three states"}


def _key(kind: str) -> str:
    """The word that stands for ``kind`` in code."""
    return kind.split(",")[0].replace(" ", "-")


class Drills(View):
    """Which armed forces of the two triangles exercised together, when and where? One mark per exercise."""

    question = "Which armed forces of the two triangles exercised together, when and where?"
    reading = (
        "One mark is one activity. Numbers, where there is room: exercises and patrols of a year, bracketed where the "
        "list is short."
    )
    notes = (
        "The southern triangle has its numbers in brackets: of it only exercises of all three and a few of two are "
        "listed, so never compare the totals of the two triangles. Parades, summits, proposals and a lasting "
        "arrangement are not exercises and not counted. A narrow chart leaves the numbers out. Not found is not a "
        "proof of absence. By construction the years of the southern triangle count a narrower list than those of the "
        "others. A click opens the source."
    )
    marks = {
        "E074": "China–Russia treaty",
        "E141": "Russia invades Ukraine",
        "E163": "Camp David summit",
        "E200": "Beijing parade",
    }
    marked = "date"
    datasets = ("joint_drills",)
    filters = {"camp": "by_camp", "format": "by_format", "kinds": "by_kind", "since": "year", "until": "year"}
    columns = {
        "day": "First day",
        "end": "Last day",
        "lane": "Who",
        "name": "Name",
        "what": "Kind",
        "where": "Area",
        "address": "Source",
        "check": "Check",
        "note": "Note",
    }

    camp = Choice("Triangle", CAMPS, everything="all")
    format = Choice("By", FORMATS, everything="all")
    kinds = Several("Show", {_key(kind): kind for kind in (*DRILLS, BESIDE, PLANNED)})
    since = Year("From", of=("joint_drills", "date_start"))
    until = Year("to", of=("joint_drills", "date_start"), until=True)

    def rows(self) -> pd.DataFrame:
        rows = load("joint_drills").sort_values("date_start", kind="stable").rename(columns={"kind": "what"})
        rows["date"] = rows["date_start"]
        rows["kind"] = rows["what"].map(GROUPS)
        rows["by_kind"] = rows["kind"].map(_key)
        rows["by_camp"], rows["by_format"] = rows["camp"], rows["format"]
        rows["lane"] = rows["actors"].map(LANES)
        rows["year"] = rows["date"].dt.year
        length = rows["date_start_precision"].map({"day": 10, "month": 7, "year": 4})
        rows["day"] = [date.isoformat()[:end] for date, end in zip(rows["date"], length, strict=True)]
        rows["end"] = rows["date_end"].dt.strftime("%Y-%m-%d")
        rows["where"] = rows["area"].str.replace(";", ", ")
        rows["address"] = address(rows["source"])
        rows["hover"] = rows["day"] + ", " + rows["lane"] + ": " + rows["name"] + ", " + rows["what"]
        rows["hover"] += (", " + rows["where"]).fillna("") + unless_confirmed(rows["check"])
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        drills = rows[rows["kind"].isin(DRILLS)]
        if drills.empty:
            return f"No exercise is among the {many(len(rows), 'activity', 'activities')} shown."
        lane = drills["lane"].value_counts().index[0]
        mine = drills.loc[drills["lane"] == lane, "year"].value_counts().sort_index()
        number = many(int(mine.sum()), "exercise or patrol", "exercises and patrols")
        most = f", most in {mine.idxmax()}" if (mine == mine.max()).sum() == 1 and len(mine) > 1 else ""
        return f"{(NORTH | SHORT)[lane]}: {number} listed, {self.since}–{self.until}{most}."

    def describe(self, rows: pd.DataFrame) -> str:
        drills = rows[rows["kind"].isin(DRILLS)]
        counts = drills["lane"].value_counts()
        parts = [self._north(rows, drills, lane) for lane in NORTH if lane in set(rows["lane"]) - set(counts.index[:1])]
        short = [f"{names} {counts[lane]}" for lane, names in SHORT.items() if lane in counts]
        if short:
            parts.append(
                f"Of the southern triangle those of all three are listed, and a few of two: {'; '.join(short)}."
            )
        return " ".join(parts)

    def _north(self, rows: pd.DataFrame, drills: pd.DataFrame, lane: str) -> str:
        mine = drills.loc[drills["lane"] == lane, "year"].value_counts().sort_index()
        if mine.empty:
            others = int((rows["lane"] == lane).sum())
            listed = many(others, "other activity", "other activities")
            return f"No exercise of {NORTH[lane]} together was found, only {listed}."
        most = mine[mine == mine.max()]
        when = joined([str(year) for year in most.index]) + f" ({most.iloc[0]}{' each' if len(most) > 1 else ''})"
        number = many(int(mine.sum()), "exercise or patrol", "exercises and patrols")
        return f"{number} of {NORTH[lane]}, most in {when}."

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        foot = None if narrow else counts_per_year(DRILLS, bracketed=tuple(SHORT))
        shown = rows.assign(kind=rows["kind"].where(rows["kind"].isin(DRILLS), NONE))
        return event_lanes(shown, tuple(LANES.values()), SIGNS, ends=end_of(*self.datasets), foot=foot)
