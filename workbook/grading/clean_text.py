"""Texts of students as a page and a spreadsheet can show them: nothing unseen, and nothing that runs."""

import re
import unicodedata

from ..base.cells import RISKY, defused, undefused

__all__ = ["RISKY", "defused", "folded", "legible", "undefused"]

# Colours and titles of a terminal; then signs that no page can hold.
ANSI = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]{0,500}(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?")
NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def legible(text: str) -> str:
    r"""``text`` without the colour codes of terminals and signs that cannot be seen, and with plain line ends.

    >>> legible("\x1b[31mred\x1b[0m\x00 paint\r\nnext line")
    'red paint\nnext line'
    """
    return NO_TEXT.sub("", re.sub("\r\n|[\r\x0b\x0c\x85]", "\n", ANSI.sub("", text)))


def on_one_line(text: str) -> str:
    r"""``text`` as one line of a terminal: what cannot be seen, or turns the direction, is left out.

    >>> on_one_line("\x1b[31mred\x1b[0m\n paint\u202e")
    'red paint'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in legible(text)).split())


def folded(text: str) -> str:
    """``text`` as it is compared: case, spaces around and between, and how accents are written do not count.

    >>> folded(" E\u0301va  KISS") == folded("éva kiss")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
