"""The timeline: what happened when, between whom, by kind."""

from ...catalog import address, load
from ...charts import KINDS, event_lanes
from ...measures import activity
from ..base import View
from ..controls import Choice, Several, Year

LANES = {
    "CHN-PRK": "China–North Korea",
    "RUS-PRK": "Russia–North Korea",
    "CHN-RUS": "China–Russia",
    "CHN-RUS-PRK": "all three",
    "none": "others",
}


class Timeline(View):
    """What happened when, and between whom? One mark per event; a click opens its source."""

    question = "What happened when, and between whom?"
    reading = "A click on a mark opens its source. Hollow marks rest on weak sources or on none that was read."
    datasets = ("events",)
    filters = {"kind": "kind", "lanes": "by_lane", "since": "year", "until": "year"}
    columns = {
        "day": "Date",
        "lane": "Between",
        "kind": "Kind",
        "title": "Event",
        "description": "What happened",
        "address": "Source",
        "check": "Check",
    }

    def make_controls(self):
        years = load("events")["date"].dt.year
        first, last = int(years.min()), int(years.max())
        kinds = {"all": "every kind", **{kind: kind for kind in KINDS}}
        return (
            Choice("kind", "Kind", kinds, "all", everything="all"),
            Several("lanes", "Between", LANES, tuple(LANES)),
            Year("since", "From", first, last, 2018),
            Year("until", "to", first, last, last, until=True),
        )

    def rows(self):
        rows = load("events").sort_values("date", kind="stable")
        rows["by_lane"] = rows["dyad"].fillna("none")
        rows["lane"] = rows["by_lane"].map(LANES)
        rows["kind"] = rows["category"]
        rows["year"] = rows["date"].dt.year
        length = rows["date_precision"].map({"day": 10, "month": 7, "year": 4})
        rows["day"] = [date.isoformat()[:end] for date, end in zip(rows["date"], length, strict=True)]
        rows["address"] = address(rows["source"])
        doubtful = rows["check"].map({"confirmed": ""}).fillna(" (" + rows["check"] + ")")
        rows["hover"] = rows["day"] + ", " + rows["lane"] + ": " + rows["title"] + doubtful
        return rows

    def describe(self, rows, chosen):
        per_lane = activity(rows).sum().sort_values(ascending=False)
        per_year = activity(rows).sum(axis="columns")
        busiest = ", ".join(f"{LANES[lane]} {count}" for lane, count in per_lane.items())
        hollow = int((rows["check"] != "confirmed").sum())
        return (
            f"{len(rows)} events from {rows['year'].min()} to {rows['year'].max()} ({busiest}); "
            f"most in {per_year.idxmax()} ({per_year.max()}). "
            + (
                f"{hollow} not confirmed and drawn hollow."
                if hollow
                else "All are confirmed by a source that was read."
            )
        )

    def draw(self, rows):
        return event_lanes(rows, tuple(LANES.values()))
