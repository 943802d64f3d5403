"""Trade: how far North Korea depends on whom, by each way of counting the total."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined
from ...catalog import load
from ...charts import share_lines
from ...measures import DENOMINATORS, SPREADS, first_year_above, payments_by_year, stays_above_from, trade_share
from ...measures.trade_shares import Bound, Denominator, SpreadTo
from ..base import View, each_row, unless_confirmed, with_stretches
from ..controls import Choice, Several, Year

PARTNERS: dict[Literal["CHN", "RUS", "KOR"], str] = {"CHN": "China", "RUS": "Russia", "KOR": "South Korea"}
# What Russia is said to have paid: the row of the estimate and who made it. The last one is weakly secured.
ESTIMATES = {"A54": "Naumann Foundation", "A69": "CSIS", "A126": "INSS of Seoul"}
BOUNDS: tuple[Bound, ...] = ("low", "high")
UNRECORDED = {"none": "nothing"} | {
    f"{row}-{bound}": f"payments by Russia: {who}, {bound} end" for row, who in ESTIMATES.items() for bound in BOUNDS
}


class Trade(View):
    """How large is each partner's share of North Korea's recorded trade? The denominator is a control."""

    question = "How large is each partner's share of North Korea's recorded trade?"
    reading = "Filled: confirmed by a source that was read; hollow: not. A cross on the lower edge: no figure, see the table."
    notes = (
        "By construction a share of recorded trade holds nothing that goes unrecorded: as Russia publishes nothing, "
        "China's share is too high, by how much nobody knows. The control “Added to the record” sets beside it what "
        "models say that Russia paid. That is a thought experiment: not all of it is spent on goods, and an even "
        "spread puts as much into the first year as into the last."
    )
    marks = {
        "E264": "Seoul stops trade",
        "E114": "China stops buying coal",
        "E134": "North Korea closes its border",
    }
    datasets = ("trade", "arms_and_troops")
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

    denominator = Choice[Denominator]("The total is", DENOMINATORS, start="kotra")
    partners = Several("Show", PARTNERS, start=("CHN", "RUS"))
    unrecorded = Choice("Added to the record", UNRECORDED, start="none")
    spread = Choice[SpreadTo]("Payments are spread to", SPREADS, start="published")
    since = Year("From", of=("trade", "year"))
    until = Year("to", of=("trade", "year"), until=True)

    def rows(self) -> pd.DataFrame:
        trade, paid, parts = load("trade", reasons=True), payments(self.unrecorded, self.spread), []
        for total in DENOMINATORS:
            for partner, label in PARTNERS.items():
                part = trade_share(trade, partner, total, paid)
                parts.append(part.assign(series=label, by_partner=partner, by_total=total))
        rows = pd.concat(parts, ignore_index=True)
        rows["value"] = (rows["share"] * 100).round(1)
        share = rows["value"].map("{:.1f} percent".format).where(rows["value"].notna(), "no figure: " + rows["why"])
        rows["hover"] = rows["series"] + ", " + rows["year"].astype(str) + ": " + share
        rows["hover"] += unless_confirmed(rows["check"])
        return with_stretches(rows, ["by_total", "by_partner"], "year", "value")

    def headline(self, rows: pd.DataFrame) -> str:
        known = rows.dropna(subset="value")
        if known.empty:
            return "No share is known for this choice."
        year = int(known["year"].max())
        last = known[known["year"] == year]
        shares = joined([f"{row.value:.0f} percent with {row.series}" for row in each_row(last)])
        return f"In {year} North Korea did {shares} of its recorded trade."

    def describe(self, rows: pd.DataFrame) -> str:
        parts = [f"The total is {DENOMINATORS[self.denominator]}.", *self._added()]
        parts += [self._partner(rows, partner) for partner in self.partners]
        return " ".join([*parts, *self._missing(rows)])

    def _missing(self, rows: pd.DataFrame) -> list[str]:
        """China's share in the last year, as recorded and with each estimate of what is not."""
        known = rows[(rows["by_partner"] == "CHN") & rows["total_usd_million"].notna() & rows["share"].notna()]
        if known.empty or known["year"].max() < 2023:
            return []
        year = int(known["year"].max())
        ends = "; ".join(f"{who} {self._with(row, year)}" for row, who in ESTIMATES.items())
        recorded = _share(self.denominator, year, None)
        return [
            f"China's share of {year} is {recorded:.0f} percent as recorded. With what Russia is said to have paid it "
            f"is, in percent and by who says so: {ends}."
        ]

    def _added(self) -> list[str]:
        """What is added to the total, if anything is."""
        paid = payments(self.unrecorded, self.spread)
        if paid is None:
            return []
        if self.denominator == "kita":
            return ["Nothing can be added to it, for KITA gives shares without a total."]
        years = ", ".join(f"{amount:,.0f} in {year}" for year, amount in paid.items())
        return [
            f"Added are {UNRECORDED[self.unrecorded]}, spread evenly to {SPREADS[self.spread]}, "
            f"in million dollars: {years}."
        ]

    def _with(self, row: str, year: int) -> str:
        low, high = (_share(self.denominator, year, payments(f"{row}-{bound}", self.spread)) for bound in BOUNDS)
        return f"{low:.0f} to {high:.0f}"

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
        passed = [f"one half in {half}"] if first["share"] <= 0.5 and half else []
        above = first_year_above(known, 0.9)
        if first["share"] <= 0.9 and above:
            stays = f" (to stay above it from {most})" if most and most != above else ""
            passed.append(f"90 percent in {above}{stays}")
        if passed:
            text += f"; it first passes {' and '.join(passed)}"
        return text + "."

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        labels = {label: code for code, label in PARTNERS.items()}
        return share_lines(rows, labels, "Percent of the total", (50, 90), narrow)


def payments(choice: str, spread: SpreadTo) -> Mapping[int, float] | None:
    """What the chosen estimate puts into each year, in million dollars; None if nothing is added."""
    if choice == "none":
        return None
    row, _, bound = choice.partition("-")
    return payments_by_year(load("arms_and_troops"), row, "low" if bound == "low" else "high", spread)


def _share(total: Denominator, year: int, paid: Mapping[int, float] | None) -> float:
    """China's share of ``year`` in percent."""
    shares = trade_share(load("trade"), "CHN", total, paid).set_index("year")["share"]
    return float(shares[year]) * 100
