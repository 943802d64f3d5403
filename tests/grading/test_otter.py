"""Every exercise in the real otter: assigned and run."""

import json

import pytest
from other_graders import drive, filled, likely_mistakes, right_answers

from workbook.assignments import all_exercises, open_exercise
from workbook.assignments.for_otter import otter_files
from workbook.assignments.release import write_files

NAMES = list(all_exercises())


@pytest.fixture(scope="module")
def assigned(tmp_path_factory):
    """The masters of all exercises after ``otter assign``, which tests the solutions; and the students' files."""
    place = tmp_path_factory.mktemp("otter") / "masters"
    files = {}
    for name in NAMES:
        files |= otter_files(open_exercise(name))
    write_files(files, place)
    return place, drive("otter", "assign", place)


def half_mistaken(exercise):
    """The model answers with a likely mistake at every other question; and the points that these must give."""
    given, key = right_answers(exercise), exercise.key()
    mistaken, _ = likely_mistakes(exercise)
    wrong = [name for place, name in enumerate(exercise.questions) if place % 2 == 0 and name in mistaken]
    points = {name: one["points"] * (one["wrong"][0]["credit"] if name in wrong else 1) for name, one in key.items()}
    return given | {name: mistaken[name] for name in wrong}, sum(points.values())


@pytest.fixture(scope="module")
def grades(assigned):
    """What otter gives for answers with mistakes; of the first exercise also for the model answers and a blank copy."""
    place, _ = assigned
    for name in NAMES:
        exercise = open_exercise(name)
        given_out = json.loads((place / "dist" / name / "student" / f"{name}.ipynb").read_text(encoding="utf-8"))
        given = {"mistaken": half_mistaken(exercise)[0]}
        if name == NAMES[0]:
            given |= {"model": right_answers(exercise), "blank": {}}
        for student, answers in given.items():
            path = place / "submitted" / student / f"{name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(filled(given_out, answers, student == "model")), encoding="utf-8")
    return drive("otter", "run", place)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_students_get_one_notebook_without_solution_or_test(assigned, name):
    place, files = assigned
    assert files[name] == [f"dist/{name}/student/{name}.ipynb"]
    said = (place / files[name][0]).read_text(encoding="utf-8")
    for mark in ("SOLUTION", "BEGIN TEST", "workbook.assignments", "Key(", "VARIANTS"):
        assert mark not in said


@pytest.mark.slow
def test_model_answers_get_all_points_and_a_blank_copy_none(grades):
    most = sum(open_exercise(NAMES[0]).questions.values())
    assert grades[NAMES[0]]["model"] == {"points": most, "possible": most}
    assert grades[NAMES[0]]["blank"] == {"points": 0, "possible": most}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_right_answers_and_likely_mistakes_get_the_points_that_the_key_says(grades, name):
    exercise = open_exercise(name)
    points = half_mistaken(exercise)[1]
    assert 0 < points < sum(exercise.questions.values())
    assert grades[name]["mistaken"]["points"] == pytest.approx(points)
