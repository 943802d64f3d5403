"""Who met whom, and how long did they not meet?"""

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd


def talks(summits: pd.DataFrame) -> pd.DataFrame:
    """Which of the meetings are summits in the narrow sense?

    ``summits`` is ``wb.load("summits")`` or any rows of it. Returns its rows with leaders on both sides who met in
    person for talks: ``level`` is leader, ``format`` is in person, and the ``occasion`` is not a parade, where leaders
    stand side by side.

    By construction: meetings at a parade are left out, so a visit that was one as well can be missing.

    Source: our own definition; the rule is that of the dataset's card, ``wb.about("summits")``.

    >>> import workbook as wb
    >>> held = talks(wb.load("summits"))
    >>> int((held["dyad"] == "CHN-RUS-PRK").sum())
    0
    """
    parade = summits["occasion"].fillna("").str.split(";").map(lambda names: "parade" in names)
    return summits[(summits["level"] == "leader") & (summits["format"] == "in person") & ~parade]


def longest_wait(
    first_days: Iterable[object], last_days: Iterable[object] | None = None
) -> tuple[pd.Timestamp, pd.Timestamp, int] | None:
    """For how many days at most did they not meet?

    ``first_days`` are the days on which meetings began, ``last_days`` those on which they ended, in the same order
    (without them, each lasted one day). A wait is the days from the last day of one meeting to the first day of
    the next. Returns these two dates and the days between them, of the earlier wait if two are equally long; None
    if there are fewer than two meetings. Meetings that overlap leave no wait, which counts as 0 days.

    What is not listed is taken as not held, so ask only where a list is complete; the time after the last meeting
    is not a wait, for nobody knows its end.

    By construction: a maximum: it grows with the time that is looked at, and one omission can make it.

    Source: counting; no method of the literature.

    >>> first, last, days = longest_wait(["2019-06-20", "2018-06-19", "2025-09-04"])
    >>> first.year, last.year, days
    (2019, 2025, 2268)
    """
    starts = _dates(first_days)
    ends = starts if last_days is None else _dates(last_days)
    held = sorted(zip(starts, ends, strict=True))
    waits = [(end, start, max((start - end).days, 0)) for (_, end), (start, _) in pairwise(held)]
    return max(waits, key=lambda wait: wait[2], default=None)


def _dates(days: Iterable[object]) -> pd.Series:
    return pd.to_datetime(pd.Series(list(days), dtype="object"))
