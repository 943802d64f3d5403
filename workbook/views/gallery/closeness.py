"""Closeness in time: one permutation test under every defensible choice, with the reader's own choice marked."""

from functools import cached_property

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many, on_day
from ...catalog import load
from ...charts import specification_curve
from ...measures import launch_closeness
from ..base import View
from ..controls import Choice

LAUNCHES = {
    "satellites": "satellite rockets",
    "solid": "solid-fuel ICBMs",
    "both": "both of them",
}
OTHERS = {
    "summits": "summits with Russia",
    "contacts": "summits, first arms train, Shoigu's visit",
}
SPANS = {
    "war": "since 2022",
    "two_years": "2023 and 2024",
    "launches": "from the first launch since 2022 to the last",
    "reports": "since the first report of arms sales",
    "met": "since the summit of 2019",
    "kim": "since 2012, under Kim Jong Un",
}
DIRECTIONS = {"nearest": "days before or after a meeting", "since": "only days after a meeting"}
TOGETHER = {
    "alone": "each launch moves alone",
    "campaigns": "launches within 90 days move together",
    "series": "the whole series moves together",
}
SIDES = {"one": "one-sided: nearer", "two": "two-sided: nearer or farther"}
LEVEL = 0.05


class Closeness(View):
    """Are launches nearer to meetings with Russia than chance has it? Every defensible way to ask, at once."""

    question = "Do launches lie nearer to meetings with Russia than chance has it, and under which choices?"
    reading = "One sign is one test; a tick below it shows which options it took; the diamond is your choice."
    notes = (
        "From left to right p grows. Filled signs have a p of at most 0.05; how many of all tests with an option do so "
        "stands beside it. p is the share of all shifted calendars in "
        "which the launches would lie as near on average. By construction all tests share the same few launches: the "
        "share of small p is no p itself, it shows how much of the finding is the choice of span and rule. Only days "
        "after a meeting are in the direction that a cause needs; a meeting that is expected can act before it is held."
    )
    datasets = ("missile_tests", "summits", "events")
    columns = {
        "rank": "Rank by p",
        "launched": "Launches",
        "measured_to": "Measured to",
        "spanned": "Span",
        "from": "From",
        "to": "To",
        "counted": "Days counted",
        "moved": "What moves",
        "sided": "Sides",
        "events": "Number of launches",
        "mean_days": "Days on average",
        "expected": "Days by chance",
        "p_shown": "p",
        "chosen": "Your choice",
    }

    launches = Choice("Launches", LAUNCHES)
    others = Choice("Measured to", OTHERS)
    span = Choice("Span", SPANS)
    direction = Choice("Count", DIRECTIONS)
    together = Choice("By chance", TOGETHER)
    sides = Choice("Test", SIDES)

    @cached_property
    def _tests(self) -> pd.DataFrame:
        return launch_closeness(load("missile_tests"), load("summits"), load("events"))

    def rows(self) -> pd.DataFrame:
        rows = self._tests.sort_values("p", kind="stable", ignore_index=True)
        rows["rank"] = rows.index + 1
        rows["own"] = (rows[list(WORDS)] == [self.chosen[name] for name in WORDS]).all(axis=1)
        for column, (name, words) in WORDS.items():
            rows[name] = rows[column].map(words)
        rows["from"], rows["to"] = (
            rows[end].map(lambda day: str(pd.Timestamp(day).date())) for end in ("first", "last")
        )
        rows["near"] = (rows["p"] <= LEVEL) & (rows["mean_days"] < rows["by_chance"])
        rows["mean_days"], rows["expected"] = rows["mean_days"].round(1), rows.pop("by_chance").round(1)
        rows["p_shown"] = rows["p"].round(4)
        rows["chosen"] = rows["own"].map({True: "yes", False: ""})
        said = rows[[name for name, _ in WORDS.values()]].agg("; ".join, axis=1)
        rows["hover"] = "p = " + rows["p"].map("{:.3f}".format) + ": " + said
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        return (
            f"{rows['near'].sum()} of {many(len(rows), 'test')} find launches nearer to meetings than chance has it "
            f"(p ≤ {LEVEL})."
        )

    def describe(self, rows: pd.DataFrame) -> str:
        small = rows["p"] <= LEVEL
        each = [
            f"{(small & (rows['direction'] == way)).sum()} of the {(rows['direction'] == way).sum()} that count {words}"
            for way, words in DIRECTIONS.items()
        ]
        alone = (rows["direction"] == "since") & (rows["others"] == "summits")
        total = f"p is small in {' and '.join(each)} (to summits alone {(small & alone).sum()} of {alone.sum()})."
        far = int((small & ~rows["near"]).sum())
        if far:
            total += f" Of these, {far} find launches farther."
        own = rows[rows["own"]]
        if own.empty:
            return f"{total} For your choice there is no test: fewer than two launches lie in the span."
        row = own.iloc[0]
        return (
            f"{total} Your choice ({many(int(row['events']), 'launch', 'launches')} from "
            f"{on_day(pd.Timestamp(row['from']))} to {on_day(pd.Timestamp(row['to']))}) has p = {row['p']:.3f}: "
            f"{row['mean_days']:.0f} days on average, by chance {row['expected']:.0f}."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return specification_curve(rows, {column: words for column, (_, words) in WORDS.items()}, LEVEL, narrow)


WORDS = {
    "launches": ("launched", LAUNCHES),
    "others": ("measured_to", OTHERS),
    "span": ("spanned", SPANS),
    "direction": ("counted", DIRECTIONS),
    "together": ("moved", TOGETHER),
    "sides": ("sided", SIDES),
}
