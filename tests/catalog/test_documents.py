"""Primary documents: their page, and what their rows keep."""

import analyses
import pytest

import workbook as wb
from workbook.base import UnknownName


def test_a_document_is_read_article_by_article_and_one_article_alone():
    treaty = wb.document("DOC04")
    assert treaty.count("\n**Art. ") == 6 and treaty.count("### ") == 1
    article = wb.document("DOC04b")
    assert "Art. 4" in article and "Art. 3" not in article
    assert "From Russia and North Korea to:" in article


def test_a_part_that_is_less_well_secured_is_named_on_the_page():
    assert "Check: confirmed, but article weak." in wb.document("DOC04d")
    assert "Check: unconfirmed." in wb.document("DOC11")


def test_a_family_of_documents_has_a_head_for_each():
    assert wb.document("DOC54").count("### ") == 6


def test_another_name_gets_the_nearest_ones():
    with pytest.raises(UnknownName, match='no document called "DOC99"'):
        wb.document("DOC99")
    with pytest.raises(UnknownName):
        wb.document("DOC0.")


def test_documents_quote_at_most_seven_words_and_bear_on_claims_that_exist():
    rows = wb.load("documents")
    counts = rows["decisive_words"].dropna().map(lambda phrase: len(analyses.words(phrase)))
    assert counts.between(1, 7).all(), rows.loc[counts[~counts.between(1, 7)].index, "document_id"].to_list()
    named = {claim for claims in rows["claims"] for claim in claims.split(";")}
    assert named <= set(wb.load("claims")["claim_id"])
    assert rows["url"].str.match(r"https?://[^\s/]+/\S*$").all()


def test_at_least_forty_documents_are_confirmed():
    rows = wb.load("documents")
    documents = rows.loc[rows["check"] == "confirmed", "document_id"].str[:5]
    assert documents.nunique() >= 40
