"""Dated things in lanes, the free row below them, and launches as bars or signs."""

import pandas as pd
import pytest
from drawing import channel, drawn, marks, spec_of, texts
from driving import described

from workbook.charts import LANE_KINDS, counts_per_year, event_lanes, launch_lanes, longest_waits, theme
from workbook.charts.lanes import HIGHEST, slots

EVENTS = pd.DataFrame(
    {
        "date": pd.to_datetime(["2020-01-01", "2020-01-20", "2020-03-01", "2021-06-01"]),
        "lane": ["CHN-RUS", "CHN-RUS", "CHN-RUS", "RUS-PRK"],
        "kind": ["summit", "treaty", "summit", "summit"],
        "check": ["confirmed", "unconfirmed", "confirmed", "confirmed"],
        "hover": ["first", "second", "third", "fourth"],
        "address": "https://example.org",
    }
)
LANES = ["RUS-PRK", "CHN-RUS"]


def test_marks_less_than_forty_days_apart_stand_above_each_other():
    # 19 days after the first: the second row; 41 days after the second and 60 after the first: the first row again.
    assert slots(EVENTS) == [0, 1, 0, 0]
    assert slots(EVENTS, days=10) == [0, 0, 0, 0]
    assert slots(EVENTS, days=70) == [0, 1, 2, 0]


def test_forty_days_apart_is_far_enough():
    rows = pd.DataFrame({"date": pd.to_datetime(["2020-01-01", "2020-02-10"]), "lane": "A"})  # 40 days
    assert slots(rows) == [0, 0]
    assert slots(rows, days=41) == [0, 1]


def test_where_all_rows_of_a_lane_are_taken_the_oldest_gives_way():
    rows = pd.DataFrame({"date": pd.date_range("2020-01-01", periods=4), "lane": "A"})
    assert slots(rows, most=2) == [0, 1, 0, 1]


def test_the_rows_keep_their_order_whatever_their_dates():
    assert slots(EVENTS.iloc[::-1]) == [0, 0, 1, 0]


def test_an_event_has_the_shape_and_colour_of_its_kind_and_is_hollow_unless_confirmed():
    spec = spec_of(event_lanes(EVENTS, LANES))
    assert marks(spec) == ["point"]
    assert channel(spec, "y")["sort"] == LANES
    assert channel(spec, "shape")["scale"] == {
        "domain": list(LANE_KINDS),
        "range": [shape for shape, _ in LANE_KINDS.values()],
    }
    items = {item["description"]: item for item in drawn(spec, "symbol")}
    assert items["second"]["shape"] == "square" and items["second"]["stroke"] == theme.BLUE
    assert {text: item["fillOpacity"] for text, item in items.items()} == {
        "first": 0.85,
        "second": 0,
        "third": 0.85,
        "fourth": 0.85,
    }
    assert described(spec) == ["first", "fourth", "second", "third"]


def test_a_chart_of_lanes_grows_with_their_number_up_to_a_limit():
    assert event_lanes(EVENTS, LANES).to_dict()["height"] == 2 * 74
    assert event_lanes(EVENTS, [*LANES, *"abcdefg"]).to_dict()["height"] == HIGHEST


def test_an_event_that_lasts_has_a_bar():
    spec = spec_of(event_lanes(EVENTS.assign(until=EVENTS["date"] + pd.Timedelta(days=10)), LANES))
    assert marks(spec) == ["rule", "point"]
    assert all(bar["x2"] > bar["x"] for bar in drawn(spec, "rule"))


def test_the_longest_wait_of_a_lane_is_measured_from_the_last_day_of_a_meeting():
    # From 3 January to 20 January are 17 days, from 20 January to 1 March 2020 are 41 days; one meeting has no wait.
    last = EVENTS["date"].where(EVENTS["hover"] != "first", pd.Timestamp("2020-01-03"))
    spec = spec_of(event_lanes(EVENTS.assign(last=last), LANES, foot=longest_waits(LANES)))
    assert texts(spec) == ["41 days"]


def test_only_marks_of_a_kind_end_a_wait():
    # Between the two summits of the lane, 1 January and 1 March 2020, are 60 days.
    rows = EVENTS.assign(last=EVENTS["date"])
    assert texts(spec_of(event_lanes(rows, LANES, foot=longest_waits(LANES, "summit")))) == ["60 days"]
    assert texts(spec_of(event_lanes(rows, LANES, foot=longest_waits(LANES, "summit", least=61)))) == []


def test_a_wait_of_whole_years_names_them():
    dates = pd.to_datetime(["2000-05-01", "2004-02-01", "2005-01-01", "2006-01-01"])
    rows = EVENTS.assign(date=dates, last=dates, lane="CHN-RUS")
    # 2001, 2002 and 2003 hold none.
    assert texts(spec_of(event_lanes(rows, LANES, foot=longest_waits(LANES, unit="years")))) == [
        "3 years: 2001 to 2003"
    ]


def test_the_marks_of_a_year_are_counted_and_bracketed_where_the_list_is_short():
    rows = EVENTS.assign(year=EVENTS["date"].dt.year)
    spec = spec_of(event_lanes(rows, LANES, foot=counts_per_year(["summit"], ["RUS-PRK"])))
    # Two summits of 2020 in one lane (the treaty does not count), one of 2021 in the lane with brackets.
    assert sorted(texts(spec)) == ["(1)", "2"]


PICTURES = {"missiles": ["long", "short"], "dates": ["launches"]}
LAUNCHES = pd.DataFrame(
    [
        ("missiles", "long", "solid fuel", 2020, 1, None, False, ""),
        ("missiles", "long", "liquid fuel", 2020, 2, None, False, ""),
        ("missiles", "short", "solid fuel", 2021, 6, None, True, ""),
        ("dates", "launches", "solid fuel", 2020, None, "2020-05-01", False, "failure"),
        ("dates", "launches", "liquid fuel", 2021, None, "2021-05-01", False, "first"),
    ],
    columns=["by_count", "lane", "sign", "year", "number", "date", "part", "mark"],
)
LAUNCHES["date"] = pd.to_datetime(LAUNCHES["date"])
LAUNCHES["hover"] = [f"row {number}" for number in range(5)]


@pytest.fixture
def launches():
    chart = launch_lanes(LAUNCHES, PICTURES, "dates", "picture", ("since", "until")).to_dict()
    params = [("picture", 0), ("since", 2020), ("until", 2021)]
    return {**chart, "params": [{"name": name, "value": value} for name, value in params]}


def test_bars_of_one_picture_have_one_scale(launches):
    blocks = {item["description"]: item for item in drawn(launches, "rect")}
    heights = {text: item["height"] for text, item in blocks.items()}
    assert heights["row 1"] == pytest.approx(2 * heights["row 0"], abs=0.5)
    assert heights["row 2"] == pytest.approx(6 * heights["row 0"], abs=0.5)
    # Three and six missiles and two gaps of 17 pixels fill the 460 pixels.
    assert 3 * heights["row 0"] + heights["row 2"] == pytest.approx(460 - 2 * 17, abs=0.5)


def test_a_bar_has_its_number_in_brackets_where_the_year_is_not_over(launches):
    assert sorted(text for text in texts(launches) if text != "×") == ["(6)", "3"]


def test_a_dated_launch_has_the_sign_of_its_fuel_and_a_failure_a_cross(launches):
    signs = {item["description"]: item["shape"] for item in drawn(launches, "symbol") if "description" in item}
    assert signs == {"row 3": "square", "row 4": "circle"}
    assert texts(launches).count("×") == 1
    assert sum("description" not in item for item in drawn(launches, "symbol")) == 1  # the ring of the first
