"""Where did China's leaders travel, and where not?"""

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd


def trips_by_office(visits: pd.DataFrame) -> pd.DataFrame:
    """How many trips did the head of state make to each host in each year, and how many the others?

    ``visits`` is ``wb.load("leader_visits")``. Returns one row per host, year and office with at least one trip:
    ``year``, ``host``, ``office`` (head of state, or premier, which stands for the premier and other top leaders),
    ``trips`` and ``check``. The premier's trips are all trips minus those of the head of state. A year without a
    row is a year for which no trip is listed; it can be an omission.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> trips = trips_by_office(wb.load("leader_visits"))
    >>> int(trips.loc[trips["host"] == "PRK", "trips"].sum())
    18
    """
    others = visits["visits"] - visits["visits_by_head_of_state"]
    parts = [
        visits[["year", "host", "check"]].assign(office=office, trips=trips)
        for office, trips in (("head of state", visits["visits_by_head_of_state"]), ("premier", others))
    ]
    long = pd.concat(parts, ignore_index=True)
    return long.loc[long["trips"] > 0, ["year", "host", "office", "trips", "check"]].reset_index(drop=True)


def longest_pause(years: Iterable[int]) -> tuple[int, int] | None:
    """Which is the longest run of years between two of ``years`` that holds none of them?

    Returns the first and the last year of that run, of the earlier one if two are equally long; None if there is
    no pause.

    Source: counting; no method of the literature.

    >>> longest_pause([1950, 1951, 1955])
    (1952, 1954)
    """
    held = sorted(set(years))
    runs = [(before + 1, after - 1) for before, after in pairwise(held) if after - before > 1]
    return max(runs, key=lambda run: run[1] - run[0], default=None)
