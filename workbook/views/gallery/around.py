"""Launches before and after one day, over as many days and by one counting rule on both sides."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many, on_day
from ...catalog import load
from ...charts import bars_around
from ...measures import launches_around
from ..base import View
from ..controls import Choice

RULES = {
    "missiles": "single missiles, as CNS counts",
    "days": "launch days, as CNS counts",
    "listed": "launch days on all lists",
}
UNITS = {
    "missiles": ("missile", "missiles"),
    "days": ("launch day", "launch days"),
    "listed": ("launch day", "launch days"),
}
# What stands at day 0: a dataset, its key and the row, the column of the day, and words.
DAYS = {
    "signed": ("treaties", "treaty_id", "T36", "signed", "the 2024 treaty was signed"),
    "in_force": ("treaties", "treaty_id", "T36", "in_force", "the 2024 treaty was in force"),
    "summit": ("summits", "summit_id", "S090", "date_start", "Kim and Putin met at Vostochny"),
    "train": ("events", "event_id", "E157", "date", "the first arms train ran"),
}


class Around(View):
    """Did North Korea launch more or less after a day than before it? One counting rule holds on both sides."""

    question = "Did launches become more or less frequent after a given day?"
    reading = (
        "Each bar is a stretch of 90 days, the outermost may be shorter; above, the sum and the mean of each side."
    )
    notes = (
        "As many days are counted before as after, and always by the same rule: one salvo of 18 missiles is 18 by the "
        "first rule and 1 by the others. By construction a difference says that something changed about that day, not "
        "what; and a peak just before it makes any day after it look calm. A step that was expected can act before it "
        "is taken."
    )
    datasets = ("missile_tests", "missile_tests_by_year", "treaties", "summits", "events")
    filters = {"count": "by_count"}
    columns = {
        "rule": "Counting rule",
        "side": "Side",
        "first": "From day",
        "last": "To day",
        "from": "From",
        "to": "To",
        "number": "Number",
    }

    count = Choice("Count", RULES)
    event = Choice("Day 0", {name: words for name, (*_, words) in DAYS.items()})

    def rows(self) -> pd.DataFrame:
        rows = launches_around(load("missile_tests"), self._day)
        rows["by_count"] = rows["rule"]
        rows["rule"] = rows["rule"].map(RULES)
        for name, end in (("from", "first"), ("to", "last")):
            rows[name] = (self._day + pd.to_timedelta(rows[end], unit="D")).dt.strftime("%Y-%m-%d")
        rows["hover"] = (
            rows["from"] + " to " + rows["to"] + ": " + rows["number"].astype(str) + " (" + rows["rule"] + ")"
        )
        return rows

    @property
    def _day(self) -> pd.Timestamp:
        dataset, key, row, column, _ = DAYS[self.event]
        return pd.Timestamp(load(dataset).set_index(key)[column][row])

    def headline(self, rows: pd.DataFrame) -> str:
        sides = rows.groupby("side")["number"].sum()
        before = many(int(sides["before"]), *UNITS[self.count])
        return f"{before} before {DAYS[self.event][-1]}, {sides['after']} in as many days after."

    def describe(self, rows: pd.DataFrame) -> str:
        tests, by_year = load("missile_tests"), load("missile_tests_by_year")
        words = (
            f"Day 0 is {on_day(self._day)}; {int(rows['last'].max()):,} days are counted on each side "
            f"({RULES[self.count]})."
        )
        more = int(by_year["cns_missiles"].sum() - tests.loc[tests["counted_by"] == "CNS", "missiles"].sum())
        if self.count == "missiles" and more > 0:
            words += f" A later count of CNS has {many(more, 'missile')} more after these days, without their dates."
        return words

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return bars_around(rows, narrow)
