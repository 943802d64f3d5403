"""Several measurements over years, side by side: records as line styles, components around an index."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from . import theme
from .marks import CROSS, gap_bands, gap_lanes, line_ends, room_for, unit_of

# Line style of each record of votes, in the order of their age; ideal points never stand beside the others.
RECORDS = {
    "Voeten and others, 1946–2019": [4, 3],
    "UN Digital Library, 1992–2021": [1, 0],
    "UN Digital Library, 2025: points, no line": [1, 1],
    "ideal points, 1946–2024": [1, 0],
}
PARTS = ("Index", "Trade", "Votes", "Meetings")
HEIGHT = 320
FIGURE = 7  # letters that a figure beside a name takes
# A year is as wide as it can be; few years have large marks, single years and hollow ones are always seen.
YEAR = "width / (datum.tw_until - datum.tw_since + 1)"
SIZE = f"datum.tw_run == 1 ? 50 : datum.check != 'confirmed' ? 26 : {YEAR} > 20 ? 34 : 9"


def record_lines(rows: pd.DataFrame, series: Mapping[str, str], narrow: bool = False) -> alt.LayerChart:
    """How near each of ``series`` is, year by year; a line's style says which record the figures come from.

    ``rows`` has ``year``, ``series`` (a label), ``record`` (a key of RECORDS), ``value`` (missing in a gap),
    ``stretch`` (points are joined within one value of it only), ``check``, ``hover``, ``end`` (what stands at the end
    of the line, if the row is the last), ``axis`` (what is measured; it stands above the chart) and ``gap`` (a short
    reason, drawn as a band over the years that share it). ``series`` maps labels to actor codes.
    """
    columns = ["year", "series", "record", "value", "stretch", "check", "hover", "end", "axis", "gap"]
    table = theme.data(rows, columns)
    colours, _, shapes = theme.scales(series.values(), list(series))
    colour = alt.Color("series:N", scale=colours, legend=None)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=False, padding=8), axis=alt.Axis(tickCount=5))
    dash = alt.Scale(domain=list(RECORDS), range=list(RECORDS.values()))
    base = alt.Chart().encode(x=_years(), color=colour)
    lines = _lines(base, y).encode(
        strokeDash=alt.StrokeDash("record:N", scale=dash, legend=None), detail=["stretch:N", "record:N"]
    )
    points = _points(base, y, colours, shapes, ["series", "record", "stretch"])
    gaps = (
        alt.Chart()
        .transform_filter("datum.value == null")
        .transform_window(tw_lane="dense_rank()", sort=[alt.SortField("series")])
        .mark_point(shape=CROSS, size=30, strokeWidth=1.5, filled=False, opacity=1)
        .encode(
            x=_years(),
            y=alt.value(alt.expr("height - 11 * datum.tw_lane")),
            color=colour,
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    whole = alt.Chart(alt.InlineData(values=[{}])).mark_rule(opacity=0, aria=False).encode(y=alt.datum(1))
    ends = line_ends(alt.Chart(), "year", "value", "series", colour, text="series" if narrow else "end")
    layers = (whole, *gap_bands("year", "gap", HEIGHT * 0.85), lines, points, gaps, ends, *unit_of("axis"))
    return theme.layers(*layers, data=table, height=HEIGHT, right=_room(series, narrow))


def level_lines(rows: pd.DataFrame, series: Mapping[str, str], narrow: bool = False) -> alt.LayerChart:
    """What each of ``series`` has, year by year: points on a line, a bar for a range, a cross below for a gap.

    ``rows`` has ``year``, ``series`` (a label), ``value``, ``low`` and ``high`` (a range in place of a value),
    ``stretch`` (points are joined within one value of it only), ``check`` (hollow unless confirmed), ``end`` (what
    stands at the end of the line, if the row is the last), ``axis`` (the unit; it stands above the chart) and
    ``hover``. ``series`` maps labels to actor codes.
    """
    rows = rows.assign(at=rows["value"].fillna(rows["low"]))
    columns = ["year", "series", "value", "low", "high", "at", "stretch", "check", "end", "axis", "hover"]
    table = theme.data(rows, columns)
    colours, _, shapes = theme.scales(series.values(), list(series))
    colour = alt.Color("series:N", scale=colours, legend=None)
    axis = alt.Axis(labelExpr="format(datum.value, ',.9~f')", tickCount=6)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=False, padding=8), axis=axis)
    base = alt.Chart().encode(x=_years(), color=colour)
    lines = _lines(base, y).encode(detail="stretch:N")
    ranges = (
        base.transform_filter("datum.value == null && datum.low != null")
        .mark_rule(strokeWidth=3, opacity=0.6, aria=False)
        .encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    )
    figures = base.transform_filter("datum.at != null").transform_calculate(value="datum.at")
    points = _points(figures, y, colours, shapes, ["series", "stretch"])
    gaps = gap_lanes(alt.Chart().transform_filter("datum.at == null"), "year", "series", colour)
    ends = line_ends(alt.Chart(), "year", "at", "series", colour, text="series" if narrow else "end")
    layers = (lines, ranges, points, *gaps, ends, *unit_of("axis"))
    return theme.layers(*layers, data=table, height=HEIGHT, right=_room(series, narrow))


def pendulum(rows: pd.DataFrame, low: tuple[str, str], high: tuple[str, str], narrow: bool = False) -> alt.LayerChart:
    """An index between two poles and the parts that it is made of, one lane each, year by year.

    ``rows`` has ``year``, ``series`` (one of PARTS: its lane, which is there only if there are rows), ``value`` (0 at
    the lower pole, 1 at the upper, missing in a gap: a cross in the middle), ``whole`` (yes, or no where a part of the
    index is missing: a small mark), ``check`` (hollow unless confirmed) and ``hover``. A pole is a name and a code.
    """
    table = theme.data(rows, ["year", "series", "value", "whole", "check", "hover"])
    lane = alt.Y(
        "series:N",
        title=None,
        sort=list(PARTS),
        scale=alt.Scale(paddingInner=0.35, paddingOuter=0.12),
        axis=alt.Axis(ticks=False, domain=False, labelFontWeight="bold", labelPadding=10),
    )
    (below, below_code), (above, above_code) = low, high
    colours = [theme.ACTORS[code][0] for code in (below_code, above_code)]
    present = alt.Chart().transform_aggregate(rows="count()", groupby=["series"])
    middle = present.mark_rule(color=theme.GREY, aria=False).encode(y=lane)
    lanes = present.transform_calculate(tw_top="scale('y', datum.series)", tw_end="datum.tw_top + bandwidth('y')")
    edges = [
        lanes.mark_rule(color=theme.GRID, aria=False).encode(
            x=alt.value(0), x2=alt.value(alt.expr("width")), y=alt.value(alt.expr(f"datum.{edge}"))
        )
        for edge in ("tw_top", "tw_end")
    ]
    poles = [
        lanes.mark_text(align="left", baseline="middle", fontSize=theme.SIZE, color=colour, aria=False).encode(
            x=alt.value(alt.expr("width + 8")), y=alt.value(alt.expr(at)), text=alt.value(words)
        )
        for at, words, colour in (
            ("datum.tw_top", above, colours[1]),
            ("(datum.tw_top + datum.tw_end) / 2", "equal", theme.QUIET),
            ("datum.tw_end", below, colours[0]),
        )
    ]
    years = (
        alt.Chart()
        .transform_calculate(
            tw_mid="scale('y', datum.series) + bandwidth('y') / 2",
            tw_at="datum.tw_mid + (0.5 - datum.value) * bandwidth('y')",
            tw_side=f"datum.value > 0.5 ? {above!r} : datum.value < 0.5 ? {below!r} : 'equal'",
        )
        .encode(x=_years())
    )
    sides = alt.Scale(domain=[below, "equal", above], range=[colours[0], theme.GREY, colours[1]])
    colour = alt.Color("tw_side:N", scale=sides, legend=None)
    known = years.transform_filter("datum.value != null")
    stems = known.mark_rule(strokeWidth=2, aria=False).encode(
        y=alt.value(alt.expr("datum.tw_mid")), y2=alt.value(alt.expr("datum.tw_at")), color=colour
    )
    spoken = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N")}
    large, small = (26, 8) if narrow else (70, 20)
    size = alt.condition("datum.whole == 'no'", alt.value(small), alt.value(large))
    points = known.mark_point(filled=True, strokeWidth=1.5, opacity=1).encode(
        y=alt.value(alt.expr("datum.tw_at")),
        color=colour,
        stroke=alt.Stroke("tw_side:N", scale=sides, legend=None),
        fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(1), alt.value(0)),
        size=size,
        **spoken,
    )
    crosses = (
        years.transform_filter("datum.value == null")
        .mark_point(shape=CROSS, size=14 if narrow else 30, strokeWidth=1.2, filled=False, opacity=1, color=theme.GREY)
        .encode(y=alt.value(alt.expr("datum.tw_mid")), **spoken)
    )
    paper = known.mark_point(filled=True, opacity=1, color=theme.PAPER, aria=False).encode(
        y=alt.value(alt.expr("datum.tw_at")), size=size
    )
    layers = (*edges, middle, *poles, stems, paper, points, crosses)
    step = alt.Step(84 if narrow else 96)
    return theme.layers(*layers, data=table, height=step, right=room_for([above, below, "equal"]))


def _years() -> alt.X:
    axis = alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap="greedy", labelSeparation=8, labelFlush=False)
    return alt.X("year:Q", title=None, scale=alt.Scale(nice=False, zero=False, padding=12), axis=axis)


def _lines(base: alt.Chart, y: alt.Y) -> alt.Chart:
    lines: alt.Chart = base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains", aria=False).encode(y=y)
    return lines


def _points(
    base: alt.Chart, y: alt.Y, colours: alt.Scale, shapes: alt.Scale, run: list[str | alt.FieldName]
) -> alt.Chart:
    """One mark per figure, hollow if it is not confirmed; ``run`` are the columns that tell apart what is joined."""
    points: alt.Chart = (
        base.transform_filter("datum.value != null")
        .transform_joinaggregate(tw_run="count()", groupby=run)
        .transform_joinaggregate(tw_since="min(year)", tw_until="max(year)")
        .mark_point(filled=True, strokeWidth=1.4, opacity=1)
        .encode(
            y=y,
            shape=alt.Shape("series:N", scale=shapes, legend=None),
            stroke=alt.Stroke("series:N", scale=colours, legend=None),
            fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(1), alt.value(0)),
            size=alt.value(alt.expr(SIZE)),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    return points


def _room(series: Mapping[str, str], narrow: bool) -> int:
    """Pixels for names at the right, and on a wide place for a figure beside each."""
    return room_for([name if narrow else name + " " * FIGURE for name in series])
