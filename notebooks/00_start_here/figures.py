"""Figures in the text of notebook 00, as the data give them."""

from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at

from .questions import wrong_before, wrong_facts

FIGURES: list[Figure] = [
    Figure("a commentary of the Centre for Eastern Studies (OSW) in Warsaw, {}", lambda load: published(load, "B00")),
    Figure("published by the John Lukacs Institute in Budapest, {}", lambda load: published(load, "S00")),
    Figure("marks {} of {} facts in Salát as wrong", lambda load: wrong_facts(load, "salat2025")),
    Figure("and {} of {} in Bogusz.", lambda load: wrong_facts(load, "bogusz2024")),
    Figure("it was {} of {} in Salát", lambda load: wrong_before(load, "salat2025")),
    Figure("in Salát and {} of {} in Bogusz.", lambda load: wrong_before(load, "bogusz2024")),
]


def published(load: Loader, key: str) -> str:
    """On which day did the work called ``key`` appear?"""
    return on_day(day_at(load("works").set_index("work_id"), key, "date"))
