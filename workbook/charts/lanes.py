"""Dated things in lanes: when, and between whom.

The height of a lane is that of its fullest place, computed by Vega from the marks that the controls leave, and a lane
without a mark takes no room: its rows are values of one discrete scale, of which only those that are there count.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import theme

# Shape and colour; not the colours of the triangle's own states, which are what the lanes are about.
LANE_KINDS = {
    "summits, treaties, statements": ("circle", theme.GREEN),
    "troops, arms, tests": ("triangle-up", theme.PURPLE),
    "votes and sanctions": ("diamond", theme.OCHRE),
    "trade, borders, other": ("square", theme.GREY),
}

# The layers of a free row below the marks of a lane; they get the chart of the placed marks.
Foot = Callable[[alt.Chart], Sequence[alt.Chart]]

ROW = 15  # pixels of a row: a name, a mark
CELL = 10  # pixels of the time in which marks stand above each other, and of a mark
DEEPEST = 9  # rows of marks in one lane; where there are more, they move together
LANE = 100  # rows are numbered by lane; those of the key come before, with negative numbers
# All marks are clipped: one that reached beyond the plot would make Vega narrow it, and then place all marks anew.
BAND = alt.Scale(type="band", padding=0)


def event_lanes(
    rows: pd.DataFrame,
    lanes: Sequence[str],
    kinds: Mapping[str, tuple[str, str]] = LANE_KINDS,
    years: tuple[str, str] = ("since", "until"),
    ends: tuple[str, str] | None = None,
    foot: Foot | None = None,
) -> alt.LayerChart:
    """Events on a line of time, one lane per dyad or other group, its name above it.

    ``rows`` has ``date``, ``lane`` (one of ``lanes``, top to bottom), ``kind`` (a key of ``kinds``: shape and
    colour), ``check``, ``hover`` (one line of text) and ``address`` (opened on a click); with a column ``label``,
    marks that have one are named in place and a line shows their day in all lanes. Marks that would cover each other
    stand above each other, around the middle of their lane. ``years`` are the parameters of the first and the last
    year, which are shown whole; ``ends`` is the last day of the data, after which the ground is grey, and what to say
    of it. ``foot`` makes the layers of a free row below the marks of each lane (``longest_waits``,
    ``counts_per_year``). Hollow marks are rows that no source confirms.
    """
    names = [name for name in ("year", "last", "label") if name in rows]
    rows = rows.assign(no=rows["lane"].map({lane: number for number, lane in enumerate(lanes)}))
    table = theme.data(rows, ["date", "no", "lane", "kind", "check", "hover", "address", *names])
    marks = placed(alt.Chart(), "no")
    colour, shape = signs("kind", kinds)
    ink = "isValid(datum.label)"  # what is named in place is of no kind
    points = marks.mark_point(clip=True, strokeWidth=1.6, filled=True, opacity=1).encode(
        x=pixels("datum.px"),
        y=pixels(middle()),
        size=pixels(f"70 * pow(min(1, {DEEPEST} / datum.deepest), 2)"),
        shape=shape,
        color=alt.condition(ink, alt.value(theme.INK), colour),
        stroke=alt.condition(ink, alt.value(theme.INK), alt.Stroke("kind:N", scale=colour["scale"], legend=None)),
        fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(1), alt.value(0)),
        href="address:N",
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    named = labels(marks) if "label" in names else []
    below = foot(marks) if foot else ()
    return theme.layers(
        *time_axis(years, [(0, *ends)] if ends else []),
        *heads(marks, foot=bool(foot)),
        *key(alt.Chart().transform_filter("!isValid(datum.label)"), kinds),
        *named[:1],
        *below,
        points,
        *named[1:],
        data=table,
        height=alt.Step(ROW),
    )


def placed(base: alt.Chart, *lane: str) -> alt.Chart:
    """``base`` with the place of each mark: ``px``, its ``place`` among ``in_cell`` marks, and ``lines`` of its lane.

    Marks stand in the middle of their cell, those with a ``label`` to the day.
    """
    return (
        base.transform_calculate(at="scale('x', toDate(datum.date))")
        .transform_calculate(cell=f"floor(datum.at / {CELL})")
        .transform_calculate(px=f"isValid(datum.label) ? datum.at : clamp((datum.cell + 0.5) * {CELL}, 6, width - 6)")
        .transform_joinaggregate(in_cell="count()", groupby=[*lane, "cell"])
        # A window counts anew only when what it sorts by has changed, so that the cell stands in both.
        .transform_window(
            place="row_number()", groupby=[*lane, "cell"], sort=[alt.SortField("cell"), alt.SortField("date")]
        )
        .transform_joinaggregate(deepest="max(in_cell)", groupby=list(lane))
        .transform_calculate(lines=f"min(datum.deepest, {DEEPEST})")
    )


def pixels(expression: str) -> Any:
    """A channel whose value in pixels Vega computes."""
    return alt.value(alt.expr(expression))


def middle(head: int = 1) -> str:
    """The height of a placed mark: around the middle of its lane, below ``head`` rows of names."""
    top = f"scale('y', datum.no * {LANE} + {head})"
    apart = f"min(1, {DEEPEST} / datum.deepest)"
    return f"{top} + {ROW} * (datum.lines / 2 + (datum.place - (datum.in_cell + 1) / 2) * {apart})"


def signs(field: str, kinds: Mapping[str, tuple[str, str]]) -> tuple[alt.Color, alt.Shape]:
    """The colour and the shape of each of ``kinds``; their key stands in the picture, so that there is no legend."""
    colours, shapes = [colour for _, colour in kinds.values()], [shape for shape, _ in kinds.values()]
    return (
        alt.Color(f"{field}:N", scale=alt.Scale(domain=list(kinds), range=colours), legend=None),
        alt.Shape(f"{field}:N", scale=alt.Scale(domain=list(kinds), range=shapes), legend=None),
    )


def time_axis(years: tuple[str, str], ends: Sequence[tuple[int, str, str]] = (), picture: str = "0") -> list[alt.Chart]:
    """The axis of whole years; where the data end, grey ground with words above it.

    ``ends`` has for some pictures their number, the last day and the words; ``picture`` is the number of the present.
    """
    first, last = years
    scale = alt.Scale(
        type="time",
        nice=False,
        domainMin=alt.ExprRef(f"datetime({first}, 0, 1)"),
        domainMax=alt.ExprRef(f"datetime({last} + 1, 0, 1)"),
    )
    axis = alt.Axis(
        grid=True,
        labelAlign="left",
        labelOffset=3,
        labelFlush=False,
        labelBound=True,
        labelOverlap="greedy",
        labelSeparation=6,
        tickCount=alt.ExprRef("max(2, round(width / 60))"),
        # The end of the last year is the beginning of a year that is not shown.
        labelExpr=f"datum.value >= datetime({last} + 1, 0, 1) ? '' : datum.label",
        title=None,
    )
    days = alt.InlineData(values=[{"picture": n, "day": day, "words": words} for n, day, words in ends], name="ends")
    end = (
        alt.Chart(days)
        .transform_calculate(tw_x="scale('x', toDate(datum.day))")
        .transform_filter(f"datum.picture == {picture} && datum.tw_x < width")
    )
    ground = end.mark_rect(clip=True, color=theme.TINT_GREY, aria=False).encode(
        x=pixels("max(0, datum.tw_x)"), x2=pixels("width"), y=alt.value(0), y2=pixels("height")
    )
    words = rimmed(end, "normal", theme.QUIET, "right", x=pixels("width"), y=alt.value(-8), text="words:N", clip=False)
    # The axis needs a mark with a field; it lies within the plot, for a picture is as wide as all of its marks.
    line = (
        alt.Chart(alt.InlineData(values=[{}], name="axis"))
        .transform_calculate(day=f"datetime({first}, 6, 1)")
        .mark_rule(clip=True, opacity=0, aria=False)
        .encode(x=alt.X("day:T", scale=scale, axis=axis))
    )
    return [ground, *words, line]


def heads(marks: alt.Chart, head: int = 1, foot: bool = False) -> list[alt.Chart]:
    """The rows of each lane (``head`` for names, ``lines``, one for a foot), with its name in the first one."""
    rows = (
        marks.transform_aggregate(lines="max(lines)", groupby=["no", "lane"])
        .transform_calculate(row=f"sequence(datum.no * {LANE}, datum.no * {LANE} + {head} + datum.lines + {int(foot)})")
        .transform_flatten(["row"])
        .transform_calculate(
            name=f"datum.row % {LANE} == 0 ? upper(slice(datum.lane, 0, 1)) + slice(datum.lane, 1) : ''"
        )
    )
    y = alt.Y("row:O", title=None, axis=None, scale=BAND)
    rules = (
        rows.transform_filter("datum.name != ''")
        .mark_rule(clip=True, color=theme.GRID, aria=False)
        .encode(x=alt.value(0), x2=pixels("width"), y=alt.Y("row:O", axis=None, scale=BAND, bandPosition=0))
    )
    return [rules, *rimmed(rows, x=alt.value(0), y=y, text="name:N", weight="bold")]


def rimmed(
    base: alt.Chart, weight: str = "normal", colour: str = theme.INK, align: str = "left", **channels: Any
) -> list[alt.Chart]:
    """Words with a rim in the colour of the paper, which keeps lines out of them; ``dx`` and ``clip`` as in a mark."""
    style: dict[str, Any] = {"align": align, "fontWeight": weight, "aria": False, "clip": True}
    style |= {name: channels.pop(name) for name in ("dx", "clip") if name in channels}
    rim = {"color": theme.PAPER, "stroke": theme.PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    return [base.mark_text(**{**style, **more}).encode(**channels) for more in (rim, {"color": colour})]


def key(base: alt.Chart, kinds: Mapping[str, tuple[str, str]], field: str = "kind") -> list[alt.Chart]:
    """What each sign means, of those that are drawn, in rows above the lanes."""
    colour, shape = signs(field, kinds)
    entries = (
        base.transform_aggregate(number="count()", groupby=[field])
        .transform_calculate(
            order=f"indexof({json.dumps(list(kinds))}, datum.{field})",
            wide=f"length(datum.{field}) * {theme.LETTER} + 30",
        )
        .transform_joinaggregate(widest="max(wide)")
        .transform_window(n="row_number()", sort=[alt.SortField("order")])
        .transform_calculate(across="max(1, floor(width / datum.widest))")
        .transform_calculate(
            row="floor((datum.n - 1) / datum.across) - 9", left="(datum.n - 1) % datum.across * datum.widest"
        )
    )
    y = alt.Y("row:O", title=None, axis=None, scale=BAND)
    points = entries.mark_point(clip=True, filled=True, opacity=1, size=70, aria=False).encode(
        x=pixels("datum.left + 6"), y=y, color=colour, shape=shape
    )
    return [points, *rimmed(entries, x=pixels("datum.left + 16"), y=y, text=f"{field}:N")]


def labels(marks: alt.Chart) -> list[alt.Chart]:
    """A line through all lanes for each mark that has a ``label``, and its name beside it, in turn left and right."""
    named = (
        marks.transform_filter("isValid(datum.label)")
        .transform_window(n="row_number()", sort=[alt.SortField("date")])
        .transform_calculate(wide=f"length(datum.label) * {theme.LETTER} + 10")
        .transform_calculate(
            left="datum.px < datum.wide ? false : datum.px + datum.wide > width ? true : datum.n % 2 == 1"
        )
    )
    days = named.mark_rule(clip=True, color=theme.INK, strokeDash=[2, 3], aria=False).encode(
        x=pixels("datum.px"), y=pixels(f"{middle()}"), y2=pixels("height")
    )
    at = {"x": pixels("datum.px"), "y": pixels(middle()), "text": "label:N"}
    left = rimmed(named.transform_filter("datum.left"), align="right", dx=-9, **at)
    return [days, *left, *rimmed(named.transform_filter("!datum.left"), dx=9, **at)]
