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


def longest_wait(dates):
    """Which is the longest time between two successive ``dates``?

    Returns the two dates and the days between them, of the earlier pair if two are equally long; None if there
    are fewer than two dates. What is not listed is taken as not held, so ask only where a list is complete.

    >>> first, last, days = longest_wait(["2019-06-20", "2018-06-19", "2025-09-04"])
    >>> first.year, last.year, days
    (2019, 2025, 2268)
    """
    held = sorted(pd.Timestamp(date) for date in dates)
    waits = [(one, other, (other - one).days) for one, other in pairwise(held)]
    return max(waits, key=lambda wait: wait[2], default=None)
