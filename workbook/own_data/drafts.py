"""A draft of a dataset from somebody's CSV file: clean cells, and a card that is filled in as far as data can tell."""

import csv
import io
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..base.encodings import comma_of, decoded, rows_of
from ..base.errors import BadData, WorkbookError
from ..catalog.shared import vocabulary
from ..catalog.validate import TO_DO, has_type, works_keys

# Days as they are written elsewhere; such a column is meant as dates, so it is not taken for text.
FOREIGN_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{4}-\d{1,2}-\d{1,2}")
LONGEST_CHOICE = 40  # characters; longer cells are prose, not choices or items of a list
MOST_CHOICES = 12
DATED = ("date", "partial-date", "year")

Filled = list[tuple[int, str]]  # the cells of a column that hold a value, each with its row in the file


@dataclass(frozen=True)
class Draft:
    """A dataset that is not written yet: its name, the text of its card and of its table, and remarks for a person."""

    name: str
    card: str
    table: str
    remarks: tuple[str, ...]


def draft(content: bytes, file: str, name: str, source: str = "", encoding: str = "", today: str = "") -> Draft:
    r"""What would the CSV file with the bytes ``content`` be as a dataset called ``name``?

    ``file`` is what messages call it. ``source`` (publisher, title, date, URL) fills the column source of every row
    where the file has none; check is then unconfirmed. ``today`` dates the card's first entry of changes.

    Raises BadData, naming row and column, for a file that cannot become a dataset, WorkbookError where its rows have
    no source and none is given.

    >>> draft(b"state,votes\nCHN,3\nRUS,4\n", "votes.csv", "votes", source="UN, 2024").table.splitlines()[1]
    'CHN,3,"UN, 2024",unconfirmed'
    """
    head, lines, rows, remarks = _table(decoded(content, file, encoding), file)
    head, rows = _with_source(head, rows, source, file)
    columns = {column: [row[index] for row in rows] for index, column in enumerate(head)}
    types = {column: _type_of(column, cells, lines, file, remarks) for column, cells in columns.items()}
    key = _key(head, rows, lines, file)
    return Draft(name, _card(columns, types, key, today), _as_csv(head, rows), tuple(remarks))


def _table(text: str, file: str) -> tuple[list[str], list[int], list[list[str]], list[str]]:
    """Header, the number of each row in the file, the rows with cells trimmed, and remarks."""
    comma, kept = comma_of(text), rows_of(text, file, strict=True)
    if len(kept) < 2:
        raise BadData(f"{file} holds no rows; the first line names the columns, the others are the rows.")
    (_, head), *body = kept
    for number, column in enumerate(head, start=1):
        if not column:
            raise BadData(f"{file}: column {number} has no name. Write one into the first row.")
        if column in head[: number - 1]:
            raise BadData(f"{file}: two columns are called “{column}”. Give one of them another name.")
    for number, row in body:
        if len(row) != len(head):
            raise BadData(f"{file}, row {number}: {len(row)} cells where the header has {len(head)}.")
    signs = {";": "semicolons", "\t": "tabs"}
    remarks = [f"The cells were separated by {signs[comma]}; the copy has commas."] if comma in signs else []
    return head, [number for number, _ in body], [row for _, row in body], remarks


def _with_source(head: list[str], rows: list[list[str]], source: str, file: str) -> tuple[list[str], list[list[str]]]:
    if "source" in head and source:
        raise WorkbookError(f"{file} has a column source already; leave --source out, or leave the column out.")
    lacking = [column for column in ("source", "check") if column not in head]
    if lacking and not source:
        raise WorkbookError(
            f"{file} lacks the column {' and '.join(lacking)}: every row names its source and whether it was checked"
            ' (confirmed, weak, unconfirmed). Add them, or type --source "publisher, title, date, URL" for all rows.'
        )
    filled = {"source": source, "check": "unconfirmed"}
    return head + lacking, [row + [filled[column] for column in lacking] for row in rows]


def _type_of(column: str, cells: Sequence[str], lines: Sequence[int], file: str, remarks: list[str]) -> str:
    """The type that the cells of a column have; a column of dates or checks with another cell in it is refused."""
    filled = [(line, cell) for line, cell in zip(lines, cells, strict=True) if cell and not _is_reason(cell)]
    values = [cell for _, cell in filled]
    if column == "source":
        return _source_type(values)
    if column == "check":
        _refuse_strange_check(filled, file)
        return "choice"
    if not values:
        return "text"
    if all(re.fullmatch(r"(1[5-9]|20)\d\d", cell) for cell in values):
        return "year"
    # 007 is a code and not the number 7.
    numbers: tuple[str, ...] = () if any(re.match(r"0\d", cell) for cell in values) else ("integer", "number")
    for column_type in (*numbers, "date", "partial-date", "url"):
        if all(has_type(cell, column_type) for cell in values):
            return column_type
    _refuse_strange_date(column, filled, file)
    _remark_on_numbers(column, filled, remarks)
    items = [item for cell in values for item in cell.split(";")]
    short = max(map(len, items)) <= LONGEST_CHOICE
    if len(items) > len(values) and short and all(item == item.strip() for item in items):
        return "list"
    few = len(set(values)) <= min(MOST_CHOICES, len(values) // 2)
    return "choice" if few and max(map(len, values)) <= LONGEST_CHOICE else "text"


def _is_reason(cell: str) -> bool:
    return cell.startswith("[") and cell[1:-1] in vocabulary()["missing"]


def _source_type(values: Sequence[str]) -> str:
    works = works_keys()
    return "source" if values and all(item in works for cell in values for item in cell.split(";")) else "text"


def _refuse_strange_check(filled: Filled, file: str) -> None:
    allowed = vocabulary()["check"]
    for line, cell in filled:
        if cell not in allowed:
            raise BadData(f"{file}, row {line}, column check: “{cell}” is not one of {', '.join(allowed)}.")


def _refuse_strange_date(column: str, filled: Filled, file: str) -> None:
    dates = [cell for _, cell in filled if has_type(cell, "partial-date") or FOREIGN_DAY.fullmatch(cell)]
    if len(dates) * 2 <= len(filled) or all(len(cell) == 4 for cell in dates):
        return
    for line, cell in filled:
        if not has_type(cell, "partial-date"):
            raise BadData(
                f"{file}, row {line}, column {column}: “{cell}” is not a date; write 2024-06-19, 2024-06 or 2024,"
                " or a reason such as [not found]."
            )


def _remark_on_numbers(column: str, filled: Filled, remarks: list[str]) -> None:
    odd = [(line, cell) for line, cell in filled if not has_type(cell, "number")]
    if odd and len(odd) * 2 < len(filled):
        line, cell = odd[0]
        remarks.append(
            f"Column {column} is treated as text, because row {line} holds “{cell}”; most other cells are numbers."
            " A number is written 1234.5, a missing one [not found] or [not reported]."
        )


def _key(head: list[str], rows: Sequence[Sequence[str]], lines: Sequence[int], file: str) -> list[str]:
    """The fewest columns, from the left, that tell every row from every other."""
    for count in range(1, len(head) + 1):
        if len({tuple(row[:count]) for row in rows}) == len(rows):
            return head[:count]
    first: dict[tuple[str, ...], int] = {}
    for line, row in zip(lines, rows, strict=True):
        if tuple(row) in first:
            raise BadData(f"{file}: rows {first[tuple(row)]} and {line} are the same in every column. Delete one.")
        first[tuple(row)] = line
    raise AssertionError("no key and no two equal rows")


def _as_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def _card(columns: Mapping[str, Sequence[str]], types: Mapping[str, str], key: list[str], today: str) -> str:
    dated = next((column for column in columns if types[column] in DATED), "")
    dates = sorted(cell for cell in columns.get(dated, ()) if cell[:4].isdigit())
    covers = [dates[0], dates[-1]] if dates else [f"{TO_DO}: the first date", f"{TO_DO}: the last date"]
    parts = [
        f"title = {_quoted(f'{TO_DO}: what the table shows, in one line')}",
        f"one_row_is = {_quoted(f'{TO_DO}: what one row stands for, such as “one summit”')}",
        f"key = {_quoted(key)}",
        f"covers = {_quoted(covers)}",
        *([f"dated_by = {_quoted(dated)}"] if dates else []),
        f"licence = {_quoted(f'{TO_DO}: such as CC-BY-4.0, or “all rights reserved”')}",
        f"method = {_quoted(f'{TO_DO}: how the rows were chosen and coded')}",
        f"sources = [{_quoted(f'{TO_DO}: where the data come from')}]",
        f"caveats = [{_quoted(f'{TO_DO}: what the data cannot show')}]",
        f'\n[[changes]]\nversion = "1"\ndate = {_quoted(today)}\nnote = "first version"',
    ]
    parts += itertools.chain.from_iterable(_entry(column, cells, types[column]) for column, cells in columns.items())
    return "\n".join(parts) + "\n"


def _entry(column: str, cells: Sequence[str], column_type: str) -> Iterator[str]:
    yield f"\n[[columns]]\nname = {_quoted(column)}\ntype = {_quoted(column_type)}"
    if column_type in ("integer", "number"):
        yield f"unit = {_quoted(f'{TO_DO}: such as USD million, percent, votes')}"
    if column == "check":
        yield 'values = "check"'
    elif column_type == "choice":
        yield f"values = {_quoted(sorted({cell for cell in cells if cell and not _is_reason(cell)}))}"
    if "" in cells:
        reasons = "not found, not reported, outside coverage or not applicable"
        yield f"empty = {_quoted(f'{TO_DO}: what an empty cell means: {reasons}')}"
    yield f"meaning = {_quoted(f'{TO_DO}: what the column says, so that a student understands it')}"


def _quoted(value: str | list[str]) -> str:
    # A JSON string or list of strings is one of TOML too, the character DEL apart.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
