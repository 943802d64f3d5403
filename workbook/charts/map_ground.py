"""What lies under the marks of a map: its projection, land and borders, and what it takes no side in."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from . import theme
from .map_windows import EARTH, WINDOWS, Frame, topology

BEYOND = 1040  # pixels
TAKES_NO_SIDE = "Borders and names show control or common use and take no position."
BASES = ("eurasia", *(w.base for w in WINDOWS.values() if w.base != "eurasia"))


def projection(window: str, frame: Frame) -> alt.Projection:
    """The projection of the window that is chosen, for the width that there is."""

    def chosen(values: Sequence[object]) -> alt.ExprRef:
        return alt.ExprRef(f"{json.dumps(values)}[{window}]")

    each = list(WINDOWS.values())
    wide, tall = ([getattr(w, side) for w in each] for side in ("wide", "high"))
    high = frame.height - frame.top - frame.foot
    return alt.Projection(
        type=chosen(["conicEqualArea" if w.parallels else "azimuthalEqualArea" for w in each]),
        parallels=chosen([w.parallels or (30, 60) for w in each]),
        rotate=chosen([(-w.centre[0], 0 if w.parallels else -w.centre[1], 0) for w in each]),
        center=chosen([(0, w.centre[1] if w.parallels else 0) for w in each]),
        scale=alt.ExprRef(
            f"{EARTH} * min(width / {json.dumps(wide)}[{window}], {high} / {json.dumps(tall)}[{window}])"
        ),
        translate=alt.ExprRef(f"[width / 2, {(frame.height + frame.top - frame.foot) / 2}]"),
        precision=0.3,
    )


def ground(window: str, narrow: bool) -> Iterator[alt.Chart]:
    """Land and borders of the window that is chosen; below them all of Eurasia, for maps wider than their window."""
    iso = "datum.properties.iso3"
    fill = {
        "condition": [
            *({"test": f"{iso} == '{state}'", "value": colour} for state, colour in theme.LANDS.items()),
            {"test": f"{iso} == 'XCR' || {iso} == 'XKU'", "value": theme.CONTESTED},
        ],
        "value": theme.LAND,
    }
    numbers = {w.base: number for number, w in enumerate(WINDOWS.values())}
    for base in BASES:
        here = f"{window} == {numbers[base]}"
        land = _features(base, "countries").mark_geoshape(clip=True, aria=False, strokeWidth=0.5, stroke=theme.COAST)
        # A map much wider than its window would show where the base map was cut.
        land = land.transform_filter(f"{here} || width > {BEYOND}" if base == "eurasia" else here)
        yield land.encode(fill=fill)
        yield (
            _features(base, "borders")
            .transform_filter(here)
            .mark_geoshape(filled=False, clip=True, aria=False, strokeWidth=0.6 if narrow else 0.9, stroke=theme.BORDER)
            .encode(
                strokeDash=alt.condition("datum.properties.kind == 'border'", alt.value([1, 0]), alt.value([3, 3])),
            )
        )
    words = [
        {"text": text, "lon": lon, "lat": lat, "window": number}
        for number, w in enumerate(WINDOWS.values())
        for text, lon, lat in w.lands
    ]
    yield (
        alt.Chart(alt.InlineData(values=words))
        .transform_filter(f"datum.window == {window}")
        .mark_text(fontSize=10 if narrow else 12, color=theme.LETTERING, aria=False, clip=True)
        .encode(longitude="lon:Q", latitude="lat:Q", text="text:N")
    )


def _features(base: str, feature: str) -> alt.Chart:
    """One feature of a base map; its name keeps it out of the way of all others."""
    topo = alt.TopoDataFormat(type="topojson", feature=feature)
    return alt.Chart(alt.InlineData(values=topology(base, feature), format=topo, name=f"{base}-{feature}"))


def with_halo(words: alt.Chart, **look: Any) -> Iterator[alt.Chart]:
    """``words`` on a rim of light, which keeps them apart from lines and marks below."""
    style: dict[str, Any] = {"fontSize": 12, "aria": False, "clip": True, **look}
    yield words.mark_text(stroke=theme.LAND, strokeWidth=3, strokeJoin="round", opacity=0.85, **style)
    yield words.mark_text(color=theme.BLACK, **style)


def caption(narrow: bool) -> alt.Chart:
    """What the map takes no side in, along its lower edge."""
    lines = textwrap.wrap(TAKES_NO_SIDE, 44 if narrow else 99)
    words: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{"words": "\n".join(lines)}]))
        .mark_text(align="left", lineBreak="\n", lineHeight=12, fontSize=10, color=theme.LETTERING, aria=False)
        .encode(x=alt.value(6), y=alt.value(alt.expr(f"height - {12 * len(lines) - 3}")), text="words:N")
    )
    return words
