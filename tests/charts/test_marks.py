"""Names at the ends of lines, and named days above a chart: Vega itself keeps them apart."""

import random

import altair as alt
import pandas as pd
import pytest
import vl_convert

from workbook.charts import gap_bands, line_ends, room_for, theme, turning_points, unit

LETTER = 6.4


def drawn(spec, width=600):
    """Every text of the marks with its place: x, y, words, align."""
    graph = vl_convert.vegalite_to_scenegraph({**spec, "width": width})
    return [item for kind, item in _items(graph["scenegraph"]) if kind == "text"]


def _items(node):
    if node.get("role") == "mark" and node.get("marktype") != "group":
        yield from ((node["marktype"], item) for item in node.get("items", []))
    for item in node.get("items", []):
        yield from _items(item)


def lines(values, years=(2000, 2020)):
    """A chart of one line for each of ``values`` (name: last value), with the names at their ends."""
    rows = [{"year": year, "series": name, "value": end} for name, end in values.items() for year in years]
    table = theme.data(pd.DataFrame(rows), ["year", "series", "value"])
    x = alt.X("year:Q", scale=alt.Scale(zero=False))
    line = alt.Chart().mark_line().encode(x=x, y=alt.Y("value:Q"), detail="series:N")
    ends = line_ends(alt.Chart(), "year", "value", "series", alt.Color("series:N", legend=None))
    return theme.layers(line, ends, data=table, height=200, right=room_for(list(values))).to_dict()


@pytest.mark.parametrize("seed", range(40))
def test_the_names_of_lines_never_overlap_and_keep_their_order(seed):
    chance = random.Random(seed)
    values = {
        f"line {n}": chance.choice([0, 5, 50, 50, 99, 100]) + chance.random() for n in range(chance.randint(1, 9))
    }
    found = sorted(drawn(lines(values)), key=lambda item: item["y"])
    places = [item.get("y", 0) for item in found]
    assert [item["text"] for item in found] == sorted(values, key=lambda name: -values[name])
    assert all(after - before >= 14.9 for before, after in zip(places, places[1:], strict=False))
    assert places[-1] <= 200.1


def test_a_name_stands_at_the_end_of_its_line_where_there_is_room():
    (found,) = drawn(lines({"alone": 100}))
    assert found["y"] == pytest.approx(0) and 500 < found["x"] < 600


def marked(days, narrow=False, width=600):
    rows = pd.DataFrame([{"year": year, "value": 1} for year in range(2000, 2021)])
    table = theme.data(rows, ["year", "value"])
    x = alt.X("year:Q", scale=alt.Scale(zero=False, nice=False))
    spec = theme.layers(alt.Chart().mark_line().encode(x=x, y="value:Q"), data=table, height=200).to_dict()
    named = pd.DataFrame([{"date": pd.Timestamp(day), "words": words} for day, words in days.items()])
    named = named.sort_values("date", ignore_index=True)
    named["number"] = range(1, len(named) + 1)
    spec["layer"] += turning_points(named, "year", narrow)
    spec["params"] = [{"name": "turning_points", "value": 0}]
    return [item for item in drawn(spec, width) if item.get("fill") == theme.INK], spec


def span(item):
    """From where to where a text reaches."""
    wide = len(item["text"]) * LETTER
    left = item["x"] - (wide if item.get("align") == "right" else wide / 2 if item.get("align") == "center" else 0)
    return left, left + wide


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_named_days_do_not_overlap_where_three_rows_hold_them(seed, narrow):
    chance = random.Random(seed)
    days = {f"{chance.randint(2001, 2019)}-{chance.randint(1, 12):02d}-11": "Two words" for _ in range(5)}
    width = 320 if narrow else 600
    found, _ = marked(days, narrow, width)
    assert len(found) == len(days)
    for number, one in enumerate(found):
        for other in found[:number]:
            apart = abs(one.get("y", 0) - other.get("y", 0)) >= theme.LINE - 0.1
            (a, b), (c, d) = span(one), span(other)
            close = sum(abs(one["x"] - item["x"]) < 12 * LETTER for item in found) > 3
            assert apart or b <= c or d <= a or close, (one["text"], other["text"])


def test_a_day_outside_the_years_shown_and_a_hidden_one_are_not_named():
    found, spec = marked({"1990-01-01": "Before", "2010-06-01": "Within"})
    assert [item["text"] for item in found] == ["Within"]
    spec["params"][0]["value"] = 1
    assert [item for item in drawn(spec) if item.get("fill") == theme.INK] == []


def test_a_name_near_the_right_edge_stands_at_the_left_of_its_rule():
    found, _ = marked({"2019-12-01": "A long name of a day"})
    assert found[0]["align"] == "right" and span(found[0])[1] <= 600


def test_the_years_of_a_gap_are_a_band_with_the_reason_along_it():
    rows = pd.DataFrame(
        {"year": [2000, 2001, 2002, 2003], "value": [1, None, None, 2], "gap": [None, "war", "war", None]}
    )
    table = theme.data(rows, ["year", "value", "gap"])
    x = alt.X("year:Q", scale=alt.Scale(zero=False, nice=False))
    line = alt.Chart().mark_line().encode(x=x, y="value:Q")
    spec = theme.layers(*gap_bands("year", "gap", 200), line, unit("Points"), data=table, height=200).to_dict()
    found = {item["text"]: item for item in drawn(spec)}
    graph = vl_convert.vegalite_to_scenegraph({**spec, "width": 600})
    (band,) = [item for kind, item in _items(graph["scenegraph"]) if kind == "rect"]
    assert found.keys() == {"war", "Points"} and found["war"]["x"] == pytest.approx(band["x"] + band["width"] / 2)
    assert band["fill"] == theme.TINT_GREY and band["width"] > band["x"] > 0
