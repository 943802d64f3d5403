"""Pairs of states by one figure: the chosen pair among all others, beside what needs no explanation."""

import altair as alt
import pandas as pd

from . import theme

# Shape, colour and size of a mark.
PAIR_MARKS = {"the pair": ("diamond", theme.VERMILION, 190), "other pairs": ("circle", theme.GREY, 80)}
BASELINES = {"floor": "unanimous votes alone", "luck": "chance, given how often each casts which vote"}


def pair_dots(rows: pd.DataFrame) -> alt.LayerChart:
    """One line per pair, in the order of ``rows``: a mark for its figure, ticks for what it would have anyway.

    ``rows`` has ``pair`` (a label), ``part`` (a key of PAIR_MARKS), ``value`` (a cross on the left if it is missing),
    ``floor`` and ``luck`` (keys of BASELINES; missing where the figure has no such baseline), ``axis`` (what is
    measured; it stands above the chart) and ``hover``.
    """
    table = theme.data(rows, ["pair", "part", "value", *BASELINES, "axis", "hover"])
    shapes, colours, sizes = (list(column) for column in zip(*PAIR_MARKS.values(), strict=True))
    names, key = list(PAIR_MARKS), alt.Legend(title=None, symbolStrokeWidth=0, labelLimit=0, columns=1)
    axis = alt.Axis(labelLimit=260, labelFontSize=11.5, ticks=False, domain=False, labelPadding=11, labelOverlap=False)
    base = alt.Chart().encode(y=alt.Y("pair:N", title=None, sort=None, axis=axis))
    x = alt.X("value:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=6))
    spoken = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N")}
    marks = (
        base.transform_filter("datum.value != null")
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            color=alt.Color("part:N", scale=alt.Scale(domain=names, range=colours), legend=key),
            shape=alt.Shape("part:N", scale=alt.Scale(domain=names, range=shapes), legend=key),
            size=alt.Size("part:N", scale=alt.Scale(domain=names, range=sizes), legend=None),
            **spoken,
        )
    )
    crosses = (
        base.transform_filter("datum.value == null")
        .mark_text(text="×", align="left", dx=4, fontSize=13)
        .encode(x=alt.value(0), **spoken)
    )
    ticks = (
        base.transform_fold(list(BASELINES), as_=["baseline", "at"])
        .transform_filter("datum.at != null")
        .transform_calculate(baseline=f"{BASELINES}[datum.baseline]")
        .mark_tick(thickness=2.5, size=17, opacity=1, aria=False)
        .encode(
            x=alt.X("at:Q", title=None),
            stroke=alt.Stroke(
                "baseline:N",
                scale=alt.Scale(domain=list(BASELINES.values()), range=[theme.BLACK, theme.BLUE]),
                legend=alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=2.5, labelLimit=0, columns=1),
            ),
        )
    )
    above = (
        alt.Chart()
        .transform_aggregate(rows="count()", groupby=["axis"])
        .mark_text(align="left", baseline="bottom", fontSize=12, color=theme.BLACK, aria=False)
        .encode(x=alt.value(0), y=alt.value(-8), text="axis:N")
    )
    return theme.layers(ticks, marks, crosses, above, data=table, height=alt.Step(19))
