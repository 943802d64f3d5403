"""Where did China's leaders travel, and where not? Who is counted is a choice."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

import pandas as pd

from ..base import unknown

# Whom a count takes in, from the strictest rule to the widest; each is a rule of the authors of this workbook.
TravellerRule = Literal["head of state", "premier too", "party leaders too"]
TRAVELLERS: dict[TravellerRule, tuple[str, ...]] = {
    "head of state": ("head of state",),
    "premier too": ("head of state", "premier"),
    "party leaders too": ("head of state", "premier", "party leader", "paramount leader"),
}
HOSTS = ("RUS", "PRK", "USA", "JPN", "KOR")


def counted_trips(trips: pd.DataFrame, who: TravellerRule = "premier too") -> pd.DataFrame:
    """Which trips count, if ``who`` says whose do?

    ``trips`` is ``wb.load("leader_trips")`` or any rows of it. Returns its rows whose ``rank`` the rule takes in:
    “head of state” alone, “premier too”, or “party leaders too” (chairmen and general secretaries of the party, and
    Deng Xiaoping, who held neither office). Vice-presidents and heads of the Congress are in none.

    Raises UnknownName for another rule.

    By construction: the rule decides whose trips count, and so which neighbour looks favoured.

    Source: our own definition; the rules are judgements of the authors of this workbook.

    >>> import workbook as wb
    >>> korea = counted_trips(wb.load("leader_trips").query("host == 'KOR'"), "head of state")
    >>> [year for year in korea["date_start"].dt.year if 2014 <= year]
    [2014, 2025]
    """
    if who not in TRAVELLERS:
        raise unknown("rule", who, TRAVELLERS)
    return trips[trips["rank"].isin(TRAVELLERS[who])]


def trips_per_year(trips: pd.DataFrame, who: TravellerRule = "premier too", last: int | None = None) -> pd.DataFrame:
    """How many trips did China's leaders make to each host in each year?

    ``trips`` is ``wb.load("leader_trips")``. Returns one row per year and host, from the first year of the list to
    ``last`` (of the list, if it is not given): ``year``, ``host``, ``visits`` (all trips that ``who`` takes in) and
    ``visits_by_head_of_state``. 0 says that no trip is listed, which can be an omission.

    Raises UnknownName for another rule.

    By construction: a 0 is a trip that nobody listed; a host with more meetings of many states gets more trips.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> counts = trips_per_year(wb.load("leader_trips")).set_index(["year", "host"])
    >>> counts.loc[2015, "KOR"].to_list()
    [1, 0]
    """
    years = trips["date_start"].dt.year
    cells = pd.MultiIndex.from_product(
        [range(int(years.min()), (int(years.max()) if last is None else last) + 1), HOSTS], names=["year", "host"]
    )
    rules: dict[str, TravellerRule] = {"visits": who, "visits_by_head_of_state": "head of state"}
    counts = {}
    for column, rule in rules.items():
        counted = counted_trips(trips, rule)
        pairs = [counted["date_start"].dt.year.rename("year"), counted["host"]]
        counts[column] = counted.groupby(pairs).size().reindex(cells, fill_value=0)
    return pd.DataFrame(counts).reset_index()


def trips_that_differ(trips: pd.DataFrame, borrowed: pd.DataFrame, who: TravellerRule = "premier too") -> pd.DataFrame:
    """In which years and for which hosts does a borrowed count differ from the list of trips?

    ``trips`` is ``wb.load("leader_trips")`` and ``borrowed`` is ``wb.load("leader_visits")``. Returns the rows of
    ``borrowed`` in which the trips or those of the head of state differ: ``year``, ``host``, ``borrowed``, ``listed``,
    ``borrowed_by_head_of_state``, ``listed_by_head_of_state``.

    Raises UnknownName for another rule.

    By construction: it shows where two lists part, and not which of them is right.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> apart = trips_that_differ(wb.load("leader_trips"), wb.load("leader_visits"))
    >>> apart.loc[apart["host"] == "KOR", "year"].to_list()
    [1994, 2000, 2006, 2008, 2010, 2012, 2015, 2018]
    """
    ours = trips_per_year(trips, who, int(borrowed["year"].max()))
    both = borrowed.merge(ours, on=["year", "host"], suffixes=("", "_listed"))
    both = both.rename(
        columns={
            "visits": "borrowed",
            "visits_listed": "listed",
            "visits_by_head_of_state": "borrowed_by_head_of_state",
            "visits_by_head_of_state_listed": "listed_by_head_of_state",
        }
    )
    apart = (both["borrowed"] != both["listed"]) | (
        both["borrowed_by_head_of_state"] != both["listed_by_head_of_state"]
    )
    columns = ["year", "host", "borrowed", "listed", "borrowed_by_head_of_state", "listed_by_head_of_state"]
    return both.loc[apart, columns].reset_index(drop=True)


def longest_pause(years: Iterable[int]) -> tuple[int, int] | None:
    """Which is the longest run of years between two of ``years`` that holds none of them?

    Returns the first and the last year of that run, of the earlier one if two are equally long; None if there is
    no pause.

    By construction: one missing trip makes a pause longer; the time before the first and after the last trip is no
    pause.

    Source: counting; no method of the literature.

    >>> longest_pause([1950, 1951, 1955])
    (1952, 1954)
    """
    held = sorted(set(years))
    runs = [(before + 1, after - 1) for before, after in pairwise(held) if after - before > 1]
    return max(runs, key=lambda run: run[1] - run[0], default=None)
