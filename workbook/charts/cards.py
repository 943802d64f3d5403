"""Cards: rows of a table set in words, line by line, each as tall as its text, under heads that count them."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import theme

STEP = 16  # pixels of a line
HEAD, BOLD, QUIET = "head", "bold", "quiet"

Line = dict[str, str]


def line(left: str = "", style: str = "", right: str = "", right_style: str = "") -> Line:
    """One line of a card: words at the left edge, and words in the right half, each plain or in a style."""
    words = {"left": left, "style": style, "right": right, "right_style": right_style}
    return {name: text for name, text in words.items() if text}


def lines(text: str, letters: int, style: str = "") -> list[Line]:
    """``text`` in lines of at most ``letters``."""
    return [line(part, style) for part in theme.wrapped(text, letters).split("\n")]


def side_by_side(left: str, right: str, letters: int, styles: Sequence[str]) -> list[Line]:
    """Two texts beside each other, each in lines of at most ``letters``, the one and the other in its style."""
    columns = [theme.wrapped(text, letters).split("\n") if text else [] for text in (left, right)]
    columns = [[*column, *[""] * (max(map(len, columns)) - len(column))] for column in columns]
    return [line(one, styles[0], other, styles[1]) for one, other in zip(*columns, strict=True)]


def cards(
    table: alt.InlineData,
    body: str,
    fills: Mapping[str, str] | None = None,
    above: Sequence[alt.Chart] = (),
    each: bool = False,
    corners: bool = False,
    head: str = "datum.head",
) -> alt.LayerChart:
    """Rows as cards, one below the other, with the height of their words.

    ``table`` has per row ``group`` (rows of one group follow each other), ``hover``, and lists of lines, of which the
    expressions ``body`` and ``head`` name the ones to set; a head stands above the first row of a group that is left,
    and ``{}`` in it becomes the count of its rows. ``corner`` is, with ``corners``, what stands at the right of a
    card's first line, ``fill`` a key of ``fills``, the ground of a card. ``above`` are charts that stand over the
    cards. A rule parts the groups, or with ``each`` the rows of a group, in the blank line between them.
    """
    y = alt.Y("tw_key:O", axis=None, scale=alt.Scale(type="band", padding=0))
    first = "datum.tw_line == 0"
    top, ground = "scale('y', datum.tw_key)", dict(fills or {})
    parts = f"{first} && datum.tw_n > 1"
    if not each:
        parts = "datum.tw_n == 1 && datum.tw_line == datum.tw_first && datum.tw_row > 1"
    blank = f"{top} - {STEP / 2}" if each else f"{top} + {STEP / 2}"
    rule = (
        alt.Chart()
        .transform_filter(parts)
        .mark_rule(color=theme.GRID, aria=False)
        .encode(x=alt.value(0), x2=alt.value("width"), y=alt.value(alt.expr(blank)))
    )
    card = (
        alt.Chart()
        .transform_filter(first)
        .mark_rect(color=alt.expr(f"{ground!r}[datum.fill] || 'transparent'"))
        .encode(
            x=alt.value(0),
            x2=alt.value("width"),
            y=alt.value(alt.expr(f"{top} - 1")),
            y2=alt.value(alt.expr(f"{top} + {STEP} * datum.tw_tall - 1")),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    words = [
        alt.Chart()
        .transform_filter(test)
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=alt.expr(f"datum.tw_item.{style} == '{HEAD}' ? 15 : {theme.SIZE}"),
            fontWeight=alt.expr(f"indexof(['{HEAD}', '{BOLD}'], datum.tw_item.{style}) < 0 ? 400 : 700"),
            color=alt.expr(f"datum.tw_item.{style} == '{QUIET}' ? '{theme.QUIET}' : '{theme.INK}'"),
            aria=False,
        )
        .encode(x=alt.value(alt.expr(at)), y=y, text="tw_text:N")
        .transform_calculate(tw_text=f"replace(datum.tw_item.{side} || '', '{{}}', datum.tw_of)")
        # A line without words takes its room too.
        for side, style, at, test in (
            ("left", "style", "4", "true"),
            ("right", "right_style", "width / 2 + 8", "isValid(datum.tw_item.right)"),
        )
    ]
    corner = (
        alt.Chart()
        .transform_filter(first)
        .mark_text(align="right", baseline="middle", color=theme.INK, aria=False)
        .encode(x=alt.value(alt.expr("width - 4")), y=y, text="corner:N")
    )
    layered = theme.layers(
        rule, card, *words, *([corner] if corners else []), *above, data=table, height=alt.Step(STEP)
    )
    # A row becomes as many as it has lines; a head is counted down to its last line, −1.
    set_in_lines: alt.LayerChart = (
        layered.transform_window(tw_row="row_number()")
        .transform_window(tw_n="row_number()", groupby=["group"])
        .transform_joinaggregate(tw_of="count()", groupby=["group"])
        .transform_calculate(tw_body=body, tw_head=head)
        .transform_calculate(
            tw_first="datum.tw_n == 1 ? -length(datum.tw_head) : 0",
            tw_tall="length(datum.tw_body)",
        )
        .transform_calculate(tw_line="sequence(datum.tw_first, datum.tw_tall)")
        .transform_flatten(["tw_line"])
        .transform_calculate(
            tw_item="datum.tw_line < 0 ? datum.tw_head[length(datum.tw_head) + datum.tw_line] "
            ": datum.tw_body[datum.tw_line]",
            tw_key="datum.tw_row * 1000 + datum.tw_line",
        )
    )
    return set_in_lines


def column_of(lists: Sequence[object], rows: pd.DataFrame) -> "pd.Series[Any]":
    """``lists`` as a column of ``rows``, one list in each cell."""
    return pd.Series(list(lists), index=rows.index, dtype=object)
