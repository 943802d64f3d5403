"""Launches in lanes: as bars per year, or one sign per launch on a line of time."""

import json
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme
from .lanes import BAND, DEEPEST, LANE, ROW, heads, middle, pixels, placed, rimmed, signs, time_axis

# Shape and colour of each sign, and how the head of a lane names it; a lane of one sign names it itself.
SIGNS = {
    "solid fuel": ("square", theme.INK, "solid fuel"),
    "liquid fuel": ("circle", theme.OCHRE, "liquid"),
    "fuel not known": ("triangle-up", theme.GREY, "fuel not known"),
    "several fuels": ("triangle-down", theme.GREEN, "several"),
    "nuclear test": ("diamond", theme.PURPLE, ""),
    "summit": ("circle", theme.GREEN, ""),
    "adopted": ("circle", theme.GREEN, "adopted"),
    "vetoed": ("cross", theme.PURPLE, "vetoed"),
}
BARS = 300  # pixels that the tallest bars of all lanes have together
LEAST, MOST = 1.5, 12  # pixels of one launch
NUMBER = 14  # pixels of the number above a bar


def launch_lanes(
    rows: pd.DataFrame,
    lanes: Mapping[str, Sequence[str]],
    dated: str,
    param: str,
    ends: Mapping[str, tuple[str, str]],
    years: tuple[str, str] = ("since", "until"),
    narrow: bool = False,
) -> alt.LayerChart:
    """Bars per year with a baseline for each class, and another picture with one sign per launch.

    ``lanes`` maps each picture to the labels of its lanes, top to bottom; the picture ``dated`` shows ``date``, the
    others ``number`` per ``year``. ``param`` is the parameter whose value is the picture's place in ``lanes``,
    ``years`` are those of the first and the last year; ``ends`` has for each picture the last day of its list, if it
    has one, after which the ground is grey, and what to say of it. ``rows`` has ``by_count`` (the picture, of which a
    filter leaves one), ``lane``, ``sign`` (a key of SIGNS), ``year``, ``number``, ``date``, ``part`` (of a year that
    is not over: its number stands in brackets), ``mark`` (failure or blank: a failure is hollow) and ``hover``. A
    lane without rows takes no room; its head says how many there are of each sign. All bars have one scale.
    """
    places = {(picture, lane): number for picture, labels in lanes.items() for number, lane in enumerate(labels)}
    pairs = zip(rows["by_count"], rows["lane"], strict=True)
    rows = rows.assign(no=[places[pair] for pair in pairs], dated=rows["by_count"] == dated)
    names = ["year", "date", "no", "lane", "sign", "number", "part", "mark", "dated", "hover"]
    head = 2 if narrow else 1
    bars = _stacked(alt.Chart().transform_filter("!datum.dated"))
    points = placed(alt.Chart().transform_filter("datum.dated"), "no")
    return theme.layers(
        *time_axis(years, [(list(lanes).index(picture), *end) for picture, end in ends.items()], param),
        *heads(bars, head),
        *heads(points, head),
        *_counts(head),
        *_bars(bars, head),
        _points(points, head),
        data=theme.data(rows, names),
        height=alt.Step(ROW),
    )


def _stacked(base: alt.Chart) -> alt.Chart:
    """``base`` with the ends of each part of a bar in pixels, and the ``lines`` of its lane."""
    order = f"indexof({json.dumps(list(SIGNS))}, datum.sign)"
    return (
        base.transform_calculate(order=order)
        .transform_stack(stack="number", groupby=["no", "year"], sort=[alt.SortField("order")], as_=["lo", "hi"])
        .transform_joinaggregate(tallest="max(hi)", rows="count()", groupby=["no"])
        .transform_calculate(share="datum.tallest / datum.rows")
        .transform_joinaggregate(all="sum(share)")
        .transform_calculate(step=f"clamp({BARS} / datum.all, {LEAST}, {MOST})")
        .transform_calculate(lines=f"ceil((datum.tallest * datum.step + {NUMBER}) / {ROW})")
        .transform_calculate(
            start="scale('x', datetime(datum.year, 0, 1))", end="scale('x', datetime(datum.year + 1, 0, 1))"
        )
    )


def _bars(stacked: alt.Chart, head: int) -> list[alt.Chart]:
    colour, _ = signs("sign", {sign: style[:2] for sign, style in SIGNS.items()})
    floor = f"scale('y', datum.no * {LANE} + {head}) + datum.lines * {ROW}"
    blocks = stacked.mark_rect(clip=True).encode(
        x=pixels("datum.start + (datum.end - datum.start) * 0.1"),
        x2=pixels("datum.end - (datum.end - datum.start) * 0.1"),
        y=pixels(f"{floor} - datum.lo * datum.step"),
        y2=pixels(f"{floor} - datum.hi * datum.step"),
        color=colour,
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    totals = stacked.transform_aggregate(
        total="sum(number)",
        high="max(hi)",
        part="max(part)",
        lines="max(lines)",
        step="max(step)",
        start="max(start)",
        end="max(end)",
        groupby=["no", "year"],
    ).transform_calculate(said="datum.part ? '(' + datum.total + ')' : '' + datum.total")
    at = {
        "x": pixels(f"min((datum.start + datum.end) / 2, width - length(datum.said) * {theme.LETTER / 2} - 2)"),
        "y": pixels(f"{floor} - datum.high * datum.step - 7"),
    }
    return [*rimmed(totals, align="center", **at, text="said:N"), blocks]


def _points(marks: alt.Chart, head: int) -> alt.Chart:
    colour, shape = signs("sign", {sign: style[:2] for sign, style in SIGNS.items()})
    points: alt.Chart = marks.mark_point(clip=True, filled=True, opacity=1, strokeWidth=1.4).encode(
        x=pixels("datum.px"),
        y=pixels(middle(head)),
        size=pixels(f"60 * pow(min(1, {DEEPEST} / datum.deepest), 2)"),
        color=colour,
        stroke=alt.Stroke("sign:N", scale=colour["scale"], legend=None),
        shape=shape,
        fillOpacity=alt.condition("datum.mark == 'failure'", alt.value(0), alt.value(1)),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    return points


def _counts(head: int) -> list[alt.Chart]:
    """In the head of each lane its signs, each with how many there are; in a narrow one in a row of their own."""
    words = {sign: word for sign, (_, _, word) in SIGNS.items()}
    colour, shape = signs("sign", {sign: style[:2] for sign, style in SIGNS.items()})
    after = f"length(datum.lane) * {theme.LETTER + 1.8} + 14" if head == 1 else "0"
    entries = (
        alt.Chart()
        .transform_aggregate(summed="sum(number)", marks="count()", groupby=["no", "lane", "sign", "dated"])
        .transform_calculate(
            order=f"indexof({json.dumps(list(SIGNS))}, datum.sign)",
            row=f"datum.no * {LANE} + {head - 1}",
            said=f"trim({json.dumps(words)}[datum.sign] + ' ' + (datum.dated ? datum.marks : datum.summed))",
        )
        .transform_calculate(wide=f"length(datum.said) * {theme.LETTER} + 28")
        .transform_window(upto="sum(wide)", groupby=["no"], sort=[alt.SortField("order")])
        .transform_calculate(left=f"{after} + datum.upto - datum.wide")
    )
    y = alt.Y("row:O", title=None, axis=None, scale=BAND)
    points = entries.mark_point(clip=True, filled=True, opacity=1, size=60, aria=False).encode(
        x=pixels("datum.left + 5"), y=y, color=colour, shape=shape
    )
    return [points, *rimmed(entries, x=pixels("datum.left + 14"), y=y, text="said:N")]
