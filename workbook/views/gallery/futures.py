"""Futures: which pictures of the future hold together, and how many starting points lead to each."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...charts import scenario_tiles
from ...measures import basins, robustness
from ...measures.scenario_balances import Moved
from ..impacts import ImpactView

if TYPE_CHECKING:
    from ..forms import Form

STRAY = {"1": "one step", "2": "two steps"}
DRAWS = {"200": "200", "500": "500", "2000": "2,000"}
MOVED = {"all": "all judgements, those of no influence too", "filled": "only judgements that are not 0"}
UNSURE = "How sure are these futures? The influences are moved at random, again and again."


class Futures(ImpactView):
    """Which futures hold together? One column each, with the share of all starting points that end in it."""

    question = "Which pictures of the future hold together?"
    reading = (
        "Shaded: otherwise than in 2025. The percentage: how many starting points end in this future; it is "
        "no probability."
    )
    notes = (
        "One column, on a telephone one card, is one future in which nothing pushes for a change; a card lists only "
        "what is otherwise than in 2025. At its head stands the share of all combinations that end there if every "
        "factor turns to what speaks most for it: the size of its basin and not a probability, for absurd combinations "
        "count like others. The influences are judgements of the authors of this workbook, and by construction states "
        "stand together because we judged that they help each other: change an influence and see which futures appear "
        "and vanish. Method: Weimer-Jehle 2006."
    )
    columns = {
        "name": "Future",
        "percent": "Share of the starting points (percent)",
        "line": "Factor",
        "state": "State",
        "kind": "Compared with 2025",
    }

    def form(self) -> "Form":
        """The form that draws uncertain influences."""
        from ..forms import Form, Pick

        fields = (
            Pick("stray", "Each judgement may be off by", STRAY),
            Pick("moved", "What may be off", MOVED),
            Pick("draws", "Draws", DRAWS),
        )
        return Form(
            "Uncertain influences",
            fields,
            lambda stray, moved, draws, progress: self.try_out(int(stray), int(draws), progress, moved),
            lambda _about: {"draws": "500"},
            lambda _about: UNSURE,
            "Draw",
            lasts=True,
        )

    def try_out(
        self,
        stray: int = 1,
        draws: int = 500,
        progress: Callable[[Sequence[Any]], Iterable[Any]] | None = None,
        moved: Moved = "all",
    ) -> str:
        """Do these futures hold if the judgements are uncertain? Returns a sentence; see ``measures.robustness``."""
        drawn = robustness(self.network(), stray, draws, progress=progress, moved=moved)
        names = list(dict.fromkeys(self.factors["factor_id"]))
        rows = self._all_rows
        ours = rows.pivot_table(index="name", columns="factor_id", values="state_id", aggfunc="first")[names]
        shares = ours.reset_index().merge(drawn, on=names, how="left").fillna({"share": 0.0})
        listed = ", ".join(
            f"{row.name_} {row.share:.0%}" for row in shares.rename(columns={"name": "name_"}).itertuples()
        )
        return (
            f"In {draws:,} draws with {MOVED[moved]} up to {STRAY[str(stray)]} off, {len(drawn):,} pictures held "
            f"together at least once. Of those below: {listed} of the draws."
        )

    def rows(self) -> pd.DataFrame:
        self.net = self.network()
        futures = basins(self.net)
        futures = futures[futures["cycle"] == 1].reset_index(drop=True)
        futures["name"] = [_letter(number) for number in range(len(futures))]
        futures["percent"] = (futures["share"] * 100).round(1)
        names = list(dict.fromkeys(self.factors["factor_id"]))
        rows = futures.melt(["name", "percent"], names, "factor_id", "state_id").merge(
            self.factors.drop(columns="factor_id"), on="state_id"
        )
        rows["line"] = rows["factor"]
        rows["scenario"] = "Future " + rows["name"] + "\n" + rows["percent"].map(_starts)
        rows["kind"] = rows["held_in_2025"].map({"yes": "as in 2025", "no": "otherwise"})
        rows["hover"] = "Future " + rows["name"] + ", " + rows["factor"] + ": " + rows["state"]
        order = {name: index for index, name in enumerate(names)}
        rows["place"] = rows["factor_id"].map(order)
        rows["column"] = rows["name"].map({name: index for index, name in enumerate(futures["name"])})
        return rows.sort_values(["column", "place"], ignore_index=True)

    def headline(self, rows: pd.DataFrame) -> str:
        futures = rows.drop_duplicates("name")
        if futures.empty:
            return f"No future of {self.net.combinations:,} holds together."
        verb = "holds" if len(futures) == 1 else "hold"
        first = futures.iloc[0]
        return (
            f"{many(len(futures), 'future')} of {self.net.combinations:,} {verb} together; "
            f"{first['percent']:.0f} percent of starting points end in {first['name']}."
        )

    def describe(self, rows: pd.DataFrame) -> str:
        changed = f"Changed: {self.what_changed.removeprefix('With ').rstrip(', ')}." if self.changed else ""
        if rows.empty:
            return changed
        first = rows["name"].iloc[0]
        mine = rows[(rows["name"] == first) & (rows["kind"] == "otherwise")]
        turned = joined([f"“{state}”" for state in mine["state"]]) if len(mine) else "nothing"
        others = set(rows.loc[rows["kind"] != "as in 2025", "name"])
        present = [name for name in dict.fromkeys(rows["name"]) if name not in others]
        today = f"The picture of 2025 holds together too ({present[0]})." if present else "That of 2025 does not."
        if present == [first]:
            return f"{first} is the picture of 2025. {changed}".strip()
        return f"Otherwise than in 2025, {first} has {turned}. {today} {changed}".strip()

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return scenario_tiles(rows, list(dict.fromkeys(self.factors["factor"])), narrow)


def _starts(percent: float) -> str:
    return f"{percent:.{0 if percent >= 1 else 1}f} % of starts"


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"{number + 1}"
