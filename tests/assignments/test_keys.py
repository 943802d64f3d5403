"""Answers as data, and keys: what is handed in is judged as it was meant, and nothing else is ever right.

The kinds are those in workbook/checking/kinds/, and the answers are the examples there.
"""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from values import VALUES, LyingNumber

from workbook.assignments import Key, Wrong, all_exercises, judged, open_exercise, points, readable
from workbook.assignments.answers import as_data, from_data
from workbook.assignments.keys import answer_kinds, asked, entry
from workbook.base import UnknownName, WorkbookError
from workbook.checking.listing import examples_of, question_kinds, settings_of

EXAMPLES = [
    pytest.param(kind, example, id=f"{kind}-{place}")
    for kind in answer_kinds()
    for place, example in enumerate(examples_of(kind), start=1)
]
ANSWERS = [
    pytest.param(*part.values, answer, id=f"{part.id}-{place}")
    for part in EXAMPLES
    for place, answer in enumerate(part.values[1].right, start=1)
]


def key_of(kind, example):
    """A key with four points for the question of the ``example``, after its way through a file."""
    question = example.question
    shown = {name: getattr(question, name) for name in settings_of(type(question)) if name not in question.key_settings}
    kept = {name: getattr(question, name) for name in question.key_settings}
    form = json.loads(json.dumps(shown))  # as a cell of a notebook gives it: lists, not tuples
    key = entry("q1", 4, readable(..., kind, **form), Key(question.answer(), solution="It is {answer}.", **kept))
    return json.loads(json.dumps(key, allow_nan=False))


def number_key(answer=83.1, **more):
    """A key with four points for a percentage."""
    return entry("q1", 4, readable(..., "number", unit="percent"), Key(answer, solution="It is {answer}.", **more))


def handed_in(value):
    """The ``value`` as grading gets it: after its way through a file."""
    return from_data(json.loads(json.dumps(as_data(value), allow_nan=False)))


def test_every_kind_can_be_asked_for_unless_it_says_that_it_cannot():
    assert set(question_kinds()) - set(answer_kinds()) == {"essay"}


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_a_key_survives_as_json_and_judges_the_right_answer_right(kind, example):
    key = key_of(kind, example)
    assert points(key, example.question.answer()) == 4
    assert points(key, ...) == points(key, None) == points(key, object()) == 0
    question = asked(key)
    for name in settings_of(type(question)):
        assert getattr(question, name) == getattr(example.question, name), name


@pytest.mark.parametrize(("kind", "example", "answer"), ANSWERS)
def test_a_right_answer_is_right_in_any_form_also_after_the_way_through_json(kind, example, answer):
    assert judged(key_of(kind, example), handed_in(answer)).credit == 1


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_what_is_near_or_cannot_be_read_earns_nothing_after_the_way_through_json(kind, example):
    key = key_of(kind, example)
    for answer, _ in example.near:
        assert (judged(key, handed_in(answer)).outcome, points(key, answer)) == ("not yet", 0)
    for answer in example.unreadable:
        assert judged(key, handed_in(answer)).outcome in ("cannot tell", "not tried") and points(key, answer) == 0


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", pd.Series([83.1])),
        ("names", pd.Series(["RUS", "CHN"])),
        ("names", pd.Series(["RUS", "CHN"], index=[3, 7], name="state")),  # rows of a table that were chosen
        ("match", pd.Series({"1": "b", "2": "a"})),
        ("day", pd.Timestamp("2023-04-13 10:00")),
        ("table", pd.DataFrame({"share": [0.89, 0.83, np.nan], "year": [2011, 2010, 2012]}).set_index("year")),
    ],
)
def test_what_pandas_and_numpy_give_is_read_as_the_answer_that_it_holds(kind, value):
    assert points(key_of(kind, examples_of(kind)[0]), value) == 4


def test_a_likely_mistake_earns_its_credit_and_its_reply():
    key = number_key(wrong=(Wrong(57.0, "Another total.", 0.5), Wrong(16.9, "That is the rest.")), tolerance=0.5)
    assert points(key, 57.2) == 2 and judged(key, 57.2).reply == "Another total."
    assert points(key, 16.9) == 0 and points(key, 83.4) == 4 and points(key, 60) == 0


def test_a_reply_in_an_exercise_points_to_no_hint():
    assert judged(number_key(), 12).reply == "You gave 12 percent; the data give a higher number."


def test_an_object_that_lies_when_it_is_compared_is_judged_by_its_value():
    assert points(number_key(), LyingNumber(12)) == 0


@pytest.mark.parametrize(
    "huge", ["x" * 10**6, list(range(10**5)), {n: n for n in range(10**4)}, 10**400, [[[[[[1]]]]]]]
)
def test_what_is_handed_in_is_bounded(huge):
    assert len(json.dumps(as_data(huge))) < 30_000


@pytest.mark.slow
@pytest.mark.parametrize("key", [pytest.param(key_of(*part.values), id=part.id) for part in EXAMPLES])
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=VALUES)
def test_arbitrary_values_are_data_and_earn_nothing(key, value):
    data = as_data(value)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    credit = judged(key, from_data(data)).credit
    assert credit in (0, 1)
    if credit:
        assert as_data(value) not in (None, "", [])


def test_a_key_that_contradicts_itself_is_refused():
    form = readable(..., "number", unit="percent")
    with pytest.raises(WorkbookError, match="the answer cannot be read"):
        entry("q1", 1, form, Key("many", solution=""))
    with pytest.raises(WorkbookError, match="as good as another answer"):
        entry("q1", 1, form, Key(5, solution="", wrong=(Wrong(5, ""),)))
    with pytest.raises(WorkbookError, match="give 0 to below 1"):
        entry("q1", 1, form, Key(5, solution="", wrong=(Wrong(6, "", 1.0),)))


def test_a_kind_or_a_setting_that_does_not_exist_gets_the_possible_ones():
    with pytest.raises(UnknownName, match='no kind of answer called "numb". Did you mean "number"'):
        readable(5, "numb")
    with pytest.raises(UnknownName, match='no kind of answer called "essay"'):
        readable("A text.", "essay")
    with pytest.raises(WorkbookError, match='"number" has no setting "units"; it has: unit, tolerance.'):
        readable(5, "number", units="percent")
    with pytest.raises(WorkbookError, match='"choice" needs the setting "options"; it has: options.'):
        readable("a", "choice")
    with pytest.raises(WorkbookError, match='q1: the Key of the kind "number" has no setting "accepted"; it has: tol'):
        entry("q1", 1, readable(5, "number"), Key(5, solution="", accepted=("five",)))


def test_reading_an_answer_never_says_whether_it_is_right():
    for name in all_exercises():
        exercise = open_exercise(name)
        for key in exercise.key().values():
            texts = {
                repr(readable(from_data(wrong["answer"]), key["kind"], **key["form"])) for wrong in (key, *key["wrong"])
            }
            assert all(text.startswith("Can be read: ") for text in texts)
    assert repr(readable(..., "choice", options={"a": "A"})).startswith("Not tried yet.")
