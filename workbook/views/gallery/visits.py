"""Visits: where China's leaders travelled, and where they did not, by who is counted."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import address, load
from ...charts import event_lanes, longest_waits, theme
from ...measures import TRAVELLERS, counted_trips, longest_pause
from ..base import View, end_of, unless_confirmed
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
    "premier": ("premier", "square", theme.GREY),
    "party leader": ("party leader without these offices", "triangle-up", theme.OCHRE),
}
BESIDES = {rank: "party leader" for rank in TRAVELLERS["party leaders too"] if rank not in OFFICES}


class Visits(View):
    """Where did China's leaders travel, and where not? One mark per trip; who is counted is the reader's choice."""

    question = "Where did China's leaders travel, and where did they not?"
    reading = "One mark is one trip. Dotted: the longest run of years without a listed trip. Hollow: not confirmed."
    notes = (
        "The boxes say whose trips count: of the head of state, of the premier, of the leaders of the party and of "
        "Deng Xiaoping, who was neither; counts of others follow other rules, so say yours. The dotted line lies "
        "between two of the trips shown. No mark: none is listed, which can be an omission, above all before 1990. A "
        "trip to a meeting of many states counts for its host; visits to China are in the view summits. Russia is the "
        "Soviet Union until 1991; South Korea has had relations with China since 1992. From 1968 to 1983 China had no "
        "head of state. Hollow: weak sources or none. By construction the longest run grows with every trip that was "
        "missed, and the boxes decide which host looks favoured."
    )
    marks = {
        "E027": "Split with Moscow",
        "E057": "Relations with Seoul",
        "E105": "Jang Song Thaek executed",
    }
    marked = "date"
    datasets = ("leader_trips",)
    filters = {"hosts": "by_host", "offices": "by_office", "since": "year", "until": "year"}
    columns = {
        "day": "From",
        "lane": "Host",
        "leader": "Who travelled",
        "office": "Office",
        "where": "Towns",
        "occasion": "For what",
        "address": "Source",
        "check": "Check",
        "note": "Note",
    }

    hosts = Several("Host", HOSTS)
    offices = Several(
        "Counted", {office: words for office, (words, *_) in OFFICES.items()}, start=("head of state", "premier")
    )
    since = Year("From", of=("leader_trips", "date_start"))
    until = Year("to", of=("leader_trips", "date_start"), until=True)

    def rows(self) -> pd.DataFrame:
        trips = counted_trips(load("leader_trips"), "party leaders too").reset_index(drop=True)
        rows = trips.rename(columns={"date_start": "date"})
        rows["last"], rows["year"] = rows["date"], rows["date"].dt.year
        rows["by_host"], rows["lane"] = rows["host"], rows["host"].map(HOSTS)
        rows["by_office"] = rows["rank"].replace(BESIDES)
        rows["kind"] = rows["by_office"].map({office: words for office, (words, *_) in OFFICES.items()})
        rows["day"] = rows["date"].dt.strftime("%Y-%m-%d")
        rows["where"] = rows["town"].str.replace(";", ", ")
        rows["address"] = address(rows["source"])
        rows["hover"] = rows["day"].str[:7] + ", " + rows["leader"] + " in " + rows["where"] + ": " + rows["occasion"]
        rows["hover"] += unless_confirmed(rows["check"])
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        span, counts = f"from {self.since} to {self.until}", rows["lane"].value_counts()
        if len(self.hosts) == 1:
            return f"{many(len(rows), 'trip')} to {HOSTS[self.hosts[0]]} {span}."
        first, second = [code for code in HOSTS if code in self.hosts][:2]
        number = {host: counts.get(HOSTS[host], 0) for host in (first, second)}
        named = f"{HOSTS[first]} {number[first]}, {HOSTS[second]} {number[second]}"
        return f"{many(len(rows), 'trip')} {span}: {named}."

    def describe(self, rows: pd.DataFrame) -> str:
        whose = joined([words for office, (words, *_) in OFFICES.items() if office in self.offices])
        pauses = [self._pause(rows, code) for code in ("PRK", "RUS") if code in self.hosts]
        others = [f"{HOSTS[code]} {(rows['by_host'] == code).sum()}" for code in HOSTS if code in self.hosts][2:]
        return " ".join(
            filter(None, [f"Others: {', '.join(others)}." if others else "", *pauses, f"Counted: {whose}."])
        )

    def _pause(self, rows: pd.DataFrame, host: str) -> str:
        pause = longest_pause(rows.loc[rows["by_host"] == host, "year"])
        if pause is None:
            return ""
        first, last = pause
        return f"Longest pause, {HOSTS[host]}: {many(last - first + 1, 'year')} ({first} to {last})."

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        kinds = {words: (shape, colour) for words, shape, colour in OFFICES.values()}
        foot = longest_waits(list(HOSTS.values()), unit="years")
        return event_lanes(rows, tuple(HOSTS.values()), kinds, ends=end_of(*self.datasets), foot=foot)
