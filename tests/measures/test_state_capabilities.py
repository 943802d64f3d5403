"""What states have, on tables worked by hand."""

import pandas as pd
import pytest

from workbook.base import UnknownName
from workbook.measures import figures, first_since, share_of_states

MACRO = pd.DataFrame(
    [
        ("CHN", 2001, 2e6, "confirmed", None),
        ("CHN", 2002, 3e6, "confirmed", "break in the series: another census"),
        ("RUS", 2001, 1e6, "unconfirmed", None),
        ("RUS", 2002, None, "confirmed", None),
        ("PRK", 2001, None, "confirmed", None),
    ],
    columns=["actor", "year", "population", "check", "note"],
)
MACRO["population_missing"] = ["", "", "", "not found", "not reported"]
FOUND = pd.DataFrame(
    {
        "actor": ["CHN", "RUS", "CHN", "RUS", "CHN", "RUS"],
        "year": [2001, 2001, 2002, 2002, 2003, 2003],
        "value": [3.0, 1.0, 4.0, None, 1.0, None],
        "low": [None, None, None, None, None, 2.0],
        "high": [None, None, None, None, None, 3.0],
        "why": ["", "", "", "not reported", "", ""],
        "piece": 0,
    }
)


def cell(rows, actor, year):
    return rows[(rows["actor"] == actor) & (rows["year"] == year)].iloc[0]


def test_figures_come_in_the_indicators_unit_and_every_state_has_every_year():
    rows = figures(MACRO, "population")
    assert cell(rows, "CHN", 2001)["value"] == 2  # million persons
    assert len(rows) == 6 * 2


def test_a_gap_keeps_its_reason_and_a_state_without_any_figure_has_one_for_all_years():
    rows = figures(MACRO, "population")
    assert cell(rows, "RUS", 2002)["why"] == "not found"
    assert cell(rows, "PRK", 2001)["why"] == cell(rows, "PRK", 2002)["why"] == "not reported"
    assert cell(rows, "JPN", 2001)["why"] == "outside coverage"


def test_a_break_that_the_source_notes_begins_another_piece():
    rows = figures(MACRO, "population")
    assert cell(rows, "CHN", 2001)["piece"] == 0 and cell(rows, "CHN", 2002)["piece"] == 1


def test_an_unconfirmed_figure_is_doubtful():
    rows = figures(MACRO, "population")
    assert cell(rows, "RUS", 2001)["doubtful"] and not cell(rows, "CHN", 2001)["doubtful"]


def test_shares_leave_out_states_without_a_figure_and_break_where_others_are_counted():
    rows = share_of_states(FOUND)
    # 2001: 3 of 4; 2002: China alone is the whole, which does not compare with 2001.
    assert cell(rows, "CHN", 2001)["value"] == 0.75 and cell(rows, "CHN", 2002)["value"] == 1
    assert cell(rows, "CHN", 2001)["piece"] != cell(rows, "CHN", 2002)["piece"]
    assert cell(rows, "CHN", 2002)["states"] == 1


def test_no_share_is_made_of_a_range():
    rows = share_of_states(FOUND)
    assert pd.isna(cell(rows, "CHN", 2003)["value"]) and cell(rows, "CHN", 2003)["why"] == "not applicable"


def test_the_first_place_counts_from_the_last_change():
    table = pd.DataFrame({"actor": ["A", "B"] * 3, "year": [1, 1, 2, 2, 3, 3], "value": [5, 4, 3, 4, 2, 4.0]})
    assert first_since(table) == ("B", 2)
    assert first_since(table[table["year"] == 1]) == ("A", 1)
    assert first_since(table.assign(value=None)) == (None, None)


def test_an_unknown_indicator_gets_the_possible_ones_and_tables_stay_as_they_were():
    with pytest.raises(UnknownName, match="indicator"):
        figures(MACRO, "people")
    before, found = MACRO.copy(), FOUND.copy()
    figures(MACRO, "population")
    share_of_states(FOUND)
    pd.testing.assert_frame_equal(MACRO, before)
    pd.testing.assert_frame_equal(FOUND, found)
