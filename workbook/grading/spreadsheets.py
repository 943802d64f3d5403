"""Marking sheets as spreadsheets (XLSX): the only place that knows openpyxl, which need not be installed."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from ..assignments.rubrics import best_first
from ..assignments.source import Exercise
from ..base import BadData
from .clean_text import defused
from .marking_sheets import FIRST_COLUMNS, EssayToMark, cut, rows_of
from .right_figures import model_essays

Value = str | int | float


def _openpyxl() -> ModuleType | None:
    try:
        import openpyxl
    except ImportError:
        return None
    module: ModuleType = openpyxl
    return module


def as_spreadsheet(exercise: Exercise, name: str, essays: Sequence[EssayToMark], marker: str = "") -> bytes | None:
    """The sheet as an XLSX file with lists to choose levels from, or None where openpyxl is missing."""
    openpyxl = _openpyxl()
    if openpyxl is None:
        return None
    rubric = exercise.rubrics[name]
    book = openpyxl.Workbook()
    book.properties.title = f"{exercise.title}, {name}"
    marks = book.active
    widths = [10, 8, 90, 44, *[16] * len(rubric.criteria), 24, 40, 12]
    _fill(openpyxl, marks, "Marks", rows_of(exercise, name, essays, marker), widths)
    levels = [(criterion, level) for criterion in rubric.criteria for level in best_first(criterion)]
    rows: list[list[str | float]] = [
        [criterion["id"], criterion["title"], level["name"], level["points"], level["descriptor"]]
        for criterion, level in levels
    ]
    head = ["criterion", "title", "level", "points", "what it takes"]
    _fill(openpyxl, book.create_sheet(), "Rubric", [head, *rows], [16, 28, 16, 8, 90])
    bank = [[comment["id"], comment["criterion"], comment["text"]] for comment in rubric.comments]
    _fill(openpyxl, book.create_sheet(), "Comments", [["id", "criterion", "comment"], *bank], [16, 16, 100])
    models = model_essays(exercise, name, ((essay.code, essay.variant) for essay in essays))
    texts = [["all" if len(models) == 1 else ", ".join(codes), cut(text)] for text, codes in models]
    _fill(openpyxl, book.create_sheet(), "Model essay", [["for", "model essay"], *texts], [16, 110])
    for number, criterion in enumerate(rubric.criteria, start=len(FIRST_COLUMNS) + 1):
        own_rows = [row for row, (other, _) in enumerate(levels, start=2) if other is criterion]
        choice = openpyxl.worksheet.datavalidation.DataValidation(
            type="list",
            formula1=f"Rubric!$C${own_rows[0]}:$C${own_rows[-1]}",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",  # not “stop”: points may be typed in place of a level
            errorTitle="Not in the list",
            error="Choose a level from the list, or type its points.",
        )
        column = marks.cell(1, number).column_letter
        choice.add(f"{column}2:{column}{len(essays) + 1}")
        marks.add_data_validation(choice)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(openpyxl: ModuleType, sheet: Any, title: str, rows: Iterable[Sequence[Value]], widths: Sequence[int]) -> None:
    sheet.title = title
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([defused(cell) if isinstance(cell, str) else cell for cell in row])
    for column, width in zip(sheet.columns, widths, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
        for cell in column:
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
        column[0].font = openpyxl.styles.Font(bold=True)
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def sheets_in(content: bytes, file: str) -> list[list[list[str]]]:
    """The texts of the cells of each sheet in the spreadsheet ``content``, which is called ``file`` in messages.

    Raises BadData if it is not a spreadsheet, or if openpyxl is missing.
    """
    openpyxl = _openpyxl()
    if openpyxl is None:
        raise BadData(
            f'{file} is a spreadsheet. To read it, type: pip install "triangle-workbook[grade]". '
            "Or save it as “CSV UTF-8”."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what Excel adds and it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise BadData(
            f"{file} is not a spreadsheet that can be read ({type(error).__name__}). Save it as “CSV UTF-8”."
        ) from None
    return [[[_as_text(value) for value in row] for row in sheet.values] for sheet in book.worksheets]


def _as_text(value: object) -> str:
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)
