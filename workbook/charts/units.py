"""Unit charts: one small mark per thing, packed into the cells of a table, with the number of marks beside it."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme

GAP = 0.08  # between columns, as a share of a column and its gap
COUNT = 36  # pixels at the left of a cell for the number of its marks


def unit_grid(
    rows: pd.DataFrame,
    colours: Mapping[str, str],
    columns: Sequence[str] = ("",),
    letters: int = 30,
    narrow: bool = False,
) -> alt.LayerChart:
    """One mark per row in the cell of its ``line`` and ``column``; lines and columns that no row has are left out.

    ``rows`` has ``line`` (a label of at most ``letters``) with ``place`` (its place from the top), ``column`` (one of
    ``columns``, from left to right; blank where there is one only), ``kind`` (a key of ``colours``, in whose order the
    marks of a cell stand) and ``hover``. A line is as high as its fullest cell. Of several kinds, those that occur are
    named above. In a ``narrow`` chart the labels stand above their lines.
    """
    size, above = (10, 2) if narrow else (13, 0)
    order = {name: number for number, name in enumerate(columns)}
    names = ["line", "place", "column", "across", "kind", "hover"]
    table = theme.data(rows.assign(across=rows["column"].map(order)), names)
    room = 0 if narrow else round(letters * theme.LETTER)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=None)
    y = alt.Y("key:N", sort="ascending", axis=None, scale=alt.Scale(type="band", padding=0))
    bands = alt.Scale(type="band", paddingInner=GAP, paddingOuter=0)
    cell = "scale('x', datum.across)"

    units = (
        alt.Chart()
        .mark_point(filled=True, opacity=1, size=(size * 0.8) ** 2 * 0.785)
        .encode(
            x=alt.value(alt.expr(f"{cell} + {COUNT} + (datum.slot + 0.5) * {size}")),
            y=y,
            color=colour,
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    counts = (
        alt.Chart()
        .transform_filter("datum.number == 1")
        .mark_text(align="right", fontWeight="bold", aria=False)
        .encode(x=alt.value(alt.expr(f"{cell} + {COUNT - 7}")), y=y, text="inside:Q")
    )
    heads = (
        alt.Chart()
        .transform_aggregate(groupby=["across", "column"])
        .mark_text(align="left", baseline="bottom", fontWeight="bold", dx=COUNT, aria=False)
        .encode(
            x=alt.X("across:O", axis=None, scale=bands, bandPosition=0),
            y=alt.value(-10),
            text="column:N",
        )
    )
    top = 32 if any(columns) else 10
    layers = [*_lines(room, above, size, y), heads, units, counts]
    if len(colours) > 1:
        layers += _key(colour, top, narrow)
    chart = theme.layers(*layers, data=table, height=alt.Step(size))
    return _packed(chart, list(colours), size, above)


def _packed(chart: alt.LayerChart, kinds: list[str], size: int, above: int) -> alt.LayerChart:
    """Each mark's slot in its cell and the floor of its line, from left to right and from the top down."""
    wide = f"width * {1 - GAP} / (datum.columns - {GAP})"
    packed: alt.LayerChart = (
        chart.transform_joinaggregate(columns="distinct(across)")
        .transform_calculate(order=f"indexof({kinds}, datum.kind)")
        .transform_window(number="row_number()", groupby=["line", "across"], sort=[alt.SortField("order")])
        .transform_joinaggregate(inside="count()", groupby=["line", "across"])
        .transform_calculate(long=f"max(1, floor(({wide} - {COUNT}) / {size}))")
        .transform_calculate(slot="(datum.number - 1) % datum.long", floor="floor((datum.number - 1) / datum.long)")
        .transform_calculate(key=f"format(datum.place * 1000 + datum.floor + {above}, '06d')")
    )
    return packed


def _lines(room: int, above: int, size: int, y: alt.Y) -> list[alt.Chart]:
    """The name of each line, and a rule that parts it from the one before; they give a line all of its floors."""
    floors = (
        alt.Chart()
        .transform_aggregate(most="max(floor)", groupby=["line", "place"])
        .transform_calculate(step=f"sequence(0, datum.most + {above} + 2)")
        .transform_flatten(["step"])
        .transform_calculate(key="format(datum.place * 1000 + datum.step, '06d')")
    )
    names = (
        floors.transform_calculate(name="datum.step == 0 ? datum.line : ''")
        .mark_text(align="left" if above else "right", dy=2 if above else 0, aria=False)
        .encode(x=alt.value(0 if above else -6), y=y, text="name:N")
    )
    rules = (
        floors.transform_filter("datum.step == 0")
        .transform_calculate(edge=f"scale('y', datum.key) - {size / 2}")
        .transform_filter("datum.edge > 0")
        .mark_rule(color=theme.GRID, aria=False)
        .encode(x=alt.value(-room), x2=alt.value(alt.expr("width")), y=alt.value(alt.expr("datum.edge")))
    )
    return [rules, names]


def _key(colour: alt.Color, above: int, narrow: bool) -> list[alt.Chart]:
    """The kinds that occur, in a row; where that is too long, one below another."""
    line = round(theme.LINE * 1.2)
    wide = f"length(datum.kind) * {theme.LETTER} + 40"
    kinds = (
        alt.Chart()
        .transform_aggregate(groupby=["kind", "order"])
        .transform_calculate(wide=wide)
        .transform_window(before="sum(wide)", index="row_number()", sort=[alt.SortField("order")])
        .transform_joinaggregate(kinds="count()", all="sum(wide)")
        .transform_calculate(stacked="true" if narrow else f"datum.all + {COUNT} > width")
        .transform_calculate(
            left=f"datum.stacked ? 0 : datum.before - datum.wide + {COUNT}",
            top=f"-{above + 6} - (datum.stacked ? {line} * (datum.kinds - datum.index) : 0)",
        )
    )
    y = alt.value(alt.expr("datum.top"))
    signs = kinds.mark_point(filled=True, opacity=1, size=75, aria=False).encode(
        x=alt.value(alt.expr("datum.left + 6")), y=y, color=colour
    )
    words = kinds.mark_text(align="left", aria=False).encode(
        x=alt.value(alt.expr("datum.left + 16")), y=y, text="kind:N"
    )
    return [signs, words]
