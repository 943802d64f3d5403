"""Every verdict fits its written definition, in the ledger and in the rows that bear on it."""

import re

import pytest
from offenders import checked, items, mistakes, named

from workbook.catalog import load, names

CLAIM = re.compile(r"\b[SB]-(?:ES|AB|\d(?:\.\d)?)-\d\d\b")
PUBLISHED = {"salat2025": "2025-11-10", "bogusz2024": "2024-12-03"}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
# Words by which a note names data that can test a claim; besides them the datasets and the forecasts.
DATA = re.compile(
    r"\b(F-[SB]\d+|votes?|voting|trade|tests? (database|counts?)|tests per year|polls?|summits?|meetings?|exercises|"
    r"spending|series|frequency|statements?|ideal.points?|data|visits?|treaty counts|outlays|import structure|"
    r"missiles?|balance|UNGA|UNSC|Archigos)\b"
)
MAY_CONTRADICT = {"wrong", "contested", "conflict", "testable"}
KNOWN: dict = {}


def relations(books):
    """For every claim the relations of the rows that are linked to it."""
    found = {}
    for link in books.rows("claim_evidence"):
        found.setdefault(link["claim_id"], set()).add(link["relation"])
    return found


def verdicts(claim):
    return set(items(claim["verdict"]))


@checked(KNOWN, ("claims:S-3.1-18", "verdict", "wrong"), ("claims:B-1-06", "verdict", "wrong"))
def test_wrong_claims_are_contradicted_by_a_row(books):
    linked = relations(books)
    for claim in books.rows("claims"):
        if "wrong" in verdicts(claim) and "contradicts" not in linked.get(claim["claim_id"], ()):
            yield claim["at"], "it is marked wrong, and no row of claim_evidence contradicts it"


@checked(
    KNOWN,
    ("claim_evidence:S-2.3-09,events,E183", "relation", "contradicts", "claims:S-2.3-09"),
    ("claim_evidence:S-3.1-18,events,E149", "relation", "contradicts", "claims:S-3.1-18"),
    ("claim_evidence:S-2.3-01,arms_and_troops,A56", "relation", "contradicts", "claims:S-2.3-01"),
    ("claims:B-1-09", "verdict", "imprecise"),
)
def test_what_holds_or_is_only_inexact_is_contradicted_by_no_row(books):
    linked = relations(books)
    for claim in books.rows("claims"):
        if "contradicts" in linked.get(claim["claim_id"], ()):
            given = verdicts(claim)
            if given & {"ok", "imprecise"} or not given & MAY_CONTRADICT:
                yield claim["at"], f"a row contradicts it, and its verdict is {claim['verdict'] or 'none'}"


@checked(KNOWN, ("claims:S-3.1-08", "verdict_note", "not in time."), ("claims:S-3.2-33", "verdict_note", None))
def test_imprecise_claims_have_a_note_with_what_is_exact(books):
    for claim in books.rows("claims"):
        if "imprecise" in verdicts(claim) and not re.search(r"\d|“[^”]+”", claim["verdict_note"] or ""):
            yield claim["at"], "it is imprecise, and the note gives no exact date, number, place or term"


@checked(
    KNOWN,
    ("claims:B-4-16", "verdict_note", "(emphasis): rivalry for influence."),
    ("claims:S-ES-01", "verdict_note", "The introduction says so too."),
    ("claims:B-4-16", "verdict_note", "B-4-16 says so."),
)
def test_conflicts_and_repetitions_name_the_other_claim(books):
    for claim in books.rows("claims"):
        others = set(CLAIM.findall(claim["verdict_note"] or "")) - {claim["claim_id"]}
        if verdicts(claim) & {"conflict", "restates"} and not others:
            yield claim["at"], f"its verdict is {claim['verdict']}, and the note names no other claim"


@checked(
    KNOWN,
    ("claims:B-3-07", "verdict_note", "to 2023; no longer right."),
    ("claims:S-3.2-34", "verdict_note", "the strategy of 12 Oct 2022 has other words."),
)
def test_what_was_overtaken_was_overtaken_after_the_text(books):
    for claim in books.rows("claims"):
        latest = max(days(claim["verdict_note"] or ""), default="")
        if "overtaken" in verdicts(claim) and latest <= PUBLISHED[claim["analysis"]]:
            yield claim["at"], "it is overtaken, and the note gives no later day or year than that of the text"


def days(note):
    """Days and years that ``note`` names, as text that can be compared; a year stands for its last day."""
    months = rf"({'|'.join(MONTHS)})\w* (\d{{4}})"
    for day, month, year in re.findall(rf"(\d{{1,2}}) {months}", note):
        yield f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"
    for year in re.findall(r"\b(?:19|20)\d\d\b", re.sub(months, "", note)):
        yield f"{year}-12-31"


@checked(KNOWN, ("claims:S-2.2-09", "verdict_note", "ask a specialist."), ("claims:S-4-17", "verdict_note", None))
def test_testable_claims_name_the_data(books):
    datasets = set(names())
    for claim in books.rows("claims"):
        note = claim["verdict_note"] or ""
        if "testable" in verdicts(claim) and not DATA.search(note) and not datasets & set(re.findall(r"\w+", note)):
            yield claim["at"], "it is testable, and the note names no data that could test it"


@checked(
    KNOWN, ("forecasts:F-S5", "basis", "forecast in the text"), ("claims:S-2.3-10", "kind", "fact", "forecasts:F-S6")
)
def test_a_forecast_of_the_text_rests_on_a_claim_that_is_one(books):
    kinds = {claim["claim_id"]: claim["kind"] for claim in books.rows("claims")}
    for forecast in books.rows("forecasts"):
        stated = any(kinds[claim] == "forecast" for claim in items(forecast["claims"]))
        if stated != (forecast["basis"] == "forecast in the text"):
            yield forecast["at"], f"basis is {forecast['basis']}, its claims are {forecast['claims']}"


@checked(
    KNOWN,
    ("comparisons:C1", "relation", "agree"),
    ("claims:B-2-16", "verdict", "see", "comparisons:C14"),
)
def test_points_that_contradict_rest_on_claims_of_which_one_is_in_conflict(books):
    claims = {claim["claim_id"]: verdicts(claim) for claim in books.rows("claims")}
    for point in books.rows("comparisons"):
        ids = [*items(point["salat_claims"]), *items(point["bogusz_claims"])]
        if point["relation"] == "contradict" and not any("conflict" in claims[claim] for claim in ids):
            yield point["at"], "it is a contradiction, and none of its claims has the verdict conflict"
        if point["relation"] == "agree" and any("conflict" in claims[claim] for claim in ids):
            yield point["at"], "it is an agreement, and one of its claims has the verdict conflict"


def test_every_fault_of_the_erratum_is_explained_and_was_found_by_a_reading():
    readings = load("ledger_readings").groupby("claim_id")["faithful"].agg(set)
    for row in load("ledger_changes").itertuples():
        # No decision finds a fault that neither reading found.
        assert row.faithful == "yes" or "no" in readings[row.claim_id], row.claim_id
        assert (row.faithful == "no") == isinstance(row.fault, str), row.claim_id


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
