"""Damaged files: the notebook in the bytes of a file in whatever state it comes, and what was repaired."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from ..base import WorkbookError
from ..base.encodings import MARKS, looks_like
from .remarks import Remark, remark

Notebook = dict[str, object]
FILE_SIGNATURES = {
    b"PK": "a zip archive or an Office document",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF",
    b"{\\rtf": "a word processor document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
WANTED = "Hand in the file of the exercise, which ends in .ipynb"
# Texts as JSON writes them are passed over, so that a comma in a student's text stays.
COMMA = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|,(?=\s*+[\]}])', re.S)
CELL_START = re.compile(r'\{\s*+"(?:cell_type|attachments|collapsed|execution_count|id|input|metadata|outputs|source)"')
ABOUT = re.compile(r'"workbook"\s*+:\s*+(\{[^{}]{0,2000}"exercise"[^{}]{0,2000}\})')


class Refused(WorkbookError):
    """A submission that cannot be graded; the message says why in one sentence."""


class ParsedJson(NamedTuple):
    """What JSON text holds, the index where it ends, and the values in it that are not JSON, such as NaN."""

    value: object
    end: int
    strange: list[str]


def notebooks_in(content: bytes) -> list[tuple[Notebook, list[Remark]]]:
    """The notebook in the bytes ``content`` as plain data, with what was repaired; two if a merge left both versions.

    Raises Refused if there is none.

    >>> notebooks_in(b'{"cells": [], "nbformat": 4}')
    [({'cells': [], 'nbformat': 4}, [])]
    """
    text, remarks = _decoded(content)
    kind = next((kind for signature, kind in FILE_SIGNATURES.items() if content.startswith(signature)), "")
    if not kind and text[:200].lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        kind = "a web page"
    if kind:
        raise Refused(f"The file is {kind}, not a notebook. {WANTED}.")
    if not text.strip("\0 \t\r\n"):
        raise Refused(f"The file is empty. {WANTED}.")
    versions = _merged_versions(text)
    if not versions or _parsed(text) is not None:
        notebook, more = _notebook(text)
        return [(notebook, remarks + more)]
    notebooks, refused = [], None
    for version in versions:
        try:
            notebook, more = _notebook(version)
            notebooks.append((notebook, remarks + more))
        except Refused as error:
            refused = error
    if refused and not notebooks:
        raise refused
    if refused:
        notebooks[0][1].append(remark("one-version-readable"))
    return notebooks


def _decoded(content: bytes) -> tuple[str, list[Remark]]:
    if mark := next((mark for mark in MARKS if content.startswith(mark)), None):
        return content.decode(MARKS[mark], "replace"), [remark("other-encoding", encoding=MARKS[mark].upper())]
    remarks = []
    if content.startswith(b"\xef\xbb\xbf"):
        remarks.append(remark("byte-order-mark"))
        content = content.removeprefix(b"\xef\xbb\xbf")
    if content[:2000].count(0) * 3 > len(content[:2000]):
        text = content.decode("utf-16-be" if content[0] == 0 else "utf-16-le", "replace")
        return text, [*remarks, remark("other-encoding", encoding="UTF-16")]
    try:
        return content.decode(), remarks
    except UnicodeDecodeError as error:
        text = content.decode(errors="replace")
        bad = text.count("\ufffd") - content.count("\ufffd".encode())
        if len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", content)) >= bad:
            return text, [*remarks, remark("bytes-not-text", count=bad)]
        # Of a large file a piece is enough to tell, and it is quick.
        encoding = looks_like(content[max(0, error.start - 1) : error.start + 20_000])
        return content.decode(encoding, "replace"), [*remarks, remark("encoding-guessed", encoding=encoding)]


def _merged_versions(text: str) -> tuple[str, ...]:
    """The upper and the lower version of a ``text`` in which a merge left its marks; () without such marks."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return ()
    upper, lower, part = [], [], "both"
    for line in text.split("\n"):
        if line.startswith("<<<<<<<"):
            part = "upper"
        elif part != "both" and line.startswith("|||||||"):
            part = "base"
        elif part in ("upper", "base") and line.startswith("======="):
            part = "lower"
        elif part == "lower" and line.startswith(">>>>>>>"):
            part = "both"
        else:
            if part in ("both", "upper"):
                upper.append(line)
            if part in ("both", "lower"):
                lower.append(line)
    return "\n".join(upper), "\n".join(lower)


def _parsed(text: str) -> ParsedJson | None:
    """What the JSON at the beginning of ``text`` holds; None if it is not JSON."""
    strange: list[str] = []
    try:
        value, end = _decoder(strange.append).raw_decode(text, len(text) - len(text.lstrip()))
        return ParsedJson(value, end, strange)
    except (ValueError, RecursionError):
        return None


def _decoder(constant: Callable[[str], object]) -> json.JSONDecoder:
    # Of more digits than Python reads a whole number cannot be made; none that matters has so many.
    return json.JSONDecoder(
        strict=False,
        parse_int=lambda digits: int(digits) if len(digits) < 100 else float(digits),
        parse_constant=constant,
    )


def _notebook(text: str) -> tuple[Notebook, list[Remark]]:
    """The notebook in ``text``, as far as it can be read."""
    remarks = []
    parsed = _parsed(text)
    if parsed is None:
        mended = COMMA.sub(lambda match: match[1] or "", text)
        if mended != text and (parsed := _parsed(mended)):
            remarks.append(remark("extra-commas"))
            text = mended
    value, end, strange = parsed or ParsedJson({}, 0, [])
    rest = text[end:].strip("\0 \t\r\n")
    if not isinstance(value, dict) or not _has_cells(value):
        recovered = _recovered(text) if rest else None
        if recovered is None:
            what = "is not a notebook" if rest else "holds JSON data, but no cells of a notebook"
            raise Refused(f"The file {what}. {WANTED}.")
        notebook, loss = recovered
        return notebook, [*remarks, loss]
    if rest:
        remarks.append(remark("text-after-end"))
    if strange:
        remarks.append(remark("impossible-values", value=strange[0]))
    format = value.get("nbformat")
    if not isinstance(value.get("cells"), list):
        remarks.append(remark("older-format"))
    elif format != 4:
        remarks.append(remark("format-missing" if format is None else "format-unknown"))
    return value, remarks


def _has_cells(notebook: Notebook) -> bool:
    return any(isinstance(notebook.get(name), list) for name in ("cells", "worksheets"))


def _recovered(text: str) -> tuple[Notebook, Remark] | None:
    """The whole cells of a notebook that is cut off or broken inside, and what is lost; None if there are none."""
    decoder = _decoder(lambda constant: None)
    cells, index, last, broken = [], 0, 0, []
    effort = 4 * len(text) + 1_000_000  # so that a file made to be slow is given up
    while effort > 0 and (match := CELL_START.search(text, index)):
        try:
            cell, index = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError) as error:
            effort -= getattr(error, "pos", match.start() + 10_000) - match.start() + 1000
            broken.append(match.start())
            index = match.start() + 1
            continue
        if "cell_type" in cell and cell.keys() & {"source", "input"}:
            cells.append(cell)
            last = index
        elif isinstance(cell.get("cells"), list):
            cells += cell["cells"]
            last = index
    if not cells:
        return None
    is_cut_off = broken[0] >= last if broken else not text.rstrip().endswith("}")
    about = [parsed.value for match in ABOUT.finditer(text) if (parsed := _parsed(match[1]))]
    notebook: Notebook = {"cells": cells, "metadata": {"workbook": about[-1]} if about else {}, "nbformat": 4}
    return notebook, remark("cut-off" if is_cut_off else "damaged", count=len(cells))
