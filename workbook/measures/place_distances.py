"""How far apart are places, and how long are borders?"""

import math

import pandas as pd

from ..base import WorkbookError

EARTH_KM = 6371.0088  # the mean radius of the earth, (2a + b) / 3 of WGS84


def great_circle_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """How far is it from one place to another as the crow flies?

    Each place is (latitude, longitude) in decimal degrees, north and east positive. Returns kilometres along the great
    circle on a sphere of 6,371.0 km, by the haversine: d = 2r · asin √(sin²(Δφ/2) + cos φ₁ · cos φ₂ · sin²(Δλ/2)).
    The earth is flatter at the poles, so that the true distance differs by up to 0.6 percent. Roads, rails and flights
    are longer.

    Raises WorkbookError for a latitude beyond 90 degrees or a longitude beyond 180, such as two that were swapped.

    By construction: the shortest way over the globe, whoever owns the ground below it.

    Source: Sinnott 1984, “Virtues of the Haversine”, Sky and Telescope 68; mean radius: Moritz 2000, “Geodetic
    Reference System 1980”, Journal of Geodesy 74.

    >>> round(great_circle_km((39.034, 125.754), (39.907, 116.397)))  # Pyongyang, Beijing
    809
    """
    for lat, lon in (first, second):
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise WorkbookError(f"{lat:g}, {lon:g} is no place: first the latitude, -90 to 90, then the longitude.")
    (south, west), (north, east) = (tuple(map(math.radians, place)) for place in (first, second))
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1, math.sqrt(half)))


def published_lengths(borders: pd.DataFrame, *states: str) -> tuple[float, float]:
    """How long is the land border of two states, by those who published a figure?

    ``borders`` is the dataset border_lengths, ``states`` are their codes. Returns the least and the greatest published
    length in kilometres. Lines that were measured on a map are left out: a map makes a river shorter.

    Raises WorkbookError if there is no figure for these states.

    By construction: the two ends are the figures that we found, and no bounds of what is true.

    Source: listing; no method of the literature.

    >>> import workbook as wb
    >>> published_lengths(wb.load("border_lengths"), "RUS", "PRK")
    (17.0, 18.0)
    """
    between = borders["countries"].map(lambda codes: set(codes.split(";")) == set(states))
    lengths = borders.loc[between & (borders["kind"] == "land border"), "length_km"]
    if lengths.empty:
        raise WorkbookError(f"There is no length of a land border of {' and '.join(states)}.")
    return float(lengths.min()), float(lengths.max())
