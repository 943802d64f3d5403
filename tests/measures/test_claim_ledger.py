"""How claims fared, on tables worked by hand."""

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import workbook as wb
from workbook.base import WorkbookError
from workbook.catalog import card
from workbook.measures import (
    agreement_of_readings,
    backed_by_notes,
    cited_works,
    codes_of_readings,
    evidence_links,
    given_verdicts,
)

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


def readings(*rows):
    """Readings of claims: claim, reading, verdict; the other codes are the same for all."""
    same = {"kind": "fact", "faithful": "yes", "fault": None}
    return pd.DataFrame([{"claim_id": claim, "reading": who, "verdict": given, **same} for claim, who, given in rows])


def test_two_readings_agree_where_their_lists_have_the_same_items():
    rows = readings(("1", "a", "ok;see"), ("1", "b", "see;ok"), ("2", "a", "ok"), ("2", "b", None), ("3", "a", "ok"))
    found = agreement_of_readings(rows).set_index("column")
    # Claim 1 alike, claim 2 not, claim 3 read once only. By chance: see;ok and ok of a, see;ok and none of b, so 1/4.
    assert found.loc["verdict", ["claims", "agree"]].to_list() == [2, 0.5]
    assert found.loc["verdict", "kappa"] == pytest.approx((0.5 - 0.25) / (1 - 0.25))


def test_readings_without_a_claim_in_common_cannot_be_compared():
    with pytest.raises(WorkbookError):
        agreement_of_readings(readings(("1", "a", "ok"), ("2", "b", "ok")))


def test_the_agreement_of_the_two_readings_is_that_of_scikit_learn_and_what_the_cards_say():
    read = wb.load("ledger_readings")
    found = agreement_of_readings(read).set_index("column")
    wide = read.astype("object").fillna("none").pivot(index="claim_id", columns="reading")
    for column in found.index:
        a, b = (wide[column][who].map(lambda cell: ";".join(sorted(cell.split(";")))) for who in "ab")
        assert found.loc[column, "kappa"] == pytest.approx(cohen_kappa_score(a, b))
        assert found.loc[column, "agree"] == pytest.approx((a == b).mean())
    said = [f"{100 * found.loc[one, 'agree']:.0f} percent" for one in ("kind", "verdict", "faithful")]
    kappas = [f"{found.loc[one, 'kappa']:.2f}" for one in ("kind", "verdict", "faithful")]
    assert (said, kappas) == (["98 percent", "93 percent", "79 percent"], ["0.96", "0.91", "0.58"])
    for name in ("claims", "ledger_readings"):
        assert all(figure in card(name).method for figure in (*said, *kappas))


def test_one_code_of_each_reading_stands_against_one_of_the_ledger():
    claims = pd.DataFrame({"claim_id": ["1", "2", "3"], "kind": "fact", "verdict": ["ok;see", None, "ok"]})
    read = pd.DataFrame(
        [("1", "a", "see;ok", "no", "degree;scope"), ("1", "b", "ok", "yes", None), ("2", "a", None, "yes", None)],
        columns=["claim_id", "reading", "verdict", "faithful", "fault"],
    ).assign(kind="fact")
    changes = pd.DataFrame({"claim_id": ["1"], "faithful": ["no"], "fault": ["scope"]})
    codes = codes_of_readings(claims, read, changes).set_index(["claim_id", "coder", "what"])["code"]
    # Claim 1 by a, b and the ledger: the first of each list. Claim 2 was not recoded. Claim 3 was not read.
    assert codes["1"].xs("verdict", level="what").to_dict() == {"a": "see", "b": "ok", "ledger": "ok"}
    assert codes["1"].xs("fault", level="what").to_dict() == {"a": "degree", "b": "none", "ledger": "scope"}
    assert codes["2"].xs("faithful", level="what").to_dict() == {"a": "yes", "ledger": "yes"}
    assert codes["2"].xs("verdict", level="what").to_dict() == {"a": "none", "ledger": "none"}
    assert "3" not in codes.index
