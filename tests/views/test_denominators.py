"""What stands beside a share: other totals, what nobody records, and what the sentence says of both."""

from datetime import date

import pytest

import workbook as wb

# First and last day over which each estimate of Russian payments is spread, read off its row by hand.
SPANS = {
    "A54": (date(2023, 1, 1), date(2025, 9, 17)),
    "A69": (date(2022, 1, 1), date(2026, 7, 6)),
    "A126": (date(2023, 8, 1), date(2025, 12, 31)),
}


def by_hand(row, bound):
    """China's share of 2024 in percent with one estimate in the total: 2,640.87 of 2,696.11 million are recorded."""
    first, last = SPANS[row]
    amount = wb.load("arms_and_troops").set_index("row_id").loc[row, f"amount_{bound}"]
    return 2640.87 / (2696.11 + amount / ((last - first).days + 1) * 366) * 100


def share(view, year=2024, partner="China"):
    return view.table().set_index(["Year", "Partner"]).loc[(year, partner), "Share of the total (percent)"]


@pytest.mark.parametrize("row", SPANS)
@pytest.mark.parametrize("bound", ["low", "high"])
def test_the_share_with_payments_is_that_worked_by_hand(row, bound):
    assert share(wb.views.trade(unrecorded=f"{row}-{bound}")) == pytest.approx(by_hand(row, bound), abs=0.051)


def test_the_sentence_gives_the_range_by_author_whatever_is_added():
    for chosen in ("none", "A54-low", "A69-high"):
        sentence = wb.views.trade(unrecorded=chosen).sentence
        assert sentence.startswith("China had 98 percent of") == (chosen == "none")
        assert "Naumann Foundation 92 to 84; CSIS 55 to 49; INSS of Seoul 45 to 31." in sentence


def test_payments_spread_over_the_whole_period_are_smaller_a_year():
    late, whole = (wb.views.trade(unrecorded="A54-high", spread=to) for to in ("published", "period"))
    assert (share(late), share(whole)) == (84.2, 85.4)
    assert "Naumann Foundation 93 to 85; CSIS 57 to 51" in whole.sentence


def test_payments_are_russias_part_and_leave_years_without_them_alone():
    plain, added = wb.views.trade(), wb.views.trade(unrecorded="A69-high")
    assert share(added, partner="Russia") > 50 > share(plain, partner="Russia")
    assert share(added, 2021) == share(plain, 2021) == 95.6
    assert "2,732 in 2024" in added.sentence and "Added" not in plain.sentence


def test_nothing_can_be_added_to_a_share_without_a_total():
    view = wb.views.trade(denominator="kita", unrecorded="A69-high")
    assert "Nothing can be added" in view.sentence
    assert view.table().equals(wb.views.trade(denominator="kita").table())


def test_a_year_with_an_estimate_is_unconfirmed():
    checks = wb.views.trade(unrecorded="A54-low").table().set_index(["Year", "Partner"])["Check"]
    assert checks[(2023, "China")] == "unconfirmed" and checks[(2021, "China")] == "confirmed"


def test_the_index_of_leaning_moves_with_what_is_added():
    plain, added = wb.views.hedging(), wb.views.hedging(unrecorded="A69-high")
    assert "trade 0.98 (2024)" in plain.sentence and "trade 0.49 (2024)" in added.sentence
    assert "payments by Russia: CSIS, high end" in added.sentence and "payments" not in plain.sentence


def test_the_same_soldiers_are_one_percent_of_an_army_and_a_fifth_of_a_front():
    rows = wb.views.soldiers().table().set_index("Total")["Low (percent)"]
    assert rows["Russia's active forces"] == round(11000 / 1134000 * 100, 1) == 1.0
    assert rows["force massed in Kursk Oblast in November 2024"] == 11000 / 50000 * 100 == 22.0
    assert rows["Russian killed and wounded in November 2024"] == round(11000 / 45680 * 100, 1) == 24.1


def test_soldiers_of_another_day_than_the_front_are_said_to_be_so():
    words = "Not all of these stood in Kursk"
    assert words not in wb.views.soldiers().sentence
    assert words in wb.views.soldiers(count="A37").sentence
    assert words not in wb.views.soldiers(count="A37", totals=["RUS"]).sentence


def test_a_state_beside_the_one_with_most():
    table = wb.views.actors(indicator="warheads-sipri", scale="highest", since=2026).table().set_index("State")
    assert table.loc["Russia", "Figure"] == 100 and table.loc["China", "Figure"] == round(620 / 5420 * 100, 1)


def test_what_a_share_first_passes_is_one_clause_wherever_the_years_begin():
    assert "in 2010; it first passes 90 percent in 2014." in wb.views.trade(since=2010).sentence
    assert "; it first passes one half in 2005 and 90 percent in 2014." in wb.views.trade().sentence
