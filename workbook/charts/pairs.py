"""Pairs of states by one figure: the chosen pair among all others, beside what needs no explanation."""

from typing import Any

import altair as alt
import pandas as pd

from . import theme

# Shape, colour and size of a mark.
PAIR_MARKS = {"the pair": ("diamond", theme.INK, 190), "other pairs": ("circle", theme.GREY, 80)}
# What a pair would have anyway: its words and colour.
BASELINES = {"floor": ("unanimous votes alone", theme.OCHRE), "luck": ("chance", theme.GREEN)}
LOW, HIGH = -8, -24  # where the names of the two stand
ROOM = 150  # pixels that such a name takes at most


def pair_dots(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """One row per pair, in the order of ``rows``: a mark for its figure, ticks for what it would have anyway.

    ``rows`` has ``pair`` (a label), ``part`` (a key of PAIR_MARKS), ``value`` (a cross on the left if it is missing),
    ``floor`` and ``luck`` (keys of BASELINES, named above the chosen pair, which should come first; missing where the
    figure has no such baseline), ``axis`` (what is measured; it stands below the chart) and ``hover``.
    """
    table = theme.data(rows, ["pair", "part", "value", *BASELINES, "axis", "hover"])
    shapes, colours, sizes = (list(column) for column in zip(*PAIR_MARKS.values(), strict=True))
    axis = alt.Axis(ticks=False, domain=False, labelPadding=12, labelOverlap=False, grid=True, gridDash=[1, 3])
    lower: dict[str, Any] = {"bandPosition": 0.7} if narrow else {}
    pair = alt.Y("pair:N", title=None, sort=None, axis=None if narrow else axis, **lower)
    base = alt.Chart().encode(y=pair)
    amounts = alt.Axis(tickCount=5, grid=False, domain=True, format=".1~f")
    x = alt.X("value:Q", title=None, scale=alt.Scale(zero=True, nice=False, padding=10), axis=amounts)
    spoken: dict[str, Any] = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N")}
    known = base.transform_filter("datum.value != null")
    marks = [
        known.transform_filter(f"datum.part == '{part}'")
        .mark_point(filled=True, opacity=1, shape=shape, color=colour, size=size)
        .encode(x=x, **spoken)
        for part, shape, colour, size in zip(PAIR_MARKS, shapes, colours, sizes, strict=True)
    ]
    figure = (
        known.transform_filter(f"datum.part == '{next(iter(PAIR_MARKS))}'")
        .transform_calculate(tw_said="format(datum.value, '.2f')")
        .mark_text(
            fontWeight="bold",
            align=alt.expr("scale('x', datum.value) > width - 60 ? 'right' : 'left'"),
            dx=alt.expr("scale('x', datum.value) > width - 60 ? -14 : 14"),
            aria=False,
        )
        .encode(x=x, text="tw_said:N")
    )
    crosses = (
        base.transform_filter("datum.value == null")
        .mark_text(text="× no figure", align="left", dx=4, fontSize=theme.SIZE, color=theme.QUIET)
        .encode(x=alt.value(0), **spoken)
    )
    ticks, names = [], []
    for column, (words, colour) in BASELINES.items():
        at = alt.X(f"{column}:Q", title=None)
        given = base.transform_filter(f"datum.{column} != null")
        ticks.append(given.mark_tick(thickness=3, size=17, color=colour, opacity=1, aria=False).encode(x=at))
        chosen = given.transform_filter(f"datum.part == '{next(iter(PAIR_MARKS))}'")
        (other,) = BASELINES.keys() - {column}
        left, high = _place(column, other)
        names += [
            chosen.mark_rule(color=colour, aria=False).encode(
                x=at, y=alt.value(alt.expr(high)), y2=alt.value(26 if narrow else 11)
            ),
            chosen.mark_text(
                color=colour,
                baseline="middle",
                align=alt.expr(f"{left} ? 'right' : 'left'"),
                dx=alt.expr(f"{left} ? -5 : 5"),
                aria=False,
            ).encode(x=at, y=alt.value(alt.expr(high)), text=alt.value(words)),
        ]
    labels = (
        [
            alt.Chart()
            .mark_text(align="left", baseline="middle", fontSize=theme.SIZE, aria=False)
            .encode(
                y=alt.Y("pair:N", title=None, sort=None, axis=None, bandPosition=0.25), x=alt.value(0), text="pair:N"
            )
        ]
        if narrow
        else []
    )
    below = (
        alt.Chart()
        .transform_aggregate(rows="count()", groupby=["axis"])
        .mark_text(align="left", baseline="top", fontSize=theme.SIZE, color=theme.QUIET, aria=False)
        .encode(x=alt.value(0), y=alt.value(alt.expr("height + 26")), text="axis:N")
    )
    whole = alt.Chart(alt.InlineData(values=[{}])).mark_rule(opacity=0, aria=False).encode(x=alt.datum(1))
    layers = (whole, *ticks, *names, *marks, figure, crosses, *labels, below)
    return theme.layers(*layers, data=table, height=alt.Step(38 if narrow else 22))


def _place(column: str, other: str) -> tuple[str, str]:
    """Whether the name of a baseline stands to the left of its tick, and how high: never across the other's rule."""
    mine, its = f"scale('x', datum.{column})", f"scale('x', datum.{other})"
    alone = f"!isValid(datum.{other})"
    left = f"({alone} ? {mine} > {ROOM} : min({mine}, {its}) > {ROOM})"
    outer = f"({mine} {'>=' if column == 'floor' else '>'} {its})"
    return left, f"{alone} || {left} != {outer} ? {LOW} : {HIGH}"
