"""The cells of a student's notebook as plain text, whatever is in the place of it, and what was repaired."""

import re
from dataclasses import dataclass

from .remarks import Remark, remark
from .repair import Notebook

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class StudentCell:
    """One cell as it was read; ``position`` counts all cells from 1, ``number`` those with code (0 for others).

    ``type`` is code, markdown or raw. ``role`` and ``question`` are those that its metadata give it, or blank.
    """

    position: int
    number: int
    type: str
    text: str
    ids: tuple[str, ...] = ()
    role: str = ""
    question: str = ""


def cells_of(notebook: Notebook) -> tuple[list[StudentCell], list[Remark]]:
    """The cells of a ``notebook`` (plain data, see ``notebooks_in``), and what was repaired in them."""
    cells: list[StudentCell] = []
    remarks: list[Remark] = []
    number = 0
    for position, data in enumerate(_listed(notebook), start=1):
        if not isinstance(data, dict):
            remarks.append(remark("not-a-cell", [position]))
            continue
        cell, more = _cell(data, position, number + 1)
        number += cell.type == "code"
        cells.append(cell)
        remarks += [each.at(position) for each in more]
    return cells, remarks


def _listed(notebook: Notebook) -> list[object]:
    """What stands where cells should; in formats older than 4 on several worksheets.

    They are read here and not by nbformat's own conversion: that fails on every second kind of damage, such as a
    missing type, outputs that are null or a heading without a text, and then nothing at all would be read.
    """
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return cells
    worksheets = notebook.get("worksheets")
    sheets = (
        [sheet.get("cells") for sheet in worksheets if isinstance(sheet, dict)] if isinstance(worksheets, list) else []
    )
    return [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]


def _cell(data: dict[str, object], position: int, number: int) -> tuple[StudentCell, list[Remark]]:
    remarks = []
    metadata = data.get("metadata", {})
    if not isinstance(metadata, dict):
        remarks.append(remark("metadata-damaged"))
        metadata = {}
    text, more = _source(data.get("source", data.get("input")))
    remarks += more
    type = data.get("cell_type")
    if type == "heading":  # before format 4
        level = data.get("level")
        text = f"{'#' * int(level) if isinstance(level, (int, float)) and level in range(1, 7) else '#'} {text}"
        type = "markdown"
    elif type not in ("code", "markdown", "raw"):
        is_code = bool(data.keys() & {"outputs", "execution_count", "input"})
        remarks.append(remark("cell-type-unknown", read_as="code" if is_code else "text"))
        type = "code" if is_code else "markdown"
    workbook, nbgrader = (_fields(metadata.get(name)) for name in ("workbook", "nbgrader"))
    ids = [_word(value) for value in (data.get("id"), metadata.get("id"), nbgrader.get("grade_id"))]
    role, question = _word(workbook.get("role")), _word(workbook.get("question"))
    if not role and type == "markdown" and metadata.get("tags") == ["otter_answer_cell"]:
        role = "essay"  # otter puts a cell of its own in the place of ours
    is_code = type == "code"
    cell = StudentCell(position, number if is_code else 0, str(type), text, tuple(filter(None, ids)), role, question)
    return cell, remarks


def _fields(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _source(source: object) -> tuple[str, list[Remark]]:
    """The text of a cell, whatever stands in its place."""
    remarks = []
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        if len(lines) < len(source):
            remarks.append(remark("not-text"))
        # By the format each line ends with its line end; some tools forget them all.
        ended = len(lines) < 2 or any(line.endswith(("\n", "\r")) for line in lines[:-1])
        ended = ended or all(len(line) < 2 for line in lines)  # its letters one by one, as list() gives them
        if not ended:
            remarks.append(remark("line-ends-missing"))
        text = ("" if ended else "\n").join(lines)
    elif isinstance(source, str):
        text = source
    elif isinstance(source, (int, float)) and not isinstance(source, bool):
        remarks.append(remark("number-as-text"))
        text = str(source)
    else:
        remarks.append(remark("text-missing"))
        text = ""
    text, more = plain(text)
    return text, remarks + more


def plain(text: str) -> tuple[str, list[Remark]]:
    r"""The ``text`` with plain line ends and without what no text can hold, and what was repaired.

    >>> text, remarks = plain("a\r\nb\x00")
    >>> text, [remark.code for remark in remarks]
    ('a\nb', ['line-ends-converted', 'control-characters'])
    """
    remarks = []
    if "\r" in text:
        remarks.append(remark("line-ends-converted"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        remarks.append(remark("control-characters"))
        text = CONTROL.sub("", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        remarks.append(remark("unpaired-surrogates"))
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text, remarks
