"""A map of places: what stands where, on a base map that needs no network."""

import json
from collections.abc import Iterator, Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme
from .map_windows import WINDOWS, Box, Side, Window, box_of, gathered, lands, named, pixels, topology

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
    "disputed": ("diamond", theme.GREY),
}
OTHERS = "others"
TAKES_NO_SIDE = "Borders and names show control or common use and take no position."
SIZES = {False: (640, 640), True: (340, 380)}  # the least width and the height, wide and narrow
NAMES = {False: 34, True: 8}
AREAS = {False: (45, 800), True: (22, 300)}  # square pixels of a mark with one row and with MOST rows
MOST = 40
BASES = ("eurasia", *(w.base for w in WINDOWS.values() if w.base != "eurasia"))


def place_map(
    rows: pd.DataFrame,
    layers: Mapping[str, str],
    distances: pd.DataFrame,
    window: str,
    controls: Mapping[str, str],
    narrow: bool = False,
) -> alt.LayerChart:
    """Places on a map, one mark for all rows of a layer at a place; the more rows, the larger.

    ``rows`` are those of one ``window`` (a key of WINDOWS) and have ``place`` (its id), ``name``, ``lon``, ``lat``,
    ``by_layer`` (a key of ``layers`` and LAYER_SIGNS), ``region`` (true: a name without a mark), ``solid`` (true: place
    and row are confirmed), ``first`` and ``last`` (years), ``hover`` (one line of text), and ``next_lon`` and
    ``next_lat`` where a dashed line leads to another place. ``layers`` has the words of each layer. ``distances`` has ``pair`` (numbers of two
    places, the lower first: ``0-3``), ``said`` and ``lon``, ``lat``, ``lon2``, ``lat2``; one of them is drawn.

    ``controls`` names the parameters of Vega that choose: ``window`` and ``from`` and ``to`` (numbers of options) and
    ``layers`` (one switch per layer, ``layers_0`` and so on). A narrow map shows the first layer that is switched on,
    and all others as small grey dots.
    """
    size = SIZES[narrow]
    spots = _spots(rows, WINDOWS[window], narrow)
    columns = ["place", "spot", "spot_name", "spot_lon", "spot_lat", "region", "solid", "first", "last", "hover", "side"]
    table = theme.data(spots, [*columns, *(["lon", "lat", "next_lon", "next_lat"])])
    loud = f"{json.dumps(list(layers))}[indexof([{_switches(controls['layers'], len(layers))}], true)]"
    drawn = {**layers, OTHERS: OTHERS} if narrow else dict(layers)
    chart = alt.layer(
        *_ground(controls["window"], narrow),
        _route(),
        *_marks(drawn, narrow),
        *_distance(distances, controls),
        *_names(),
        *_key(drawn),
        _caption(narrow),
        data=table,
    )
    assert isinstance(chart, alt.LayerChart)
    chart = (
        chart.transform_calculate(sign=f"datum.by_layer == {loud} ? datum.by_layer : '{OTHERS}'" if narrow else "datum.by_layer")
        .transform_joinaggregate(
            count="count()", near="distinct(place)", sure="max(solid)", from_year="min(first)", to_year="max(last)", groupby=["spot", "by_layer"]
        )
        .transform_window(rank="row_number()", groupby=["spot", "by_layer"])
        .transform_window(
            rank_of_place="row_number()", groupby=["spot"], sort=[alt.SortField("count", order="descending")]
        )
        .transform_window(rank_of_sign="row_number()", groupby=["sign"])
        .transform_calculate(
            tip="datum.count == 1 ? datum.hover : (datum.near > 1 ? 'Around ' : '') + datum.spot_name + ', ' + "
            f"{json.dumps(dict(layers))}[datum.by_layer] + ': ' + datum.count + ', ' + datum.from_year + "
            "(datum.to_year > datum.from_year ? ' to ' + datum.to_year : '')"
        )
    )
    finished = theme.finish(chart.properties(projection=_projection(controls["window"])), size[1])
    return finished.configure_view(fill=theme.WATER, stroke=None, clip=True)


def _switches(control: str, number: int) -> str:
    """The switches of a control with boxes, as true or false."""
    return ", ".join(f"!!{control}_{place}" for place in range(number))


def _projection(window: str) -> alt.Projection:
    """The projection of the window that is chosen, for the width that there is."""

    def chosen(values: Sequence[object]) -> alt.ExprRef:
        return alt.ExprRef(f"{json.dumps(values)}[{window}]")

    each = list(WINDOWS.values())
    wide, high = ([getattr(w, side) for w in each] for side in ("wide", "high"))
    return alt.Projection(
        type=chosen(["conicEqualArea" if w.parallels else "azimuthalEqualArea" for w in each]),
        parallels=chosen([w.parallels or (30, 60) for w in each]),
        rotate=chosen([(-w.centre[0], 0 if w.parallels else -w.centre[1], 0) for w in each]),
        center=chosen([(0, w.centre[1] if w.parallels else 0) for w in each]),
        scale=alt.ExprRef(f"6371 * min(width / {json.dumps(wide)}[{window}], height / {json.dumps(high)}[{window}])"),
        translate=alt.ExprRef("[width / 2, height / 2]"),
        precision=0.3,
    )


def _ground(window: str, narrow: bool) -> Iterator[alt.Chart]:
    """Land and borders of the window that is chosen; below them all of Eurasia, for maps wider than their window."""
    iso = "datum.properties.iso3"
    fill = {
        "condition": [
            *({"test": f"{iso} == '{state}'", "value": colour} for state, colour in theme.LANDS.items()),
            {"test": f"{iso} == 'XCR' || {iso} == 'XKU'", "value": theme.CONTESTED},
        ],
        "value": theme.LAND,
    }
    numbers = {w.base: number for number, w in enumerate(WINDOWS.values())}
    for base in BASES:
        here = f"{window} == {numbers[base]}"
        land = _features(base, "countries").mark_geoshape(clip=True, aria=False, strokeWidth=0.5, stroke=theme.COAST)
        if base != "eurasia":
            land = land.transform_filter(here)
        yield land.encode(fill=fill)
        yield (
            _features(base, "borders")
            .transform_filter(here)
            .mark_geoshape(filled=False, clip=True, aria=False, strokeWidth=0.6 if narrow else 0.9, stroke=theme.BORDER)
            .encode(
                strokeDash=alt.condition("datum.properties.kind == 'border'", alt.value([1, 0]), alt.value([3, 3])),
            )
        )
    words = [
        {"text": text, "lon": lon, "lat": lat, "window": number}
        for number, w in enumerate(WINDOWS.values())
        for text, lon, lat in w.lands
    ]
    yield (
        alt.Chart(alt.InlineData(values=words))
        .transform_filter(f"datum.window == {window}")
        .mark_text(fontSize=10 if narrow else 12, color=theme.LETTERING, aria=False, clip=True)
        .encode(longitude="lon:Q", latitude="lat:Q", text="text:N")
    )


def _features(base: str, feature: str) -> alt.Chart:
    """One feature of a base map; its name keeps it out of the way of all others."""
    topo = alt.TopoDataFormat(type="topojson", feature=feature)
    return alt.Chart(alt.InlineData(values=topology(base, feature), format=topo, name=f"{base}-{feature}"))


def _spots(rows: pd.DataFrame, window: Window, narrow: bool) -> pd.DataFrame:
    """``rows`` with the place under which each is drawn, and the side on which its name stands, if it has one."""
    size = SIZES[narrow]
    counts = rows.groupby(["by_layer", "place"])["hover"].transform("size")
    ordered = rows.assign(count=counts).sort_values("count", ascending=False, kind="stable")
    heads: dict[tuple[str, str], str] = {}
    for layer, table in ordered[~ordered["region"]].groupby("by_layer", sort=False):
        found = gathered(window, table.drop_duplicates("place"), size)
        heads |= {(str(layer), place): head for place, head in found.items()}
    keys = zip(rows["by_layer"], rows["place"], strict=True)
    spots = rows.assign(spot=[heads.get(key, key[1]) for key in keys])
    where = rows.drop_duplicates("place").set_index("place")
    for column in ("name", "lon", "lat"):
        spots[f"spot_{column}"] = spots["spot"].map(where[column])
    sides = _sides(spots, window, size, NAMES[narrow])
    spots["side"] = [sides.get(spot, ("", 0, 0)) for spot in spots["spot"]]
    return spots


def _sides(spots: pd.DataFrame, window: Window, size: tuple[float, float], most: int) -> dict[str, Side]:
    """On which side the name of each spot stands; spots without a name are left out."""
    first = {place: number for number, place in enumerate((*window.towns, *window.first))}
    counts = spots["spot"].value_counts()
    places = where_each(spots)
    rank = [(first.get(place, len(first)), -counts[place]) for place in places["place"]]
    places = places.iloc[sorted(range(len(places)), key=rank.__getitem__)]
    taken = [*lands(window, size), Box(0, size[1] - 22, size[0], size[1] + 99)]
    for name, lon, lat in places.loc[places["region"], ["name", "lon", "lat"]].itertuples(index=False):
        taken.append(box_of(name, *pixels(window, lon, lat, size)))
    return named(window, places[~places["region"]], size, most, taken)


def where_each(spots: pd.DataFrame) -> pd.DataFrame:
    """Each spot once: ``place``, ``name``, ``lon``, ``lat`` and ``region``."""
    once = spots.drop_duplicates("spot")
    columns = {"spot": "place", "spot_name": "name", "spot_lon": "lon", "spot_lat": "lat", "region": "region"}
    return once[list(columns)].rename(columns=columns)


def _route() -> alt.Chart:
    """Dashed legs from stop to stop of a route: the shortest way over the globe, and no path."""
    leg = "{type: 'LineString', coordinates: [[datum.lon, datum.lat], [datum.next_lon, datum.next_lat]]}"
    return (
        alt.Chart()
        .transform_filter("isValid(datum.next_lon)")
        .transform_calculate(leg=leg)
        .mark_geoshape(filled=False, strokeDash=[5, 3], strokeWidth=1.6, stroke=theme.OCHRE, aria=False, clip=True)
        .encode(shape=alt.Shape("leg", type="geojson"))
    )


def _distance(distances: pd.DataFrame, controls: Mapping[str, str]) -> Iterator[alt.Chart]:
    """The great circle between the two places that are chosen, and its length."""
    values = [
        {
            "pair": row["pair"],
            "said": row["said"],
            "line": {"type": "LineString", "coordinates": [[row["lon"], row["lat"]], [row["lon2"], row["lat2"]]]},
            "lon": (row["lon"] + row["lon2"]) / 2,
            "lat": (row["lat"] + row["lat2"]) / 2,
        }
        for row in distances.to_dict("records")
    ]
    one, other = controls["from"], controls["to"]
    base = alt.Chart(alt.InlineData(values=values)).transform_filter(
        f"datum.pair == min({one}, {other}) + '-' + max({one}, {other})"
    )
    yield base.mark_geoshape(
        filled=False, stroke=theme.BLACK, strokeWidth=1.4, strokeDash=[1, 3], strokeCap="round", aria=False, clip=True
    ).encode(shape=alt.Shape("line", type="geojson"))
    words = base.encode(longitude="lon:Q", latitude="lat:Q", text="said:N")
    yield from _with_halo(words, fontWeight="bold")


def _with_halo(words: alt.Chart, **look: object) -> Iterator[alt.Chart]:
    """``words`` on a rim of light, which keeps them apart from lines and marks below."""
    style = {"fontSize": 12, "aria": False, "clip": True, **look}
    yield words.mark_text(stroke=theme.LAND, strokeWidth=3, strokeJoin="round", opacity=0.85, **style)
    yield words.mark_text(color=theme.BLACK, **style)


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
    size = alt.Size("count:Q", scale=alt.Scale(type="linear", domain=[1, MOST], range=[low, high], clamp=True), legend=None)
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
        .transform_calculate(said="datum.rank_of_place == 1 ? datum.spot_name : ''")
        .mark_text(fontSize=12, fontStyle="italic", clip=True)
        .encode(text="said:N", color=alt.Color("sign:N", scale=colour, legend=None))
    )


def _names() -> Iterator[alt.Chart]:
    """The names of places, each once, beside its marks."""
    words = (
        alt.Chart()
        .transform_filter("datum.side[0] && datum.rank_of_place == 1")
        .encode(longitude="spot_lon:Q", latitude="spot_lat:Q", text="spot_name:N")
    )
    yield from _with_halo(words, align=alt.expr("datum.side[0]"), baseline="middle", dx=alt.expr("datum.side[1]"), dy=alt.expr("datum.side[2]"))


def _key(layers: Mapping[str, str]) -> Iterator[alt.Chart]:
    """What each sign means, only of those that are drawn, in the upper left corner."""
    signs = [LAYER_SIGNS.get(layer, ("circle", theme.GREY)) for layer in layers]
    lines = (
        alt.Chart()
        .transform_filter("datum.rank_of_sign == 1")
        .transform_calculate(
            line=f"indexof({json.dumps(list(layers))}, datum.sign)", words=f"{json.dumps(dict(layers))}[datum.sign]"
        )
        .transform_window(number="row_number()", sort=[alt.SortField("line")])
        .transform_calculate(down="datum.number * 18")
        .encode(y=alt.Y("down:Q", scale=None, axis=None))
    )
    wide = 34 + max(len(words) for words in layers.values()) * 6
    yield (
        lines.transform_joinaggregate(lines="count()")
        .transform_filter("datum.number == 1")
        .mark_rect(color=theme.LAND, opacity=0.85, aria=False)
        .encode(x=alt.value(0), x2=alt.value(wide), y=alt.value(0), y2=alt.value(alt.expr("datum.lines * 18 + 12")))
    )
    yield lines.mark_point(filled=True, opacity=1, size=80, aria=False).encode(
        x=alt.value(14),
        shape=alt.Shape("sign:N", scale=alt.Scale(domain=list(layers), range=[s for s, _ in signs]), legend=None),
        fill=alt.Fill("sign:N", scale=alt.Scale(domain=list(layers), range=[c for _, c in signs]), legend=None),
    )
    yield from _with_halo(lines.encode(x=alt.value(26), text="words:N"), align="left", baseline="middle")


def _caption(narrow: bool) -> alt.Chart:
    """What the map takes no side in, along its lower edge."""
    text = TAKES_NO_SIDE.replace("use and", "use\nand") if narrow else TAKES_NO_SIDE
    return (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(
            align="left", baseline="bottom", fontSize=10.5, color=theme.LETTERING, aria=False, lineBreak="\n",
            text=text, x=6, y=alt.expr("height - 5"),
        )
    )
