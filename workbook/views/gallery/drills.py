"""Drills: which armed forces of the two triangles exercised together, when and where."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import address, load
from ...charts import counts_per_year, event_lanes, theme
from ..base import View
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
# Each kind of the dataset under one of these: shape and colour; the last two are no drills.
DRILL_KINDS = {
    "at sea": ("circle", theme.BLUE),
    "in the air": ("triangle-up", theme.VERMILION),
    "on land or in several services": ("square", theme.BLACK),
    "standing side by side, summit": ("diamond", theme.PURPLE),
    "proposal or lasting arrangement": ("cross", theme.OCHRE),
}
SEA, AIR, LAND, BESIDE, PLANNED = DRILL_KINDS
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
DRILLS = (SEA, AIR, LAND)
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
        "The numbers below the marks count exercises and patrols per year. They stand in brackets for the southern "
        "triangle, of which only exercises of all three and a few of two are listed: never compare the totals of the "
        "two. Parades, summits, proposals and a lasting arrangement are not exercises and not counted. Not found is "
        "not a proof of absence. By construction the years of the southern triangle count a narrower list than those "
        "of the others. A click opens the source."
    )
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
    kinds = Several("Show", {_key(kind): kind for kind in DRILL_KINDS})
    since = Year("From", of=("joint_drills", "date_start"))
    until = Year("to", of=("joint_drills", "date_start"), until=True)

    def rows(self) -> pd.DataFrame:
        rows = load("joint_drills").sort_values("date_start", kind="stable").rename(columns={"kind": "what"})
        rows["date"] = rows["date_start"]
        rows["until"] = rows["date_end"].fillna(rows["date_start"])
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
        rows["hover"] += (", " + rows["where"]).fillna("")
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        drills = rows[rows["kind"].isin(DRILLS)]
        counts = drills["lane"].value_counts()
        parts = [self._north(rows, drills, lane) for lane in NORTH if lane in set(rows["lane"])]
        short = [f"{names} {counts[lane]}" for lane, names in SHORT.items() if lane in counts]
        if short:
            parts.append(
                f"Of the southern triangle those of all three are listed, and a few of two: {'; '.join(short)}."
            )
        if not parts:
            parts = ["No exercise is among the listed activities."]
        return f"From {self.since} to {self.until}: " + " ".join(parts)

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
        foot = counts_per_year(DRILLS, bracketed=tuple(SHORT))
        return event_lanes(rows, tuple(LANES.values()), DRILL_KINDS, columns=2, days=60, foot=foot, dates=None)
