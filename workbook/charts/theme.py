"""How every chart looks: fixed sizes, named colours that follow the theme, and a second code beside colour."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from ..base.palette import named

Chart = TypeVar("Chart", alt.Chart, alt.LayerChart)

# Names of colours, which the page's theme gives their values (base/palette.py).
INK, QUIET, PAPER, GRID, GREY = (named(name) for name in ("ink", "quiet", "paper", "grid", "grey"))
BLUE, VERMILION, GREEN, PURPLE, OCHRE = (named(name) for name in ("blue", "vermilion", "green", "purple", "ochre"))
BLACK = INK
# Fills behind words in ink.
TINT_GREY, TINT_BLUE, TINT_VERMILION = (named(f"tint-{name}") for name in ("grey", "blue", "vermilion"))
TINT_GREEN, TINT_PURPLE, TINT_OCHRE = (named(f"tint-{name}") for name in ("green", "purple", "ochre"))
DEEP_BLUE, DEEP_VERMILION = named("deep-blue"), named("deep-vermilion")

# One colour, dash and shape per actor, the same in all charts.
ACTORS: dict[str, tuple[str, list[int], str]] = {
    "CHN": (VERMILION, [1, 0], "circle"),
    "RUS": (BLUE, [6, 3], "square"),
    "PRK": (INK, [1, 0], "diamond"),
    "KOR": (GREEN, [2, 2], "triangle-up"),
    "USA": (PURPLE, [8, 2, 2, 2], "triangle-down"),
    "JPN": (OCHRE, [4, 4], "cross"),
}

# What stands beside actors and is none: the middle of all of them.
BASELINE = "ALL"
STYLES = {**ACTORS, BASELINE: (GREY, [1, 0], "triangle-left")}

FONT = "system-ui, sans-serif"
SIZE = 12  # pixels of the letters in a chart
LETTER = 6.4  # pixels that a letter of that size takes on the average, rounded up
LINE = 15  # pixels from one line of text to the next

CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "lineBreak": "\n",
    "view": {"stroke": None},
    "text": {"fontSize": SIZE, "color": INK, "lineHeight": LINE},
    "axis": {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": SIZE,
        "labelLimit": 0,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": GREY,
        "tickColor": GREY,
    },
    # A unit stands above its axis and is not turned.
    "axisLeft": {"titleAngle": 0, "titleAlign": "left", "titleBaseline": "bottom", "titleX": 0, "titleY": -8},
    "axisQuantitative": {"domain": False, "ticks": False},
    "legend": {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": SIZE,
        "labelLimit": 0,
        "titleFontSize": SIZE,
        "orient": "top",
        "symbolSize": 110,
        "symbolStrokeWidth": 2,
    },
    "aria": True,
}


def data(rows: pd.DataFrame, columns: Iterable[str]) -> alt.InlineData:
    """The ``columns`` of ``rows`` as inline data, gaps as null, dates as ISO text; nothing else is sent.

    Columns whose name begins with ``by_`` carry what controls filter by, and always come along.
    """
    names = list(dict.fromkeys([*columns, *(name for name in rows.columns if name.startswith("by_"))]))
    table = rows[names].astype(object)
    table = table.where(rows[names].notna(), None)
    records = [{str(key): _plain(cell) for key, cell in row.items()} for row in table.to_dict("records")]
    return alt.InlineData(values=records, name="table")


def _plain(cell: Any) -> Any:
    """``cell`` as JSON can hold it."""
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    return cell.item() if hasattr(cell, "item") else cell


def scales(codes: Iterable[str], labels: Sequence[str]) -> tuple[alt.Scale, alt.Scale, alt.Scale]:
    """Colour, dash and shape scales for actors: ``codes`` are ISO3 or BASELINE, ``labels`` what the legend says."""
    styles = [STYLES[code] for code in codes]
    colours, dashes, shapes = (list(column) for column in zip(*styles, strict=True))
    return (
        alt.Scale(domain=list(labels), range=colours),
        alt.Scale(domain=list(labels), range=dashes),
        alt.Scale(domain=list(labels), range=shapes),
    )


def finish(chart: Chart, height: float | alt.Step | dict[str, Any], right: int = 0) -> Chart:
    """``chart`` in the house's look, as wide as its place, with ``right`` pixels free at the end of its lines."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    room = {"padding": {"left": 5, "top": 5, "bottom": 5, "right": right}} if right else {}
    finished: Chart = chart.properties(width="container", height=height, autosize=fit, **room).configure(**CONFIG)
    return finished


def layers(
    *charts: alt.Chart, data: alt.InlineData, height: float | alt.Step | dict[str, Any], right: int = 0
) -> alt.LayerChart:
    """``charts`` one above the other on one table, the first at the back, in the house's look."""
    layered = alt.layer(*charts, data=data)
    assert isinstance(layered, alt.LayerChart)  # it would be a FacetChart only if one of ``charts`` were
    return finish(layered, height, right)


def wrapped(text: str, letters: int) -> str:
    """``text`` in lines of at most ``letters``; axes and marks break where it does."""
    return "\n".join(textwrap.wrap(text, letters)) or text
