"""Visits: where China's two top leaders travelled, and where they did not."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import address, load
from ...charts import event_lanes, longest_waits, theme
from ...measures import longest_pause, trips_by_office
from ..base import View
from ..controls import Several, Year

HOSTS = {
    "PRK": "North Korea",
    "RUS": "Russia",
    "USA": "United States",
    "JPN": "Japan",
    "KOR": "South Korea",
}
OFFICES = {
    "head of state": ("head of state", "circle", theme.VERMILION),
    "premier": ("premier or another top leader", "square", theme.BLUE),
}


class Visits(View):
    """Where did China's two top leaders travel, and where not? One mark per trip."""

    question = "Where did China's two top leaders travel, and where did they not?"
    reading = (
        "One mark is one trip; the source gives its year and not its day. The dotted line is the longest run of years "
        "without a listed trip between two of those shown. No mark: none is listed, which can be an omission. The "
        "series ends in 2020; later trips, and visits to China, are in the view summits. A trip to a meeting of many "
        "states counts for its host. Russia is the Soviet Union until 1991; South Korea has had relations with China "
        "since 1992. From 1968 to 1983 China had no head of state."
    )
    datasets = ("leader_visits",)
    filters = {"hosts": "by_host", "offices": "by_office", "since": "year", "until": "year"}
    columns = {
        "year": "Year",
        "lane": "Host",
        "kind": "Who travelled",
        "address": "Source",
        "check": "Check",
    }

    hosts = Several("Host", HOSTS)
    offices = Several("By", {office: words for office, (words, *_) in OFFICES.items()})
    since = Year("From", of=("leader_visits", "year"))
    until = Year("to", of=("leader_visits", "year"), until=True)

    def rows(self) -> pd.DataFrame:
        visits = load("leader_visits")
        trips = trips_by_office(visits)
        rows = trips.loc[trips.index.repeat(trips["trips"])].sort_values(["year", "host"], kind="stable")
        rows = rows.reset_index(drop=True)
        rows["date"] = pd.to_datetime(rows["year"].astype(str) + "-07-01")
        rows["last"] = rows["date"]
        rows["by_host"], rows["lane"] = rows["host"], rows["host"].map(HOSTS)
        rows["by_office"] = rows["office"]
        rows["kind"] = rows["office"].map({office: words for office, (words, *_) in OFFICES.items()})
        rows["address"] = address(visits["source"]).iloc[0]
        rows["hover"] = rows["year"].astype(str) + ", to " + rows["lane"] + ": " + rows["kind"]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        counts = rows["lane"].value_counts()
        listed = [f"{host} {counts.get(host, 0)}" for code, host in HOSTS.items() if code in self.hosts]
        parts = [f"{many(len(rows), 'trip')} from {self.since} to {self.until}: {joined(listed)}."]
        parts += [self._pause(rows, code) for code in ("PRK", "RUS") if code in self.hosts]
        return " ".join(filter(None, parts))

    def _pause(self, rows: pd.DataFrame, host: str) -> str:
        pause = longest_pause(rows.loc[rows["by_host"] == host, "year"])
        if pause is None:
            return ""
        first, last = pause
        years = many(last - first + 1, "year")
        return f"The longest pause of trips to {HOSTS[host]} lasted {years} ({first} to {last})."

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        kinds = {words: (shape, colour) for words, shape, colour in OFFICES.values()}
        foot = longest_waits(list(HOSTS.values()), unit="years")
        return event_lanes(rows, tuple(HOSTS.values()), kinds, columns=2, days=200, foot=foot, dates=None)
