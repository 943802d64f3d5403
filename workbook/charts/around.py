"""Counts before and after one day."""

import altair as alt
import pandas as pd

from . import theme

SIDES = {"before": theme.BLUE, "after": theme.VERMILION}


def bars_around(rows: pd.DataFrame, title: str) -> alt.LayerChart:
    """One bar per stretch of days, before and after day 0, which is a line.

    ``rows`` has ``first`` and ``last`` (days from that day), ``side`` (before, after), ``number`` and ``hover``. The
    number stands above each bar; ``title`` is that of the axis of days.
    """
    table = theme.data(rows.assign(end=rows["last"] + 1), ["first", "end", "side", "number", "hover"])
    colour = alt.Color("side:N", title=None, scale=alt.Scale(domain=list(SIDES), range=list(SIDES.values())))
    x = alt.X("first:Q", title=title, scale=alt.Scale(nice=False), axis=alt.Axis(grid=False, format=",d"))
    y = alt.Y("number:Q", title="Number", axis=alt.Axis(tickMinStep=1, format="d"))
    base = alt.Chart().encode(x=x, y=y)
    bars = base.mark_bar(stroke="#ffffff").encode(
        x2="end:Q", y2=alt.datum(0), color=colour, description="hover:N", tooltip=alt.Tooltip("hover:N")
    )
    numbers = (
        base.transform_calculate(middle="(datum.first + datum.end) / 2")
        .mark_text(dy=-7, fontSize=12, color=theme.BLACK, aria=False)
        .encode(x="middle:Q", text="number:Q")
    )
    line = alt.Chart().mark_rule(color=theme.BLACK, strokeWidth=2, aria=False).encode(x=alt.datum(0.5))
    return theme.layers(bars, numbers, line, data=table, height=240)
