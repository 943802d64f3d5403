"""Points for and against, forecasts, estimates, treaties, units: what stands where."""

import pandas as pd
import pytest
from drawing import channel, drawn, spec_of, texts
from driving import described

from workbook.charts import (
    balance_bars,
    calibration_diagram,
    estimate_lines,
    impact_bars,
    part_bars,
    probability_lines,
    rate_lines,
    score_curves,
    span_lines,
    theme,
    unit_grid,
    waterfall,
)


def positions(spec, mark, axis="x"):
    """Where each described item stands."""
    return {item["description"]: item[axis] for item in drawn(spec, mark) if "description" in item}


def test_accord_goes_to_the_right_and_conflict_to_the_left_with_the_difference_at_the_edge():
    rows = pd.DataFrame(
        {
            "pair": "China and Russia",
            "analysis": "Salát",
            "side": ["accord", "conflict"],
            "value": [6, -2],
            "net": "+4",
            "said": ["6", "2"],
            "hover": ["accord", "conflict"],
        }
    )
    spec = spec_of(balance_bars(rows, ["Salát"]))
    bars = {item["description"]: item for item in drawn(spec, "rect")}
    zero = drawn(spec, "rule")[0]["x"]
    assert bars["accord"]["x"] == pytest.approx(zero)
    assert bars["conflict"]["x"] + bars["conflict"]["width"] == pytest.approx(zero)
    assert bars["accord"]["width"] == pytest.approx(3 * bars["conflict"]["width"])
    words = {item["text"]: item for item in drawn(spec, "text")}
    assert (words["6"]["align"], words["2"]["align"]) == ("left", "right")  # outside the bars
    assert words["+4"]["x"] > words["6"]["x"] and words["Salát"]["x"] < words["2"]["x"]
    assert bars["accord"]["fill"] != bars["conflict"]["fill"]


def test_in_a_narrow_place_a_name_stands_above_its_bars():
    rows = pd.DataFrame(
        {"pair": "China and Russia", "analysis": "Salát", "side": "accord", "value": [6], "net": "+6", "said": "6"}
    )
    spec = spec_of(balance_bars(rows.assign(hover="bar"), ["Salát"], narrow=True))
    (name,) = {item["y"] for item in drawn(spec, "text") if item["text"] == "China and Russia"}
    assert name < drawn(spec, "rect")[0]["y"]


def test_a_ledger_adds_up_step_by_step_and_a_bracket_ties_two_lines():
    rows = pd.DataFrame(
        [
            ("Arms", "benefit", 0, 3, None, "Sanctions", "+3"),
            ("Sanctions", "risk", 3, 1, None, "Net", "−2"),
            ("Net", "net", 0, 1, None, None, "+1"),
            ("Others", "range", -2, 4, 1, None, ""),
        ],
        columns=["line", "side", "start", "end", "middle", "next", "said"],
    )
    spec = spec_of(waterfall(rows.assign(hover=rows["line"]), [("Arms", "Sanctions")]))
    bars = {item["description"]: item for item in drawn(spec, "rect") if "description" in item}
    # The risk begins where the benefit ended and is two thirds as long.
    assert bars["Sanctions"]["x"] + bars["Sanctions"]["width"] == pytest.approx(
        bars["Arms"]["x"] + bars["Arms"]["width"]
    )
    assert bars["Sanctions"]["width"] == pytest.approx(2 / 3 * bars["Arms"]["width"])
    assert bars["Arms"]["y"] < bars["Sanctions"]["y"] < bars["Net"]["y"]
    assert described(spec) == ["Arms", "Net", "Others", "Sanctions"]
    brackets = [item for item in drawn(spec, "rule") if item["x"] <= 11 and item.get("x2", item["x"]) <= 11]
    assert len(brackets) == 3  # the stroke and its two ends


ASKED = pd.DataFrame(
    [("F-S1", 1, 20.0, 50.0, 40.0, 60.0, 10.0, None), ("F-S2", 0, 80.0, None, None, None, None, 100.0)],
    columns=["line", "place", "you", "class", "class_low", "class_high", "base", "outcome"],
).assign(heading=None, waiting=False)
ASKED["hover"] = ASKED["line"]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_probability_stands_on_a_line_from_0_to_100_percent(narrow):
    spec = spec_of(probability_lines(ASKED, narrow))
    assert channel(spec, "x")["scale"]["domain"] == [0, 100]
    colours = {"circle": theme.INK, "diamond": theme.PURPLE, "triangle-down": theme.GREEN, "cross": theme.VERMILION}
    signs = [(item["shape"], item["fill"]) for item in drawn(spec, "symbol")]
    # What is missing has no mark; what is drawn stands once in the key.
    assert {shape: signs.count((shape, colour)) for shape, colour in colours.items()} == {
        "circle": 3, "diamond": 2, "triangle-down": 2, "cross": 2
    }  # fmt: skip
    whole = next(item for item in drawn(spec, "rect") if item.get("description") == "F-S1")
    middle_half = next(item for item in drawn(spec, "rule") if item["stroke"] == theme.PURPLE)
    assert abs(middle_half["x2"] - middle_half["x"]) == pytest.approx(whole["width"] / 5)
    lines = positions(spec, "rect", "y")
    assert lines["F-S2"] < lines["F-S1"]  # by their place, not by their name


def test_a_question_without_any_probability_says_so_and_those_that_wait_are_dots():
    nothing = ASKED.assign(you=None, base=None, outcome=None, **{"class": None, "class_low": None, "class_high": None})
    assert texts(spec_of(probability_lines(nothing))).count("no base rate") == 2
    waiting = nothing.assign(line="Two wait", place=0, waiting=True)
    spec = spec_of(probability_lines(waiting))
    assert len({item["x"] for item in drawn(spec, "symbol") if "description" in item}) == 2
    assert [text for text in texts(spec) if text] == ["Two wait"]  # no axis and no key of nothing


def test_a_long_label_makes_its_row_higher_and_a_narrow_chart_has_it_above_the_marks():
    rows = ASKED.assign(line=["F-S1: " + "word " * 20, "F-S2"])
    for narrow, lines in ((False, 2), (True, 3)):
        spec = spec_of(probability_lines(rows, narrow))
        words = [item["y"] for item in drawn(spec, "text") if "word" in item["text"]]
        (lane,) = (item for item in drawn(spec, "rect") if item.get("description") == "F-S1")
        middle = lane["y"] + lane["height"] / 2
        assert len(words) == lines
        assert middle > max(words) if narrow else middle == pytest.approx(sum(words) / 2)


def test_calibration_has_a_diagonal_and_counts_beside_the_points():
    rows = pd.DataFrame({"who": ["you", "base rate"], "said": [25, 50], "happened": [75, 50], "forecasts": [4, 9]})
    spec = spec_of(calibration_diagram(rows.assign(hover=rows["who"], held=["3 of 4", "5 of 9"])))
    points = {item["description"]: item for item in drawn(spec, "symbol") if "description" in item}
    (rule,) = drawn(spec, "rule")
    left, right = sorted((rule["x"], rule["x2"]))
    top, bottom = sorted((rule["y"], rule["y2"]))
    # 25 percent said is a quarter of the way along the diagonal, 75 percent that happened three quarters of it up.
    assert points["you"]["x"] == pytest.approx(left + (right - left) / 4)
    assert points["you"]["y"] == pytest.approx(bottom + (top - bottom) * 3 / 4)
    assert points["base rate"]["x"] == pytest.approx((left + right) / 2)
    assert points["base rate"]["size"] > points["you"]["size"]
    assert {"3 of 4", "5 of 9", "you", "base rate"} <= set(texts(spec)) and "class" not in texts(spec)


def test_base_rates_of_a_line_are_joined_from_the_lowest_to_the_highest():
    rows = pd.DataFrame(
        [("F-S1", 1, "ten", 20.0), ("F-S1", 2, "five", 60.0), ("F-S2", 0, "ten", 90.0)],
        columns=["line", "place", "cases", "rate"],
    )
    spec = spec_of(rate_lines(rows.assign(hover=rows["line"] + rows["cases"]), ["ten", "five"]))
    points = positions(spec, "symbol")
    bar = next(item for item in drawn(spec, "rule") if item["stroke"] == theme.GREY and item["x"] != item["x2"])
    ends = sorted((bar["x"], bar["x2"]))
    assert ends == pytest.approx(sorted((points["F-S1ten"], points["F-S1five"])))
    assert len({item["shape"] for item in drawn(spec, "symbol")}) == 2
    lines = positions(spec, "symbol", "y")
    assert lines["F-S2ten"] < lines["F-S1ten"] == lines["F-S1five"]  # by their place
    assert {"20", "60", "90", "ten", "five"} <= set(texts(spec))


def test_the_least_penalty_has_the_large_mark_and_the_belief_a_line():
    rows = pd.DataFrame(
        [
            ("square", 0, 1.2, False),
            ("square", 50, 0.8, True),
            ("distance", 0, 1.0, False),
            ("distance", 100, 0.5, True),
        ],
        columns=["rule", "said", "penalty", "least"],
    ).assign(belief=50)
    spec = spec_of(score_curves(rows.assign(hover=rows["rule"] + rows["said"].astype(str)), ["square", "distance"]))
    sizes = {item["description"]: item["size"] for item in drawn(spec, "symbol")}
    assert sizes["square50"] == sizes["distance100"] > 5 * sizes["square0"]
    at = positions(spec, "symbol")
    assert at["square50"] in [pytest.approx(item["x"]) for item in drawn(spec, "rule")]
    assert {"square", "distance", "belief: 50 percent", "costs least"} <= set(texts(spec))


OBSERVERS = {"KOR": ("triangle-up", theme.GREEN), "UKR": ("square", theme.BLUE)}
ESTIMATES = pd.DataFrame(
    [
        ("1", 10.0, 10.0, "exact", "KOR", "10", True),
        ("2", 20.0, 40.0, "range", "UKR", "20 to 40", False),
        ("3", 30.0, None, "at least", "KOR", "30 or more", True),
        ("4", None, 5.0, "at most", "KOR", "5 at most", True),
        ("5", None, None, "no figure", "UKR", "denied", True),
    ],
    columns=["line", "low", "high", "bound", "observer", "said", "solid"],
).assign(address="https://example.org", unit="rounds", above="what", below="who")
ESTIMATES["hover"] = ESTIMATES["bound"]


def test_a_figure_is_a_point_a_range_a_bar_and_an_open_end_an_arrow():
    spec = spec_of(estimate_lines(ESTIMATES, OBSERVERS, 50))
    at = positions(spec, "symbol")
    tens = at["range"] - at["exact"]  # from 10 to 20
    assert at["at least"] - at["exact"] == pytest.approx(2 * tens)
    assert at["exact"] - at["at most"] == pytest.approx(tens / 2)  # an open low end stands at its high end
    # The bar of the range is twenty wide.
    assert [abs(item["x2"] - item["x"]) for item in drawn(spec, "rule") if item["y"]] == [pytest.approx(2 * tens)]
    assert sorted(text for text in texts(spec) if text in "→←") == ["←", "→"]
    assert described(spec) == sorted(ESTIMATES["bound"])


def test_a_statement_without_a_figure_stands_in_words_and_an_unconfirmed_one_is_hollow():
    spec = spec_of(estimate_lines(ESTIMATES, OBSERVERS, 50))
    (words,) = (item for item in drawn(spec, "text") if item["text"] == "denied")
    assert words["x"] == 0
    assert [item["fillOpacity"] for item in drawn(spec, "symbol") if item.get("description") == "range"] == [0]
    # 40 lies beyond six tenths of the greatest end, so that its words stand to the left of the mark.
    sides = {item["text"]: item.get("align") for item in drawn(spec, "text")}
    assert (sides["20 to 40"], sides["10"]) == ("right", "left")


@pytest.mark.parametrize("narrow", [False, True])
def test_parts_of_totals_are_bars_from_0_paler_between_the_ends_of_a_range(narrow):
    rows = pd.DataFrame({"line": ["a", "b"], "low": [10.0, 20.0], "high": [10.0, 40.0]})
    words = {"above": "total", "below": "counted by", "said": "part", "hover": ["ten", "twenty"]}
    words["address"] = "https://example.org"
    spec = spec_of(part_bars(rows.assign(**words), 46, narrow))
    bars = {item["description"]: item for item in drawn(spec, "rect") if "description" in item}
    assert bars["twenty"]["width"] == pytest.approx(2 * bars["ten"]["width"])
    paler = max((item for item in drawn(spec, "rect") if "description" not in item), key=lambda item: item["width"])
    assert paler["width"] == pytest.approx(bars["twenty"]["width"]) and paler["opacity"] < 0.5
    assert {"total", "counted by", "part"} <= set(texts(spec)) and described(spec) == ["ten", "twenty"]


def test_a_score_bar_is_coloured_by_its_role_and_has_its_score_at_the_end():
    roles = ["chosen, though more speaks for another", "more speaks for it than for the chosen one", "not chosen"]
    rows = pd.DataFrame(
        {"factor": ["b", "b", "a"], "state": ["open", "closed", "shut"], "score": [2, 4, -2], "role": roles}
    )
    spec = spec_of(impact_bars(rows.assign(hover=rows["state"])))
    bars = {item["description"]: item for item in drawn(spec, "rect")}
    assert bars["closed"]["width"] == pytest.approx(2 * bars["open"]["width"])
    assert bars["open"]["y"] < bars["closed"]["y"]  # in the order of the rows
    assert bars["shut"]["x"] > bars["closed"]["x"]  # the second factor stands in the second column
    assert (bars["open"]["fill"], bars["closed"]["fill"]) == (theme.INK, theme.OCHRE)
    assert {"+2", "+4", "−2", "► closed", "a", "b"} <= set(texts(spec))
    narrow = {
        item["description"]: item
        for item in drawn(spec_of(impact_bars(rows.assign(hover=rows["state"]), True)), "rect")
    }
    assert narrow["shut"]["y"] > narrow["closed"]["y"]  # one below the other


TREATIES = pd.DataFrame(
    [
        ("ended", "1961-01-01", "1996-01-01", "1961-01-01", "ended"),
        ("stands", "1961-01-01", None, "1961-01-01", "stands"),
        ("dormant", "2000-01-01", None, "2000-01-01", "dormant"),
        ("unknown", None, None, "1980-01-01", "unknown"),
    ],
    columns=["line", "start", "end", "signed", "state"],
).assign(address="https://example.org")
TREATIES[["start", "end", "signed"]] = TREATIES[["start", "end", "signed"]].apply(pd.to_datetime)
TREATIES["hover"] = TREATIES["line"]


def test_a_treaty_is_a_bar_from_its_first_to_its_last_day_or_to_now():
    spec = spec_of(span_lines(TREATIES, pd.Timestamp("2026-01-01")))
    bars = {item["description"]: item for item in drawn(spec, "rect") if "description" in item}
    assert set(bars) == {"ended", "stands", "dormant"}
    # 35, 65 and 26 years.
    assert bars["ended"]["width"] / bars["stands"]["width"] == pytest.approx(35 / 65, abs=0.001)
    assert bars["dormant"]["width"] / bars["stands"]["width"] == pytest.approx(26 / 65, abs=0.001)
    fills = {"ended": theme.GREY, "stands": theme.INK, "dormant": theme.PAPER}
    assert {line: bar["fill"] for line, bar in bars.items()} == fills


def test_a_text_with_an_unknown_day_has_a_cross_and_no_bar():
    spec = spec_of(span_lines(TREATIES, pd.Timestamp("2026-01-01")))
    (cross,) = (item for item in drawn(spec, "text") if item["text"] == "×")
    assert cross["description"] == "unknown"
    assert channel(spec, "y")["sort"] == list(TREATIES["line"])


def test_the_words_of_a_text_stand_above_its_bar_and_end_within_the_picture():
    long = TREATIES.assign(line=["A treaty with a name that is long enough to reach far" + sign for sign in "1234"])
    words = {item["text"]: item for item in drawn(spec_of(span_lines(long, pd.Timestamp("2026-01-01"))), "text")}
    ended, dormant = words[long["line"][0]], words[long["line"][2]]
    assert ended["x"] == pytest.approx(8)  # the bar begins there
    assert 0 < dormant["x"] < 600 - 6 * len(long["line"][2])  # the bar of 2000 leaves too little room at its right


UNITS = pd.DataFrame(
    {
        "column": ["a", "a", "a", "b", "a"],
        "line": ["late", "late", "late", "late", "early"],
        "place": [1, 1, 1, 1, 0],
        "kind": ["forecast", "fact", "fact", "fact", "fact"],
        "hover": ["1", "2", "3", "4", "5"],
    }
)
KINDS = {"fact": theme.BLUE, "forecast": theme.GREEN, "other": theme.GREY}


@pytest.mark.parametrize("narrow", [False, True])
def test_each_row_is_one_mark_in_the_cell_of_its_column_and_line(narrow):
    spec = spec_of(unit_grid(UNITS, KINDS, ["a", "b", "c"], narrow=narrow))
    assert described(spec) == ["1", "2", "3", "4", "5"]
    items = {item["description"]: item for item in drawn(spec, "symbol") if "description" in item}
    # In the order of the kinds: facts before the forecast.
    assert items["2"]["x"] < items["3"]["x"] < items["1"]["x"] < items["4"]["x"]
    assert items["5"]["y"] < items["1"]["y"] == items["4"]["y"]
    assert items["2"]["fill"] == theme.BLUE and items["1"]["fill"] == theme.GREEN
    said = [text for text in texts(spec) if text != ""]
    # Lines and columns by name, the count of each cell, and the kinds that occur; column c and “other” do not.
    assert sorted(map(str, said)) == sorted(["early", "late", "a", "b", "3", "1", "1", "fact", "forecast"])


def test_no_two_marks_of_a_cell_cover_each_other():
    many = pd.concat([UNITS.iloc[[0]]] * 90, ignore_index=True)
    many["hover"] = many.index.astype(str)
    spec = spec_of(unit_grid(many, KINDS, ["a"]))
    places = {(item["x"], item["y"]) for item in drawn(spec, "symbol") if "description" in item}
    assert len(places) == 90 and len({y for _, y in places}) > 1


def test_a_table_without_marks_takes_no_height():
    none = spec_of(unit_grid(UNITS.iloc[:0], KINDS, ["a"]))
    assert not described(none) and not texts(none)
