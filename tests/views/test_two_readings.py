"""What the views of the ledger show of the authors' words and of the two readings."""

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import workbook as wb


def pair(column):
    """The codes of both readings, claim by claim: the items of a list in one order."""
    rows = wb.load("ledger_readings").astype("object").fillna("none")
    codes = rows.assign(code=rows[column].map(lambda cell: ";".join(sorted(cell.split(";")))))
    return codes.pivot(index="claim_id", columns="reading", values="code")


@pytest.mark.parametrize(
    ("column", "name"),
    [("kind", "kind"), ("verdict", "verdicts"), ("faithful", "faithful or not"), ("fault", "faults")],
)
def test_the_agreement_that_the_view_says_is_that_of_scikit_learn(column, name):
    both = pair(column)
    kappa = cohen_kappa_score(both["a"], both["b"])
    share = (both["a"] == both["b"]).mean()
    assert f"{name} {100 * share:.0f} percent (kappa {kappa:.2f})" in wb.views.two_readings().sentence


def test_the_claims_that_divide_the_readings_are_those_on_which_their_codes_differ():
    both = pair("faithful")
    divided = set(both.index[both["a"] != both["b"]])
    table = wb.views.two_readings().table()
    assert set(table["Claim"]) == divided and len(divided) == 64
    row = table.set_index("Claim").loc["S-ES-02"]
    assert row[["Reading a", "Reading b", "The ledger"]].to_list() == ["no", "yes", "no"]
    assert row["The author's words"] == "Salát: “becoming a symbol of joint action against”"
    assert row["What we had written first"].startswith("That appearance turned into an emblem")


def test_the_readings_of_one_analysis_are_compared_by_themselves():
    both = pair("faithful")
    of_bogusz = both[both.index.str.startswith("B")]
    kappa = cohen_kappa_score(of_bogusz["a"], of_bogusz["b"])
    view = wb.views.two_readings(analysis="bogusz2024")
    sentence = view.sentence
    assert (
        view.finding[0].endswith(f"part on {(of_bogusz['a'] != of_bogusz['b']).sum()} of 98 claims.")
        and f"faithful or not 74 percent (kappa {kappa:.2f})" in sentence
    )


def test_a_claim_is_shown_with_the_words_first_then_what_they_do_not_say_then_ours_then_the_verdict():
    view = wb.views.claims()
    assert list(view.table().columns)[1:5] == [
        "The author's words",
        "What they do not say",
        "Our paraphrase",
        "Verdict",
    ]
    rows = view._selected().set_index("claim_id")
    shown = rows.loc["S-3.1-29", "hover"]
    places = [
        shown.index(words)
        for words in (
            "Salát: “can reduce its dependence on China”",
            "Not said:",
            "Our paraphrase:",
            "Verdict: testable",
        )
    ]
    assert places == sorted(places)
    # B-1-01 has nothing to add.
    assert "Not said" not in rows.loc["B-1-01", "hover"]


def test_points_of_comparison_quote_both_authors_where_few_claims_stand_for_a_side():
    table = wb.views.compare().table().set_index("Point")
    assert table.loc["A8", "Salát's words"] == "S-3.1-29 “can reduce its dependence on China”"
    assert table.loc["A8", "Bogusz's words"] == "B-2-11 “which in turn reduces North Korea's dependence”"
    # C12 rests on eighteen claims of one side and none of the other.
    assert pd.isna(table.loc["C12", "Salát's words"]) and pd.isna(table.loc["C12", "Bogusz's words"])
