"""Curves of specifications and counts around a day: what stands where."""

import pandas as pd
import pytest
from drawing import channel, drawn, spec_of

from workbook.charts import bars_around, specification_curve, theme


def test_small_p_is_filled_and_every_test_has_a_tick_at_each_option_that_it_took():
    rows = pd.DataFrame(
        {
            "rank": [1, 2, 3],
            "p": [0.01, 0.5, 1.0],
            "own": [False, True, False],
            "hover": ["first", "second", "third"],
            "span": ["long", "short", "long"],
            "sides": ["one", "one", "two"],
        }
    )
    choices = {"span": {"long": "a long span", "short": "a short span"}, "sides": {"one": "one", "two": "two"}}
    spec = spec_of(specification_curve(rows, choices, 0.05))
    points = {item["description"]: item for item in drawn(spec, "symbol") if "description" in item}
    assert list(points) == ["first", "second", "third"]
    assert [points[name]["fillOpacity"] for name in points] == [1, 0, 0]
    assert points["first"]["y"] > points["second"]["y"] > points["third"]["y"]
    diamonds = [item for item in drawn(spec, "symbol") if item.get("shape") == "diamond"]
    assert len(diamonds) == 3 and {item["x"] for item in diamonds} == {points["second"]["x"]}
    labels = channel(spec, "y")["axis"]["labelExpr"]
    assert all(words in labels for words in ("a long span", "a short span", "p = 0.05"))


def test_bars_before_a_day_stand_left_of_the_line_and_carry_their_number():
    rows = pd.DataFrame(
        {
            "first": [-90, 1],
            "last": [-1, 90],
            "side": ["before", "after"],
            "number": [8, 2],
            "hover": ["before", "after"],
        }
    )
    spec = spec_of(bars_around(rows, "Days"))
    bars = {item["description"]: item for item in drawn(spec, "rect")}
    line = drawn(spec, "rule")[0]["x"]
    assert bars["before"]["x"] < line < bars["after"]["x"] + bars["after"]["width"]
    assert bars["before"]["height"] == pytest.approx(4 * bars["after"]["height"])
    assert (bars["before"]["fill"], bars["after"]["fill"]) == (theme.BLUE, theme.VERMILION)
