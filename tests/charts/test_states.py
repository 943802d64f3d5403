"""States and their ties: the triangle with its years, and networks side by side."""

import pandas as pd
import pytest
from drawing import drawn, spec_of, texts
from driving import described

from workbook.charts import state_networks, theme, triad

NAMES = {"CHN": "China", "RUS": "Russia", "PRK": "North Korea"}
LANES = ["type", "CHN-RUS"]
TRIAD = pd.DataFrame(
    [
        ("side", "CHN", "RUS", "good", 2001, 2001, "", "CHN-RUS, in the triangle", "romantic triangle", "good side"),
        ("side", "CHN", "PRK", "bad", 2001, 2001, "", "CHN-PRK, in the triangle", "romantic triangle", "bad side"),
        ("side", "RUS", "PRK", "not known", 2001, 2001, "no record", "RUS-PRK", "romantic triangle", "third side"),
        ("run", None, None, "romantic triangle", 2000, 2004, "", "type", None, "long"),
        ("run", None, None, "unit veto", 2005, 2005, "", "type", None, "short"),
        ("run", None, None, "good", 2001, 2001, "", "CHN-RUS", None, "2001"),
    ],
    columns=["part", "one", "other", "kind", "since", "until", "why", "lane", "type", "hover"],
)


@pytest.fixture(scope="module", params=[False, True])
def triangle(request):
    return spec_of(triad(TRIAD, NAMES, LANES, (2000, 2009), request.param))


def test_the_sides_reach_from_state_to_state_and_a_bad_one_is_dashed(triangle):
    sides = {item["description"]: item for item in drawn(triangle, "rule")}
    assert sides["good side"]["y"] == sides["good side"]["y2"]  # China and Russia stand equally high
    assert sides["bad side"]["y"] < sides["bad side"]["y2"]
    assert sides["bad side"]["strokeDash"] == [7, 5]
    assert sides["good side"]["strokeWidth"] > sides["bad side"]["strokeWidth"] > sides["third side"]["strokeWidth"]


def test_years_in_which_nothing_changed_are_one_bar_in_their_lane(triangle):
    bars = {item["description"]: item for item in drawn(triangle, "rect") if "description" in item}
    assert bars["long"]["x"] == pytest.approx(0)
    assert bars["long"]["width"] == pytest.approx(5 * bars["short"]["width"])
    assert bars["long"]["y"] < bars["2001"]["y"]  # the first lane lies on top
    assert bars["long"]["fill"] == theme.TINT_PURPLE
    notched = {round(item["x"]) for item in drawn(triangle, "symbol")}
    assert notched == {round(1.5 * bars["short"]["width"])}  # 2001 is the second year


def test_what_stands_beside_a_side_says_why_it_is_not_known(triangle):
    found = ["".join(text) if isinstance(text, str) else "\n".join(text) for text in texts(triangle)]
    assert {"China", "Russia", "North Korea", "2001", "type", "CHN-RUS", "good", "bad"} <= set(found)
    assert "not known:\nno record" in found
    assert described(triangle) == ["2001", "bad side", "good side", "long", "short", "third side"]


def test_the_words_of_a_bar_stand_in_it_only_where_they_have_room():
    # Of 600 pixels for ten years a bar of one year has 60: too few for "unit veto" in one line, enough for it in two.
    words = [
        "\n".join(text) if isinstance(text, list) else text
        for text in texts(spec_of(triad(TRIAD, NAMES, LANES, (2000, 2009))))
    ]
    assert "romantic triangle" in words and "unit\nveto" in words and "unit veto" not in words


@pytest.mark.parametrize("narrow", [False, True])
def test_networks_stand_side_by_side_or_below_each_other_and_only_good_ties_are_thick(narrow):
    rows = pd.DataFrame(
        [("1955", "RUS", "CHN", "good"), ("1955", "KOR", "USA", "not known"), ("2026", "RUS", "CHN", "bad")],
        columns=["picture", "one", "other", "sign"],
    ).assign(head="across: none known")
    names = {"RUS": "Russia", "CHN": "China", "KOR": "South Korea", "USA": "United States"}
    spec = spec_of(state_networks(rows.assign(hover=rows["picture"] + " " + rows["sign"]), names, narrow))
    ties = {item["description"]: item for item in drawn(spec, "rule")}
    assert {text: item["strokeWidth"] for text, item in ties.items()} == {
        "1955 good": 3.5,
        "1955 not known": 1.2,
        "2026 bad": 2.0,
    }
    across = ties["2026 bad"]["x"] - ties["1955 good"]["x"]
    down = ties["2026 bad"]["y"] - ties["1955 good"]["y"]
    # Two pictures share 600 pixels less the padding, or one is 246 pixels high.
    assert (across, down) == pytest.approx((0, 246) if narrow else (295, 0))
    assert sorted(set(texts(spec))) == sorted([*names.values(), "1955", "2026", "across: none known"])
