"""What stands in quotation marks is the author's, and what does not is ours."""

import re

import analyses
import pytest
from offenders import Books

import workbook as wb
from workbook.catalog import load

WITH_TEXTS = pytest.mark.skipif(analyses.folder_of_texts() is None, reason="the texts of the analyses are not here")


def listed(path):
    return path.read_text(encoding="utf-8").split()


def test_every_claim_has_decisive_words_and_never_more_than_seven():
    claims = load("claims")
    assert claims["decisive_words"].notna().all()
    counts = claims["decisive_words"].map(lambda phrase: len(analyses.words(phrase)))
    assert counts.between(2, 7).all(), claims.loc[~counts.between(2, 7), "claim_id"].to_list()
    assert "“" not in "".join(claims["decisive_words"])  # the quotation marks come with the name of the author


def test_decisive_words_are_those_that_were_found_in_the_text():
    claims = load("claims")
    known = set(listed(analyses.SEALS))
    changed = [
        claim for claim, seal in zip(claims["claim_id"], analyses.seals(claims), strict=True) if seal not in known
    ]
    assert not changed, f"These words were not compared with the analysis; see tests/helpers/analyses.py: {changed}"


def test_another_word_breaks_the_seal():
    claims = load("claims").set_index("claim_id").loc[["S-3.1-29"]].reset_index()
    assert analyses.seals(claims)[0] in listed(analyses.SEALS)
    claims["decisive_words"] = "does reduce its dependence on China"
    assert analyses.seals(claims)[0] not in listed(analyses.SEALS)


def copies(known):
    return [f"{where}: {run}" for where, text in Books().prose() for run in analyses.copied(text, known)]


def test_no_text_of_ours_copies_eight_words_of_an_analysis():
    assert copies(set(listed(analyses.WINDOWS))) == []


@WITH_TEXTS
def test_with_the_texts_at_hand_no_run_of_eight_words_is_missed():
    assert copies(analyses.all_windows()) == []


def test_a_run_of_eight_words_is_named_and_one_of_seven_is_not():
    text = "the first and the second and the third and the last"
    known = {analyses.hashed(*analyses.words(text)[:8])}
    assert analyses.copied(f"As he says, {text}.", known) == ["the first and the second and the third"]
    assert analyses.copied("the first and the second and the", known) == []


@WITH_TEXTS
def test_all_decisive_words_stand_in_the_texts():
    texts = {name: analyses.text_words(name) for name in ("salat2025", "bogusz2024")}
    claims = load("claims")
    lost = [
        claim
        for claim, name, phrase in zip(claims["claim_id"], claims["analysis"], claims["decisive_words"], strict=True)
        if not analyses.stands_in(phrase, texts[name])
    ]
    assert lost == []


@WITH_TEXTS
def test_the_lists_of_hashes_are_what_the_texts_give():
    assert listed(analyses.WINDOWS) == analyses.kept_windows()
    assert listed(analyses.SEALS) == analyses.seals(load("claims"))


def test_words_that_a_page_quotes_are_followed_by_words_of_ours():
    # Seven words and the first of a sentence of ours must not make eight words of the author.
    for claim in load("claims")["claim_id"][::12]:
        assert re.search(r"writes\*\* “[^”]+”\.\n\n\*\*(What this|Our para)", wb.claims(claim)), claim
