"""What may stand in a free row below the marks of a lane: the longest wait, or how many there are in each year."""

import json
from collections.abc import Sequence
from typing import Literal

import altair as alt

from . import theme
from .lanes import LANE, ROW, Foot, pixels, rimmed

DAY = 24 * 60 * 60 * 1000  # milliseconds
ROOM = 26  # pixels of a year that has its number
AT = pixels(f"scale('y', datum.no * {LANE} + datum.lines) + {1.5 * ROW}")  # the middle of the free row

# How long a wait was, in words, as Vega computes it from the dates on both sides.
LENGTHS = {
    "days": (
        f"round((datum.follows - datum.ended) / {DAY})",
        "format(datum.long, ',') + ' days'",
    ),
    "years": (
        "year(datum.follows) - year(datum.ended) - 1",
        "datum.long + ' years: ' + (year(datum.ended) + 1) + ' to ' + (year(datum.follows) - 1)",
    ),
}


def longest_waits(
    lanes: Sequence[str], kind: str | None = None, unit: Literal["days", "years"] = "days", least: int = 2
) -> Foot:
    """For ``event_lanes``: a line for the longest time in each of ``lanes`` between two marks, with its length.

    Rows have ``last``, the last day of a meeting of several days. Only marks of ``kind`` end a wait, if it is
    given; a wait of fewer than ``least`` of ``unit`` (days, or whole years without a mark) is not drawn, and of
    waits that are equally long, the first. Vega computes it from the marks that the controls leave.
    """
    long, said = LENGTHS[unit]

    def layers(marks: alt.Chart) -> tuple[alt.Chart, ...]:
        waits = marks.transform_filter(f"indexof({json.dumps(list(lanes))}, datum.lane) >= 0")
        if kind:
            waits = waits.transform_filter(f"datum.kind == {json.dumps(kind)}")
        waits = (
            waits.transform_calculate(began="+toDate(datum.date)", ended="+toDate(datum.last)")
            .transform_window(follows="lead(began)", groupby=["no"], sort=[alt.SortField("began")])
            .transform_filter("isValid(datum.follows)")
            .transform_calculate(long=long)
            .transform_window(
                nth="row_number()",
                groupby=["no"],
                sort=[alt.SortField("long", order="descending"), alt.SortField("began")],
            )
            .transform_filter(f"datum.nth == 1 && datum.long >= {least}")
            .transform_calculate(said=said, left="scale('x', datum.ended)", right="scale('x', datum.follows)")
            .transform_calculate(half=f"length(datum.said) * {theme.LETTER} / 2")
            .transform_calculate(
                middle="max(datum.half, min(width - datum.half, (datum.left + datum.right) / 2)) - datum.half"
            )
        )
        # Where the words are longer than the wait, they stand alone.
        long_enough = waits.transform_filter("datum.right - datum.left > 2 * datum.half + 16")
        ends = (
            long_enough.mark_tick(
                clip=True, orient="vertical", thickness=1.4, size=9, color=theme.INK, aria=False
            ).encode(x=pixels(f"datum.{end}"), y=AT)
            for end in ("left", "right")
        )
        # The line leaves out its words.
        pieces = (
            long_enough.mark_rule(clip=True, strokeDash=[2, 3], strokeWidth=1.4, color=theme.INK, aria=False).encode(
                x=pixels(start), x2=pixels(stop), y=AT
            )
            for start, stop in (
                ("datum.left", "max(datum.left, datum.middle - 4)"),
                ("min(datum.right, datum.middle + 2 * datum.half + 4)", "datum.right"),
            )
        )
        return (*pieces, *ends, *rimmed(waits, x=pixels("datum.middle"), y=AT, text="said:N"))

    return layers


def counts_per_year(counted: Sequence[str], bracketed: Sequence[str] = ()) -> Foot:
    """For ``event_lanes``: how many marks of the kinds ``counted`` each year and lane holds, where there is room.

    In the lanes ``bracketed`` the number stands in brackets: there the list is known to be short.
    """

    def layers(marks: alt.Chart) -> tuple[alt.Chart, ...]:
        numbers = (
            marks.transform_filter(f"indexof({json.dumps(list(counted))}, datum.kind) >= 0")
            .transform_aggregate(number="count()", lines="max(lines)", groupby=["no", "lane", "year"])
            .transform_calculate(
                left="scale('x', datetime(datum.year, 0, 1))", right="scale('x', datetime(datum.year + 1, 0, 1))"
            )
            .transform_filter(f"datum.right - datum.left >= {ROOM}")
            .transform_calculate(
                said=f"indexof({json.dumps(list(bracketed))}, datum.lane) < 0 "
                "? '' + datum.number : '(' + datum.number + ')'",
            )
        )
        words = numbers.mark_text(clip=True, fontSize=theme.SIZE, color=theme.INK, aria=False)
        return (words.encode(x=pixels("(datum.left + datum.right) / 2"), y=AT, text="said:N"),)

    return layers
