"""A table of separated values whose cells can be replaced while every other byte stays as it is."""

import codecs
import re
from dataclasses import dataclass

from ..base import BadData
from ..base.encodings import ARCHIVE, looks_like
from .clean_text import defused

MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
DELIMITERS = ",;\t"
SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)  # a line that some spreadsheets begin with
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Cell:
    """One cell: its place in the text, ``raw`` as it stands there, and what it says."""

    start: int
    end: int
    raw: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A text and where its cells are; ``rows`` by the number that a spreadsheet shows, blank ones left out."""

    file: str
    mark: bytes
    encoding: str
    text: str
    delimiter: str
    rows: dict

    @property
    def head(self):
        """The headings, as they stand in the first row."""
        return [cell.text for cell in self.rows[min(self.rows)]]

    @property
    def body(self):
        """The rows below the first, as texts, by number."""
        return {number: [_value(cell.text) for cell in row] for number, row in list(self.rows.items())[1:]}


def safe_cell(text, delimiter=",", quoted=False):
    """``text`` as a cell that no spreadsheet takes for a formula; in quotation marks if ``quoted``, or where needed.

    >>> safe_cell("=1+1"), safe_cell("-1.5"), safe_cell("8,5"), safe_cell("8,5", ";")
    ("'=1+1", '-1.5', '"8,5"', '8,5')
    """
    text = text if NUMBER.fullmatch(text) else defused(text)
    if quoted or any(sign in text for sign in (delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def opened(content, file):
    """The file as text with the places of its cells. Raises BadData if it is no table that can be kept as it is."""
    if content.startswith(ARCHIVE):
        raise BadData(f"{file} is an Excel workbook or another archive. Take the CSV file as it was downloaded.")
    mark = next((one for one in MARKS if content.startswith(one)), b"")
    encoding, bare = MARKS.get(mark, "utf-8"), content[len(mark) :]
    try:
        if not mark and b"\0" in bare:
            raise UnicodeDecodeError("utf-8", bare, 0, 1, "NUL")
        text = bare.decode(encoding)
    except UnicodeDecodeError:
        encoding = looks_like(content)
        if encoding.startswith("utf-16"):
            encoding = "utf-16-le" if bare[1:2] == b"\0" else "utf-16-be"
        text = bare.decode(encoding, errors="replace")
    if "\0" in text or text.encode(encoding, errors="replace") != bare:
        raise BadData(f"{file} is not a text file in an encoding that is known here. Save the table as «CSV UTF-8».")
    said = SEPARATOR.match(text)
    found = []
    for delimiter in said[1] if said else DELIMITERS:
        rows = _rows(text, delimiter, said.end() if said else 0)
        width = len(next(iter(rows.values()), ()))
        found.append((sum(len(row) == width for row in rows.values()) if width > 1 else 0, width, delimiter, rows))
    fit, width, delimiter, rows = max(found, key=lambda one: one[:2])
    if not fit:
        raise BadData(f"{file} is not a table with commas, semicolons or tabs between its cells.")
    sheet = Sheet(file, mark, encoding, text, delimiter, rows)
    _whole(sheet, width)
    return sheet


def _rows(text, delimiter, place):
    """The rows of cells from ``place`` on, by number; a row is blank if all its cells are."""
    cell = re.compile(rf'("(?:[^"]|"")*+"[^{delimiter}\r\n]*|[^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)')
    number, rows = (2 if place else 1), {}
    row: list[Cell] = []
    while (place < len(text) or row) and (found := cell.match(text, place)):  # any text matches
        raw = found[1]
        inside = re.match(r'"((?:[^"]|"")*+)"', raw)
        value = inside[1].replace('""', '"') + raw[inside.end() :] if inside else raw
        row.append(Cell(found.start(1), found.end(1), raw, value))
        place = found.end()
        if found[2] != delimiter:
            if any(one.text.strip() for one in row):
                rows[number] = row
            number, row = number + 1, []
    return rows


def _whole(sheet, width):
    if len(sheet.rows) < 2:
        raise BadData(f"{sheet.file} has no row below the first one. Download it again when students are enrolled.")
    for number, row in sheet.rows.items():
        if len(row) != width or any(one.raw.startswith('"') and not one.raw.count('"') > 1 for one in row):
            raise BadData(
                f"{sheet.file}, row {number}, has {len(row)} cells and the first row {width}, or a quotation mark in "
                "it is not closed. Download the file again, and do not edit it with a text editor."
            )


def _value(text):
    """What a cell says, without what defuses a formula: ``="0012"``, ``'=1``."""
    text = text.strip()
    text = match[1] if (match := re.fullmatch(r'="(.*)"', text, re.DOTALL)) else text
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def number_of(text):
    """The number that ``text`` is, with a decimal point or comma, or None."""
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def decimal_sign(sheet, places):
    """The decimal sign: that of other numbers in these columns, or the one that goes with the delimiter."""
    numbers = [text for row in sheet.body.values() for place in places if NUMBER.fullmatch(text := row[place])]
    for sign in ",.":
        if any(sign in text for text in numbers):
            return sign
    return "," if sheet.delimiter == ";" else "."


def with_cells(sheet, cells):
    """The bytes of the sheet with new texts for some ``cells``."""
    parts, place = [], 0
    for cell in sorted(cells, key=lambda cell: cell.start):
        parts += [sheet.text[place : cell.start], cells[cell]]
        place = cell.end
    return sheet.mark + ("".join(parts) + sheet.text[place:]).encode(sheet.encoding)
