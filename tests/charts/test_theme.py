"""The look that all charts share: contrast, gaps, dates, and which chart has a test."""

import ast
import inspect
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from workbook import charts
from workbook.charts import code_crossing, evidence, forecasts, grid, impacts, lanes, launches, matrix, series, theme

COLOURS = {name: getattr(theme, name) for name in ("BLUE", "VERMILION", "GREEN", "PURPLE", "OCHRE", "BLACK", "GREY")}
# A mark stands on the page, or on the band of years without votes.
GROUNDS = (theme.CONFIG["background"], series.BAND)
TILES = {
    "vote": {vote: fill for vote, (_, fill) in grid.VOTES.items()},
    "rating": evidence.RATINGS,
    "priority": {level: fill for level, (_, fill) in matrix.PRIORITIES.items()},
    "record": matrix.RECORD,
    "code": code_crossing.FILLS,
}
WHITE_LETTERS = {"veto", "high"}


def luminance(colour):
    """The relative luminance of a colour such as #c24a00, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """How strongly two colours contrast, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    # Known: #767676 is the lightest grey that has 4.5 on white; a pale orange has about 2.
    assert 4.5 < contrast("#767676", "#ffffff") < 4.6
    assert contrast("#ff9a50", "#ffffff") < 2.2


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_of_the_theme_stands_out_from_both_grounds(name, ground):
    assert contrast(COLOURS[name], ground) >= 3


@pytest.mark.parametrize(
    "styles",
    [
        {code: colour for code, (colour, _, _) in theme.ACTORS.items()},
        {kind: colour for kind, (_, colour) in lanes.LANE_KINDS.items()},
        {sign: colour for sign, (_, colour, _) in launches.SIGNS.items()},
        {who: colour for who, (colour, _) in forecasts.MARKS.items()},
        {shape: colour for colour, shape, _ in forecasts.STYLES},
        {part: colour for part, (colour, _) in series.PARTS.items()},
        {role: colour for role, (colour, _) in impacts.ROLES.items()},
    ],
)
def test_every_kind_of_mark_stands_out_from_the_page(styles):
    faint = {kind: colour for kind, colour in styles.items() if contrast(colour, theme.CONFIG["background"]) < 3}
    assert not faint


@pytest.mark.parametrize("kind", TILES)
def test_letters_can_be_read_on_every_tile(kind):
    for name, fill in TILES[kind].items():
        letters = "#ffffff" if name in WHITE_LETTERS else theme.BLACK
        assert contrast(letters, fill) >= 4.5, name


def test_no_two_actors_share_colour_or_shape():
    colours, _, shapes = zip(*theme.ACTORS.values(), strict=True)
    assert len(set(colours)) == len(set(shapes)) == len(theme.ACTORS) == 6


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
    assert colour.to_dict() == {"domain": ["North Korea", "China"], "range": [theme.BLACK, theme.VERMILION]}
    assert dash.to_dict()["range"] == [[1, 0], [1, 0]]
    assert shape.to_dict()["range"] == ["diamond", "circle"]


def test_a_chart_is_as_wide_as_its_place_and_the_first_layer_lies_at_the_back():
    table = alt.InlineData(values=[{"x": 1}], name="table")
    back, front = alt.Chart().mark_rect(), alt.Chart().mark_text()
    spec = theme.layers(back, front, data=table, height=120).to_dict()
    assert (spec["width"], spec["height"]) == ("container", 120)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect", "text"]
    assert spec["config"]["axis"]["labelColor"] == theme.BLACK


def test_every_chart_is_drawn_by_a_test():
    called = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called |= {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "id")}
    functions = {name for name in charts.__all__ if inspect.isfunction(getattr(charts, name))}
    assert len(functions) > 20 and not functions - called
