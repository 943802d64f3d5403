"""A table of separated values whose cells can be replaced while every other byte stays as it is."""

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..base import BadData
from ..base.cells import bare, defused
from ..base.encodings import ARCHIVE, looks_like

BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
DELIMITERS = ",;\t"
SEPARATOR_LINE = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)  # some spreadsheets begin with it
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class TableCell:
    """One cell: where it begins and ends in the text, ``raw`` as it stands there, and what it says."""

    start: int
    end: int
    raw: str
    text: str


Rows = dict[int, list[TableCell]]  # by the number that a spreadsheet shows


@dataclass(frozen=True)
class DelimitedTable:
    """A text and where its cells are; ``rows`` by the number that a spreadsheet shows, blank ones left out."""

    file: str
    mark: bytes
    encoding: str
    text: str
    delimiter: str
    rows: Rows

    @property
    def head(self) -> list[str]:
        """The headings, as they stand in the first row."""
        return [cell.text for cell in self.rows[min(self.rows)]]

    @property
    def body(self) -> dict[int, list[str]]:
        """The rows below the first, as texts, by number."""
        return {number: [bare(cell.text) for cell in row] for number, row in list(self.rows.items())[1:]}


def safe_cell(text: str, delimiter: str = ",", quoted: bool = False) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula; in quotation marks if ``quoted``, or where needed.

    >>> safe_cell("=1+1"), safe_cell("-1.5"), safe_cell("8,5"), safe_cell("8,5", ";")
    ("'=1+1", '-1.5', '"8,5"', '8,5')
    """
    text = text if NUMBER.fullmatch(text) else defused(text)
    if quoted or any(sign in text for sign in (delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def opened(content: bytes, file: str) -> DelimitedTable:
    """The file as text with the places of its cells.

    Raises BadData if it is not a table, or not one that can be kept as it is.
    """
    if content.startswith(ARCHIVE):
        raise BadData(f"{file} is an Excel workbook or another archive. Use the CSV file as it was downloaded.")
    mark, encoding, text = _decoded(content, file)
    separator = SEPARATOR_LINE.match(text)
    start = separator.end() if separator else 0
    readings = []
    for delimiter in separator[1] if separator else DELIMITERS:
        rows = _rows(text, delimiter, start)
        width = len(next(iter(rows.values()), ()))
        readings.append((sum(len(row) == width for row in rows.values()) if width > 1 else 0, width, delimiter, rows))
    fitting_rows, width, delimiter, rows = max(readings, key=lambda reading: reading[:2])
    if not fitting_rows:
        raise BadData(f"{file} is not a table with commas, semicolons or tabs between its cells.")
    table = DelimitedTable(file, mark, encoding, text, delimiter, rows)
    _must_be_complete(table, width)
    return table


def _decoded(content: bytes, file: str) -> tuple[bytes, str, str]:
    """The mark at the beginning, the encoding, and the text; encoded again it gives the same bytes."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if content.startswith(mark)), b"")
    encoding, bare = BYTE_ORDER_MARKS.get(mark, "utf-8"), content[len(mark) :]
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
        raise BadData(f"{file} is not a text file in an encoding that is known here. Save the table as “CSV UTF-8”.")
    return mark, encoding, text


def _rows(text: str, delimiter: str, start: int) -> Rows:
    """The rows of cells from ``start`` on, by number; a row is blank if all its cells are."""
    pattern = re.compile(rf'("(?:[^"]|"")*+"[^{delimiter}\r\n]*|[^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)')
    number, rows = (2 if start else 1), {}
    row: list[TableCell] = []
    while (start < len(text) or row) and (cell := pattern.match(text, start)):  # any text matches
        raw = cell[1]
        quoted = re.match(r'"((?:[^"]|"")*+)"', raw)
        value = quoted[1].replace('""', '"') + raw[quoted.end() :] if quoted else raw
        row.append(TableCell(cell.start(1), cell.end(1), raw, value))
        start = cell.end()
        if cell[2] != delimiter:
            if any(cell_of_row.text.strip() for cell_of_row in row):
                rows[number] = row
            number, row = number + 1, []
    return rows


def _must_be_complete(table: DelimitedTable, width: int) -> None:
    if len(table.rows) < 2:
        raise BadData(f"{table.file} has no row below the first one. Download it again when students are enrolled.")
    for number, row in table.rows.items():
        if len(row) != width or any(cell.raw.startswith('"') and not cell.raw.count('"') > 1 for cell in row):
            raise BadData(
                f"{table.file}, row {number}, has {len(row)} cells and the first row {width}, or a quotation mark in "
                "it is not closed. Download the file again, and do not edit it with a text editor."
            )


def number_of(text: str) -> float | None:
    """The number that ``text`` is, with a decimal point or comma, or None."""
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def decimal_sign(table: DelimitedTable, columns: Iterable[int]) -> str:
    """The decimal sign: that of other numbers in these ``columns``, or the one that goes with the delimiter."""
    columns = list(columns)
    numbers = [text for row in table.body.values() for index in columns if NUMBER.fullmatch(text := row[index])]
    for sign in ",.":
        if any(sign in text for text in numbers):
            return sign
    return "," if table.delimiter == ";" else "."


def with_cells(table: DelimitedTable, texts: Mapping[TableCell, str]) -> bytes:
    """The bytes of the table with new ``texts`` for some cells."""
    parts, end_before = [], 0
    for cell in sorted(texts, key=lambda cell: cell.start):
        parts += [table.text[end_before : cell.start], texts[cell]]
        end_before = cell.end
    return table.mark + ("".join(parts) + table.text[end_before:]).encode(table.encoding)


def listed(items: Iterable[object]) -> str:
    """``items`` one after the other, as they stand in messages."""
    return ", ".join(f"{item}".strip() for item in items)
