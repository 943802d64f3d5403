"""Estimates of several observers, side by side: points, ranges, open ends, and parts of totals."""

from collections.abc import Mapping
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme
from .marks import unit_of

LABEL, LETTERS = 12, 11.5  # pixels from line to line in the labels of rows, and of their letters
PLACE = 0.85  # of a mark in its row, below its labels
SPOKEN: dict[str, Any] = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N"), "href": "address:N"}


def estimate_lines(
    rows: pd.DataFrame, observers: Mapping[str, tuple[str, str]], letters: int, narrow: bool = False
) -> alt.LayerChart:
    """One row per statement, with the figure that it gives: a point, a bar for a range, an arrow for an open end.

    ``rows`` has ``line`` (what sorts the rows), ``above`` and ``below`` (labels in lines of ``letters``), ``low``,
    ``high`` (the same for one figure, missing for an open end, both missing where there is none), ``bound`` (exact,
    range, at least, at most, no figure), ``observer`` (a key of ``observers``: shape and colour), ``said`` (what stands
    beside the mark), ``solid`` (false: hollow), ``unit`` (it stands above the chart), ``hover`` and ``address``. Rows
    that the controls leave out vanish.
    """
    rows = rows.assign(at=rows["low"].fillna(rows["high"]), end=rows["high"].fillna(rows["low"]))
    columns = ["at", "end", "bound", "observer", "said", "solid", "unit", "hover", "address"]
    table = theme.data(rows, ["line", "above", "below", *columns])
    shapes = alt.Scale(domain=list(observers), range=[shape for shape, _ in observers.values()])
    colours = alt.Scale(domain=list(observers), range=[colour for _, colour in observers.values()])
    amounts = alt.Axis(
        labelExpr="datum.value < 0 ? '' : format(datum.value, ',')", tickCount=3 if narrow else 5, tickMinStep=1
    )
    scale = alt.Scale(zero=True, nice=False, padding=14)
    x, end = (alt.X(f"{field}:Q", title=None, scale=scale, axis=amounts) for field in ("at", "end"))
    y, labels = _labelled_rows(narrow, letters)
    base = alt.Chart().encode(y=y, color=alt.Color("observer:N", scale=colours, legend=None))
    figures = base.transform_filter("datum.bound != 'no figure'")
    ranges = figures.transform_filter("datum.bound == 'range'").mark_rule(strokeWidth=5, opacity=0.6, aria=False)
    ends = (
        figures.transform_filter("datum.bound == 'range'")
        .mark_point(shape="M0,-1L0,1", size=190, strokeWidth=3, filled=False, opacity=1, aria=False)
        .encode(x=end)
    )
    points = figures.mark_point(filled=True, opacity=1, size=75, strokeWidth=1.5).encode(
        x=x,
        shape=alt.Shape("observer:N", scale=shapes, legend=None),
        stroke=alt.Stroke("observer:N", scale=colours, legend=None),
        fillOpacity=alt.condition("datum.solid", alt.value(1), alt.value(0)),
        **SPOKEN,
    )
    open_ends = [
        figures.transform_filter(f"datum.bound == '{bound}'")
        .mark_text(text=arrow, dx=dx, fontSize=17, fontWeight="bold", aria=False)
        .encode(x=x)
        for bound, arrow, dx in (("at least", "→", 15), ("at most", "←", -15))
    ]
    # Beside the mark where there is room: to the left of those that stand far right; an arrow needs some more.
    sides: tuple[tuple[str, Literal["left", "right"], alt.X, str, int], ...] = (
        ("<=", "left", end, "at least", 1),
        (">", "right", x, "at most", -1),
    )
    words = [
        figures.transform_joinaggregate(most="max(end)")
        .transform_filter(f"datum.end {test} datum.most * 0.6 && datum.bound {kind}")
        .mark_text(align=align, dx=dx, fontSize=theme.SIZE, aria=False)
        .encode(x=position, text="said:N", color=alt.value(theme.INK))
        for test, align, position, arrow, sign in sides
        for kind, dx in ((f"!= '{arrow}'", 14 * sign), (f"== '{arrow}'", 28 * sign))
    ]
    blank = (
        base.transform_filter("datum.bound == 'no figure'")
        .mark_text(align="left", dx=4, fontSize=theme.SIZE)
        .encode(x=alt.value(0), text="said:N", color=alt.value(theme.QUIET), **SPOKEN)
    )
    layers = (ranges.encode(x=x, x2="end:Q"), ends, points, *open_ends, *words, blank, *labels, *unit_of("unit"))
    return theme.layers(*layers, data=table, height=alt.Step(76 if narrow else 42))


def part_bars(rows: pd.DataFrame, letters: int, narrow: bool = False) -> alt.LayerChart:
    """What part of each total something is: a bar per total, in the order of ``rows``, with its figure at the end.

    ``rows`` has ``line`` (one for each row), ``above`` and ``below`` (two labels, in lines of ``letters``), ``low`` and
    ``high`` (percent; the bar is paler between them), ``said`` (what stands at its end), ``hover`` and ``address``.
    """
    table = theme.data(rows, ["line", "above", "below", "low", "high", "said", "hover", "address"])
    y, labels = _labelled_rows(narrow, letters, sort=None)
    base = (
        alt.Chart()
        .transform_joinaggregate(tw_most="max(high)")
        .transform_calculate(
            tw_low=f"width * {0.42 if narrow else 0.7} * datum.low / datum.tw_most",
            tw_high=f"width * {0.42 if narrow else 0.7} * datum.high / datum.tw_most",
        )
        .encode(y=y)
    )
    middle = f"scale('y', datum.line) + bandwidth('y') * {PLACE if narrow else 0.5}"
    spans: list[tuple[str, str, str, dict[str, Any], dict[str, Any]]] = [
        ("0", "datum.tw_low", theme.GREY, {}, SPOKEN),
        ("datum.tw_low", "datum.tw_high", theme.INK, {"opacity": 0.35, "aria": False}, {}),
    ]
    bars = [
        base.mark_rect(color=colour, **options).encode(
            x=alt.value(alt.expr(start)),
            x2=alt.value(alt.expr(to)),
            y=alt.value(alt.expr(f"{middle} - 9")),
            y2=alt.value(alt.expr(f"{middle} + 9")),
            **more,
        )
        for start, to, colour, options, more in spans
    ]
    words = base.mark_text(align="left", dx=8, fontSize=theme.SIZE, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_high")), text="said:N"
    )
    return theme.layers(*bars, words, *labels, data=table, height=alt.Step(68 if narrow else 48))


def _labelled_rows(narrow: bool, letters: int, **options: Any) -> tuple[alt.Y, list[alt.Chart]]:
    """The rows of a chart by their ``line``, each with two labels at the left, or on a narrow place above its mark.

    The table has them as ``above`` and ``below``, in lines of at most ``letters``.
    """
    lower: dict[str, Any] = {"bandPosition": PLACE} if narrow else {}
    y = alt.Y("line:N", title=None, axis=None, **lower, **options)
    above, below = (f"length(split(datum.{column}, '\\n'))" for column in ("above", "below"))
    first = f"-{LABEL} * ({above} + {below}) - 3" if narrow else f"-{LABEL / 2} * ({above} + {below} - 1)"
    labels = [
        alt.Chart()
        .mark_text(
            align="left" if narrow else "right",
            baseline="middle",
            dy=alt.expr(at),
            fontSize=LETTERS,
            lineHeight=LABEL,
            color=colour,
            aria=False,
        )
        .encode(y=y, x=alt.value(0 if narrow else -12), text=f"{column}:N")
        for column, at, colour in (("above", first, theme.INK), ("below", f"{first} + {LABEL} * {above}", theme.QUIET))
    ]
    room = [] if narrow else [theme.keep_free(f"-{12 + round(letters * LETTERS * 0.55)}", "0")]
    return y, [*labels, *room]
