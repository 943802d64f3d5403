"""The timeline: what happened when, between whom, by kind."""

from collections.abc import Iterator

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import address, load
from ...charts import LANE_KINDS, event_lanes
from ...measures import activity, talks
from ..base import View, unless_confirmed
from ..controls import Choice, Several, Year

LANES = {
    "CHN-PRK": "China–North Korea",
    "RUS-PRK": "Russia–North Korea",
    "CHN-RUS": "China–Russia",
    "CHN-RUS-PRK": "all three",
    "none": "others",
}
# What other datasets hold, in lanes of their own: the words of the control and of a count.
LAYERS = {
    "summits": ("summits of the triangle or North Korea", "summit"),
    "summits_other": ("summits of others", "other summit"),
    "votes_council": ("Council votes", "Council vote"),
    "votes_assembly": ("Assembly votes", "Assembly vote"),
    "tests": ("missile and nuclear tests", "test"),
}
STAYS = ""  # of a row that a choice does not concern


class Timeline(View):
    """What happened when, and between whom? One mark per event; a click opens its source."""

    question = "What happened when, and between whom?"
    reading = (
        "A click on a mark opens its source. Hollow marks rest on weak sources or on none that was read. Lanes of "
        "other datasets can be laid below; what stands in one of them may also be an event above. Council votes are "
        "those on Korea, Ukraine and Iran. By construction the events are our selection, denser for late years: a "
        "rise is in part a rise of our attention."
    )
    datasets = ("events", "summits", "unsc_votes", "unga_votes", "missile_tests", "nuclear_tests")
    filters = {"kind": "by_kind", "lanes": "by_lane", "layers": "by_layer", "since": "year", "until": "year"}
    columns = {
        "day": "Date",
        "lane": "Between",
        "kind": "Kind",
        "title": "Event",
        "description": "What happened",
        "address": "Source",
        "check": "Check",
    }

    kind = Choice(
        "Kind of event", {"all": "every kind", **{kind: kind for kind in LANE_KINDS}}, everything="all", stays=STAYS
    )
    lanes = Several("Between", LANES, stays=STAYS)
    layers = Several("Below", {layer: words for layer, (words, _) in LAYERS.items()}, start=(), stays=STAYS)
    since = Year("From", of=("events", "date"), start=2018)
    until = Year("to", of=("events", "date"), until=True)

    def rows(self) -> pd.DataFrame:
        rows = pd.concat([_events(), *_layers()], ignore_index=True)
        rows["year"] = rows["date"].dt.year
        length = rows["date_precision"].map({"day": 10, "month": 7, "year": 4})
        rows["day"] = [date.isoformat()[:end] for date, end in zip(rows["date"], length, strict=True)]
        rows["hover"] = rows["day"] + ", " + rows["lane"] + ": " + rows["title"] + unless_confirmed(rows["check"])
        return rows.sort_values("date", kind="stable", ignore_index=True)

    def describe(self, rows: pd.DataFrame) -> str:
        events = rows[rows["by_layer"] == STAYS]
        parts = [_busiest(events) if len(events) else "No event is selected."]
        below = rows["by_layer"].value_counts()
        counts = [many(below[layer], noun) for layer, (_, noun) in LAYERS.items() if layer in below]
        if counts:
            parts.append(f"Below: {joined(counts)}.")
        hollow = int((rows["check"] != "confirmed").sum())
        parts.append(
            f"{hollow} not confirmed and drawn hollow." if hollow else "All are confirmed by a source that was read."
        )
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return event_lanes(rows, (*LANES.values(), *(words for words, _ in LAYERS.values())))


def _busiest(events: pd.DataFrame) -> str:
    per_lane = activity(events).sum().sort_values(ascending=False)
    per_year = activity(events).sum(axis="columns")
    busiest = ", ".join(f"{LANES[str(lane)]} {count}" for lane, count in per_lane.items())
    return (
        f"{many(len(events), 'event')} from {events['year'].min()} to {events['year'].max()} ({busiest}); "
        f"most in {per_year.idxmax()} ({per_year.max()})."
    )


def _events() -> pd.DataFrame:
    rows = load("events")
    lane = rows["dyad"].fillna("none")
    return rows.assign(
        by_lane=lane,
        lane=lane.map(LANES),
        kind=rows["category"],
        by_kind=rows["category"],
        by_layer=STAYS,
        address=address(rows["source"]),
    )


def _layers() -> Iterator[pd.DataFrame]:
    """What other datasets hold, in the columns of events."""
    held = talks(load("summits"))
    near = held["dyad"].str.contains("PRK") | (held["dyad"] == "CHN-RUS")
    for name, summits in (("summits", held[near]), ("summits_other", held[~near])):
        people = summits["participants"].str.replace(";", ", ")
        yield _layer(name, summits, "summit", summits["date_start"], people)
    votes = load("unsc_votes")
    votes = votes[votes["subject"] != "elsewhere"]
    yield _layer("votes_council", votes, "vote", votes["date"], votes["topic"] + ": " + votes["outcome"])
    votes = load("unga_votes")
    yield _layer("votes_assembly", votes, "vote", votes["date"], votes["topic"])
    launches = load("missile_tests")
    yield _layer("tests", launches, "test", launches["date"], launches["system"])
    blasts = load("nuclear_tests")
    yield _layer("tests", blasts, "test", blasts["date"], "nuclear test")


def _layer(
    name: str, table: pd.DataFrame, kind: str, date: "pd.Series[pd.Timestamp]", title: "pd.Series[str] | str"
) -> pd.DataFrame:
    words = {"date": date, "title": title, "lane": LAYERS[name][0], "kind": kind, "check": table["check"]}
    constant = {
        "by_layer": name,
        "by_lane": STAYS,
        "by_kind": STAYS,
        "date_precision": table.get("date_precision", "day"),
    }
    return pd.DataFrame({**words, **constant, "address": address(table["source"])}, index=table.index)
