"""Networks of states, one beside the other."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme
from .state_triad import SIGNS

# Where the states stand in each picture: the northern triangle on the left, the southern on the right.
PLACES = {
    "RUS": (0.26, 0.92),
    "CHN": (0.05, 0.53),
    "PRK": (0.26, 0.14),
    "KOR": (0.71, 0.14),
    "JPN": (0.92, 0.53),
    "USA": (0.71, 0.92),
}
GAP = 1.16  # how far the pictures stand apart, in widths


def state_networks(rows: pd.DataFrame, names: Mapping[str, str], pictures: Sequence[str]) -> alt.LayerChart:
    """Ties between states as lines, in several pictures side by side.

    ``rows`` has ``picture`` (one of ``pictures``, left to right), ``one`` and ``other`` (keys of PLACES), ``sign``
    (good, bad or not known) and ``hover``. Only good ties are thick; bad ones are dashed, those not known dotted and
    thin. ``names`` are short names of the states.
    """
    offset = {picture: number * GAP for number, picture in enumerate(pictures)}

    def spot(state: str, picture: str) -> tuple[float, float]:
        return PLACES[state][0] + offset[picture], PLACES[state][1]

    ends = [
        (*spot(first, picture), *spot(second, picture))
        for first, second, picture in zip(rows["one"], rows["other"], rows["picture"], strict=True)
    ]
    rows = rows.assign(**dict(zip(("x", "y", "x2", "y2"), zip(*ends, strict=True), strict=True)))
    table = theme.data(rows, ["x", "y", "x2", "y2", "sign", "hover"])
    far = (len(pictures) - 1) * GAP + 1
    x = alt.X("x:Q", scale=alt.Scale(domain=[-0.04, far + 0.04], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1.12], nice=False), axis=None)
    base = alt.Chart().encode(x=x, y=y, x2="x2:Q", y2="y2:Q", description="hover:N", tooltip=alt.Tooltip("hover:N"))
    widths = {"not known": 0.8, "bad": 1.2, "good": 3.2}
    lines = [
        base.transform_filter(f"datum.sign == '{sign}'").mark_rule(
            strokeWidth=width, strokeDash=SIGNS[sign][2], color=SIGNS[sign][1]
        )
        for sign, width in widths.items()
    ]
    spots = [
        {"x": spot(state, picture)[0], "y": spot(state, picture)[1], "name": name}
        for picture in pictures
        for state, name in names.items()
    ]
    heads = [{"x": offset[picture] + 0.48, "y": 1.06, "name": picture} for picture in pictures]
    nodes = alt.Chart(alt.InlineData(values=spots)).encode(x=x, y=y)
    boxes = nodes.mark_point(size=620, filled=True, color="#ffffff", stroke=theme.BLACK, opacity=1, aria=False)
    words = {"text": "name:N", "color": alt.value(theme.BLACK)}
    return theme.layers(
        *lines,
        boxes,
        nodes.mark_text(fontSize=11, fontWeight="bold", aria=False).encode(**words),
        alt.Chart(alt.InlineData(values=heads))
        .mark_text(fontSize=13, fontWeight="bold", aria=False)
        .encode(x=x, y=y, **words),
        data=table,
        height=270,
    )
