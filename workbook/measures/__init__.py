"""The field's methods: a table in, a table or a number out. Each says its formula, units, errors and source."""

from .agreement import agreement
from .council import cast_votes, vetoes, voted_alike
from .events import activity
from .trade import DENOMINATORS, first_year_above, stays_above_from, trade_share

__all__ = [
    "DENOMINATORS",
    "activity",
    "agreement",
    "cast_votes",
    "first_year_above",
    "stays_above_from",
    "trade_share",
    "vetoes",
    "voted_alike",
]
