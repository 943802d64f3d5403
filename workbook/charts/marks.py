"""What every chart may need beside its own marks: names at the ends of lines, named days, gaps, the end of the data.

Places are computed by Vega in pixels, from the scales as they stand: they follow each move of a control, and are the
same in a browser and in the file of a picture.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme

FLOOR = 6  # pixels that a name in the plot keeps from the words of the axis below
ROW = theme.LINE  # pixels of one row of their names
FIRST_ROW = -30  # above the unit of the vertical axis
NEAR = 60  # pixels from the right edge within which a line is taken to reach it
BULLET = 18  # pixels of a number in place of a name
PARAM = "turning_points"  # 0: named, 1: hidden
CROSS = "M-1,-1L1,1M1,-1L-1,1"  # the shape of a year without a figure
BELOW, LANE = 22, 15  # pixels from the plot to the lanes of such years, and from lane to lane


def line_ends(
    base: alt.Chart, x: str, y: str, series: str, colour: alt.Color, gap: int = 15, text: str = ""
) -> alt.Chart:
    """The name of each ``series`` at the last point of its line, in its colour, pushed apart so that none overlap.

    ``base`` is a chart on the table; rows with ``y`` missing are no points. ``x`` and ``y`` are fields without a
    type. ``text`` is the field that says the name, if it says more than ``series``. It takes the place of a legend; the
    chart needs ``theme.layers(…, right=room_for(names))``.
    """
    down: list[alt.SortField | dict[str, str]] = [alt.SortField("tw_y"), alt.SortField(series)]
    ends = (
        base.transform_filter(f"isValid(datum[{y!r}])")
        .transform_joinaggregate(tw_last=f"max({x})", groupby=[series])
        .transform_filter(f"datum[{x!r}] == datum.tw_last")
        .transform_calculate(tw_y=f"scale('y', datum[{y!r}])", tw_x=f"scale('x', datum[{x!r}])")
        .transform_window(tw_n="row_number()", sort=down)
        .transform_joinaggregate(tw_all="count()")
        # The first name stands where its line ends or below the one before; the last one not below the plot.
        .transform_calculate(tw_a=f"datum.tw_y - datum.tw_n * {gap}")
        .transform_window(tw_b="max(tw_a)", sort=down, frame=[None, 0])
        .transform_calculate(
            tw_c=f"min(datum.tw_b + datum.tw_n * {gap}, height - {FLOOR} - (datum.tw_all - datum.tw_n) * {gap}) "
            f"- datum.tw_n * {gap}"
        )
        .transform_window(tw_d="max(tw_c)", sort=down, frame=[None, 0])
        .transform_calculate(
            tw_at=f"datum.tw_d + datum.tw_n * {gap}", tw_end=f"width - datum.tw_x < {NEAR} ? width : datum.tw_x"
        )
    )
    named: alt.Chart = ends.mark_text(align="left", dx=9, fontSize=theme.SIZE, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_end")),
        y=alt.value(alt.expr("datum.tw_at")),
        text=f"{text or series}:N",
        color=colour,
    )
    return named


def room_for(names: Sequence[str]) -> int:
    """Pixels at the right of a plot for ``names`` at the ends of its lines."""
    return round(max((len(name) for name in names), default=0) * theme.LETTER) + 14


def gap_lanes(base: alt.Chart, x: str, series: str, colour: alt.Color) -> list[alt.Chart]:
    """Years without a figure as crosses below the axis, a lane per ``series`` with its name at the right.

    ``base`` is a chart on the rows without a figure, with what their marks say (``hover``).
    """
    lanes = base.transform_window(tw_lane="dense_rank()", sort=[alt.SortField(series)])
    lanes = lanes.transform_calculate(tw_y=f"height + {BELOW} + {LANE} * datum.tw_lane")
    crosses = lanes.mark_point(shape=CROSS, size=40, strokeWidth=1.5, filled=False, opacity=1).encode(
        x=f"{x}:Q",
        y=alt.value(alt.expr("datum.tw_y")),
        color=colour,
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    named = lanes.transform_aggregate(years="count()", groupby=[series, "tw_lane", "tw_y"])
    names = named.mark_text(align="left", baseline="middle", fontSize=theme.SIZE, aria=False).encode(
        x=alt.value(alt.expr("width + 9")), y=alt.value(alt.expr("datum.tw_y")), text=f"{series}:N", color=colour
    )
    caption = named.transform_filter("datum.tw_lane == 1").mark_text(
        align="left", baseline="middle", fontSize=theme.SIZE, color=theme.QUIET, aria=False
    )
    return [
        crosses,
        names,
        caption.encode(
            x=alt.value(alt.expr("width + 9")),
            y=alt.value(alt.expr(f"height + {BELOW}")),
            text=alt.value("no figure:"),
        ),
    ]


def gap_bands(x: str, reason: str, height: float) -> list[alt.Chart]:
    """The years that share a ``reason`` for having no figure as a band, with the reason written along it.

    ``x`` and ``reason`` are fields of the chart's table; the reason is missing where there is no gap.
    """
    years = (
        alt.Chart()
        .transform_filter(f"datum[{reason!r}] != null")
        .transform_aggregate(first=f"min({x})", last=f"max({x})", groupby=[reason])
        .transform_calculate(tw_from="scale('x', datum.first - 0.5)", tw_to="scale('x', datum.last + 0.5)")
        .transform_calculate(tw_mid="(datum.tw_from + datum.tw_to) / 2")
    )
    band = years.mark_rect(color=theme.TINT_GREY, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_from")),
        x2=alt.value(alt.expr("datum.tw_to")),
        y=alt.value(0),
        y2=alt.value(height),
    )
    along = years.mark_text(angle=270, fontSize=theme.SIZE - 1, color=theme.INK, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_mid")), y=alt.value(height / 2), text=f"{reason}:N"
    )
    return [band, along]


def unit_of(column: str) -> list[alt.Chart]:
    """The unit of the rows that are shown, which their ``column`` names, above the vertical axis and not turned."""
    units = alt.Chart().transform_aggregate(rows="count()", groupby=[column])
    # A rim in the colour of the paper keeps the rules of turning points out of the words.
    rim: dict[str, Any] = {"color": theme.PAPER, "stroke": theme.PAPER, "strokeWidth": 5}
    return [
        units.mark_text(align="left", baseline="bottom", fontSize=theme.SIZE, aria=False, **colours).encode(
            x=alt.value(0), y=alt.value(-8), text=f"{column}:N"
        )
        for colours in (rim, {"color": theme.QUIET})
    ]


def unit(text: str) -> alt.Chart:
    """What the vertical axis measures, above it and not turned; for a unit that is the same in every state."""
    above: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(align="left", baseline="bottom", fontSize=theme.SIZE, color=theme.QUIET, aria=False)
        .encode(x=alt.value(0), y=alt.value(-8), text=alt.value(text))
    )
    return above


def turning_points(days: pd.DataFrame, kind: Literal["year", "date"], narrow: bool) -> list[dict[str, Any]]:
    """Named days as thin rules through a chart, their names above it in as few rows as keep them apart.

    ``days`` has ``date``, ``words`` and ``number``, in the order of dates. ``kind`` is what the
    horizontal scale holds. A narrow chart shows their numbers alone. Returns layers of a specification.
    """
    values = [
        {
            "tw_at": _place(row["date"], kind),
            "tw_words": str(row["number"]) if narrow else row["words"],
            "tw_wide": BULLET if narrow else round(len(row["words"]) * theme.LETTER) + 14,
        }
        for row in days.to_dict("records")
    ]
    rows = min(len(values), 2 if narrow else 3)
    at = "toDate(datum.tw_at)" if kind == "date" else "datum.tw_at"
    transform: list[dict[str, Any]] = [
        {"calculate": f"scale('x', {at})", "as": "tw_x"},
        {"filter": f"{PARAM} == 0 && isValid(datum.tw_x) && datum.tw_x >= 0 && datum.tw_x <= width"},
        {"window": [{"op": "row_number", "as": "tw_n"}]},
        {
            "calculate": "datum.tw_x - datum.tw_wide / 2"
            if narrow
            else "datum.tw_x + datum.tw_wide > width ? datum.tw_x - datum.tw_wide : datum.tw_x",
            "as": "tw_left",
        },
        {"calculate": "datum.tw_left + datum.tw_wide", "as": "tw_right"},
        {"joinaggregate": [{"op": "values", "field": "tw_x", "as": "tw_all"}]},
        *_rows(len(values)),
        {"calculate": f"{FIRST_ROW} - {ROW} * min(datum.tw_row, {rows - 1})", "as": "tw_y"},
    ]
    table = {"values": values, "name": "turning_points"}
    rule = {
        "data": table,
        "transform": transform,
        "mark": {"type": "rule", "color": theme.GREY, "strokeWidth": 1, "aria": False},
        "encoding": {
            "x": {"value": {"expr": "datum.tw_x"}},
            "y": {"value": {"expr": "datum.tw_y - 5"}},
            "y2": {"value": {"expr": "height"}},
        },
    }
    align = "'center'" if narrow else "datum.tw_left < datum.tw_x ? 'right' : 'left'"
    shift = "0" if narrow else "datum.tw_left < datum.tw_x ? -4 : 4"
    # A rim in the colour of the paper keeps the rules of other days out of the words.
    names = [
        {
            "data": table,
            "transform": transform,
            "mark": {
                "type": "text",
                "fontSize": theme.SIZE,
                "fontWeight": "bold" if narrow else "normal",
                "color": colour,
                **({"stroke": colour, "strokeWidth": 5, "strokeJoin": "round"} if colour == theme.PAPER else {}),
                "baseline": "bottom" if narrow else "middle",
                "align": {"expr": align},
                "dx": {"expr": shift},
                "aria": False,
            },
            "encoding": {
                "x": {"value": {"expr": "datum.tw_x"}},
                "y": {"value": {"expr": "datum.tw_y - 6" if narrow else "datum.tw_y"}},
                "text": {"field": "tw_words", "type": "nominal"},
            },
        }
        for colour in (theme.PAPER, theme.INK)
    ]
    return [rule, *names]


def _rows(number: int) -> Iterator[dict[str, Any]]:
    """The row of each of ``number`` names: the lowest in which no name before it reaches as far as this one begins."""
    for name in range(number):
        yield {"calculate": _lowest(name), "as": f"tw_row_{name}"}
    rows = ", ".join(f"datum.tw_row_{name}" for name in range(number))
    yield {"calculate": f"[{rows}][datum.tw_n - 1]", "as": "tw_row"}


def _lowest(name: int) -> str:
    """The expression of the lowest free row for the name in place ``name``."""
    said = str(name)
    for row in reversed(range(name)):
        said = f"({_taken(name, row)}) ? ({said}) : {row}"
    return said


def _taken(name: int, row: int) -> str:
    """Whether a name before stands in ``row`` and reaches into the name in place ``name``."""
    tests = [
        f"(length(datum.tw_all) > {name} && datum.tw_row_{before} == {row} "
        f"&& datum.tw_all[{before}].tw_right > datum.tw_all[{name}].tw_left)"
        for before in range(name)
    ]
    return " || ".join(tests) or "false"


def _place(date: pd.Timestamp, kind: str) -> float | str:
    """Where a day stands: among years, whose own marks stand for the whole year, or among days."""
    if kind == "date":
        return date.strftime("%Y-%m-%d")
    return round(date.year + (date.day_of_year - 1) / 366 - 0.5, 3)
