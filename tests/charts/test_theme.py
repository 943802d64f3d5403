"""The look that all charts share: gaps, dates, and which chart has a test."""

import ast
import inspect
from pathlib import Path

import altair as alt
import pandas as pd

from workbook import charts
from workbook.charts import lanes, theme


def test_no_two_kinds_of_event_share_colour_and_shape():
    assert len(set(lanes.LANE_KINDS.values())) == len(lanes.LANE_KINDS)


def test_data_are_plain_with_gaps_as_null_and_nothing_else_comes_along():
    rows = pd.DataFrame(
        {"date": pd.to_datetime(["2020-01-02", None]), "n": [1, 2], "by_kind": ["a", "b"], "secret": ["x", "y"]}
    )
    assert theme.data(rows, ["date", "n"]).values == [
        {"date": "2020-01-02", "n": 1, "by_kind": "a"},
        {"date": None, "n": 2, "by_kind": "b"},
    ]


def test_scales_give_each_label_the_style_of_its_actor():
    colour, dash, shape = theme.scales(["PRK", "CHN"], ["North Korea", "China"])
    assert colour.to_dict() == {"domain": ["North Korea", "China"], "range": [theme.INK, theme.VERMILION]}
    assert dash.to_dict()["range"] == [[1, 0], [1, 0]]
    assert shape.to_dict()["range"] == ["diamond", "circle"]


def test_a_chart_is_as_wide_as_its_place_and_the_first_layer_lies_at_the_back():
    table = alt.InlineData(values=[{"x": 1}], name="table")
    back, front = alt.Chart().mark_rect(), alt.Chart().mark_text()
    spec = theme.layers(back, front, data=table, height=120).to_dict()
    assert (spec["width"], spec["height"]) == ("container", 120)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect", "text"]
    assert spec["config"]["axis"]["labelColor"] == theme.INK


def test_every_chart_is_drawn_by_a_test():
    called = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called |= {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "id")}
    functions = {name for name in charts.__all__ if inspect.isfunction(getattr(charts, name))}
    assert len(functions) > 20 and not functions - called
