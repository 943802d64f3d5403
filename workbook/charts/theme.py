"""How every chart looks: fixed sizes, colour-blind-safe colours, dark text, and a second code beside colour."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import altair as alt
import pandas as pd

Chart = TypeVar("Chart", alt.Chart, alt.LayerChart)

# After Okabe and Ito (2008), darkened where a line on white would have less contrast than 3:1.
BLUE, VERMILION, GREEN, PURPLE, OCHRE, BLACK, GREY = (
    "#0067a5",
    "#c24a00",
    "#007a59",
    "#8f3f87",
    "#8a6d00",
    "#1a1a1a",
    "#767676",
)

# A map: water, land, the three states of the course, what two states claim, coasts and borders, and words on them.
WATER, LAND, CONTESTED, COAST, BORDER, LETTERING = "#e6eff4", "#f6f3ec", "#d0d0d0", "#b9b2a0", "#857c6a", "#5a5345"
LANDS = {"CHN": "#f1e2d0", "RUS": "#e0e8da", "PRK": "#ecd2c6"}

# One colour, dash and shape per actor, the same in all charts.
ACTORS: dict[str, tuple[str, list[int], str]] = {
    "CHN": (VERMILION, [1, 0], "circle"),
    "RUS": (BLUE, [6, 3], "square"),
    "PRK": (BLACK, [1, 0], "diamond"),
    "KOR": (GREEN, [2, 2], "triangle-up"),
    "USA": (PURPLE, [8, 2, 2, 2], "triangle-down"),
    "JPN": (OCHRE, [4, 4], "cross"),
}

# What stands beside actors and is none: the middle of all of them.
BASELINE = "ALL"
STYLES = {**ACTORS, BASELINE: (GREY, [1, 0], "triangle-left")}

CONFIG: dict[str, Any] = {
    "background": "#ffffff",
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": BLACK,
        "titleColor": BLACK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": "#e3e3e3",
        "domainColor": GREY,
        "tickColor": GREY,
    },
    "legend": {
        "labelColor": BLACK,
        "titleColor": BLACK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "orient": "bottom",
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


def finish(chart: Chart, height: float | alt.Step | dict[str, Any]) -> Chart:
    """``chart`` in the house's look, as wide as its place."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    finished: Chart = chart.properties(width="container", height=height, autosize=fit).configure(**CONFIG)
    return finished


def layers(*charts: alt.Chart, data: alt.InlineData, height: float | alt.Step | dict[str, Any]) -> alt.LayerChart:
    """``charts`` one above the other on one table, the first at the back, in the house's look."""
    layered = alt.layer(*charts, data=data)
    assert isinstance(layered, alt.LayerChart)  # it would be a FacetChart only if one of ``charts`` were
    return finish(layered, height)
