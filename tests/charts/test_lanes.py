"""Dated things in lanes, the free row below them, and launches as bars or signs."""

import pandas as pd
import pytest
from drawing import drawn, spec_of, texts

from workbook.charts import counts_per_year, event_lanes, launch_lanes, longest_waits, theme
from workbook.charts.lanes import DEEPEST, ROW

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
WIDTH = 588  # pixels of the plot in a picture of 600
LANES = ["RUS-PRK", "CHN-RUS"]
KINDS = {"summit": ("circle", theme.VERMILION), "treaty": ("square", theme.BLUE)}


def lanes_of(rows=EVENTS, years=(2020, 2021), **choices):
    """The specification of lanes, with the parameters of the years that a view has."""
    spec = spec_of(event_lanes(rows, LANES, KINDS, **choices))
    return {
        **spec,
        "params": [{"name": name, "value": year} for name, year in zip(("since", "until"), years, strict=True)],
    }


def points(spec):
    """The marks that are spoken, by their words."""
    return {item["description"]: item for item in drawn(spec, "symbol") if "description" in item}


def words(spec):
    """The words in a chart, each once: their rims say the same."""
    return {text for text in texts(spec) if text}


def test_marks_that_would_cover_each_other_stand_above_each_other_around_the_middle_of_the_lane():
    # 588 pixels are 731 days: 19 days are 16 pixels and another cell; two days are the same one.
    dates = pd.to_datetime(["2020-01-01", "2020-01-20", "2020-01-02", "2021-06-01"])
    items = points(lanes_of(EVENTS.assign(date=dates, lane="CHN-RUS")))
    assert items["first"]["x"] == items["third"]["x"] == 6  # within the plot
    assert items["second"]["x"] > items["first"]["x"]
    assert items["third"]["y"] - items["first"]["y"] == ROW
    assert items["second"]["y"] == items["fourth"]["y"] == (items["first"]["y"] + items["third"]["y"]) / 2


def test_more_marks_than_rows_move_together():
    rows = pd.concat([EVENTS.iloc[:1]] * (DEEPEST * 2), ignore_index=True)
    signs = drawn(lanes_of(rows), "symbol")
    heights = sorted(item["y"] for item in signs if "description" in item)
    assert len(set(heights)) == DEEPEST * 2
    assert heights[-1] - heights[0] < DEEPEST * ROW


def test_an_event_has_the_shape_and_colour_of_its_kind_and_is_hollow_unless_confirmed():
    items = points(lanes_of())
    assert items["second"]["shape"] == "square" and items["second"]["stroke"] == theme.BLUE
    assert {text: item["fillOpacity"] for text, item in items.items()} == {
        "first": 1,
        "second": 0,
        "third": 1,
        "fourth": 1,
    }


def test_lanes_and_signs_are_named_only_if_they_are_drawn():
    assert words(lanes_of()) == {"CHN-RUS", "RUS-PRK", "summit", "treaty"}
    assert words(lanes_of(EVENTS.iloc[:1])) == {"CHN-RUS", "summit"}


def test_a_lane_takes_the_height_of_its_marks_and_an_empty_one_none():
    deep = pd.concat([EVENTS.iloc[:1]] * 3 + [EVENTS.iloc[3:]], ignore_index=True)
    heads = {item["text"]: item["y"] for item in drawn(lanes_of(deep), "text")}
    assert heads["CHN-RUS"] - heads["RUS-PRK"] == 2 * ROW  # a name and a row of marks
    alone = points(lanes_of(deep.iloc[:3]))
    assert alone["first"]["y"] < points(lanes_of(deep))["first"]["y"]


def test_the_ground_is_grey_after_the_end_of_the_data():
    spec = lanes_of(ends=("2021-07-01", "data to July"))
    (ground,) = drawn(spec, "rect")
    assert ground["x"] + ground["width"] == pytest.approx(WIDTH) and 0.7 < ground["x"] / WIDTH < 0.8
    assert "data to July" in words(spec)
    assert "data to July" not in words(lanes_of(ends=("2022-01-02", "data to July")))


def test_a_mark_with_a_label_is_named_beside_it_and_a_line_shows_its_day_in_all_lanes():
    rows = EVENTS.assign(label=[None, None, "Bogusz", "Salát"])
    spec = lanes_of(rows)
    assert {"Bogusz", "Salát"} < words(spec)
    assert points(spec)["third"]["x"] == pytest.approx(WIDTH * 60 / 731, abs=0.1)  # to the day


def test_the_longest_wait_of_a_lane_is_measured_from_the_last_day_of_a_meeting():
    # From 3 January to 20 January are 17 days, from 20 January to 1 March 2020 are 41 days; one meeting has no wait.
    last = EVENTS["date"].where(EVENTS["hover"] != "first", pd.Timestamp("2020-01-03"))
    assert "41 days" in words(lanes_of(EVENTS.assign(last=last), foot=longest_waits(LANES)))


def test_only_marks_of_a_kind_end_a_wait():
    # Between the two summits of the lane, 1 January and 1 March 2020, are 60 days.
    rows = EVENTS.assign(last=EVENTS["date"])
    assert "60 days" in words(lanes_of(rows, foot=longest_waits(LANES, "summit")))
    assert not any("days" in text for text in words(lanes_of(rows, foot=longest_waits(LANES, "summit", least=61))))


def test_a_wait_of_whole_years_names_them():
    dates = pd.to_datetime(["2000-05-01", "2004-02-01", "2005-01-01", "2006-01-01"])
    rows = EVENTS.assign(date=dates, last=dates, lane="CHN-RUS")
    # 2001, 2002 and 2003 hold none.
    assert "3 years: 2001 to 2003" in words(lanes_of(rows, (2000, 2006), foot=longest_waits(LANES, unit="years")))


def test_the_marks_of_a_year_are_counted_and_bracketed_where_the_list_is_short():
    rows = EVENTS.assign(year=EVENTS["date"].dt.year)
    # Two summits of 2020 in one lane (the treaty does not count), one of 2021 in the lane with brackets.
    assert {"(1)", "2"} < words(lanes_of(rows, foot=counts_per_year(["summit"], ["RUS-PRK"])))
    # Fifty years of 12 pixels have no room for their numbers.
    assert "2" not in words(lanes_of(rows, (1980, 2029), foot=counts_per_year(["summit"], ["RUS-PRK"])))


PICTURES = {"missiles": ["long", "short"], "dates": ["launches"]}
LAUNCHES = pd.DataFrame(
    [
        ("missiles", "long", "solid fuel", 2020, 1, None, False, ""),
        ("missiles", "long", "liquid fuel", 2020, 2, None, False, ""),
        ("missiles", "short", "solid fuel", 2021, 6, None, True, ""),
        ("dates", "launches", "solid fuel", 2020, None, "2020-05-01", False, "failure"),
        ("dates", "launches", "liquid fuel", 2021, None, "2021-05-01", False, ""),
    ],
    columns=["by_count", "lane", "sign", "year", "number", "date", "part", "mark"],
)
LAUNCHES["date"] = pd.to_datetime(LAUNCHES["date"])
LAUNCHES["hover"] = [f"row {number}" for number in range(5)]


def launches_of(picture, narrow=False):
    """The specification of one picture, as the filter of a view leaves it."""
    ends = {"missiles": ("2021-07-01", "list ends")}
    spec = spec_of(launch_lanes(LAUNCHES, PICTURES, "dates", "picture", ends, narrow=narrow))
    params = [("picture", list(PICTURES).index(picture)), ("since", 2020), ("until", 2021)]
    return {
        **spec,
        "transform": [{"filter": f"datum.by_count == '{picture}'"}],
        "params": [{"name": name, "value": value} for name, value in params],
    }


def test_bars_of_one_picture_have_one_scale():
    blocks = {item["description"]: item for item in drawn(launches_of("missiles"), "rect") if "description" in item}
    heights = {text: item["height"] for text, item in blocks.items()}
    assert heights["row 1"] == pytest.approx(2 * heights["row 0"], abs=0.5)
    assert heights["row 2"] == pytest.approx(6 * heights["row 0"], abs=0.5)


def test_the_head_of_a_lane_counts_its_signs_and_a_year_that_is_not_over_has_brackets():
    said = {"Long", "solid fuel 1", "liquid 2", "3", "Short", "solid fuel 6", "(6)", "list ends"}
    assert words(launches_of("missiles")) == words(launches_of("missiles", narrow=True)) == said


def test_only_the_lanes_and_signs_of_the_present_picture_are_named():
    assert words(launches_of("dates")) == {"Launches", "solid fuel 1", "liquid 1"}


def test_a_dated_launch_has_the_sign_of_its_fuel_and_a_failure_is_hollow():
    signs = {text: (item["shape"], item["fillOpacity"]) for text, item in points(launches_of("dates")).items()}
    assert signs == {"row 3": ("square", 0), "row 4": ("circle", 1)}
