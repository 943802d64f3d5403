"""Soldiers: what part of which total the North Koreans in Russia are."""

from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, on_day
from ...catalog import address, load
from ...charts import part_bars, theme
from ...measures import parts_of_totals
from ..base import Row, View, each_row
from ..controls import Choice, Several

# Rows of arms_and_troops on soldiers sent: the first wave, which fought in Kursk, and all of two later days.
COUNTS = ("A23", "A37", "A64")
FIRST_WAVE = "A23"
ARMIES = {"RUS": "Russia's active forces", "PRK": "North Korea's active forces"}
LETTERS = 46  # in a line of a label
# The totals in few words.
SHORT = {
    "RUS": "Russia's forces",
    "PRK": "North Korea's forces",
    "FT1": "the Kursk force",
    "FT2": "Russia's October losses",
    "FT3": "Russia's November losses",
}


class Soldiers(View):
    """How many are the North Korean soldiers in Russia, beside which total? Count and totals are controls."""

    question = "What part of which total are the North Korean soldiers in Russia?"
    reading = "One bar per total: the soldiers in percent of it. Paler: up to the high end of a range."
    notes = (
        "Under each total stands who counts it. By construction the part is as "
        "small as the total is large: all forces of a state hold its navy and its rocket troops, a front holds those "
        "who fight there. So no percentage speaks before one has said which total fits the question. A month's losses "
        "do not hold the soldiers: beside them the figure says how long they could fill the gaps, and it can pass 100. "
        "Counts and totals are of different days, and neither Russia nor North Korea has given a count of the soldiers."
    )
    datasets = ("arms_and_troops", "capabilities", "force_totals")
    filters = {"totals": "by_total"}
    columns = {
        "series": "Total",
        "persons": "Persons in the total",
        "counted_by": "Who counts the total",
        "soldiers": "Soldiers",
        "value": "Low (percent)",
        "highest": "High (percent)",
        "address": "Source of the total",
        "check": "Check",
        "note": "Note",
    }

    count = Choice("Soldiers", lambda: {row: _words(row) for row in COUNTS}, start=FIRST_WAVE)
    totals = Several("Beside", lambda: dict(zip(*_totals()[["total_id", "total"]].T.to_numpy(), strict=True)))

    def rows(self) -> pd.DataFrame:
        totals, count = _totals(), _count(self.count)
        part = pd.DataFrame({"part": [self.count], "low": [count["amount_low"]], "high": [count["amount_high"]]})
        shares = parts_of_totals(part, totals.assign(low=totals["persons"], high=totals["persons"]))
        rows = totals.merge(shares, on="total").rename(columns={"total_id": "by_total", "total": "series"})
        rows["soldiers"] = _persons(count)
        rows["value"], rows["highest"] = (rows[f"share_{end}"].mul(100).round(1) for end in ("low", "high"))
        rows["low"], rows["high"], rows["address"] = rows["value"], rows["highest"], address(rows["source"])
        rows["line"] = rows["by_total"]
        rows["above"] = (rows["series"].str[:1].str.upper() + rows["series"].str[1:]).map(_wrapped)
        rows["below"] = rows["counted_by"].map(_wrapped)
        rows["said"] = [f"{_percent(row)} percent of {row.persons:,.0f}" for row in each_row(rows)]
        rows["hover"] = [
            f"{row.soldiers} soldiers are {_percent(row)} percent: {row.series}, {row.persons:,.0f} ({row.counted_by})"
            for row in each_row(rows)
        ]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        ordered = list(each_row(rows.sort_values("value", kind="stable")))
        ends = ordered[:1] if len(ordered) == 1 else [ordered[0], ordered[-1]]
        parts = [f"{_percent(row, '–')} percent of {SHORT.get(row.by_total, row.series)}" for row in ends]
        return f"{ordered[0].soldiers} soldiers are {', or '.join(parts)}."

    def describe(self, rows: pd.DataFrame) -> str:
        parts = [f"{_percent(row)} of {SHORT.get(row.by_total, row.series)}" for row in each_row(rows)]
        count = _count(self.count)
        said = f"By {count['estimated_by']}, {on_day(count['date'])}: {count['item']}."
        text = f"{said} In percent: {joined(parts)}."
        late = self.count != FIRST_WAVE and (rows["by_total"] == "FT1").any()
        return text + (" Not all of these stood in Kursk at the time of that total." if late else "")

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return part_bars(rows, LETTERS, narrow)


def _wrapped(text: str) -> str:
    return theme.wrapped(text, LETTERS)


def _totals() -> pd.DataFrame:
    """Every total, the largest first: all active forces, and what is known of the front and of losses."""
    forces = load("capabilities")
    forces = forces[(forces["indicator"] == "active_forces") & forces["actor"].isin(ARMIES)]
    armies = pd.DataFrame(
        {
            "total_id": forces["actor"],
            "total": forces["actor"].map(ARMIES),
            "persons": forces["value"],
            "counted_by": "International Institute for Strategic Studies",
            **forces[["source", "check", "note"]],
        }
    )
    return pd.concat([armies, load("force_totals")], ignore_index=True).sort_values("persons", ascending=False)


def _count(row: str) -> "pd.Series[Any]":
    rows = load("arms_and_troops")
    return rows[rows["row_id"] == row].iloc[0]


def _persons(count: "pd.Series[Any]") -> str:
    low, high = count["amount_low"], count["amount_high"]
    return f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"


def _words(row: str) -> str:
    """The count in words: how many, what, and when it was given."""
    count = _count(row)
    return f"{_persons(count)}: {count['item']} ({on_day(count['date'])})"


def _percent(row: Row, to: str = " to ") -> str:
    return f"{row.low:g}" if row.low == row.high else f"{row.low:g}{to}{row.high:g}"
