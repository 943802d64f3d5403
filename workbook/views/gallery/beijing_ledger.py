"""Beijing's ledger: risks and benefits after bogusz2024; the list and the weights are the reader's own."""

from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many
from ...catalog import load
from ...charts import waterfall
from ...measures import net_results, order_kept, outcome_shares
from ..base import Row, View, each_row
from ..controls import Choice, Group

OUT = "out"
POINTS = {
    OUT: "not on the list, or part of another item",
    "0": "0 – does not count",
    "1": "1 – counts",
    "2": "2 – counts twice",
    "3": "3 – counts three times",
    "1+1": "cut in two, 1 each",
    "2+2": "cut in two, 2 each",
    "3+3": "cut in two, 3 each",
}
STRAY = {
    "3": "any weights from 0 to 3",
    "2": "weights at most 2 steps from yours",
    "1": "weights at most 1 step from yours",
}
SIGNS = {"risk": -1, "benefit": 1}
YOURS = {"risk-yours": "risk", "benefit-yours": "benefit"}
NET, NEAR, COUNTED = "Your net result", "All sets of weights near yours", "By the number of entries alone"


class BeijingLedger(View):
    """Do the benefits outweigh the risks for Beijing? Items after bogusz2024; list and weights are the reader's own."""

    question = "Does the partnership of Moscow and Pyongyang bring Beijing more than it costs?"
    reading = (
        "Each bar starts where the last one ended. Grey lines hold 90 percent of the sums that other weights give, "
        "with their median."
    )
    notes = (
        "The black bar is the sum. The weights are yours: Bogusz gives none, only the verdict that the sum is positive "
        "in Chinese eyes, and the start gives every item 1. The list is yours too: take an item out, cut it in two, or "
        "add one. A bracket on the left ties two items that are one thing, booked as a risk and as a benefit; on a "
        "phone it is left out, and the table names the pairs. Nothing is drawn at random. By construction the longer "
        "list leads most sums, whatever its items say, and by the mean of each side neither leads: the lowest line is "
        "what the number of entries gives alone. The table says what the analyses hold against each item."
    )
    datasets = ("beijing_ledger",)
    columns = {
        "side": "Side",
        "line": "Item",
        "entries": "Entries",
        "points": "Points",
        "kept": "Order kept by other weights (percent)",
        "mechanism": "How it comes about",
        "horizon": "When it is felt",
        "offset": "What makes up for it or speaks against it",
        "twin": "The same thing on the other side",
        "claims": "Claims",
        "offset_claims": "Claims against it",
        "note": "Note",
    }

    weights = Group(lambda: _weights(_items()))
    stray = Choice("Weights may differ", STRAY)

    def rows(self) -> pd.DataFrame:
        items = _items().set_index("item_id", drop=False)
        chosen = items["item_id"].map(lambda name: self.weights[_control(name)])
        weights = chosen.str[0].where(chosen != OUT, "0").astype(int)
        entries = chosen.str.count(r"\+").add(1).where(chosen != OUT, 0)
        listed, stray = weights.repeat(entries.to_list()), int(self.stray)
        self.counts = {side: int(number) for side, number in entries.groupby(items["side"]).sum().items()}
        self.shares = _both_ways(listed, items["side"], stray)
        self.by_number = _both_ways(listed, items["side"], 3)
        kept = order_kept(weights[entries > 0], stray) * 100
        rows = items.assign(entries=entries, kept=kept, points=weights * entries * items["side"].map(SIGNS))
        rows["line"] = rows["side"].str.title() + ": " + rows["item"]
        rows["end"] = rows["points"].cumsum()
        rows["start"] = rows["end"] - rows["points"]
        rows["twin"] = rows["related_items"].map(rows["line"])
        rows["said"] = rows["points"].map(_signed).where(entries > 0, "not counted")
        rows["hover"] = [_hover_text(row) for row in each_row(rows)]
        ends = [
            _net(int(rows["points"].sum())),
            _range(NEAR, self.shares["sum"], kept["all"]),
            _range(COUNTED, self.by_number["sum"]),
        ]
        rows = pd.concat([rows, pd.DataFrame(ends)], ignore_index=True)
        rows["kept"] = rows["kept"].round(1)
        rows[["points", "entries"]] = rows[["points", "entries"]].astype("Int64")
        return rows.assign(next=rows["line"].shift(-1).where(rows["side"].isin(["risk", "benefit"])))

    def headline(self, rows: pd.DataFrame) -> str:
        by_side = rows.groupby("side")["points"].sum()
        gain, loss = by_side["benefit"], -by_side["risk"]
        verdict = "neither side is ahead" if gain == loss else f"{'benefits' if gain > loss else 'risks'} are ahead"
        return f"The benefits come to {gain} and the risks to {loss}: {verdict}."

    def describe(self, rows: pd.DataFrame) -> str:
        lists = f"{many(self.counts['benefit'], 'benefit')} against {many(self.counts['risk'], 'risk')}"
        near = f"With {STRAY[self.stray]}, {_ahead(self.shares)}."
        if self.stray == "3":
            near += f" Any {lists} would give that, whatever they say."
        else:
            order = rows.loc[rows["line"] == NEAR, "kept"].iloc[0]
            near += "" if pd.isna(order) else f" These weights keep {order:.0f} percent of the order that you give."
            near += f" Any {lists}, with {STRAY['3']}: {_ahead(self.by_number)}."
        return near

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        links = rows.loc[(rows["side"] == "risk") & rows["twin"].notna(), ["line", "twin"]]
        return waterfall(rows, list(links.itertuples(index=False, name=None)), narrow)


def _items() -> pd.DataFrame:
    """The risks, then the benefits, so that entries which are booked twice stand next to the dividing line."""
    ledger = load("beijing_ledger")
    ledger = ledger[ledger["side"].isin(["risk", "benefit"])]
    twice = ledger["related_items"].notna()
    risks, benefits = (ledger["side"] == side for side in ("risk", "benefit"))
    twins = ledger[risks & twice]
    yours = pd.DataFrame({"item_id": list(YOURS), "side": list(YOURS.values()), "item": "one that you add"})
    return pd.concat(
        [
            yours[:1],
            ledger[risks & ~twice],
            twins,
            ledger.set_index("item_id", drop=False).loc[twins["related_items"][::-1]],
            ledger[benefits & ~twice],
            yours[1:],
        ],
        ignore_index=True,
    )


def _weights(items: pd.DataFrame) -> dict[str, Choice[str]]:
    """A control for the weight of each item, and for its place on the list."""
    return {
        _control(row.item_id): Choice(
            f"{row.side.title()}: {row.item}", POINTS, start=OUT if row.item_id in YOURS else "1"
        )
        for row in each_row(items)
    }


def _control(item_id: str) -> str:
    """The name of the control of an item."""
    return item_id.replace("-", "_")


def _both_ways(listed: "pd.Series[Any]", sides: "pd.Series[Any]", stray: int) -> dict[str, "pd.Series[Any]"]:
    """The outcomes by sum, and by mean if both sides have an entry."""
    both = sides.loc[listed.index].nunique() == 2
    ways: tuple[Any, ...] = ("sum", "mean") if both else ("sum",)
    return {way: outcome_shares(net_results(listed, sides, stray, way)) for way in ways}


def _ahead(shares: "dict[str, pd.Series[Any]]") -> str:
    """How often each side is ahead, by sums and by means, in words."""
    sums, means = shares["sum"], shares.get("mean")
    words = (
        f"benefits are ahead in {_percent(sums['benefits_ahead'])} of the sums, even with the risks in "
        f"{_percent(sums['even'])} and behind in {_percent(sums['risks_ahead'])}"
    )
    if means is None:
        return f"{words} (a side without an entry has no mean)"
    return (
        f"{words}; by the mean of each side ahead in {_percent(means['benefits_ahead'])} and behind in "
        f"{_percent(means['risks_ahead'])}"
    )


def _net(net: int) -> dict[str, Any]:
    row = {"line": NET, "side": "net", "points": net, "start": 0, "end": net, "said": _signed(net)}
    return {**row, "hover": f"{NET}: {row['said']}"}


def _range(line: str, shares: "pd.Series[Any]", kept: float = float("nan")) -> dict[str, Any]:
    low, middle, high = (int(shares[name]) for name in ("low", "middle", "high"))
    said = f"{_percent(shares['benefits_ahead'])} above 0"
    spread = f"90 percent of the sums from {_signed(low)} to {_signed(high)}, median {_signed(middle)}"
    # The table has no points for a range; it says the range in words.
    return {
        "line": line,
        "side": "range",
        "start": low,
        "middle": middle,
        "end": high,
        "kept": kept,
        "said": said,
        "mechanism": spread,
        "hover": f"{line}: {spread}; {said}",
    }


def _percent(share: float) -> str:
    return f"{share * 100:.1f} percent"


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−") if points else "0"


def _hover_text(row: Row) -> str:
    return f"{row.line}, {row.said}" + (f"; the same thing as “{row.twin}”" if isinstance(row.twin, str) else "")
