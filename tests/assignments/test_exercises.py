"""Every exercise of the workbook: complete, comparable from variant to variant, and right by its own key."""

import base64
import functools
import json
import re
from dataclasses import replace

import nbformat
import pytest

from workbook.assignments import all_exercises, open_exercise
from workbook.assignments.copies import solution_copy, student_copy
from workbook.assignments.hand_in import word_count
from workbook.assignments.keys import asked, judged
from workbook.assignments.release import GIVEN, KEPT, plain_files, tag, variant_of
from workbook.assignments.roster import Student
from workbook.assignments.source import BEGIN, END, EXAMPLE, FIELD, Cell, Exercise
from workbook.base import BadData
from workbook.catalog import load

NAMES = list(all_exercises())
EVERY = [*NAMES, EXAMPLE]
CAPSTONE = "18_policy_brief"
SECRET = "0123456789abcdef0123456789abcdef"
PARTS = {"strategic interests": range(1, 6), "recent developments": range(6, 13), "future prospects": range(13, 19)}
NOTES = ["What it trains", "How the variants are comparable", "What to expect", "In class"]


# An exercise keeps the keys that were worked out, so each variant is run once for all tests of this file.
opened = functools.cache(open_exercise)


def numbered(exercise):
    """The first, a middle and the last variant."""
    count = len(exercise.variants)
    return sorted({0, count // 2, count - 1})


def test_there_are_eight_exercises_over_all_parts_and_the_capstone():
    others = [name for name in NAMES if name != CAPSTONE]
    assert len(others) >= 8 and CAPSTONE in NAMES
    for part, numbers in PARTS.items():
        assert any(int(name[:2]) in numbers for name in others), f"No exercise on {part}."


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_has_data_questions_an_essay_and_variants(name):
    exercise = opened(name)
    assert len(exercise.questions) >= (1 if name == CAPSTONE else 3)
    assert len(exercise.essays) == 1 and len(exercise.variants) >= 24
    for rubric in exercise.rubrics.values():
        assert len(rubric.criteria) >= 4 and all(len(one["levels"]) >= 4 for one in rubric.criteria)
        assert len(rubric.comments) >= 4
    for question, cell in exercise.essays.items():
        least, most = cell.words
        assert least <= word_count(cell.text) <= most, f"The model essay {question}"
    notes = (exercise.path / "notes.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", notes, flags=re.MULTILINE) == NOTES


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY, ids=str)
def test_in_every_variant_the_key_agrees_with_itself_and_asks_for_the_same(name):
    """A likely mistake that gave the right answer, a gap, or fewer likely mistakes would make a variant easier."""
    exercise = opened(name)
    shapes = set()
    for number in range(len(exercise.variants)):
        key = exercise.key(number)
        shapes.add(
            tuple((one["kind"], one["points"], tuple(w["credit"] for w in one["wrong"])) for one in key.values())
        )
    assert len(shapes) == 1
    answers = {
        str([one["answer"] for one in exercise.key(number).values()]) for number in range(len(exercise.variants))
    }
    assert len(answers) >= 0.5 * len(exercise.variants), "Most variants should have answers of their own."


@pytest.mark.parametrize("name", EVERY, ids=str)
def test_the_solution_copy_gets_all_points_and_the_students_copy_none(name):
    exercise = opened(name)
    for number in numbered(exercise):
        for made, credit in ((solution_copy, 1), (student_copy, 0)):
            space: dict = {}
            notebook = made(exercise, number)
            nbformat.validate(notebook)
            for cell in notebook["cells"]:
                if cell["metadata"].get("workbook", {}).get("role") in ("setup", "answer"):
                    exec(cell["source"], space)
            for question, key in exercise.key(number).items():
                assert judged(key, space[question]).credit == credit, f"{question} of variant {number}"


@pytest.mark.parametrize("name", EVERY, ids=str)
def test_replies_are_friendly_and_solutions_name_the_answer(name):
    exercise = opened(name)
    for question, key in exercise.key().items():
        assert "{answer}" in key["solution"], question
        assert asked(key).write(asked(key).answer()) in asked(key).solve()
        for one in key["wrong"]:
            assert not re.search(r"\b(wrong|simply|obviously|just)\b", one["reply"], re.IGNORECASE), one["reply"]


@pytest.mark.parametrize("name", NAMES)
def test_the_claims_that_an_exercise_names_are_in_the_ledger(name):
    exercise = opened(name)
    notes = (exercise.path / "notes.md").read_text(encoding="utf-8")
    text = "\n".join([notes, *(cell.text for cell in exercise.cells)])
    known = set(load("claims")["claim_id"])
    found = set(re.findall(r"\b[SB]-[\dA-Z][\d.A-Z]*-\d+\b", text))
    assert found <= known


@pytest.mark.parametrize("name", EVERY, ids=str)
def test_the_values_of_a_variant_are_filled_in_and_no_brace_is_left(name):
    exercise = opened(name)
    for number in numbered(exercise):
        for cell in student_copy(exercise, number)["cells"]:
            if cell["cell_type"] == "markdown":
                assert not FIELD.search(cell["source"]) and "nan" not in cell["source"].lower().split()


# What students get


def emptied(exercise):
    """The exercise as somebody sees it who knows nothing of its answers: all that is the instructor's is replaced."""

    def without(cell):
        if cell.role == "answer":
            lines = cell.text.splitlines()
            begin, end = lines.index(BEGIN), lines.index(END)
            return "\n".join([*lines[: begin + 1], "secret = 0", *lines[end:]])
        return {"hidden": "Nothing", "essay": "Nothing"}.get(cell.role, cell.text)

    cells = [Cell(**{**vars(cell), "text": without(cell)}) for cell in exercise.cells]
    found = Exercise(exercise.name, exercise.path, tuple(cells), exercise.rubrics)
    found.__dict__["variants"] = exercise.variants
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_students_copy_does_not_depend_on_any_answer(name):
    """Where the answers, keys and model essays are replaced by others, the copies are the same, byte for byte."""
    exercise = opened(name)
    for number in range(len(exercise.variants)):
        assert student_copy(exercise, number) == student_copy(emptied(exercise), number)


@pytest.mark.parametrize("name", NAMES)
def test_markers_get_figures_beside_the_answers_in_the_first_and_the_last_variant(name):
    exercise = opened(name)
    for number in (0, len(exercise.variants) - 1):
        figures = exercise.figures(number)
        assert len(figures) >= 3 and all(label.strip() and value.strip() for label, value in figures.items())
        assert not re.search(r"\bnan\b|\{|None", " ".join([*figures, *figures.values()]))


def test_the_figures_for_markers_of_exercise_07_are_those_of_the_own_years():
    # The first variant is 2001 and 2013; KOTRA has 738 and 6,540 million USD with China, of 2,270 and 7,340.
    figures = opened("07_trade").figures(0)
    assert figures["Trade with China in 2001"] == "738 million USD"
    assert figures["China's share in 2013, KOTRA's total"] == "89.1 percent"
    assert round(738 / 2270 * 100, 1) == 32.5 and round(6540 / 7340 * 100, 1) == 89.1


@pytest.mark.parametrize(("body", "said"), [("return [1]", "must give a dict"), ("return 1 / 0", "ZeroDivisionError")])
def test_figures_for_markers_that_cannot_be_made_are_named_with_their_cell(body, said):
    exercise = opened("07_trade")
    cells = [
        replace(cell, text=f"{cell.text}\n\ndef figures():\n    {body}") if cell.role == "variants" else cell
        for cell in exercise.cells
    ]
    with pytest.raises(BadData, match=rf"^07_trade, cell 07-variants.*{said}"):
        replace(exercise, cells=tuple(cells)).figures()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_fifty_copies_hold_no_answer_no_key_no_secret_and_nothing_of_others(name):
    exercise = opened(name)
    students = [Student(f"student-{number:03}-x") for number in range(50)]
    files = plain_files(exercise, students, SECRET)
    given = {path: json.dumps(content, ensure_ascii=False) for path, content in files.items() if path.startswith(GIVEN)}
    own = {path for path in files if path.startswith(KEPT)}
    assert len(given) == 50 and len(own) == 51 and f"{KEPT}/variants.csv" in own and len(files) == 101
    kept = [
        line.strip() for cell in exercise.cells if cell.role in ("hidden", "variants") for line in cell.text.split("\n")
    ]
    kept += [line.strip() for cell in exercise.cells if cell.role == "essay" for line in cell.text.split("\n")]
    own_lines = {line.strip() for cell in exercise.cells if cell.role == "setup" for line in cell.text.split("\n")}
    kept = [line for line in kept if len(line) > 12 and line not in own_lines]
    secrets = [SECRET, bytes.fromhex(SECRET).hex(), base64.b64encode(SECRET.encode()).decode()]
    for student in students:
        said = given[f"{GIVEN}/{student.id}/{name}.ipynb"]
        number = variant_of(exercise, student, SECRET)
        assert tag(exercise, student, SECRET) in said
        for line in [*kept, *secrets]:
            assert json.dumps(line, ensure_ascii=False)[1:-1] not in said
        for key in exercise.key(number).values():
            for text in [one["reply"] for one in key["wrong"]] + [key["solution"]]:
                assert json.dumps(text, ensure_ascii=False)[1:-1] not in said
            # Figures that can be told from others: at least three digits, one of them behind the point.
            if isinstance(key["answer"], float) and re.fullmatch(r"-?\d{2,}\.\d+", str(key["answer"])):
                assert not re.search(rf"(?<![\d.]){re.escape(str(key['answer']))}(?!\d)", said)
        assert not [other.id for other in students if other.id != student.id and other.id in said]


def test_a_copy_that_leaks_is_noticed():
    """The check above, seen to fail: a prompt that names the model answer depends on it."""
    exercise = opened(NAMES[0])
    leaky = tuple(
        Cell(**{**vars(cell), "text": cell.text.replace(BEGIN, "").replace(END, "")}) if cell.role == "answer" else cell
        for cell in exercise.cells
    )
    with pytest.raises(BadData, match="stands once between"):
        student_copy(Exercise(exercise.name, exercise.path, leaky, exercise.rubrics))
