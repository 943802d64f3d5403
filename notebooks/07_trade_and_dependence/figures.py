"""Figures in the text of notebook 07, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.checking import Loader
from workbook.checking.lookup import number_at

from .questions import china


def customs_change(load: Loader, year: int) -> float:
    """By how many percent did the trade with China that Chinese customs record change from the year before?"""
    trade = load("trade")
    rows = trade[(trade["series"] == "customs") & (trade["partner"] == "CHN")].set_index("year")["total_usd_million"]
    return float(rows[year] / rows[year - 1] - 1) * 100


def dollars_with_china_for_each_with_russia(load: Loader, year: int) -> float:
    """How many dollars were traded with China for each dollar with Russia, as KOTRA counts?"""
    russia = measures.trade_share(load("trade"), "RUS").set_index("year")
    return china(load, year, column="partner_usd_million") / number_at(russia, year, "partner_usd_million")


FIGURES: list[Figure] = [
    Figure(
        "In the figures for 2023, {:.0f} dollars were traded with China for each dollar with Russia",
        lambda load: dollars_with_china_for_each_with_russia(load, 2023),
    ),
    Figure("It fell by {:.0f} percent in 2024", lambda load: -customs_change(load, 2024)),
]

GIVEN = ("The scale goes to 100 percent", "the share from 0 to 1")
