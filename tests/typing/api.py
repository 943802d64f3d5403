"""What a user writes, in types: a checker must have nothing to say against this file. It is read and never run."""

from pathlib import Path
from typing import Literal, assert_type

import pandas as pd

import workbook as wb
from workbook.views.base import View
from workbook.views.controls import Choice, Several, Year
from workbook.views.gallery.trade import Trade


def tables(own_dataset: str) -> None:
    """Datasets are DataFrames; a dataset of one's own has a name that no stub can know."""
    assert_type(wb.load("trade"), pd.DataFrame)
    assert_type(wb.load("trade", reasons=True), pd.DataFrame)
    assert_type(wb.load(own_dataset), pd.DataFrame)
    print(wb.about("trade", "year").upper(), wb.__version__.upper())


def views() -> None:
    """A view takes its choices by name, each with the values that its control allows."""
    trade = wb.views.trade(denominator="inter-korean", partners=["CHN", "KOR"], since=2000, until=2020)
    wb.views.trade(partners="CHN", state="since=2000")
    assert_type(trade.choose(since=1995, partners=("RUS",)).sentence, str)
    assert_type(trade.table(), pd.DataFrame)
    assert_type(trade.save("trade.html"), Path)
    wb.views.together(trade, "hedging")
    wb.views.beijing_ledger(risk_instability=3, benefit_relief="0")
    wb.views.hypotheses(whose="mine", false="EV20")
    wb.views.forecasts(asked="practice").enter("missiles-2016", 80)


def present_choices(view: Trade) -> None:
    """On a view the name of a control is what is chosen; on its class it is the control."""
    assert_type(view.denominator.upper(), str)
    assert_type(view.partners, tuple[Literal["CHN", "RUS", "KOR"], ...])
    assert_type(view.since, int)
    assert_type(Trade.partners, Several[Literal["CHN", "RUS", "KOR"]])
    assert_type(Trade.since, Year)
    print(Trade.denominator.options)
    view.since = 2000


class Own(View):
    """Does a view of one's own need anything else?"""

    question = "Does a view of one's own need anything else?"
    datasets = ("trade",)
    partner = Choice("Partner", lambda: {str(name): "a partner" for name in wb.load("trade")["partner"].unique()})
    year = Year("Year", of=("trade", "year"))

    def rows(self) -> pd.DataFrame:
        """The rows of the chosen partner."""
        rows = wb.load("trade")
        return rows[rows["partner"] == self.partner]

    def describe(self, rows: pd.DataFrame) -> str:
        """How many rows there are."""
        return f"{len(rows)} rows from {self.year} on."
