"""Votes beside a baseline: what the sentences say follows the switches, and no switch mixes two records."""

import pytest
from driving import described

import workbook as wb
from workbook.measures import agreement_of_all, agreement_of_pairs


def test_the_council_on_korea_is_said_beside_unanimous_votes_and_the_other_pairs():
    said = wb.views.votes_council(subject="Korea").sentence
    assert said.startswith("China and Russia voted alike on 30 of 31 texts; of 7 contested, 6.")
    assert "China and the United States 24 of 31" in said and "sides" not in said


def test_contested_texts_hold_those_that_divide_the_three_and_one_on_which_they_agree():
    view = wb.views.votes_council(divided="contested")
    contested, divided = set(view._selected()["vote_id"]), set(view.choose(divided="yes")._selected()["vote_id"])
    alike = contested - divided
    # On 24 February 2025 the three voted yes, and five others abstained.
    assert divided < contested and set(view._all_rows.set_index("vote_id").loc[list(alike), "day"]) == {"2025-02-24"}
    assert "unanimous" not in view.sentence
    assert wb.views.votes_council(divided="contested").sentence.startswith(
        "China and Russia voted alike on 17 of 26 contested texts."
    )


def test_only_states_that_are_shown_are_compared():
    assert wb.views.votes_council(voters=["CHN"]).sentence.startswith(
        "China voted yes on 33 of 54 texts, and vetoed 2."
    )
    pair = wb.views.votes_council(voters=["CHN", "USA"]).sentence
    assert pair.startswith("China and the United States voted alike on 27 of 51 texts") and "Other pairs" not in pair


def test_the_assembly_says_who_did_what_where_the_three_differ():
    assert wb.views.votes_assembly(subject="war", since=2022).finding[0] == (
        "On 9 of 11 texts China abstained and Russia and North Korea voted no."
    )
    assert wb.views.votes_assembly(voters=["friends", "CHN"]).finding[0] == (
        "The 5 states shown differ on 33 of 47 texts."
    )


def test_two_states_without_a_common_vote_get_a_sentence():
    assert "cast no vote together" in wb.views.votes_council(subject="Korea", since=1950, until=1950).sentence


def test_the_assembly_says_the_middle_of_all_pairs():
    said = wb.views.votes_assembly(subject="war", since=2022).sentence
    votes = wb.load("unga_votes")
    votes = votes[votes["series"].str.startswith("Ukraine") & (votes["series"] != "Ukraine human rights")]
    pairs = agreement_of_pairs(votes[votes["date"].dt.year >= 2022])
    assert "China and Russia 2 of 11" in said
    assert f"all 45 pairs of the ten states is {pairs['identical_vote_share'].median() * 100:.0f} percent" in said


def test_the_agreement_of_a_record_stands_beside_the_middle_of_its_own_pairs():
    for record in ("voeten", "undl", "undl2025"):
        view = wb.views.agreement(record=record, measure="score")
        assert view._selected()["record"].nunique() == 1
        usual = agreement_of_all(wb.load("unga_agreement")).query("record == @record")
        middle = view.table().query("`Compared with` == 'the middle of all 15 pairs'")
        assert middle["Figure"].iloc[-1] == pytest.approx(round(usual["median"].iloc[-1], 2))
    assert wb.views.agreement(others=["ALL"]).sentence.startswith("The middle of all fifteen pairs stood at 0.75")


@pytest.mark.parametrize("subject", ["korea", "ukraine", "iran", "war", "rights", "dprk"])
@pytest.mark.parametrize("texts", ["all", "contested", "divided"])
def test_a_pair_is_shown_among_all_pairs_of_its_hall(subject, texts):
    view = wb.views.vote_pairs(subject=subject, texts=texts)
    states = 3 if subject in ("korea", "ukraine", "iran") else 10
    assert len(view.table()) <= states * (states - 1) / 2
    assert described(view.spec()) == sorted(view._selected()["hover"])


@pytest.mark.parametrize("measure", ["identical_vote_share", "agreement_score", "cosine", "kappa", "same_side_share"])
@pytest.mark.parametrize("absence", ["left out", "mismatch"])
def test_measures_and_absences_are_switches_and_the_sentence_names_them(measure, absence):
    view = wb.views.vote_pairs(subject="war", first="CHN", second="SYR", measure=measure, absence=absence)
    pairs = agreement_of_pairs(view._votes(), absence=absence).set_index(["first", "second"])
    pair = pairs.loc[("CHN", "SYR")]
    assert f"{pair['identical']:.0f} of {pair['votes']:.0f} times" in view.sentence
    assert {"left out": "is left out", "mismatch": "counts as a mismatch"}[absence] in view.sentence
    assert described(view.spec()) == sorted(view._selected()["hover"])


def test_a_pair_that_cannot_be_had_is_said():
    assert "No vote of China and North Korea together" in wb.views.vote_pairs(second="PRK").sentence
    assert "choose two states" in wb.views.vote_pairs(second="CHN").sentence
    assert "no kappa" in wb.views.vote_pairs(subject="rights", measure="kappa").sentence
