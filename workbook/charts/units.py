"""Unit charts: one small mark per thing, packed into the cells of a grid."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme

SIZE = 9  # pixels that a mark and its gap take where there is room


def unit_grid(
    rows: pd.DataFrame,
    across: Sequence[str] | None,
    styles: Mapping[str, tuple[str, str]],
    lines: int = 4,
    step: int = 30,
    titles: tuple[str, str] = ("", ""),
    legend: bool = True,
    slant: bool | None = None,
) -> alt.LayerChart:
    r"""One mark per row, packed into the cell of its ``column`` and ``line``, with the number of marks beside it.

    ``rows`` has ``column`` (one of ``across``, left to right, all of which are shown; None: those that occur),
    ``line`` (a label; ``\n`` breaks it) with ``place`` (its place from the top), ``kind`` (a key of ``styles``:
    shape and colour), ``solid`` (false: hollow) and ``hover``; if it has ``address``, a click opens it.
    ``lines`` is how many marks may stand above each other in a cell of ``step`` pixels; ``titles`` are those of
    the columns and the lines. ``slant`` writes the names of the columns aslant; None: where there are more than five.
    """
    names = [name for name in rows.columns if name in ("year", "address")]
    table = theme.data(rows, ["column", "line", "place", "kind", "solid", "hover", *names])
    styles = {kind: style for kind, style in styles.items() if kind in set(rows["kind"])}
    shape = alt.Scale(domain=list(styles), range=[shape for shape, _ in styles.values()])
    colour = alt.Scale(domain=list(styles), range=[colour for _, colour in styles.values()])
    key = alt.Legend(columns=5) if legend else None
    x, y = _cells(across, titles, len(across or ()) > 5 if slant is None else slant)
    units = (
        _packed(table, len(across) if across else None, lines)
        .mark_point(filled=True, opacity=1, strokeWidth=1.2)
        .encode(
            x=x,
            y=y,
            xOffset=alt.XOffset("slot:O", sort="ascending"),
            yOffset=alt.YOffset("floor:O", scale=alt.Scale(domain=list(range(lines)))),
            shape=alt.Shape("kind:N", scale=shape, title=None, legend=key),
            color=alt.Color("kind:N", scale=colour, title=None, legend=key),
            stroke=alt.Stroke("kind:N", scale=colour, title=None, legend=key),
            size=alt.Size("area:Q", scale=None, legend=None),
            fillOpacity=alt.condition("datum.solid", alt.value(1), alt.value(0)),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
            **({"href": "address:N"} if "address" in rows else {}),
        )
    )
    return theme.layers(units, data=table, height=alt.Step(step, **{"for": "position"}))


def _cells(across: Sequence[str] | None, titles: tuple[str, str], slant: bool) -> tuple[alt.X, alt.Y]:
    x = alt.X(
        "column:N",
        title=titles[0] or None,
        sort=list(across) if across else None,
        scale=alt.Scale(domain=list(across), paddingInner=0) if across else alt.Scale(paddingInner=0),
        axis=alt.Axis(
            orient="top",
            labelAngle=-35 if slant else 0,
            labelFontWeight="bold",
            domain=False,
            ticks=False,
            grid=True,
            tickBand="extent",
        ),
    )
    y = alt.Y(
        "line:N",
        title=titles[1] or None,
        sort=alt.EncodingSortField("place", op="min"),
        scale=alt.Scale(paddingInner=0.08),
        axis=alt.Axis(
            labelLimit=230,
            labelFontSize=11.5,
            labelLineHeight=12,
            labelExpr="split(datum.label, '\\n')",
            labelOffset=alt.condition("indexof(datum.label, '\\n') >= 0", alt.value(-5), alt.value(0)),
            ticks=False,
            domain=False,
            grid=True,
            tickBand="extent",
        ),
    )
    return x, y


def _packed(table: alt.InlineData, columns: int | None, lines: int) -> alt.Chart:
    """Each mark's slot in its cell, from left to right and from the top down, as wide as the place allows."""
    chart = alt.Chart(table).transform_window(
        number="row_number()",
        groupby=["column", "line"],
        sort=[alt.SortField("kind"), alt.SortField("solid", order="descending")],
    )
    chart = chart.transform_joinaggregate(inside="count()", groupby=["column", "line"])
    chart = chart.transform_joinaggregate(most="max(inside)", columns="distinct(column)")
    wide = f"width / {columns or 'datum.columns'} * 0.9"
    chart = chart.transform_calculate(wide=wide, long=f"max(floor(({wide}) / {SIZE}), ceil(datum.most / {lines}))")
    return chart.transform_calculate(
        slot="(datum.number - 1) % datum.long",
        floor="floor((datum.number - 1) / datum.long)",
        area=f"pow(min({SIZE}, datum.wide / min(datum.long, datum.most)) * 0.78, 2)",
    )
