"""What may stand in a free row below the marks of a lane: the longest wait, or how many there are in each year."""

import json
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from . import theme
from .lanes import Foot

DAY = 24 * 60 * 60 * 1000  # milliseconds

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

    def layers(base: alt.Chart, row: int) -> tuple[alt.Chart, ...]:
        waits = base.transform_filter(f"indexof({json.dumps(list(lanes))}, datum.lane) >= 0")
        if kind:
            waits = waits.transform_filter(f"datum.kind == {json.dumps(kind)}")
        waits = (
            waits.transform_calculate(began="toDate(datum.date)", ended="toDate(datum.last)")
            .transform_window(follows="lead(began)", groupby=["lane"], sort=[alt.SortField("began")])
            .transform_filter("isValid(datum.follows)")
            .transform_calculate(long=long)
            .transform_window(
                place="row_number()",
                groupby=["lane"],
                sort=[alt.SortField("long", order="descending"), alt.SortField("began")],
            )
            .transform_filter(f"datum.place == 1 && datum.long >= {least}")
            .transform_calculate(said=said, middle="(+datum.ended + datum.follows) / 2")
        )
        at: dict[str, Any] = {"yOffset": alt.YOffsetDatum(row, type="ordinal"), "color": alt.value(theme.BLACK)}
        return (
            waits.mark_rule(strokeDash=[2, 3], strokeWidth=1.4, aria=False).encode(x="ended:T", x2="follows:T", **at),
            *(
                waits.mark_tick(orient="vertical", thickness=1.4, size=9, aria=False).encode(x=f"{end}:T", **at)
                for end in ("ended", "follows")
            ),
            waits.mark_text(fontSize=11.5, dy=-8, aria=False).encode(x="middle:T", text="said:N", **at),
        )

    return layers


def counts_per_year(counted: Sequence[str], bracketed: Sequence[str] = ()) -> Foot:
    """For ``event_lanes``: how many marks of the kinds ``counted`` each year and lane holds.

    In the lanes ``bracketed`` the number stands in brackets: there the list is known to be short.
    """

    def layers(base: alt.Chart, row: int) -> tuple[alt.Chart, ...]:
        numbers = (
            base.transform_filter(f"indexof({json.dumps(list(counted))}, datum.kind) >= 0")
            .transform_aggregate(number="count()", groupby=["lane", "year"])
            .transform_calculate(
                middle="datetime(datum.year, 6, 1)",
                said=f"indexof({json.dumps(list(bracketed))}, datum.lane) < 0 "
                "? '' + datum.number : '(' + datum.number + ')'",
            )
        )
        words = numbers.mark_text(fontSize=11.5, aria=False)
        return (
            words.encode(
                x="middle:T", text="said:N", yOffset=alt.YOffsetDatum(row, type="ordinal"), color=alt.value(theme.BLACK)
            ),
        )

    return layers
