"""Checkpoints: four outcomes, whatever is passed, and answers that come from the data."""

import re

import nbformat
import numpy as np
import pandas as pd
import pytest

import workbook as wb
from workbook.base import UnknownName
from workbook.checking import Choice, Mistake, Names, Number, notebook_path, notebook_questions, numbers
from workbook.checking.verdicts import OUTCOMES

ALL = [question for number in numbers() for question in notebook_questions(number).values()]
STRANGE = [
    None,
    ...,
    "",
    float("nan"),
    float("inf"),
    True,
    [],
    {},
    object(),
    pd.DataFrame({"a": [1]}),
    pd.Series([1, 2]),
]
STRANGE += [np.array([1, 2]), "x" * 10_000, b"83", lambda: 83, {"a"}, 10**400, pd.NA, pd.Timestamp("2020-01-01")]

share = Number(
    id="99-1",
    prompt="What share?",
    answer=lambda: 83.1,
    hints=("Look at 2010.", "Divide."),
    solution="It is {answer}.",
    unit="percent",
    tolerance=0.5,
    mistakes=(Mistake(lambda: 57.0, "That counts trade between the two Koreas in the total."),),
)
letter = Choice(
    id="99-2",
    prompt="Which?",
    answer=lambda: "b",
    hints=("One.", "Two."),
    solution="{answer}",
    options={"a": "A", "b": "B"},
)
states = Names(
    id="99-3", prompt="Who?", answer=lambda: {"CHN", "RUS"}, hints=("One.", "Two."), solution="{answer}",
    allowed=("CHN", "RUS", "USA"),
)  # fmt: skip


@pytest.mark.parametrize("given", [83.1, 83, "83.1", "83,1 %", np.float64(83.4), pd.Series([83.1]), np.int64(83)])
def test_a_right_number_is_right_in_any_form(given):
    assert share.judge(given).outcome == "right"


def test_a_likely_mistake_gets_a_reply_of_its_own():
    verdict = share.judge(57)
    assert (verdict.outcome, "two Koreas" in verdict.reply) == ("not yet", True)


def test_a_share_in_place_of_a_percentage_is_told():
    assert "percent, 0 to 100" in share.judge(0.83).reply


def test_a_wrong_number_gets_a_direction_and_no_answer():
    verdict = share.judge(12)
    assert verdict.outcome == "not yet"
    assert "higher" in verdict.reply and "83" not in verdict.reply


def test_choices_and_names_are_read_leniently():
    assert letter.judge(" B) ").outcome == "right"
    assert letter.judge("c").outcome == "cannot tell"
    assert states.judge("rus, chn").outcome == "right"
    assert states.judge(["CHN"]).outcome == "not yet"
    assert states.judge(["CHN", "XXX"]).outcome == "cannot tell"


@pytest.mark.parametrize("question", [share, letter, states, *ALL], ids=lambda q: q.id)
def test_whatever_is_passed_there_is_a_verdict_and_no_error(question):
    for given in STRANGE:
        verdict = question.judge(given)
        assert verdict.outcome in OUTCOMES
        assert len(verdict.reply) < 1000
    assert question.judge(...).outcome == "not tried"


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_the_answer_from_the_data_is_right_and_every_mistake_is_not(question):
    assert question.judge(question.answer()).outcome == "right"
    for mistake in question.mistakes:
        verdict = question.judge(mistake.answer())
        assert (verdict.outcome, verdict.reply) == ("not yet", mistake.reply)


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_a_question_has_two_hints_and_a_solution_that_holds_the_answer(question):
    assert len(question.hints) >= 2
    assert question.write(question.answer()) in question.solve()
    assert "Hint 2 of" in question.hint(2)
    assert question.hint(99) == question.hint(len(question.hints))


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_no_reply_scolds(question):
    words = " ".join([*question.hints, question.solution, *[mistake.reply for mistake in question.mistakes]]).lower()
    for harsh in ("obviously", "simply", "of course", "you are wrong"):
        assert harsh not in words


@pytest.mark.parametrize("number", numbers())
def test_the_notebook_asks_each_question_in_the_same_words(number):
    cells = nbformat.read(notebook_path(number), as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    text = re.sub(r"\[([^\]]*)\]\(\.\./ledger/[^)]*\)", r"\1", text)  # a claim is a link there
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    for question in notebook_questions(number).values():
        assert question.prompt in text, question.id
        assert f'wb.check("{question.id}", ...)' in code


def test_an_unknown_question_gets_the_possible_ones():
    with pytest.raises(UnknownName, match="There is no question called"):
        wb.check("07-99", 1)
    with pytest.raises(UnknownName, match="There is no question called"):
        wb.hint("nonsense")
