"""Figures in the text of notebook 18, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import number_at

from .questions import decided, forecast_day, of_kind, on_one_side, points, share


def futures(load: Loader) -> int:
    """How many futures hold together?"""
    net = measures.network(load("scenario_factors"), load("scenario_influences"))
    return len(measures.consistent_scenarios(net))


def amount(load: Loader, row: str, column: str) -> float:
    """What is the estimate in ``row`` of the arms and troops?"""
    return number_at(load("arms_and_troops").set_index("row_id"), row, column)


FIGURES: list[Figure] = [
    Figure(
        "Of {} claims in the ledger, {} is a recommendation",
        lambda load: (len(load("claims")), of_kind(load, "recommendation")),
    ),
    Figure(
        "Of {} points the rows decide {} and leave {} open",
        lambda load: (points(load), decided(load), points(load, "open")),
    ),
    Figure("On {} points they bear out one", on_one_side),
    Figure("holds {} forecasts that were made testable", lambda load: len(load("forecasts"))),
    Figure("Its deadline here is {}", lambda load: on_day(forecast_day(load, "F-S1", "deadline"))),
    Figure("influences, {} futures hold together", futures),
    Figure(
        "{:.1f} percent in 2021 and {:.1f} percent in 2024",
        lambda load: (share(load, 2021), share(load, 2024)),
    ),
    Figure(
        "from {:,.0f} to {:,.0f} million dollars",
        lambda load: (amount(load, "A54", "amount_low"), amount(load, "A69", "amount_high")),
    ),
]

GIVEN = (
    "title and question | 30",
    "answer | 60",
    "what we know | 200",
    "options | 200",
    "what we do not know | 100",
    "in about 700 words",
)
