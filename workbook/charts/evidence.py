"""Evidence and hypotheses: what speaks against which, and how much that is in all."""

import altair as alt
import pandas as pd

from . import theme
from .cards import QUIET, cards, column_of, line, lines

# The words in a tile and the ground behind them: only what speaks against a hypothesis is loud.
RATINGS = {
    "CC": ("very consistent", "transparent"),
    "C": ("consistent", "transparent"),
    "N": ("neutral", "transparent"),
    "I": ("inconsistent", theme.TINT_VERMILION),
    "II": ("very inconsistent", theme.DEEP_VERMILION),
    "left out": ("left out", theme.TINT_GREY),
    "–": ("not rated", "transparent"),
}
AGAINST = ("I", "II")
STATEMENT = 56  # letters of a line beside the tiles
CARD = 48  # letters of a line above them, in the narrow form
ROW = 56  # pixels: four lines of words
ONE_LINE = 125  # pixels of a tile that hold two words
BAR = 12  # pixels
STEP = 22  # pixels from bar to bar in the narrow form


def evidence_matrix(rows: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """How each piece of evidence stands to each hypothesis, and the points against each as a bar above it.

    ``rows`` has ``statement`` (of a piece of evidence), ``place`` (from the top), ``name`` (of a hypothesis),
    ``column`` (its place from the left, from 0), ``score`` and ``most`` (its points, and the highest of all; missing
    where nothing is rated), ``rating`` (a key of RATINGS) and ``hover``; filtered rows vanish.
    """
    words = rows["rating"].map({rating: said for rating, (said, _) in RATINGS.items()})
    bodies = [
        [line(f"{name}: {said}", "" if rating in AGAINST else QUIET)]
        for name, said, rating in zip(rows["name"], words, rows["rating"], strict=True)
    ]
    rows = rows.assign(
        line=rows["statement"].map(lambda text: theme.wrapped(text, STATEMENT)),
        head=column_of([[line(), *lines(text, CARD)] for text in rows["statement"]], rows),
        body=column_of(bodies, rows),
        group=rows["place"],
        words=words.str.replace(" ", "\n"),
        fill=rows["rating"],
    )
    fields = ("line", "place", "group", "head", "body", "fill", "name", "column", "score", "most", "words", "hover")
    table = theme.data(rows, fields)
    grounds = {rating: ground for rating, (_, ground) in RATINGS.items()}
    if narrow:
        return cards(table, "datum.body", grounds, _bars_in_rows())
    return _tiles(table, grounds)


def _tiles(table: alt.InlineData, grounds: dict[str, str]) -> alt.LayerChart:
    """The wide form: a line per piece of evidence, a column per hypothesis."""
    heads = alt.Axis(
        orient="top", title=None, labelAngle=0, offset=BAR + 14, ticks=False, domain=False, labelFontWeight="bold"
    )
    x = alt.X("name:N", sort=alt.EncodingSortField("column", op="min"), axis=heads, scale=alt.Scale(paddingInner=0.04))
    between = theme.sentences(STATEMENT)
    y = alt.Y("line:N", sort=alt.EncodingSortField("place", op="min"), axis=between)
    against = f"indexof({list(AGAINST)}, datum.fill) >= 0"
    tiles = (
        alt.Chart()
        .mark_rect()
        .encode(
            x=x,
            y=y,
            color=alt.Color("fill:N", legend=None, scale=alt.Scale(domain=list(grounds), range=list(grounds.values()))),
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    # Words stand in one line where the tiles are wide; of two lines the first has to stand half a line higher.
    roomy = f"bandwidth('x') > {ONE_LINE}"
    words = (
        alt.Chart()
        .mark_text(
            baseline="middle",
            lineHeight=13,
            fontSize=11.5,
            dy=alt.expr(f"{roomy} || indexof(datum.words, '\\n') < 0 ? 0 : -6.5"),
            color=alt.expr(f"{against} ? '{theme.INK}' : '{theme.QUIET}'"),
            fontWeight=alt.expr("datum.fill == 'II' ? 700 : 400"),
            aria=False,
        )
        .encode(x=x, y=y, text=alt.value(alt.expr(f"{roomy} ? replace(datum.words, '\\n', ' ') : datum.words")))
    )
    left, wide = "scale('x', datum.name)", "(bandwidth('x') - 30) * datum.score / datum.most"
    bars = _bars(left, f"{left} + {wide}", f"{-BAR - 8}")
    unit = (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(align="right", baseline="middle", color=theme.QUIET, aria=False)
        .encode(x=alt.value(-8), y=alt.value(-8 - BAR / 2), text=alt.value("points of inconsistency"))
    )
    return theme.layers(tiles, words, *bars, unit, data=table, height=alt.Step(ROW))


def _bars_in_rows() -> list[alt.Chart]:
    """The bars below each other, each after the name of its hypothesis, above the first card."""
    up = f"{STEP} * (datum.column - datum.tw_columns)"
    left, names = 180, _scores()
    named = names.mark_text(align="left", baseline="middle", color=theme.INK, aria=False).encode(
        x=alt.value(4), y=alt.value(alt.expr(f"{up} + {BAR / 2}")), text="name:N"
    )
    return [named, *_bars(str(left), f"{left} + (width - {left + 30}) * datum.score / datum.most", up)]


def _scores() -> alt.Chart:
    """The hypotheses, one row each."""
    chart: alt.Chart = (
        alt.Chart()
        .transform_aggregate(count="count()", groupby=["name", "column", "score", "most"])
        .transform_joinaggregate(tw_columns="count()")
    )
    return chart


def _bars(left: str, right: str, top: str) -> list[alt.Chart]:
    """The points of each hypothesis as a bar from ``left`` to ``right``, ``top`` down, with their number."""
    rated = _scores().transform_filter("isValid(datum.score)")
    bars = rated.mark_rect(color=theme.VERMILION, aria=False).encode(
        x=alt.value(alt.expr(left)),
        x2=alt.value(alt.expr(right)),
        y=alt.value(alt.expr(top)),
        y2=alt.value(alt.expr(f"{top} + {BAR}")),
    )
    points = rated.mark_text(
        align="left", baseline="middle", dx=5, color=theme.INK, fontWeight="bold", aria=False
    ).encode(x=alt.value(alt.expr(right)), y=alt.value(alt.expr(f"{top} + {BAR / 2}")), text="score:Q")
    return [bars, points]
