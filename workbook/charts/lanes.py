"""Dated things in lanes: when, and between whom."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from . import theme

# Shape is the first code; colours repeat, a pair of both does not.
LANE_KINDS = {
    "summit": ("circle", theme.VERMILION),
    "treaty": ("square", theme.BLUE),
    "military": ("triangle-up", theme.BLACK),
    "vote": ("diamond", theme.PURPLE),
    "sanction": ("cross", theme.PURPLE),
    "test": ("triangle-down", theme.OCHRE),
    "statement": ("triangle-right", theme.GREEN),
    "trade": ("triangle-left", theme.BLUE),
    "border": ("arrow", theme.GREEN),
    "other": ("wedge", theme.GREY),
}

# The layers of a free row below the marks of a lane, from the chart of the marks and the number of that row.
Foot = Callable[[alt.Chart, int], Sequence[alt.Chart]]

HIGHEST = 460  # pixels
AXES: dict[str | None, dict[str, Any]] = {
    "months": {"format": "%b %Y", "tickCount": 8},
    None: {"labelOverlap": "greedy", "labelSeparation": 8},
}


def event_lanes(
    rows: pd.DataFrame,
    lanes: Sequence[str],
    kinds: Mapping[str, tuple[str, str]] = LANE_KINDS,
    columns: int = 5,
    days: int = 40,
    foot: Foot | None = None,
    dates: Literal["months"] | None = "months",
) -> alt.Chart | alt.LayerChart:
    """Events on a line of time, one lane per dyad or other group.

    ``rows`` has ``date``, ``lane`` (one of ``lanes``, top to bottom), ``kind`` (a key of ``kinds``: shape and colour),
    ``check``, ``hover`` (one line of text) and ``address`` (opened on a click). With a column ``until``, a bar from
    ``date`` to it shows how long an event lasted. ``columns`` are those of the legend; marks of a lane less than
    ``days`` apart stand above each other. ``foot`` makes the layers of a free row below the marks of each lane
    (``longest_waits``, ``counts_per_year``). The axis of time has months, or what suits the span
    (``dates`` is None).
    Hollow marks are rows that no source confirms.
    """
    names = [name for name in rows.columns if name in ("year", "until", "last")]
    rows = rows.assign(slot=slots(rows, days))
    table = theme.data(rows, ["date", "lane", "slot", "kind", "check", "hover", "address", *names])
    shape = alt.Scale(domain=list(kinds), range=[shape for shape, _ in kinds.values()])
    colour = alt.Scale(domain=list(kinds), range=[colour for _, colour in kinds.values()])
    rank = list(range((int(rows["slot"].max()) + 1 if len(rows) else 1) + bool(foot)))
    base = alt.Chart(table).encode(
        x=alt.X("date:T", title="Date", axis=alt.Axis(grid=True, **AXES[dates])),
        y=alt.Y(
            "lane:N",
            title=None,
            sort=list(lanes),
            # Lanes that the controls leave empty vanish; not beside a foot, whose own data would bring its own order.
            scale=alt.Scale(domain=list(lanes)) if foot else alt.Undefined,
            axis=alt.Axis(labelLimit=200, grid=True, tickBand="extent"),
        ),
        yOffset=alt.YOffset("slot:O", scale=alt.Scale(domain=rank)),
        color=alt.Color("kind:N", scale=colour, title=None),
    )
    points: alt.Chart = base.mark_point(size=70, strokeWidth=1.6, filled=True, opacity=1).encode(
        shape=alt.Shape("kind:N", scale=shape, title=None, legend=alt.Legend(columns=columns, labelLimit=0)),
        fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(0.85), alt.value(0)),
        stroke=alt.Stroke("kind:N", scale=colour, title=None),
        href="address:N",
        description="hover:N",
        tooltip=alt.Tooltip("hover:N"),
    )
    layers: list[alt.Chart] = [points]
    if foot:
        layers = [*foot(base, rank[-1]), points]
    if "until" in names:
        layers = [base.mark_rule(strokeWidth=3, opacity=0.55, aria=False).encode(x2="until:T"), *layers]
    height = min((86 if foot else 74) * len(lanes), HIGHEST)
    if len(layers) == 1:
        return theme.finish(points, height)
    return theme.layers(*layers, data=table, height=height)


def slots(rows: pd.DataFrame, days: int = 40, most: int = 6) -> list[int]:
    """A row within its lane for each event, so that marks less than ``days`` apart do not cover each other."""
    taken: dict[str, list[pd.Timestamp]] = {}
    slots = {}
    ordered = rows.sort_values("date")
    for index, lane, date in zip(ordered.index, ordered["lane"], ordered["date"], strict=True):
        ends = taken.setdefault(lane, [pd.Timestamp.min] * most)
        free = [n for n, end in enumerate(ends) if end == pd.Timestamp.min or (date - end).days >= days]
        slot = free[0] if free else ends.index(min(ends))
        ends[slot], slots[index] = date, slot
    return [slots[index] for index in rows.index]
