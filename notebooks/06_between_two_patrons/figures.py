"""Figures in the text of notebook 06, as the data give them."""

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at, number_at
from workbook.measures.trade_shares import Bound

from .questions import days_apart, event, first_year_as_pivot, index, trade_part, years_of_friends


def spells(load: Loader, pair: str) -> pd.DataFrame:
    """In which spells was ``pair`` bound to defend the other?"""
    bound = measures.bound_spells(load("treaties"))
    return bound[bound["between"] == pair].reset_index(drop=True)


def gap(load: Loader) -> int:
    """For how many full years did Moscow and Pyongyang have no promise of defence?"""
    terms = spells(load, "RUS-PRK")
    return int((day_at(terms, 1, "start") - day_at(terms, 0, "end")).days // 365.25)


def votes(load: Loader, year: int, other: str) -> float:
    """How far did North Korea agree with ``other`` in ``year``, in the records of the UN Digital Library?"""
    agreement = measures.agreement_with(load("unga_agreement"), "PRK")
    agreement = agreement[agreement["record"].isin(["undl", "undl2025"]) & (agreement["other"] == other)]
    return number_at(agreement.set_index("year"), year, "value")


def share_with_payments(load: Loader, bound: Bound) -> float:
    """China's share of 2024 in percent with what CSIS says that Russia paid in the total."""
    paid = measures.payments_by_year(load("arms_and_troops"), "A69", bound)
    shares = measures.trade_share(load("trade"), "CHN", unrecorded=paid).set_index("year")
    return number_at(shares, 2024, "share") * 100


def leaning(load: Loader) -> tuple[int, int]:
    """In how many years does the index lean to China, and in how many does it have a figure?"""
    values = index(load)["value"].dropna()
    return int((values > 0.5).sum()), len(values)


FIGURES: list[Figure] = [
    Figure(
        "China's share of 2024 would be {:.0f} to {:.0f} percent",
        lambda load: (share_with_payments(load, "low"), share_with_payments(load, "high")),
    ),
    Figure("with Beijing, {} days apart", days_apart),
    Figure(
        "From {} North Korea had two allies at once", lambda load: on_day(day_at(spells(load, "CHN-PRK"), 0, "start"))
    ),
    Figure("and from {} only one", lambda load: on_day(day_at(spells(load, "RUS-PRK"), 0, "end"))),
    Figure(
        "is in force since {}, after a gap of {:.0f} years",
        lambda load: (on_day(day_at(spells(load, "RUS-PRK"), 1, "start")), gap(load)),
    ),
    Figure("all years from {} to {} are a triangle of friends", years_of_friends),
    Figure("their soldiers fought on {}", lambda load: on_day(event(load, "E039"))),
    Figure("unused, until {}", lambda load: on_day(day_at(spells(load, "CHN-RUS"), 0, "end"))),
    Figure("a tie of their own, from {}: when", first_year_as_pivot),
    Figure(
        "In 1992 North Korea agreed with China at {:.2f} and with Russia at {:.2f}",
        lambda load: (votes(load, 1992, "CHN"), votes(load, 1992, "RUS")),
    ),
    Figure("In 2021 it was {:.2f} and {:.2f}", lambda load: (votes(load, 2021, "CHN"), votes(load, 2021, "RUS"))),
    Figure("Russia is ahead, {:.2f} to {:.2f}", lambda load: (votes(load, 2025, "RUS"), votes(load, 2025, "CHN"))),
    Figure("joined the United Nations on {}", lambda load: on_day(event(load, "E054"))),
    Figure("leans to China in {} of {} years", leaning),
    Figure(
        "falls from {:.2f} in 2021 to {:.2f} in 2023",
        lambda load: (index(load).loc[2021, "value"], index(load).loc[2023, "value"]),
    ),
    Figure(
        "from {:.1f} percent in 2021 to {:.1f} percent in 2024",
        lambda load: (trade_part(load, 2021, "china") * 100, trade_part(load, 2024, "china") * 100),
    ),
]

GIVEN = (
    "from 0 (all with Russia) to 1 (all with China)",
    "Set one weight after the other to 0",
    "by treaties (1) or not (−1)",
)
