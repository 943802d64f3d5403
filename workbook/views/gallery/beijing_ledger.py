"""Beijing's ledger: risks and benefits after bogusz2024, with weights that the reader gives."""

from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...catalog import load
from ...charts import waterfall
from ...measures import DRAWS, draw_weights, ledger_results, order_kept, outcome_shares
from ..base import Row, View, each_row
from ..controls import Choice, Group

POINTS = {"0": "0 – does not count", "1": "1 – counts", "2": "2 – counts twice", "3": "3 – counts three times"}
STRAY = {
    "3": "any weights from 0 to 3",
    "2": "weights at most 2 steps from yours",
    "1": "weights at most 1 step from yours",
}
SUMMARY = {"net": "Your net result", "draws": "Weights drawn at random"}


class BeijingLedger(View):
    """Do the benefits outweigh the risks for Beijing? Items after bogusz2024; the weights are the reader's own."""

    question = "Does the partnership of Moscow and Pyongyang bring Beijing more than it costs?"
    reading = (
        "Each bar starts where the last one ended; the black bar is the sum. The weights are yours: bogusz2024 gives "
        "none, only the verdict that the sum is positive in Chinese eyes, and the start gives every item 1. A bracket "
        "on the left ties two entries that are one thing, booked as a risk and as a benefit. The grey line holds 90 "
        f"percent of {DRAWS:,} sums with weights drawn at random, the black stroke their median. The table says what "
        "the analyses hold against each item."
    )
    datasets = ("beijing_ledger",)
    columns = {
        "side": "Side",
        "line": "Item",
        "points": "Points",
        "kept": "Order kept in the draws (percent)",
        "mechanism": "How it comes about",
        "horizon": "When it is felt",
        "offset": "What makes up for it or speaks against it",
        "twin": "The same thing on the other side",
        "claims": "Claims",
        "offset_claims": "Claims against it",
        "note": "Note",
    }

    points = Group(lambda: _weights(_items()))
    stray = Choice("Draw at random", STRAY)

    def rows(self) -> pd.DataFrame:
        items = _items().set_index("item_id", drop=False)
        points = self.points
        weights = pd.Series({name: int(points[_control(name)]) for name in items.index})
        drawn = draw_weights(weights, int(self.stray))
        kept = order_kept(weights, drawn) * 100
        rows = items.assign(points=weights * items["side"].map({"risk": -1, "benefit": 1}), kept=kept)
        rows["line"] = rows["side"].str.title() + ": " + rows["item"]
        rows["end"] = rows["points"].cumsum()
        rows["start"] = rows["end"] - rows["points"]
        rows["twin"] = rows["related_items"].map(rows["line"])
        rows["said"] = rows["points"].map(_signed)
        rows["hover"] = [_hover_text(row) for row in each_row(rows)]
        net = _net(ledger_results(weights.to_frame().T, items["side"]).iloc[0])
        draws = _draws(outcome_shares(ledger_results(drawn, items["side"])), kept["all"])
        rows = pd.concat([rows, pd.DataFrame([net, draws])], ignore_index=True)
        rows["kept"] = rows["kept"].round(1)
        rows["points"] = rows["points"].astype("Int64")
        return rows.assign(next=rows["line"].shift(-1).where(rows["side"].isin(["risk", "benefit"])))

    def describe(self, rows: pd.DataFrame) -> str:
        by_side = rows.groupby("side")["points"].sum()
        gain, loss = by_side["benefit"], -by_side["risk"]
        verdict = "neither side is ahead" if gain == loss else f"{'benefits' if gain > loss else 'risks'} are ahead"
        draws = rows[rows["side"] == "draws"].iloc[0]
        kept = ""
        if self.stray != "3" and pd.notna(draws["kept"]):
            kept = f" The draws keep {draws['kept']:.0f} percent of the order that you give."
        return (
            f"With your weights the benefits come to {gain} and the risks to {loss}: {verdict}. "
            f"With {STRAY[self.stray]}, drawn {DRAWS:,} times, benefits are ahead in "
            f"{_percent(draws['ahead'])}, and in {_percent(draws['ahead_by_mean'])} if the mean of each side "
            f"counts, so that five items do not beat three by number.{kept}"
        )

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        links = rows.loc[(rows["side"] == "risk") & rows["twin"].notna(), ["line", "twin"]]
        return waterfall(rows, list(links.itertuples(index=False, name=None)))


def _items() -> pd.DataFrame:
    """The risks, then the benefits, so that entries which are booked twice stand next to the dividing line."""
    ledger = load("beijing_ledger")
    ledger = ledger[ledger["side"].isin(["risk", "benefit"])]
    twice = ledger["related_items"].notna()
    risks, benefits = (ledger["side"] == side for side in ("risk", "benefit"))
    twins = ledger[risks & twice]
    return pd.concat(
        [
            ledger[risks & ~twice],
            twins,
            ledger.set_index("item_id", drop=False).loc[twins["related_items"][::-1]],
            ledger[benefits & ~twice],
        ],
        ignore_index=True,
    )


def _weights(items: pd.DataFrame) -> dict[str, Choice[str]]:
    """A control for the weight of each item."""
    return {
        _control(row.item_id): Choice(f"{row.side.title()}: {row.item}", POINTS, start="1") for row in each_row(items)
    }


def _control(item_id: str) -> str:
    """The name of the control of an item."""
    return item_id.replace("-", "_")


def _net(result: "pd.Series[Any]") -> dict[str, Any]:
    net = int(result["net"])
    row = {"line": SUMMARY["net"], "side": "net", "points": net, "start": 0, "end": net, "said": _signed(net)}
    return {**row, "hover": f"{row['line']}: {row['said']}"}


def _draws(shares: "pd.Series[Any]", kept: float) -> dict[str, Any]:
    low, middle, high = (int(shares[name]) for name in ("low", "middle", "high"))
    row: dict[str, Any] = {
        "line": SUMMARY["draws"],
        "side": "draws",
        "start": low,
        "middle": middle,
        "end": high,
        "kept": kept,
    }
    row |= {"ahead": shares["benefits_ahead"], "ahead_by_mean": shares["benefits_ahead_by_mean"]}
    row["said"] = f"{_percent(row['ahead'])} above 0"
    spread = f"90 percent of the sums from {_signed(low)} to {_signed(high)}, median {_signed(middle)}"
    # The table has no points for a range; it says the range in words.
    return {**row, "mechanism": spread, "hover": f"{row['line']}: {spread}; {row['said']}"}


def _percent(share: float) -> str:
    return f"{share * 100:.0f} percent"


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−") if points else "0"


def _hover_text(row: Row) -> str:
    return f"{row.line}, {row.said}" + (f"; the same thing as “{row.twin}”" if isinstance(row.twin, str) else "")
