"""Summits: who met whom, at which level, and how long they did not meet."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many, on_day
from ...catalog import address, load
from ...charts import event_lanes, longest_waits, theme
from ...measures import longest_wait, talks
from ..base import View, unless_confirmed
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
FORMS = {
    "summit": ("summits: leaders' talks in person", "circle", theme.VERMILION),
    "remote": ("leaders by video or telephone", "triangle-right", theme.BLUE),
    "parade": ("side by side at a parade", "diamond", theme.PURPLE),
    "deputy": ("premiers and deputies", "square", theme.BLACK),
    "minister": ("ministers, security council", "triangle-up", theme.GREEN),
    "envoy": ("envoys, party officials", "cross", theme.OCHRE),
}
LEVELS = {"head of government or deputy leader": "deputy", "special envoy or party": "envoy"}


class Summits(View):
    """Who met whom, at which level, and how long did they not meet? One mark per meeting."""

    question = "Who met whom, at which level, and for how long did they not meet?"
    reading = (
        "A summit is a talk of leaders in person; leaders who only stand side by side at a parade hold none. The "
        "dotted line is the longest wait between two summits shown. Leaders' meetings with North Korea, of China and "
        "the United States, and of Washington, Tokyo and Seoul are listed since 2000, those of China and Russia since "
        "2012; all other meetings are a selection, so that a blank there means nothing. To the meetings with Japan "
        "and South Korea China sends its premier. At first the triangle is shown; others are a box away. Hollow: weak "
        "sources only. By construction the longest wait is a maximum: one omission can make it. A click opens the "
        "source."
    )
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
    forms = Several("Form", {form: words for form, (words, *_) in FORMS.items()})
    since = Year("From", of=("summits", "date_start"))
    until = Year("to", of=("summits", "date_start"), until=True)

    def rows(self) -> pd.DataFrame:
        summits = load("summits").sort_values("date_start", kind="stable")
        rows = summits.rename(columns={"date_start": "date", "date_end": "last"})
        rows["by_form"] = rows["level"].map(LEVELS).fillna("minister")
        rows.loc[rows["level"] == "leader", "by_form"] = "remote"
        rows.loc[rows["occasion"].fillna("").str.contains("parade"), "by_form"] = "parade"
        rows.loc[talks(summits).index, "by_form"] = "summit"
        rows["kind"] = rows["by_form"].map({form: words for form, (words, *_) in FORMS.items()})
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

    def describe(self, rows: pd.DataFrame) -> str:
        held = rows[rows["by_form"] == "summit"]
        parts = [self._three(rows)] if TRIO in self.pairs else []
        if "summit" not in self.forms:
            return " ".join([*parts, f"{many(len(rows), 'meeting')} below or beside a summit; no wait is measured."])
        pairs = [self._pair(held[held["by_pair"] == pair], pair) for pair in COMPLETE if pair in self.pairs]
        parts += ["Summits: " + "; ".join(pairs) + "."] if pairs else []
        if not parts:
            return f"{many(len(held), 'summit')} among those chosen, which are a selection."
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

    def _pair(self, held: pd.DataFrame, pair: str) -> str:
        text = f"{LANES[pair]} {len(held)}"
        wait = longest_wait(held["date"], held["last"])
        if wait is None:
            return text
        before, after, days = wait
        return f"{text} (longest wait {many(days, 'day')}, {on_day(before)} to {on_day(after)})"

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        kinds = {words: (shape, colour) for words, shape, colour in FORMS.values()}
        foot = longest_waits([LANES[pair] for pair in COMPLETE], kind=FORMS["summit"][0])
        return event_lanes(rows, tuple(LANES.values()), kinds, columns=3, days=150, foot=foot, dates=None)
