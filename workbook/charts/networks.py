"""Networks of states, one beside the other."""

from collections.abc import Mapping
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme
from .state_triad import TIES

# Where the states stand in each picture, as shares of its radius: the northern triangle on the left, the southern on
# the right. Their names stand outside: shift and alignment in pixels from the spot.
PLACES = {
    "RUS": (-0.5, -0.866, 8, -13, "right"),
    "CHN": (-1.0, 0.0, -12, 1, "right"),
    "PRK": (-0.5, 0.866, 8, 15, "right"),
    "KOR": (0.5, 0.866, -8, 15, "left"),
    "JPN": (1.0, 0.0, 12, 1, "left"),
    "USA": (0.5, -0.866, -8, -13, "left"),
}
# The two triangles as shapes of the radius 1, by a state of each.
CAMPS = {"CHN": "M-1,0L-0.5,-0.866L-0.5,0.866Z", "USA": "M1,0L0.5,-0.866L0.5,0.866Z"}
WIDTHS = {"not known": 1.2, "bad": 2.0, "good": 3.5}
MOST, OUTSIDE = 88, 52  # the greatest radius, and room for a name beside a picture
MIDDLE, HEIGHT = 144, 246  # of a picture, from its top


def state_networks(rows: pd.DataFrame, names: Mapping[str, str], narrow: bool = False) -> alt.LayerChart:
    """Ties between states as lines, in several pictures side by side, or in a narrow place one below the other.

    ``rows`` has ``picture`` (what stands above it, in order), ``head`` (a line below that), ``one`` and ``other`` (keys
    of PLACES), ``sign`` (good, bad or not known) and ``hover``. Good ties are thick; bad ones are dashed, those not
    known dotted and thin. ``names`` are those of the states.
    """
    pictures = rows.drop_duplicates("picture")[["picture", "head"]].reset_index(drop=True)
    number = {picture: place for place, picture in enumerate(pictures["picture"])}
    spots = pictures.merge(pd.DataFrame({"one": list(names), "name": list(names.values())}), how="cross")
    every = pd.concat([rows.assign(part="tie"), spots.assign(part="state")], ignore_index=True)
    every["at"], every["of"] = every["picture"].map(number), len(number)
    columns = ["part", "picture", "head", "at", "of", "one", "other", "name", "sign", "hover"]
    table = theme.data(every, columns)
    wide = "width" if narrow else "width / datum.of"
    base = alt.Chart().transform_calculate(
        tw_r=f"min({wide} / 2 - {OUTSIDE}, {MOST})",
        tw_x="width / 2" if narrow else "(datum.at + 0.5) * width / datum.of",
        tw_y=f"{MIDDLE} + datum.at * {HEIGHT}" if narrow else f"{MIDDLE}",
    )
    states = base.transform_filter("datum.part == 'state'").transform_calculate(
        tw_x1=_spot("one", 0), tw_y1=_spot("one", 1)
    )
    camps = [
        states.transform_filter(f"datum.one == '{least}'")
        .mark_point(
            shape=shape, size=alt.expr("4 * datum.tw_r * datum.tw_r"), fill=theme.TINT_GREY, strokeWidth=0, aria=False
        )
        .encode(x=alt.value(alt.expr("datum.tw_x")), y=alt.value(alt.expr("datum.tw_y")))
        for least, shape in CAMPS.items()
    ]
    ties = base.transform_filter("datum.part == 'tie'").transform_calculate(
        tw_x1=_spot("one", 0), tw_y1=_spot("one", 1), tw_x2=_spot("other", 0), tw_y2=_spot("other", 1)
    )
    lines = [
        ties.transform_filter(f"datum.sign == '{sign}'")
        .mark_rule(strokeWidth=width, strokeDash=TIES[sign][1], color=TIES[sign][2])
        .encode(
            **_end("1"),
            x2=alt.value(alt.expr("datum.tw_x2")),
            y2=alt.value(alt.expr("datum.tw_y2")),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
        for sign, width in WIDTHS.items()
    ]
    colours = alt.Scale(domain=list(PLACES), range=[theme.ACTORS[code][0] for code in PLACES])
    dots = states.mark_circle(size=230, opacity=1, stroke=theme.PAPER, strokeWidth=2, aria=False).encode(
        **_end("1"), color=alt.Color("one:N", scale=colours, legend=None)
    )
    labels = states.mark_text(baseline="middle", align=alt.expr(_of("one", 4)), aria=False).encode(
        x=alt.value(alt.expr(f"datum.tw_x1 + {_of('one', 2)}")),
        y=alt.value(alt.expr(f"datum.tw_y1 + {_of('one', 3)}")),
        text="name:N",
    )
    first = states.transform_filter(f"datum.one == '{next(iter(names))}'").encode(x=alt.value(alt.expr("datum.tw_x")))
    styles: tuple[tuple[str, int, Literal["normal", "bold"], int], ...]
    styles = ("picture", 16, "bold", 12), ("head", theme.SIZE, "normal", 32)
    heads = [
        first.mark_text(fontSize=size, fontWeight=weight, aria=False).encode(
            y=alt.value(alt.expr(f"datum.tw_y - {MIDDLE - down}")), text=f"{field}:N"
        )
        for field, size, weight, down in styles
    ]
    height = HEIGHT * len(number) if narrow else HEIGHT
    return theme.layers(*camps, *lines, dots, labels, *heads, data=table, height=height)


def _of(field: str, part: int) -> str:
    """The expression of one part of PLACES for the state in ``field``."""
    return f"{{{', '.join(f'{code}: {place[part]!r}' for code, place in PLACES.items())}}}[datum.{field}]"


def _spot(field: str, part: int) -> str:
    """The expression of where the state in ``field`` stands: across (0) or down (1)."""
    return f"datum.tw_{'xy'[part]} + datum.tw_r * {_of(field, part)}"


def _end(number: str) -> dict[str, Any]:
    """Where a mark stands, or a line begins."""
    return {
        "x": alt.value(alt.expr(f"datum.tw_x{number}")),
        "y": alt.value(alt.expr(f"datum.tw_y{number}")),
    }
