"""Interests and positions of two analyses side by side, in words."""

from collections.abc import Hashable, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import theme
from .cards import BOLD, HEAD, QUIET, Line, cards, column_of, line, lines, side_by_side

# The ground behind each rank; an analysis that is silent leaves the tile blank.
PRIORITIES = {
    "high": theme.DEEP_BLUE,
    "medium": theme.TINT_BLUE,
    "low": theme.TINT_GREY,
    "silent": "transparent",
}
# The ground behind the sign of who shares an interest, who collides with it, and who does both.
RELATIONS = {"+": theme.TINT_GREEN, "×": theme.TINT_PURPLE, "±": theme.TINT_OCHRE}
INTEREST = 36  # letters of a line
CARD = 44  # letters of a line in the narrow form


def priority_matrix(
    rows: pd.DataFrame, analyses: Sequence[str], others: Sequence[str], narrow: bool = False
) -> alt.LayerChart:
    """How high each interest ranks in each analysis, and who shares it or collides with it.

    ``rows`` has one row per interest and analysis: ``line`` (whose interest and which), ``analysis``, ``priority``
    (a key of PRIORITIES), ``said`` (the rank in words), ``beside`` (who shares it and who collides, in sentences),
    ``hover``, and for each label in ``others`` a column ``to_<number>`` with a key of RELATIONS or nothing.
    ``analyses`` and ``others`` are the columns, left to right; those of which nothing is left vanish.
    """
    cells = rows.to_dict("records")
    heads = [
        [
            line(),
            *lines(row["line"], CARD, BOLD),
            *(part for text in row["beside"] for part in lines(text, CARD, QUIET)),
        ]
        for row in cells
    ]
    marks = [f"to_{number}" for number in range(len(others))]
    rows = rows.assign(
        group=rows["line"],
        place=pd.factorize(rows["line"])[0],
        line=[theme.wrapped(row["line"], INTEREST) for row in cells],
        own=[theme.wrapped(row["said"], 8) for row in cells],
        fill=rows["priority"],
        head=column_of(heads, rows),
        body=column_of([[line(f"{row['analysis']}: {row['said']}")] for row in cells], rows),
    )
    fields = ["group", "head", "body", "line", "place", "analysis", "fill", "own", "hover", *marks]
    table = theme.data(rows, fields)
    if narrow:
        return cards(table, "datum.body", PRIORITIES)
    return _priority_tiles(table, analyses, others, marks)


def _priority_tiles(
    table: alt.InlineData, analyses: Sequence[str], others: Sequence[str], marks: Sequence[str]
) -> alt.LayerChart:
    """The wide form: a line per interest, tiles with the ranks, then the signs of the others."""
    ruled = alt.Axis(
        orient="top",
        title=None,
        labelAngle=0,
        ticks=False,
        domain=False,
        labelPadding=18,
        labelExpr="split(datum.label, ' ')",
    )
    x = alt.X("column:N", sort=alt.EncodingSortField("tw_column", op="min"), axis=ruled)
    y = alt.Y("line:N", sort=alt.EncodingSortField("place", op="min"), axis=theme.sentences(INTEREST))
    grounds = {**PRIORITIES, **RELATIONS}
    ground = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=list(grounds), range=list(grounds.values())))
    # The paper between the tiles keeps them apart.
    rim: dict[str, Any] = {"stroke": theme.PAPER, "strokeWidth": 2}
    ranks = (
        alt.Chart()
        .transform_filter("datum.slot == 'own'")
        .mark_rect(**rim)
        .encode(x=x, y=y, color=ground, description="tw_hover:N", tooltip=alt.Tooltip("tw_hover:N"))
    )
    signs = (
        alt.Chart().transform_filter("datum.slot != 'own'").mark_rect(aria=False, **rim).encode(x=x, y=y, color=ground)
    )
    words = (
        alt.Chart()
        .mark_text(
            fontSize=alt.expr("datum.slot == 'own' ? 11.5 : 16"),
            lineHeight=12,
            baseline="middle",
            dy=alt.expr("datum.slot == 'own' ? -6 * (length(split(datum.sign, '\\n')) - 1) : 0"),
            color=alt.expr(f"datum.kind == 'silent' ? '{theme.QUIET}' : '{theme.INK}'"),
            aria=False,
        )
        .encode(x=x, y=y, text="sign:N")
    )
    columns = list(analyses) + list(others)
    chart = theme.layers(ranks, signs, words, data=table, height=alt.Step(44))
    # Both rows of an interest carry the same signs; each is drawn once.
    unfolded: alt.LayerChart = (
        chart.transform_fold(["own", *marks], as_=["slot", "sign"])
        .transform_filter("isValid(datum.sign) && datum.sign != ''")
        .transform_calculate(
            column=f"datum.slot == 'own' ? datum.analysis : {list(others)}[toNumber(slice(datum.slot, 3))]",
            kind="datum.slot == 'own' ? datum.fill : datum.sign",
            tw_hover="datum.slot == 'own' ? datum.hover : ''",
        )
        .transform_calculate(tw_column=f"indexof({columns}, datum.column)")
        .transform_aggregate(
            count="count()", groupby=["line", "place", "slot", "column", "tw_column", "kind", "sign", "tw_hover"]
        )
    )
    return unfolded


# Letters of a position in a line: on a phone, and in each of two columns of a plot up to and from WIDE pixels.
POSITION = {"narrow": 50, "middle": 40, "wide": 66}
WIDE = 940


def positions(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """Two positions on each topic in words, the one that the record bears out in bold, under heads that count topics.

    ``rows`` has one row per topic: ``group`` (what the two positions are to each other, as the head of a group whose
    rows follow each other), ``topic``, ``first`` and ``second`` (a position; missing if there is none), ``names`` (of
    whom, a pair), ``borne_out`` (the places of those that the record bears out, 0 and 1), ``verdict`` (in words) and
    ``hover``.
    """
    cells = rows.to_dict("records")
    heads = [[line(), line(f"{group}: {{}}", HEAD)] for group in rows["group"]]
    beside = [
        [*head, line(*(row["names"][0], BOLD, row["names"][1], BOLD)), line()]
        for head, row in zip(heads, cells, strict=True)
    ]
    bodies = {form: column_of([_position(row, form) for row in cells], rows) for form in POSITION}
    rows = rows.assign(head=column_of(heads, rows), beside=column_of(beside, rows), corner=rows["verdict"], **bodies)
    table = theme.data(rows, ["group", "head", "beside", "corner", "hover", *POSITION])
    if narrow:
        return cards(table, "datum.narrow", each=True)
    return cards(table, f"width < {WIDE} ? datum.middle : datum.wide", each=True, corners=True, head="datum.beside")


def _position(row: dict[Hashable, Any], form: str) -> list[Line]:
    """The card of one topic."""
    letters = POSITION[form]
    texts = [row[side] if isinstance(row[side], str) else "" for side in ("first", "second")]
    styles = [BOLD if place in row["borne_out"] else "" for place in (0, 1)]
    if form != "narrow":
        return [*lines(row["topic"], letters, QUIET), *side_by_side(texts[0], texts[1], letters, styles), line()]
    said = [
        part
        for name, text, style in zip(row["names"], texts, styles, strict=True)
        if text
        for part in lines(f"{name}: {text}", letters - 4 * bool(style), style)
    ]
    return [*lines(f"{row['topic']} – {row['verdict']}", letters, QUIET), *said, line()]
