"""Estimates of several observers, side by side: points, ranges, open ends, and parts of totals."""

from collections.abc import Mapping
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme

LABEL = 13  # pixels from line to line in the labels of rows
SPOKEN: dict[str, Any] = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N"), "href": "address:N"}


def estimate_lines(
    rows: pd.DataFrame, observers: Mapping[str, tuple[str, str]], narrow: bool = False
) -> alt.LayerChart:
    """One row per statement, with the figure that it gives: a point, a bar for a range, an arrow for an open end.

    ``rows`` has ``line`` (what sorts the row, a stroke ``|``, and its label), ``low``, ``high`` (the same for one figure,
    missing for an open end, both missing where there is no figure), ``bound`` (exact, range, at least, at most, no
    figure), ``observer`` (a key of ``observers``: shape and colour), ``said`` (what stands beside the mark), ``solid``
    (false: hollow), ``unit`` (it stands above the chart) and ``hover``. Rows that the controls leave out vanish.
    """
    rows = rows.assign(at=rows["low"].fillna(rows["high"]), end=rows["high"].fillna(rows["low"]))
    table = theme.data(rows, ["line", "at", "end", "bound", "observer", "said", "solid", "unit", "hover", "address"])
    shapes = alt.Scale(domain=list(observers), range=[shape for shape, _ in observers.values()])
    colours = alt.Scale(domain=list(observers), range=[colour for _, colour in observers.values()])
    amounts = alt.Axis(
        labelExpr="datum.value < 0 ? '' : format(datum.value, ',')", tickCount=3 if narrow else 5, tickMinStep=1
    )
    scale = alt.Scale(zero=True, nice=False, padding=14)
    x, end = (alt.X(f"{field}:Q", title=None, scale=scale, axis=amounts) for field in ("at", "end"))
    y, labels = _labelled_rows(narrow)
    base = alt.Chart().encode(y=y, color=alt.Color("observer:N", scale=colours, legend=None))
    figures = base.transform_filter("datum.bound != 'no figure'")
    ranges = figures.transform_filter("datum.bound == 'range'").mark_rule(strokeWidth=5, opacity=0.6, aria=False)
    ends = figures.transform_filter("datum.bound == 'range'").mark_tick(thickness=3, size=13, aria=False)
    points = figures.mark_point(filled=True, opacity=1, size=75, strokeWidth=1.5).encode(
        x=x,
        shape=alt.Shape("observer:N", scale=shapes, legend=None),
        stroke=alt.Stroke("observer:N", scale=colours, legend=None),
        fillOpacity=alt.condition("datum.solid", alt.value(1), alt.value(0)),
        **SPOKEN,
    )
    open_ends = [
        figures.transform_filter(f"datum.bound == '{bound}'")
        .mark_text(text=arrow, dx=dx, fontSize=17, fontWeight="bold", aria=False)
        .encode(x=x)
        for bound, arrow, dx in (("at least", "→", 15), ("at most", "←", -15))
    ]
    sides: tuple[tuple[str, Literal["left", "right"], int, alt.X], ...] = (
        ("<=", "left", 14, end),
        (">", "right", -14, x),
    )
    # Beside the mark where there is room: to the left of those that stand far right. Arrows need some more.
    placed = figures.transform_joinaggregate(most="max(end)").transform_calculate(
        said="datum.bound == 'at least' && datum.end <= datum.most * 0.6 ? '     ' + datum.said "
        ": datum.bound == 'at most' && datum.end > datum.most * 0.6 ? datum.said + '     ' : datum.said"
    )
    words = [
        placed.transform_filter(f"datum.end {test} datum.most * 0.6")
        .mark_text(align=align, dx=dx, fontSize=theme.SIZE, aria=False)
        .encode(x=position, text="said:N", color=alt.value(theme.INK))
        for test, align, dx, position in sides
    ]
    blank = (
        base.transform_filter("datum.bound == 'no figure'")
        .mark_text(align="left", dx=4, fontSize=theme.SIZE)
        .encode(x=alt.value(0), text="said:N", color=alt.value(theme.QUIET), **SPOKEN)
    )
    layers = (ranges.encode(x=x, x2="end:Q"), ends.encode(x=end), points, *open_ends, *words, blank, *labels, _unit())
    return theme.layers(*layers, data=table, height=alt.Step(64 if narrow else 36))


def part_bars(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """What part of each total something is: a bar per total, in the order of ``rows``, with its figure at the end.

    ``rows`` has ``line`` (the row's label), ``low`` and ``high`` (percent; the bar is filled up to ``low`` and open up to
    ``high``), ``said`` (what stands at the end of the bar), ``hover`` and ``address``.
    """
    table = theme.data(rows, ["line", "low", "high", "said", "hover", "address"])
    y, labels = _labelled_rows(narrow, "datum.value", sort=None)
    base = (
        alt.Chart()
        .transform_joinaggregate(tw_most="max(high)")
        .transform_calculate(
            tw_low=f"width * {0.5 if narrow else 0.7} * datum.low / datum.tw_most",
            tw_high=f"width * {0.5 if narrow else 0.7} * datum.high / datum.tw_most",
        )
        .encode(y=y)
    )
    bars = [
        base.mark_rule(strokeWidth=18, color=colour, **options).encode(
            x=alt.value(alt.expr(f"datum.{start}")), x2=alt.value(alt.expr(f"datum.{to}")), **more
        )
        for start, to, colour, options, more in (
            ("tw_low - datum.tw_low", "tw_low", theme.GREY, {}, SPOKEN),
            ("tw_low", "tw_high", theme.INK, {"opacity": 0.35, "aria": False}, {}),
        )
    ]
    words = base.mark_text(align="left", dx=8, fontSize=theme.SIZE, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_high")), text="said:N"
    )
    return theme.layers(*bars, words, *labels, data=table, height=alt.Step(74 if narrow else 56))


def _labelled_rows(
    narrow: bool, label: str = "split(datum.value, '|')[1]", **options: Any
) -> tuple[alt.Y, list[alt.Chart]]:
    """The rows of a chart by their ``line``, with the label at the left, or on a narrow place above what it names."""
    if not narrow:
        axis = alt.Axis(
            labelExpr=label, ticks=False, domain=False, grid=False, labelPadding=12, labelLineHeight=LABEL, labelFontSize=11.5
        )
        return alt.Y("line:N", title=None, axis=axis, **options), []
    above = (
        alt.Chart()
        .transform_calculate(tw_label=label.replace("datum.value", "datum.line"))
        .mark_text(align="left", baseline="line-bottom", fontSize=11.5, lineHeight=LABEL, aria=False)
        .encode(
            y=alt.Y("line:N", title=None, axis=None, bandPosition=0.66, **options),
            x=alt.value(0),
            text="tw_label:N",
            color=alt.value(theme.INK),
        )
    )
    return alt.Y("line:N", title=None, axis=None, bandPosition=0.84, **options), [above]


def _unit() -> alt.Chart:
    """The unit of the rows that are shown, above the plot."""
    units = alt.Chart().transform_aggregate(rows="count()", groupby=["unit"])
    text = units.mark_text(align="left", baseline="bottom", fontSize=theme.SIZE, color=theme.QUIET, aria=False)
    unit: alt.Chart = text.encode(x=alt.value(0), y=alt.value(-6), text="unit:N")
    return unit
