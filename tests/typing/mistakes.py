"""Mistakes, one a line: a checker must find each line that is marked, and no other. The file is read and never run.

A word after the mark names the package whose types find the mistake.
"""

import workbook as wb
from workbook.assignments import open_exercise
from workbook.assignments.source import Cell, Exercise
from workbook.base import UnknownName, unknown
from workbook.catalog import card
from workbook.grading.gather import SubmittedFile
from workbook.grading.readings import Reading
from workbook.measures import trade_share
from workbook.views.base import View
from workbook.views.controls import Choice, Year
from workbook.views.gallery.trade import Trade


def public_face() -> None:
    """What a student or an instructor types in a cell."""
    wb.lod("trade")  # error
    wb.load("trade", reason=True)  # error
    wb.load(7)  # error
    wb.load("trade").notn()  # error
    wb.load("trade").isna().any().notn()  # error
    wb.load("trade").heads()  # error
    wb.views.trad()  # error
    wb.views.trade(2000)  # error
    wb.views.trade(sinse=2000)  # error
    wb.views.trade(since="2000")  # error
    wb.views.trade(denominator="kotr")  # error
    wb.views.trade(partners=["CHN", "USA"])  # error
    wb.views.trade().choose(sinse=2000)  # error
    wb.views.trade().sentense.upper()  # error
    wb.views.trade().sentence()  # error
    wb.views.beijing_ledger(risk_instability=7)  # error
    wb.views.together("trade", "hedge")  # error
    print(wb.measures.trade_shar)  # error
    wb.views.trade().table().heads()  # error


def objects_of_the_house(cell: Cell, exercise: Exercise, reading: Reading, submitted: SubmittedFile) -> None:
    """What an engineer of the house types."""
    print(cell.qestion)  # error
    print(exercise.kee(1))  # error
    print(exercise.key("first"))  # error: assignments
    print(open_exercise("07_trade").cells[0].qestion)  # error: assignments
    print(reading.agrement)  # error
    print(submitted.storred.label)  # error
    print(submitted.stored.lable)  # error
    print(card("trade").titel)  # error: catalog
    print(card("trade").columns["year"].meening)  # error: catalog
    print(trade_share(wb.load("trade"), "CHN").notn())  # error: measures
    print(trade_share(wb.load("trade"), 7))  # error: measures
    raise unknown("dataset", "trad", ["trade"]).with_hint(UnknownName)  # error: base


class Own(View):
    """A view with mistakes in it."""

    rule = Choice("Rule", ["treaty", "votes"])  # error
    since = Year("From", of="trade")  # error

    def describe(self, rows: int) -> str:  # error
        """A sentence."""
        return self.since  # error


def present_choices(view: Trade) -> None:
    """What is chosen has a type."""
    view.since.upper()  # error
    view.denominatr.upper()  # error
    print(Trade.since.frist)  # error
