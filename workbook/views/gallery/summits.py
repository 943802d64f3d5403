"""Summits: who met whom, at which level, and how long they did not meet."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many, on_day
from ...catalog import address, load
from ...charts import event_lanes, longest_waits, theme
from ...measures import longest_wait, talks
from ..base import View, end_of, unless_confirmed
from ..controls import Several, Year

TRIO = "CHN-RUS-PRK"
LANES = {
    "CHN-PRK": "China–North Korea",
    "RUS-PRK": "Russia–North Korea",
    "CHN-RUS": "China–Russia",
    TRIO: "all three",
    "CHN-USA": "China–United States",
    "USA-JPN-KOR": "United States–Japan–South Korea",
    "CHN-JPN-KOR": "China–Japan–South Korea",
    "other": "with other states",
}
# Here the list of leaders' meetings is meant to be complete, so that a wait can be measured.
COMPLETE = ("CHN-PRK", "RUS-PRK", "CHN-RUS", "CHN-USA", "USA-JPN-KOR")
TRIANGLE = ("CHN-PRK", "RUS-PRK", "CHN-RUS", TRIO)
# What the head of a lane says of its list.
HEADS = {
    LANES[pair]: f"{LANES[pair]}: {words}"
    for pair, words in (
        ("CHN-RUS", "leaders listed since 2012"),
        ("CHN-JPN-KOR", "a selection"),
        ("other", "a selection"),
    )
}
TALKS, PARADE = "summits: leaders' talks in person", "side by side at a parade"
FORMS = {
    "summit": TALKS,
    "remote": "leaders by video or telephone",
    "parade": PARADE,
    "deputy": "premiers and deputies",
    "minister": "ministers, security council",
    "envoy": "envoys, party officials",
}
REMOTE, BELOW = FORMS["remote"], "below the leaders"
SIGNS = {
    TALKS: ("circle", theme.PURPLE),
    PARADE: ("diamond", theme.OCHRE),
    REMOTE: ("triangle-right", theme.GREEN),
    BELOW: ("square", theme.GREY),
}
LEVELS = {"head of government or deputy leader": "deputy", "special envoy or party": "envoy"}


class Summits(View):
    """Who met whom, at which level, and how long did they not meet? One mark per meeting."""

    question = "Who met whom, at which level, and for how long did they not meet?"
    reading = "One mark is one meeting. Dotted: the longest wait between two summits shown. Hollow: weak sources only."
    notes = (
        "A summit is a talk of leaders in person; leaders who only stand side by side at a parade hold none. Leaders' "
        "meetings with North Korea, of China and the United States, and of Washington, Tokyo and Seoul are listed "
        "since 2000, those of China and Russia since 2012; all other meetings are a selection, so that a blank there "
        "means nothing. To the meetings with Japan and South Korea China sends its premier. At first the triangle is "
        "shown; others are a box away. By construction the longest wait is a maximum: one omission can make it. A "
        "click opens the source."
    )
    marks = {
        "E105": "Jang Song Thaek executed",
        "E120": "Kim meets Xi",
        "E134": "North Korea closes its border",
        "E141": "Russia invades Ukraine",
        "E200": "Beijing parade",
    }
    marked = "date"
    datasets = ("summits",)
    filters = {"pairs": "by_pair", "forms": "by_form", "since": "year", "until": "year"}
    columns = {
        "day": "From",
        "last": "To",
        "lane": "Between",
        "people": "Who met",
        "kind": "Form",
        "level": "Level of the lower side",
        "where": "Place",
        "occasion": "On the margins of",
        "outcome": "What came of it",
        "address": "Source",
        "check": "Check",
        "note": "Note",
    }

    pairs = Several("Between", LANES, start=(*TRIANGLE, "other"))
    forms = Several("Form", FORMS)
    since = Year("From", of=("summits", "date_start"))
    until = Year("to", of=("summits", "date_start"), until=True)

    def rows(self) -> pd.DataFrame:
        summits = load("summits").sort_values("date_start", kind="stable")
        rows = summits.rename(columns={"date_start": "date", "date_end": "last"})
        rows["by_form"] = rows["level"].map(LEVELS).fillna("minister")
        rows.loc[rows["level"] == "leader", "by_form"] = "remote"
        rows.loc[rows["occasion"].fillna("").str.contains("parade"), "by_form"] = "parade"
        rows.loc[talks(summits).index, "by_form"] = "summit"
        rows["kind"] = rows["by_form"].map(FORMS)
        rows["by_pair"] = rows["dyad"].where(rows["dyad"].isin(list(LANES)), "other")
        rows["lane"] = rows["by_pair"].map(LANES)
        rows["year"] = rows["date"].dt.year
        rows["day"] = rows["date"].dt.strftime("%Y-%m-%d")
        rows["people"] = rows["participants"].str.replace(";", ", ")
        rows["where"] = rows["place"].str.replace(";", ", ").fillna("at a distance")
        rows["address"] = address(rows["source"])
        doubtful = unless_confirmed(rows["check"])
        rows["hover"] = rows["day"] + ", " + rows["people"] + ", " + rows["where"] + ": " + rows["kind"] + doubtful
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        held = rows[rows["by_form"] == "summit"]
        span = f"from {self.since} to {self.until}"
        if held.empty:
            return f"{many(len(rows), 'meeting')} {span}, no summit among them."
        counts = held["lane"].value_counts()
        named = [f"{LANES[pair]} {counts[LANES[pair]]}" for pair in COMPLETE if LANES[pair] in counts]
        return f"{many(len(held), 'summit')} {span}" + (f": {', '.join(named[:3])}." if named else ", of a selection.")

    def describe(self, rows: pd.DataFrame) -> str:
        held = rows[rows["by_form"] == "summit"]
        parts = [self._three(rows)] if TRIO in self.pairs else []
        if "summit" in self.forms:
            waits = [self._wait(held[held["by_pair"] == pair], pair) for pair in COMPLETE if pair in self.pairs]
            parts += [f"Longest wait: {'; '.join(filter(None, waits))}."] if any(waits) else []
        return " ".join(parts)

    def _three(self, rows: pd.DataFrame) -> str:
        trio = rows[rows["by_pair"] == TRIO]
        number = {form: int((trio["by_form"] == form).sum()) for form in FORMS}
        span = f"from {self.since} to {self.until}"
        seen = [f"{many(number['parade'], 'parade')} side by side"] if number["parade"] else []
        below = sum(number[form] for form in ("deputy", "minister", "envoy"))
        seen += [f"{many(below, 'talk')} below the leaders"] if below else []
        text = f"{joined(seen)} of all three {span}" if seen else f"no meeting of all three {span}"
        if "summit" in self.forms:
            held = number["summit"]
            text = f"{many(held, 'summit') if held else 'No summit'} of all three is listed {span}"
            text += f", only {joined(seen)}" if seen else ""
        return text[0].upper() + text[1:] + "."

    def _wait(self, held: pd.DataFrame, pair: str) -> str:
        wait = longest_wait(held["date"], held["last"])
        if wait is None:
            return ""
        before, after, days = wait
        return f"{LANES[pair]} {many(days, 'day')} (to {on_day(after)})"

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        lanes = [HEADS.get(lane, lane) for lane in LANES.values()]
        foot = longest_waits([HEADS.get(LANES[pair], LANES[pair]) for pair in COMPLETE], kind=TALKS)
        kind = rows["kind"].where(rows["kind"].isin(list(SIGNS)), BELOW)
        shown = rows.assign(kind=kind, lane=rows["lane"].replace(HEADS))
        return event_lanes(shown, lanes, SIGNS, ends=end_of(*self.datasets), foot=foot)
