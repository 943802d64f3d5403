"""Trade: how far North Korea depends on whom, by each way of counting the total."""

from typing import Literal

import pandas as pd
from altair import TopLevelMixin

from ...catalog import load
from ...charts import share_lines
from ...measures import DENOMINATORS, first_year_above, stays_above_from, trade_share
from ..base import View, unless_confirmed
from ..controls import Choice, Several, Year

PARTNERS: dict[Literal["CHN", "RUS", "KOR"], str] = {"CHN": "China", "RUS": "Russia", "KOR": "South Korea"}


class Trade(View):
    """How large is each partner's share of North Korea's recorded trade? The denominator is a control."""

    question = "How large is each partner's share of North Korea's recorded trade?"
    reading = (
        "Filled: every figure behind the mark is confirmed by a source that was read; hollow: not all of them. "
        "A cross on the lower edge: no figure, and the table says why. Dashed rules: one half and 90 percent."
    )
    datasets = ("trade",)
    filters = {"denominator": "by_total", "partners": "by_partner", "since": "year", "until": "year"}
    columns = {
        "year": "Year",
        "series": "Partner",
        "value": "Share of the total (percent)",
        "partner_usd_million": "Trade with the partner (USD million)",
        "total_usd_million": "Total (USD million)",
        "why": "Why a value is missing",
        "check": "Check",
    }

    denominator = Choice("The total is", DENOMINATORS, start="kotra")
    partners = Several("Show", PARTNERS, start=("CHN", "RUS"))
    since = Year("From", of=("trade", "year"))
    until = Year("to", of=("trade", "year"), until=True)

    def rows(self) -> pd.DataFrame:
        trade = load("trade", reasons=True)
        parts = []
        for total in DENOMINATORS:
            for partner, label in PARTNERS.items():
                part = trade_share(trade, partner, total)
                parts.append(part.assign(series=label, by_partner=partner, by_total=total))
        rows = pd.concat(parts, ignore_index=True)
        rows["value"] = (rows["share"] * 100).round(1)
        share = rows["value"].map("{:.1f} percent".format).where(rows["value"].notna(), "no figure: " + rows["why"])
        rows["hover"] = rows["series"] + ", " + rows["year"].astype(str) + ": " + share
        rows["hover"] += unless_confirmed(rows["check"])
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        counted = DENOMINATORS[self.denominator]
        parts = [self._partner(rows, partner) for partner in self.partners]
        return f"The total is {counted}. " + " ".join(part for part in parts if part)

    def _partner(self, rows: pd.DataFrame, partner: Literal["CHN", "RUS", "KOR"]) -> str:
        mine = rows[rows["by_partner"] == partner]
        known = mine.dropna(subset="share").sort_values("year")
        if known.empty:
            return f"{PARTNERS[partner]} has no figure here."
        first, last = known.iloc[0], known.iloc[-1]
        span = f"{first['value']:.1f} percent in {first['year']}"
        if first["year"] != last["year"]:
            span += f" and {last['value']:.1f} percent in {last['year']}"
        text = f"{PARTNERS[partner]}'s share is {span}"
        half, most = first_year_above(known, 0.5), stays_above_from(known, 0.9)
        if first["share"] <= 0.5 and half:
            text += f"; it first passes one half in {half}"
        above = first_year_above(known, 0.9)
        if first["share"] <= 0.9 and above:
            text += f" and 90 percent in {above}" + (
                f" (to stay above it from {most})" if most and most != above else ""
            )
        return text + "."

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        labels = {label: code for code, label in PARTNERS.items()}
        return share_lines(rows, labels, "Share of the total (percent)", levels=(50, 90))
