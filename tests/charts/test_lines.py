"""Lines over years: heights, gaps, hollow marks, and what joins what."""

import pandas as pd
import pytest
from drawing import channel, drawn, marks, spec_of, texts
from driving import described

from workbook.charts import PARTS, RECORDS, level_lines, pendulum, record_lines, share_lines, theme

# 10 percent, a gap, 30 percent that no source confirms.
SHARES = pd.DataFrame(
    {
        "year": [2000, 2001, 2002],
        "series": "China",
        "value": [10.0, None, 30.0],
        "stretch": 1,
        "check": ["confirmed", "confirmed", "unconfirmed"],
        "hover": ["2000", "2001: not reported", "2002"],
    }
)


@pytest.fixture(scope="module")
def shares():
    return spec_of(share_lines(SHARES, {"China": "CHN"}, "Share of the total (percent)", levels=(50, 90)))


def test_shares_stand_on_a_scale_from_0_to_100_percent(shares):
    assert marks(shares) == ["rule", "line", "point", "text", "text"]
    y = channel({"layer": [shares["layer"][1]]}, "y")
    assert y["scale"]["domain"] == [-4, 102] and y["axis"]["values"] == [0, 50, 90, 100]
    # The picture is 300 pixels high for 106 percent, of which 4 lie below 0.
    assert [mark["y"] for mark in drawn(shares, "symbol")] == [
        pytest.approx(300 - 14 * 300 / 106),
        pytest.approx(300 - 34 * 300 / 106),
    ]


def test_a_gap_breaks_the_line_and_leaves_a_cross_that_says_why(shares):
    assert [point["defined"] for point in drawn(shares, "line")] == [True, False, True]
    cross, name = drawn(shares, "text")
    assert (cross["text"], cross["y"], cross["description"]) == ("×", 300, "2001: not reported")
    assert name["text"] == "China"
    assert described(shares) == ["2000", "2001: not reported", "2002"]


def test_a_share_that_is_not_confirmed_is_hollow(shares):
    assert [mark["fillOpacity"] for mark in drawn(shares, "symbol")] == [1, 0]


def test_a_line_has_the_colour_of_its_actor(shares):
    assert channel(shares, "color")["scale"] == {"domain": ["China"], "range": [theme.VERMILION]}


# Two records of one pair, with years between them that no record holds.
NEARNESS = pd.DataFrame(
    [
        (2000, "RUS", 0.5, "old", None, "confirmed"),
        (2001, "RUS", 1.0, "old", None, "confirmed"),
        (2002, "RUS", None, None, "no votes", "confirmed"),
        (2003, "RUS", None, None, "no votes", "confirmed"),
        (2004, "RUS", 0.0, "new", None, "confirmed"),
    ],
    columns=["year", "series", "value", "stretch", "gap", "check"],
).assign(record=list(RECORDS)[0], axis="Agreement", series="Russia", end="Russia 0.00")
NEARNESS["hover"] = NEARNESS["year"].astype(str)


def test_points_are_joined_within_a_stretch_only_and_the_years_between_are_a_band_with_the_reason():
    spec = spec_of(record_lines(NEARNESS, {"Russia": "RUS"}))
    assert channel(spec, "detail")[0]["field"] == "stretch"
    figures = {mark["description"]: mark for mark in drawn(spec, "symbol")}
    # 320 pixels for 0 to 1, with 8 free above and below.
    assert [figures[year]["y"] for year in ("2000", "2001", "2004")] == pytest.approx([160, 8, 312])
    (band,) = drawn(spec, "rect")
    year = figures["2001"]["x"] - figures["2000"]["x"]
    assert band["width"] == pytest.approx(2 * year, abs=0.01)  # two years, 2002 and 2003
    assert set(texts(spec)) == {"Agreement", "no votes", "Russia 0.00"}
    assert described(spec) == ["2000", "2001", "2002", "2003", "2004"]


def test_the_two_records_that_have_lines_in_one_chart_differ_in_style():
    spec = spec_of(record_lines(NEARNESS, {"Russia": "RUS"}))
    scale = channel(spec, "strokeDash")["scale"]
    assert scale["domain"] == list(RECORDS) and scale["range"][0] != scale["range"][1]


LEANS = pd.DataFrame(
    [
        (2000, "Index", 1.0, "yes"),
        (2001, "Index", 0.0, "no"),
        (2000, "Trade", None, "yes"),
        (2001, "Trade", 0.5, "yes"),
    ],
    columns=["year", "series", "value", "whole"],
).assign(stretch=1, check="confirmed")
LEANS["hover"] = LEANS["series"] + " " + LEANS["year"].astype(str)


POLES = ("Russia", "RUS"), ("China", "CHN")


@pytest.mark.parametrize("narrow", [False, True])
def test_the_pendulum_swings_between_the_two_poles(narrow):
    spec = spec_of(pendulum(LEANS, *POLES, narrow))
    marks = {mark["description"]: mark for mark in drawn(spec, "symbol") if "description" in mark}
    names = {(item["text"], round(item["y"])) for item in drawn(spec, "text")}
    # Each lane has its poles at its edges; one half lies midway, where a year without a figure has its cross.
    assert ("China", round(marks["Index 2000"]["y"])) in names and ("Russia", round(marks["Index 2001"]["y"])) in names
    assert marks["Index 2000"]["y"] < marks["Index 2001"]["y"] < marks["Trade 2001"]["y"]
    assert marks["Trade 2001"]["y"] == pytest.approx(marks["Trade 2000"]["y"])
    assert marks["Index 2000"]["stroke"] == theme.ACTORS["CHN"][0]
    assert marks["Index 2001"]["stroke"] == theme.ACTORS["RUS"][0]


def test_an_index_that_lacks_a_part_is_small_and_lanes_come_in_one_order():
    spec = spec_of(pendulum(LEANS, *POLES))
    sizes = {mark["description"]: mark["size"] for mark in drawn(spec, "symbol") if "description" in mark}
    assert sizes["Index 2000"] == sizes["Trade 2001"] > 2 * sizes["Index 2001"]
    assert channel({"layer": [layer for layer in spec["layer"] if "field" in layer["encoding"].get("y", {})]}, "y")[
        "sort"
    ] == list(PARTS)


def test_levels_have_points_ranges_and_crosses():
    rows = pd.DataFrame(
        {
            "year": [2000, 2001, 2002],
            "series": "China",
            "value": [4.0, None, None],
            "low": [None, 1.0, None],
            "high": [None, 3.0, None],
            "stretch": 1,
            "check": "confirmed",
            "axis": "billion US dollars",
            "end": "China 4",
            "hover": ["point", "range", "gap"],
        }
    )
    spec = spec_of(level_lines(rows, {"China": "CHN"}))
    # 304 pixels for 0 to 4, and 8 above and below: the range from 1 to 3 reaches from 236 to 84, its mark is at the
    # low end; the cross stands below the axis, in a lane with the name of the state.
    (span,) = (sorted([rule["y"], rule["y2"]]) for rule in drawn(spec, "rule") if "y2" in rule)
    assert span == pytest.approx([84, 236])
    heights = {mark["description"]: mark["y"] for mark in drawn(spec, "symbol")}
    assert [heights["point"], heights["range"]] == pytest.approx([8, 236]) and heights["gap"] > 320
    assert set(texts(spec)) == {"billion US dollars", "China 4", "China", "no figure:"}
    assert described(spec) == ["gap", "point", "range"]
