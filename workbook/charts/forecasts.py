"""Probabilities of several people and several records side by side, how well they fit, and what a score rewards."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from . import theme

YOU, CLASS, RECORD, HAPPENED = "you", "class (median, middle half)", "base rate", "what happened"
# Colour, shape.
MARKS = {
    YOU: (theme.BLACK, "circle"),
    CLASS: (theme.PURPLE, "diamond"),
    RECORD: (theme.GREEN, "triangle-down"),
    HAPPENED: (theme.VERMILION, "cross"),
}
FIELDS = ("you", "class", "base", "outcome")  # the columns of MARKS
STYLES = (  # colour, shape, dash, in the order of the legend
    (theme.BLACK, "circle", [1, 0]),
    (theme.VERMILION, "triangle-up", [6, 3]),
    (theme.BLUE, "square", [2, 2]),
    (theme.PURPLE, "diamond", [8, 2, 2, 2]),
)


def probability_lines(rows: pd.DataFrame) -> alt.LayerChart:
    """One line per question from 0 to 100 percent, with what was said and, once it is known, what happened.

    ``rows`` has ``line`` (a label), ``place`` (from the top), ``you``, ``class``, ``class_low``, ``class_high``,
    ``base`` and ``outcome`` (percent, missing where there is none), and ``hover``. Filtered lines vanish.
    """
    columns = ["line", "place", "you", "class", "class_low", "class_high", "base", "outcome", "hover"]
    table = theme.data(rows.assign(zero=0, all=100), [*columns, "zero", "all"])
    y = alt.Y(
        "line:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=330, labelFontSize=11.5, ticks=False, domain=False),
    )
    scale = alt.Scale(domain=[0, 100], nice=False, padding=8)
    title = "Probability (percent)"
    base = alt.Chart().encode(y=y)
    lines = base.mark_rule(color="#d0d0d0", strokeWidth=1.2).encode(
        x=alt.X("zero:Q", scale=scale, title=title),
        x2="all:Q",
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    half = (
        base.transform_filter("isValid(datum.class_low)")
        .mark_rule(color=MARKS[CLASS][0], strokeWidth=3, opacity=0.5, aria=False)
        .encode(x=alt.X("class_low:Q", scale=scale, title=title), x2="class_high:Q")
    )
    points = [_points(base, name, field, scale, title) for name, field in zip(MARKS, FIELDS, strict=True)]
    return theme.layers(lines, half, *points, data=table, height=alt.Step(22))


def _points(base: alt.Chart, name: str, field: str, scale: alt.Scale, title: str) -> alt.Chart:
    colours = alt.Scale(domain=list(MARKS), range=[colour for colour, _ in MARKS.values()])
    shapes = alt.Scale(domain=list(MARKS), range=[shape for _, shape in MARKS.values()])
    key = alt.Legend(title=None, columns=4, labelLimit=0)
    points: alt.Chart = (
        base.transform_filter(f"isValid(datum['{field}'])")
        .transform_calculate(who=repr(name))
        .mark_point(filled=True, size=90, opacity=1, aria=False)
        .encode(
            x=alt.X(f"{field}:Q", scale=scale, title=title),
            color=alt.Color("who:N", scale=colours, legend=key),
            shape=alt.Shape("who:N", scale=shapes, legend=key),
        )
    )
    return points


def calibration_diagram(rows: pd.DataFrame) -> alt.LayerChart:
    """What was said against what happened; on the diagonal the two agree.

    ``rows`` has ``who`` (a key of MARKS), ``said`` and ``happened`` (percent), ``forecasts`` (how many) and ``hover``.
    """
    names = list(MARKS)[:3]
    table = theme.data(rows, ["who", "said", "happened", "forecasts", "hover"])
    colours = alt.Scale(domain=names, range=[MARKS[name][0] for name in names])
    shapes = alt.Scale(domain=names, range=[MARKS[name][1] for name in names])
    key = alt.Legend(title=None, columns=3, labelLimit=0)
    scale = alt.Scale(domain=[0, 100], nice=False)
    x = alt.X("said:Q", scale=scale, title="Said: probability (percent)")
    y = alt.Y("happened:Q", scale=scale, title="Happened (percent of the cases)")
    diagonal = (
        alt.Chart(alt.InlineData(values=[{"said": 0, "happened": 0}, {"said": 100, "happened": 100}]))
        .mark_line(color=theme.GREY, strokeDash=[5, 4], strokeWidth=1.4, aria=False)
        .encode(x=x, y=y)
    )
    base = alt.Chart().encode(x=x, y=y)
    points = base.mark_point(filled=True, size=130, opacity=1).encode(
        color=alt.Color("who:N", scale=colours, legend=key),
        shape=alt.Shape("who:N", scale=shapes, legend=key),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    counts = base.mark_text(dx=11, dy=-9, align="left", fontSize=11, aria=False).encode(
        text="forecasts:Q", color=alt.value(theme.BLACK)
    )
    return theme.layers(diagonal, points, counts, data=table, height=380)


def rate_lines(rows: pd.DataFrame, cases: Sequence[str]) -> alt.LayerChart:
    """One line per forecast and record, with the base rate that each choice of cases gives; a bar joins the extremes.

    ``rows`` has ``line`` (a label), ``place`` (from the top), ``cases`` (one of ``cases``, which get STYLES in their
    order), ``rate`` (percent) and ``hover``. Filtered lines vanish.
    """
    table = theme.data(rows, ["line", "place", "cases", "rate", "hover"])
    y = alt.Y(
        "line:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(labelLimit=420, labelFontSize=11.5, ticks=False, domain=False),
    )
    scale = alt.Scale(domain=[0, 100], nice=False, padding=8)
    base = alt.Chart().encode(y=y)
    spans = (
        base.transform_aggregate(low="min(rate)", high="max(rate)", place="min(place)", groupby=["line"])
        .mark_rule(color="#b0b0b0", strokeWidth=3, aria=False)
        .encode(x=alt.X("low:Q", scale=scale, title="Base rate (percent)"), x2="high:Q")
    )
    colour, shape, _ = _styles(cases)
    points = base.mark_point(filled=True, size=85, opacity=1).encode(
        x=alt.X("rate:Q", scale=scale, title="Base rate (percent)"),
        color=alt.Color("cases:N", scale=colour, legend=_key(2)),
        shape=alt.Shape("cases:N", scale=shape, legend=_key(2)),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    return theme.layers(spans, points, data=table, height=alt.Step(26))


def score_curves(rows: pd.DataFrame, rules: Sequence[str]) -> alt.LayerChart:
    """What penalty is to be expected for each thing that one could say; where it is least stands a large mark.

    ``rows`` has ``rule`` (one of ``rules``, which get STYLES in their order), ``said`` and ``belief`` (percent),
    ``penalty`` (beside that of saying 50 percent), ``least`` (whether it is the least of its rule) and ``hover``. A
    line stands at the belief.
    """
    table = theme.data(rows, ["rule", "said", "belief", "penalty", "least", "hover"])
    scale = alt.Scale(domain=[0, 100], nice=False, padding=8)
    x = alt.X("said:Q", scale=scale, title="You say (percent)")
    y = alt.Y("penalty:Q", title=["Expected penalty", "(1: as for 50 percent)"], scale=alt.Scale(zero=True))
    colour, shape, dash = _styles(rules)
    base = alt.Chart().encode(color=alt.Color("rule:N", scale=colour, legend=_key(2)))
    at = alt.Chart().transform_filter("datum.said == datum.belief").mark_rule(color=theme.GREY, aria=False).encode(x=x)
    curves = base.mark_line(strokeWidth=1.8, aria=False).encode(
        x=x, y=y, strokeDash=alt.StrokeDash("rule:N", scale=dash, legend=None)
    )
    points = base.mark_point(filled=True, opacity=1).encode(
        x=x,
        y=y,
        shape=alt.Shape("rule:N", scale=shape, legend=_key(2)),
        size=alt.condition("datum.least", alt.value(190), alt.value(16)),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    return theme.layers(at, curves, points, data=table, height=340)


def _styles(names: Sequence[str]) -> tuple[alt.Scale, alt.Scale, alt.Scale]:
    """The scales of colour, shape and dash for ``names``, in the order of STYLES."""
    columns = list(zip(*STYLES[: len(names)], strict=True))
    colour, shape, dash = (alt.Scale(domain=list(names), range=list(column)) for column in columns)
    return colour, shape, dash


def _key(columns: int) -> alt.Legend:
    return alt.Legend(title=None, columns=columns, labelLimit=0, symbolStrokeWidth=0)
