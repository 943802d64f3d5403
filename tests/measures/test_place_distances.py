"""Distances over the globe and published lengths of borders."""

import math
import random

import pytest
from sklearn.metrics.pairwise import haversine_distances

import workbook as wb
from workbook.base import WorkbookError
from workbook.measures import great_circle_km, published_lengths
from workbook.measures.place_distances import EARTH_KM


def test_two_hundred_pairs_of_places_have_the_distance_that_scikit_learn_gives():
    chance = random.Random(20)
    points = wb.load("places")[["lat", "lon"]].to_numpy().tolist()
    for _ in range(200):
        first, second = chance.choice(points), chance.choice(points)
        (expected,) = haversine_distances([[*map(math.radians, first)]], [[*map(math.radians, second)]])[0] * EARTH_KM
        assert great_circle_km(first, second) == pytest.approx(expected, abs=1e-6)


def test_random_points_of_the_globe_have_the_angle_between_their_vectors():
    chance = random.Random(21)

    def vector(lat, lon):
        lat, lon = math.radians(lat), math.radians(lon)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    for _ in range(200):
        first, second = ((chance.uniform(-90, 90), chance.uniform(-180, 180)) for _ in range(2))
        angle = math.acos(sum(a * b for a, b in zip(vector(*first), vector(*second), strict=True)))
        assert great_circle_km(first, second) == pytest.approx(angle * EARTH_KM, abs=0.01)


def test_a_quarter_and_half_of_the_globe():
    # 2 · π · 6,371.0088 km = 40,030.2 km around.
    assert great_circle_km((0, 0), (90, 0)) == pytest.approx(40030.2 / 4, abs=0.1)
    assert great_circle_km((0, 0), (0, 180)) == pytest.approx(40030.2 / 2, abs=0.1)
    assert great_circle_km((10, 20), (10, 20)) == 0


@pytest.mark.parametrize("place", [(125.75, 39.03), (39.03, 181), (float("nan"), 0)])
def test_a_point_that_is_none_gets_a_sentence(place):
    with pytest.raises(WorkbookError, match="first the latitude"):
        great_circle_km(place, (0, 0))


def test_published_lengths_leave_out_what_was_measured_on_a_map():
    borders = wb.load("border_lengths")
    drawn = borders[borders["kind"] == "drawn line"].set_index("countries")["length_km"]
    low, high = published_lengths(borders, "PRK", "CHN")
    assert drawn["CHN;PRK"] < low <= high
    assert published_lengths(borders, "PRK", "RUS")[1] < drawn["RUS;PRK"]


def test_a_border_without_a_figure_is_said():
    with pytest.raises(WorkbookError, match="no length of a land border of CHN and JPN"):
        published_lengths(wb.load("border_lengths"), "CHN", "JPN")
