"""Points for and against: bars to both sides, and a ledger that adds up step by step."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme

BAR = 16  # pixels of a bar with its gap
SIGNED = "datum.value ? format(datum.value, '+d') : '0'"
ITEM = 38  # letters of a line beside a bar
ENDS = 74  # pixels for the words at either end of the bars
HEAD = 6  # pixels between the plot and the words above it
HEADS = 150  # pixels that two such words beside each other take


def balance_bars(rows: pd.DataFrame, analyses: Sequence[str], narrow: bool = False) -> alt.LayerChart:
    """Points in accord to the right and points in conflict to the left, pair by pair, one bar per analysis.

    ``rows`` has one row per pair, analysis and side: ``pair``, ``analysis``, ``side`` (accord, conflict), ``value``
    (points or percent, negative for a conflict), ``net`` (in words), ``said`` (what stands at the end of the bar) and
    ``hover``. The net result stands at the right.
    """
    table = theme.data(rows, ["pair", "analysis", "side", "value", "net", "said", "hover"])
    beside = alt.Axis(title=None, ticks=False, domain=False, labelPadding=10)
    y = alt.Y("pair:N", sort=None, axis=None if narrow else beside, scale=_bands(narrow, 0.2, 0.6))
    offset = alt.YOffset("analysis:N", sort=list(analyses), scale=alt.Scale(paddingInner=0.2))
    place: dict[str, Any] = {"y": y, "yOffset": offset}
    x = alt.X("value:Q", scale=alt.Scale(padding=ENDS, nice=False), axis=None)
    bars = (
        alt.Chart()
        .mark_bar()
        .encode(x=x, **place, color=_colour(), description="hover:N", tooltip=alt.Tooltip("hover:N"))
    )
    ends: tuple[tuple[str, Literal["left", "right"], int], ...] = (("accord", "left", 6), ("conflict", "right", -6))
    words = [
        alt.Chart()
        .transform_filter(f"datum.side == '{side}'")
        .mark_text(align=align, dx=dx, aria=False)
        .encode(x=x, **place, text="said:N", color=alt.value(theme.INK))
        for side, align, dx in ends
    ]
    edges: tuple[tuple[str, Literal["left", "right"], str, Literal["normal", "bold"], str], ...] = (
        ("0", "left", "analysis", "normal", theme.QUIET),
        ("width", "right", "net", "bold", theme.INK),
    )
    at_edges = [
        alt.Chart()
        .transform_filter("datum.side == 'accord'")
        .mark_text(align=align, fontWeight=weight, color=colour, aria=False)
        .encode(x=alt.value(alt.expr(at)), **place, text=f"{field}:N")
        for at, align, field, weight, colour in edges
    ]
    higher = f"scale('x', 0) > width - {HEADS} ? {-HEAD - theme.LINE} : {-HEAD}"
    heads = [*_sides("in conflict", "in accord"), _above("width", "difference", "right", higher)]
    names = _above_bars("pair") if narrow else []
    height = {"step": BAR, "for": "offset"}
    return theme.layers(bars, _zero(), *at_edges, *words, *heads, *names, data=table, height=height)


def waterfall(rows: pd.DataFrame, links: Sequence[tuple[str, str]], narrow: bool = False) -> alt.LayerChart:
    """Items that add up to a net result, each from where the last one ended, and the range of other results.

    ``rows`` has ``line`` (a label, in order), ``side`` (risk, benefit, net, range), ``start`` and ``end`` (points;
    for a range its lowest and highest result), ``middle`` (of a range), ``next`` (the line below), ``said`` (what
    stands at the end) and ``hover``. ``links`` are pairs of labels that a bracket on the left ties together.
    """
    label = rows["line"]
    rows = rows.assign(line=label.map(_item), next=rows["next"].map(_item, na_action="ignore"), label=label)
    table = theme.data(rows, ["line", "label", "side", "start", "end", "middle", "next", "said", "hover"])
    beside = theme.sentences(ITEM)
    y = alt.Y("line:N", sort=None, title=None, axis=None if narrow else beside, scale=_bands(narrow, 0))
    x = alt.X(
        "start:Q",
        scale=alt.Scale(zero=True, nice=False, padding=50),
        axis=alt.Axis(title=None, labelExpr=SIGNED, tickMinStep=1, tickCount=6, grid=not narrow),
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
        for field, size, colour in (("start", 10, theme.GREY), ("end", 10, theme.GREY), ("middle", 16, theme.INK))
    ]
    sides: tuple[tuple[str, Literal["left", "right"], int], ...] = (
        ("datum.side != 'range' && datum.end >= datum.start", "left", 5),
        ("datum.side != 'range' && datum.end < datum.start", "right", -5),
    )
    words = [
        alt.Chart()
        .transform_filter(test)
        .mark_text(align=align, dx=dx, aria=False)
        .encode(x="end:Q", y=y, text="said:N", color=alt.value(theme.INK))
        for test, align, dx in sides
    ]
    # What a range says stands above it, where no end of a scale cuts it off.
    shares = alt.Chart().transform_filter(ranges)
    if narrow:
        above = alt.value(alt.expr("scale('y', datum.line) - 4"))
        shares = shares.mark_text(align="right", baseline="bottom", color=theme.INK, aria=False).encode(
            x=alt.value("width"), y=above, text="said:N"
        )
    else:
        shares = shares.mark_text(dy=-13, color=theme.INK, aria=False).encode(x="middle:Q", y=y, text="said:N")
    tied = [(_item(upper), _item(lower)) for upper, lower in links]
    extras = _above_bars("line", "label") if narrow else list(_brackets(tied, y, beside))
    heads = _sides("risk", "benefit")
    marks = (_zero(), steps, bars, span, *ends, *words, shares, *heads, *extras)
    return theme.layers(*marks, data=table, height=alt.Step(48 if narrow else 34))


def _item(text: str) -> str:
    return theme.wrapped(text, ITEM)


def _bands(narrow: bool, between: float, above: float = 0.5) -> alt.Scale:
    """Bands, which in a narrow place leave room above each for its name."""
    return alt.Scale(type="band", padding=above if narrow else between)


def _above_bars(field: str, label: str = "") -> list[alt.Chart]:
    """The name of each line above its bars, with a rim in the colour of the paper that keeps rules out of it."""
    rims: list[dict[str, Any]] = [{"stroke": theme.PAPER, "strokeWidth": 4, "color": theme.PAPER}, {"color": theme.INK}]
    return [
        alt.Chart()
        .transform_aggregate(count="count()", groupby=[field, *([label] if label else [])])
        .mark_text(align="left", baseline="bottom", aria=False, **rim)
        .encode(x=alt.value(0), y=alt.value(alt.expr(f"scale('y', datum.{field}) - 4")), text=f"{label or field}:N")
        for rim in rims
    ]


def _sides(left: str, right: str) -> list[alt.Chart]:
    """What lies on either side of zero, above the plot."""
    return [
        _above("scale('x', 0) - 8", f"← {left}", "right"),
        _above("scale('x', 0) + 8", f"{right} →", "left"),
    ]


def _above(x: str, text: str, align: Literal["left", "right"], y: str = f"{-HEAD}") -> alt.Chart:
    """A word above the plot, at the height ``y``."""
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(align=align, baseline="bottom", color=theme.QUIET, aria=False)
        .encode(x=alt.value(alt.expr(x)), y=alt.value(alt.expr(y)), text=alt.value(text))
    )
    return chart


def _brackets(links: Sequence[tuple[str, str]], y: alt.Y, axis: alt.Axis) -> Iterator[alt.Chart]:
    """A bracket at the left edge for each pair of lines, the inner ones further in."""
    same = partial(alt.Y, sort=None, axis=axis, scale=_bands(False, 0))
    for depth, (upper, lower) in enumerate(links):
        data = alt.InlineData(values=[{"line": upper, "next": lower}])
        at = 4 + 9 * (len(links) - depth - 1)
        base = alt.Chart(data).mark_rule(color=theme.INK, strokeWidth=1.4, aria=False)
        yield base.encode(x=alt.value(at), y=y, y2="next:N")
        for end in ("line", "next"):
            yield base.encode(x=alt.value(at), x2=alt.value(at + 7), y=same(f"{end}:N"))


def _colour() -> alt.Color:
    kinds = {
        "accord": theme.GREEN,
        "conflict": theme.PURPLE,
        "benefit": theme.GREEN,
        "risk": theme.PURPLE,
        "net": theme.INK,
    }
    return alt.Color("side:N", scale=alt.Scale(domain=list(kinds), range=list(kinds.values())), legend=None)


def _zero() -> alt.Chart:
    rule = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=theme.INK, aria=False)
    chart: alt.Chart = rule.encode(x=alt.value(alt.expr("scale('x', 0)")))
    return chart
