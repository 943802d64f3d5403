"""Every kind of question: right in any form, a reply to what is near, and never an error or a gift."""

import datetime
import decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook.checking import Choice, Day, Essay, Match, Names, Number, Order, Several, Table, Word
from workbook.checking.questions import _number
from workbook.checking.verdicts import OUTCOMES

COMMON = {"prompt": "?", "hints": ("One.", "Two."), "solution": "{answer}"}
OPTIONS = {"a": "A", "b": "B", "c": "C"}
ROWS = pd.DataFrame({"year": [2010, 2011, 2012], "share": [0.83, 0.89, np.nan], "who": ["CHN", "CHN", "RUS"]})
KINDS = [
    Number(id="n", answer=lambda: 83.1, unit="percent", tolerance=0.5, **COMMON),
    Number(id="y", answer=lambda: 2014, unit="year", **COMMON),
    Choice(id="c", answer=lambda: "b", options=OPTIONS, **COMMON),
    Several(id="s", answer=lambda: {"a", "c"}, options=OPTIONS, **COMMON),
    Order(id="o", answer=lambda: ("c", "a", "b"), options=OPTIONS, **COMMON),
    Match(id="m", answer=lambda: {"1": "b", "2": "a"}, left={"1": "one", "2": "two"}, right=OPTIONS, **COMMON),
    Names(id="l", answer=lambda: {"CHN", "RUS"}, allowed=("CHN", "RUS", "PRK"), **COMMON),
    Day(id="d", answer=lambda: datetime.date(2023, 4, 13), **COMMON),
    Table(id="t", answer=lambda: ROWS, columns=("year", "share"), **COMMON),
    Word(id="w", answer=lambda: "hedging", accepted=("to hedge",), **COMMON),
    Essay(id="e", answer=lambda: "", **COMMON),
]
BY_ID = {question.id: question for question in KINDS}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("n", "83,1 %"),
        ("n", "83.4 percent"),
        ("n", np.float32(83)),
        ("y", "2,014"),
        ("c", " (B) "),
        ("s", "a, c"),
        ("s", ["C", "A"]),
        ("s", {"a", "c"}),
        ("o", "cab"),
        ("o", "c, a, b"),
        ("o", ["c", "a", "b"]),
        ("m", {"1": "b", "2": "A "}),
        ("m", {1: "b", 2: "a"}),
        ("l", "rus; chn"),
        ("d", "2023-04-13"),
        ("d", "13 April 2023"),
        ("d", "April 13, 2023"),
        ("d", "13.4.2023"),
        ("d", pd.Timestamp("2023-04-13 10:00")),
        ("d", datetime.date(2023, 4, 13)),
        ("t", ROWS),
        ("t", ROWS.sample(frac=1, random_state=1)[["share", "who", "year"]]),
        ("t", ROWS.set_index("year")),
        ("t", ROWS.assign(share=ROWS["share"] + 1e-9)),
        ("t", ROWS.set_index("year")["share"]),
        ("w", "  Hedging "),
        ("w", "HED-GING"),
        ("w", "«to hedge»"),
    ],
)
def test_a_right_answer_is_right_in_any_form(kind, given):
    assert BY_ID[kind].judge(given).outcome == "right"


@pytest.mark.parametrize(
    ("kind", "given", "reply"),
    [
        ("s", "a, b", "1 of your 2 fit"),
        ("o", "cba", "1 of 3 stand in their place"),
        ("m", {"1": "b", "2": "c"}, "1 of 2 pairs fit"),
        ("d", "2023-04-15", "a day that is earlier by a few days"),
        ("d", "2020-01-01", "a day that is later."),
        ("t", ROWS.head(2), "You gave 2 rows; the data give more"),
        ("t", ROWS.assign(share=1.0), "The number of rows is right; look at share"),
        ("w", "balancing", "not the word that is meant"),
    ],
)
def test_a_near_answer_is_told_what_is_near(kind, given, reply):
    verdict = BY_ID[kind].judge(given)
    assert verdict.outcome == "not yet" and reply in verdict.reply


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("n", True),
        ("n", np.bool_(True)),
        ("n", b"83"),
        ("n", "eighty"),
        ("n", float("nan")),
        ("s", "d"),
        ("o", "ca"),
        ("o", "caa"),
        ("m", {"1": "b"}),
        ("d", "yesterday"),
        ("d", pd.NaT),
        ("d", 20230413),
        ("t", ROWS[["who"]]),
        ("t", [1, 2]),
        ("w", 5),
        ("w", "x" * 1000),
    ],
)
def test_what_cannot_be_read_is_told_what_is_wanted(kind, given):
    verdict = BY_ID[kind].judge(given)
    assert verdict.outcome == "cannot tell" and BY_ID[kind].wanted() in verdict.reply


def test_an_essay_is_counted_and_never_right():
    essay = BY_ID["e"]
    assert "Your text has 2 words; fewer than the 80 asked for. A reader judges it." in essay.judge("Too short").reply
    assert "more than the 200" in essay.judge("word " * 300).reply
    assert essay.judge("word " * 100).outcome == "cannot tell"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("83,1", "83.1"),
        ("2 641", "2641"),
        ("−3", "-3"),
        ("2,641", "2641"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert _number(text) == number


class Liar:
    """Says that it equals everything, and raises when it is looked at."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __repr__(self):
        raise RuntimeError("no")

    def __float__(self):
        raise SystemExit

    def __iter__(self):
        raise MemoryError

    def item(self):
        raise ValueError("no item")


@pytest.mark.parametrize("question", KINDS, ids=lambda question: question.id)
def test_an_object_that_lies_and_raises_is_no_answer(question):
    for value in (Liar(), [Liar()], {"1": Liar()}, Liar, 10**5000):
        assert question.judge(value).outcome == "cannot tell"


class Sneak(str):
    """A text that says it equals everything."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.complex_numbers(),
    st.decimals().map(decimal.Decimal),
    st.datetimes(),
    st.timedeltas(),
    st.just(...),
    st.sampled_from([object(), Liar, print, pd.NA, pd.NaT, np.array([]), np.array([1, 2]), 10**400, "x" * 10**6]),
    st.sampled_from(
        [pd.DataFrame(), pd.Series([1.0]), pd.DataFrame({"year": []}), ROWS[["share"]], range(10**9), Sneak("x")]
    ),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)
# What may count as the right answer; all else that is right would be a gift.
RIGHT = {"n": (82.6, 83.6), "y": (2014, 2014)}


@pytest.mark.parametrize("question", KINDS, ids=lambda question: question.id)
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=VALUES)
def test_an_arbitrary_value_gives_a_verdict_and_no_gift(question, value):
    verdict = question.judge(value)
    assert verdict.outcome in OUTCOMES and len(verdict.reply) < 1_000
    if verdict.outcome == "right":
        low, high = RIGHT.get(question.id, (1, 0))
        assert question.id in RIGHT or type(value) in (str, list, dict, datetime.datetime), value
        if question.id in RIGHT:
            assert low <= question.read(value) <= high
