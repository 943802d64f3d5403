"""Figures in the text of notebook 07, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.checking import Loader
from workbook.checking.lookup import number_at

from .questions import china, with_payments


def kotra_change(load: Loader, year: int) -> float:
    """By how many percent did the trade with China in KOTRA's count change from the year before?"""
    now, before = (china(load, one, column="partner_usd_million") for one in (year, year - 1))
    return (now / before - 1) * 100


def trade_with_china_to_that_with_russia(load: Loader, year: int) -> float:
    """How many times that with Russia was the trade with China, as KOTRA counts?"""
    russia = measures.trade_share(load("trade"), "RUS").set_index("year")
    return china(load, year, column="partner_usd_million") / number_at(russia, year, "partner_usd_million")


def bounds(load: Loader, row: str) -> tuple[float, float]:
    """Between which amounts does the estimate ``row`` of Russian payments lie?"""
    estimates = load("arms_and_troops").set_index("row_id")
    return number_at(estimates, row, "amount_low"), number_at(estimates, row, "amount_high")


def shares_with_payments(load: Loader, row: str) -> tuple[float, float]:
    """China's share of 2024 in percent, with the low and with the high bound of the estimate ``row`` in the total."""
    return with_payments(load, row, "low"), with_payments(load, row, "high")


FIGURES: list[Figure] = [
    Figure(
        "In the figures for 2023, trade with China was {:.0f} times that with Russia",
        lambda load: trade_with_china_to_that_with_russia(load, 2023),
    ),
    Figure("since 2023 at {:,.0f} to {:,.0f} million dollars", lambda load: bounds(load, "A54")),
    Figure("since 2022 at {:,.0f} to {:,.0f} million", lambda load: bounds(load, "A69")),
    Figure("China's share of 2024 is not {:.0f} percent", lambda load: china(load, 2024) * 100),
    Figure("{:.0f} percent, or half?", lambda load: china(load, 2024) * 100),
    Figure("So {:.0f} percent is a share of the record", lambda load: china(load, 2024) * 100),
    Figure(
        "falls to {:.0f} to {:.0f} percent by one, and to {:.0f} to {:.0f} by another",
        lambda load: (*shares_with_payments(load, "A54"), *shares_with_payments(load, "A69")),
    ),
    Figure("less well secured and gives {:.0f} to {:.0f}", lambda load: shares_with_payments(load, "A126")),
    Figure(
        "{:.0f} to {:.0f} by the first estimate, and {:.0f} to {:.0f} by the second",
        lambda load: (*shares_with_payments(load, "A54"), *shares_with_payments(load, "A69")),
    ),
    Figure("In KOTRA's count it fell by {:.0f} percent in 2024", lambda load: -kotra_change(load, 2024)),
]

GIVEN = ("the share from 0 to 1",)
