"""Where China's leaders travelled, on trips that can be counted by hand."""

import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName
from workbook.measures import TRAVELLERS, counted_trips, longest_pause, trips_per_year, trips_that_differ

# 2001: to RUS two trips of the head of state and one of the premier; 2002: a party leader to PRK, a vice-president too.
TRIPS = pd.DataFrame(
    {
        "date_start": pd.to_datetime(["2001-02-01", "2001-05-01", "2001-12-31", "2002-01-01", "2002-06-01"]),
        "host": ["RUS", "RUS", "RUS", "PRK", "PRK"],
        "rank": ["head of state", "premier", "head of state", "party leader", "other"],
    }
)


def of(counts, year, host):
    """Trips to ``host`` in ``year``: all, and those of the head of state."""
    return tuple(counts.set_index(["year", "host"]).loc[(year, host), ["visits", "visits_by_head_of_state"]])


@pytest.mark.parametrize(("who", "trips"), [("head of state", 2), ("premier too", 3), ("party leaders too", 4)])
def test_a_wider_rule_takes_in_more_travellers_and_never_a_vice_president(who, trips):
    assert len(counted_trips(TRIPS, who)) == trips
    assert "other" not in TRAVELLERS[who]


def test_a_rule_that_does_not_exist_is_named():
    with pytest.raises(UnknownName, match="premier too"):
        counted_trips(TRIPS, "premiers")


def test_a_trip_counts_for_the_year_in_which_it_begins():
    counts = trips_per_year(TRIPS)
    assert of(counts, 2001, "RUS") == (3, 2)
    assert of(counts, 2002, "RUS") == (0, 0)


def test_every_host_has_every_year_and_a_year_without_a_trip_has_0():
    counts = trips_per_year(TRIPS, last=2003)
    assert len(counts) == 3 * 5
    assert counts["visits"].sum() == 3
    assert of(counts, 2002, "PRK") == (0, 0)
    assert of(trips_per_year(TRIPS, "party leaders too"), 2002, "PRK") == (1, 0)


def test_counting_changes_nothing_in_its_table():
    before = TRIPS.copy()
    trips_per_year(TRIPS)
    pd.testing.assert_frame_equal(TRIPS, before)


def test_a_borrowed_count_that_differs_is_found_with_both_figures():
    borrowed = pd.DataFrame(
        {"year": [2001, 2001, 2002], "host": ["RUS", "PRK", "PRK"], "visits": [3, 0, 1]}
        | {"visits_by_head_of_state": [1, 0, 0]}
    )
    apart = trips_that_differ(TRIPS, borrowed)
    assert apart.to_numpy().tolist() == [[2001, "RUS", 3, 3, 1, 2], [2002, "PRK", 1, 0, 0, 0]]
    # The party leader of 2002 explains the second; the first stays.
    assert trips_that_differ(TRIPS, borrowed, "party leaders too")["year"].to_list() == [2001]


# Counted by hand in the list: head of state and premier, and the head of state alone.
@pytest.mark.parametrize(
    ("year", "host", "all_trips", "by_head_of_state"),
    [
        (2005, "RUS", 3, 2),  # Hu in May and in June, Wen in October
        (2008, "JPN", 3, 2),  # Hu in May and in July, Wen in December
        (2010, "KOR", 2, 1),  # Wen in May, Hu in November
        (2014, "KOR", 1, 1),  # Xi in July
        (2015, "KOR", 1, 0),  # Li in October and not Xi
        (2018, "KOR", 0, 0),
        (2019, "PRK", 1, 1),  # Xi in June
        (1982, "PRK", 0, 0),  # Deng and Hu Yaobang only
        (2026, "PRK", 1, 1),  # Xi in June
    ],
)
def test_the_list_gives_what_is_counted_by_hand(year, host, all_trips, by_head_of_state):
    assert of(trips_per_year(wb.load("leader_trips")), year, host) == (all_trips, by_head_of_state)


def test_xi_was_not_in_south_korea_between_2014_and_2025():
    trips = wb.load("leader_trips")
    xi = trips[(trips["leader"] == "Xi Jinping") & (trips["host"] == "KOR")]
    assert list(xi["date_start"].dt.year) == [2014, 2025]


def test_the_borrowed_counts_differ_in_fifty_pairs_of_year_and_host_and_say_so():
    trips, borrowed = wb.load("leader_trips"), wb.load("leader_visits")
    apart = trips_that_differ(trips, borrowed)
    assert len(apart) == 50
    assert len(trips_that_differ(trips, borrowed, "party leaders too")) == 40
    marked = borrowed[borrowed["check"] == "unconfirmed"]
    assert set(zip(marked["year"], marked["host"], strict=True)) == set(zip(apart["year"], apart["host"], strict=True))


def test_to_2020_head_of_state_and_premier_went_to_south_korea_eleven_times_and_to_north_korea_sixteen():
    counts = trips_per_year(wb.load("leader_trips"), last=2020).groupby("host")["visits"].sum()
    assert counts.to_dict() == {"RUS": 54, "USA": 25, "JPN": 17, "PRK": 16, "KOR": 11}


def test_a_pause_is_the_years_between_two_trips_without_either():
    # Between 1990 and 2001 lie 1991 to 2000; between 2001 and 2005 only three years.
    assert longest_pause([2001, 1990, 2005, 2001]) == (1991, 2000)


def test_of_two_equal_pauses_the_earlier_is_given():
    assert longest_pause([1990, 1993, 1996]) == (1991, 1992)


def test_trips_in_every_year_leave_no_pause():
    assert longest_pause([1990, 1991, 1992]) is None
    assert longest_pause([1990]) is None
    assert longest_pause([]) is None
