"""Lines over years, with gaps shown as gaps."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme


def share_lines(
    rows: pd.DataFrame, series: Mapping[str, str], y_title: str, levels: Sequence[float] = ()
) -> alt.LayerChart:
    """Shares over years, one line per series.

    ``rows`` has ``year``, ``series`` (a label), ``value`` (percent, missing in a gap), ``check`` and
    ``hover`` (one line of text, which in a gap gives the reason). ``series`` maps the label of
    each line to its actor code.
    ``levels`` are drawn as thin rules. A gap breaks the line and leaves a cross on the bottom edge.
    """
    colour, dash, shape = theme.scales(series.values(), list(series))
    table = theme.data(rows, ["year", "series", "value", "check", "hover"])
    x = alt.X(
        "year:Q",
        title="Year",
        scale=alt.Scale(nice=False, padding=6),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap="greedy", labelSeparation=8),
    )
    y = alt.Y("value:Q", title=y_title, scale=alt.Scale(domain=[0, 100]))
    legend = alt.Legend(symbolStrokeWidth=0)  # or the dashes would cut the small shapes to pieces
    base = alt.Chart(table).encode(
        color=alt.Color("series:N", scale=colour, title=None, legend=legend),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    lines = base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains", aria=False).encode(
        x=x, y=y, strokeDash=alt.StrokeDash("series:N", scale=dash, title=None, legend=legend)
    )
    points = (
        base.transform_filter("datum.value != null")
        .mark_point(size=50, filled=True, strokeWidth=1.5, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("series:N", scale=shape, title=None, legend=legend),
            stroke=alt.Stroke("series:N", scale=colour, title=None, legend=legend),
            fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(1), alt.value(0)),
        )
    )
    gaps = (
        base.transform_filter("datum.value == null")
        .mark_text(text="×", fontSize=13, baseline="bottom")
        .encode(x=x, y=alt.datum(0))
    )
    rules = [
        alt.Chart().mark_rule(strokeDash=[3, 3], color=theme.GREY, aria=False).encode(y=alt.datum(level))
        for level in levels
    ]
    return theme.layers(*rules, lines, points, gaps, data=table, height=300)
