"""The map: where it happened, how far apart the places are, and where borders are crossed or disputed."""

import itertools
import re
from collections.abc import Iterator
from functools import cached_property

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import address, load, vocabulary
from ...charts import WINDOWS, place_map
from ...measures import great_circle_km, published_lengths
from ..base import View, unless_confirmed
from ..controls import Choice, Several, Year

LAYERS = {
    "summits": "summits",
    "events": "events",
    "tests": "missile and nuclear tests",
    "drills": "joint drills",
    "arms": "arms and troops",
    "crossings": "border crossings and bridges",
    "fighting": "battlefields and training grounds",
    "bases": "US bases",
    "sites": "nuclear sites, plants and ports",
    "disputed": "disputed areas and lines",
}
# The same in short, for the key; and as what a headline counts.
NOUNS = {
    **LAYERS,
    "tests": "tests",
    "drills": "drills",
    "crossings": "crossings and bridges",
    "fighting": "battlefields, training grounds",
    "sites": "plants and ports",
    "disputed": "disputed",
}
COUNTED = {
    **NOUNS,
    "arms": "transfers",
    "crossings": "crossings",
    "fighting": "battlefields",
    "sites": "sites",
    "disputed": "disputes",
}
# What a place of the course is, by its kind; other kinds stand on the map only where a row names them.
PLACE_KINDS = {
    "crossings": ("border crossing", "road bridge", "rail bridge", "rail and road bridge", "border point"),
    "fighting": ("battle place", "training ground", "deployment place", "occupied city"),
    "bases": ("US base",),
    "sites": ("nuclear site", "plant", "depot", "port", "naval base", "air base"),
}
# The places between which distances are offered.
ENDS = (
    "pyongyang", "beijing", "moscow", "seoul", "tokyo", "vladivostok", "kursk", "vostochny-cosmodrome", "dandong",
    "rajin", "khasan-tumangang-bridge", "dunai", "tikhoretsk", "panmunjom", "punggye-ri", "yongbyon", "launch-sohae",
    "khabarovsk", "shanghai", "hanoi", "kadena", "andersen-guam", "washington", "taipei",
)  # fmt: skip
# The stops of the first shipments, as the row A06 names them; the line between them is no path.
ROUTE = ("A06", ("rajin", "dunai", "tikhoretsk"))
ALL_ALONG = (0, 9999)
HEADLINE_WORDS = 16


def _ends() -> dict[str, str]:
    names = load("places").set_index("place_id")["name"]
    return {place: names[place] for place in ENDS}


class Map(View):
    """Where did it happen? Places of the course, and what rows of other datasets place there."""

    question = "Where did it happen?"
    reading = (
        "The larger the sign, the more rows; neighbours share one. Hollow: not confirmed. A name alone: a wide area."
    )
    notes = (
        "Borders and names show control or common use and take no position; the layer of disputed areas "
        "says who claims what. The dashed line joins stops of the first arms shipments and is no path. By construction "
        "only rows that name a place are here, once at each place, and a capital that stands for a government is none."
    )
    datasets = (
        "places", "events", "summits", "missile_tests", "nuclear_tests", "joint_drills", "arms_and_troops",
        "disputed_borders", "border_lengths",
    )  # fmt: skip
    filters = {"layers": "by_layer", "since": "last", "until": "first"}
    columns = {
        "name": "Place",
        "what": "Layer",
        "day": "When",
        "title": "What",
        "states": "Country",
        "disputed": "Disputed",
        "precision": "Precision",
        "address": "Source",
        "check": "Check",
    }

    window = Choice("Window", {key: window.words for key, window in WINDOWS.items()}, start="northeast")
    layers = Several("Show", LAYERS, start=("summits", "tests", "arms"))
    since = Year("From", of=("events", "date"), start=2012)
    until = Year("to", of=("events", "date"), until=True)
    distance_from = Choice("Distance from", _ends, start="pyongyang")
    distance_to = Choice("to", _ends, start="vladivostok")

    @cached_property
    def _placed(self) -> pd.DataFrame:
        """The rows of all windows."""
        return placed_rows()

    def rows(self) -> pd.DataFrame:
        inside = map(WINDOWS[self.window].holds, self._placed["lon"], self._placed["lat"])
        rows = self._placed[list(inside)].reset_index(drop=True)
        return rows.assign(leg=pd.Series(list(_legs(rows)), dtype=object))

    def headline(self, rows: pd.DataFrame) -> str:
        """Which place leads, with its figure."""
        counts = (
            rows.groupby("place")["name"].agg(["size", "first"]).sort_values("size", ascending=False, kind="stable")
        )
        most = int(counts["size"].max())
        leaders = counts.loc[counts["size"] == most, "first"]
        if len(leaders) > 2:
            return f"No place leads: {many(len(rows), 'row')} at {many(len(counts), 'place')} on this map."
        verb, each = ("leads", "") if len(leaders) == 1 else ("lead", " each")
        lead = f"{joined(leaders)} {verb} with {most}{each} of {len(rows):,}"
        shown = [COUNTED[layer] for layer in LAYERS if (rows["by_layer"] == layer).any()]
        full = f"{lead} {joined(shown)}."
        return full if len(full.split()) <= HEADLINE_WORDS else f"{lead} rows."

    def describe(self, rows: pd.DataFrame) -> str:
        places = load("places").set_index("place_id")
        parts = []
        if self.distance_from != self.distance_to:
            km = _km(places, self.distance_from, self.distance_to)
            parts.append(
                f"From {places['name'][self.distance_from]} to {places['name'][self.distance_to]} it is {km:,} km as "
                "the crow flies."
            )
        china, russia = (_lengths(state) for state in ("CHN", "RUS"))
        parts.append(f"North Korea’s land border with China is put at {china} km, that with Russia at {russia} km.")
        hollow = len(rows) - int(rows["solid"].sum())
        if hollow:
            parts.append(f"{many(hollow, 'row')} {'is' if hollow == 1 else 'are'} not confirmed, or the point is not.")
        outside = self._outside()
        if outside:
            parts.append(f"{outside:,} more {'lies' if outside == 1 else 'lie'} outside this window.")
        return " ".join(parts)

    def _outside(self) -> int:
        """How many rows that layers and years choose are not in the window."""
        every = self._placed
        chosen = every["by_layer"].isin(self.layers) & (every["last"] >= self.since) & (every["first"] <= self.until)
        return int(chosen.sum() - self._mask.sum())

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        controls = {
            "window": "window", "layers": "layers", "from": "distance_from", "to": "distance_to",
        }  # fmt: skip
        return place_map(rows, NOUNS, _distances(), self.window, controls, narrow)


def placed_rows() -> pd.DataFrame:
    """Every row that names a place, once at each place, and the places of the course by their kind."""
    places = load("places").assign(name=lambda table: table["name"].map(_short))
    columns = ["place_id", "name", "lon", "lat", "precision", "country", "disputed", "check_parts"]
    rows = pd.concat([*_named(), *_kinds(load("places"))], ignore_index=True)
    rows = rows.merge(places[columns], left_on="place", right_on="place_id", how="left", validate="many_to_one")
    rows["order"] = rows["by_layer"].map({layer: number for number, layer in enumerate(LAYERS)})
    rows = rows.sort_values(["name", "place", "order", "first"], kind="stable", ignore_index=True)
    rows["what"] = rows["by_layer"].map(LAYERS)
    rows["region"] = rows["precision"] == "region"
    rows["solid"] = (rows["check"] == "confirmed") & ~rows["check_parts"].fillna("").str.contains(r"lat:|lon:")
    rows["states"] = rows["country"].map({codes: _states(codes) for codes in rows["country"].dropna().unique()})
    rows["address"] = address(rows["source"])
    rows["hover"] = (
        rows["name"] + (", " + rows["day"]).fillna("") + ": " + rows["title"] + unless_confirmed(rows["check"])
    )
    return rows


def _legs(rows: pd.DataFrame) -> Iterator[list[list[float]] | None]:
    """The way from each row of the route to its next stop, if that is among ``rows``."""
    after = dict(itertools.pairwise(ROUTE[1]))
    where = {place: [lon, lat] for place, lon, lat in zip(rows["place"], rows["lon"], rows["lat"], strict=True)}
    for row, place in zip(rows["row"], rows["place"], strict=True):
        leg = row == ROUTE[0] and after.get(place) in where
        yield [where[place], where[after[place]]] if leg else None


def _named() -> Iterator[pd.DataFrame]:
    """What rows of other datasets place somewhere."""
    events = load("events")
    yield _layer("events", events, "event_id", events["date"], events["date_precision"], events["title"])
    held = load("summits")
    yield _layer("summits", held, "summit_id", held["date_start"], "day", held["participants"].str.replace(";", ", "))
    flown = load("missile_tests")
    yield _layer("tests", flown, "test_id", flown["date"], flown["date_precision"], flown["system"])
    blasts = load("nuclear_tests").assign(row=lambda table: "nuclear-" + table["test_no"].astype(str))
    yield _layer("tests", blasts, "row", blasts["date"], "day", "nuclear test")
    drills = load("joint_drills")
    yield _layer("drills", drills, "drill_id", drills["date_start"], drills["date_start_precision"], drills["name"])
    sent = load("arms_and_troops")
    bound = load("places").dropna(subset="transfers").assign(row_id=lambda table: table["transfers"].str.split(";"))
    where = bound.explode("row_id").groupby("row_id")["place_id"].agg(";".join)
    sent = sent.assign(places=sent["row_id"].map(where))
    title = sent["item"] + ", by " + sent["estimated_by"]
    yield _layer("arms", sent, "row_id", sent["date"], "day", title)
    areas = load("disputed_borders")
    claims = "held by " + areas["held_by"].map(_states) + ", claimed by " + areas["claimed_by"].map(_states)
    yield _layer("disputed", areas, "area_id", None, "", areas["area"] + ", " + claims)


def _layer(
    layer: str,
    table: pd.DataFrame,
    key: str,
    date: "pd.Series[pd.Timestamp] | None",
    precision: "pd.Series[str] | str",
    title: "pd.Series[str] | str",
) -> pd.DataFrame:
    """The rows of ``table`` that name a place, one for each place."""
    rows = table[[key, "places", "source", "check"]].rename(columns={key: "row"})
    rows = rows.assign(by_layer=layer, title=title, first=ALL_ALONG[0], last=ALL_ALONG[1], day=None)
    if date is not None:
        length = pd.Series(precision, rows.index).map({"day": 10, "month": 7, "year": 4})
        rows["day"] = [day.isoformat()[:end] for day, end in zip(date, length, strict=True)]
        rows["first"] = rows["last"] = date.dt.year
    rows = rows.dropna(subset="places").assign(place=lambda kept: kept["places"].str.split(";"))
    return rows.drop(columns="places").explode("place")


def _kinds(places: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The places of the course, by kind."""
    for layer, kinds in PLACE_KINDS.items():
        table = places[places["kind"].isin(kinds)]
        years = [_years(text) for text in table["years"]]
        title = table["kind"] + ". " + table["why_it_matters"]
        yield table[["source", "check"]].assign(
            row=table["place_id"],
            place=table["place_id"],
            by_layer=layer,
            title=title,
            day=table["years"],
            first=[first for first, _ in years],
            last=[last for _, last in years],
        )


def _years(text: object) -> tuple[int, int]:
    """The first and the last year of a text such as 2016;2019–; all years where there is none."""
    years = [int(year) for year in re.findall(r"\d{4}", str(text))]
    if not years:
        return ALL_ALONG
    return years[0], ALL_ALONG[1] if str(text).endswith("–") else years[-1]


TAILS = re.compile(
    r",.*| \(.*| off .*| (?:Satellite Launching|Missile Base|Testing Ground|missile test site|nuclear|"
    r"Shipyard|Airbase|Airfield|Air Base|Air Force Base|Marine Corps|Arms Plant|enrichment|ammunition|airfield|"
    r"uranium|railway bridge|road bridge|bridges?|training ground|General Tractor|Ryonha).*"
)


def _short(name: str) -> str:
    """``name`` as a label."""
    return TAILS.sub("", name.replace("International Airport", "airport").removeprefix("Fleet Activities ")) or name


def _states(codes: object) -> str:
    """The names of states, from their codes."""
    words = vocabulary()["actors"]
    return joined(
        [words[code].split(" (")[0].split(";")[0] for code in str(codes).split(";") if code in words] or ["nobody"]
    )


def _km(places: pd.DataFrame, one: str, other: str) -> int:
    """Kilometres between two places."""
    first, second = ((float(places["lat"][place]), float(places["lon"][place])) for place in (one, other))
    return round(great_circle_km(first, second))


def _lengths(state: str) -> str:
    """The published lengths of North Korea's border with ``state``, as words."""
    low, high = published_lengths(load("border_lengths"), state, "PRK")
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def _distances() -> pd.DataFrame:
    """The places between which a distance is offered, and how far each is from each."""
    places = load("places").set_index("place_id")
    ends = places.loc[list(ENDS), ["name", "lon", "lat"]]
    km = pd.Series({one: [_km(places, one, other) for other in ENDS] for one in ENDS})
    return ends.assign(name=ends["name"].map(_short), km=km)
