"""A curve of specifications: one finding under every choice, and below which choices gave it."""

import json
from collections.abc import Mapping

import altair as alt
import pandas as pd

from . import theme

CURVE, STEP, GAP = 180, 15, 9  # pixels: the height of the curve, of one option, and between two choices
SHOWN = (0.05, 0.25, 0.5, 0.75, 1)


def specification_curve(rows: pd.DataFrame, choices: Mapping[str, Mapping[str, str]], level: float) -> alt.LayerChart:
    """One sign per specification, from the smallest p to the largest, and below it a tick for each option that it took.

    ``rows`` has ``rank`` (from 1), ``p`` (0 to 1), ``own`` (true: the reader's choice), ``hover`` and one column for
    each of ``choices`` (column: option: words), which stand top to bottom. Up to ``level`` the signs are filled.
    """
    words, places, low = {int(p * CURVE): f"p = {p:g}" for p in SHOWN}, {}, -GAP
    for column, options in choices.items():
        for option, label in options.items():
            low -= STEP
            places[column, option] = low
            words[low] = label
        low -= GAP
    table = rows.assign(at=rows["p"] * CURVE, small=rows["p"] <= level)
    for column in choices:
        table[f"at_{column}"] = [places[column, option] for option in rows[column]]
    data = theme.data(table, ["rank", "at", "small", "own", "hover", *(f"at_{column}" for column in choices)])
    axis = alt.Axis(
        values=list(words),
        tickCount=len(words),
        labelExpr=f"{json.dumps(words)}['' + datum.value]",
        labelOverlap=False,
        labelLimit=330,
        ticks=False,
        domain=False,
        grid=False,
    )
    scale = alt.Scale(domain=[low, CURVE + GAP], nice=False)
    x = alt.X("rank:Q", title="Tests, from the smallest p to the largest", axis=alt.Axis(grid=False, tickMinStep=1))
    colour = {"condition": {"test": "datum.small", "value": theme.VERMILION}, "value": theme.BLUE}
    base = alt.Chart().encode(x=x, tooltip=alt.Tooltip("hover:N"))

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=None, scale=scale, axis=axis)

    line = alt.Chart().mark_rule(strokeDash=[4, 3], color=theme.BLACK, aria=False).encode(y=alt.datum(level * CURVE))
    ticks = [
        base.mark_tick(orient="vertical", size=STEP - 4, thickness=1.2, aria=False).encode(
            y=y(f"at_{column}"), color=colour
        )
        for column in choices
    ]
    curve = base.mark_point(size=22, strokeWidth=1.2, opacity=1).encode(
        y=y("at"),
        description="hover:N",
        color=colour,
        fill=colour,
        fillOpacity=alt.condition("datum.small", alt.value(1), alt.value(0)),
    )
    own = base.transform_filter("datum.own")
    chosen = [
        own.mark_rule(color=theme.BLACK, strokeWidth=1.5, aria=False).encode(x=x),
        own.mark_point(shape="diamond", size=170, color=theme.BLACK, filled=True, opacity=1, aria=False).encode(
            y=y("at")
        ),
        *(
            own.mark_point(shape="diamond", size=70, color=theme.BLACK, filled=True, opacity=1, aria=False).encode(
                y=y(f"at_{column}")
            )
            for column in choices
        ),
    ]
    return theme.layers(*ticks, line, curve, *chosen, data=data, height=CURVE + GAP - low)
