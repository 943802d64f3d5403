# Generated from the files in this folder by `workbook data build`.

from .choice import Choice as Choice
from .day import Day as Day
from .essay import Essay as Essay
from .match import Match as Match
from .names import Names as Names
from .number import Number as Number
from .order import Order as Order
from .several import Several as Several
from .table import Table as Table
from .word import Word as Word

__all__ = [
    "Choice",
    "Day",
    "Essay",
    "Match",
    "Names",
    "Number",
    "Order",
    "Several",
    "Table",
    "Word",
]
