"""The places: those that rows name exist, lie where they should, and say how exact they are."""

import pytest
from offenders import checked, items, mistakes, named

import workbook as wb
from workbook.catalog import card, names
from workbook.measures import place_counts

NAMING = ("events", "summits", "missile_tests", "nuclear_tests", "joint_drills")
# Rough boxes: least and greatest latitude, least and greatest longitude; bridges and rivers lie in either country.
BOXES = {
    "CHN": (18, 54, 73, 136),
    "RUS": (41, 82, 19, 180),
    "PRK": (37.6, 43.1, 124.1, 130.8),
    "KOR": (33, 38.7, 124.3, 132),
    "JPN": (24, 46, 122, 146),
    "UKR": (44, 53, 22, 41),
    "USA": (13, 72, -180, 145),
    "ROC": (21, 26.5, 118, 123),
}
KNOWN: dict = {}


@checked(
    KNOWN,
    ("events:E003", "places", "atlantis", "events:E003,atlantis"),
    ("summits:S001", "places", "pyongyang;peking", "summits:S001,peking"),
    ("disputed_borders:crimea", "places", "sevastopol", "disputed_borders:crimea,sevastopol"),
)
def test_every_place_that_a_row_names_exists(books):
    known = set(books.by_key("places"))
    for name in names():
        if "places" in card(name).columns:
            for row in books.rows(name):
                for place in set(items(row["places"])) - known:
                    yield f"{row['at']},{place}", "there is no such place"


def test_the_five_datasets_name_places_and_how_often_is_counted():
    tables = [wb.load(name) for name in NAMING]
    counts = place_counts(*tables)
    assert counts.sum() == sum(table["places"].dropna().str.split(";").map(len).sum() for table in tables)
    # Leaders go to capitals: no other place is named as often as Pyongyang and Beijing.
    assert set(counts.index[:2]) == {"pyongyang", "beijing"}
    assert counts["punggye-ri"] >= len(wb.load("nuclear_tests"))


@checked(
    KNOWN,
    ("places:pyongyang", "lat", 93.0),
    ("places:pyongyang", "lon", 12.5),
    ("places:khasan-tumangang-bridge", "lat", 48.0),
    ("places:kursk", "lon", -36.2),
)
def test_a_place_lies_in_its_states(books):
    for place in books.rows("places"):
        lat, lon = place["lat"], place["lon"]
        boxes = [BOXES[state] for state in items(place["country"]) if state in BOXES]
        inside = all(south <= lat <= north and west <= lon <= east for south, north, west, east in boxes)
        if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (boxes and not inside):
            yield place["at"], f"{lat}, {lon} does not lie in {place['country'] or 'the world'}"


@checked(
    KNOWN,
    ("places:kim-il-sung-square", "check", "confirmed"),
    ("places:khasan", "check_parts", None),
    ("places:pyongyang", "coord_source", None),
)
def test_a_point_that_was_read_nowhere_is_unconfirmed(books):
    for place in books.rows("places"):
        parts = items(place["check_parts"])
        unread = place["coord_source"] is None and place["place_id"] != "38th-parallel"
        said = place["check"] == "unconfirmed" or {"lat:unconfirmed", "lon:unconfirmed"} <= set(parts)
        if unread and not said:
            yield place["at"], "has a point without a source, and check_parts does not say so"


@checked(
    KNOWN,
    ("places:yellow-sea", "precision", "point"),
    ("places:yalu-river", "precision", "town"),
    ("places:tumen-road-bridge", "precision", "point"),
)
def test_areas_are_not_points_and_a_point_was_read_somewhere(books):
    for place in books.rows("places"):
        wide = place["kind"] in ("exercise area", "river", "region", "sea line")
        if wide and place["precision"] not in ("area", "region"):
            yield place["at"], f"is a {place['kind']} and has the precision {place['precision']}"
        if (
            place["precision"] == "point"
            and place["coord_source"] is None
            and "60 to 100 m" not in (place["note"] or "")
        ):
            yield place["at"], "cannot be exact to 500 m: its point has no source"


@checked(KNOWN, ("places:osaka", "source", None), ("places:tokyo", "check", "weak"))
def test_a_place_without_a_source_is_unconfirmed(books):
    for place in books.rows("places"):
        if place["source"] is None and place["check"] != "unconfirmed" and place["place_id"] != "38th-parallel":
            yield place["at"], f"has no source and is {place['check']}"


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *where = mistake
    assert (where or [at])[0] in named(test, at, column, value)
