"""Who met whom, and how long they did not, on meetings that can be counted by hand."""

import pandas as pd
import pytest

from workbook.measures import longest_wait, talks

MEETINGS = pd.DataFrame(
    {
        "summit_id": ["talk", "parade", "margin", "both", "video", "envoy"],
        "level": ["leader", "leader", "leader", "leader", "leader", "special envoy or party"],
        "format": ["in person", "in person", "in person", "in person", "video", "in person"],
        "occasion": [None, "parade", "G20", "G20;parade", None, None],
    }
)


def test_leaders_who_talk_in_person_hold_a_summit_also_on_the_margins_of_a_gathering():
    assert list(talks(MEETINGS)["summit_id"]) == ["talk", "margin"]


def test_a_parade_is_no_summit_though_the_leaders_stand_side_by_side():
    assert talks(MEETINGS[MEETINGS["summit_id"].isin(["parade", "both"])]).empty


def test_neither_a_video_conference_nor_an_envoy_makes_a_summit():
    assert talks(MEETINGS[MEETINGS["summit_id"].isin(["video", "envoy"])]).empty


def test_talks_change_nothing_in_their_table():
    before = MEETINGS.copy()
    talks(MEETINGS)
    pd.testing.assert_frame_equal(MEETINGS, before)


def test_a_wait_runs_from_the_last_day_of_a_visit_to_the_first_day_of_the_next():
    # 5 to 20 January are 15 days; 22 January to 1 February are 10.
    first_days, last_days = ["2020-01-01", "2020-01-20", "2020-02-01"], ["2020-01-05", "2020-01-22", "2020-02-02"]
    assert longest_wait(first_days, last_days) == (pd.Timestamp("2020-01-05"), pd.Timestamp("2020-01-20"), 15)


def test_without_last_days_a_meeting_lasts_one_day():
    # 1 to 20 January: 19 days.
    assert longest_wait(["2020-01-01", "2020-01-20", "2020-02-01"])[2] == 19


def test_the_order_of_the_dates_does_not_matter():
    assert longest_wait(["2020-02-01", "2020-01-01"]) == longest_wait(["2020-01-01", "2020-02-01"])


def test_of_two_equal_waits_the_earlier_is_given():
    assert longest_wait(["2020-01-01", "2020-01-11", "2020-01-21"])[0] == pd.Timestamp("2020-01-01")


def test_meetings_that_overlap_leave_no_wait():
    assert longest_wait(["2020-01-01", "2020-01-03"], ["2020-01-05", "2020-01-04"])[2] == 0


@pytest.mark.parametrize("dates", [[], ["2020-01-01"]])
def test_fewer_than_two_meetings_have_no_wait(dates):
    assert longest_wait(dates) is None
