"""The map: places that exist, windows, sentences that stay true, and what goes to the browser."""

import random

import pytest
from driving import described, every_state

import workbook as wb
from workbook.charts import WINDOWS
from workbook.views.gallery.map import ENDS, HEADLINE_WORDS, LAYERS, NOUNS, PLACE_KINDS, ROUTE, placed_rows

KEYS = {
    "events": ("events", "event_id"),
    "summits": ("summits", "summit_id"),
    "drills": ("joint_drills", "drill_id"),
    "arms": ("arms_and_troops", "row_id"),
    "disputed": ("disputed_borders", "area_id"),
}


@pytest.fixture(scope="module")
def rows():
    return placed_rows()


@pytest.fixture
def view():
    return wb.views.map()


def test_every_row_names_a_place_and_a_row_that_exist(rows):
    places = set(wb.load("places")["place_id"])
    assert set(rows["place"]) <= places
    for layer, (dataset, key) in KEYS.items():
        assert set(rows.loc[rows["by_layer"] == layer, "row"]) <= set(wb.load(dataset)[key]), layer
    tests = set(wb.load("missile_tests")["test_id"]) | {f"nuclear-{n}" for n in wb.load("nuclear_tests")["test_no"]}
    assert set(rows.loc[rows["by_layer"] == "tests", "row"]) <= tests
    assert not rows.duplicated(["by_layer", "place", "row"]).any()


def test_each_layer_has_as_many_rows_as_the_datasets_name_places(rows):
    counts = rows["by_layer"].value_counts()
    assert set(counts.index) == set(LAYERS) == set(NOUNS)
    for layer, datasets in {"events": ["events"], "tests": ["missile_tests", "nuclear_tests"]}.items():
        named = sum(wb.load(name)["places"].dropna().str.split(";").map(len).sum() for name in datasets)
        assert counts[layer] == named
    kinds = wb.load("places")["kind"].value_counts()
    for layer, some in PLACE_KINDS.items():
        assert counts[layer] == kinds[list(some)].sum()


def test_the_places_of_windows_ends_and_the_route_exist():
    places = wb.load("places").set_index("place_id")
    assert set(ENDS) <= set(places.index) and set(ROUTE[1]) <= set(places.index)
    for window in WINDOWS.values():
        assert {*window.towns, *window.first} <= set(places.index)
    assert all(ROUTE[0] in places["transfers"][stop].split(";") for stop in ROUTE[1])
    assert not (places["precision"][list(ENDS)] == "region").any()


def test_kursk_vostochny_and_beijing_are_in_eurasia_and_the_crossings_in_korea():
    at = wb.load("places").set_index("place_id")[["lon", "lat"]]
    inside = {key: {place for place, lon, lat in at.itertuples() if w.holds(lon, lat)} for key, w in WINDOWS.items()}
    assert {"kursk", "vostochny-cosmodrome", "beijing", "tikhoretsk"} <= inside["eurasia"]
    assert {"dandong", "khasan-tumangang-bridge", "rajin", "punggye-ri", "vladivostok"} <= inside["korea"]
    assert inside["korea"] < inside["northeast"]
    assert "washington" not in inside["eurasia"]


def test_the_headline_is_short_and_its_figures_are_those_of_the_picture(view):
    chance = random.Random(6)
    for _ in range(60):
        view.choose(**{control.name: chance.choice(list(every_state(control))) for control in view.controls})
        left = view._selected()
        if left.empty:
            continue
        headline = view.headline(left)
        assert len(headline.split()) <= HEADLINE_WORDS, headline
        assert f"{len(left):,}" in headline
        most = left["place"].value_counts()
        if "lead" in headline and "No place" not in headline:
            assert (
                f" {most.iloc[0]}" in headline and left.loc[left["place"] == most.index[0], "name"].iloc[0] in headline
            )


def test_with_one_layer_the_headline_counts_its_own_things(view):
    view.choose(layers=["tests"], since=2006, until=2017, window="korea")
    left = view._selected()
    assert view.headline(left).endswith(f"of {len(left)} tests.")


def test_what_lies_outside_the_window_is_counted(view):
    view.choose(layers=["summits"], window="korea")
    inside = len(view._selected())
    outside = view._outside()
    assert f"{outside} more lie outside this window." in view.sentence
    view.choose(window="eurasia")
    assert len(view._selected()) + view._outside() == inside + outside


def test_the_distance_follows_its_two_lists_and_is_left_out_between_a_place_and_itself(view):
    assert "From Pyongyang to Vladivostok it is 684 km as the crow flies." in view.sentence
    view.choose(distance_to="kursk")
    assert "it is 6,686 km" in view.sentence
    view.choose(distance_to="pyongyang")
    assert "crow" not in view.sentence


def test_both_land_borders_are_in_the_sentence_with_all_published_lengths(view):
    assert "with China is put at 1,352 to 1,420 km, that with Russia at 17 to 18 km" in view.sentence


def test_who_claims_what_stands_in_the_table(view):
    view.choose(layers=["disputed"], window="eurasia")
    table = view.table().set_index("Place")["What"]
    assert "held by Russia, claimed by Russia and Ukraine" in table["Crimea"]
    assert "held by Russia, claimed by Russia and Japan" in table["Southern Kuril Islands"]


def test_a_place_stays_as_long_as_its_years_meet_the_chosen_ones(view):
    view.choose(layers=["crossings", "fighting"], window="eurasia", since=1990, until=2000)
    names = set(view._selected()["place"])
    assert "khasan-tumangang-bridge" in names  # since 1959
    assert not names & {"kursk", "tumen-road-bridge"}  # 2024 and 2025


def test_the_leg_to_a_stop_outside_the_window_is_not_drawn(view):
    def legs(window):
        view.choose(window=window)
        return int(view._all_rows["leg"].notna().sum())

    assert legs("northeast") == legs("korea") == 1
    assert legs("eurasia") == 2


def test_the_base_map_goes_to_the_browser_once_and_a_moved_control_sends_rows_alone(view):
    view.widget  # noqa: B018
    spec = view._panel.spec
    view.choose(since=2018)
    assert view._panel.data == []  # the browser filters by itself
    view.choose(window="eurasia")
    assert view._panel.spec is spec
    assert view._panel.data == view.spec()["data"]["values"]
    assert "arcs" not in view._panel.data[0]


def test_map_and_timeline_share_the_years():
    pair = wb.views.together("map", "timeline")
    assert {name for _, _, name in pair.common} == {"since", "until"}
    assert pair.views[1].chosen["since"] == pair.views[0].chosen["since"]


def test_the_narrow_map_draws_every_row_too(view):
    spec = view.spec()
    narrow = view.draw(view._drawn(), narrow=True).to_dict()
    filters = spec["transform"][: len(view.filters)]
    narrow |= {"params": spec["params"], "transform": [*filters, *narrow["transform"]]}
    assert described(narrow) == sorted(view._selected()["hover"])
