"""Which files are notebooks: told by their names, else by what is in them."""

import re

NOTEBOOK = re.compile(r"\.ipynb(\.(json|txt))?$", re.IGNORECASE)  # browsers add the second ending
BESIDE = ("receipt.json", "answers.json", "timestamp.txt")
# A whole notebook under another name: an object of JSON with these two entries (“worksheets” before format 4).
FORMAT, CELLS = re.compile(rb'"nbformat"\s*:\s*\d'), re.compile(rb'"(?:cells|worksheets)"\s*:\s*\[')

# Copies that editors, merges and JupyterLab keep beside a file.
KEPT_COPY = re.compile(
    r"#(.+)#|(.+?)(?:\.~\d+~|~|\.(?:swp|swo|bak|orig|old|tmp))|(.+)-checkpoint(\.ipynb)", re.IGNORECASE
)


def is_notebook(name: str) -> bool:
    """Is this the name of a notebook?

    >>> is_notebook("07_trade.ipynb"), is_notebook("07_trade.ipynb.txt"), is_notebook("07_trade.py")
    (True, True, False)
    """
    return bool(NOTEBOOK.search(name))


def original_of(name: str) -> str:
    """The name of the file of which programs keep a copy as ``name``; blank if it is no such name.

    >>> original_of("trade.ipynb~"), original_of("#trade.ipynb#"), original_of("trade-checkpoint.ipynb")
    ('trade.ipynb', 'trade.ipynb', 'trade.ipynb')
    >>> original_of("trade.ipynb")
    ''
    """
    match = KEPT_COPY.fullmatch(name)
    return "".join(filter(None, match.groups())) if match else ""


def holds_notebook(ends: bytes) -> bool:
    """Is a file a whole notebook, whatever its name is? ``ends`` are its beginning and its end.

    >>> holds_notebook(b'{"cells": [], "nbformat": 4}'), holds_notebook(b'{"name": "left-pad"}')
    (True, False)
    >>> holds_notebook(b'[{"cells": [], "nbformat": 4}]')
    False
    """
    ends = as_utf_8(ends)
    return _is_object(ends) and bool(FORMAT.search(ends) and CELLS.search(ends))


def as_utf_8(content: bytes) -> bytes:
    """``content`` in UTF-8 if it begins with the mark of UTF-16, else as it is."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content


def may_hold_notebook(start: bytes) -> bool:
    """Does a file begin as a notebook does? Only then it is worth looking at its end."""
    start = as_utf_8(start)
    return _is_object(start) and bool(FORMAT.search(start) or CELLS.search(start))


def _is_object(content: bytes) -> bool:
    return content[:100].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
