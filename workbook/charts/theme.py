"""How every chart looks: fixed sizes, colour-blind-safe colours, dark text, and a second code beside colour."""

import altair as alt

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

# One colour, dash and shape per actor, the same in all charts.
ACTORS = {
    "CHN": (VERMILION, [1, 0], "circle"),
    "RUS": (BLUE, [6, 3], "square"),
    "PRK": (BLACK, [1, 0], "diamond"),
    "KOR": (GREEN, [2, 2], "triangle-up"),
    "USA": (PURPLE, [8, 2, 2, 2], "triangle-down"),
    "JPN": (OCHRE, [4, 4], "cross"),
}

CONFIG = {
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


def data(rows, columns):
    """The ``columns`` of ``rows`` as inline data, gaps as null, dates as ISO text; nothing else is sent.

    Columns whose name begins with ``by_`` carry what controls filter by, and always come along.
    """
    names = list(dict.fromkeys([*columns, *(name for name in rows.columns if name.startswith("by_"))]))
    table = rows[names].astype(object)
    table = table.where(rows[names].notna(), None)
    records = [{key: _plain(cell) for key, cell in row.items()} for row in table.to_dict("records")]
    return alt.InlineData(values=records, name="table")


def _plain(cell):
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    return cell.item() if hasattr(cell, "item") else cell


def scales(codes, labels):
    """Colour, dash and shape scales for actors: ``codes`` are ISO3, ``labels`` what the legend says."""
    styles = [ACTORS[code] for code in codes]
    colours, dashes, shapes = (list(column) for column in zip(*styles, strict=True))
    return (
        alt.Scale(domain=labels, range=colours),
        alt.Scale(domain=labels, range=dashes),
        alt.Scale(domain=labels, range=shapes),
    )


def finish(chart, height):
    """``chart`` in the house's look, as wide as its place."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    return chart.properties(width="container", height=height, autosize=fit).configure(**CONFIG)
