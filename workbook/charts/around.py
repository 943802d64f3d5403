"""Counts before and after one day."""

import altair as alt
import pandas as pd

from . import theme

SIDES = {"before": theme.GREY, "after": theme.INK}
YEAR = 365


def bars_around(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """One bar per stretch of days, before and after day 0, which is a line.

    ``rows`` has ``first`` and ``last`` (days from that day), ``side`` (before, after), ``number`` and ``hover``. Above
    each side stands its sum and its mean in 90 days. The number stands above each bar; a
    ``narrow`` chart has an axis instead.
    """
    table = theme.data(rows.assign(end=rows["last"] + 1), ["first", "end", "side", "number", "hover"])
    colour = alt.Color("side:N", legend=None, scale=alt.Scale(domain=list(SIDES), range=list(SIDES.values())))
    word = " y" if narrow else " years"
    years = alt.Axis(
        grid=False,
        domain=False,
        values=[year * YEAR for year in range(-5, 6)],
        labelExpr=f"datum.value == 0 ? 'day 0' : format(datum.value / {YEAR}, '+d') + "
        f"(abs(datum.value) == {YEAR} ? '{word.removesuffix('s')}' : '{word}')",
        labelFlush=False,
    )
    x = alt.X("first:Q", title=None, scale=alt.Scale(nice=False, padding=6), axis=years)
    axis = alt.Axis(tickMinStep=1, format="d", tickCount=4) if narrow else None
    y = alt.Y("number:Q", title=None, axis=axis)
    base = alt.Chart().encode(x=x, y=y)
    bars = base.mark_bar(stroke=theme.PAPER).encode(
        x2="end:Q", y2=alt.datum(0), color=colour, description="hover:N", tooltip=alt.Tooltip("hover:N")
    )
    numbers = (
        base.transform_calculate(middle="(datum.first + datum.end) / 2")
        .mark_text(dy=-8, aria=False)
        .encode(x="middle:Q", text="number:Q")
    )
    sides = (
        alt.Chart()
        .transform_aggregate(sum="sum(number)", first="min(first)", end="max(end)", groupby=["side"])
        .transform_calculate(
            said="datum.sum + ' ' + datum.side",
            mean="format(datum.sum * 90 / (datum.end - datum.first), '.1f') + ' in 90 days'",
            middle="(datum.first + datum.end) / 2",
        )
        .encode(x="middle:Q", color=colour)
    )
    sums = [
        sides.mark_text(fontSize=15, fontWeight="bold", aria=False).encode(y=alt.value(-30), text="said:N"),
        sides.mark_text(aria=False).encode(y=alt.value(-13), text="mean:N"),
    ]
    top = (
        base.transform_calculate(top="datum.number * 1.15")
        .mark_point(color="transparent", aria=False)
        .encode(y=alt.Y("top:Q", title=None, axis=axis))
    )
    line = (
        alt.Chart()
        .mark_rule(color=theme.INK, strokeWidth=2, aria=False)
        .encode(x=alt.datum(0.5), y=alt.value(-38), y2=alt.value(alt.expr("height")))
    )
    above = () if narrow else (numbers,)
    return theme.layers(bars, *above, top, line, *sums, data=table, height=200 if narrow else 240)
