"""A matrix of evidence and hypotheses."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from . import theme

# Fill and letters of each rating; the letters are the second code beside colour.
RATINGS = {"CC": "#8fbbdc", "C": "#cfe3f2", "N": "#ffffff", "I": "#f6c9a8", "II": "#e08a52"}
BLANK = "left out"
UNRATED = "–"


def evidence_matrix(rows: pd.DataFrame, hypotheses: Sequence[str], title: str) -> alt.LayerChart:
    """How each piece of evidence stands to each hypothesis, the most telling first.

    ``rows`` has ``line`` (the evidence), ``place`` (from the top), ``column`` (one of ``hypotheses``; ``|`` breaks
    it), ``rating`` (a key of RATINGS, or left out) and ``hover``; filtered rows vanish. ``title`` is that of the
    columns.
    """
    fills = {**RATINGS, BLANK: "#eeeeee", UNRATED: "#ffffff"}
    table = theme.data(rows, ["line", "place", "column", "rating", "hover"])
    base = alt.Chart().encode(
        x=alt.X(
            "column:N",
            sort=list(hypotheses),
            title=title,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr="split(datum.label, '|')",
                labelFontSize=11,
                labelPadding=18,  # the second line of a label runs down
                domain=False,
                ticks=False,
            ),
        ),
        y=alt.Y(
            "line:N",
            sort=alt.EncodingSortField("place", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=330, labelFontSize=11, domain=False, ticks=False),
        ),
    )
    tiles = base.mark_rect(stroke=theme.GREY, strokeWidth=0.5).encode(
        color=alt.Color("rating:N", scale=alt.Scale(domain=list(fills), range=list(fills.values())), legend=None),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    letters = base.mark_text(fontSize=10.5, aria=False).encode(
        text=alt.condition(f"datum.rating == '{BLANK}'", alt.value("–"), "rating:N"), color=alt.value(theme.BLACK)
    )
    return theme.layers(tiles, letters, data=table, height=alt.Step(15))
