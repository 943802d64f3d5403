"""The windows of the map: what each shows, its projection, and where names stand in it."""

import functools
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

BASEMAP = Path(__file__).parent / "basemap"
EARTH = 6371.0  # kilometres
INSIDE = 0.97  # of the way to the edge: a mark on the edge itself would be cut


@dataclass(frozen=True)
class Window:
    """A part of the earth that a map shows, ``wide`` and ``high`` kilometres around its ``centre`` (lon, lat).

    ``parallels`` (None: azimuthal) are those of a conic projection. Both projections keep areas true, and distances to
    0.1 percent in Northeast Asia and to 2.4 percent in Eurasia. ``lands`` are names in the map (text, lon, lat),
    ``towns`` places that are always named, ``first`` those that are named before others.
    """

    words: str
    base: str
    centre: tuple[float, float]
    wide: float
    high: float
    lands: tuple[tuple[str, float, float], ...]
    towns: tuple[str, ...]
    first: tuple[str, ...] = ()
    parallels: tuple[float, float] | None = None

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point stands: kilometres to the right of the centre, and below it."""
        middle, top = self.centre
        if self.parallels:
            x, y = _conic(math.radians(lon - middle), math.radians(lat), self.parallels)
            _, y0 = _conic(0, math.radians(top), self.parallels)
            return x * EARTH, (y0 - y) * EARTH
        turn, lat, top = math.radians(lon - middle), math.radians(lat), math.radians(top)
        near = 1 + math.sin(top) * math.sin(lat) + math.cos(top) * math.cos(lat) * math.cos(turn)
        scale = math.sqrt(2 / near) if near > 1e-9 else 0
        y = math.cos(top) * math.sin(lat) - math.sin(top) * math.cos(lat) * math.cos(turn)
        return scale * math.cos(lat) * math.sin(turn) * EARTH, -scale * y * EARTH

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point is in the window."""
        x, y = self.at(lon, lat)
        return abs(x) <= INSIDE * self.wide / 2 and abs(y) <= INSIDE * self.high / 2


@dataclass(frozen=True)
class Frame:
    """The room of a map in pixels: ``top`` of its height is for what the signs mean, ``foot`` for words below."""

    width: float
    height: float
    top: float
    foot: float

    def scale(self, window: Window) -> float:
        """How many pixels a kilometre has on this map, which shows the whole window."""
        return min(self.width / window.wide, (self.height - self.top - self.foot) / window.high)

    def at(self, window: Window, lon: float, lat: float) -> tuple[float, float]:
        """Where a point stands: pixels from the left and from above."""
        x, y = window.at(lon, lat)
        scale = self.scale(window)
        return self.width / 2 + scale * x, (self.height + self.top - self.foot) / 2 + scale * y


# The least width: a wider map of the same height keeps names further apart.
FRAMES = {False: Frame(640, 640, 30, 22), True: Frame(326, 420, 30, 46)}  # wide and narrow

WINDOWS = {
    "korea": Window(
        "North Korea, Yalu and Tumen",
        "korea-10m",
        (127.6, 40.1),
        800,
        790,
        (("CHINA", 125.2, 42.9), ("RUSSIA", 131.2, 43.4), ("NORTH KOREA", 128.3, 41.0), ("SOUTH KOREA", 128.3, 36.9)),
        ("pyongyang", "seoul"),
        ("dandong", "launch-sohae", "punggye-ri", "rajin", "khasan-tumangang-bridge", "vladivostok", "panmunjom"),
    ),
    "northeast": Window(
        "Northeast Asia",
        "northeast-asia-frame",
        (126.5, 39.4),
        3500,
        3250,
        (("CHINA", 111, 34), ("RUSSIA", 118, 53.2), ("MONGOLIA", 108, 46.5), ("JAPAN", 138.4, 36.4)),
        ("beijing", "pyongyang", "seoul", "tokyo"),
        ("vladivostok", "vostochny-cosmodrome", "rajin", "dandong", "komsomolsk", "punggye-ri", "shanghai"),
    ),
    "eurasia": Window(
        "Eurasia, from Kursk to Vostochny",
        "eurasia",
        (88, 45),
        8800,
        5900,
        (("CHINA", 99, 34), ("RUSSIA", 95, 62), ("KAZAKHSTAN", 67, 48.3), ("INDIA", 78.5, 23.5)),
        ("moscow", "beijing", "pyongyang"),
        ("kursk", "vostochny-cosmodrome", "vladivostok", "tikhoretsk", "tokyo", "alabuga", "toropets"),
        (30, 60),
    ),
}
LETTER, LINE = 7.1, 15  # pixels of a letter and of a line of a name, rounded up
REACH = 15  # pixels between the middles of two signs of one layer


@functools.cache
def topology(base: str, feature: str) -> str:
    """One ``feature`` (countries or borders) of a base map as TopoJSON text, with no line that it does not use.

    It is text so that nobody copies its ten thousand points while a chart is put together; Vega reads it.
    """
    read: dict[str, Any] = json.loads((BASEMAP / f"{base}.topo.json").read_text(encoding="utf-8"))
    kept = read["objects"][feature]
    numbers: dict[int, int] = {}
    for shape in kept["geometries"]:
        shape["arcs"] = _renumbered(shape["arcs"], numbers)
    arcs = [read["arcs"][arc] for arc in numbers]
    return json.dumps({**read, "arcs": arcs, "objects": {feature: kept}}, separators=(",", ":"))


def _renumbered(arcs: Any, numbers: dict[int, int]) -> Any:
    """``arcs`` with new numbers, in the order in which they are met; a line that runs backward has a negative one."""
    if isinstance(arcs, list):
        return [_renumbered(arc, numbers) for arc in arcs]
    arc = arcs if arcs >= 0 else ~arcs
    number = numbers.setdefault(arc, len(numbers))
    return number if arcs >= 0 else ~number


def _conic(turn: float, lat: float, parallels: tuple[float, float]) -> tuple[float, float]:
    """Albers' equal-area conic: a point as shares of the earth's radius, to the right and upward."""
    low, high = (math.sin(math.radians(parallel)) for parallel in parallels)
    n = (low + high) / 2
    c = 1 + low * (2 * n - low)
    radius = math.sqrt(max(c - 2 * n * math.sin(lat), 0)) / n
    return radius * math.sin(n * turn), math.sqrt(c) / n - radius * math.cos(n * turn)


@dataclass(frozen=True)
class Box:
    """A rectangle on the map, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


Side = tuple[
    str, float, float
]  # the alignment of a text, and how many pixels it is shifted from the middle of its mark
# Where a name may stand beside its mark, in the order in which it is tried: the alignment, and in which direction.
SIDES: tuple[Side, ...] = (
    ("left", 1, 0),
    ("right", -1, 0),
    ("left", 0.7, -0.8),
    ("right", -0.7, -0.8),
    ("left", 0.7, 0.8),
    ("right", -0.7, 0.8),
    ("center", 0, -1),
    ("center", 0, 1),
)
# The name of a region stands in its middle, or near it.
NEAR: tuple[Side, ...] = (("center", 0, 0), ("center", 0, 16), ("center", 0, -16), ("left", 14, 0), ("right", -14, 0))


def sides(radius: float) -> Iterator[Side]:
    """Where a name may stand beside a mark of this ``radius``; without one it is that of a region."""
    if not radius:
        yield from NEAR
        return
    for align, across, down in SIDES:
        yield align, round(across * (radius + 3), 1), round(down * (radius + (9 if align == "center" else 4)), 1)


def box_of(text: str, x: float, y: float, side: Side = ("center", 0, 0)) -> Box:
    """The room that ``text`` takes at a point."""
    align, dx, dy = side
    wide = len(text) * LETTER
    left = x + dx - {"left": 0, "right": wide, "center": wide / 2}[align]
    return Box(left, y + dy - LINE / 2, left + wide, y + dy + LINE / 2)


def gathered(window: Window, places: pd.DataFrame, frame: Frame) -> dict[str, str]:
    """Under which place each of ``places`` is drawn, so that signs of one layer do not cover each other.

    ``places`` has ``place``, ``lon`` and ``lat``, the most important first: it draws those nearer than REACH pixels to
    itself on the map.
    """
    scale = frame.scale(window)
    heads: list[tuple[str, float, float]] = []
    found = {}
    for place, lon, lat in zip(places["place"], places["lon"], places["lat"], strict=True):
        x, y = window.at(lon, lat)
        near = [(math.hypot(x - x0, y - y0) * scale, head) for head, x0, y0 in heads]
        distance, head = min(near, default=(REACH, place))
        if distance >= REACH:
            heads.append((place, x, y))
            head = place
        found[place] = head
    return found


def named(window: Window, places: pd.DataFrame, frame: Frame, most: int, taken: Iterable[Box] = ()) -> dict[str, Side]:
    """Which of ``places`` get a name, and on which side of their mark, so that no two names meet.

    ``places`` has ``place``, ``name``, ``lon``, ``lat``, ``radius`` (of its largest mark in pixels, 0 of a region) and
    ``covers`` (how many other marks its name may lie on), the most important first. At most ``most`` names are given,
    each once, and none that would leave the map, meet one of ``taken``, or lie on more than ``covers`` other marks.
    """
    spots = [frame.at(window, lon, lat) for lon, lat in zip(places["lon"], places["lat"], strict=True)]
    marks = [
        Box(x - radius, y - radius, x + radius, y + radius)
        for (x, y), radius in zip(spots, places["radius"] * 0.8, strict=True)
        if radius
    ]
    inside = Box(2, frame.top, frame.width - 2, frame.height - frame.foot)
    boxes = list(taken)
    chosen: dict[str, Side] = {}
    used: set[str] = set()
    columns = ("place", "name", "radius", "covers")
    for place, name, radius, covers, (x, y) in zip(*(places[column] for column in columns), spots, strict=True):
        if len(chosen) == most:
            break
        if name in used:
            continue
        free = [
            (sum(map(box.meets, marks)), number, side, box)
            for number, side in enumerate(sides(radius))
            for box in [box_of(name, x, y, side)]
            if inside.left < box.left
            and box.right < inside.right
            and inside.top < box.top
            and box.bottom < inside.bottom
            and not any(map(box.meets, boxes))
        ]
        if free and (best := min(free, key=lambda one: one[:2]))[0] <= covers:
            chosen[place] = best[2]
            boxes.append(best[3])
            used.add(name)
    return chosen


def lands(window: Window, frame: Frame) -> Iterator[Box]:
    """The room that the names of countries take."""
    for text, lon, lat in window.lands:
        yield box_of(text, *frame.at(window, lon, lat))
