"""What editors, downloads, mail and disks make of a notebook with right answers; see ``Kind`` in hostile.py."""

import base64
import gzip
import html
import json
import quopri

from gathering import packed
from hostile import ALL, NONE, Kind, answer, code_cell


def damaged(change):
    """What hands in the notebook after ``change`` was made to its bytes."""
    return lambda content: {"07_trade.ipynb": change(content)}


def as_text(change):
    """The same for a ``change`` that takes and gives text."""
    return damaged(lambda content: change(content.decode()).encode("utf-8", "surrogatepass"))


def up_to(mark):
    """The beginning of a text, with ``mark``."""
    return lambda text: text[: text.index(mark) + len(mark)]


def in_the_middle(junk):
    """Writes the bytes ``junk`` over the prompt of q3, which stands in the middle of the file."""

    def change(content):
        at = content.index(b'"## ', content.index(b"07-q3-prompt")) + 10
        return content[:at] + junk + content[at + len(junk) :]

    return damaged(change)


def conflict(text):
    """Both sides of a merge, which differ in the cell of q1: an older answer stands above."""
    at = text.index('"source"', text.index('"07-q1-answer"'))
    end = text.index("\n", at)
    sides = f'<<<<<<< HEAD\n   "source": "q1 = ..."\n||||||| base\n   "source": "q1 = 0"\n=======\n   {text[at:end]}'
    return f"{text[:at]}\n{sides}\n>>>>>>> theirs{text[end:]}"


def all_in_one(notebook):
    code = "\n\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    keep = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    notebook["cells"] = [*keep, code_cell(code)]


def each_cell(change):
    """What makes ``change`` to each cell."""

    def all_cells(notebook):
        for number, cell in enumerate(notebook["cells"]):
            change(number, cell)

    return all_cells


def twice(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] for _ in range(2)]


def backwards(notebook):
    notebook["cells"].reverse()


def older(notebook):
    cells = [
        {**cell, "input": cell["source"], "prompt_number": 1, "language": "python"}
        if cell["cell_type"] == "code"
        else cell
        for cell in notebook["cells"]
    ]
    return {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}


def without_metadata(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = None
        cell.pop("id", None)
    del notebook["metadata"]


def cut_in_its_answer(text):
    return text[: text.index("07-q3-answer") + 200]


def beside(*names):
    """What hands in the notebook and, as editors and clouds leave them, a blank copy under each of ``names``."""

    def files(content):
        blank = content.replace(b"q1 = ", b"q0 = ").replace(b"q2 = ", b"q0 = ")
        return {"07_trade.ipynb": content} | dict.fromkeys(names, blank)

    return files


def as_module(content):
    """The notebook as Jupytext saves it, under the name of a notebook."""
    cells = json.loads(content)["cells"]
    return "\n\n".join(f"# %% [{cell['cell_type']}]\n" + "".join(cell["source"]) for cell in cells).encode()


DAMAGED = {
    "cut before q4": Kind(
        "the disk was full while it was saved", "123", "cut off", files=as_text(up_to('"id": "07-q4-prompt"'))
    ),
    "cut in q3": Kind("the download broke off within a cell", "12", "cut off", files=as_text(cut_in_its_answer)),
    "cut at once": Kind(
        "the download broke off at once", None, "not a notebook", files=damaged(lambda content: content[:40])
    ),
    "without a beginning": Kind(
        "the first block is lost", "1234", "damaged", files=damaged(lambda content: content[30:])
    ),
    "zeros within": Kind("a sector of zeros", ALL, files=in_the_middle(bytes(16))),
    "junk within": Kind("a sector of junk", ALL, "are not text", files=in_the_middle(b"\xff\xfe\x80\x81")),
    "zeros after": Kind("padded to a whole sector", ALL, files=damaged(lambda content: content + bytes(4096))),
    "only zeros": Kind("a file that was never written", None, "empty", files=damaged(lambda content: bytes(4096))),
    "nothing": Kind("a file without a byte", None, "empty", files=damaged(lambda content: b"")),
    "twice in one file": Kind("saved behind itself", ALL, "after the end", files=damaged(lambda content: content * 2)),
    "Mac line ends": Kind("line ends of old Macs", ALL, files=as_text(lambda text: text.replace("\n", "\r"))),
    "two line ends": Kind("line ends converted twice", ALL, files=as_text(lambda text: text.replace("\n", "\r\r\n"))),
    "UTF-16": Kind(
        "saved as “Unicode”, big end first",
        ALL,
        "UTF-16",
        files=damaged(lambda content: b"\xfe\xff" + content.decode().encode("utf-16-be")),
    ),
    "UTF-32": Kind("saved in UTF-32", ALL, "UTF-32", files=damaged(lambda content: content.decode().encode("utf-32"))),
    "UTF-16 without a mark": Kind(
        "saved in UTF-16 without its mark",
        ALL,
        "UTF-16",
        files=damaged(lambda content: content.decode().encode("utf-16-le")),
    ),
    "EBCDIC": Kind(
        "saved by a mainframe",
        None,
        "not a notebook",
        files=damaged(lambda content: content.decode().encode("cp500", "replace")),
    ),
    "base64": Kind("as mail carries it", None, "not a notebook", files=damaged(base64.encodebytes)),
    "quoted-printable": Kind(
        "as older mail carries it", NONE, "SyntaxError", files=damaged(lambda content: quopri.encodestring(content))
    ),
    "in quotation marks": Kind("JSON within a text of JSON", None, "no cells", files=as_text(json.dumps)),
    "as Python shows it": Kind(
        "printed as Python shows a dictionary",
        None,
        "not a notebook",
        files=damaged(lambda content: repr(json.loads(content)).encode()),
    ),
    "as a module": Kind("saved as a module", None, "not a notebook", files=damaged(as_module)),
    "as a page": Kind(
        "a page of the learning platform that asks to log in",
        None,
        "a web page",
        files=damaged(lambda content: b"\n<!DOCTYPE html><html><body>Log in</body></html>"),
    ),
    "escaped for a page": Kind(
        "quotation marks as a page has them", None, "not a notebook", files=as_text(html.escape)
    ),
    "packed": Kind("packed with gzip, and named as before", None, "gzip", files=damaged(gzip.compress)),
    "a document": Kind(
        "saved by a word processor",
        None,
        "Office",
        files=damaged(lambda content: packed({"word/document.xml": content})),
    ),
    "a list": Kind("the notebook within a list", None, "no cells", files=as_text(lambda text: f"[{text}]")),
    "comments": Kind(
        "comments and commas as JavaScript has them",
        ALL,
        "damaged",
        files=as_text(lambda text: "// mine\n" + text.replace("\n }", ",\n }")),
    ),
    "a merge": Kind("both sides of a merge, one of them older", ALL, "two versions", files=as_text(conflict)),
    "names twice": Kind(
        "the same cells twice in one object", ALL, files=as_text(lambda text: '{"cells": [], ' + text.strip()[1:])
    ),
    "beside copies of editors": Kind(
        "copies that editors keep",
        ALL,
        files=beside(
            ".~07_trade.ipynb",
            "07_trade.ipynb~",
            "#07_trade.ipynb#",
            ".ipynb_checkpoints/07_trade-checkpoint.ipynb",
            "07_trade.ipynb.swp",
            "._07_trade.ipynb",
        ),
    ),
    "a placeholder": Kind(
        "what a cloud leaves in place of a file",
        None,
        "",
        files=lambda content: {".07_trade.ipynb.icloud": b"bplist00"},
    ),
    "cells reversed": Kind("sorted the wrong way", ALL, change=backwards),
    "cells twice": Kind("each cell twice", ALL, change=twice),
    "all in one": Kind("all code in one cell", ALL, change=all_in_one),
    "all raw": Kind("all cells are raw", ALL, change=each_cell(lambda number, cell: cell.update(cell_type="raw"))),
    "one id": Kind("all cells have one id", ALL, change=each_cell(lambda number, cell: cell.update(id="x"))),
    "letters": Kind(
        "each text is a list of letters",
        ALL,
        change=each_cell(lambda number, cell: cell.update(source=list(cell["source"]))),
    ),
    "by line numbers": Kind(
        "each text is an object",
        NONE,
        change=each_cell(lambda number, cell: cell.update(source=dict(enumerate(cell["source"].splitlines())))),
    ),
    "format 3": Kind("saved by IPython 1", ALL, "format older", change=older),
    "without metadata": Kind("all metadata lost", ALL, "no mark", change=without_metadata),
    "a comma": Kind("a comma for the point, which makes two numbers of one", "234", change=answer("q1 = 32,5")),
    "half an emoji": Kind(
        "half of an emoji in each cell",
        ALL,
        change=each_cell(
            lambda number, cell: cell.update(source=cell["source"] + "\n# \ud83d" * (cell["cell_type"] == "code"))
        ),
    ),
}
