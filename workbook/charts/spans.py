"""Spans of time in lines: from when to when something held."""

from typing import Any

import altair as alt
import pandas as pd

from . import theme

BAR, UNDER = 9, 9  # the height of a bar, and the room under it
LETTERS = 46  # of a line of words in a narrow place
LETTER = 6.9
RIM: dict[str, Any] = {"stroke": theme.PAPER, "strokeWidth": 4, "strokeJoin": "round"}


def span_lines(rows: pd.DataFrame, now: pd.Timestamp, narrow: bool = False) -> alt.LayerChart:
    """One line per row: its words, and under them a bar from its first to its last day, or to ``now`` without an end.

    ``rows`` has ``line`` (the words, in the order of the rows), ``start`` and ``end`` (dates; missing if unknown or
    open), ``signed`` (a stroke), ``state`` (ended, stands, dormant or unknown: such a row has a cross at the day of
    signature and no bar), ``hover`` and ``address``. Bars of what stands are black, dormant ones are hollow.
    """
    rows = rows.assign(
        until=rows["end"].fillna(now),
        begins=rows["start"].fillna(rows["signed"]),
        words=[theme.wrapped(line, LETTERS) for line in rows["line"]],
    )
    table = theme.data(rows, ["line", "words", "begins", "until", "signed", "state", "hover", "address"])
    most = int(rows["words"].str.count("\n").max()) + 1 if narrow and len(rows) else 1
    step = most * theme.LINE + BAR + UNDER
    scale = alt.Scale(nice=False, padding=8)
    axis = alt.Axis(format="%Y", grid=True, tickCount=4 if narrow else 12, labelOverlap="greedy", labelSeparation=8)
    begins, until, signing = (
        alt.X(f"{field}:T", scale=scale, title=None, axis=axis) for field in ("begins", "until", "signed")
    )
    y = alt.Y("line:N", sort=list(rows["line"]), title=None, axis=None)
    base = alt.Chart().encode(y=y)
    spoken: dict[str, Any] = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N"), "href": "address:N"}
    low = step / 2 - UNDER - BAR / 2 + 1  # the middle of a bar, from the middle of its row
    colour = {"stands": theme.INK, "dormant": theme.PAPER}
    fills = " : ".join(f"datum.state == '{state}' ? '{fill}'" for state, fill in colour.items())
    bars = (
        base.transform_filter("datum.state != 'unknown'")
        .mark_bar(height=BAR, yOffset=low, strokeWidth=1.4)
        .encode(
            x=begins,
            x2="until:T",
            fill=alt.value(alt.expr(f"{fills} : '{theme.GREY}'")),
            stroke=alt.value(alt.expr(f"datum.state == 'ended' ? '{theme.GREY}' : '{theme.INK}'")),
            **spoken,
        )
    )
    signed = base.mark_tick(thickness=2, size=BAR + 7, yOffset=low, color=theme.INK, aria=False).encode(x=signing)
    unknown = (
        base.transform_filter("datum.state == 'unknown'")
        .mark_text(text="×", fontSize=16, fontWeight="bold", dx=9, dy=low + 1, baseline="middle")
        .encode(x=signing, **spoken)
    )
    field = "words" if narrow else "line"
    wide = " , ".join(f"length(split(datum.{field}, '\\n')[{line}] || '')" for line in range(most))
    placed = base.transform_calculate(
        tw_from="scale('x', toDate(datum.begins))", tw_wide=f"max({wide}, 0) * {LETTER}"
    ).transform_calculate(
        # The words begin where the bar does, or as far to the left as they have to; in a narrow place at the edge.
        tw_at="0" if narrow else "max(0, min(datum.tw_from, width - datum.tw_wide))"
    )
    lines = f"length(split(datum.{field}, '\\n'))"
    down = alt.expr(f"{-step / 2} + ({most} - {lines}) * {theme.LINE}")
    words = [
        # A rim in the colour of the paper keeps rules out of the words.
        placed.mark_text(align="left", baseline="top", dy=down, color=colour, aria=False, **rim).encode(
            x=alt.value(alt.expr("datum.tw_at")), text=f"{field}:N"
        )
        for colour, rim in ((theme.PAPER, RIM), (theme.INK, {}))
    ]
    return theme.layers(*words, bars, signed, unknown, data=table, height=alt.Step(step))
