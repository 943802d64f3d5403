"""Dated things in lanes: when, and between whom."""

import altair as alt

from . import theme

# Shape is the first code; colours repeat, a pair of both does not.
KINDS = {
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


def event_lanes(rows, lanes):
    """Events on a line of time, one lane per dyad.

    ``rows`` has ``date``, ``lane`` (one of ``lanes``, top to bottom), ``kind`` (a key of KINDS), ``check``,
    ``hover`` (one line of text) and ``address`` (opened on a click).
    Hollow marks are rows that no source confirms.
    """
    names = [name for name in rows.columns if name.startswith("by_") or name == "year"]
    rows = rows.assign(slot=_slots(rows))
    table = theme.data(rows, ["date", "lane", "slot", "kind", "check", "hover", "address", *names])
    kinds = list(KINDS)
    shape = alt.Scale(domain=kinds, range=[KINDS[kind][0] for kind in kinds])
    colour = alt.Scale(domain=kinds, range=[KINDS[kind][1] for kind in kinds])
    slots = int(rows["slot"].max()) + 1 if len(rows) else 1
    points = (
        alt.Chart(table)
        .mark_point(size=70, strokeWidth=1.6, filled=True, opacity=1)
        .encode(
            x=alt.X("date:T", title="Date", axis=alt.Axis(grid=True, format="%b %Y", tickCount=8)),
            y=alt.Y(
                "lane:N",
                title=None,
                sort=list(lanes),
                scale=alt.Scale(domain=list(lanes)),
                axis=alt.Axis(labelLimit=170, grid=True, tickBand="extent"),
            ),
            yOffset=alt.YOffset("slot:O", scale=alt.Scale(domain=list(range(slots)))),
            shape=alt.Shape("kind:N", scale=shape, title=None, legend=alt.Legend(columns=5)),
            color=alt.Color("kind:N", scale=colour, title=None),
            fillOpacity=alt.condition("datum.check == 'confirmed'", alt.value(0.85), alt.value(0)),
            stroke=alt.Stroke("kind:N", scale=colour, title=None),
            href="address:N",
            description="hover:N",
            tooltip=alt.Tooltip("hover:N"),
        )
    )
    return theme.finish(points, height=74 * len(lanes))


def _slots(rows, days=40, most=6):
    """A row within its lane for each event, so that marks less than ``days`` apart do not cover each other."""
    taken: dict[str, list] = {}
    slots = {}
    for index, row in rows.sort_values("date").iterrows():
        ends = taken.setdefault(row["lane"], [None] * most)
        free = [n for n, end in enumerate(ends) if end is None or (row["date"] - end).days >= days]
        slot = free[0] if free else ends.index(min(ends))
        ends[slot], slots[index] = row["date"], slot
    return [slots[index] for index in rows.index]
