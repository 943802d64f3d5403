"""The timeline: what happened when, between whom, by kind."""

from collections.abc import Iterator

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many, on_day
from ...catalog import address, load
from ...charts import LANE_KINDS, event_lanes
from ...measures import activity, talks
from ..base import View, each_row, end_of, unless_confirmed
from ..controls import Choice, Several, Year

LANES = {
    "CHN-PRK": "China–North Korea",
    "RUS-PRK": "Russia–North Korea",
    "CHN-RUS": "China–Russia",
    "CHN-RUS-PRK": "all three",
    "none": "others",
}
TALKS, FORCE, VOTES, REST = LANE_KINDS
# The kinds of the dataset, each under what it is drawn as.
DRAWN_KINDS = {
    "summit": TALKS,
    "treaty": TALKS,
    "statement": TALKS,
    "military": FORCE,
    "test": FORCE,
    "vote": VOTES,
    "sanction": VOTES,
    "trade": REST,
    "border": REST,
    "other": REST,
}
# The two analyses that the workbook is about: the key of each in the dataset works, and its author's name.
ANALYSIS_AUTHORS = {"B00": "Bogusz", "S00": "Salát"}
# What other datasets hold, in lanes of their own: the words of the control and of a count.
LAYERS = {
    "analyses": ("the two analyses", ""),
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
        "One mark is one event; a click opens its source. Hollow: not confirmed. Dotted: the days of the two analyses."
    )
    notes = (
        "Hollow marks rest on weak sources or on none that was read. Marks whose days are too near for their width "
        "stand above each other, each a few pixels from its day at most; "
        "grey ground lies after the day up to which events were looked for. Lanes of other datasets can be added; "
        "what stands in one of them may also be an event above. Council votes are those on Korea, Ukraine and Iran. "
        "By construction the events are our selection, denser for late years: a rise is in part a rise of our "
        "attention."
    )
    marks = {
        "E013": "Korean War begins",
        "E030": "China's alliance with the North",
        "E057": "China recognises South Korea",
        "E086": "First nuclear test",
        "E134": "North Korea closes its border",
        "E141": "Russia invades Ukraine",
        "E176": "Russia's treaty with the North",
        "E200": "Beijing parade",
    }
    marked = "date"
    datasets = ("events", "works", "summits", "unsc_votes", "unga_votes", "missile_tests", "nuclear_tests")
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
        "Kind of event", {"all": "every kind", **{kind: kind for kind in DRAWN_KINDS}}, everything="all", stays=STAYS
    )
    lanes = Several("Between", LANES, stays=STAYS)
    layers = Several("Add", {layer: words for layer, (words, _) in LAYERS.items()}, start=("analyses",), stays=STAYS)
    since = Year("From", of=("events", "date"), start=2018)
    until = Year("to", of=("events", "date"), until=True)

    def rows(self) -> pd.DataFrame:
        rows = pd.concat([_events(), *_layers()], ignore_index=True)
        rows["year"] = rows["date"].dt.year
        length = rows["date_precision"].map({"day": 10, "month": 7, "year": 4})
        rows["day"] = [date.isoformat()[:end] for date, end in zip(rows["date"], length, strict=True)]
        rows["hover"] = rows["day"] + ", " + rows["lane"] + ", " + rows["kind"] + ": " + rows["title"]
        rows["hover"] += unless_confirmed(rows["check"])
        return rows.sort_values("date", kind="stable", ignore_index=True)

    def headline(self, rows: pd.DataFrame) -> str:
        events = rows[rows["by_layer"] == STAYS]
        if events.empty:
            return f"No event is selected, {many(len(rows), 'other mark')} from {self.since} to {self.until}."
        total, first, last = many(len(events), "event"), events["year"].min(), events["year"].max()
        span = f"of {first}" if first == last else f"from {first} to {last}"
        counts = events["lane"].value_counts()
        named = [f"{lane} {counts[lane]}" for lane in counts.index if lane != LANES["none"] or len(counts) == 1][:2]
        return f"{total} {span}: {', '.join(named)}."

    def describe(self, rows: pd.DataFrame) -> str:
        events = rows[rows["by_layer"] == STAYS]
        parts = [*_busiest(events), *_between(events, rows[rows["by_layer"] == "analyses"])]
        added = rows["by_layer"].value_counts()
        counts = [many(added[layer], noun) for layer, (_, noun) in LAYERS.items() if noun and layer in added]
        parts += [f"Added: {joined(counts)}."] if counts else []
        hollow = int((rows["check"] != "confirmed").sum())
        parts.append(f"{hollow} not confirmed." if hollow else "All are confirmed by a source that was read.")
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        shown = rows.assign(kind=rows["drawn"], lane=rows["lane"].replace(LAYERS["analyses"][0], _heading(rows)))
        lanes = [_heading(rows), *LANES.values(), *(words for words, _ in list(LAYERS.values())[1:])]
        return event_lanes(shown, lanes, ends=end_of(*self.datasets))


def _busiest(events: pd.DataFrame) -> list[str]:
    """The year with most events, if there are several years."""
    per_year = activity(events).sum(axis="columns")
    return [f"Most are of {per_year.idxmax()} ({per_year.max()})."] if len(per_year) > 1 else []


def _between(events: pd.DataFrame, analyses: pd.DataFrame) -> list[str]:
    """How many of the events lie between the two analyses, and when these appeared."""
    if analyses.empty:
        return []
    named = [f"{row.label} ({on_day(row.date)})" for row in each_row(analyses)]
    if len(named) < 2:
        return [f"The analysis of {named[0]} appeared in these years."]
    lie = int(events["date"].between(analyses["date"].min(), analyses["date"].max()).sum())
    return [f"{lie} {'lies' if lie == 1 else 'lie'} between the analyses of {joined(named)}."]


def _heading(rows: pd.DataFrame) -> str:
    """The name of the lane of the analyses, with their days."""
    analyses = rows[rows["by_layer"] == "analyses"]
    return f"analyses of {joined([f'{day.day} {day:%b %Y}' for day in analyses['date']])}"


def _events() -> pd.DataFrame:
    rows = load("events")
    lane = rows["dyad"].fillna("none")
    return rows.assign(
        by_lane=lane,
        lane=lane.map(LANES),
        kind=rows["category"],
        by_kind=rows["category"],
        drawn=rows["category"].map(DRAWN_KINDS),
        by_layer=STAYS,
        address=address(rows["source"]),
    )


def _layers() -> Iterator[pd.DataFrame]:
    """What other datasets hold, in the columns of events."""
    works = load("works").set_index("work_id", drop=False).loc[list(ANALYSIS_AUTHORS)]
    titles = works["authors"] + ": " + works["title"]
    days = pd.to_datetime(works["date"])
    yield _layer("analyses", works, "analysis", days, titles).assign(label=list(ANALYSIS_AUTHORS.values()))
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
        "drawn": DRAWN_KINDS.get(kind, TALKS),
        "date_precision": table.get("date_precision", "day"),
    }
    return pd.DataFrame({**words, **constant, "address": address(table["source"])}, index=table.index)
