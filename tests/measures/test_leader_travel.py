"""Where China's leaders travelled, on trips that can be counted by hand."""

import pandas as pd

from workbook.measures import longest_pause, trips_by_office

# 2001: three trips to RUS, two of them by the head of state; 2002: one, by another; PRK: none in 2001, one in 2002.
VISITS = pd.DataFrame(
    {
        "year": [2001, 2002, 2001, 2002],
        "host": ["RUS", "RUS", "PRK", "PRK"],
        "visits": [3, 1, 0, 1],
        "visits_by_head_of_state": [2, 0, 0, 1],
        "check": ["confirmed", "unconfirmed", "confirmed", "confirmed"],
    }
)


def test_trips_of_others_are_all_trips_without_those_of_the_head_of_state():
    trips = trips_by_office(VISITS).set_index(["host", "year", "office"])["trips"]
    assert trips.to_dict() == {
        ("RUS", 2001, "head of state"): 2,
        ("RUS", 2001, "premier"): 1,
        ("RUS", 2002, "premier"): 1,
        ("PRK", 2002, "head of state"): 1,
    }


def test_the_sum_over_offices_is_the_sum_of_all_trips():
    assert trips_by_office(VISITS)["trips"].sum() == 5


def test_a_row_keeps_how_well_it_is_secured():
    assert list(trips_by_office(VISITS).query("year == 2002 and host == 'RUS'")["check"]) == ["unconfirmed"]


def test_trips_change_nothing_in_their_table():
    before = VISITS.copy()
    trips_by_office(VISITS)
    pd.testing.assert_frame_equal(VISITS, before)


def test_a_pause_is_the_years_between_two_trips_without_either():
    # Between 1990 and 2001 lie 1991 to 2000; between 2001 and 2005 only three years.
    assert longest_pause([2001, 1990, 2005, 2001]) == (1991, 2000)


def test_of_two_equal_pauses_the_earlier_is_given():
    assert longest_pause([1990, 1993, 1996]) == (1991, 1992)


def test_trips_in_every_year_leave_no_pause():
    assert longest_pause([1990, 1991, 1992]) is None
    assert longest_pause([1990]) is None
    assert longest_pause([]) is None
