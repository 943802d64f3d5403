"""Probabilities of several people and several records side by side, how well they fit, and what a score rewards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme
from .marks import line_ends, room_for, unit

YOU, CLASS, RECORD, HAPPENED = "you", "class", "base rate", "what happened"
# Colour, shape.
MARKS = {
    YOU: (theme.INK, "circle"),
    CLASS: (theme.PURPLE, "diamond"),
    RECORD: (theme.GREEN, "triangle-down"),
    HAPPENED: (theme.VERMILION, "cross"),
}
FIELDS = ("you", "class", "base", "outcome")  # the columns of MARKS
STYLES = (  # colour, shape, dash, in the order of the names
    (theme.INK, "circle", [1, 0]),
    (theme.GREEN, "triangle-up", [6, 3]),
    (theme.OCHRE, "square", [2, 2]),
    (theme.PURPLE, "diamond", [8, 2, 2, 2]),
)
SLOT = theme.LINE  # pixels of one line of a label
LETTERS, BESIDE = 60, 400  # of a label beside its marks: letters of a line, and pixels from its left edge to 0 percent
WAITING = 90  # letters of a line of a label that has the width for itself
LETTERS_ABOVE = 52  # of a label above its marks
DOT = 22  # at most,  pixels from one question that waits to the next
Side = Literal["left", "right"]
# What the two halves of a diagram of calibration mean: words, and where they stand.
CORNERS: tuple[tuple[str, Side, str, str], ...] = (
    ("more often than said", "left", "8", "scale('y', 72)"),
    ("less often than said", "right", "width - 8", "scale('y', 28)"),
)
# The figures at the ends of a bar: of what, on which side of it, and when.
ENDS: tuple[tuple[str, Side, int, str], ...] = (
    ("low", "right", -9, "datum.low != datum.high"),
    ("high", "left", 9, "true"),
)
TRANSPARENT = "transparent"  # a mark that is there to be pointed at and heard


def probability_lines(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """One line per question from 0 to 100 percent, with what was said and, once it is known, what happened.

    ``rows`` has ``line`` (a label), ``place`` (from the top), ``heading`` (above the label, missing if there is none),
    ``waiting`` (rows of one label that have a dot each and nothing else), ``you``, ``class``, ``class_low``,
    ``class_high``, ``base`` and ``outcome`` (percent, missing where there is none), and ``hover``. Filtered lines
    vanish. A ``narrow`` chart has each label above its line.
    """
    columns = ["waiting", "you", "class", "class_low", "class_high", "base", "outcome", "heading", "hover"]
    table = theme.data(_in_slots(rows).assign(zero=0, all=100), [*columns, *EVERY_SLOT, "zero", "all"])
    x, base = _percent("zero", narrow), _between(narrow)
    asked = base.transform_filter("!datum.waiting")
    y = alt.value(alt.expr("datum.tw_y"))
    nowhere = " && ".join(f"!isValid(datum[{field!r}])" for field in FIELDS)
    rules = asked.transform_filter(f"!({nowhere})").mark_rule(color=theme.GRID, aria=False).encode(x=x, x2="all:Q", y=y)
    lanes = asked.mark_bar(color=TRANSPARENT, height=20).encode(
        x=x, x2="all:Q", y=y, description="hover:N", tooltip=alt.Tooltip("hover:N")
    )
    dots = (
        base.transform_filter("datum.waiting")
        .transform_window(tw_n="row_number()")
        .transform_joinaggregate(tw_all="count()")
        .mark_point(size=40, color=theme.GREY, strokeWidth=1.3, opacity=1)
        .encode(
            x=alt.value(alt.expr(f"(datum.tw_n - 0.5) * min({DOT}, width / datum.tw_all)")),
            y=y,
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    nothing = (
        asked.transform_filter(nowhere)
        .mark_text(text="no base rate", align="left", dx=6, color=theme.QUIET, aria=False)
        .encode(x=_percent("zero", narrow), y=y)
    )
    alone = (
        asked.transform_filter("isValid(datum.base) && !isValid(datum.you) && !isValid(datum.class)")
        .mark_text(align="left", dx=9, aria=False)
        .encode(x=_percent("base", narrow), y=y, text="base:Q")
    )
    half = (
        asked.transform_filter("isValid(datum.class_low)")
        .mark_rule(color=MARKS[CLASS][0], strokeWidth=3, aria=False)
        .encode(x=_percent("class_low", narrow), x2="class_high:Q", y=y)
    )
    signs = [_signs(asked, name, field, narrow) for name, field in zip(MARKS, FIELDS, strict=True)]
    folded = alt.Chart().transform_fold(list(FIELDS), ["tw_field", "tw_value"])
    named = folded.transform_filter("isValid(datum.tw_value)").transform_calculate(
        who=f"{json.dumps(list(MARKS))}[indexof({json.dumps(FIELDS)}, datum.tw_field)]"
    )
    key = _key(named, "who", {name: (*style, []) for name, style in MARKS.items()}, 2 if narrow else 4, -30)
    return theme.layers(
        *_axis(asked, narrow),
        rules,
        *_labels(narrow),
        nothing,
        alone,
        half,
        lanes,
        dots,
        *signs,
        *key,
        data=table,
        height=alt.Step(SLOT),
    )


def _signs(base: alt.Chart, name: str, field: str, narrow: bool) -> alt.Chart:
    colour, shape = MARKS[name]
    signs: alt.Chart = (
        base.transform_filter(f"isValid(datum[{field!r}])")
        .mark_point(filled=True, size=95, opacity=1, color=colour, shape=shape, aria=False)
        .encode(x=_percent(field, narrow), y=alt.value(alt.expr("datum.tw_y")))
    )
    return signs


def calibration_diagram(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """What was said against what happened; on the diagonal the two agree.

    ``rows`` has ``who`` (a key of MARKS), ``said`` and ``happened`` (percent), ``forecasts`` (how many), ``held`` (what
    stands beside the point) and ``hover``. The more forecasts, the larger is the point.
    """
    names = list(MARKS)[:3]
    table = theme.data(rows, ["who", "said", "happened", "forecasts", "held", "hover"])
    colours = alt.Scale(domain=names, range=[MARKS[name][0] for name in names])
    shapes = alt.Scale(domain=names, range=[MARKS[name][1] for name in names])
    # A little room at the edges, so that no mark lies on them.
    scale = alt.Scale(domain=[-9, 109], nice=False)
    ticks = alt.Axis(values=[0, 25, 50, 75, 100], grid=False, ticks=False)
    x = alt.X("said:Q", scale=scale, title="Said, percent", axis=ticks)
    y = alt.Y("happened:Q", scale=scale, title="Happened, percent of the cases", axis=ticks)
    ends = alt.InlineData(values=[{"said": 0, "happened": 0, "end": 100}])
    diagonal = alt.Chart(ends).mark_rule(color=theme.GREY, strokeDash=[5, 4], strokeWidth=1.4, aria=False)
    diagonal = diagonal.encode(x=x, y=y, x2="end:Q", y2="end:Q")
    corners = [
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(text=text, align=align, color=theme.QUIET, fontStyle="italic", aria=False)
        .encode(x=alt.value(alt.expr(at)), y=alt.value(alt.expr(height)))
        for text, align, at, height in CORNERS
    ]
    base = alt.Chart().encode(x=x, y=y)
    points = base.mark_point(filled=True, opacity=1).encode(
        color=alt.Color("who:N", scale=colours, legend=None),
        shape=alt.Shape("who:N", scale=shapes, legend=None),
        size=alt.Size("forecasts:Q", scale=alt.Scale(domain=[1, 15], range=[80, 330], clamp=True), legend=None),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    counts = base.mark_text(dy=alt.expr("datum.happened < datum.said ? 17 : -15"), aria=False).encode(
        text="held:N", color=alt.Color("who:N", scale=colours, legend=None)
    )
    key = _key(alt.Chart(), "who", {name: (*MARKS[name], []) for name in names}, 3, -34)
    return theme.layers(diagonal, *corners, points, counts, *key, data=table, height=300 if narrow else 380)


def rate_lines(rows: pd.DataFrame, cases: Sequence[str], narrow: bool = False) -> alt.LayerChart:
    """One line per forecast and record, with the base rate that each choice of cases gives; a bar joins the extremes.

    ``rows`` has ``line`` (a label), ``place`` (from the top), ``cases`` (one of ``cases``, which get STYLES in their
    order), ``rate`` (percent) and ``hover``. The lowest and the highest rate stand beside their marks. Filtered lines
    vanish. A ``narrow`` chart has each label above its line.
    """
    table = theme.data(_in_slots(rows), ["cases", "rate", "hover", *EVERY_SLOT])
    base = _between(narrow)
    y = alt.value(alt.expr("datum.tw_y"))
    ends = base.transform_aggregate(low="min(rate)", high="max(rate)", groupby=["tw_y"])
    spans = ends.mark_rule(color=theme.GREY, strokeWidth=3, aria=False).encode(
        x=_percent("low", narrow), x2="high:Q", y=y
    )
    figures = [
        ends.transform_filter(test)
        .mark_text(align=align, dx=dx, aria=False)
        .encode(x=_percent(field, narrow), y=y, text=alt.Text(f"{field}:Q", format=".0f"))
        for field, align, dx, test in ENDS
    ]
    styles = dict(zip(cases, STYLES, strict=False))
    colour, shape, _ = _scales(styles)
    points = base.mark_point(filled=True, size=85, opacity=1).encode(
        x=_percent("rate", narrow),
        y=y,
        color=alt.Color("cases:N", scale=colour, legend=None),
        shape=alt.Shape("cases:N", scale=shape, legend=None),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    key = _key(alt.Chart(), "cases", styles, 1 if narrow else 2, -30)
    return theme.layers(
        *_axis(base, narrow), *_labels(narrow), spans, points, *figures, *key, data=table, height=alt.Step(SLOT)
    )


POINT = ("said", "belief", "penalty", "least")


def score_curves(rows: pd.DataFrame, rules: Sequence[str], narrow: bool = False) -> alt.LayerChart:
    """What penalty is to be expected for each thing that one could say; where it is least stands a large mark.

    ``rows`` has ``rule`` (one of ``rules``, which get STYLES in their order), ``said`` and ``belief`` (percent),
    ``penalty`` (beside that of saying 50 percent), ``least`` (whether it is the least of its rule) and ``hover``. A
    line stands at the belief.
    """
    # By the name “series” its curves are heard.
    table = theme.data(rows.assign(series=rows["rule"]), ["rule", "series", *POINT, "hover"])
    scale = alt.Scale(domain=[0, 100], nice=False, padding=10)
    x = alt.X(
        "said:Q",
        scale=scale,
        title="You say, percent",
        axis=alt.Axis(values=[0, 25, 50, 75, 100], grid=False, domain=False, ticks=False),
    )
    y = alt.Y("penalty:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5))
    styles = dict(zip(rules, STYLES, strict=False))
    colours, shape, dash = _scales(styles)
    colour = alt.Color("rule:N", scale=colours, legend=None)
    base = alt.Chart().encode(color=colour)
    believed = alt.Chart().transform_aggregate(belief="max(belief)")
    at = believed.mark_rule(color=theme.GREY, aria=False).encode(
        x=alt.X("belief:Q", scale=scale, title="You say, percent")
    )
    words = (
        believed.transform_calculate(
            words=f"'belief: ' + datum.belief + '{' %' if narrow else ' percent'}'", right="datum.belief > 50"
        )
        .mark_text(align=alt.expr("datum.right ? 'right' : 'left'"), dx=alt.expr("datum.right ? -6 : 6"), aria=False)
        .encode(x=alt.X("belief:Q", scale=scale, title="You say, percent"), y=alt.value(6), text="words:N")
    )
    curves = base.mark_line(strokeWidth=2, aria=False).encode(
        x=x, y=y, strokeDash=alt.StrokeDash("rule:N", scale=dash, legend=None)
    )
    points = base.mark_point(opacity=1).encode(
        x=x,
        y=y,
        shape=alt.Shape("rule:N", scale=shape, legend=None),
        size=alt.condition("datum.least", alt.value(190), alt.value(6)),
        strokeWidth=alt.condition("datum.least", alt.value(2), alt.value(0 if narrow else 1)),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    cheapest = (
        base.transform_filter("datum.least && datum.said != datum.belief")
        .mark_text(
            text="costs least",
            align=alt.expr("datum.said > 50 ? 'right' : 'left'"),
            # Below the mark, or above its neighbours where the words of the axis are near.
            dy=alt.expr("height - scale('y', datum.penalty) < 30 ? -30 : 18"),
            aria=False,
        )
        .encode(x=x, y=y)
    )
    ends = line_ends(alt.Chart(), "said", "penalty", "rule", colour)
    above = unit("penalty to expect, where saying 50 percent is 1")
    height, room = 280 if narrow else 340, room_for(rules)
    return theme.layers(at, words, curves, points, cheapest, ends, above, data=table, height=height, right=room)


SLOTS = ("words", "slots", "first", "last", "head_slot")
EVERY_SLOT = tuple(name + form for form in ("", "_above") for name in SLOTS)


def _in_slots(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` with the lines of each label, ``words``, and the ``slots`` in which they stand, from the top.

    The marks of a row stand midway between the slots ``first`` and ``last``: beside the label, or, in the columns with
    ``_above`` and where a row is waiting, in a slot below it. A row is as high as its label needs. Both forms of a
    chart, wide and narrow, have the same data.
    """
    lines = rows.sort_values("place").drop_duplicates("line").to_dict("records")
    made = {}
    for form, most in (("", LETTERS), ("_above", LETTERS_ABOVE)):
        height = 0
        for row in lines:
            below = form == "_above" or row.get("waiting", False)
            letters = WAITING if row.get("waiting", False) and not form else most
            label = row["line"].replace("\n", " ") if form else row["line"]
            words = [part for line in label.split("\n") for part in theme.wrapped(line, letters).split("\n")]
            head = [""] if isinstance(row.get("heading"), str) else []
            words = [*head, *words, *([""] if below else []), ""]
            slots = [f"{height + place:04d}" for place in range(len(words))]
            first, last = (slots[-2],) * 2 if below else (slots[len(head)], slots[-2])
            made[row["line"], form] = dict(zip(SLOTS, (words, slots, first, last, slots[0]), strict=True))
            height += len(words)
    columns: dict[str, Any] = {
        name + form: [made[line, form][name] for line in rows["line"]] for form in ("", "_above") for name in SLOTS
    }
    return rows.assign(**columns)


def _labels(narrow: bool) -> list[alt.Chart]:
    """The labels of rows in slots, and the headings above some of them; their slots make the vertical scale."""
    form = _form(narrow)
    words, slots = f"words{form}", f"slots{form}"
    once = alt.Chart().transform_flatten([words, slots]).transform_aggregate(n="count()", groupby=[words, slots])
    heads = (
        alt.Chart()
        .transform_filter("isValid(datum.heading)")
        .transform_calculate(tw_y=f"scale('y', datum.head_slot{form})")
        .mark_text(align="left", fontWeight="bold", aria=False)
        .encode(x=alt.value(0), y=alt.value(alt.expr("datum.tw_y")), text="heading:N")
    )
    y = alt.Y(f"{slots}:N", title=None, axis=None)
    return [once.mark_text(align="left", aria=False).encode(x=alt.value(0), y=y, text=f"{words}:N"), heads]


def _between(narrow: bool) -> alt.Chart:
    """A chart with the height in pixels, ``tw_y``, at which the marks of a row stand."""
    form = _form(narrow)
    middle = f"(scale('y', datum.first{form}) + scale('y', datum.last{form})) / 2"
    chart: alt.Chart = alt.Chart().transform_calculate(tw_y=middle)
    return chart


def _form(narrow: bool) -> str:
    return "_above" if narrow else ""


def _axis(base: alt.Chart, narrow: bool) -> list[alt.Chart]:
    """The percents above the rows of ``base`` and rules through them; nothing where there are no rows."""
    ticks = (
        base.transform_aggregate(bottom="max(tw_y)")
        .transform_calculate(tick="[0, 25, 50, 75, 100]")
        .transform_flatten(["tick"])
        .transform_calculate(tw_said="datum.tick + (datum.tick == 100 ? ' %' : '')")
    )
    x = _percent("tick", narrow)
    rules = ticks.mark_rule(color=theme.GRID, aria=False).encode(
        x=x, y=alt.value(-2), y2=alt.value(alt.expr("datum.bottom + 12"))
    )
    said = ticks.mark_text(color=theme.QUIET, aria=False).encode(x=x, y=alt.value(-10), text="tw_said:N")
    return [said] if narrow else [rules, said]


def _percent(field: str, narrow: bool) -> alt.X:
    """A place from 0 to 100 percent, at the right of labels or, in a ``narrow`` chart, below them."""
    left, right = ("16", "width - 26") if narrow else (str(BESIDE), "width - 40")
    scale = alt.Scale(domain=[0, 100], nice=False, range=[alt.expr(left), alt.expr(right)])
    return alt.X(f"{field}:Q", scale=scale, title=None, axis=None)


def _scales(styles: Mapping[str, tuple[str, str, list[int]]]) -> tuple[alt.Scale, alt.Scale, alt.Scale]:
    """The scales of colour, shape and dash of names."""
    columns = zip(*styles.values(), strict=True)
    colour, shape, dash = (alt.Scale(domain=list(styles), range=list(column)) for column in columns)
    return colour, shape, dash


def _key(
    base: alt.Chart, field: str, styles: Mapping[str, tuple[str, str, list[int]]], columns: int, y: int
) -> Iterable[alt.Chart]:
    """What each sign means, of the signs that are drawn: above the chart, in ``columns``, the last row at height ``y``.

    It follows the controls, which a legend of Vega does not.
    """
    wide = round(max(map(len, styles)) * theme.LETTER) + 36
    names = json.dumps(list(styles))
    entries = (
        base.transform_aggregate(n="count()", groupby=[field])
        .transform_calculate(tw_order=f"indexof({names}, datum[{field!r}])")
        .transform_window(tw_n="row_number()", sort=[alt.SortField("tw_order")])
        .transform_joinaggregate(tw_all="count()")
        .transform_calculate(
            tw_x=f"(datum.tw_n - 1) % {columns} * {wide} + 6",
            tw_up=f"{y} + {SLOT + 2} * (floor((datum.tw_n - 1) / {columns}) - floor((datum.tw_all - 1) / {columns}))",
        )
    )
    colour, shape, _ = _scales(styles)
    up = alt.value(alt.expr("datum.tw_up"))
    yield entries.mark_point(filled=True, size=85, opacity=1, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_x")),
        y=up,
        color=alt.Color(f"{field}:N", scale=colour, legend=None),
        shape=alt.Shape(f"{field}:N", scale=shape, legend=None),
    )
    yield entries.mark_text(align="left", dx=10, aria=False).encode(
        x=alt.value(alt.expr("datum.tw_x")), y=up, text=f"{field}:N"
    )
