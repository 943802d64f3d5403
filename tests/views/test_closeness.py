"""What the views on closeness in time and on launches around a day say in each of their states."""

import pytest

import workbook as wb
from workbook.measures import closeness_test, launches_around, talks


def test_the_sentence_counts_small_p_by_direction_and_says_the_choice_of_the_reader():
    view = wb.views.closeness()
    rows = view._selected()
    small = rows["p"] <= 0.05
    near = small & (rows["mean_days"] < rows["expected"])
    assert view.sentence.startswith(f"{near.sum()} of {len(rows)} tests find launches nearer")
    assert f"Of these, {small.sum() - near.sum()} find launches farther." in view.sentence
    for direction in ("nearest", "since"):
        chosen = rows["direction"] == direction
        assert f"{(small & chosen).sum()} of the {chosen.sum()} that count" in view.sentence
    assert "(to summits alone 0 of 108)" in view.sentence
    assert "4 launches from 1 January 2022 to 19 April 2026) has p = 0.019" in view.sentence


@pytest.mark.parametrize(
    ("choice", "p"),
    [({"span": "two_years"}, "0.079"), ({"span": "launches"}, "0.230"), ({"direction": "since"}, "0.811")],
)
def test_another_span_or_direction_marks_another_test_and_leaves_the_curve_alone(choice, p):
    view, first = wb.views.closeness(), wb.views.closeness()
    view.choose(**choice)
    assert f"has p = {p}:" in view.sentence
    assert view.sentence.split("Your choice")[0] == first.sentence.split("Your choice")[0]
    table = view.table()
    assert (table["Your choice"] == "yes").sum() == 1 and len(table) == len(first.table())


def test_the_marked_row_is_what_the_measure_gives():
    tests, held = wb.load("missile_tests"), talks(wb.load("summits"))
    days = tests.loc[(tests["range_class"] == "SLV") & (tests["date"] >= "2023"), "date"]
    meetings = held.loc[held["dyad"] == "RUS-PRK", "date_start"]
    test = closeness_test(days, meetings, "2023-01-01", "2024-12-31", "nearest", 90)
    view = wb.views.closeness(span="two_years", together="campaigns", sides="two")
    row = view.table().query("`Your choice` == 'yes'").iloc[0]
    assert row["p"] == pytest.approx(test["p_two_sided"], abs=1e-4)


@pytest.mark.parametrize("rule", ["missiles", "days", "listed"])
def test_both_sides_of_a_day_are_counted_by_the_rule_that_is_chosen(rule):
    rows = launches_around(wb.load("missile_tests"), "2024-06-19")
    sides = rows[rows["rule"] == rule].groupby("side")["number"].sum()
    view = wb.views.around(count=rule)
    assert (
        view.sentence.startswith(f"{sides['before']} ")
        and f", {sides['after']} in as many days after." in view.sentence
    )
    assert set(view.table()["Counting rule"]) == {rows_of(rule)}


def rows_of(rule):
    """The words of a rule."""
    return wb.views.around().controls[0].options[rule]
