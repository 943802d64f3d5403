"""Three states and their ties: a triangle for one year above a strip of all years."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import theme

# Where the states stand: shares of the width, and heights above the strip.
CORNERS = {"CHN": (0.22, 10.0), "RUS": (0.78, 10.0), "PRK": (0.5, 6.4)}
SIGNS = {
    "good": ("+", theme.BLUE, [1, 0]),
    "bad": ("–", theme.VERMILION, [5, 4]),
    "not known": ("?", theme.GREY, [1, 4]),
}
TIE_KINDS = {
    "good": "#b7d3e8",
    "bad": "#f3b48d",
    "not known": "#ffffff",
    "ménage à trois": "#b7d3e8",
    "romantic triangle": "#e6d9a8",
    "stable marriage": "#d9c3dd",
    "unit veto": "#f3b48d",
}


def triad(rows: pd.DataFrame, names: Mapping[str, str], lanes: Sequence[str], span: tuple[int, int]) -> alt.LayerChart:
    """The ties of three states: the sides of a triangle in one year, and tiles over the years.

    ``rows`` has ``part`` (side or tile), ``hover`` and, for sides, ``one``, ``other`` (keys of CORNERS) and ``sign`` (a
    key of SIGNS); for tiles ``year``, ``lane`` (one of ``lanes``, top to bottom), ``kind`` (of TIE_KINDS), ``mark``
    (the letter in it) and ``shown`` (whether it is the year of the triangle). ``names`` are those of the states,
    ``span`` the first and the last year.
    """
    first, last = span
    wide = last - first + 1
    at = {code: (first + share * wide, height) for code, (share, height) in CORNERS.items()}
    ends = [_ends(row, at, lanes) for row in rows.to_dict("records")]
    rows = rows.assign(**dict(zip(("x", "y", "x2", "y2"), zip(*ends, strict=True), strict=True)))
    table = theme.data(rows, ["part", "x", "x2", "y", "y2", "sign", "kind", "mark", "shown", "hover"])
    x = alt.X("x:Q", title="Year", scale=alt.Scale(domain=[first - 0.5, last + 0.5], nice=False), axis=_years())
    words = {_height(lane, lanes) + 0.45: lane for lane in lanes}
    y = alt.Y("y:Q", title=None, scale=alt.Scale(domain=[0, 11.4], nice=False), axis=_lanes(words))
    place: dict[str, Any] = {"x": x, "x2": "x2:Q", "y": y, "y2": "y2:Q"}
    spoken: dict[str, Any] = {"description": "hover:N", "tooltip": alt.Tooltip("hover:N")}
    tiles = (
        alt.Chart()
        .transform_filter("datum.part == 'tile'")
        .mark_rect(strokeWidth=0.5)
        .encode(
            **place,
            **spoken,
            color=alt.Color(
                "kind:N", scale=alt.Scale(domain=list(TIE_KINDS), range=list(TIE_KINDS.values())), legend=None
            ),
            stroke=alt.value("#ffffff"),
        )
    )
    frame = (
        alt.Chart()
        .transform_filter("datum.part == 'tile' && datum.shown")
        .mark_rect(fillOpacity=0, stroke=theme.BLACK, strokeWidth=1.5, aria=False)
        .encode(**place)
    )
    middle: dict[str, Any] = {"x": alt.X("mx:Q", title="Year"), "y": alt.Y("my:Q")}
    centred = alt.Chart().transform_calculate(mx="(datum.x + datum.x2) / 2", my="(datum.y + datum.y2) / 2")
    letters = (
        centred.transform_filter("datum.part == 'tile'")
        .mark_text(fontSize=9, aria=False)
        .encode(**middle, text="mark:N", color=alt.value(theme.BLACK))
    )
    sides = [
        alt.Chart()
        .transform_filter(f"datum.part == 'side' && datum.sign == '{sign}'")
        .mark_rule(strokeWidth=3, color=colour, strokeDash=dash)
        .encode(**place, **spoken)
        for sign, (_, colour, dash) in SIGNS.items()
    ]
    marks = [
        centred.transform_filter(f"datum.part == 'side' && datum.sign == '{sign}'")
        .mark_text(fontSize=20, fontWeight="bold", color=colour, dy=-10, text=mark, aria=False)
        .encode(**middle)
        for sign, (mark, colour, _) in SIGNS.items()
    ]
    corners = alt.InlineData(
        values=[{"x": at[code][0], "y": at[code][1], "name": name} for code, name in names.items()]
    )
    places = alt.Chart(corners).encode(x=alt.X("x:Q", title="Year"), y="y:Q")
    dots = places.mark_point(size=900, filled=True, color="#ffffff", stroke=theme.BLACK, opacity=1, aria=False)
    labels = places.mark_text(fontSize=12, fontWeight="bold", aria=False).encode(text="name:N")
    boxes = dots.encode(shape=alt.value("M-2.9,-0.62H2.9V0.62H-2.9Z"))
    return theme.layers(tiles, frame, letters, *sides, *marks, boxes, labels, data=table, height=380)


def _height(lane: str, lanes: Sequence[str]) -> float:
    return float(len(lanes) - 1 - list(lanes).index(lane))


def _ends(
    row: Mapping[Any, Any], at: Mapping[str, tuple[float, float]], lanes: Sequence[str]
) -> tuple[float, float, float, float]:
    """From where to where a side or a tile reaches: x, y, x2, y2."""
    if row["part"] == "side":
        return (*at[row["one"]], *at[row["other"]])
    height = _height(row["lane"], lanes)
    return row["year"] - 0.5, height, row["year"] + 0.5, height + 0.9


def _years() -> alt.Axis:
    return alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap="greedy", labelSeparation=8)


def _lanes(words: Mapping[float, str]) -> alt.Axis:
    labels = " : ".join(f"abs(datum.value - {at}) < 0.01 ? {text!r}" for at, text in words.items()) + " : ''"
    return alt.Axis(
        values=list(words),
        tickCount=len(words),
        labelExpr=labels,
        labelLimit=180,
        grid=False,
        ticks=False,
        domain=False,
    )
