"""Launches counted after three rules, on tables worked by hand."""

import numpy as np
import pandas as pd
import pytest

from workbook.base import UnknownName, WorkbookError
from workbook.measures import days_to_next, first_launch, launches_around, launches_per_year

# On 1 May two classes flew, 3 missiles in all; on 2 May the number is not reported; the last row is on no list of CNS.
TESTS = pd.DataFrame(
    [
        ("2001-05-01", "SRBM", "success", "solid", 2, "CNS"),
        ("2001-05-01", "MRBM", "success", "liquid", 1, "CNS"),
        ("2001-05-02", None, "unknown", "unknown", None, "CNS"),
        ("2002-06-01", "SRBM", "failure", "solid", 1, "CNS"),
        ("2002-07-01", "CM", "success", "solid", 4, "JCS"),
    ],
    columns=["date", "class", "outcome", "fuel", "missiles", "counted_by"],
).assign(date=lambda rows: pd.to_datetime(rows["date"]))
BY_YEAR = pd.DataFrame({"year": [2001, 2002, 2003], "cns_missiles": [3, 1, 0], "csis_entries": [5, 0, 2]})


def total(rule):
    return launches_per_year(TESTS, BY_YEAR, rule).groupby("year")["number"].sum().to_dict()


def test_missiles_are_added_and_an_unreported_number_is_not_one():
    assert total("missiles") == {2001: 3, 2002: 1}


def test_missiles_that_only_the_count_of_the_year_has_are_of_no_class():
    # A later copy counts 6 missiles in 2002, the rows describe 1: 5 are left, of open class and unknown outcome.
    later = BY_YEAR.assign(cns_missiles=[3, 6, 0])
    rows = launches_per_year(TESTS, later).query("year == 2002").set_index("class")
    assert rows["number"].to_dict() == {"SRBM": 1, "open": 5}
    assert rows.loc["open", ["outcome", "fuel"]].to_list() == ["unknown", "unknown"]


def test_a_day_counts_once_however_many_missiles_flew():
    assert total("days") == {2001: 2, 2002: 1}
    days = launches_per_year(TESTS, BY_YEAR, "days")
    first = days[(days["year"] == 2001) & (days["class"] == "several")].iloc[0]
    assert first[["outcome", "fuel", "number"]].to_list() == ["success", "several", 1]
    assert "open" in set(days["class"])


def test_entries_are_those_of_csis_and_tell_no_class():
    assert total("entries") == {2001: 5, 2003: 2}
    assert set(launches_per_year(TESTS, BY_YEAR, "entries")["class"]) == {"not told apart"}


def test_the_first_launch_of_a_kind_is_the_earliest_that_agrees_in_all():
    assert first_launch(TESTS, fuel="solid", outcome="failure")["date"] == pd.Timestamp("2002-06-01")
    assert first_launch(TESTS, fuel="solid")["date"] == pd.Timestamp("2001-05-01")
    assert first_launch(TESTS, fuel="gas") is None


def test_the_same_day_is_no_day_away_and_earlier_dates_do_not_count():
    assert days_to_next("2001-05-03", ["2001-05-01", "2001-05-13"]) == (pd.Timestamp("2001-05-13"), 10)
    assert days_to_next("2001-05-03", ["2001-05-03", None])[1] == 0
    assert days_to_next("2001-05-03", ["2001-05-01"]) is None


def test_the_tables_stay_as_they_were():
    tests, by_year = TESTS.copy(), BY_YEAR.copy()
    for rule in ("missiles", "days", "entries"):
        launches_per_year(TESTS, BY_YEAR, rule)
    pd.testing.assert_frame_equal(TESTS, tests)
    pd.testing.assert_frame_equal(BY_YEAR, by_year)


def test_unknown_rules_and_columns_get_the_possible_ones():
    with pytest.raises(UnknownName, match="counting rule"):
        launches_per_year(TESTS, BY_YEAR, "launches")
    with pytest.raises(UnknownName, match="column"):
        first_launch(TESTS, colour="red")


def test_as_many_days_are_counted_after_a_day_as_before_it_by_each_rule():
    # 396 days lie between 1 May 2001 and the last launch of CNS; the day itself, with 3 missiles, is on neither side.
    rows = launches_around(TESTS, "2001-05-01", width=1000)
    assert rows[["first", "last"]].drop_duplicates().to_numpy().tolist() == [[-396, -1], [1, 396]]
    assert rows.groupby(["rule", "side"])["number"].sum().unstack().to_dict() == {
        "after": {"days": 2, "listed": 2, "missiles": 1},
        "before": {"days": 0, "listed": 0, "missiles": 0},
    }
    # To the end of July the cruise missile of another list comes in, and each list has its days.
    later = launches_around(TESTS, "2001-05-01", "2002-07-31", 1000).query("side == 'after'")
    assert later.set_index("rule")["number"].to_dict() == {"missiles": 1, "days": 2, "listed": 3}


@pytest.mark.parametrize("seed", range(20))
def test_launches_around_a_day_are_those_counted_one_by_one(seed):
    chance, start = np.random.default_rng(seed), pd.Timestamp("2020-06-01")
    away, missiles = chance.integers(-80, 60, 30), chance.integers(1, 5, 30)
    days = [start + pd.Timedelta(days=int(day)) for day in away]
    lists = chance.choice(["CNS", "JCS"], 30)
    tests = pd.DataFrame({"date": days, "missiles": missiles, "counted_by": lists})
    width = int(chance.integers(1, 40))
    for row in launches_around(tests, start, start + pd.Timedelta(days=50), width).to_dict("records"):
        inside = [
            (day, number)
            for day, number, listed in zip(away, missiles, lists, strict=True)
            if row["first"] <= day <= row["last"] and (row["rule"] == "listed" or listed == "CNS")
        ]
        expected = sum(number for _, number in inside) if row["rule"] == "missiles" else len({day for day, _ in inside})
        assert row["number"] == expected and -50 <= row["first"] <= row["last"] <= 50


def test_a_day_after_the_end_gets_a_sentence():
    with pytest.raises(WorkbookError, match="No day lies after 2003-01-01"):
        launches_around(TESTS, "2003-01-01")
