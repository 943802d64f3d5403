"""Votes as a grid: one column per text, one row per voter."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from . import theme

# Sign and fill of each vote: the sign is the second code beside colour.
VOTES = {
    "yes": ("+", "#cfe3f2"),
    "no": ("–", "#f6c9a8"),
    "veto": ("V", "#8f2d00"),
    "abstain": ("○", "#e9e9e9"),
    "absent": ("·", "#ffffff"),
    "not voting": ("·", "#ffffff"),
    "consensus": ("c", "#ffffff"),
    "dissociated": ("d", "#e8dcef"),
    "not found": ("×", "#ffffff"),
}


def vote_grid(rows: pd.DataFrame, voters: Sequence[str], title: str = "Vote (date)", step: int = 34) -> alt.LayerChart:
    """How each of ``voters`` (labels, top to bottom) voted on each text.

    ``rows`` has ``text`` (a label that sorts by date), ``voter``, ``vote`` (a key of VOTES) and ``hover``.
    With a column ``family`` the texts of one family stand together under its name, families in the order of their
    ``place``; ``step`` is the height of a voter's row in pixels.
    """
    signs = [vote for vote in VOTES if vote in set(rows["vote"])]
    names = [name for name in rows.columns if name in ("year", "family")]
    if "family" in names:
        rows = rows.assign(text=rows["place"].map("{:02d} ".format) + rows["text"])
    table = theme.data(
        rows.assign(sign=rows["vote"].map(lambda vote: VOTES[vote][0])),
        ["text", "voter", "vote", "sign", "hover", *names],
    )
    label = "slice(datum.label, 3)" if "family" in names else "datum.label"
    axis = alt.Axis(labelAngle=-90, labelOverlap=False, labelFontSize=11, labelLimit=260, labelExpr=label)
    x = alt.X("text:O", title=title, axis=axis)
    y = alt.Y("voter:O", title=None, sort=list(voters), axis=alt.Axis(labelLimit=160))
    base = alt.Chart(table).encode(x=x, y=y)
    cells = base.mark_rect(stroke="#767676", strokeWidth=0.5).encode(
        color=alt.Color(
            "vote:N",
            scale=alt.Scale(domain=signs, range=[VOTES[vote][1] for vote in signs]),
            legend=alt.Legend(
                title=None, columns=6, symbolType="square", labelExpr=_legend(), symbolStrokeColor="#767676"
            ),
        ),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    letters = base.mark_text(fontSize=13, fontWeight="bold", aria=False).encode(
        text="sign:N", color=alt.condition("datum.vote == 'veto'", alt.value("#ffffff"), alt.value(theme.BLACK))
    )
    heads = _heads(table, x) if "family" in names else []
    return theme.layers(cells, letters, *heads, data=table, height=alt.Step(step))


def _heads(table: alt.InlineData, x: alt.X) -> list[alt.Chart]:
    """The name of each family above its first text, and a rule that parts it from the family before."""
    first = alt.Chart(table).transform_aggregate(text="min(text)", groupby=["family"]).encode(x=x)
    names = first.mark_text(align="left", baseline="bottom", fontSize=12, fontWeight="bold", dy=-5, aria=False)
    rules = first.mark_rule(color=theme.BLACK, strokeWidth=2.5, aria=False)
    return [rules.encode(x=alt.X("text:O", bandPosition=0)), names.encode(text="family:N", y=alt.value(0))]


def _legend() -> str:
    """The label of each vote in the legend: its sign and its name."""
    pairs = ", ".join(f"'{vote}': '{sign}'" for vote, (sign, _) in VOTES.items())
    return f"{{{pairs}}}[datum.label] + '  ' + datum.label"
