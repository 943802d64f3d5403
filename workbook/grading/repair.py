"""Damaged notebooks: the cells of a file in whatever state it comes, and what was repaired."""

import json
import re
from dataclasses import dataclass

from ..base import WorkbookError
from ..base.encodings import MARKS, looks_like

NO_NOTEBOOK = {
    b"PK": "a zip archive or an Office document",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text of a word processor",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
WANTED = "Hand in the file of the exercise, which ends in .ipynb"
ONE_SIDE = "The file holds two versions of a merge; only one of them can be read, and it was taken."
# Texts as JSON writes them are passed over, so that a comma in a student's text stays.
COMMA = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|,(?=\s*+[\]}])', re.S)
CELL = re.compile(r'\{\s*+"(?:cell_type|attachments|collapsed|execution_count|id|input|metadata|outputs|source)"')
ABOUT = re.compile(r'"workbook"\s*+:\s*+(\{[^{}]{0,2000}"exercise"[^{}]{0,2000}\})')
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Refused(WorkbookError):
    """A submission that cannot be graded; the message says why in one sentence."""


@dataclass(frozen=True)
class Found:
    """One cell as it was read; ``place`` counts all cells from 1, ``number`` those with code."""

    place: int
    number: int
    type: str  # code, markdown, raw
    text: str
    ids: tuple = ()
    role: str = ""
    question: str = ""


def notebooks_in(content):
    """The notebook in the bytes ``content`` as plain data, with a list of repairs; two if a merge left both versions.

    Raises Refused if there is none.

    >>> notebooks_in(b'{"cells": [], "nbformat": 4}')
    [({'cells': [], 'nbformat': 4}, [])]
    """
    said: list[str] = []
    text = _decoded(content, said)
    kind = next((kind for sign, kind in NO_NOTEBOOK.items() if content.startswith(sign)), "")
    if not kind and text[:200].lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        kind = "a web page"
    if kind:
        raise Refused(f"The file is {kind}, not a notebook. {WANTED}.")
    if not text.strip("\0 \t\r\n"):
        raise Refused(f"The file is empty. {WANTED}.")
    sides = _sides(text)
    if not sides or _parsed(text, []) is not None:
        return [(_notebook(text, said), said)]
    found, refused = [], None
    for side in sides:
        own = list(said)
        try:
            found.append((_notebook(side, own), own))
        except Refused as error:
            refused = error
    if refused and not found:
        raise refused
    if refused:
        found[0][1].insert(0, ONE_SIDE)
    return found


def _decoded(content, said):
    if mark := next((mark for mark in MARKS if content.startswith(mark)), None):
        said.append(f"The file was in {MARKS[mark].upper()}, not in UTF-8; it was read all the same.")
        return content.decode(MARKS[mark], "replace")
    if content.startswith(b"\xef\xbb\xbf"):
        said.append("The file began with a byte order mark; it was left out.")
        content = content.removeprefix(b"\xef\xbb\xbf")
    if content[:2000].count(0) * 3 > len(content[:2000]):
        said.append("The file was in UTF-16, not in UTF-8; it was read all the same.")
        return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        text = content.decode(errors="replace")
        bad = text.count("\ufffd") - content.count("\ufffd".encode())
        if len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", content)) >= bad:
            said.append(f"The file has bytes that are no letters ({bad}); the sign \ufffd stands in their place.")
            return text
        # Of a large file a piece is enough to tell, and it is quick.
        encoding = looks_like(content[max(0, error.start - 1) : error.start + 20_000])
        said.append(f"The file was not in UTF-8; it was read as {encoding}. Look whether its letters are right.")
        return content.decode(encoding, "replace")


def _sides(text):
    """The upper and the lower version of a ``text`` in which a merge left its marks; () without such marks."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return ()
    upper, lower, place = [], [], "both"
    for line in text.split("\n"):
        if line.startswith("<<<<<<<"):
            place = "upper"
        elif place != "both" and line.startswith("|||||||"):
            place = "base"
        elif place in ("upper", "base") and line.startswith("======="):
            place = "lower"
        elif place == "lower" and line.startswith(">>>>>>>"):
            place = "both"
        else:
            if place in ("both", "upper"):
                upper.append(line)
            if place in ("both", "lower"):
                lower.append(line)
    return "\n".join(upper), "\n".join(lower)


def _parsed(text, strange):
    """What the JSON ``text`` holds and where it ends, or None; what is no JSON goes into the list ``strange``."""
    try:
        return _decoder(strange).raw_decode(text, len(text) - len(text.lstrip()))
    except (ValueError, RecursionError):
        return None


def _decoder(strange):
    # Of more digits than Python reads a whole number cannot be made; none that matters has so many.
    return json.JSONDecoder(
        strict=False,
        parse_int=lambda digits: int(digits) if len(digits) < 100 else float(digits),
        parse_constant=strange.append,
    )


def _notebook(text, said):
    """The notebook in ``text``, as far as it can be read."""
    strange: list[str] = []
    parsed = _parsed(text, strange)
    if parsed is None:
        mended = COMMA.sub(lambda match: match[1] or "", text)
        if mended != text and (parsed := _parsed(mended, strange)):
            said.append("The file had commas too many; they were left out.")
            text = mended
    nothing: tuple = ({}, 0)
    found, end = parsed or nothing
    rest = text[end:].strip("\0 \t\r\n")
    if not _has_cells(found):
        recovered = _recovered(text, said) if rest else None
        if recovered is None:
            what = "is not a notebook" if rest else "holds JSON data, but no cells of a notebook"
            raise Refused(f"The file {what}. {WANTED}.")
        return recovered
    if rest:
        said.append("Something stood after the end of the notebook; it was left out.")
    if strange:
        said.append(f"The file has values that a notebook cannot have ({strange[0]}); they were left out.")
    form = found.get("nbformat")
    if not isinstance(found.get("cells"), list):
        said.append("The notebook has a format older than 4; it was read all the same.")
    elif form != 4:
        which = "does not say its format" if form is None else "names another format"
        said.append(f"The notebook {which}; it was read as format 4.")
    return found


def _has_cells(found):
    return isinstance(found, dict) and any(isinstance(found.get(name), list) for name in ("cells", "worksheets"))


def _recovered(text, said):
    """The whole cells of a notebook that is cut off or broken inside; None if there are none."""
    decoder = _decoder([])
    cells, place, last, broken = [], 0, 0, []
    effort = 4 * len(text) + 1_000_000  # so that a file made to be slow is given up
    while effort > 0 and (match := CELL.search(text, place)):
        try:
            cell, place = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError) as error:
            effort -= getattr(error, "pos", match.start() + 10_000) - match.start() + 1000
            broken.append(match.start())
            place = match.start() + 1
            continue
        if "cell_type" in cell and cell.keys() & {"source", "input"}:
            cells.append(cell)
            last = place
        elif _has_cells(cell) and isinstance(cell.get("cells"), list):
            cells += cell["cells"]
            last = place
    if not cells:
        return None
    if broken[0] >= last if broken else not text.rstrip().endswith("}"):
        said.append(f"The file is cut off after cell {len(cells)}; what followed is lost.")
    else:
        said.append(f"The file is damaged; {len(cells)} whole cells were read, and the rest is lost.")
    about = [parsed[0] for match in ABOUT.finditer(text) if (parsed := _parsed(match[1], []))]
    return {"cells": cells, "metadata": {"workbook": about[-1]} if about else {}, "nbformat": 4}


def cells_of(notebook, said):
    """The cells of ``notebook`` (plain data, see ``notebooks_in``); what was repaired goes into the list ``said``."""
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        sheets = [sheet.get("cells") for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    odd: dict[str, list] = {}
    found, number = [], 0
    for place, cell in enumerate(cells, start=1):
        remarks: list[str] = []
        if isinstance(cell, dict):
            one = _cell(cell, place, number + 1, remarks)
            number += one.type == "code"
            found.append(one)
        else:
            remarks.append("Something that is no cell was left out: {cells}.")
        for remark in remarks:
            odd.setdefault(remark, []).append(place)
    said += [remark.format(cells=in_words(places)) for remark, places in odd.items()]
    return found


def _cell(cell, place, number, remarks):
    about = cell.get("metadata", {})
    if not isinstance(about, dict):
        remarks.append("The metadata of {cells} are damaged; they were left out.")
        about = {}
    text = _source(cell.get("source", cell.get("input")), remarks)
    kind = cell.get("cell_type")
    if kind == "heading":
        level = cell.get("level")
        text = f"{'#' * int(level) if level in range(1, 7) else '#'} {text}"
        kind = "markdown"
    elif kind not in ("code", "markdown", "raw"):
        is_code = bool(cell.keys() & {"outputs", "execution_count", "input"})
        remarks.append(f"The type of {{cells}} is not known; it was read as {'code' if is_code else 'text'}.")
        kind = "code" if is_code else "markdown"
    mark, other = (one if isinstance(one := about.get(name), dict) else {} for name in ("workbook", "nbgrader"))
    ids = [name for name in (cell.get("id"), about.get("id"), other.get("grade_id")) if isinstance(name, str) and name]
    role, question = (one if isinstance(one := mark.get(name), str) else "" for name in ("role", "question"))
    if not role and kind == "markdown" and about.get("tags") == ["otter_answer_cell"]:
        role = "essay"  # otter puts a cell of its own in the place of ours
    return Found(place, number if kind == "code" else 0, kind, text, tuple(ids), role, question)


def _source(source, remarks):
    """The text of a cell, whatever stands in its place."""
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        if len(lines) < len(source):
            remarks.append("Something that is no text was left out of {cells}.")
        # By the format each line ends with its line end; some tools forget them all.
        ended = len(lines) < 2 or any(line.endswith(("\n", "\r")) for line in lines[:-1])
        if not ended:
            remarks.append("The line ends were missing in {cells}; each piece was read as a line.")
        source = ("" if ended else "\n").join(lines)
    elif isinstance(source, (int, float)) and not isinstance(source, bool):
        remarks.append("A number stood in the place of the text of {cells}; it was read as text.")
        source = str(source)
    elif not isinstance(source, str):
        remarks.append("The text of {cells} is missing.")
        source = ""
    return plain(source, remarks)


def plain(text, remarks):
    """The ``text`` with plain line ends and without what no text can hold; says so in the list ``remarks``."""
    if "\r" in text:
        remarks.append("Line ends of another system were made plain in {cells}.")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        remarks.append("Control characters were taken out of {cells}.")
        text = CONTROL.sub("", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        remarks.append("Half letters (surrogates) were replaced by \ufffd in {cells}.")
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def in_words(places):
    """Which cells, as a message names them.

    >>> in_words([3]), in_words([3, 4, 9]), in_words(range(20))
    ('cell 3', 'cells 3, 4 and 9', '20 cells')
    """
    places = list(dict.fromkeys(places))
    if len(places) == 1:
        return f"cell {places[0]}"
    if len(places) > 6:
        return f"{len(places)} cells"
    return f"cells {', '.join(map(str, places[:-1]))} and {places[-1]}"
