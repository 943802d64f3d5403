"""Points for and against, forecasts, estimates, treaties, units: what stands where."""

import pandas as pd
import pytest
from drawing import channel, drawn, marks, spec_of, texts
from driving import described

from workbook.charts import (
    MARKS,
    balance_bars,
    calibration_diagram,
    estimate_lines,
    part_bars,
    impact_bars,
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


def test_accord_goes_to_the_right_and_conflict_to_the_left_with_the_difference_as_a_diamond():
    rows = pd.DataFrame(
        {
            "pair": "China and Russia",
            "analysis": "salat2025",
            "side": ["accord", "conflict"],
            "value": [6, -2],
            "net": 4,
            "said": ["6", "2"],
            "hover": ["accord", "conflict"],
        }
    )
    spec = spec_of(balance_bars(rows, ["China and Russia"], ["salat2025"]))
    bars = {item["description"]: item for item in drawn(spec, "rect")}
    zero = drawn(spec, "rule")[0]["x"]
    assert bars["accord"]["x"] == pytest.approx(zero)
    assert bars["conflict"]["x"] + bars["conflict"]["width"] == pytest.approx(zero)
    assert bars["accord"]["width"] == pytest.approx(3 * bars["conflict"]["width"])
    words = {item["text"]: item["align"] for item in drawn(spec, "text")}
    assert words == {"6": "left", "2": "right"}  # outside the bars
    (diamond,) = drawn(spec, "symbol")
    assert diamond["x"] == pytest.approx(zero + 4 / 6 * bars["accord"]["width"])
    assert (bars["accord"]["fill"], bars["conflict"]["fill"]) == (theme.BLUE, theme.VERMILION)


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
    assert channel(spec, "y")["scale"]["domain"] == ["Arms", "Sanctions", "Net", "Others"]
    assert described(spec) == ["Arms", "Net", "Others", "Sanctions"]
    brackets = [item for item in drawn(spec, "rule") if item["x"] <= 11 and item.get("x2", item["x"]) <= 11]
    assert len(brackets) == 3  # the stroke and its two ends


def test_a_probability_stands_on_a_line_from_0_to_100_percent():
    rows = pd.DataFrame(
        [("F-S1", 1, 20.0, 50.0, 40.0, 60.0, 10.0, None), ("F-S2", 0, 80.0, None, None, None, None, 100.0)],
        columns=["line", "place", "you", "class", "class_low", "class_high", "base", "outcome"],
    )
    spec = spec_of(probability_lines(rows.assign(hover=rows["line"])))
    assert channel(spec, "x")["scale"]["domain"] == [0, 100]
    signs = [(item["shape"], item["fill"]) for item in drawn(spec, "symbol")]
    you, klass, base, happened = ((shape, colour) for colour, shape in MARKS.values())
    assert sorted(signs) == sorted([you, you, klass, base, happened])  # what is missing has no mark
    whole = next(item for item in drawn(spec, "rule") if item.get("description") == "F-S1")
    middle_half = next(item for item in drawn(spec, "rule") if "description" not in item)
    assert abs(middle_half["x2"] - middle_half["x"]) == pytest.approx(abs(whole["x2"] - whole["x"]) / 5)
    lines = positions(spec, "rule", "y")
    assert lines["F-S2"] < lines["F-S1"]  # by their place, not by their name


def test_calibration_has_a_diagonal_and_counts_beside_the_points():
    rows = pd.DataFrame({"who": ["you", "base rate"], "said": [25, 50], "happened": [75, 50], "forecasts": [4, 9]})
    spec = spec_of(calibration_diagram(rows.assign(hover=rows["who"])))
    points = {item["description"]: item for item in drawn(spec, "symbol")}
    (left, bottom), (right, top) = ((end["x"], end["y"]) for end in drawn(spec, "line"))
    assert (left, bottom, top) == (0, 380, 0)
    # 25 percent said is a quarter of the way to the right, 75 percent that happened a quarter of the way from the top.
    assert (points["you"]["x"], points["you"]["y"]) == (right / 4, 95)
    assert (points["base rate"]["x"], points["base rate"]["y"]) == (right / 2, 190)
    assert sorted(texts(spec)) == ["4", "9"]


def test_base_rates_of_a_line_are_joined_from_the_lowest_to_the_highest():
    rows = pd.DataFrame(
        [("F-S1", 1, "ten", 20.0), ("F-S1", 2, "five", 60.0), ("F-S2", 0, "ten", 90.0)],
        columns=["line", "place", "cases", "rate"],
    )
    spec = spec_of(rate_lines(rows.assign(hover=rows["line"] + rows["cases"]), ["ten", "five"]))
    points = positions(spec, "symbol")
    bar = next(item for item in drawn(spec, "rule") if item["x"] != item["x2"])
    ends = sorted((bar["x"], bar["x2"]))
    assert ends == pytest.approx(sorted((points["F-S1ten"], points["F-S1five"])))
    assert len({item["shape"] for item in drawn(spec, "symbol")}) == 2
    lines = positions(spec, "symbol", "y")
    assert lines["F-S2ten"] < lines["F-S1ten"] == lines["F-S1five"]  # by their place


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
    assert drawn(spec, "rule")[0]["x"] == pytest.approx(at["square50"])


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
    words = dict(above="total", below="counted by", said="part", hover=["ten", "twenty"], address="https://example.org")
    spec = spec_of(part_bars(rows.assign(**words), 46, narrow))
    bars = {item["description"]: item for item in drawn(spec, "rect") if "description" in item}
    assert bars["twenty"]["width"] == pytest.approx(2 * bars["ten"]["width"])
    paler = max((item for item in drawn(spec, "rect") if "description" not in item), key=lambda item: item["width"])
    assert paler["width"] == pytest.approx(bars["twenty"]["width"]) and paler["opacity"] < 0.5
    assert {"total", "counted by", "part"} <= set(texts(spec)) and described(spec) == ["ten", "twenty"]


def test_a_score_bar_is_coloured_by_its_role_and_has_its_sign_at_the_end():
    roles = ["chosen, and nothing speaks more for another", "more speaks for it than for the chosen one"]
    rows = pd.DataFrame({"line": ["b: open", "a: closed"], "score": [4, -2], "role": roles})
    spec = spec_of(impact_bars(rows.assign(hover=rows["line"])))
    bars = {item["description"]: item for item in drawn(spec, "rect")}
    assert bars["b: open"]["width"] == pytest.approx(2 * bars["a: closed"]["width"])
    assert bars["b: open"]["y"] < bars["a: closed"]["y"]  # in the order of the rows
    assert (bars["b: open"]["fill"], bars["a: closed"]["fill"]) == (theme.BLUE, theme.OCHRE)
    assert {item["text"]: item["align"] for item in drawn(spec, "text")} == {"●": "left", "◄": "right"}


TREATIES = pd.DataFrame(
    [
        ("ended", "1961-01-01", "1996-01-01", "1961-01-01", "ended"),
        ("stands", "1961-01-01", None, "1961-01-01", "stands"),
        ("dormant", "2000-01-01", None, "2000-01-01", "dormant"),
        ("unknown", None, None, "1980-01-01", "unknown"),
    ],
    columns=["line", "start", "end", "signed", "state"],
).assign(kind="defence", address="https://example.org")
TREATIES[["start", "end", "signed"]] = TREATIES[["start", "end", "signed"]].apply(pd.to_datetime)
TREATIES["hover"] = TREATIES["line"]


def test_a_treaty_is_a_bar_from_its_first_to_its_last_day_or_to_now_with_an_arrow():
    spec = spec_of(span_lines(TREATIES, {"defence": theme.VERMILION}, pd.Timestamp("2026-01-01")))
    bars = {item["description"]: item for item in drawn(spec, "rect") if "description" in item}
    assert set(bars) == {"ended", "stands", "dormant"}
    # 35, 65 and 26 years.
    assert bars["ended"]["width"] / bars["stands"]["width"] == pytest.approx(35 / 65, abs=0.001)
    assert bars["dormant"]["width"] / bars["stands"]["width"] == pytest.approx(26 / 65, abs=0.001)
    assert len(drawn(spec, "symbol")) == 2  # the arrows
    assert {line: bar["fillOpacity"] for line, bar in bars.items()} == {"ended": 0.9, "stands": 0.9, "dormant": 0}


def test_a_text_with_an_unknown_day_has_a_cross_and_no_bar():
    spec = spec_of(span_lines(TREATIES, {"defence": theme.VERMILION}, pd.Timestamp("2026-01-01")))
    (cross,) = drawn(spec, "text")
    assert (cross["text"], cross["description"]) == ("×", "unknown")
    assert channel(spec, "y")["sort"] == list(TREATIES["line"])


UNITS = pd.DataFrame(
    {
        "column": ["a", "a", "a", "b"],
        "line": "facts",
        "place": 0,
        "kind": ["fact", "fact", "forecast", "fact"],
        "solid": [True, False, True, True],
        "hover": ["1", "2", "3", "4"],
    }
)
STYLES = {"fact": ("circle", theme.BLUE), "forecast": ("square", theme.GREEN), "other": ("cross", theme.GREY)}


def test_each_row_is_one_mark_in_the_cell_of_its_column():
    spec = spec_of(unit_grid(UNITS, ["a", "b", "c"], STYLES))
    assert marks(spec) == ["point"]
    at = positions(spec, "symbol")
    assert len(at) == 4 and all(at[name] < at["4"] for name in "123")
    assert channel(spec, "x")["scale"]["domain"] == ["a", "b", "c"]  # also a column without marks
    assert channel(spec, "color")["scale"]["domain"] == ["fact", "forecast"]  # a kind without marks has no legend
    signs = {item["description"]: (item["shape"], item["stroke"]) for item in drawn(spec, "symbol")}
    assert signs["1"] == STYLES["fact"] and signs["3"] == STYLES["forecast"]
    hollow = {item["description"]: item["fillOpacity"] for item in drawn(spec, "symbol")}
    assert hollow == {"1": 1, "2": 0, "3": 1, "4": 1}


def test_no_two_marks_of_a_cell_cover_each_other():
    many = pd.concat([UNITS.iloc[[0]]] * 30, ignore_index=True)
    many["hover"] = many.index.astype(str)
    places = {(item["x"], item["y"]) for item in drawn(spec_of(unit_grid(many, ["a"], STYLES)), "symbol")}
    assert len(places) == 30
