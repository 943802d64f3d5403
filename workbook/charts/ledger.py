"""Points for and against: bars to both sides, and a ledger that adds up step by step."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme

BAR = 15


def balance_bars(rows: pd.DataFrame, pairs: Sequence[str], analyses: Sequence[str]) -> alt.LayerChart:
    """Points in accord to the right and points in conflict to the left, pair by pair, one bar per analysis.

    ``rows`` has one row per pair, analysis and side: ``pair``, ``analysis``, ``side`` (accord, conflict), ``value``
    (points or percent, negative for a conflict), ``net`` (the same), ``said`` (what stands at the end of the bar) and
    ``hover``. A diamond marks the net result.
    """
    table = theme.data(rows, ["pair", "analysis", "side", "value", "net", "said", "hover"])
    title = "Conflict to the left, accord to the right, the difference as a diamond"
    axis = alt.Axis(labelExpr="format(abs(datum.value), 'd')", title=title, grid=True, tickMinStep=1)
    y = alt.Y("pair:N", sort=list(pairs), title=None, axis=alt.Axis(labelLimit=260, ticks=False, domain=False))
    place: dict[str, Any] = {
        "y": y,
        "yOffset": alt.YOffset("analysis:N", scale=alt.Scale(domain=list(analyses), paddingInner=0.25)),
    }
    x = alt.X("value:Q", scale=alt.Scale(padding=80, nice=False), axis=axis)
    bars = (
        alt.Chart()
        .mark_bar()
        .encode(x=x, **place, color=_colour(), description="hover:N", tooltip=alt.Tooltip("hover:N"))
    )
    ends: tuple[tuple[str, Literal["left", "right"], int], ...] = (("accord", "left", 9), ("conflict", "right", -9))
    words = [
        alt.Chart()
        .transform_filter(f"datum.side == '{side}'")
        .mark_text(align=align, dx=dx, fontSize=11.5, aria=False)
        .encode(x=x, **place, text="said:N", color=alt.value(theme.BLACK))
        for side, align, dx in ends
    ]
    net = (
        alt.Chart()
        .transform_filter("datum.side == 'accord'")
        .mark_point(shape="diamond", size=75, filled=True, opacity=1, stroke="#ffffff", strokeWidth=1.2, aria=False)
        .encode(x=alt.X("net:Q"), **place, color=alt.value(theme.BLACK))
    )
    return theme.layers(bars, _zero(), net, *words, data=table, height={"step": BAR, "for": "offset"})


def waterfall(rows: pd.DataFrame, links: Sequence[tuple[str, str]]) -> alt.LayerChart:
    """Items that add up to a net result, each from where the last one ended, and the range of other results.

    ``rows`` has ``line`` (a label, in order), ``side`` (risk, benefit, net, range), ``start`` and ``end`` (points;
    for a range its lowest and highest result), ``middle`` (of a range), ``next`` (the line below), ``said`` (what
    stands at the end) and ``hover``. ``links`` are pairs of labels that a bracket on the left ties together.
    """
    table = theme.data(rows, ["line", "side", "start", "end", "middle", "next", "said", "hover"])
    title = "Points added up: a risk goes to the left, a benefit to the right"
    scale = alt.Scale(domain=list(rows["line"]))
    y = alt.Y("line:N", scale=scale, title=None, axis=alt.Axis(labelLimit=340, ticks=False, domain=False))
    x = alt.X(
        "start:Q",
        scale=alt.Scale(zero=True, nice=False, padding=40),
        axis=alt.Axis(title=title, format="d", tickMinStep=1),
    )
    place: dict[str, Any] = {"x": x, "x2": "end:Q", "y": y}
    spoken: dict[str, Any] = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N")}
    items, ranges = "datum.side != 'range'", "datum.side == 'range'"
    bars = alt.Chart().transform_filter(items).mark_bar(height=17).encode(**place, color=_colour(), **spoken)
    steps = (
        alt.Chart()
        .transform_filter("datum.next != null")
        .mark_rule(color=theme.GREY, aria=False)
        .encode(x="end:Q", y=y, y2="next:N")
    )
    span = alt.Chart().transform_filter(ranges).mark_rule(strokeWidth=3, color=theme.GREY).encode(**place, **spoken)
    ends = [
        alt.Chart()
        .transform_filter(ranges)
        .mark_tick(thickness=3, size=size, color=colour, aria=False)
        .encode(x=f"{field}:Q", y=y)
        for field, size, colour in (("start", 10, theme.GREY), ("end", 10, theme.GREY), ("middle", 16, theme.BLACK))
    ]
    sides: tuple[tuple[str, Literal["left", "right"], int], ...] = (
        ("datum.end >= datum.start", "left", 5),
        ("datum.end < datum.start", "right", -5),
    )
    words = [
        alt.Chart()
        .transform_filter(test)
        .mark_text(align=align, dx=dx, fontSize=11.5, aria=False)
        .encode(x="end:Q", y=y, text="said:N", color=alt.value(theme.BLACK))
        for test, align, dx in sides
    ]
    brackets = _brackets(links, y, scale)
    return theme.layers(_zero(), steps, bars, span, *ends, *words, *brackets, data=table, height=alt.Step(28))


def _brackets(links: Sequence[tuple[str, str]], y: alt.Y, scale: alt.Scale) -> Iterator[alt.Chart]:
    """A bracket at the left edge for each pair of lines, the inner ones further in."""
    for depth, (upper, lower) in enumerate(links):
        data = alt.InlineData(values=[{"line": upper, "next": lower}])
        at = 4 + 9 * (len(links) - depth - 1)
        base = alt.Chart(data).mark_rule(color=theme.BLACK, strokeWidth=1.4, aria=False)
        yield base.encode(x=alt.value(at), y=y, y2="next:N")
        for end in ("line", "next"):
            yield base.encode(x=alt.value(at), x2=alt.value(at + 7), y=alt.Y(f"{end}:N", scale=scale, title=None))


def _colour() -> alt.Color:
    kinds = {
        "accord": theme.BLUE,
        "conflict": theme.VERMILION,
        "benefit": theme.BLUE,
        "risk": theme.VERMILION,
        "net": theme.BLACK,
    }
    return alt.Color("side:N", scale=alt.Scale(domain=list(kinds), range=list(kinds.values())), legend=None)


def _zero() -> alt.Chart:
    rule = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=theme.BLACK, aria=False)
    chart: alt.Chart = rule.encode(x=alt.datum(0))
    return chart
