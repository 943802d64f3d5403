"""Curves of specifications and counts around a day: what stands where."""

import pandas as pd
import pytest
from drawing import drawn, layers, spec_of, texts

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
    labels = next(filter(None, (layer["encoding"].get("y", {}).get("axis") for layer in layers(spec))))["labelExpr"]
    assert all(words in labels for words in ("a long span", "a short span", "p = 0.05"))
    assert {"1 of 2", "0 of 1"} <= set(texts(spec))  # how many of the tests with an option are small


def test_a_narrow_curve_has_the_words_of_an_option_above_its_ticks():
    rows = pd.DataFrame({"rank": [1], "p": [0.01], "own": [False], "hover": ["first"], "span": ["long"]})
    spec = spec_of(specification_curve(rows, {"span": {"long": "a long span"}}, 0.05, narrow=True))
    words = next(item for item in drawn(spec, "text") if item["text"] == "a long span")
    (tick,) = (item for item in drawn(spec, "rect") if "description" not in item)
    assert words["y"] + words["dy"] < tick["y"] and words["x"] < 0


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
    spec = spec_of(bars_around(rows))
    bars = {item["description"]: item for item in drawn(spec, "rect")}
    line = drawn(spec, "rule")[0]["x"]
    assert bars["before"]["x"] < line < bars["after"]["x"] + bars["after"]["width"]
    assert bars["before"]["height"] == pytest.approx(4 * bars["after"]["height"])
    assert (bars["before"]["fill"], bars["after"]["fill"]) == (theme.GREY, theme.INK)
    assert set(texts(spec)) == {"8", "2", "8 before", "2 after", "8.0 in 90 days", "2.0 in 90 days"}
    assert "8" not in texts(spec_of(bars_around(rows, narrow=True)))  # an axis says it there
