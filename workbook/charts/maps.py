"""A map of places: what stands where, on a base map that needs no network."""

import json
import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import altair as alt
import pandas as pd

from . import theme
from .map_windows import EARTH, LETTER, STRIP, WINDOWS, Side, Window, gathered, lands, named, topology

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
NAMES = {False: 60, True: 8}  # at most, wide and narrow; narrow of each layer
AREAS = {False: (45, 1200), True: (24, 500)}  # square pixels of a mark with one row and with MOST rows
MOST = 100
_SHIFT = {
    "baseline": "middle",
    "align": alt.ExprRef("datum.side ? datum.side[0] : 'center'"),
    "dx": alt.ExprRef("datum.side ? datum.side[1] : 0"),
    "dy": alt.ExprRef("datum.side ? datum.side[2] : 0"),
}
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
    and row are confirmed), ``first`` and ``last`` (years), ``hover`` (one line of text), and ``leg`` (the ends
    of a dashed line to another place, longitude and latitude of both). ``layers`` has the words of each layer. ``distances`` has ``pair`` (numbers of two
    places, the lower first: ``0-3``), ``said`` and ``lon``, ``lat``, ``lon2``, ``lat2``; one of them is drawn.

    ``controls`` names the parameters of Vega that choose: ``window`` and ``from`` and ``to`` (numbers of options) and
    ``layers`` (one switch per layer, ``layers_0`` and so on). A narrow map shows the first layer that is switched on,
    and all others as small grey dots.
    """
    size = SIZES[narrow]
    columns = ["place", "spot", "spot_name", "spot_lon", "spot_lat", "region", "solid", "first", "last", "hover", "side"]
    table = theme.data(_spots(rows, WINDOWS[window], narrow), [*columns, "leg"])
    loud = f"{json.dumps(list(layers))}[indexof([{_switches(controls['layers'], len(layers))}], true)]"
    drawn = {**layers, OTHERS: OTHERS} if narrow else dict(layers)
    chart = alt.layer(
        *_ground(controls["window"], narrow),
        _route(),
        *_marks(drawn, narrow),
        *_names(),
        *_key(drawn),
        *_distance(distances, controls, narrow),
        _caption(narrow),
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
    chart = theme.finish(chart.properties(projection=_projection(controls["window"])), SIZES[narrow][1])
    chart = chart.configure_view(fill=theme.WATER, stroke=None, clip=True)
    chart.data = table  # last, so that it is not copied at each step
    return chart


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
        scale=alt.ExprRef(
            f"{EARTH} * min(width / {json.dumps(wide)}[{window}], (height - {STRIP}) / {json.dumps(high)}[{window}])"
        ),
        translate=alt.ExprRef(f"[width / 2, (height + {STRIP}) / 2]"),
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
    spots["side"] = None
    # A narrow map shows the names of one layer at a time, so that each layer has the whole room.
    for _, part in spots.groupby("by_layer") if narrow else [("", spots)]:
        sides = _sides(part, window, size, NAMES[narrow])
        spots.loc[part.index, "side"] = [sides.get(spot) for spot in part["spot"]]
    return spots


def _sides(spots: pd.DataFrame, window: Window, size: tuple[float, float], most: int) -> dict[str, Side]:
    """On which side the name of each spot stands, first those of regions; spots without a name are left out."""
    first = {place: number for number, place in enumerate((*window.towns, *window.first))}
    counts = spots.groupby(["spot", "by_layer"])["hover"].size().groupby("spot").max()
    low, high = AREAS[size == SIZES[True]]
    names = {"spot": "place", "spot_name": "name", "spot_lon": "lon", "spot_lat": "lat", "region": "region"}
    places = spots.drop_duplicates("spot")[list(names)].rename(columns=names)
    count = places["place"].map(counts)
    area = low + (count.clip(upper=MOST) - 1) / (MOST - 1) * (high - low)
    places["radius"] = ((area / math.pi) ** 0.5 + 1).where(~places["region"], 0)
    places["first"] = [first.get(place, len(first)) for place in places["place"]]
    places["rank"] = (places["first"] >= len(window.towns)) * (1 + ~places["region"])
    places = places.assign(less=-count).sort_values(["rank", "first", "less"], kind="stable")
    return named(window, places, size, most, lands(window, size))


def _route() -> alt.Chart:
    """Dashed legs from stop to stop of a route: the shortest way over the globe, and no path."""
    return (
        alt.Chart()
        .transform_filter("isValid(datum.leg)")
        .transform_calculate(line="{type: 'LineString', coordinates: datum.leg}")
        .mark_geoshape(filled=False, strokeDash=[5, 3], strokeWidth=1.6, stroke=theme.OCHRE, aria=False, clip=True)
        .encode(shape=alt.Shape("line", type="geojson"))
    )


def _distance(distances: pd.DataFrame, controls: Mapping[str, str], narrow: bool) -> Iterator[alt.Chart]:
    """The great circle between the two places that are chosen, and in the lower right corner its length."""
    values = [
        {
            "pair": row["pair"],
            "said": row["said"],
            "line": {"type": "LineString", "coordinates": [[row["lon"], row["lat"]], [row["lon2"], row["lat2"]]]},
        }
        for row in distances.to_dict("records")
    ]
    one, other = controls["from"], controls["to"]
    base = alt.Chart(alt.InlineData(values=values)).transform_filter(
        f"datum.pair == min({one}, {other}) + '-' + max({one}, {other})"
    )
    yield base.mark_geoshape(
        filled=False, stroke=theme.BLACK, strokeWidth=1.6, strokeDash=[1, 4], strokeCap="round", aria=False, clip=True
    ).encode(shape=alt.Shape("line", type="geojson"))
    down = alt.value(alt.expr(f"height - {36 if narrow else 11}"))
    words = base.encode(x=alt.value(6) if narrow else alt.value(alt.expr("width - 8")), y=down, text="said:N")
    yield from _with_halo(words, align="left" if narrow else "right", baseline="middle")


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
        .transform_calculate(said=f"datum.rank_of_spot == 1 && datum.side && datum.sign != '{OTHERS}' ? datum.spot_name : ''")
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
    yield from _with_halo(words, **_SHIFT)


def _key(layers: Mapping[str, str]) -> Iterator[alt.Chart]:
    """What each sign means, only of those that are drawn, in a strip along the upper edge, in as many rows as needed."""
    signs = [LAYER_SIGNS.get(layer, ("circle", theme.GREY)) for layer in layers]
    items = (
        alt.Chart()
        .transform_filter("datum.rank_of_sign == 1")
        .transform_calculate(
            order=f"indexof({json.dumps(list(layers))}, datum.sign)",
            words=f"{json.dumps(dict(layers))}[datum.sign]",
        )
        .transform_calculate(wide=f"length(datum.words) * {LETTER} + 30")
        .transform_window(end="sum(wide)", sort=[alt.SortField("order")])
        .transform_joinaggregate(widest="max(wide)")
        .transform_calculate(row="floor(datum.end / max(width - datum.widest, datum.widest))", start="datum.end - datum.wide")
        .transform_joinaggregate(row_start="min(start)", groupby=["row"])
        .transform_joinaggregate(rows="max(row)", first="min(order)")
        .transform_calculate(across="datum.start - datum.row_start", down=f"{STRIP / 2} + datum.row * 18")
    )
    yield (
        items.transform_filter("datum.order == datum.first")
        .mark_rect(color=theme.CONFIG["background"], aria=False)
        .encode(
            x=alt.value(0),
            x2=alt.value(alt.expr("width")),
            y=alt.value(0),
            y2=alt.value(alt.expr(f"{STRIP} + 18 * datum.rows")),
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


def _caption(narrow: bool) -> alt.Chart:
    """What the map takes no side in, along its lower edge."""
    lines = textwrap.wrap(TAKES_NO_SIDE, 44 if narrow else 99)
    return (
        alt.Chart(alt.InlineData(values=[{"words": "\n".join(lines)}]))
        .mark_text(align="left", lineBreak="\n", lineHeight=12, fontSize=10, color=theme.LETTERING, aria=False)
        .encode(x=alt.value(6), y=alt.value(alt.expr(f"height - {12 * len(lines) - 3}")), text="words:N")
    )
