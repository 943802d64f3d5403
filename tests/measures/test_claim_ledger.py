"""How claims fared, on tables worked by hand."""

import pandas as pd

from workbook.measures import backed_by_notes, cited_works, evidence_links, given_verdicts

CLAIMS = pd.DataFrame(
    {
        "claim_id": ["one", "two", "three"],
        "analysis": ["a", "a", "b"],
        "verdict": ["ok", "imprecise;wrong", None],
        "notes_cited": ["3;4", None, "1"],
    }
)
LINKS = pd.DataFrame(
    {"claim_id": ["two", "two", "two", "gone"], "relation": ["supports", "contradicts", "supports", "supports"]}
)


def test_a_claim_with_two_verdicts_stands_twice_and_one_without_has_none():
    given = given_verdicts(CLAIMS)
    assert given[["claim_id", "verdict"]].to_numpy().tolist() == [
        ["one", "ok"],
        ["two", "imprecise"],
        ["two", "wrong"],
        ["three", "none"],
    ]
    assert given["claim_id"].nunique() == 3


def test_links_are_counted_by_relation_and_a_claim_without_one_has_zero():
    found = evidence_links(CLAIMS, LINKS).set_index("claim_id")
    assert list(found.index) == ["one", "two", "three"]
    assert found.loc["two"].to_dict() == {"supports": 2, "contradicts": 1, "qualifies": 0, "links": 3}
    assert found.loc["one", "links"] == found.loc["three", "links"] == 0


def test_claims_are_backed_by_notes_of_their_own_analysis():
    assert backed_by_notes(CLAIMS).to_numpy().tolist() == [["a", 1, 2], ["b", 1, 1]]


def test_the_tables_stay_as_they_were():
    claims, links = CLAIMS.copy(), LINKS.copy()
    given_verdicts(CLAIMS)
    evidence_links(CLAIMS, LINKS)
    backed_by_notes(CLAIMS)
    pd.testing.assert_frame_equal(CLAIMS, claims)
    pd.testing.assert_frame_equal(LINKS, links)


def test_records_of_one_work_are_one_and_the_analyses_themselves_are_left_out():
    works = pd.DataFrame(
        [
            ("w1", "X", "One", "Y", "a", "3"),
            ("w2", "X", "One", "Y", "a;data", "7"),
            ("w3", "X", "One", "Y", "b", "1"),
            ("w4", "Z", None, "Y", "a", "4"),
            ("w5", "Z", None, "Y", "a", "5"),
            ("w6", "X", "The analysis", "Y", "a", None),
            ("w7", "X", "Data only", "Y", "data", None),
        ],
        columns=["work_id", "authors", "title", "container", "cited_by", "note_ref"],
    )
    cited = cited_works(works)
    # Two records without a title are two works.
    assert cited[["analysis", "note_ref"]].to_numpy().tolist() == [["a", "3;7"], ["b", "1"], ["a", "4"], ["a", "5"]]
