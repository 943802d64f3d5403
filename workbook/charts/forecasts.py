"""Probabilities of several people side by side, and how well they fit what happened."""

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
