"""Cross-impact balances: what speaks for each state of each factor, and which pictures hold together."""

from collections.abc import Sequence
from typing import Literal

import altair as alt
import pandas as pd

from . import theme

# What a state is in a scenario: colour and the sign at the end of its bar.
ROLES = {
    "chosen, and nothing speaks more for another": (theme.BLUE, "●"),
    "chosen, though more speaks for another": (theme.VERMILION, "●"),
    "more speaks for it than for the chosen one": (theme.OCHRE, "◄"),
    "not chosen": (theme.GREY, ""),
}


def impact_bars(rows: pd.DataFrame) -> alt.LayerChart:
    """One bar per state: the sum of the influences that the rest of the scenario exerts on it.

    ``rows`` has ``line`` (factor and state, in order), ``score``, ``role`` (a key of ROLES) and ``hover``.
    """
    rows = rows.assign(sign=rows["role"].map({role: sign for role, (_, sign) in ROLES.items()}))
    table = theme.data(rows, ["line", "score", "role", "sign", "hover"])
    colour = alt.Scale(domain=list(ROLES), range=[colour for colour, _ in ROLES.values()])
    y = alt.Y(
        "line:N",
        sort=list(rows["line"]),
        title=None,
        axis=alt.Axis(labelLimit=330, labelFontSize=11.5, ticks=False, domain=False, grid=True, tickBand="extent"),
    )
    x = alt.X(
        "score:Q",
        title="Impact score: what the rest of the scenario adds up to",
        scale=alt.Scale(padding=25),
        axis=alt.Axis(format="d", tickMinStep=1),
    )
    base = alt.Chart().encode(y=y)
    bars = base.mark_bar(height=11).encode(
        x=x,
        color=alt.Color("role:N", scale=colour, legend=alt.Legend(title=None, columns=2, labelLimit=0)),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    signs = [
        base.transform_filter(f"datum.score {test} 0")
        .mark_text(align=align, dx=dx, fontSize=13, aria=False)
        .encode(x=x, text="sign:N", color=alt.value(theme.BLACK))
        for test, align, dx in SIDES
    ]
    zero = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=theme.BLACK, aria=False).encode(x=alt.datum(0))
    return theme.layers(bars, zero, *signs, data=table, height=alt.Step(17))


SIDES: tuple[tuple[str, Literal["left", "right"], int], ...] = ((">=", "left", 5), ("<", "right", -5))


def scenario_tiles(rows: pd.DataFrame, lines: Sequence[str]) -> alt.LayerChart:
    """One column per scenario, one tile per factor, with the state in words.

    ``rows`` has ``scenario`` (a label, in order), ``line`` (the factor, one of ``lines``), ``words`` (the state; ``|``
    breaks the line), ``kind`` (as in the start scenario, or otherwise) and ``hover``.
    """
    table = theme.data(rows, ["scenario", "line", "words", "kind", "hover"])
    fills = {"as in 2025": "#dbe7f1", "otherwise": "#ffffff"}
    base = alt.Chart().encode(
        x=alt.X(
            "scenario:N",
            sort=None,
            title="Futures that hold together, with the share of the starting points that end there",
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr="split(datum.label, '|')",
                labelPadding=20,  # the second line of a label runs down
                domain=False,
                ticks=False,
            ),
        ),
        y=alt.Y("line:N", sort=list(lines), title=None, axis=alt.Axis(labelLimit=260, domain=False, ticks=False)),
    )
    tiles = base.mark_rect(stroke=theme.GREY, strokeWidth=0.7).encode(
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=list(fills), range=list(fills.values())),
            legend=alt.Legend(title=None, symbolType="square", symbolStrokeColor=theme.GREY),
        ),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    # A text of several lines begins at its place and runs down from there.
    words = [
        base.transform_filter(f"length(split(datum.words, '|')) == {lines_of}")
        .mark_text(fontSize=10, lineHeight=11, lineBreak="|", baseline="middle", dy=-5.5 * (lines_of - 1), aria=False)
        .encode(text="words:N", color=alt.value(theme.BLACK))
        for lines_of in (1, 2, 3)
    ]
    return theme.layers(tiles, *words, data=table, height=alt.Step(36))
