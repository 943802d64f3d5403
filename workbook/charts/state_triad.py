"""Three states and their ties: a large triangle of one year above bars of all years."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import theme

# How a tie is drawn: the width of its line, dashes, colour.
TIES: dict[str, tuple[float, list[int], str]] = {
    "good": (6, [1, 0], theme.INK),
    "bad": (2.5, [7, 5], theme.INK),
    "not known": (1.4, [1, 4], theme.GREY),
}
# The fill of a bar by what held.
FILLS = {
    "good": theme.TINT_GREEN,
    "bad": theme.TINT_OCHRE,
    "not known": theme.PAPER,
    "ménage à trois": theme.TINT_GREEN,
    "romantic triangle": theme.TINT_PURPLE,
    "stable marriage": theme.TINT_GREY,
    "unit veto": theme.TINT_OCHRE,
}
# Where the states stand: pixels from the middle, as a share of SPREAD, and from the top.
CORNERS = {"CHN": (-1, 44), "RUS": (1, 44), "PRK": (0, 226)}
SPREAD = "min(width * 0.36, 290)"
BOX = 56, 14  # half the width and the height of the box of a state
STRIP = 268  # from the top to the first row of bars
PITCH, WORDS, BAR = 50, 17, 25  # of a row, of the words above its bar, and of the bar
TALLER = 11  # by how much the bars of the first row are higher, so that a type may stand in two lines
LETTER = 7.0


def triad(
    rows: pd.DataFrame, names: Mapping[str, str], lanes: Sequence[str], span: tuple[int, int], narrow: bool = False
) -> alt.LayerChart:
    """The ties of three states: the sides of a triangle in one year, and bars of years in which nothing changed.

    ``rows`` has ``part`` (side or run), ``kind`` (a key of FILLS), ``since`` and ``until`` (years), ``lane`` (of runs,
    one of ``lanes``, top to bottom), ``hover``; sides have ``one`` and ``other`` (keys of CORNERS), ``why`` (why the
    tie is not known) and ``type`` (what the triangle is called). ``names`` are those of the states, ``span`` the first
    and the last year.
    """
    place = {lane: _top(number) for number, lane in enumerate(lanes)}
    rows = rows.assign(
        top=rows["lane"].map(place),
        bar=rows["lane"].map({lane: BAR + TALLER * (lane == lanes[0]) for lane in lanes}),
        words=[_beside(row) for row in rows.to_dict("records")],
        **{"from": rows["since"] - 0.5, "to": rows["until"] + 0.5},
    )
    columns = ["part", "one", "other", "kind", "words", "type", "since", "from", "to", "top", "bar", "hover"]
    table = theme.data(rows, columns)
    height = _top(len(lanes) - 1) + WORDS + BAR + 7
    layers = [*_bars(lanes, span, narrow), *_sides(), *_corners(names)]
    return theme.layers(*layers, data=table, height=height)


def _top(number: int) -> int:
    """Where a row begins."""
    return STRIP + PITCH * number + TALLER * (number > 0)


def _beside(row: Mapping[Any, Any]) -> str:
    """What stands beside a side of the triangle: what the tie is, and why it is not known."""
    if not row["why"] or row["part"] != "side":
        return str(row["kind"])
    return f"{row['kind']}:\n{theme.wrapped(row['why'], 40 if row['one'] == 'CHN' and row['other'] == 'RUS' else 15)}"


def _bars(lanes: Sequence[str], span: tuple[int, int], narrow: bool) -> list[alt.Chart]:
    """A bar for each run of years, its words in it where there is room, and notches at the year of the triangle."""
    first, last = span
    axis = alt.Axis(format="d", grid=False, tickCount=5 if narrow else 12, labelOverlap="greedy", labelSeparation=8)
    scale = alt.Scale(domain=[first - 0.5, last + 0.5], nice=False)
    x = alt.X("from:Q", title=None, scale=scale, axis=axis)
    runs = alt.Chart().transform_filter("datum.part == 'run'")
    fills = " : ".join(f"datum.kind == '{kind}' ? '{fill}'" for kind, fill in FILLS.items())
    dashes = alt.expr("datum.kind == 'not known' ? [2, 2] : [1, 0]")
    bars = runs.mark_rect(stroke=theme.GREY, strokeWidth=1, strokeDash=dashes).encode(
        x=x,
        x2="to:Q",
        y=alt.value(alt.expr(f"datum.top + {WORDS}")),
        y2=alt.value(alt.expr(f"datum.top + {WORDS} + datum.bar")),
        fill=alt.value(alt.expr(f"{fills} : '{theme.PAPER}'")),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    wide = runs.transform_calculate(
        tw_left="scale('x', datum.from)", tw_right="scale('x', datum.to)", tw_two="replace(datum.kind, ' ', '\\n')"
    ).transform_calculate(
        tw_room=f"(datum.tw_right - datum.tw_left - 4) / {LETTER}",
        tw_one="length(datum.kind)",
        tw_longest="max(length(split(datum.tw_two, '\\n')[0]), length(split(datum.tw_two, '\\n')[1] || ''))",
    )
    fits = {
        "kind": "datum.tw_room > datum.tw_one",
        "tw_two": f"datum.tw_room <= datum.tw_one && datum.tw_room > datum.tw_longest + 1 && datum.bar > {BAR}",
    }
    words = [
        wide.transform_filter(test)
        .mark_text(baseline="middle", aria=False)
        .encode(
            x=alt.value(alt.expr("(datum.tw_left + datum.tw_right) / 2")),
            y=alt.value(
                alt.expr(f"datum.top + {WORDS + 1} + datum.bar / 2{f' - {theme.LINE / 2}' * (text != 'kind')}")
            ),
            text=f"{text}:N",
        )
        for text, test in fits.items()
    ]
    heads = alt.Chart(alt.InlineData(values=[{"lane": lane, "top": _top(row)} for row, lane in enumerate(lanes)]))
    weight = alt.expr(f"datum.top == {STRIP} ? 'bold' : 'normal'")
    named = heads.mark_text(align="left", baseline="top", fontWeight=weight, aria=False).encode(
        x=alt.value(0), y=alt.value(alt.expr("datum.top")), text="lane:N"
    )
    year = alt.Chart().transform_filter("datum.part == 'side' && datum.one == 'CHN' && datum.other == 'RUS'")
    notches = [
        year.transform_calculate(tw_x="(scale('x', datum.from) + scale('x', datum.to)) / 2")
        .mark_point(shape=shape, size=60, filled=True, color=theme.INK, opacity=1, aria=False)
        .encode(x=alt.value(alt.expr("datum.tw_x")), y=alt.value(y))
        for number in range(len(lanes))
        for shape, y in _notches(number)
    ]
    return [bars, *words, named, *notches]


def _notches(number: int) -> list[tuple[str, float]]:
    """The two marks of the year on the bars of a row: their shapes and heights."""
    upper = _top(number) + WORDS
    return [("triangle-down", upper - 3), ("triangle-up", upper + BAR + TALLER * (number == 0) + 3)]


def _at(end: str) -> tuple[str, str]:
    """The expressions of where the state in the field ``end`` stands."""
    across = f"{{CHN: -1, RUS: 1, PRK: 0}}[datum.{end}] * {SPREAD} + width / 2"
    down = f"{{{', '.join(f'{code}: {height}' for code, (_, height) in CORNERS.items())}}}[datum.{end}]"
    return across, down


def _sides() -> list[alt.Chart]:
    """The sides of the triangle, what each is beside it, and year and type in the middle."""
    (x, y), (x2, y2) = _at("one"), _at("other")
    sides = (
        alt.Chart()
        .transform_filter("datum.part == 'side'")
        .transform_calculate(tw_x=x, tw_y=y, tw_x2=x2, tw_y2=y2)
        .transform_calculate(
            tw_mx="(datum.tw_x + datum.tw_x2) / 2",
            tw_my="(datum.tw_y + datum.tw_y2) / 2",
            tw_lines="length(split(datum.words, '\\n')) - 1",
        )
    )
    lines = [
        sides.transform_filter(f"datum.kind == '{kind}'")
        .mark_rule(strokeWidth=width, strokeDash=dash, color=colour)
        .encode(
            x=alt.value(alt.expr("datum.tw_x")),
            y=alt.value(alt.expr("datum.tw_y")),
            x2=alt.value(alt.expr("datum.tw_x2")),
            y2=alt.value(alt.expr("datum.tw_y2")),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
        for kind, (width, dash, colour) in TIES.items()
    ]
    beside = "datum.tw_mx < width / 2 - 1 ? 'right' : datum.tw_mx > width / 2 + 1 ? 'left' : 'center'"
    flat = "datum.tw_y == datum.tw_y2"
    words = sides.mark_text(fontSize=13, baseline="middle", align=alt.expr(beside), aria=False).encode(
        x=alt.value(
            alt.expr(f"datum.tw_mx + ({flat} ? 0 : (datum.tw_mx < width / 2 ? -1 : 1) * (16 + datum.tw_lines * 12))")
        ),
        y=alt.value(
            alt.expr(
                f"datum.tw_my + ({flat} ? -16 - datum.tw_lines * {theme.LINE} : 6 - datum.tw_lines * {theme.LINE / 2})"
            )
        ),
        text="words:N",
    )
    middle = (
        sides.transform_filter(flat)
        .transform_calculate(tw_year="'' + datum.since")
        .encode(x=alt.value(alt.expr("width / 2")))
    )
    year = middle.mark_text(fontSize=22, fontWeight="bold", aria=False).encode(y=alt.value(88), text="tw_year:N")
    named = middle.mark_text(fontSize=14, aria=False).encode(y=alt.value(110), text="type:N")
    return [*lines, words, year, named]


def _corners(names: Mapping[str, str]) -> list[alt.Chart]:
    """The states as boxes with their names, the rims in the colours of the states."""
    values = [
        {"name": name, "side": CORNERS[code][0], "y": CORNERS[code][1], "colour": theme.ACTORS[code][0]}
        for code, name in names.items()
    ]
    places = alt.Chart(alt.InlineData(values=values))
    across, (wide, high) = f"width / 2 + datum.side * {SPREAD}", BOX
    boxes = places.mark_rect(fill=theme.PAPER, strokeWidth=3, cornerRadius=3, aria=False).encode(
        x=alt.value(alt.expr(f"{across} - {wide}")),
        x2=alt.value(alt.expr(f"{across} + {wide}")),
        y=alt.value(alt.expr(f"datum.y - {high}")),
        y2=alt.value(alt.expr(f"datum.y + {high}")),
        stroke=alt.value(alt.expr("datum.colour")),
    )
    labels = places.mark_text(fontSize=14, fontWeight="bold", baseline="middle", aria=False).encode(
        x=alt.value(alt.expr(across)), y=alt.value(alt.expr("datum.y + 1")), text="name:N"
    )
    return [boxes, labels]
