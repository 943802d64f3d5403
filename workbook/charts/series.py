"""Several measurements over years, side by side: records as line styles, components around an index."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from . import theme

# Line style of each record of votes, in the order of their age.
RECORDS = {
    "Voeten and others, 1946–2019": [1, 0],
    "UN Digital Library, 1992–2021": [5, 3],
    "UN Digital Library, 2025: points, no line": [1, 3],
    "ideal points, 1946–2024": [10, 3],
}
# Colour and shape of an index and of its parts.
PARTS = {
    "Index": (theme.BLACK, "diamond"),
    "Trade": (theme.BLUE, "circle"),
    "Votes": (theme.PURPLE, "triangle-up"),
    "Meetings": (theme.VERMILION, "square"),
}
WIDTHS = {"Index": 3, "Trade": 1.5, "Votes": 1.5}  # of lines; meetings are too few in most years to be joined
BAND = "#ececec"


def record_lines(rows: pd.DataFrame, series: Mapping[str, str]) -> alt.LayerChart:
    """How near each of ``series`` is, year by year; a line's style says which record the figures come from.

    ``rows`` has ``year``, ``series`` (a label), ``record`` (a key of RECORDS), ``value`` (missing in a gap),
    ``stretch`` (points are joined within one value of it only), ``check``, ``hover``, ``axis`` (what is measured;
    it stands above the chart) and ``gap`` (a short reason, drawn as a band over the years that share it).
    ``series`` maps labels to actor codes.
    """
    columns = ["year", "series", "record", "value", "stretch", "check", "hover", "axis", "gap"]
    table = theme.data(rows, columns)
    colour, _, shape = theme.scales(series.values(), list(series))
    key = alt.Legend(title=None, columns=3, symbolStrokeWidth=0)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True))
    base = alt.Chart().encode(x=_years(), color=alt.Color("series:N", scale=colour, legend=key))
    dash = alt.Scale(domain=list(RECORDS), range=list(RECORDS.values()))
    lines = base.mark_line(strokeWidth=1.8, invalid="break-paths-show-path-domains", aria=False).encode(
        y=y,
        strokeDash=alt.StrokeDash(
            "record:N", scale=dash, legend=alt.Legend(title=None, columns=2, symbolSize=500, labelLimit=0)
        ),
        detail="stretch:N",
    )
    marks = _marks(base, y, colour, alt.Shape("series:N", scale=shape, legend=key), key, size=34)
    crosses = _crosses(base).encode(y=alt.value(HEIGHT - 2))
    whole = alt.Chart(alt.InlineData(values=[{}])).mark_rule(opacity=0, aria=False).encode(y=alt.datum(1))
    layers = (whole, *_bands(), lines, marks, crosses, _above("axis"))
    return theme.layers(*layers, data=table, height=HEIGHT)


HEIGHT = 320


def pendulum(rows: pd.DataFrame, low: str, high: str) -> alt.LayerChart:
    """An index between two poles and the parts that it is made of, year by year.

    ``rows`` has ``year``, ``series`` (a key of PARTS), ``value`` (0 at the pole ``low``, 1 at ``high``, missing in a
    gap), ``stretch`` (points are joined within one value of it only), ``whole`` (yes, or no where a part of the
    index is missing: a small mark), ``check`` and ``hover``. Gaps are crosses in a strip below, one line per series.
    """
    names = list(PARTS)
    below = {name: round(-0.09 - 0.075 * number, 3) for number, name in enumerate(names)}
    table = theme.data(rows, ["year", "series", "value", "stretch", "whole", "check", "hover"])
    colours, shapes = (list(column) for column in zip(*PARTS.values(), strict=True))
    key = alt.Legend(title=None, symbolStrokeWidth=0)
    colour = alt.Scale(domain=names, range=colours)
    words: dict[float, str] = {1: f"1  all {high}", 0.5: "½  as much with both", 0: f"0  all {low}"}
    words |= {at: f"no figure: {name.lower()}" for name, at in below.items()}
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[min(below.values()) - 0.05, 1.04], nice=False),
        axis=alt.Axis(values=list(words), labelExpr=_labels(words), labelLimit=150, grid=False, ticks=False),
    )
    base = alt.Chart().encode(x=_years(), color=alt.Color("series:N", scale=colour, legend=key))
    lines = [
        base.transform_filter(f"datum.series == '{name}'")
        .mark_line(strokeWidth=width, invalid="break-paths-show-path-domains", aria=False)
        .encode(y=y, detail="stretch:N")
        for name, width in WIDTHS.items()
    ]
    shape = alt.Shape("series:N", scale=alt.Scale(domain=names, range=shapes), legend=key)
    size = alt.condition("datum.whole == 'no'", alt.value(22), alt.value(75))
    marks = _marks(base, y, colour, shape, key).encode(size=size)
    crosses = _crosses(base.transform_calculate(low=f"{below}[datum.series]")).encode(y=alt.Y("low:Q"))
    rules = [
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_rule(strokeDash=dash, color=theme.GREY, aria=False)
        .encode(y=alt.datum(level))
        for level, dash in ((0, [1, 0]), (0.5, [3, 3]), (1, [1, 0]))
    ]
    return theme.layers(*rules, *lines, marks, crosses, data=table, height=380)


def _years() -> alt.X:
    axis = alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap="greedy", labelSeparation=8)
    return alt.X("year:Q", title="Year", scale=alt.Scale(nice=False, zero=False, padding=8), axis=axis)


def _marks(
    base: alt.Chart, y: alt.Y, colour: alt.Scale, shape: alt.Shape, key: alt.Legend, **options: Any
) -> alt.Chart:
    """One mark per figure, hollow if it is not confirmed."""
    marks: alt.Chart = (
        base.transform_filter("datum.value != null")
        .mark_point(filled=True, strokeWidth=1.4, opacity=1, **options)
        .encode(
            y=y,
            shape=shape,
            stroke=alt.Stroke("series:N", scale=colour, legend=key),
            fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(1), alt.value(0)),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    return marks


def _crosses(base: alt.Chart) -> alt.Chart:
    crosses: alt.Chart = (
        base.transform_filter("datum.value == null")
        .mark_text(text="×", fontSize=13)
        .encode(description="hover:N", tooltip=alt.Tooltip("hover:N"))
    )
    return crosses


def _bands() -> list[alt.Chart]:
    """The years of a gap as a band, with the reason written along it."""
    years = (
        alt.Chart()
        .transform_filter("datum.gap != null")
        .transform_aggregate(first="min(year)", last="max(year)", groupby=["gap"])
        .transform_calculate(start="datum.first - 0.5", end="datum.last + 0.5", middle="(datum.first + datum.last) / 2")
    )
    band = years.mark_rect(color=BAND, aria=False).encode(x=alt.X("start:Q", title="Year"), x2="end:Q")
    reason = years.mark_text(angle=270, fontSize=11, color=theme.BLACK, aria=False)
    return [band, reason.encode(x=alt.X("middle:Q", title="Year"), y=alt.value(HEIGHT / 2), text="gap:N")]


def _above(column: str) -> alt.Chart:
    """What ``column`` says, once, where the title of the vertical axis would stand."""
    title = alt.Chart().transform_aggregate(rows="count()", groupby=[column])
    text = title.mark_text(align="left", baseline="bottom", fontSize=12, color=theme.BLACK, aria=False)
    above: alt.Chart = text.encode(x=alt.value(-24), y=alt.value(-10), text=f"{column}:N")
    return above


def _labels(words: Mapping[float, str]) -> str:
    """What the axis says at each value of ``words``."""
    return " : ".join(f"abs(datum.value - {at}) < 0.001 ? {text!r}" for at, text in words.items()) + " : ''"


def level_lines(rows: pd.DataFrame, series: Mapping[str, str]) -> alt.LayerChart:
    """What each of ``series`` has, year by year: points on a line, a bar for a range, a cross for a gap.

    ``rows`` has ``year``, ``series`` (a label), ``value``, ``low`` and ``high`` (a range in place of a value),
    ``stretch`` (points are joined within one value of it only), ``check`` (hollow unless confirmed), ``axis`` (what is
    measured, in which unit; it stands above the chart) and ``hover``. ``series`` maps labels to actor codes.
    """
    rows = rows.assign(at=rows["value"].fillna(rows["low"]))
    columns = ["year", "series", "value", "low", "high", "at", "stretch", "check", "axis", "hover"]
    table = theme.data(rows, columns)
    colour, dash, shape = theme.scales(series.values(), list(series))
    key = alt.Legend(title=None, columns=6, symbolStrokeWidth=0)
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=True),
        axis=alt.Axis(labelExpr="format(datum.value, ',.9~f')", labelLimit=90),
    )
    base = alt.Chart().encode(x=_years(), color=alt.Color("series:N", scale=colour, legend=key))
    lines = base.mark_line(strokeWidth=1.8, invalid="break-paths-show-path-domains", aria=False).encode(
        y=y, strokeDash=alt.StrokeDash("series:N", scale=dash, legend=key), detail="stretch:N"
    )
    ranges = (
        base.transform_filter("datum.value == null && datum.low != null")
        .mark_rule(strokeWidth=3, opacity=0.6, aria=False)
        .encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    )
    figures = base.transform_filter("datum.at != null").transform_calculate(value="datum.at")
    marks = _marks(figures, y, colour, alt.Shape("series:N", scale=shape, legend=key), key, size=26)
    crosses = _crosses(base.transform_filter("datum.at == null")).encode(y=alt.value(HEIGHT - 2))
    return theme.layers(lines, ranges, marks, crosses, _above("axis"), data=table, height=HEIGHT)
