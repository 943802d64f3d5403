"""Votes as a grid: one column per text, one row per voter."""

import altair as alt

from . import theme

# Sign and fill of each vote: the sign is the second code beside colour.
VOTES = {
    "yes": ("+", "#cfe3f2"),
    "no": ("–", "#f6c9a8"),
    "veto": ("V", "#8f2d00"),
    "abstain": ("○", "#e9e9e9"),
    "absent": ("·", "#ffffff"),
    "consensus": ("c", "#ffffff"),
}


def vote_grid(rows, voters):
    """How each of ``voters`` (labels, top to bottom) voted on each text.

    ``rows`` has ``text`` (a label that sorts by date), ``voter``, ``vote`` (a key of VOTES) and ``hover``.
    """
    signs = list(VOTES)
    table = theme.data(
        rows.assign(sign=rows["vote"].map(lambda vote: VOTES[vote][0])),
        [
            "text",
            "voter",
            "vote",
            "sign",
            "hover",
            *[name for name in rows.columns if name.startswith("by_") or name == "year"],
        ],
    )
    base = alt.Chart(table).encode(
        x=alt.X("text:O", title="Vote (date)", axis=alt.Axis(labelAngle=-90, labelOverlap=False, labelFontSize=11)),
        y=alt.Y("voter:O", title=None, sort=list(voters), axis=alt.Axis(labelLimit=160)),
    )
    cells = base.mark_rect(stroke="#767676", strokeWidth=0.5).encode(
        color=alt.Color(
            "vote:N",
            scale=alt.Scale(domain=signs, range=[VOTES[vote][1] for vote in signs]),
            legend=alt.Legend(title=None, symbolType="square", labelExpr=_legend(), symbolStrokeColor="#767676"),
        ),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    letters = base.mark_text(fontSize=13, fontWeight="bold", aria=False).encode(
        text="sign:N", color=alt.condition("datum.vote == 'veto'", alt.value("#ffffff"), alt.value(theme.BLACK))
    )
    return theme.finish(alt.layer(cells, letters, data=table), height=alt.Step(34))


def _legend():
    pairs = ", ".join(f"{vote}: '{sign}'" for vote, (sign, _) in VOTES.items())
    return f"{{{pairs}}}[datum.label] + '  ' + datum.label"
