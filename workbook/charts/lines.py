"""Lines over years, with gaps shown as gaps."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme
from .marks import line_ends, room_for


def share_lines(
    rows: pd.DataFrame,
    series: Mapping[str, str],
    unit: str,
    levels: Sequence[int] = (),
    narrow: bool = False,
) -> alt.LayerChart:
    """Shares over years, one line per series, each named at its end.

    ``rows`` has ``year``, ``series`` (a label), ``value`` (percent, missing in a gap), ``stretch`` (points are joined
    within one value of it only), ``check`` and ``hover`` (one line of text, which in a gap gives the reason).
    ``series`` maps the label of each line to its actor code, ``levels`` are values that the
    axis names, ``unit`` is what it measures. A gap breaks the line and leaves a cross on the bottom edge.
    """
    colours, _, shapes = theme.scales(series.values(), list(series))
    table = theme.data(rows, ["year", "series", "value", "stretch", "check", "hover"])
    axis = alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap="greedy", labelSeparation=8, labelFlush=False)
    x = alt.X("year:Q", title=None, scale=alt.Scale(nice=False, zero=False, padding=12), axis=axis)
    ticks = alt.Axis(values=sorted({0, 100, *(levels or (25, 50, 75))}))
    # A little room below and above, so that no mark lies on the edge.
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(domain=[-4, 102], nice=False), axis=ticks)
    colour = alt.Color("series:N", scale=colours, title=None, legend=None)
    base = alt.Chart().encode(color=colour, description="hover:N", tooltip=alt.Tooltip("hover:N"))
    lines = base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains", aria=False).encode(
        x=x, y=y, detail="stretch:N"
    )
    points = (
        base.transform_filter("datum.value != null")
        .mark_point(size=30 if narrow else 45, filled=True, strokeWidth=1.5, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("series:N", scale=shapes, legend=None),
            stroke=alt.Stroke("series:N", scale=colours, legend=None),
            fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(1), alt.value(0)),
        )
    )
    gaps = (
        base.transform_filter("datum.value == null")
        .mark_text(text="×", fontSize=13, baseline="bottom")
        .encode(x=x, y=alt.datum(-4))
    )
    ends = line_ends(alt.Chart(), "year", "value", "series", colour)
    room = room_for(list(series))
    return theme.layers(lines, points, gaps, ends, data=table, height=260 if narrow else 300, right=room)
