"""Every kind of question: right in any form, a reply to what is near, and never an error or a gift.

The kinds are those in workbook/checking/kinds/, and the answers are the examples there.
"""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from values import LIARS, VALUES

import workbook.checking
from workbook.base import BadData
from workbook.checking import Number, Question
from workbook.checking.kinds.number import as_python_writes
from workbook.checking.listing import class_in, examples_in, examples_of, question_kinds, settings_of
from workbook.checking.questions import Example, PanelField, example_of
from workbook.checking.verdicts import OUTCOMES

FOLDER = Path(workbook.checking.__file__).parent
EXAMPLES = [
    pytest.param(example, id=f"{kind}-{place}")
    for kind in question_kinds()
    for place, example in enumerate(examples_of(kind), start=1)
]


def answers(part):
    """The answers of all examples that are ``part`` (right, near, unreadable), each with its question."""
    return [
        pytest.param(example.values[0].question, answer, id=f"{example.id}-{place}")
        for example in EXAMPLES
        for place, answer in enumerate(getattr(example.values[0], part), start=1)
    ]


def test_every_file_of_the_folder_is_a_kind_and_its_class_is_in_the_public_face():
    files = {path.stem for path in (FOLDER / "kinds").glob("*.py")} - {"__init__"}
    assert set(question_kinds()) == files and len(files) >= 10
    for kind in question_kinds().values():
        assert getattr(workbook.checking, kind.__name__) is kind
        assert kind.__name__ in workbook.checking.__all__
        assert kind.__doc__ and not kind.__doc__.startswith(kind.__name__), f"{kind.__name__} needs a docstring."


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_answer_itself_is_right_unless_a_reader_judges_it(example):
    question = example.question
    expected = "right" if question.in_exercises else "cannot tell"
    assert question.judge(question.answer()).outcome == expected
    assert question.judge(...).outcome == "not tried" and question.wanted() in question.judge(...).reply


@pytest.mark.parametrize(("question", "answer"), answers("right"))
def test_a_right_answer_is_right_in_any_form(question, answer):
    assert question.judge(answer).outcome == "right"
    assert question.readable(answer).outcome == "readable"


@pytest.mark.parametrize(("question", "near"), answers("near"))
def test_a_near_answer_is_told_what_is_near(question, near):
    answer, words = near
    verdict = question.judge(answer)
    assert verdict.outcome == "not yet" and words in verdict.reply


@pytest.mark.parametrize(("question", "answer"), answers("unreadable"))
def test_what_cannot_be_read_is_told_what_is_wanted(question, answer):
    verdict = question.judge(answer)
    assert verdict.outcome == "cannot tell" and question.wanted() in verdict.reply
    assert question.readable(answer) == verdict


def test_an_essay_is_counted_and_never_right():
    essay = examples_of("essay")[0].question
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
    assert as_python_writes(text) == number


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_object_that_lies_and_raises_is_no_answer(example):
    for value in LIARS:
        assert example.question.judge(value).outcome == "cannot tell"


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=VALUES)
def test_an_arbitrary_value_gives_a_verdict_and_no_gift(example, value):
    question = example.question
    verdict = question.judge(value)
    assert verdict.outcome in OUTCOMES and len(verdict.reply) < 1_000
    if verdict.outcome == "right" and isinstance(question, Number):
        right = question.answer()
        assert right - question.tolerance <= question.read(value) <= right + question.tolerance
    elif verdict.outcome == "right":
        assert type(value) in (str, list, dict, datetime.datetime), value


# The panel


def test_every_field_that_a_question_can_take_is_one_that_the_panel_draws():
    script = (FOLDER / "quiz.js").read_text(encoding="utf-8")
    table = script[script.index("const FIELDS = {") :]
    drawn = set(re.findall(r"^  (\w+): \(", table[: table.index("\n};")], flags=re.MULTILINE))
    assert drawn == set(get_args(get_type_hints(PanelField)["field"]))
    for kind in question_kinds():
        for example in examples_of(kind):
            assert example.question.panel_field()["field"] in drawn


# A file in which something is missing


def file_with(**names):
    """A module of the folder that is called span and defines ``names``."""
    module = ModuleType("workbook.checking.kinds.span")
    vars(module).update(names)
    for value in names.values():
        if isinstance(value, type):
            value.__module__ = module.__name__
    return module


def span():
    """A kind that has a class and nothing else."""

    @dataclass(frozen=True)
    class Span(Question[str]):
        """From when to when."""

        unit: str = "days"

    return Span


def test_a_file_without_a_class_is_told_in_one_sentence():
    sentence = "kinds/span.py defines no question kind; it must define one class that extends Question."
    with pytest.raises(BadData, match=re.escape(sentence)):
        class_in(file_with())
    with pytest.raises(BadData, match=r"kinds/span.py defines Span and Span; it must define one class"):
        class_in(file_with(Span=span(), Other=span()))


def test_a_file_without_examples_is_told_in_one_sentence():
    with pytest.raises(BadData, match=re.escape("kinds/span.py has no EXAMPLES; give a tuple of Example")):
        examples_in(file_with(Span=span()))
    kind = span()
    for part, values in (("right", ((), (1,), (1,))), ("near", ((1,), (), (1,))), ("unreadable", ((1,), (1,), ()))):
        example = Example(example_of(kind, "a"), *values)
        with pytest.raises(BadData, match=f"kinds/span.py: an Example has no answers that are {part}; give at least"):
            examples_in(file_with(Span=kind, EXAMPLES=(example,)))


def test_a_class_without_a_method_is_told_in_one_sentence():
    question = example_of(span(), "a")
    for method in ("wanted", "read"):
        with pytest.raises(NotImplementedError, match=f"question kind Span has no method {method}; define it in its"):
            getattr(question, method)(*(["x"] if method == "read" else []))


def test_the_settings_of_a_kind_are_its_own_fields():
    assert settings_of(span()) == {"unit": False}
    assert settings_of(question_kinds()["match"]) == {"left": True, "right": True}
