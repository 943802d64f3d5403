"""The map: what stands where, which names are given, and what the base maps hold."""

import itertools
import json

import pandas as pd
import pytest
from drawing import drawn, spec_of
from driving import described

from workbook.charts import LAYER_SIGNS, WINDOWS, place_map
from workbook.charts.map_ground import BASES, TAKES_NO_SIDE
from workbook.charts.map_windows import BASEMAP, FRAMES, Box, box_of, gathered, named, topology

LAYERS = {"summits": "summits", "tests": "tests"}
CONTROLS = {"window": "window", "layers": "layers", "from": "start", "to": "end"}
ENDS = pd.DataFrame(
    {
        "name": ["Pyongyang", "Beijing"],
        "lon": [125.754, 116.397],
        "lat": [39.034, 39.907],
        "km": [[0, 809], [809, 0]],
    }
)
ROWS = pd.DataFrame(
    [
        ("pyongyang", "Pyongyang", 125.754, 39.034, "summits", False, True, 2018),
        ("pyongyang", "Pyongyang", 125.754, 39.034, "summits", False, False, 2024),
        ("beijing", "Beijing", 116.397, 39.907, "summits", False, False, 2018),
        ("sohae", "Sohae", 124.706, 39.66, "tests", False, True, 2012),
        ("yellow-sea", "Yellow Sea", 123.5, 36.0, "tests", True, True, 2020),
    ],
    columns=["place", "name", "lon", "lat", "by_layer", "region", "solid", "first"],
)
ROWS["last"] = ROWS["first"]
ROWS["hover"] = [f"row {number}" for number in range(len(ROWS))]
ROWS["leg"] = None


def chart(window="northeast", narrow=False, rows=ROWS, on=(True, True), ends=(0, 1)):
    spec = spec_of(place_map(rows, LAYERS, ENDS, window, CONTROLS, narrow))
    values = {"window": list(WINDOWS).index(window), "start": ends[0], "end": ends[1]}
    values |= {f"layers_{number}": switch for number, switch in enumerate(on)}
    return {**spec, "params": [{"name": name, "value": value} for name, value in values.items()]}


def texts(spec):
    return [item["text"] for item in drawn(spec, "text") if item.get("text")]


@pytest.mark.parametrize("window", WINDOWS)
def test_a_mark_stands_where_the_window_says_that_its_place_is(window):
    rows = ROWS[~ROWS["region"] & ROWS["place"].ne("sohae")]
    items = [item for item in drawn(chart(window, rows=rows), "symbol") if "description" in item]
    frame = FRAMES[False]
    wide = type(frame)(590, frame.height, frame.top, frame.foot)  # 600 less the padding
    at = {(round(item["x"]), round(item["y"])) for item in items}
    expected = {
        tuple(map(round, wide.at(WINDOWS[window], lon, lat))) for lon, lat in zip(rows["lon"], rows["lat"], strict=True)
    }
    assert len(expected) == 2
    assert all(min(abs(x - x0) + abs(y - y0) for x0, y0 in at) <= 2 for x, y in expected)


def test_all_rows_of_a_layer_at_a_place_are_one_mark_and_each_says_itself():
    spec = chart()
    assert described(spec) == sorted(ROWS["hover"])
    sizes = {item["description"]: item["size"] for item in drawn(spec, "symbol") if "description" in item}
    assert {sizes["row 0"] > 0, sizes["row 1"] > 0} == {True, False}
    assert max(sizes["row 0"], sizes["row 1"]) > sizes["row 2"] > 0


def test_a_mark_is_hollow_where_no_row_is_confirmed():
    marks = {item["description"]: item for item in drawn(chart(), "symbol") if "description" in item}
    assert marks["row 2"]["fillOpacity"] == 0  # Beijing's only row
    assert marks["row 0"]["fillOpacity"] > 0  # one of two rows of Pyongyang is confirmed


def test_a_region_is_a_name_and_never_a_dot():
    spec = chart()
    assert "row 4" not in {item.get("description") for item in drawn(spec, "symbol")}
    (name,) = (item for item in drawn(spec, "text") if item.get("description") == "row 4")
    assert name["text"] == "Yellow Sea"


def test_the_key_names_only_what_is_drawn():
    assert {"summits", "tests"} <= set(texts(chart()))
    assert "tests" not in texts(chart(rows=ROWS[ROWS["by_layer"] == "summits"]))


def test_the_distance_is_drawn_and_said_unless_both_ends_are_the_same():
    assert "Pyongyang to Beijing: 809 km" in texts(chart())
    assert not any("km" in text for text in texts(chart(ends=(1, 1))))


def test_every_map_says_that_it_takes_no_side():
    for narrow in (False, True):
        words = [item["text"] for item in drawn(chart(narrow=narrow), "text") if item.get("text")]
        flat = {" ".join(text if isinstance(text, list) else text.split("\n")) for text in words}
        assert TAKES_NO_SIDE in flat


def test_a_narrow_map_shows_the_first_layer_that_is_on_and_the_others_in_grey():
    signs = {
        item["description"]: item["shape"]
        for item in drawn(chart(narrow=True, on=(False, True)), "symbol")
        if "description" in item
    }
    assert signs["row 3"] == LAYER_SIGNS["tests"][0]
    assert signs["row 0"] == "circle"
    assert {"others", "tests"} <= set(texts(chart(narrow=True, on=(False, True))))
    assert "Beijing" not in texts(chart(narrow=True, on=(False, True)))


def many(number):
    """Places in a tight square, the most important first."""
    lon = [120 + 8 * (n % 12) / 12 for n in range(number)]
    lat = [37 + 6 * (n // 12) / 12 for n in range(number)]
    names = [f"Place {n}" for n in range(number)]
    return pd.DataFrame({"place": names, "name": names, "lon": lon, "lat": lat, "radius": 4.0, "covers": 2})


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("window", ["korea", "northeast"])
def test_no_two_names_meet_and_none_leaves_the_map(window, narrow):
    places, frame = many(100), FRAMES[narrow]
    sides = named(WINDOWS[window], places, frame, 30)
    assert len(sides) > 4
    at = places.set_index("place")
    boxes = [
        box_of(place, *frame.at(WINDOWS[window], at["lon"][place], at["lat"][place]), side)
        for place, side in sides.items()
    ]
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert all(box.left > 0 and box.right < frame.width for box in boxes)


def test_at_most_as_many_names_as_are_asked_for_and_the_first_ones_first():
    sides = named(WINDOWS["northeast"], many(40), FRAMES[False], 8)
    assert len(sides) == 8 and "Place 0" in sides


def test_a_name_gives_way_to_what_is_there_already():
    places = many(1)
    assert not named(WINDOWS["northeast"], places, FRAMES[False], 8, [Box(0, 0, 640, 640)])


def test_a_name_lies_on_no_more_marks_than_it_may():
    # Eight neighbours all around leave no side free; without them there is one.
    around = [(126 + x, 39 + y) for x in (0, -0.7, 0.7) for y in (0, -0.5, 0.5)]
    places = pd.DataFrame(around, columns=["lon", "lat"]).assign(radius=6.0, covers=0)
    places["place"] = places["name"] = [f"Place {n}" for n in range(len(places))]
    assert "Place 0" not in named(WINDOWS["northeast"], places, FRAMES[False], 8)
    assert "Place 0" in named(WINDOWS["northeast"], places.assign(covers=9), FRAMES[False], 8)
    assert "Place 0" in named(WINDOWS["northeast"], places.head(1), FRAMES[False], 8)


def test_places_that_would_cover_each_other_are_drawn_under_the_first():
    places = pd.DataFrame({"place": ["a", "b", "c"], "lon": [125, 125.1, 130], "lat": [39, 39.05, 39]})
    assert gathered(WINDOWS["northeast"], places, FRAMES[False]) == {"a": "a", "b": "a", "c": "c"}
    # A closer look keeps them apart: 10 km are 8 pixels, 60 km are 45.
    far = places.assign(lat=[39, 39.5, 39])
    assert gathered(WINDOWS["korea"], far, FRAMES[False]) == {"a": "a", "b": "b", "c": "c"}


@pytest.mark.parametrize("base", BASES)
def test_a_base_map_has_what_is_disputed_as_areas_and_lines_of_their_own(base):
    lands = json.loads(topology(base, "countries"))["objects"]["countries"]["geometries"]
    codes = {land["properties"]["iso3"] for land in lands}
    assert {"CHN", "RUS", "PRK", "KOR"} <= codes
    kinds = {
        line["properties"]["kind"] for line in json.loads(topology(base, "borders"))["objects"]["borders"]["geometries"]
    }
    assert {"border", "armistice line"} <= kinds
    if base != "korea-10m":
        assert {"XKU", "TWN"} <= codes


@pytest.mark.parametrize("base", BASES)
def test_a_part_of_a_base_map_has_the_lines_that_it_uses_and_no_other(base):
    whole = json.loads((BASEMAP / f"{base}.topo.json").read_text(encoding="utf-8"))

    def lines(arcs, of):
        if isinstance(arcs, list):
            return [lines(arc, of) for arc in arcs]
        return of[arcs] if arcs >= 0 else of[~arcs][::-1]

    for feature in ("countries", "borders"):
        part = json.loads(topology(base, feature))
        for shape, same in zip(
            part["objects"][feature]["geometries"], whole["objects"][feature]["geometries"], strict=True
        ):
            assert shape["properties"] == same["properties"]
            assert lines(shape["arcs"], part["arcs"]) == lines(same["arcs"], whole["arcs"])
    assert len(json.loads(topology(base, "borders"))["arcs"]) < len(whole["arcs"])


def test_the_licence_of_the_base_maps_lies_beside_them():
    assert "Michael Bostock" in (BASEMAP / "LICENSE-world-atlas.txt").read_text(encoding="utf-8")
    assert {path.name.removesuffix(".topo.json") for path in BASEMAP.glob("*.topo.json")} == set(BASES)
    assert sum(path.stat().st_size for path in BASEMAP.glob("*.topo.json")) < 250_000


def test_no_two_layers_share_sign_and_colour():
    assert len(set(LAYER_SIGNS.values())) == len(LAYER_SIGNS)
