"""Every exercise in the real nbgrader: released, validated, graded, with feedback."""

import json

import pytest
from other_graders import drive, filled, likely_mistakes, right_answers

from workbook.assignments import all_exercises, open_exercise
from workbook.assignments.for_nbgrader import nbgrader_files
from workbook.assignments.release import write_files

NAMES = list(all_exercises())


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader with all exercises, after its release; and what validating the sources found."""
    place = tmp_path_factory.mktemp("nbgrader") / "course"
    files = {}
    for name in NAMES:
        files |= nbgrader_files(open_exercise(name))
    write_files(files, place)
    return place, drive("nbgrader", "release", place)


@pytest.fixture(scope="module")
def grades(course):
    """What nbgrader gives for likely mistakes; of the first exercise also for the model answers and a blank copy.

    That model answers get all points in the others too is what validating the sources finds out.
    """
    place, _ = course
    for name in NAMES:
        exercise = open_exercise(name)
        released = json.loads((place / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
        given = {"mistaken": likely_mistakes(exercise)[0]}
        if name == NAMES[0]:
            given |= {"model": right_answers(exercise), "blank": {}}
        for student, answers in given.items():
            path = place / "submitted" / student / name / f"{name}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(filled(released, answers, student == "model")), encoding="utf-8")
    return drive("nbgrader", "grade", place)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_source_passes_its_own_tests(course, name):
    assert course[1][name] == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_release_holds_no_solution_and_no_hidden_test(course, name):
    said = (course[0] / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    for mark in ("BEGIN SOLUTION", "BEGIN HIDDEN", "workbook.assignments", "Key(", "VARIANTS"):
        assert mark not in said


@pytest.mark.slow
def test_model_answers_get_all_points_and_the_essay_waits_for_a_person(grades):
    exercise, model = open_exercise(NAMES[0]), grades[NAMES[0]]["model"]
    most = sum(exercise.questions.values())
    assert (model["points"], model["coded"], model["by_hand"], model["feedback"]) == (most, most, True, True)
    assert model["written"] == sum(cell.points for cell in exercise.essays.values())


@pytest.mark.slow
def test_a_blank_copy_gets_no_points_and_waits_for_nobody(grades):
    blank = grades[NAMES[0]]["blank"]
    assert (blank["points"], blank["by_hand"], blank["feedback"]) == (0, False, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_likely_mistakes_get_the_points_that_the_key_says(grades, name):
    assert grades[name]["mistaken"]["points"] == pytest.approx(likely_mistakes(open_exercise(name))[1])
