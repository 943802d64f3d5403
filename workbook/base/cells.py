"""Cells of tables that spreadsheets open: nothing in them runs as a formula, and what keeps it from that comes off."""

import re

RISKY = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")  # Excel reads the wide signs as formulas too


def defused(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it as a formula.

    >>> defused("=1+1"), defused("-2"), defused("'=1"), defused("fine")
    ("'=1+1", "'-2", "''=1", 'fine')
    """
    return f"'{cell}" if RISKY.match(cell) else cell


def undefused(cell: str) -> str:
    """``cell`` as it was before ``defused``."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell


def bare(cell: str) -> str:
    """What a ``cell`` of a download says, without what keeps zeros in front of a number or defuses a formula.

    >>> bare('="0012"'), bare("'=1"), bare(" Ada ")
    ('0012', '=1', 'Ada')
    """
    text = cell.strip()
    text = match[1] if (match := re.fullmatch(r'="(.*)"', text, re.DOTALL)) else text
    return text[1:] if re.match(r"'[=+\-@]", text) else text
