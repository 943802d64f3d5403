"""States and their ties: the triangle with its years, and networks side by side."""

import pandas as pd
import pytest
from drawing import channel, drawn, spec_of, texts
from driving import described

from workbook.charts import state_networks, theme, triad

NAMES = {"CHN": "China", "RUS": "Russia", "PRK": "North Korea"}
LANES = ["type", "CHN-RUS"]
TRIAD = pd.DataFrame(
    [
        ("side", "CHN", "RUS", "good", None, None, None, "", False),
        ("side", "CHN", "PRK", "bad", None, None, None, "", False),
        ("tile", None, None, None, 2000, "type", "romantic triangle", "R", False),
        ("tile", None, None, None, 2001, "CHN-RUS", "good", "+", True),
    ],
    columns=["part", "one", "other", "sign", "year", "lane", "kind", "mark", "shown"],
)
TRIAD["hover"] = ["good side", "bad side", "2000", "2001"]


@pytest.fixture(scope="module")
def triangle():
    return spec_of(triad(TRIAD, NAMES, LANES, (2000, 2009)))


def test_the_sides_reach_from_state_to_state_and_a_bad_one_is_dashed(triangle):
    sides = {item["description"]: item for item in drawn(triangle, "rule")}
    assert sides["good side"]["y"] == sides["good side"]["y2"]  # China and Russia stand equally high
    assert sides["bad side"]["y"] != sides["bad side"]["y2"]
    assert (sides["good side"]["stroke"], sides["bad side"]["stroke"]) == (theme.BLUE, theme.VERMILION)
    assert sides["bad side"]["strokeDash"] == [5, 4]


def test_each_year_has_a_tile_in_its_lane_and_the_year_that_is_shown_a_frame(triangle):
    tiles = {item["description"]: item for item in drawn(triangle, "rect") if "description" in item}
    width = tiles["2000"]["width"]
    assert tiles["2000"]["x"] == pytest.approx(0) and tiles["2001"]["x"] == pytest.approx(width)
    # China stands 22 percent from the left of the ten years, which begin with half a year before 2000.
    (china,) = (item["x"] for item in drawn(triangle, "text") if item["text"] == "China")
    assert china == pytest.approx((0.22 * 10 + 0.5) * width)
    assert tiles["2000"]["y"] < tiles["2001"]["y"]  # the first lane lies on top
    (frame,) = (item for item in drawn(triangle, "rect") if "description" not in item)
    assert frame["x"] == tiles["2001"]["x"]


def test_the_states_are_named_and_every_sign_stands_beside_the_colour(triangle):
    assert sorted(texts(triangle)) == sorted(["China", "Russia", "North Korea", "R", "+", "+", "–"])
    assert described(triangle) == ["2000", "2001", "bad side", "good side"]


def test_networks_stand_side_by_side_and_only_good_ties_are_thick():
    rows = pd.DataFrame(
        [("votes", "RUS", "CHN", "good"), ("votes", "KOR", "USA", "not known"), ("treaties", "RUS", "CHN", "bad")],
        columns=["picture", "one", "other", "sign"],
    )
    names = {"RUS": "Russia", "CHN": "China", "KOR": "South Korea", "USA": "United States"}
    spec = spec_of(
        state_networks(rows.assign(hover=rows["picture"] + " " + rows["sign"]), names, ["votes", "treaties"])
    )
    ties = {item["description"]: item for item in drawn(spec, "rule")}
    assert {text: item["strokeWidth"] for text, item in ties.items()} == {
        "votes good": 3.2,
        "votes not known": 0.8,
        "treaties bad": 1.2,
    }
    # Russia at 0.26 and China at 0.05 are 0.21 widths apart; the second picture lies 1.16 widths to the right.
    shift = ties["treaties bad"]["x"] - ties["votes good"]["x"]
    apart = abs(ties["votes good"]["x"] - ties["votes good"]["x2"])
    assert shift / apart == pytest.approx(1.16 / 0.21)
    assert ties["treaties bad"]["y"] == ties["votes good"]["y"]
    assert len(drawn(spec, "symbol")) == 2 * 4  # a box per state and picture
    assert sorted(set(texts(spec))) == sorted([*names.values(), "votes", "treaties"])
    assert channel(spec, "x")["axis"] is None
