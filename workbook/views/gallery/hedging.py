"""Hedging: how North Korea leans between China and Russia, by trade, votes and meetings, with weights to move."""

from functools import cached_property

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined
from ...catalog import load
from ...charts import pendulum
from ...measures import DENOMINATORS, MEETINGS, hedging_index, patron_balance
from ...measures.patron_hedging import MeetingRule
from ...measures.trade_shares import Denominator
from ..base import Row, View, each_row
from ..controls import Choice, Several, Year
from .trade import UNRECORDED, payments

WEIGHTS = {"0": "0 – does not count", "1": "1 – counts", "2": "2 – counts twice", "3": "3 – counts three times"}
LABELS = {"trade": "Trade", "votes": "Votes", "meetings": "Meetings"}
FIGURES = {
    "index": "weighted mean of the parts",
    "trade": "share of recorded trade",
    "votes": "agreement in the Assembly",
    "meetings": "share of the meetings of two",
}


class Hedging(View):
    """Does North Korea lean to China or to Russia? The weights of trade, votes and meetings are the reader's own."""

    question = "Does North Korea lean to China or to Russia?"
    reading = (
        "Up: more with China; down: more with Russia. Small: a part has no figure. Hollow: not confirmed. A cross: no "
        "figure."
    )
    notes = (
        "The middle says as much with both: ½ + half of China's figure minus Russia's. The index is the mean of the "
        "parts by your weights, small where a part has no figure; do not compare years made of different parts. An "
        "index near ½ can hide parts that pull apart. Hollow: not every figure behind it is confirmed. A cross: no "
        "figure, and the table says why. Parts, scale and weights are a choice of the authors of this workbook and "
        "yours; the two analyses give no index. Until 1991 Russia is the Soviet Union. By construction the votes stay "
        "near ½, because both mostly vote with one large majority, and the meetings jump, because there are few: at "
        "equal weights they move the index most. Trade is what is recorded, unless payments by Russia are added, "
        "spread evenly over their period."
    )
    marks = {
        "E056": "Soviet Union dissolved",
        "E134": "North Korea closes its border",
        "E176": "Treaty with Russia",
    }
    datasets = ("trade", "unga_agreement", "summits", "arms_and_troops")
    filters = {"denominator": "by_total", "show": "by_part", "since": "year", "until": "year"}
    columns = {
        "year": "Year",
        "series": "Index or part",
        "value": "Lean (0: all Russia, 1: all China)",
        "what": "Made of",
        "china": "China's figure",
        "russia": "Russia's figure",
        "left_out": "Parts without a figure",
        "why": "Why a value is missing",
        "check": "Check",
    }

    weight_trade = Choice("Weight of trade", WEIGHTS, start="1")
    weight_votes = Choice("Weight of votes", WEIGHTS, start="1")
    weight_meetings = Choice("Weight of meetings", WEIGHTS, start="1")
    show = Several("Show", {"index": "index", **{part: part for part in LABELS}})
    denominator = Choice[Denominator]("The total of trade is", DENOMINATORS, start="kotra")
    unrecorded = Choice("Added to recorded trade", UNRECORDED, start="none")
    meetings = Choice[MeetingRule]("Meetings are", MEETINGS, start="leaders")
    since = Year("From", of=("trade", "year"))
    until = Year("to", of=("trade", "year"), until=True)

    @property
    def _weights(self) -> dict[str, int]:
        """The weight of each part."""
        return {
            "trade": int(self.weight_trade),
            "votes": int(self.weight_votes),
            "meetings": int(self.weight_meetings),
        }

    def _balances(self) -> dict[str, pd.DataFrame]:
        """The parts by the total of trade; no weight changes them."""
        key = (self.meetings, self.unrecorded)
        if key not in self._computed:
            trade, votes, summits = load("trade", reasons=True), load("unga_agreement"), load("summits")
            paid = payments(self.unrecorded, "published")
            self._computed[key] = {
                total: patron_balance(trade, votes, summits, total, self.meetings, paid) for total in DENOMINATORS
            }
        return self._computed[key]

    @cached_property
    def _computed(self) -> dict[tuple[str, str], dict[str, pd.DataFrame]]:
        return {}

    def rows(self) -> pd.DataFrame:
        parts = []
        for total, balance in self._balances().items():
            index = hedging_index(balance, self._weights).assign(component="index")
            parts.append(pd.concat([index, balance]).assign(by_total=total))
        rows = pd.concat(parts, ignore_index=True)
        rows["by_part"], rows["series"] = rows["component"], rows["component"].map({"index": "Index", **LABELS})
        rows[["value", "china", "russia"]] = rows[["value", "china", "russia"]].round(2)
        rows["left_out"] = rows["left_out"].fillna("")
        rows["whole"] = (rows["left_out"] == "").map({True: "yes", False: "no"})
        rows["what"] = rows["used"].fillna(rows["component"].map(FIGURES))
        rows["hover"] = [_hover_text(row) for row in each_row(rows)]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        known = rows.dropna(subset="value").sort_values("year", kind="stable")
        index = known[known["by_part"] == "index"]
        if len(index) > 1:
            east = int((index["value"] > 0.5).sum())
            return f"By your weights North Korea leans to China in {east} of {len(index)} years with a figure."
        if len(index) == 1:
            return f"By your weights the index stands at {index['value'].iloc[0]:.2f} in {index['year'].iloc[0]}."
        if "index" in self.show:
            return "With these weights no chosen year has an index."
        if known.empty:
            return "No part has a figure for this choice."
        last = known.iloc[-1]
        return f"{last['series']}: {last['value']:.2f} in {last['year']}, where 1 is all China and 0 all Russia."

    def describe(self, rows: pd.DataFrame) -> str:
        known = rows.dropna(subset="value").sort_values("year", kind="stable")
        index = known[known["by_part"] == "index"]
        weights = joined([f"{part} {weight}" for part, weight in self._weights.items()])
        parts = [f"{self._index(index)}Weights: {weights}."] if "index" in self.show else []
        latest = known[known["by_part"] != "index"].groupby("series", sort=False).tail(1).set_index("by_part")
        figures = [
            f"{part} {latest['value'][part]:.2f} ({latest['year'][part]})" for part in LABELS if part in latest.index
        ]
        if figures:
            parts.append(f"Last {'figure' if len(figures) == 1 else 'figures'} by part: {joined(figures)}.")
        blank = [part for part in LABELS if part in self.show and part not in latest.index]
        if blank:
            parts.append(f"There is no figure of {joined(blank)} here.")
        if self.unrecorded != "none" and self.denominator != "kita":
            parts.append(f"Added to recorded trade are {UNRECORDED[self.unrecorded]}, spread evenly over the period.")
        return " ".join(parts)

    def _index(self, index: pd.DataFrame) -> str:
        if index.empty:
            return ""
        top, last = index.iloc[int(index["value"].argmax())], index.iloc[-1]
        most = f"Most in {top['year']} ({top['value']:.2f}); it ends" if len(index) > 1 else "It stands"
        return f"{most} at {last['value']:.2f} in {last['year']}, made of {last['used'].replace(', ', ' and ')}. "

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return pendulum(rows, ("Russia", "RUS"), ("China", "CHN"), narrow)


def _hover_text(row: Row) -> str:
    text = f"{row.series}, {row.year}: "
    if pd.isna(row.value):
        return f"{text}no figure: {row.why}"
    if row.component == "index":
        made = f" of {row.used}" + (f", without {row.left_out}" if row.left_out else "")
    else:
        made = f", {row.what}: China {row.china:.2f}, Russia {row.russia:.2f}"
    doubt = "" if row.check == "confirmed" else f" ({row.check})"
    return f"{text}{row.value:.2f}{made}{doubt}"
