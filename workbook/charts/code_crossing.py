"""Two coders crossed: how often each code of the one meets each code of the other."""

import altair as alt
import pandas as pd

from . import theme

SAME, OTHER, NONE = "the same", "different", "no claim"
FILLS = {SAME: "#bfe3d0", OTHER: "#f6c9a8", NONE: "#ffffff"}


def crossing(rows: pd.DataFrame, mine: str, ledger: str) -> alt.LayerChart:
    """A square of tiles: the codes of one coder downward, of the other to the right, and the number of things in each.

    ``rows`` has ``mine`` and ``ledger`` (codes), ``mine_place`` and ``ledger_place`` (their order), ``count``,
    ``match`` (a key of FILLS) and ``hover``. ``mine`` and ``ledger`` are the titles.
    """
    table = theme.data(rows, ["mine", "ledger", "mine_place", "ledger_place", "count", "match", "hover"])
    # The codes change with what is compared, so that their order comes from the rows.
    across, down = (alt.EncodingSortField(f"{name}_place", op="min") for name in ("ledger", "mine"))
    left = alt.Axis(labelFontSize=11.5, ticks=False, domain=False, labelLimit=140)
    top = alt.Axis(labelFontSize=11.5, ticks=False, domain=False, labelAngle=0, orient="top")
    base = alt.Chart().encode(
        x=alt.X("ledger:N", title=ledger, sort=across, axis=top), y=alt.Y("mine:N", title=mine, sort=down, axis=left)
    )
    tiles = base.mark_rect(stroke=theme.GREY, strokeWidth=0.5).encode(
        color=alt.Color("match:N", scale=alt.Scale(domain=list(FILLS), range=list(FILLS.values())), legend=None),
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    counts = (
        base.transform_filter("datum.count > 0")
        .mark_text(fontSize=13, aria=False)
        .encode(text="count:Q", color=alt.value(theme.BLACK))
    )
    return theme.layers(tiles, counts, data=table, height=alt.Step(34))
