"""Trade: how far North Korea depends on whom, by each way of counting the total."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd
from altair import TopLevelMixin

from ...catalog import load
from ...charts import share_lines
from ...measures import DENOMINATORS, SPREADS, first_year_above, payments_by_year, trade_share
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
    reading = (
        "Filled: confirmed by a source that was read; hollow: not. A cross on the lower edge: no figure, see the table."
    )
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
                part = _every_year(trade_share(trade, partner, total, paid))
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
        most, *others = each_row(known[known["year"] == year].sort_values("value", ascending=False, kind="stable"))
        rest = "".join(f", {row.series} {_whole(row.value)}" for row in others)
        return f"{most.series} had {_whole(most.value)} percent of North Korea's recorded trade in {year}{rest}."

    def describe(self, rows: pd.DataFrame) -> str:
        parts = [self._partner(rows, partner) for partner in self.partners]
        return " ".join([*parts, *self._missing(rows), *self._added(), f"Total: {DENOMINATORS[self.denominator]}."])

    def _missing(self, rows: pd.DataFrame) -> list[str]:
        """China's share in the last year with each estimate of what is not recorded."""
        known = rows[(rows["by_partner"] == "CHN") & rows["total_usd_million"].notna() & rows["share"].notna()]
        if known.empty or known["year"].max() < 2023:
            return []
        year = int(known["year"].max())
        ends = "; ".join(f"{who} {self._with(row, year)}" for row, who in ESTIMATES.items())
        return [f"With what Russia is said to have paid, China's of {year} would be, in percent: {ends}."]

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
        text = f"{PARTNERS[partner]}'s share was {first['value']:.1f} percent in {first['year']}"
        if last["year"] < rows.loc[rows["value"].notna(), "year"].max():  # the headline has those of the last year
            text += f" and {last['value']:.1f} in {last['year']}"
        half, above = first_year_above(known, 0.5), first_year_above(known, 0.9)
        passed = [f"one half in {half}"] if first["share"] <= 0.5 and half else []
        passed += [f"90 percent in {above}"] if first["share"] <= 0.9 and above else []
        return text + (f"; it first passes {' and '.join(passed)}." if passed else ".")

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        labels = {label: code for code, label in PARTNERS.items()}
        return share_lines(rows, labels, "Percent of the total", (50, 90), narrow)


def payments(choice: str, spread: SpreadTo) -> Mapping[int, float] | None:
    """What the chosen estimate puts into each year, in million dollars; None if nothing is added."""
    if choice == "none":
        return None
    row, _, bound = choice.partition("-")
    return payments_by_year(load("arms_and_troops"), row, "low" if bound == "low" else "high", spread)


def _every_year(shares: pd.DataFrame) -> pd.DataFrame:
    """``shares`` with the years between them, which KITA's few leave out."""
    if shares.empty:
        return shares
    years = pd.RangeIndex(shares["year"].min(), shares["year"].max() + 1, name="year")
    whole = shares.set_index("year").reindex(years).reset_index()
    return whole.fillna({"why": "not found", "check": "unconfirmed"})


def _whole(share: float) -> str:
    """A share in percent without decimals; one of less than 1 keeps its own."""
    return f"{share:.0f}" if share >= 1 else f"{share:.1f}"


def _share(total: Denominator, year: int, paid: Mapping[int, float] | None) -> float:
    """China's share of ``year`` in percent."""
    shares = trade_share(load("trade"), "CHN", total, paid).set_index("year")["share"]
    return float(shares[year]) * 100
