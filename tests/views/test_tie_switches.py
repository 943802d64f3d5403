"""The switches for ties, lists of texts and balance: what they change, and that a sentence says so."""

import pytest
from driving import described

import workbook as wb
from workbook.measures.state_ties import EVIDENCE
from workbook.measures.treaty_obligations import TREATY_LISTS

ACROSS = {"first release": 1, "rule": 6, "binding": 4, "atop": 2, "asean": 9}


@pytest.mark.parametrize("texts", TREATY_LISTS)
def test_the_list_of_texts_decides_how_many_ties_run_across(texts):
    view = wb.views.two_triangles(texts=texts)
    assert f"In 2026, {ACROSS[texts]} of 9 pairs across the two triangles" in view.headline(view._selected())
    assert described(view.spec()) == sorted(view._selected()["hover"])


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_only_absence_makes_enemies_of_china_and_russia_without_a_treaty(evidence):
    view = wb.views.triangle(year=1985, evidence=evidence)
    if evidence == "absence":
        assert "make a romantic triangle, North Korea the pivot." in view.sentence
        assert "the pattern is not balanced" in view.sentence
    else:
        assert "In 1985 the type is open, for the tie China–Russia is not known." in view.sentence
        assert "North Korea is in the place of the pivot" in view.sentence
    assert described(view.spec()) == sorted(view._selected()["hover"])


def test_a_promise_and_fighting_in_one_year_leave_the_sign_open():
    assert "China–Russia (both a good tie and enmity)" in wb.views.triangle(year=1969).sentence


def test_three_enemies_are_balanced_weakly_only():
    bad = {"china_russia": "-1", "china_korea": "-1", "russia_korea": "-1"}
    assert "the pattern is not balanced" in wb.views.triangle(**bad).sentence
    assert "the pattern is weakly balanced" in wb.views.triangle(**bad, balance="weak").sentence


def test_balance_stands_beside_what_chance_gives():
    sentence = wb.views.two_triangles().sentence
    assert "Of 16 triangles of known ties 12 are balanced; with 2 bad ties placed by chance" in sentence
    # With the treaty of Southeast Asia every bad tie is good as well, so no known tie is bad.
    assert "cannot but be what they are" in wb.views.two_triangles(texts="asean").sentence


def test_the_texts_of_a_list_can_be_read_one_by_one():
    for name in TREATY_LISTS:
        shown = wb.views.treaties(promise="all", counted=name)._selected()
        counted = wb.measures.promising_texts(wb.load("treaties"), name)
        assert set(shown["treaty_id"]) == set(counted["treaty_id"])
