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
        "check": ["confirmed", "confirmed", "unconfirmed"],
        "hover": ["2000", "2001: not reported", "2002"],
    }
)


@pytest.fixture(scope="module")
def shares():
    return spec_of(share_lines(SHARES, {"China": "CHN"}, "Share of the total (percent)", levels=(50, 90)))


def test_shares_stand_on_a_scale_from_0_to_100_percent(shares):
    assert marks(shares) == ["rule", "rule", "line", "point", "text"]
    assert channel({"layer": [shares["layer"][2]]}, "y")["scale"] == {"domain": [0, 100]}
    # The picture is 300 pixels high: 10 percent is 30 above the edge, 30 percent 90, the levels 50 and 90
    # percent are 150 and 270 above it.
    assert [mark["y"] for mark in drawn(shares, "symbol")] == [300 - 30, 300 - 90]
    assert {round(rule["y"]) for rule in drawn(shares, "rule")} == {150, 30}


def test_a_gap_breaks_the_line_and_leaves_a_cross_that_says_why(shares):
    assert [point["defined"] for point in drawn(shares, "line")] == [True, False, True]
    (cross,) = drawn(shares, "text")
    assert (cross["text"], cross["y"], cross["description"]) == ("×", 300, "2001: not reported")
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
).assign(record=list(RECORDS)[0], axis="Agreement", series="Russia")
NEARNESS["hover"] = NEARNESS["year"].astype(str)


def test_points_are_joined_within_a_stretch_only_and_the_years_between_are_a_band_with_the_reason():
    spec = spec_of(record_lines(NEARNESS, {"Russia": "RUS"}))
    assert channel(spec, "detail")["field"] == "stretch"
    assert [mark["y"] for mark in drawn(spec, "symbol")] == [160, 0, 320]  # 320 pixels for 0 to 1
    (band,) = drawn(spec, "rect")
    years = drawn(spec, "symbol")
    year = (years[1]["x"] - years[0]["x"]) / 1
    assert band["width"] == pytest.approx(2 * year, abs=0.01)  # two years, 2002 and 2003
    assert sorted(texts(spec)) == ["Agreement", "no votes", "×", "×"]


def test_every_record_has_a_line_style_of_its_own():
    spec = spec_of(record_lines(NEARNESS, {"Russia": "RUS"}))
    scale = channel(spec, "strokeDash")["scale"]
    assert scale["domain"] == list(RECORDS) and len(set(map(tuple, scale["range"]))) == len(RECORDS)


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


def test_the_pendulum_swings_between_the_two_poles():
    spec = spec_of(pendulum(LEANS, "Russia", "China"))
    axis = channel({"layer": [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]}, "y")["axis"]
    assert all(word in axis["labelExpr"] for word in ("1  all China", "0  all Russia", "½  as much with both"))
    heights = {mark["description"]: mark["y"] for mark in drawn(spec, "symbol")}
    # One half lies midway between the poles.
    assert heights["Trade 2001"] == pytest.approx((heights["Index 2000"] + heights["Index 2001"]) / 2)
    assert heights["Index 2000"] < heights["Index 2001"]


def test_an_index_that_lacks_a_part_is_small_and_a_gap_is_a_cross_below_zero():
    spec = spec_of(pendulum(LEANS, "Russia", "China"))
    assert {mark["description"]: mark["size"] for mark in drawn(spec, "symbol")} == {
        "Index 2000": 75,
        "Index 2001": 22,
        "Trade 2001": 75,
    }
    (cross,) = drawn(spec, "text")
    zero = next(mark["y"] for mark in drawn(spec, "symbol") if mark["description"] == "Index 2001")
    assert cross["description"] == "Trade 2000" and cross["y"] > zero
    assert channel(spec, "color")["scale"]["domain"] == list(PARTS)


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
            "hover": ["point", "range", "gap"],
        }
    )
    spec = spec_of(level_lines(rows, {"China": "CHN"}))
    # 320 pixels for 0 to 4: the range from 1 to 3 reaches from 240 to 80, its mark is at the low end.
    (span,) = drawn(spec, "rule")
    assert {span["y"], span["y2"]} == {240, 80}
    assert {mark["description"]: mark["y"] for mark in drawn(spec, "symbol")} == {"point": 0, "range": 240}
    assert sorted(texts(spec)) == ["billion US dollars", "×"]
    assert described(spec) == ["gap", "point", "range"]
