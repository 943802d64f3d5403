"""Who met whom, and how long did they not meet?"""

from itertools import pairwise

import pandas as pd


def talks(summits):
    """Which of the meetings are summits in the narrow sense?

    ``summits`` is ``wb.load("summits")`` or any rows of it. Returns its rows with leaders on both sides who met in
    person for talks: ``level`` is leader, ``format`` is in person, and the ``occasion`` is no parade, where leaders
    stand side by side. The rule is that of the dataset's card, ``wb.about("summits")``.

    >>> import workbook as wb
    >>> held = talks(wb.load("summits"))
    >>> int((held["dyad"] == "CHN-RUS-PRK").sum())
    0
    """
    parade = summits["occasion"].fillna("").str.split(";").map(lambda names: "parade" in names)
    return summits[(summits["level"] == "leader") & (summits["format"] == "in person") & ~parade]


def longest_wait(first_days, last_days=None):
    """For how many days did they not meet at most?

    ``first_days`` are the days on which meetings began, ``last_days`` those on which they ended, in the same order
    (without them, each lasted one day). A wait is the days from the last day of one meeting to the first day of
    the next. Returns these two dates and the days between them, of the earlier wait if two are equally long; None
    if there are fewer than two meetings. Meetings that overlap leave no wait, which counts as 0 days.

    What is not listed is taken as not held, so ask only where a list is complete; the time after the last meeting
    is no wait, for nobody knows its end.

    >>> first, last, days = longest_wait(["2019-06-20", "2018-06-19", "2025-09-04"])
    >>> first.year, last.year, days
    (2019, 2025, 2268)
    """
    starts = pd.to_datetime(list(first_days))
    ends = starts if last_days is None else pd.to_datetime(list(last_days))
    held = sorted(zip(starts, ends, strict=True))
    waits = [(end, start, max((start - end).days, 0)) for (_, end), (start, _) in pairwise(held)]
    return max(waits, key=lambda wait: wait[2], default=None)
