"""Tiles in rows and columns, each with a word or a sign in it."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import theme

# Signs and fills of the priorities. Hollow dots: the analysis implies the interest and does not say it.
PRIORITIES = {
    "high": ("●●●", "#1f5a86"),
    "medium": ("●●", "#a9cbe4"),
    "low": ("●", "#e3eef7"),
    "silent": ("–", "#ffffff"),
}
# Which position the record bears out.
RECORD = {
    "salat2025": "#f6d3b8",
    "bogusz2024": "#e0cfe6",
    "both": "#bfe3d0",
    "neither": "#dddddd",
    "open": "#ffffff",
    "nothing to compare": "#ffffff",
}


def priority_matrix(
    rows: pd.DataFrame, analyses: Sequence[str], others: Sequence[str], width: int = 52
) -> alt.LayerChart:
    """How high each interest ranks in each analysis, and who shares it or collides with it.

    ``rows`` has one row per interest and analysis: ``line`` (whose interest and which), ``analysis``, ``priority``
    (a key of PRIORITIES), ``named`` (explicit, implied, silent), ``hover``, and for each label in ``others`` a column
    ``to_<number>`` with ``+``, ``×``, ``±`` or nothing. ``analyses`` and ``others`` are the columns, left to right.
    """
    signs = rows["priority"].map(lambda level: PRIORITIES[level][0])
    implied = rows["named"] == "implied"
    marks = [f"to_{number}" for number in range(len(others))]
    rows = rows.assign(
        line=rows["line"].map(lambda line: _wrapped(line, width)),
        sign=signs.mask(implied, signs.str.replace("●", "○")),
    )
    table = theme.data(rows, ["line", "analysis", "priority", "sign", "hover", *marks])
    order = list(dict.fromkeys(rows["line"]))
    columns = [*analyses, " ", *others]
    heads = {**{label: label.replace(" ", "|") for label in columns}, **{a: f"{a[:-4]}|{a[-4:]}" for a in analyses}}
    x: dict[str, Any] = {
        "scale": alt.Scale(domain=columns),
        "axis": _heads(
            heads, "Priority in each analysis · who shares the interest (+), collides with it (×), both (±)"
        ),
    }
    y = alt.Y("line:N", sort=order, title=None, axis=_lines(limit=400))
    cells = _tiles("analysis:N", x, y, "priority:N", {level: fill for level, (_, fill) in PRIORITIES.items()})
    dots = (
        alt.Chart()
        .mark_text(fontSize=11, aria=False)
        .encode(
            x=alt.X("analysis:N", **x),
            y=y,
            text="sign:N",
            color=alt.condition("datum.priority == 'high'", alt.value("#ffffff"), alt.value(theme.BLACK)),
        )
    )
    # Both rows of an interest carry the same signs; each is drawn once.
    pick = ", ".join(f"'{label}'" for label in others)
    relations = (
        alt.Chart()
        .transform_fold([*marks], as_=["slot", "relation"])
        .transform_filter("datum.relation")
        .transform_aggregate(count="count()", groupby=["line", "slot", "relation"])
        .transform_calculate(other=f"[{pick}][toNumber(slice(datum.slot, 3))]")
        .mark_text(fontSize=17, fontWeight="bold", aria=False)
        .encode(
            x=alt.X("other:N", **x),
            y=y,
            text="relation:N",
            color=alt.Color(
                "relation:N",
                scale=alt.Scale(domain=["+", "×", "±"], range=[theme.BLUE, theme.VERMILION, theme.PURPLE]),
                legend=None,
            ),
        )
    )
    chart = theme.layers(cells, dots, relations, data=table, height=alt.Step(28))
    resolved: alt.LayerChart = chart.resolve_scale(color="independent")
    return resolved


def record_matrix(rows: pd.DataFrame, relations: Sequence[str]) -> alt.LayerChart:
    """How two positions stand to each other, topic by topic, and which of them the record bears out.

    ``rows`` has one row per topic: ``line`` (its label), ``relation`` (one of ``relations``, left to right),
    ``record`` (a key of RECORD) and ``hover``.
    """
    rows = rows.assign(word=rows["record"].replace("nothing to compare", "–"))
    table = theme.data(rows, ["line", "relation", "record", "word", "hover"])
    heads = {relation: _wrapped(relation, 16) for relation in relations}
    x: dict[str, Any] = {"sort": list(relations), "axis": _heads(heads, "How the two positions stand to each other")}
    y = alt.Y("line:N", sort=list(rows["line"]), title=None, axis=_lines(limit=400))
    cells = _tiles("relation:N", x, y, "record:N", RECORD)
    words = (
        alt.Chart()
        .mark_text(fontSize=10.5, aria=False)
        .encode(x=alt.X("relation:N", **x), y=y, text="word:N", color=alt.value(theme.BLACK))
    )
    return theme.layers(cells, words, data=table, height=alt.Step(13))


def _tiles(column: str, x: Mapping[str, Any], y: alt.Y, kind: str, fills: Mapping[str, str]) -> alt.Chart:
    tiles: alt.Chart = (
        alt.Chart()
        .mark_rect(stroke=theme.GREY, strokeWidth=0.7)
        .encode(
            x=alt.X(column, **x),
            y=y,
            color=alt.Color(kind, scale=alt.Scale(domain=list(fills), range=list(fills.values())), legend=None),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    return tiles


def _heads(heads: Mapping[str, str], title: str) -> alt.Axis:
    """The axis above the columns; ``|`` in a heading breaks the line."""
    lines = max(head.count("|") for head in heads.values())
    return alt.Axis(
        orient="top",
        title=title,
        labelAngle=0,
        labelExpr=f"split({heads}[datum.label], '|')",
        labelLimit=0,
        labelPadding=4 + 14 * lines,  # the lines of a label run down from the first
        ticks=False,
        domain=False,
    )


def _lines(limit: int) -> alt.Axis:
    return alt.Axis(
        labelExpr="split(datum.label, '|')",
        labelLimit=limit,
        labelFontSize=11,
        labelLineHeight=12,
        labelOffset=alt.condition("indexof(datum.label, '|') >= 0", alt.value(-6), alt.value(0)),
        grid=True,
        tickBand="extent",
        ticks=False,
        domain=False,
    )


def _wrapped(text: str, width: int) -> str:
    return "|".join(textwrap.wrap(text, width))
