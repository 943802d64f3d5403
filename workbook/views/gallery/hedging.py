"""Hedging: how North Korea leans between China and Russia, by trade, votes and meetings, with weights to move."""

from functools import cached_property

import pandas as pd

from ...base.wording import joined
from ...catalog import load
from ...charts import pendulum
from ...measures import DENOMINATORS, MEETINGS, hedging_index, patron_balance
from ..base import View
from ..controls import Choice, Several, Year

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
        "½ says as much with both: ½ + half of China's figure minus Russia's. The black diamond is the mean of the "
        "parts by your weights, small where a part has no figure; lines never join years made of different parts. An "
        "index near ½ can hide parts that pull apart. Hollow: not every figure behind it is confirmed. A cross: no "
        "figure, and the table says why. Parts, scale and weights are a choice of the authors of this workbook and "
        "yours; the two analyses give no index. Until 1991 Russia is the Soviet Union."
    )
    datasets = ("trade", "unga_agreement", "summits")
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

    def make_controls(self):
        years = load("trade")["year"]
        first, last = int(years.min()), int(years.max())
        return (
            *(Choice(f"weight_{part}", f"Weight of {label.lower()}", WEIGHTS, "1") for part, label in LABELS.items()),
            Several("show", "Show", {"index": "index", **{part: part for part in LABELS}}, ("index", *LABELS)),
            Choice("denominator", "The total of trade is", DENOMINATORS, "kotra"),
            Choice("meetings", "Meetings are", MEETINGS, "leaders"),
            Year("since", "From", first, last, first),
            Year("until", "to", first, last, last, until=True),
        )

    @cached_property
    def balances(self):
        """The parts by what a meeting is and by the total of trade; no weight changes them."""
        trade, votes, summits = load("trade", reasons=True), load("unga_agreement"), load("summits")
        return {
            meetings: {total: patron_balance(trade, votes, summits, total, meetings) for total in DENOMINATORS}
            for meetings in MEETINGS
        }

    def rows(self):
        weights = {part: int(self.chosen[f"weight_{part}"]) for part in LABELS}
        parts = []
        for total, balance in self.balances[self.chosen["meetings"]].items():
            index = hedging_index(balance, weights).assign(component="index")
            parts.append(pd.concat([index, balance]).assign(by_total=total))
        rows = pd.concat(parts, ignore_index=True)
        rows["by_part"], rows["series"] = rows["component"], rows["component"].map({"index": "Index", **LABELS})
        rows[["value", "china", "russia"]] = rows[["value", "china", "russia"]].round(2)
        rows["stretch"] = _stretches(rows)
        rows["left_out"] = rows["left_out"].fillna("")
        rows["whole"] = (rows["left_out"] == "").map({True: "yes", False: "no"})
        rows["what"] = rows["used"].fillna(rows["component"].map(FIGURES))
        rows["hover"] = [_told(row) for row in rows.itertuples()]
        return rows

    def describe(self, rows, chosen):
        known = rows.dropna(subset="value").sort_values("year")
        index = known[known["by_part"] == "index"]
        parts = [self._index(index, chosen)] if "index" in chosen["show"] else []
        latest = known[known["by_part"] != "index"].groupby("series", sort=False).tail(1).set_index("by_part")
        said = [
            f"{part} {latest.at[part, 'value']:.2f} ({latest.at[part, 'year']})"
            for part in LABELS
            if part in latest.index
        ]
        if said:
            parts.append(f"The last {'figure' if len(said) == 1 else 'figures'} by part: {joined(said)}.")
        blank = [part for part in LABELS if part in chosen["show"] and part not in latest.index]
        if blank:
            parts.append(f"There is no figure of {joined(blank)} here.")
        return " ".join(parts)

    def _index(self, index, chosen):
        weights = joined([f"{part} {chosen[f'weight_{part}']}" for part in LABELS])
        if index.empty:
            return f"With the weights {weights} no chosen year has an index."
        east = int((index["value"] > 0.5).sum())
        years = len(index)
        top, last = index.loc[index["value"].idxmax()], index.iloc[-1]
        lean = f"in {east} of {years} years" if years > 1 else ("in the one year" if east else "not in the one year")
        text = f"With the weights {weights} the index leans to China {lean} with a figure"
        text += f", most in {top['year']} ({top['value']:.2f}); it ends" if years > 1 else "; it stands"
        return f"{text} at {last['value']:.2f} in {last['year']}, made of {last['used'].replace(', ', ' and ')}."

    def draw(self, rows):
        return pendulum(rows, "Russia", "China")


def _stretches(rows):
    """Points are joined where nothing changes in what is measured: the parts of the index, the record of a part."""
    stretches = pd.Series("", index=rows.index)
    for (total, part), mine in rows.groupby(["by_total", "component"]):
        measured = mine["used"] if part == "index" else mine["record"].fillna("")
        run = (measured != measured.shift()).cumsum()
        stretches[mine.index] = f"{total} {part} " + run.astype(str)
    return stretches


def _told(row):
    text = f"{row.series}, {row.year}: "
    if pd.isna(row.value):
        return f"{text}no figure: {row.why}"
    if row.component == "index":
        made = f" of {row.used}" + (f", without {row.left_out}" if row.left_out else "")
    else:
        made = f", {row.what}: China {row.china:.2f}, Russia {row.russia:.2f}"
    doubt = "" if row.check == "confirmed" else " (unconfirmed)"
    return f"{text}{row.value:.2f}{made}{doubt}"
