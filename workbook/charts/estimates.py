"""Estimates of several observers, side by side: points, ranges and open ends."""

from collections.abc import Mapping
from typing import Literal

import altair as alt
import pandas as pd

from . import theme


def estimate_lines(rows: pd.DataFrame, observers: Mapping[str, tuple[str, str]], title: str) -> alt.LayerChart:
    """One line per statement, with the figure that it gives: a point, a bar for a range, an arrow for an open end.

    ``rows`` has ``line`` (a label that sorts by date), ``low``, ``high`` (the same for one figure, missing for an open
    end, both missing where there is no figure), ``bound`` (exact, range, at least, at most, no figure), ``observer`` (a
    key of ``observers``: shape and colour), ``said`` (what stands beside the mark), ``solid`` (false: hollow) and
    ``hover``. ``title`` is that of the axis. Lines that the controls leave out vanish.
    """
    rows = rows.assign(at=rows["low"].fillna(rows["high"]), end=rows["high"].fillna(rows["low"]))
    table = theme.data(rows, ["line", "at", "end", "bound", "observer", "said", "solid", "hover", "address"])
    shape = alt.Scale(domain=list(observers), range=[shape for shape, _ in observers.values()])
    colour = alt.Scale(domain=list(observers), range=[colour for _, colour in observers.values()])
    key = alt.Legend(title=None, columns=2, labelLimit=0)
    axis = alt.Axis(labelLimit=300, labelFontSize=11.5, ticks=False, domain=False, grid=True, tickBand="extent")
    scale, amounts = alt.Scale(zero=True, padding=30), alt.Axis(format=",d", tickCount=5, tickMinStep=1)
    x, end = (alt.X(f"{field}:Q", title=title, scale=scale, axis=amounts) for field in ("at", "end"))
    base = alt.Chart().encode(
        y=alt.Y("line:N", title=None, axis=axis), color=alt.Color("observer:N", scale=colour, legend=key)
    )
    figures = base.transform_filter("datum.bound != 'no figure'")
    ranges = figures.transform_filter("datum.bound == 'range'").mark_bar(height=6, opacity=0.55, aria=False)
    ends = figures.transform_filter("datum.bound == 'range'").mark_tick(thickness=3, size=13, aria=False)
    spoken = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N"), "href": "address:N"}
    points = figures.mark_point(filled=True, opacity=1, size=75, strokeWidth=1.5).encode(
        x=x,
        shape=alt.Shape("observer:N", scale=shape, legend=key),
        stroke=alt.Stroke("observer:N", scale=colour, legend=key),
        fillOpacity=alt.condition("datum.solid", alt.value(1), alt.value(0)),
        **spoken,
    )
    open_ends = [
        figures.transform_filter(f"datum.bound == '{bound}'")
        .mark_text(text=arrow, dx=dx, fontSize=17, fontWeight="bold", aria=False)
        .encode(x=x)
        for bound, arrow, dx in (("at least", "→", 15), ("at most", "←", -15))
    ]
    sides: tuple[tuple[str, Literal["left", "right"], int, alt.X], ...] = (
        ("<=", "left", 26, end),
        (">", "right", -26, x),
    )
    # Beside the mark where there is room: to the left of those that stand far right.
    placed = figures.transform_joinaggregate(most="max(end)")
    words = [
        placed.transform_filter(f"datum.end {test} datum.most * 0.7")
        .mark_text(align=align, dx=dx, fontSize=11.5, aria=False)
        .encode(x=position, text="said:N", color=alt.value(theme.BLACK))
        for test, align, dx, position in sides
    ]
    blank = (
        base.transform_filter("datum.bound == 'no figure'")
        .mark_text(align="left", dx=4, fontSize=11.5)
        .encode(x=alt.value(0), text="said:N", color=alt.value(theme.BLACK), **spoken)
    )
    layers = (ranges.encode(x=x, x2="end:Q"), ends.encode(x=end), points, *open_ends, *words, blank)
    return theme.layers(*layers, data=table, height=alt.Step(24))
