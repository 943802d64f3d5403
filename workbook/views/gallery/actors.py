"""Actors: what the six states of Northeast Asia have, side by side."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES
from ...catalog import load
from ...charts import level_lines
from ...measures import INDICATORS, figures, first_since, share_of_states
from ...measures.state_capabilities import IndicatorName, Whole
from ..base import Row, View, each_row
from ..controls import Choice, Several, Year

SCALES = {"own": "as it is", "share": "as a share of the six", "highest": "beside the state with most"}
UNITS: dict[Whole, str] = {"six": "percent of the six", "highest": "percent of the highest figure"}
FIRST, LAST = 1945, 2026  # of all indicators


class Actors(View):
    """What do the six states have? The indicator is a control; contested figures are indicators of their own."""

    question = "What do the six states of Northeast Asia have, and who has most?"
    reading = (
        "A break: counted in another way, or another state of that name. A bar: a range. Hollow: not confirmed, or in "
        "doubt."
    )
    notes = (
        "A line breaks where the source counts in another way or the name stands for another state than before "
        "(Russia and the Soviet Union, China before and since 1949): do not compare across. A bar is a range that the "
        "source states. Hollow: unconfirmed or doubtful after the source's note. A cross below: no figure, and the "
        "table says why. Two sources of one thing are two indicators, because they count differently. By construction "
        "shares of the six add up to 100 percent, so one rises when another falls or has no figure, and none is a "
        "share of the world; beside the state with most, that one is 100."
    )
    marks = {
        "E008": "People's Republic of China",
        "E056": "Soviet Union dissolved",
        "E086": "First North Korean test",
    }
    datasets = ("material_capabilities", "capabilities", "macro", "sipri", "warheads", "regime")
    filters = {"states": "by_state", "since": "year", "until": "year"}
    columns = {
        "year": "Year",
        "series": "State",
        "value": "Figure",
        "low": "Low",
        "high": "High",
        "unit": "Unit",
        "why": "Why a figure is missing",
        "check": "Check",
        "note": "Note",
    }

    indicator = Choice[IndicatorName](
        "Indicator", {name: meant.words for name, meant in INDICATORS.items()}, start="capability"
    )
    scale = Choice("Shown", SCALES)
    states = Several("States", STATES)
    since = Year("From", limits=(FIRST, LAST))
    until = Year("to", limits=(FIRST, LAST), until=True)

    def rows(self) -> pd.DataFrame:
        meant = INDICATORS[self.indicator]
        rows = figures(load(meant.dataset, reasons=True), self.indicator)
        rows["unit"] = meant.unit
        if self._shared():
            whole: Whole = "six" if self.scale == "share" else "highest"
            rows = share_of_states(rows, whole).assign(unit=UNITS[whole])
            rows["value"] *= 100
        rows["by_state"], rows["series"] = rows["actor"], rows["actor"].map(STATES)
        rows["axis"] = rows["unit"].str.capitalize()
        rows["stretch"] = rows["actor"] + rows["piece"].astype(str)
        rows["exact"] = rows["value"]
        rows[["value", "low", "high"]] = rows[["value", "low", "high"]].astype(float).round(_digits(rows["value"]))
        rows["check"] = rows["check"].mask(rows["doubtful"] & (rows["check"] == "confirmed"), "doubtful")
        rows["hover"] = [_hover_text(row) for row in each_row(rows)]
        rows["end"] = [f"{row.series} {_amount(row)}" for row in each_row(rows)]
        return rows

    def _shared(self) -> bool:
        return self.scale != "own" and INDICATORS[self.indicator].adds_up

    def headline(self, rows: pd.DataFrame) -> str:
        known = _known(rows)
        if known.empty:
            return "No figure is known for the chosen states and years."
        last = known["year"].max()
        leader, since = first_since(rows.assign(value=rows["exact"]))
        if not leader or known["series"].nunique() == 1:
            return f"In {last}: {_listed(known[known['year'] == last].head(1))} {rows['unit'].iloc[0]}."
        top = known[(known["year"] == last) & (known["actor"] == leader)]
        name, run = STATES[leader].replace("United", "The United"), f"since {since}" if since < last else f"in {since}"
        return f"{name} stands highest {run}, with {_amount(next(iter(each_row(top))))} {rows['unit'].iloc[0]}."

    def describe(self, rows: pd.DataFrame) -> str:
        meant, known = INDICATORS[self.indicator], _known(rows)
        if known.empty:
            return f"{meant.words}."
        last = known["year"].max()
        now = known[known["year"] == last].sort_values("value", ascending=False, kind="stable")
        parts = [f"{meant.words}, {last}: {_listed(now)}."]
        blank = rows[~rows["series"].isin(set(now["series"]))].drop_duplicates("series", keep="last")
        if len(blank):
            lost = "; ".join(f"{row.series} ({row.why or f'none for {last}'})" for row in each_row(blank))
            parts.append(f"No figure: {lost}.")
        if self.scale != "own" and not meant.adds_up:
            parts.append("This indicator cannot be added up, so no share is shown.")
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return level_lines(rows, {label: code for code, label in STATES.items()}, narrow)


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    known: pd.DataFrame = rows[rows["value"].notna() | rows["low"].notna()]
    return known


def _listed(rows: pd.DataFrame) -> str:
    return ", ".join(f"{row.series} {_amount(row)}" for row in each_row(rows))


def _digits(values: "pd.Series[float]") -> int:
    """How many decimals the figures need."""
    most = values.max()
    return 0 if most >= 1000 else 1 if most >= 20 else 2


def _amount(row: Row) -> str:
    if pd.notna(row.value):
        return _number(row.value)
    return "–".join(_number(end) for end in (row.low, row.high) if pd.notna(end))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}".rstrip("0").rstrip(".")


def _hover_text(row: Row) -> str:
    text = f"{row.series}, {row.year}: "
    if pd.isna(row.value) and pd.isna(row.low):
        return f"{text}no figure: {row.why}"
    return f"{text}{_amount(row)} {row.unit}" + ("" if row.check == "confirmed" else f" ({row.check})")
