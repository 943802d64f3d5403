"""Launches in lanes: as bars per year, or one sign per launch on a line of time."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import theme
from .lanes import slots

# Colour and shape; solid fuel is dark, liquid fuel between, an unknown fuel pale, so that the bars tell without colour.
SIGNS = {
    "solid fuel": ("square", theme.BLACK),
    "liquid fuel": ("circle", theme.BLUE),
    "fuel not known": ("triangle-up", "#949494"),
    "several fuels": ("triangle-down", theme.OCHRE),
    "nuclear test": ("diamond", theme.VERMILION),
    "summit": ("M-0.35,-1H0.35V1H-0.35Z", theme.GREEN),
    "adopted": ("triangle-right", theme.PURPLE),
    "vetoed": ("cross", theme.VERMILION),
}
HEIGHT, SLOT, GAP = 460, 11, 17  # pixels: the picture, one row of signs, the room for a number above a bar


def launch_lanes(
    rows: pd.DataFrame, lanes: Mapping[str, Sequence[str]], dated: str, param: str, years: tuple[str, str]
) -> alt.LayerChart:
    """Bars per year with a baseline for each class, and another picture with one sign per launch.

    ``lanes`` maps each picture to the labels of its lanes, top to bottom; the picture ``dated`` shows ``date``, the
    others ``number`` per ``year``. ``param`` is the parameter whose value is the picture's place in ``lanes``,
    ``years`` are those of the first and the last year.
    ``rows`` has ``by_count`` (the picture), ``lane``, ``sign`` (a key of SIGNS), ``year``, ``number``, ``date``,
    ``part`` (of a year that is not over: its number stands in brackets), ``mark`` (failure, first or blank) and
    ``hover``. In one picture all bars have one scale; the lengths of two pictures must not be compared.
    """
    rows, floors = _placed(rows, lanes, dated)
    table = theme.data(
        rows,
        ["year", "date", "sign", "number", "part", "mark", "floor", "step", "hover"],
    )
    names = list(lanes)
    base = alt.Chart().encode(description="hover:N", tooltip=alt.Tooltip("hover:N"))
    bars = base.transform_filter(f"datum.by_count != '{dated}'")
    points = base.transform_filter(f"datum.by_count == '{dated}'")
    layers = [_floors(floors, names, param), *_bars(bars, years), *_points(points)]
    return theme.layers(*layers, data=table, height=HEIGHT)


def _placed(rows: pd.DataFrame, lanes: Mapping[str, Sequence[str]], dated: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give ``rows`` the height of their lane (``floor``) and the pixels of one unit (``step``); and the lanes."""
    rows = rows.assign(slot=0)
    by_date = rows["by_count"] == dated
    rows.loc[by_date, "slot"] = slots(rows[by_date], days=45, most=5)
    needs = rows["slot"] + 1.0
    tallest = rows[~by_date].groupby(["by_count", "lane", "year"])["number"].sum().groupby(level=[0, 1]).max()
    deepest = needs[by_date].groupby([rows["by_count"], rows["lane"]]).max()
    sizes = pd.concat([tallest.astype(float), deepest])
    floors = []
    for picture, labels in lanes.items():
        held = [label for label in labels if (picture, label) in sizes.index]
        step = (HEIGHT - GAP * len(held)) / sum(sizes[picture, label] for label in held)
        step = min(step, SLOT * 1.4) if picture == dated else step
        floor = 0.0
        for label in reversed(held):
            size = sizes[picture, label] * step
            at = floor + size / 2 if picture == dated else floor + 6
            floors.append({"picture": picture, "lane": label, "floor": floor, "step": step, "at": round(at)})
            floor += size + GAP
    table = pd.DataFrame(floors)
    placed = rows.merge(table.rename(columns={"picture": "by_count"}), on=["by_count", "lane"], how="left")
    placed.loc[placed["by_count"] == dated, "floor"] += (placed["slot"] + 0.5) * placed["step"]
    return placed.round({"floor": 1, "step": 3}), table


def _y(field: str = "floor", **more: Any) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, HEIGHT], nice=False), **more)


def _floors(floors: pd.DataFrame, names: Sequence[str], param: str) -> alt.Chart:
    """The baselines, with the lanes' names as the labels of the axis."""
    words = {f"{row['picture']} {row['at']}": row["lane"] for row in floors.to_dict("records")}
    places = sorted({int(at) for at in floors["at"]})
    axis = alt.Axis(
        values=places,
        tickCount=len(places),  # or Vega leaves out every other one
        labelExpr=f"{json.dumps(words)}[{json.dumps(names)}[{param}] + ' ' + datum.value] || ''",
        labelOverlap=False,
        labelLimit=190,
        grid=False,
        ticks=False,
        domain=False,
    )
    pairs = zip(floors["picture"], floors["floor"], strict=True)
    data = alt.InlineData(values=[{"picture": picture, "floor": floor} for picture, floor in pairs], name="lanes")
    floor: alt.Chart = (
        alt.Chart(data)
        .transform_filter(f"datum.picture == {json.dumps(names)}[{param}]")
        .mark_rule(color="#c8c8c8", aria=False)
        .encode(y=_y(title=None, axis=axis))
    )
    return floor


def _bars(base: alt.Chart, years: tuple[str, str]) -> tuple[alt.Chart, alt.Chart]:
    colour = alt.Color("sign:N", scale=_scale(1), title=None, legend=alt.Legend(columns=4))
    base = (
        base.transform_calculate(start="datetime(datum.year, 0, 22)", end="datetime(datum.year, 11, 10)")
        .transform_calculate(order=f"indexof({json.dumps(list(SIGNS))}, datum.sign)")
        .transform_stack(
            stack="number", groupby=["by_count", "floor", "year"], sort=[alt.SortField("order")], as_=["lo", "hi"]
        )
        .transform_calculate(
            low="datum.floor + datum.lo * datum.step",
            high="datum.floor + datum.hi * datum.step",
            middle="datetime(datum.year, 6, 1)",
        )
    )
    x = alt.X("start:T", title="Date", scale=alt.Scale(**_span(years), nice=False), axis=_dates())
    blocks = base.mark_rect(stroke="#ffffff", strokeWidth=0.4).encode(
        x=x, x2="end:T", y=_y("low"), y2="high:Q", color=colour
    )
    totals = (
        base.transform_aggregate(total="sum(number)", high="max(high)", part="max(part)", groupby=["middle", "floor"])
        .transform_calculate(said="datum.part ? '(' + datum.total + ')' : '' + datum.total")
        .mark_text(fontSize=11, baseline="bottom", dy=-1, color=theme.BLACK, aria=False)
        .encode(x=alt.X("middle:T"), y=_y("high"), text="said:N", description=alt.Undefined, tooltip=alt.Undefined)
    )
    return blocks, totals


def _points(base: alt.Chart) -> tuple[alt.Chart, ...]:
    at: dict[str, Any] = {"x": alt.X("date:T"), "y": _y()}
    rules = (
        base.transform_filter("datum.sign == 'summit'")
        .mark_rule(strokeDash=[2, 3], color=theme.GREEN, opacity=0.7, aria=False)
        .encode(x=at["x"])
    )
    signs = base.mark_point(size=62, filled=True, opacity=1, stroke="#ffffff", strokeWidth=0.5).encode(
        **at,
        color=alt.Color("sign:N", scale=_scale(1), title=None),
        shape=alt.Shape("sign:N", scale=_scale(0), title=None),
    )
    failed = (
        base.transform_filter("datum.mark == 'failure'")
        .mark_text(text="×", fontSize=10, fontWeight="bold", color="#ffffff", aria=False)
        .encode(**at)
    )
    first = (
        base.transform_filter("datum.mark == 'first'")
        .mark_point(size=220, shape="circle", color=theme.VERMILION, strokeWidth=2, aria=False)
        .encode(**at)
    )
    return rules, signs, failed, first


def _scale(part: int) -> alt.Scale:
    """The shapes (0) or the colours (1) of SIGNS."""
    return alt.Scale(domain=list(SIGNS), range=[sign[part] for sign in SIGNS.values()])


def _span(years: tuple[str, str]) -> dict[str, alt.ExprRef]:
    """The ends of the axis of time: the years that the parameters ``years`` say now."""
    first, last = years
    return {
        "domainMin": alt.ExprRef(f"datetime({first}, 0, 1)"),
        "domainMax": alt.ExprRef(f"datetime({last} + 1, 0, 1)"),
    }


def _dates() -> alt.Axis:
    return alt.Axis(grid=True, labelAlign="left", labelOffset=2, tickCount=10, labelFlush=False)
