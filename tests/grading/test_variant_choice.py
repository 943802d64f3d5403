"""Which variant a submission is judged as: lists, a typed variant, marks and prompts, honest and not."""

import json

import pytest
from other_graders import filled

from workbook.assignments import open_exercise
from workbook.assignments.copies import student_copy
from workbook.assignments.release import tag, variant_of, variants_table
from workbook.assignments.roster import Student
from workbook.assignments.source import all_exercises
from workbook.base import BadData
from workbook.grading.notebooks import read_submission
from workbook.grading.remarks import remark
from workbook.grading.repair import Refused
from workbook.grading.shown_variants import PromptReader, shown_by
from workbook.grading.variant_choice import VariantChoice, read_variants

SECRET = "0123456789abcdef"
ADA, BO, ZOE = Student("s1", "Ada Bern"), Student("s2", "Bo"), Student("Zoë/3", "Zoë")
CLASS = (ADA, BO, ZOE)
# The example's variant number n, from 0, asks for the year 2001 + n. With this secret s1 has 2008 (variant 8), s2 2016
# (variant 16) and Zoë/3 2017 (variant 17), which the first test compares.
OWN = {"s1": 7, "s2": 15, "Zoë/3": 16}


def copy(source, owner=ADA, number=None, /, **about):
    """The copy of ``owner``; ``about`` changes what it says of itself, None takes an entry out."""
    number = variant_of(source, owner, SECRET) if number is None else number
    notebook = student_copy(source, number, owner.id, tag(source, owner, SECRET))
    facts = notebook["metadata"]["workbook"]
    for name, value in about.items():
        facts[name] = value
        if value is None:
            del facts[name]
    return notebook


def decided(exercise, notebook, student=ADA, **more):
    """The variant that ``notebook`` of ``student`` is judged as, and the remarks."""
    choice = VariantChoice(exercise, **{"secret": SECRET, "students": CLASS, **more})
    submission = read_submission(json.dumps(notebook).encode(), exercise)
    return choice.decide(student, submission.about, submission.prompts)


def refusal(exercise, notebook, student=ADA, **more):
    """Why ``notebook`` is not judged."""
    with pytest.raises(Refused) as error:
        decided(exercise, notebook, student, **more)
    return str(error.value)


def with_year(notebook, old, new):
    """``notebook`` with another year in its prompts."""
    return json.loads(json.dumps(notebook).replace(str(old), str(new)))


def without_prompts(notebook):
    roles = [cell["metadata"].get("workbook", {}).get("role") for cell in notebook["cells"]]
    cells = [cell for cell, role in zip(notebook["cells"], roles, strict=True) if role != "prompt"]
    return notebook | {"cells": cells}


def test_each_student_is_judged_as_the_variant_of_their_own_marked_copy(exercise):
    assert {student.id: variant_of(exercise, student, SECRET) for student in CLASS} == OWN
    for student in CLASS:
        assert decided(exercise, copy(exercise, student), student) == (OWN[student.id], [])


def test_a_copy_without_its_mark_is_judged_as_the_students_own_variant_if_its_prompts_fit(exercise):
    note = remark("copy-without-mark", student="s1")
    assert decided(exercise, copy(exercise, copy=None)) == (7, [note])
    assert decided(exercise, copy(exercise, copy=None, student=None, exercise=None)) == (7, [note])
    assert decided(exercise, copy(exercise, copy=["mark"], student={"id": 1}, release=7)) == (7, [note])


def test_taking_out_the_mark_and_answering_another_variant_is_not_judged(exercise):
    """S2 of the attack: variant 1, whose key lies in any checkout, in place of one's own."""
    said = refusal(exercise, copy(exercise, ADA, 0, copy=None))
    assert said == str(remark("other-variant-shown", shown="variant 1", whose="", student="s1", own=8))


def test_without_mark_and_prompts_it_is_still_the_students_own_variant(exercise):
    note = remark("copy-without-mark-and-prompts", student="s1")
    assert decided(exercise, without_prompts(copy(exercise, ADA, 0, copy=None))) == (7, [note])


def test_of_two_who_hand_in_one_stripped_copy_the_other_is_listed_with_whose_it_is(exercise):
    stripped = copy(exercise, ADA, copy=None, student=None)
    assert decided(exercise, stripped, ADA)[0] == 7
    said = refusal(exercise, stripped, BO)
    assert "its prompts show variant 8 (s1); s2 has variant 16" in said and "--variants FILE" in said


def test_a_mark_that_was_copied_from_another_copy_does_not_choose_the_variant(exercise):
    of_bo = tag(exercise, BO, SECRET)
    assert "was made for s2, and its prompts show variant 16 (s2); s1 has variant 8" in refusal(
        exercise, copy(exercise, BO, student="s1"), ADA
    )
    note = remark("copy-of-other-student", other="s2", student="s1")
    assert decided(exercise, copy(exercise, ADA, copy=of_bo), ADA) == (7, [note])


@pytest.mark.parametrize("mark", ["0" * 12, "mark", "\ufeff", "\u0661" * 12, "a" * 10_000])
def test_a_mark_that_is_wrong_chooses_nothing(mark, exercise):
    note = remark("copy-of-other-secret", student="s1")
    assert decided(exercise, copy(exercise, copy=mark)) == (7, [note])
    assert "show variant 1" in refusal(exercise, copy(exercise, ADA, 0, copy=mark))


def test_a_mark_counts_in_capitals_and_with_spaces_as_an_editor_may_leave_it(exercise):
    assert decided(exercise, copy(exercise, copy=f" {tag(exercise, ADA, SECRET).upper()}\n")) == (7, [])


def test_prompts_that_were_edited_do_not_change_the_variant_of_a_marked_copy(exercise):
    edited = with_year(copy(exercise), 2008, 2001)
    assert decided(exercise, edited) == (7, [remark("prompts-show-other", shown="variant 1", variant=8)])


def test_prompts_of_two_variants_are_said_to_be_of_different_ones(exercise):
    mixed = copy(exercise, copy=None)
    first = next(cell for cell in mixed["cells"] if cell["id"] == "q1-prompt")
    first["source"] = first["source"].replace("2008", "2001")
    assert "its prompts show parts of different variants; s1 has variant 8" in refusal(exercise, mixed)


def test_a_year_that_no_variant_has_tells_nothing(exercise):
    strange = with_year(copy(exercise, copy=None), 2008, 1948)
    assert decided(exercise, strange) == (7, [remark("copy-without-mark-and-prompts", student="s1")])


def test_another_year_in_an_essay_or_in_an_answer_is_no_prompt(exercise):
    text = "How many percent of North Korea's recorded trade in 2001 was trade with China, as KOTRA counts the total?"
    notebook = without_prompts(filled(copy(exercise, copy=None), {"e1": text, "q1": f'q1 = "{text}"'}))
    assert decided(exercise, notebook) == (7, [remark("copy-without-mark-and-prompts", student="s1")])


def test_the_id_that_the_copy_was_made_for_counts_though_the_roster_writes_it_in_another_case(exercise):
    before = Student("S1")
    number = variant_of(exercise, before, SECRET)
    assert number != 7 and decided(exercise, copy(exercise, before), ADA) == (number, [])


def test_an_id_in_the_copy_without_a_mark_chooses_no_other_spelling(exercise):
    before = Student("S1")
    assert "s1 has variant 8" in refusal(exercise, copy(exercise, before, copy=None), ADA)


# Copies for all


def test_a_typed_variant_wins_over_secret_and_mark_and_a_remark_says_what_the_prompts_show(exercise):
    assert decided(exercise, copy(exercise, ADA, 3, copy=None), number=3) == (3, [])
    note = remark("prompts-show-other", shown="variant 8", variant=4)
    assert decided(exercise, copy(exercise), number=3) == (3, [note])
    assert decided(exercise, copy(exercise, copy=None), number=3, secret="") == (3, [note])


def test_copies_for_all_are_variant_1_unless_their_prompts_show_another(exercise):
    assert decided(exercise, copy(exercise, ADA, 0, copy=None), secret="") == (0, [])
    assert decided(exercise, without_prompts(copy(exercise, copy=None)), secret="") == (0, [])
    said = refusal(exercise, copy(exercise, ADA, 3, copy=None), secret="")
    assert said.startswith("Its prompts show variant 4, and nothing says that all have variant 1. Type --variant N")


def test_a_mark_is_not_passed_over_where_there_is_no_secret(exercise):
    assert refusal(exercise, copy(exercise), secret="") == str(remark("mark-without-secret"))


def test_without_a_roster_a_right_mark_or_the_prompts_tell_the_variant_and_else_nothing(exercise):
    assert decided(exercise, copy(exercise), students=()) == (7, [])
    assert decided(exercise, copy(exercise, copy=None), students=())[0] == 7
    bare = without_prompts(copy(exercise, copy=None))
    assert refusal(exercise, bare, students=()) == str(remark("nothing-tells-variant", student="s1"))


# An own list


def test_an_own_list_wins_over_everything(exercise):
    for more in ({}, {"number": 3}, {"secret": ""}):
        assert decided(exercise, copy(exercise), assigned={"s1": 7}, **more) == (7, [])
    note = remark("prompts-show-other", shown="variant 8", variant=1)
    assert decided(exercise, copy(exercise), assigned={"s1": 0}) == (0, [note])
    assert decided(exercise, copy(exercise), assigned={"s2": 0}) == (7, [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_of_variants_is_read_as_spreadsheets_save_it(end, exercise, tmp_path):
    rows = ["\ufeffID;Name;Variant;year", "S1;Ada;8;2008", "Zoe\u0308/3;Zoë; 15 ;2015", ";;;", "s2;Bo;;"]
    (tmp_path / "variants.csv").write_bytes(end.join(rows).encode())
    assert read_variants(tmp_path / "variants.csv", exercise) == {"s1": 7, "zoë/3": 14}


def test_the_list_that_assign_makes_is_read_back(exercise, tmp_path):
    students = [*CLASS, Student("-4", "=1+1"), Student("007", "Bo")]
    (tmp_path / "variants.csv").write_text(variants_table(exercise, students, SECRET), encoding="utf-8")
    expected = {student.id.casefold(): variant_of(exercise, student, SECRET) for student in students}
    assert read_variants(tmp_path / "variants.csv", exercise) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,name\ns1,Ada\n", r'no columns "id" and "variant"; it has: id, name'),
        ("id,variant\ns1,20\n", r'row 2, column variant: "20" is not a variant; example has 1 to 19'),
        ("id,variant\ns1,0\n", r'"0" is not a variant'),
        ("id,variant\ns1,two\n", r'"two" is not a variant'),
        ("id,variant\ns1,1\nS1,2\n", "row 3: the id S1 stands in an earlier row too"),
        ("id,variant\n", "gives nobody a variant"),
        ("", "no columns"),
    ],
)
def test_a_list_of_variants_that_cannot_be_right_gets_a_sentence(text, said, exercise, tmp_path):
    (tmp_path / "v.csv").write_text(text)
    with pytest.raises(BadData, match=said):
        read_variants(tmp_path / "v.csv", exercise)


# Every exercise


@pytest.mark.parametrize("name", all_exercises())
def test_the_prompts_of_every_exercise_show_its_variant(name):
    exercise = open_exercise(name)
    reader = PromptReader(exercise)
    for number in range(len(exercise.variants)):
        cells = student_copy(exercise, number)["cells"]
        assert shown_by(reader.clues("\n\n".join(cell["source"] for cell in cells))) == {number}
        merged = " ".join(cell["source"].replace("*", "").replace("\n", " ") for cell in cells).upper()
        assert shown_by(reader.clues(merged)) == {number}, "Merged, without Markdown and in capitals."
