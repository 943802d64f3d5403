"""Answers as data, and keys: what is handed in is judged as it was meant, and nothing else is ever right."""

import datetime
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from test_kinds import VALUES

from workbook.assignments import Key, Wrong, all_exercises, judged, open_exercise, points, readable
from workbook.assignments.answers import as_data, from_data
from workbook.assignments.keys import KINDS, entry
from workbook.base import UnknownName, WorkbookError

FORMS = {
    "number": {"unit": "percent"},
    "choice": {"options": {"a": "A", "b": "B"}},
    "several": {"options": {"a": "A", "b": "B", "c": "C"}},
    "names": {"allowed": ["CHN", "RUS", "USA"]},
    "order": {"options": {"a": "A", "b": "B", "c": "C"}},
    "match": {"left": {"one": "1", "two": "2"}, "right": {"a": "A", "b": "B"}},
    "day": {},
    "word": {},
    "table": {"columns": ["year", "n"]},
}
ANSWERS = {
    "number": 83.1,
    "choice": "b",
    "several": ["a", "c"],
    "names": {"CHN", "RUS"},
    "order": ["b", "a", "c"],
    "match": {"one": "b", "two": "a"},
    "day": datetime.date(2024, 6, 19),
    "word": "hedging",
    "table": pd.DataFrame({"year": [2010, 2011], "n": [3, 4]}),
}


def key_of(kind, **more):
    """A key of ``kind`` with four points."""
    form = readable(..., kind, **FORMS[kind])
    return entry("q1", 4, form, Key(ANSWERS[kind], solution="It is {answer}.", **more))


def test_every_kind_has_an_example_here():
    assert FORMS.keys() == ANSWERS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_survives_as_json_and_judges_the_right_answer_right(kind):
    key = json.loads(json.dumps(key_of(kind), allow_nan=False))
    assert points(key, ANSWERS[kind]) == 4
    assert points(key, ...) == points(key, None) == points(key, object()) == 0


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("number", "83,1 %"),
        ("number", np.float64(83.1)),
        ("number", pd.Series([83.1])),
        ("several", {"c", "a"}),
        ("several", "a, c"),
        ("names", pd.Series(["RUS", "CHN"])),
        ("order", "bac"),
        ("match", pd.Series({"one": "b", "two": "a"})),
        ("day", pd.Timestamp("2024-06-19")),
        ("day", "19 June 2024"),
        ("word", " Hedging"),
        ("table", pd.DataFrame({"n": [4, 3], "year": [2011, 2010]}).set_index("year")),
    ],
)
def test_a_right_answer_is_right_in_any_form_also_after_the_way_through_json(kind, given):
    assert judged(key_of(kind), from_data(json.loads(json.dumps(as_data(given))))).credit == 1


def test_a_likely_mistake_earns_its_credit_and_its_reply():
    key = key_of("number", wrong=(Wrong(57.0, "Another total.", 0.5), Wrong(16.9, "That is the rest.")), tolerance=0.5)
    assert points(key, 57.2) == 2 and judged(key, 57.2).reply == "Another total."
    assert points(key, 16.9) == 0 and points(key, 83.4) == 4 and points(key, 60) == 0


def test_a_reply_in_an_exercise_points_to_no_hint():
    assert judged(key_of("number"), 12).reply == "You gave 12 percent; the data give a higher number."


class Liar(float):
    """Says that it equals everything."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


def test_an_object_that_lies_when_it_is_compared_is_judged_by_its_value():
    assert points(key_of("number"), Liar(12)) == 0


@pytest.mark.parametrize(
    "huge", ["x" * 10**6, list(range(10**5)), {n: n for n in range(10**4)}, 10**400, [[[[[[1]]]]]]]
)
def test_what_is_handed_in_is_bounded(huge):
    assert len(json.dumps(as_data(huge))) < 30_000


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=VALUES)
def test_arbitrary_values_are_data_and_earn_nothing(kind, value):
    data = as_data(value)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    found = judged(key_of(kind), from_data(data))
    assert found.credit in (0, 1)
    if found.credit:
        assert as_data(value) not in (None, "", [])


def test_a_key_that_contradicts_itself_is_refused():
    form = readable(..., "number", unit="percent")
    with pytest.raises(WorkbookError, match="the answer cannot be read"):
        entry("q1", 1, form, Key("many", solution=""))
    with pytest.raises(WorkbookError, match="as good as another answer"):
        entry("q1", 1, form, Key(5, solution="", wrong=(Wrong(5, ""),)))
    with pytest.raises(WorkbookError, match="give 0 to below 1"):
        entry("q1", 1, form, Key(5, solution="", wrong=(Wrong(6, "", 1.0),)))
    with pytest.raises(UnknownName, match='no kind of answer called "numb". Did you mean "number"'):
        readable(5, "numb")
    with pytest.raises(WorkbookError, match="has no such setting"):
        readable(5, "number", units="percent")


def test_reading_an_answer_never_says_whether_it_is_right():
    for name in all_exercises():
        exercise = open_exercise(name)
        for key in exercise.key().values():
            said = {
                repr(readable(from_data(one["answer"]), key["kind"], **key["form"])) for one in (key, *key["wrong"])
            }
            assert all(one.startswith("Can be read: ") for one in said)
    assert repr(readable(..., "choice", options={"a": "A"})).startswith("Not tried yet.")
