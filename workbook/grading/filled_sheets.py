"""Opening a marking sheet that was filled in, as CSV or XLSX: its rows, each cell under its heading."""

import csv
import io
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..base import BadData
from ..base.encodings import ARCHIVE, SEPARATOR_LINE, comma_of
from .clean_text import legible, undefused
from .spreadsheets import sheets_in

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
Cells = list[list[str]]


@dataclass(frozen=True)
class SheetRow:
    """One row of a marking sheet: its number, and its cells by column, whose names are in small letters."""

    number: int
    cells: dict[str, str]

    @property
    def code(self) -> str:
        """The code of the essay, blank where there is none."""
        return self.cells.get("code", "").upper()

    def has_marks(self, columns: Iterable[str]) -> bool:
        """Whether anything stands in the ``columns`` of the criteria, among the comments, or in the note."""
        return any(self.cells.get(column) for column in (*columns, "comments", "note"))

    def holds_another_text(self, text: str) -> bool:
        """Whether the sheet was made for another text than ``text``; how lines are broken does not matter."""
        held, wanted = ("".join(words.split()) for words in (self.cells.get("text", ""), text))
        if held.count("?") > wanted.count("?"):  # saved in an encoding that lacks some of the letters
            held, wanted = (re.sub(r"[^A-Za-z0-9]", "", words) for words in (held, wanted))
        return bool(held) and held[:5000] != wanted[:5000]


def read_sheet(path: str | Path) -> list[SheetRow]:
    """The rows of a sheet that was filled in. Raises BadData, naming the file, if it is not a marking sheet."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadData(f"{path} cannot be read ({error.strerror}).") from None
    if path.suffix.lower() in (".html", ".htm"):
        raise BadData(f"{path.name} is the marking page. Press “Save the marks” on it, and name the CSV that it saves.")
    if content.startswith(OLD_EXCEL):
        raise BadData(f"{path.name} is in Excel's old format. Save it as .xlsx or as “CSV UTF-8”.")
    is_archive = content.startswith(ARCHIVE)
    table, is_certain = (_from_spreadsheet(content, path.name), True) if is_archive else _from_csv(content, path.name)
    filled = [(number, row) for number, row in enumerate(table, start=1) if any(row)]
    head = [cell.casefold() for cell in filled[0][1]] if filled else []
    if "code" not in head:
        columns = ", ".join(filter(None, head)) or "nothing"
        raise BadData(f"{path.name} has no column “code” in its first row; it has: {columns}. Name a marking sheet.")
    for name in filter(None, head):
        if head.count(name) > 1:
            raise BadData(f"{path.name} has two columns called “{name}”. Remove one of them.")
    rows = []
    for number, row in filled[1:]:
        if any(row[len(head) :]):
            raise BadData(
                f"{path.name}, row {number}: more cells than columns. A text with commas needs quotation marks."
            )
        rows.append(SheetRow(number, dict(itertools.zip_longest(head, row[: len(head)], fillvalue=""))))
    if not is_certain:
        _must_be_ascii(rows, path.name)
    return rows


def _must_be_ascii(rows: Iterable[SheetRow], file: str) -> None:
    """Only what is not read back, texts and figures, may have other letters in a file that is not in UTF-8."""
    for row in rows:
        for name, cell in row.cells.items():
            if name not in ("text", "right figures") and not cell.isascii():
                raise BadData(
                    f"{file}, row {row.number}, column {name}: the file is not in UTF-8, so its letters are not "
                    "certain. Save it as “CSV UTF-8”, or as .xlsx."
                )


def _from_csv(content: bytes, file: str) -> tuple[Cells, bool]:
    """The cells, and whether their letters are certain."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    is_certain = True
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text, is_certain = content.decode("latin-1"), False
    comma, named = comma_of(text), SEPARATOR_LINE.match(text)
    text = text[named.end() :] if named else text
    try:
        if "\0" in text:
            raise csv.Error
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
        return _plain(rows), is_certain
    except csv.Error:
        raise BadData(f"{file} is not a table. Save the sheet as “CSV UTF-8”, or as .xlsx.") from None


def _from_spreadsheet(content: bytes, file: str) -> Cells:
    """The first sheet that has a column of codes, else the first."""
    sheets = [_plain(sheet) for sheet in sheets_in(content, file)]
    with_codes = (rows for rows in sheets if any("code" in map(str.casefold, row) for row in rows[:1]))
    return next(with_codes, sheets[0] if sheets else [])


def _plain(rows: Iterable[Iterable[str]]) -> Cells:
    return [[undefused(legible(cell).strip()) for cell in row] for row in rows]
