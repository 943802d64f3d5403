"""A map of places: what stands where, on a base map that needs no network."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt
import pandas as pd

from . import theme
from .map_ground import caption, ground, projection, with_halo
from .map_windows import FRAMES, WINDOWS, Side, Window, gathered, lands, named

# Shape is the first code of a layer; colours repeat, a pair of both does not.
LAYER_SIGNS = {
    "summits": ("circle", theme.VERMILION),
    "events": ("diamond", theme.BLUE),
    "tests": ("triangle-up", theme.BLACK),
    "drills": ("square", theme.PURPLE),
    "arms": ("triangle-right", theme.OCHRE),
    "crossings": ("cross", theme.GREEN),
    "fighting": ("triangle-down", theme.VERMILION),
    "bases": ("triangle-left", theme.PURPLE),
    "sites": ("square", theme.BLUE),
    "disputed": ("diamond", theme.LETTERING),
}
OTHERS = "others"
NAMES = {False: 60, True: 8}  # at most, wide and narrow; narrow of each layer
AREAS = {False: (45, 1200), True: (24, 500)}  # square pixels of a mark with one row and with MOST rows
MOST = 100
GIVEN = ("place", "region", "solid", "first", "last", "hover", "leg")
DRAWN = ("spot", "spot_name", "spot_lon", "spot_lat", "side")  # where and under which name a row is drawn
_SHIFT: dict[str, Any] = {
    "baseline": "middle",
    "align": alt.ExprRef("datum.side ? datum.side[0] : 'center'"),
    "dx": alt.ExprRef("datum.side ? datum.side[1] : 0"),
    "dy": alt.ExprRef("datum.side ? datum.side[2] : 0"),
}


def place_map(
    rows: pd.DataFrame,
    layers: Mapping[str, str],
    ends: pd.DataFrame,
    window: str,
    controls: Mapping[str, str],
    narrow: bool = False,
) -> alt.LayerChart:
    """Places on a map, one mark for all rows of a layer at a place; the more rows, the larger.

    ``rows`` are those of one ``window`` (a key of WINDOWS) and have ``place`` (its id), ``name``, ``lon``, ``lat``,
    ``by_layer`` (a key of ``layers`` and LAYER_SIGNS), ``region`` (true: a name without a mark), ``solid`` (true: place
    and row are confirmed), ``first`` and ``last`` (years), ``hover`` (one line of text), and ``leg`` (the ends
    of a dashed line to another place, longitude and latitude of both). ``layers`` has the words of each layer.
    ``ends`` are places between which a line may be drawn: ``name``, ``lon``, ``lat``, and ``km``, a list of how far it
    is to each of them.

    ``controls`` names the parameters of Vega that choose: ``window`` and ``from`` and ``to`` (numbers of options) and
    ``layers`` (one switch per layer, ``layers_0`` and so on). A narrow map shows the first layer that is switched on,
    and all others as small grey dots.
    """
    table = theme.data(_spots(rows, WINDOWS[window], narrow), [*GIVEN, *DRAWN])
    loud = f"{json.dumps(list(layers))}[indexof([{_switches(controls['layers'], len(layers))}], true)]"
    drawn = {**layers, OTHERS: OTHERS} if narrow else dict(layers)
    chart = alt.layer(
        *ground(controls["window"], narrow),
        _route(),
        *_marks(drawn, narrow),
        *_names(),
        *_key(drawn),
        *_distance(ends, controls, narrow),
        caption(narrow),
    )
    assert isinstance(chart, alt.LayerChart)
    sign = f"datum.by_layer == {loud} ? datum.by_layer : '{OTHERS}'" if narrow else "datum.by_layer"
    chart = (
        chart.transform_calculate(sign=sign)
        .transform_joinaggregate(
            count="count()",
            near="distinct(place)",
            sure="max(solid)",
            from_year="min(first)",
            to_year="max(last)",
            groupby=["spot", "by_layer"],
        )
        .transform_window(rank="row_number()", groupby=["spot", "by_layer"])
        .transform_window(
            rank_of_spot="row_number()", groupby=["spot"], sort=[alt.SortField("count", order="descending")]
        )
        .transform_window(rank_of_sign="row_number()", groupby=["sign"])
        .transform_calculate(
            tip="datum.count == 1 ? datum.hover : (datum.near > 1 ? 'Around ' : '') + datum.spot_name + ', ' + "
            f"{json.dumps(dict(layers))}[datum.by_layer] + ': ' + datum.count + ', ' + datum.from_year + "
            "(datum.to_year > datum.from_year ? ' to ' + datum.to_year : '')"
        )
    )
    chart = chart.properties(projection=projection(controls["window"], FRAMES[narrow]))
    finished: alt.LayerChart = theme.finish(chart, FRAMES[narrow].height).configure_view(
        fill=theme.WATER, stroke=None, clip=True
    )
    finished.data = table  # last, so that it is not copied at each step
    return finished


def _switches(control: str, number: int) -> str:
    """The switches of a control with boxes, as true or false."""
    return ", ".join(f"!!{control}_{place}" for place in range(number))


def _spots(rows: pd.DataFrame, window: Window, narrow: bool) -> pd.DataFrame:
    """``rows`` with the place under which each is drawn, and the side on which its name stands, if it has one."""
    frame = FRAMES[narrow]
    counts = rows.groupby(["by_layer", "place"])["hover"].transform("size")
    ordered = rows.assign(count=counts).sort_values("count", ascending=False, kind="stable")
    heads: dict[tuple[str, str], str] = {}
    for layer, table in ordered[~ordered["region"]].groupby("by_layer", sort=False):
        found = gathered(window, table.drop_duplicates("place"), frame)
        heads |= {(str(layer), place): head for place, head in found.items()}
    keys = zip(rows["by_layer"], rows["place"], strict=True)
    spots = rows.assign(spot=[heads.get(key, key[1]) for key in keys])
    where = rows.drop_duplicates("place").set_index("place")
    for column in ("name", "lon", "lat"):
        spots[f"spot_{column}"] = spots["spot"].map(where[column])
    # A narrow map shows the names of one layer at a time, so that each layer has the whole room.
    every = {} if narrow else _sides(spots, window, narrow)
    each = {layer: _sides(part, window, narrow) for layer, part in spots.groupby("by_layer")} if narrow else {}
    keys = zip(spots["by_layer"], spots["spot"], strict=True)
    return spots.assign(
        side=pd.Series([each.get(layer, every).get(spot) for layer, spot in keys], spots.index, dtype=object)
    )


def _sides(spots: pd.DataFrame, window: Window, narrow: bool) -> dict[str, Side]:
    """On which side the name of each spot stands; spots without a name are left out."""
    first = {place: number for number, place in enumerate((*window.towns, *window.first))}
    counts = spots.groupby(["spot", "by_layer"])["hover"].size().groupby("spot").max()
    low, high = AREAS[narrow]
    names = {"spot": "place", "spot_name": "name", "spot_lon": "lon", "spot_lat": "lat", "region": "region"}
    places = spots.drop_duplicates("spot")[list(names)].rename(columns=names)
    count = places["place"].map(counts)
    area = low + (count.clip(upper=MOST) - 1) / (MOST - 1) * (high - low)
    places["radius"] = ((area / math.pi) ** 0.5 + 1).where(~places["region"], 0)
    places["first"] = [first.get(place, len(first)) for place in places["place"]]
    early = places["region"] | (places["first"] < len(first))  # towns, then others that are listed, then regions
    places["covers"], places["rank"] = 2 * early, ~early
    places = places.assign(less=-count).sort_values(["rank", "first", "less"], kind="stable")
    return named(window, places, FRAMES[narrow], NAMES[narrow], lands(window, FRAMES[narrow]))


def _route() -> alt.Chart:
    """Dashed legs from stop to stop of a route: the shortest way over the globe, and no path."""
    legs: alt.Chart = (
        alt.Chart()
        .transform_filter("isValid(datum.leg)")
        .transform_calculate(line="{type: 'LineString', coordinates: datum.leg}")
        .mark_geoshape(filled=False, strokeDash=[5, 3], strokeWidth=1.6, stroke=theme.OCHRE, aria=False, clip=True)
        .encode(shape=alt.Shape("line", type="geojson"))
    )
    return legs


def _distance(ends: pd.DataFrame, controls: Mapping[str, str], narrow: bool) -> Iterator[alt.Chart]:
    """The great circle between the two places that are chosen, and in a lower corner its length."""
    points, names = ends[["lon", "lat"]].to_numpy().tolist(), list(ends["name"])
    one, other = controls["from"], controls["to"]
    base = (
        alt.Chart(alt.InlineData(values=[{}]))
        .transform_filter(f"{one} != {other}")
        .transform_calculate(
            line=f"{{type: 'LineString', coordinates: [{points}[{one}], {points}[{other}]]}}",
            said=f"{json.dumps(names)}[{one}] + ' to ' + {json.dumps(names)}[{other}] + ': ' + "
            f"format({ends['km'].tolist()}[{one}][{other}], ',') + ' km'",
        )
    )
    yield base.mark_geoshape(
        filled=False, stroke=theme.BLACK, strokeWidth=1.6, strokeDash=[1, 4], strokeCap="round", aria=False, clip=True
    ).encode(shape=alt.Shape("line", type="geojson"))
    down = alt.value(alt.expr(f"height - {36 if narrow else 11}"))
    words = base.encode(x=alt.value(6) if narrow else alt.value(alt.expr("width - 8")), y=down, text="said:N")
    yield from with_halo(words, align="left" if narrow else "right", baseline="middle")


def _marks(layers: Mapping[str, str], narrow: bool) -> Iterator[alt.Chart]:
    """One mark per place and layer, and one name per region."""
    signs = [LAYER_SIGNS.get(layer, ("circle", theme.GREY)) for layer in layers]
    shape = alt.Scale(domain=list(layers), range=[sign for sign, _ in signs])
    colour = alt.Scale(domain=list(layers), range=[colour for _, colour in signs])
    low, high = AREAS[narrow]
    points = alt.Chart().encode(
        longitude="spot_lon:Q",
        latitude="spot_lat:Q",
        description="hover:N",
        tooltip=alt.Tooltip("tip:N"),
    )
    size = alt.Size(
        "count:Q", scale=alt.Scale(type="linear", domain=[1, MOST], range=[low, high], clamp=True), legend=None
    )
    yield (
        points.transform_filter("!datum.region")
        .mark_point(strokeWidth=1.2, opacity=1, clip=True, filled=True)
        .encode(
            shape=alt.Shape("sign:N", scale=shape, legend=None),
            fill=alt.Fill("sign:N", scale=colour, legend=None),
            stroke=alt.Stroke("sign:N", scale=colour, legend=None),
            fillOpacity=alt.condition("datum.sure", alt.value(0.45), alt.value(0)),
            size=alt.condition("datum.rank == 1", size, alt.value(0)),
            order=alt.Order("count:Q", sort="descending"),
        )
    )
    yield (
        points.transform_filter("datum.region")
        .transform_calculate(
            said=f"datum.rank_of_spot == 1 && datum.side && datum.sign != '{OTHERS}' ? datum.spot_name : ''"
        )
        .mark_text(fontSize=12, fontStyle="italic", clip=True, **_SHIFT)
        .encode(text="said:N", color=alt.Color("sign:N", scale=colour, legend=None))
    )


def _names() -> Iterator[alt.Chart]:
    """The names of places, each once, beside its marks."""
    words = (
        alt.Chart()
        .transform_filter(f"datum.side && !datum.region && datum.rank_of_spot == 1 && datum.sign != '{OTHERS}'")
        .encode(longitude="spot_lon:Q", latitude="spot_lat:Q", text="spot_name:N")
    )
    yield from with_halo(words, **_SHIFT)


def _key(layers: Mapping[str, str]) -> Iterator[alt.Chart]:
    """What each sign that is drawn means, in a strip along the upper edge, in as many rows as needed."""
    signs = [LAYER_SIGNS.get(layer, ("circle", theme.GREY)) for layer in layers]
    items = (
        alt.Chart()
        .transform_filter("datum.rank_of_sign == 1")
        .transform_calculate(
            order=f"indexof({json.dumps(list(layers))}, datum.sign)",
            words=f"{json.dumps(dict(layers))}[datum.sign]",
        )
        .transform_calculate(wide="length(datum.words) * 6.6 + 34")
        .transform_window(end="sum(wide)", sort=[alt.SortField("order")])
        .transform_joinaggregate(widest="max(wide)")
        .transform_calculate(
            row="ceil(datum.end / max(width - datum.widest, datum.widest)) - 1", start="datum.end - datum.wide"
        )
        .transform_joinaggregate(row_start="min(start)", groupby=["row"])
        .transform_joinaggregate(rows="max(row)", first="min(order)")
        .transform_calculate(across="datum.start - datum.row_start", down="15 + datum.row * 18")
    )
    yield (
        items.transform_filter("datum.order == datum.first")
        .mark_rect(color=theme.PAPER, aria=False)
        .encode(
            x=alt.value(0),
            x2=alt.value(alt.expr("width")),
            y=alt.value(0),
            y2=alt.value(alt.expr("30 + 18 * datum.rows")),
        )
    )
    yield items.mark_point(filled=True, opacity=1, size=80, aria=False).encode(
        x=alt.value(alt.expr("datum.across + 10")),
        y=alt.value(alt.expr("datum.down")),
        shape=alt.Shape("sign:N", scale=alt.Scale(domain=list(layers), range=[s for s, _ in signs]), legend=None),
        fill=alt.Fill("sign:N", scale=alt.Scale(domain=list(layers), range=[c for _, c in signs]), legend=None),
    )
    yield items.mark_text(align="left", baseline="middle", fontSize=12, color=theme.BLACK, aria=False).encode(
        x=alt.value(alt.expr("datum.across + 20")), y=alt.value(alt.expr("datum.down")), text="words:N"
    )
