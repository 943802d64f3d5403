"""What a reader enters in a view: saved, shown in every view that is open, and there again after a restart."""

import json

import pandas as pd
import pytest
from driving import described, every_state

import workbook as wb
from workbook.base import WorkbookError
from workbook.entries import entries
from workbook.measures import ledger_codes
from workbook.views.entry_view import EntryView

ENTERED = [name for name in wb.views.NAMES if issubclass(getattr(wb.views, name), EntryView)]
WITH_FORM = [name for name in wb.views.NAMES if hasattr(getattr(wb.views, name), "form")]


def fill_everything():
    """Answers to all questions, ratings of twenty pieces of evidence, codes of forty claims."""
    questions = wb.views.forecasts().every_question["question"]
    entries.add("forecast", [{"question": q, "probability": n % 11 / 10} for n, q in enumerate(questions)])
    evidence = wb.load("evidence")["evidence_id"].head(20)
    hypotheses = wb.load("hypotheses")["hypothesis_id"]
    scale = ["CC", "C", "N", "I", "II"]
    ratings = [
        {"evidence_id": one, "hypothesis_id": other, "rating": scale[(place + number) % 5]}
        for place, one in enumerate(evidence)
        for number, other in enumerate(hypotheses)
    ]
    entries.add("rating", ratings)
    codes = ledger_codes(wb.load("claims")).head(40)
    kinds = ["fact", "interpretation"]
    rows = [
        {"claim_id": row.claim_id, "kind_of_claim": kinds[number % 2], "stance": row.stance, "verdict": row.verdict}
        for number, row in enumerate(codes.itertuples())
    ]
    entries.add("code", rows)


def said(view):
    """What the panel of ``view`` says."""
    return f"{view._panel.headline} {view._panel.second}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTERED)
def test_the_chart_draws_what_was_entered_for_every_value_of_every_control(name):
    fill_everything()
    view = getattr(wb.views, name)()
    for control in view.controls:
        before = view.chosen[control.name]
        values = list(every_state(control))
        for value in values if len(values) < 12 else values[:: len(values) // 6]:
            view.choose(**{control.name: value})
            assert described(view.spec()) == sorted(view._selected()["hover"]), (control.name, value)
            assert "nan" not in view.sentence
        view.choose(**{control.name: before})


def test_a_saved_answer_shows_in_every_open_view_and_after_a_restart():
    first, second = wb.views.forecasts(asked="practice"), wb.views.calibration()
    for view in (first, second):
        view.widget  # noqa: B018
    assert "You have answered 0 of 30" in said(first)
    first.enter("missiles-2016", 80, "a year of many tests")
    assert "You have answered 1 of 30" in said(first)
    assert "you 0.040 on 1 question" in said(second)
    again = wb.views.forecasts(asked="practice")
    assert again.sentence == first.sentence


def test_what_happened_and_the_base_rate_are_hidden_until_the_answer():
    view = wb.views.forecasts(asked="practice")
    row = view.table().set_index("Question").loc["missiles-2016"]
    assert row[["What happened", "Base rate (percent)"]].isna().all()
    drawn = json.dumps(view.spec()["data"]["values"])
    assert "it happened" not in drawn
    assert view.enter("missiles-2016", "80 %").startswith("Saved: missiles-2016, 80 percent. It happened.")
    assert view.table().set_index("Question").loc["missiles-2016", "What happened"] == "it happened"


def test_how_a_forecast_stands_so_far_is_hidden_until_a_probability_is_saved():
    view, note = wb.views.forecasts(), wb.load("forecasts").set_index("forecast_id")["status_note"]["F-B1"]
    form = view.form()
    form.pick("F-B1")
    assert note not in form.about and form.about.endswith("So far: shown when you have saved a probability.")
    assert set(view.table()["So far"]) == {"shown when you have saved a probability"}
    assert not any(text in json.dumps(view.spec()["data"]["values"]) for text in wb.load("forecasts")["status_note"])
    view.enter("F-B1", 30)
    form.pick("F-B1")
    assert form.about.endswith(f"So far: {note}")
    assert view.table().set_index("Question").loc["F-B1", "So far"] == note


def test_the_list_of_questions_begins_with_those_that_are_shown():
    for asked, first in (("open", "F-B1"), ("coming", "missiles-2027"), ("practice", "drills-2010")):
        view = wb.views.forecasts(asked=asked)
        view.today = pd.Timestamp("2026-11-30")
        assert next(iter(view.fields()[0].options)) == first


def test_a_question_of_the_coming_year_may_be_answered_anew_until_its_year_ends(entries_file):
    view = wb.views.forecasts(asked="coming")
    view.today = pd.Timestamp("2026-11-30")
    assert "It is scored after 31 December 2027" in view.enter("nuclear-2027", 10)
    view.enter("nuclear-2027", 20)
    assert view.table().set_index("Question").loc["nuclear-2027", "You (percent)"] == 20
    assert "0 of 30" in wb.views.forecasts(asked="practice").sentence
    later = wb.views.forecasts(asked="coming")
    later.today = pd.Timestamp("2028-02-01")
    years = set(later.table()["Question"].str[-4:])
    assert years == {"2027", "2028", "2029"}  # until the data know a year, its questions stay
    assert "kept and not scored" in later.enter("drills-2027", 5)


def test_of_practice_the_first_answer_counts():
    view = wb.views.forecasts(asked="practice")
    view.enter("missiles-2016", 10)
    assert "You had said 10 percent; the first answer counts." in view.enter("missiles-2016", 100)
    assert view.table().set_index("Question").loc["missiles-2016", "You (percent)"] == 10


def test_a_late_answer_is_kept_said_and_not_scored(entries_file):
    view = wb.views.forecasts()
    view.today = pd.Timestamp("2027-03-01")
    said = view.enter("F-S2", 99)
    assert said.endswith("Its deadline was 31 December 2026, so it is kept and not scored.")
    line = json.loads(entries_file.read_text())
    entries_file.write_text(json.dumps({**line, "at": "2027-03-01T00:00:00Z"}) + "\n")
    later = wb.views.forecasts()
    assert "1 answer after the deadline: kept and not scored" in later.sentence


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("", "Nothing is not"),
        ("often", "“often” is not"),
        ("120", "“120” is not"),
        (-1, "“-1” is not"),
        ("nan", "“nan”"),
    ],
)
def test_a_probability_that_cannot_be_is_a_sentence_and_nothing_is_saved(entries_file, percent, said):
    with pytest.raises(WorkbookError, match=said):
        wb.views.forecasts().enter("F-S5", percent)
    assert not entries_file.exists()


def test_an_unknown_question_gets_the_possible_ones():
    with pytest.raises(WorkbookError, match='Did you mean "F-S5"'):
        wb.views.forecasts().enter("F-S55", 20)


@pytest.mark.parametrize("name", WITH_FORM)
def test_every_field_is_labelled_and_the_button_says_what_happened(name):
    form = getattr(wb.views, name)().form()
    assert form.title and form.about and form.action
    assert all(field["label"] for field in form.fields)
    assert form.values.keys() <= {field["name"] for field in form.fields}
    form.submit({**{field["name"]: "" for field in form.fields[1:]}, **form.values})
    assert form.said and "Traceback" not in form.said


def test_the_form_saves_and_shows_again_what_was_saved():
    form = wb.views.forecasts().form()
    form.answer({"do": "save", "values": {"question": "F-B7", "percent": "85,5", "reason": "<b>habit</b>"}})
    assert "Saved: F-B7, 85.5 percent." in form.said
    again = wb.views.forecasts().form()
    assert again.values["percent"] == ""
    again.answer({"do": "pick", "value": "F-B7"})
    assert (again.values["percent"], again.values["reason"]) == ("85.5", "<b>habit</b>")
    assert "China" in again.about


def test_what_was_typed_stays_when_it_cannot_be_saved(entries_file):
    form = wb.views.forecasts().form()
    typed = {"question": "F-B7", "percent": "often", "reason": "a long thought"}
    form.submit(typed)
    assert "“often” is not a probability" in form.said
    assert form.values == typed and not entries_file.exists()


def test_own_ratings_give_an_order_of_their_own():
    view = wb.views.hypotheses(whose="mine")
    assert view.sentence.startswith("You have rated 0 cells")
    form = view.form()
    form.submit(form.values)
    assert "rate the evidence for one hypothesis at least" in form.said
    form.pick("EV20")
    form.submit({**form.values, "H1": "CC", "H2": "II"})
    assert "Saved: EV20, 2 ratings. Not rated:" in form.said
    assert view.finding[0].startswith("“Bloc of three” is contradicted least")
    assert "By your ratings, 2 of 156" in view.sentence
    assert view._selected()["evidence_id"].iloc[0] == "EV20"


def test_the_class_is_shown_from_its_file_and_a_strange_file_is_named(entries_file):
    view = wb.views.hypotheses(whose="class")
    assert view.sentence.startswith("There are 0 ratings of the class")
    beside = entries_file.with_name("class-hypotheses.csv")
    beside.write_text("evidence_id,hypothesis_id,rating,raters\nEV20,H1,II,9\nEV20,H2,C,9\n")
    assert "By the ratings of the class, 2 of 156" in wb.views.hypotheses(whose="class").sentence
    beside.write_text("a,b\n1,2\n")
    assert (
        "class-hypotheses.csv is not a file that workbook collect wrote" in wb.views.hypotheses(whose="class").sentence
    )


def test_coding_as_the_ledger_agrees_and_otherwise_parts():
    view = wb.views.coding()
    codes = ledger_codes(wb.load("claims")).head(12)
    for row in codes.itertuples():
        assert "The ledger says the same." in view.enter(row.claim_id, row.kind, row.stance, row.verdict)
    assert "as the ledger in 12. Compared: whose gain or cost; kappa 1.00, alpha 1.00" in (
        wb.views.coding(what="stance").sentence
    )
    said = view.enter("S-ES-01", "recommendation")
    assert "The ledger says otherwise: kind of claim interpretation." in said
    assert "as the ledger in 11" in view.sentence and "You part on S-ES-01" in view.sentence


def test_a_claim_is_coded_before_its_codes_are_shown_and_then_compared_with_ledger_and_both_readings():
    view = wb.views.coding(what="faithful")
    told = view.tell("S-3.1-29")
    assert "Salát writes “can reduce its dependence on China”" in told
    assert told.endswith("closer Russian ties lower reliance on China and restore the old balancing act.")
    for hidden in ("testable", "modality", "can lessen its dependence"):
        assert hidden not in told
    said = view.enter("S-3.1-29", "interpretation", verdict="contested", faithful="no", fault="degree")
    assert "The ledger says otherwise: verdict testable and fault of the first wording modality." in said
    # Both readings found it: unfaithful, by its modality.
    for reading in ("Reading a", "reading b"):
        assert f"{reading} says kind of claim interpretation, verdict testable" in said
    # Of S-ES-02 reading a said no, reading b yes, and the ledger no.
    view.enter("S-ES-02", "interpretation", faithful="yes")
    assert "as the ledger in 1." in view.sentence and "You part on S-ES-02" in view.sentence
    assert "You code as reading a in 1 of 2 and as reading b in 2 of 2." in view.sentence
    view.against = "b"
    assert "as reading b in 2." in view.sentence and "You part" not in view.sentence
    assert "as the ledger in 1 of 2 and as reading a in 1 of 2" in view.sentence


def test_a_faithful_wording_is_kept_without_a_fault_and_shown_again():
    view = wb.views.coding(what="fault")
    view.enter("S-ES-12", "interpretation", faithful="yes")
    assert view.fill("S-ES-12")["faithful"] == "yes" and view.fill("S-ES-12")["fault"] == ""
    assert "You have coded 1 of 154 claims" in view.sentence and "as the ledger in 1." in view.sentence


@pytest.mark.parametrize("whose", ["mine", "class"])
def test_readings_that_did_not_code_a_thing_are_said(whose):
    sentence = wb.views.coding(what="stance", against="a", whose=whose).sentence
    assert sentence == "The two readings did not code whose gain or cost: set “With” to “the ledger”."


@pytest.mark.parametrize(
    ("claim", "faithful", "fault", "said"),
    [
        ("B-1-01", "yes", "", "B-1-01 was not recoded, so its first wording is not kept"),
        ("S-3.1-29", "yes", "degree", "You said that the first wording changed the claim"),
        ("S-3.1-29", "", "degree", "You said that the first wording changed the claim"),
        ("S-3.1-29", "perhaps", "", 'There is no answer called "perhaps"'),
        ("S-3.1-29", "no", "haste", 'There is no fault called "haste"'),
    ],
)
def test_codes_of_a_wording_that_cannot_be_are_a_sentence(entries_file, claim, faithful, fault, said):
    with pytest.raises(WorkbookError, match=said):
        wb.views.coding().enter(claim, "fact", faithful=faithful, fault=fault)
    assert not entries_file.exists()


@pytest.mark.parametrize(
    ("claim", "kind", "said"),
    [("S-99", "fact", "There is no claim called"), ("S-ES-01", "lie", "Did you mean"), ("S-ES-01", "", "lacks")],
)
def test_a_code_that_cannot_be_is_a_sentence(entries_file, claim, kind, said):
    with pytest.raises(WorkbookError, match=said if kind != "lie" else "There is no kind of claim called"):
        wb.views.coding().enter(claim, kind)
    assert not entries_file.exists()


def test_a_damaged_line_is_named_in_the_view(entries_file):
    view = wb.views.forecasts(asked="practice")
    view.enter("missiles-2016", 80)
    with entries_file.open("a") as file:
        file.write("{half\n")
    sentence = wb.views.forecasts(asked="practice").sentence
    assert "You have answered 1 of 30" in sentence and sentence.endswith("line 2 is damaged and was left out.")


def test_the_futures_are_drawn_anew_while_a_bar_follows():
    view = wb.views.futures()
    form = view.form()
    seen = []
    form.observe(lambda change: seen.append(change["new"]), names="done")
    form.submit({"stray": "1", "moved": "filled", "draws": "200"})
    assert "In 200 draws with only judgements that are not 0 up to one step off" in form.said
    assert seen == sorted(seen) and len(seen) > 20 and seen[-1] == 1
