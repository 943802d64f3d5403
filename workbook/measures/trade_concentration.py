"""How much does one partner weigh?"""

from collections.abc import Iterable

import pandas as pd

from ..base import WorkbookError


def concentration(shares: Iterable[float | None]) -> float:
    """How concentrated is a total on few partners?

    ``shares`` are the parts of one total, as amounts or as shares, one per partner. Returns the Herfindahl–Hirschman
    index, HHI = Σ s², with s each partner's share of the sum: 1 if there is one partner only, 1/n if n have equal
    parts. Partners that are not listed make the true index lower than this. Missing parts are left out, so compare
    years with the same partners only.

    Raises WorkbookError for a negative part, or if nothing is left.

    By construction: with one partner above 90 percent it is about the square of that share and says nothing new.

    Source: Hirschman 1945, “National Power and the Structure of Foreign Trade”, chapter 6; Rhoades 1993, “The
    Herfindahl–Hirschman index”, Federal Reserve Bulletin 79.

    >>> concentration([90, 10])
    0.82
    """
    parts = pd.Series(shares, dtype=float).dropna()
    if (parts < 0).any():
        raise WorkbookError(f"A part of {parts.min():g} is negative; parts are 0 or more.")
    if not parts.sum() > 0:
        raise WorkbookError("There is no part above 0, so there is no total to be concentrated.")
    return round(float(((parts / parts.sum()) ** 2).sum()), 12)
