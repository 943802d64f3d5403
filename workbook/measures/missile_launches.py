"""How many missiles did North Korea launch, and when, after whose counting rule?"""

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from ..base import WorkbookError, unknown

CountingRule = Literal["missiles", "days", "entries"]
# The rules count three different things; two of them are never added.
COUNTING_RULES: dict[CountingRule, str] = {
    "missiles": "single missiles of 300 km and 500 kg or more, as CNS lists them",
    "days": "Korean days with at least one such missile",
    "entries": "entries of the type missile provocation in the database of CSIS",
}
SORTS = ("class", "outcome", "fuel")


def launches_per_year(tests: pd.DataFrame, by_year: pd.DataFrame, count: CountingRule = "missiles") -> pd.DataFrame:
    """How many launches does each year hold, by class, outcome and fuel, after one counting rule?

    ``tests`` is ``wb.load("missile_tests")``, ``by_year`` is ``wb.load("missile_tests_by_year")``; ``count`` is

    - ``missiles``: the sum of ``missiles`` over the rows that CNS lists, and what ``cns_missiles`` of the year
      counts beyond them: a later copy gives the number, and no class, outcome or fuel (``open``, ``unknown``);
    - ``days``: the number of Korean days with at least one of these rows;
    - ``entries``: the entries of CSIS, which are events, cruise missiles and rocket artillery included.

    Returns one row per year, class, outcome and fuel with a count above 0: ``year``, ``class``, ``outcome``,
    ``fuel``, ``number``. A class that CNS leaves open is ``open``. A day on which several classes flew (outcomes,
    fuels) is ``several``, so that each day counts once. For CSIS all three are ``not told apart``. A year without a
    row is a true 0 under the rule. No row stands for a launch whose number of missiles is not reported.

    Raises UnknownName for another ``count``.

    By construction: a salvo is one day or many missiles, so the rule decides which years look bold.

    Source: the missile databases of the James Martin Center for Nonproliferation Studies (CNS) and of CSIS, for the
    rules.

    >>> import workbook as wb
    >>> tests, by_year = wb.load("missile_tests"), wb.load("missile_tests_by_year")
    >>> [int(launches_per_year(tests, by_year, rule).query("year == 2022")["number"].sum()) for rule in COUNTING_RULES]
    [69, 33, 37]
    """
    if count not in COUNTING_RULES:
        raise unknown("counting rule", count, COUNTING_RULES)
    if count == "entries":
        rows = by_year.loc[by_year["csis_entries"] > 0, ["year", "csis_entries"]]
        return rows.rename(columns={"csis_entries": "number"}).assign(**dict.fromkeys(SORTS, "not told apart"))[
            ["year", *SORTS, "number"]
        ]
    listed = tests[tests["counted_by"] == "CNS"]
    listed = listed.assign(**{"class": listed["class"].fillna("open"), "number": listed["missiles"]})
    if count == "days":
        listed = listed.groupby("date", as_index=False).agg(dict.fromkeys(SORTS, _one_or_several)).assign(number=1)
    counted = listed.dropna(subset="number").assign(year=listed["date"].dt.year)
    if count == "missiles":
        counted = pd.concat([counted, _beyond_the_rows(counted, by_year)], ignore_index=True)
    return counted.groupby(["year", *SORTS], as_index=False)[["number"]].sum().astype({"number": "int64"})


def launches_around(tests: pd.DataFrame, day: object, until: object = None, width: int = 90) -> pd.DataFrame:
    """How often were missiles launched before and after ``day``, over as many days and by one rule on both sides?

    ``tests`` is ``wb.load("missile_tests")``; the days after ``day`` go to ``until``, or to the last launch that CNS
    lists, and as many are taken before it; ``day`` itself belongs to neither side. Three rules are applied:
    ``missiles`` and ``days`` as in ``launches_per_year``, and ``listed``: days with a launch on any list, cruise
    missiles and artillery included where somebody listed them. Returns one row per rule and ``width`` days: ``rule``,
    ``first`` (days from ``day`` to the beginning, negative before it), ``last``, ``side`` (before, after), ``number``.

    By construction: the treaty, or whatever is at ``day``, explains a difference no better than all else that changed
    then; a peak just before it (a regression to the mean) makes any day after it look calm.

    Raises WorkbookError if ``until`` is not later than ``day`` or ``width`` is below 1.

    Source: counting; equal spans on both sides as in an interrupted series (Campbell and Stanley 1963).

    >>> import workbook as wb
    >>> found = launches_around(wb.load("missile_tests"), "2024-06-19", "2026-04-19")
    >>> found.groupby(["rule", "side"])["number"].sum()["missiles"].to_dict()
    {'after': 46, 'before': 102}
    """
    ours = tests[tests["counted_by"] == "CNS"]
    start, end = pd.Timestamp(str(day)), pd.Timestamp(str(ours["date"].max() if until is None else until))
    span = (end - start).days
    if span < 1 or width < 1:
        raise WorkbookError(f"No day lies after {start.date()} up to {end.date()} in steps of {width} days.")
    launch_days = ours.drop_duplicates("date").assign(missiles=1)
    listed = tests.drop_duplicates("date").assign(missiles=1)
    rows = []
    for rule, launches in (("missiles", ours), ("days", launch_days), ("listed", listed)):
        away = (launches["date"] - start).dt.days
        for side, sign in (("before", -1), ("after", 1)):
            for first in range(1, span + 1, width):
                last = min(first + width - 1, span)
                number = launches.loc[(away * sign).between(first, last), "missiles"].sum()
                ends = sorted((sign * first, sign * last))
                rows.append({"rule": rule, "first": ends[0], "last": ends[1], "side": side, "number": int(number)})
    found = pd.DataFrame(rows)
    found["rule"] = pd.Categorical(found["rule"], ["missiles", "days", "listed"], ordered=True)
    return found.sort_values(["rule", "first"], ignore_index=True).astype({"rule": "object"})


def first_launch(tests: pd.DataFrame, **kind: str) -> pd.Series | None:
    """Which launch was the first of its kind?

    ``tests`` is ``wb.load("missile_tests")`` or any rows of it; ``kind`` names columns and values that have to
    agree. Returns the row of ``tests``, or None if there is none. Dates are Korean days.

    Mind that a first flight says when something was tested and not where it comes from.

    Raises UnknownName for a column that ``tests`` does not have.

    By construction: the first that was seen and listed; earlier ones may be missing.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> first_launch(wb.load("missile_tests"), range_class="ICBM", fuel="solid")["date"].date().isoformat()
    '2023-04-13'
    """
    for column, value in kind.items():
        if column not in tests:
            raise unknown("column", column, tests.columns)
        tests = tests[tests[column] == value]
    return tests.iloc[tests["date"].argmin()] if len(tests) else None


def days_to_next(date: str | pd.Timestamp, later: Iterable[object]) -> tuple[pd.Timestamp, int] | None:
    """How many days after ``date`` is the next of the dates ``later``?

    Returns that date and the days; None if none is left. The same day counts as 0 days. Asks which came first: what
    happened before a meeting cannot follow from it.

    By construction: where launches are frequent the next one is near whatever date is given.

    Source: counting; no method of the literature.

    >>> days_to_next("2023-04-13", pd.to_datetime(["2019-04-25", "2023-09-13"]))
    (Timestamp('2023-09-13 00:00:00'), 153)
    """
    day = pd.Timestamp(date)
    left = pd.to_datetime(pd.Series(list(later), dtype="object")).dropna()
    left = left[left >= day]
    return (left.min(), (left.min() - day).days) if len(left) else None


def _beyond_the_rows(counted: pd.DataFrame, by_year: pd.DataFrame) -> pd.DataFrame:
    """The missiles of each year that ``by_year`` counts and no row of ``counted`` describes."""
    listed = by_year["year"].map(counted.groupby("year")["number"].sum()).fillna(0)
    more = by_year.assign(number=by_year["cns_missiles"] - listed)
    unknown = {"class": "open", "outcome": "unknown", "fuel": "unknown"}
    return more.loc[more["number"] > 0, ["year", "number"]].assign(**unknown)


def _one_or_several(values: pd.Series) -> str:
    return values.iloc[0] if values.nunique() == 1 else "several"
