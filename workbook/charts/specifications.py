"""A curve of specifications: one finding under every choice, and below which choices gave it."""

import json
from collections.abc import Mapping

import altair as alt
import pandas as pd

from . import theme
from .marks import unit

CURVE, STEP, GAP = 180, 15, 9  # pixels: the height of the curve, of one option, and between two choices
LEFT = 54  # pixels at the left of a narrow plot, which its axis takes
NARROW_STEP = 31  # of one option whose words stand above its ticks
SHOWN = (0.05, 0.25, 0.5, 0.75, 1)
SMALL, LARGE = theme.PURPLE, theme.GREY


def specification_curve(
    rows: pd.DataFrame, choices: Mapping[str, Mapping[str, str]], level: float, narrow: bool = False
) -> alt.LayerChart:
    """One sign per specification, from the smallest p to the largest, and below it a tick for each option that it took.

    ``rows`` has ``rank`` (from 1), ``p`` (0 to 1), ``own`` (true: the reader's choice), ``hover`` and one column for
    each of ``choices`` (column: option: words), which stand top to bottom. Up to ``level`` the signs are filled; beside
    each option stands how many of its tests are so. A ``narrow`` chart has the words of an option above its ticks.
    """
    step = NARROW_STEP if narrow else STEP
    words, places, low = {int(p * CURVE): f"p = {p:g}" for p in SHOWN}, {}, -GAP - 18
    options = []
    for column, labels in choices.items():
        for option, label in labels.items():
            low -= step
            places[column, option] = low
            tests = rows[rows[column] == option]
            options.append({"at": low, "words": label, "small": f"{(tests['p'] <= level).sum()} of {len(tests)}"})
            if not narrow:
                words[low] = label
        low -= GAP
    table = rows.assign(at=rows["p"] * CURVE, small=rows["p"] <= level)
    data = theme.data(table, ["rank", "at", "small", "own", "hover", *choices])
    axis = alt.Axis(
        values=list(words),
        tickCount=len(words),
        labelExpr=f"{json.dumps(words)}['' + datum.value]",
        labelOverlap=False,
        ticks=False,
        domain=False,
        grid=False,
    )
    scale = alt.Scale(domain=[low, CURVE + GAP], nice=False)
    room = alt.Scale(domain=[1, int(rows["rank"].max())], nice=False, padding=8)
    x = alt.X("rank:Q", title=None, axis=None, scale=room)
    colour = {"condition": {"test": "datum.small", "value": SMALL}, "value": LARGE}
    heights = {
        f"at_{column}": f"{json.dumps({option: places[column, option] for option in labels})}[datum[{column!r}]]"
        for column, labels in choices.items()
    }
    base = alt.Chart().transform_calculate(**heights).encode(x=x, tooltip=alt.Tooltip("hover:N"))

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=None, scale=scale, axis=axis)

    line = alt.Chart().mark_rule(strokeDash=[4, 3], color=theme.INK, aria=False).encode(y=alt.datum(level * CURVE))
    ticks = [
        base.mark_tick(
            orient="vertical", size=STEP - 4, thickness=0.8 if narrow else 1.2, opacity=1, aria=False
        ).encode(y=y(f"at_{column}"), color=colour)
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
        *([] if narrow else [own.mark_rule(color=theme.INK, strokeWidth=1.5, aria=False).encode(x=x)]),
        own.mark_point(shape="diamond", size=170, color=theme.INK, filled=True, opacity=1, aria=False).encode(
            y=y("at")
        ),
        *(
            own.mark_point(shape="diamond", size=70, color=theme.INK, filled=True, opacity=1, aria=False).encode(
                y=y(f"at_{column}")
            )
            for column in choices
        ),
    ]
    beside = alt.Chart(alt.InlineData(values=options))
    up = 15 if narrow else 0
    counts = beside.mark_text(
        align="right" if narrow else "left", dx=0 if narrow else 8, dy=-up, color=SMALL, aria=False
    ).encode(x=alt.value(alt.expr("width")), y=y("at"), text="small:N")
    head = (
        alt.Chart(alt.InlineData(values=[{"at": -GAP - (2 if narrow else 4)}]))
        .mark_text(
            text=f"p ≤ {level:g}",
            align="right" if narrow else "left",
            dx=0 if narrow else 8,
            color=theme.QUIET,
            aria=False,
        )
        .encode(x=alt.value(alt.expr("width")), y=y("at"))
    )
    names = [beside.mark_text(align="left", dy=-up, aria=False).encode(x=alt.value(-LEFT), y=y("at"), text="words:N")]
    above = unit("p of each test, from the smallest to the largest")
    parts = [*ticks, line, curve, *chosen, counts, head, above, *(names if narrow else [])]
    return theme.layers(*parts, data=data, height=CURVE + GAP - low, right=0 if narrow else 70)
