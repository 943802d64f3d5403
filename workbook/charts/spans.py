"""Spans of time in lines: from when to when something held."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from . import theme

OPEN = "triangle-right"


def span_lines(rows: pd.DataFrame, kinds: Mapping[str, str], now: pd.Timestamp) -> alt.LayerChart:
    """One line per row with a bar from its first to its last day; a bar without an end runs to ``now`` with an arrow.

    ``rows`` has ``line`` (a label, in the order of the rows), ``start`` and ``end`` (dates; missing if unknown or
    open), ``signed`` (a stroke), ``kind`` (a key of ``kinds``: colour), ``state`` (ended, stands, dormant or unknown:
    such a row has a cross at the day of signature and no bar) and ``hover``. Dormant bars are hollow.
    """
    rows = rows.assign(until=rows["end"].fillna(now))
    table = theme.data(rows, ["line", "start", "until", "signed", "kind", "state", "hover", "address"])
    colour = alt.Scale(domain=list(kinds), range=list(kinds.values()))
    scale, years = alt.Scale(nice=False), alt.Axis(grid=True, labelSeparation=8)
    start, until, signing = (
        alt.X(f"{field}:T", scale=scale, title="Year", axis=years) for field in ("start", "until", "signed")
    )
    y = alt.Y(
        "line:N",
        sort=list(rows["line"]),
        title=None,
        axis=alt.Axis(labelLimit=330, labelFontSize=11.5, grid=True, tickBand="extent", ticks=False, domain=False),
    )
    key = alt.Legend(title=None, columns=2, labelLimit=0, symbolType="square")
    base = alt.Chart().encode(y=y, color=alt.Color("kind:N", scale=colour, legend=key))
    spoken: dict[str, Any] = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N"), "href": "address:N"}
    dated = base.transform_filter("datum.state != 'unknown'")
    bars = dated.mark_bar(height=9, strokeWidth=1.4).encode(
        x=start,
        x2="until:T",
        fillOpacity=alt.condition("datum.state == 'dormant'", alt.value(0), alt.value(0.9)),
        stroke=alt.Stroke("kind:N", scale=colour, legend=key),
        **spoken,
    )
    arrows = (
        base.transform_filter("datum.state == 'stands' || datum.state == 'dormant'")
        .mark_point(shape=OPEN, size=90, filled=True, opacity=1, aria=False)
        .encode(x=until)
    )
    signed = base.mark_tick(thickness=2, size=15, color=theme.BLACK, aria=False).encode(
        x=signing, color=alt.value(theme.BLACK)
    )
    unknown = (
        base.transform_filter("datum.state == 'unknown'")
        .mark_text(text="×", fontSize=15, dx=9)
        .encode(x=signing, **spoken)
    )
    return theme.layers(bars, arrows, signed, unknown, data=table, height=alt.Step(19))
