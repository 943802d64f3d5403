"""What fraction of damaged notebooks is graded? Ours, nbgrader and otter on the same damages, each on its own copy."""

import copy
import json

import pytest
from other_graders import filled, right_answers, run_in

from workbook.assignments import open_exercise
from workbook.assignments.for_nbgrader import nbgrader_files
from workbook.assignments.for_otter import otter_files
from workbook.assignments.release import write_files
from workbook.assignments.source import EXAMPLE
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.results import read_results

pytestmark = pytest.mark.benchmark
RIGHT = 3  # points of the two questions, all answers being right


def at(notebook, role, question="q1"):
    """The place of the cell with ``role``."""
    return next(
        place
        for place, cell in enumerate(notebook["cells"])
        if (
            cell["metadata"].get("workbook", {}).get("role") == role
            and cell["metadata"]["workbook"].get("question", question) == question
        )
        # otter puts a cell of its own for an essay
        or (
            role == "essay"
            and cell["cell_type"] == "markdown"
            and "otter_answer_cell" in cell["metadata"].get("tags", [])
        )
    )


def cells(change):
    """A damage of the list of cells, as a function from notebook to bytes."""

    def damage(notebook):
        notebook = copy.deepcopy(notebook)
        change(notebook, notebook["cells"])
        return json.dumps(notebook).encode()

    return damage


def text(change):
    """A damage of the file's text."""
    return lambda notebook: change(json.dumps(notebook, indent=1)).encode()


def copied(notebook, found):
    found.insert(at(notebook, "answer") + 1, copy.deepcopy(found[at(notebook, "answer")]))


def copied_with_new_id(notebook, found):
    found.insert(at(notebook, "answer") + 1, {**copy.deepcopy(found[at(notebook, "answer")]), "id": "new"})


def split(notebook, found):
    place = at(notebook, "answer")
    lines = found[place]["source"].splitlines(True)
    found.insert(place + 1, {**copy.deepcopy(found[place]), "id": "half", "source": "".join(lines[2:])})
    found[place]["source"] = "".join(lines[:2])


def retyped(notebook, found):
    place = at(notebook, "answer")
    found[place] = {**found[place], "id": "typed-anew", "metadata": {}}


def to_markdown(notebook, found):
    cell = found[at(notebook, "answer")]
    cell["cell_type"] = "markdown"
    cell.pop("outputs"), cell.pop("execution_count")


def to_raw(notebook, found):
    to_markdown(notebook, found)
    found[at(notebook, "answer")]["cell_type"] = "raw"


def below(notebook, found):
    place = at(notebook, "answer")
    found.insert(place + 1, {**found[place], "id": "below", "metadata": {}})
    found[place] = {**found[place], "source": "q1 = ..."}


def essay_split(notebook, found):
    place = at(notebook, "essay", "e1")
    found.insert(place + 1, {**copy.deepcopy(found[place]), "source": "The second half."})


def essay_copied(notebook, found):
    place = at(notebook, "essay", "e1")
    found.insert(place, copy.deepcopy(found[place]))


def essay_as_code(notebook, found):
    cell = found[at(notebook, "essay", "e1")]
    cell.update(cell_type="code", outputs=[], execution_count=None)


def without_setup(notebook, found):
    del found[at(notebook, "setup", "")]


def reordered(notebook, found):
    first, second = at(notebook, "answer"), at(notebook, "setup", "")
    found[first], found[second] = found[second], found[first]


def check_edited(notebook, found):
    found[at(notebook, "check")]["source"] = "1 / 0"


def without_checks(notebook, found):
    found[:] = [cell for cell in found if cell["metadata"].get("workbook", {}).get("role") not in ("check", "hidden")]


def without_marks(notebook, found):
    notebook["metadata"].pop("workbook", None)
    for cell in found:
        cell["metadata"] = {}


def without_metadata(notebook, found):
    for cell in found:
        del cell["metadata"]


def without_ids(notebook, found):
    for cell in found:
        cell.pop("id", None)


def same_ids(notebook, found):
    for cell in found:
        cell["id"] = "same"


def without_outputs(notebook, found):
    for cell in found:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def nbformat_3(notebook, found):
    old = []
    for cell in found:
        one = {**cell, "language": "python"}
        if cell["cell_type"] == "code":
            one["input"] = one.pop("source")
        old.append(one)
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": old, "metadata": {}}])
    del notebook["cells"]


def huge_output(notebook, found):
    found[at(notebook, "check")]["outputs"] = [{"name": "stdout", "output_type": "stream", "text": "x" * 50_000_000}]


def warning(notebook, found):
    found[at(notebook, "answer")]["source"] += "\nimport warnings\nwarnings.warn('careful')"


def error_before(notebook, found):
    found.insert(1, {**copy.deepcopy(found[at(notebook, "answer")]), "id": "bad", "metadata": {}, "source": "1 / 0"})


def syntax_error(notebook, found):
    found.insert(
        1, {**copy.deepcopy(found[at(notebook, "answer")]), "id": "bad", "metadata": {}, "source": "so what?!"}
    )


def conflict(said):
    lines = said.splitlines()
    place = next(number for number, line in enumerate(lines) if '"title"' in line)
    lines[place:place] = ["<<<<<<< HEAD", '  "x": 1,', "=======", '  "x": 2,', ">>>>>>> theirs"]
    return "\n".join(lines)


DAMAGES = {
    "nothing at all": cells(lambda notebook, found: None),
    "answer cell copied": cells(copied),
    "answer cell copied, new id": cells(copied_with_new_id),
    "answer cell split": cells(split),
    "answer typed anew": cells(retyped),
    "answer in a cell below": cells(below),
    "answer cell turned into Markdown": cells(to_markdown),
    "answer cell turned into raw": cells(to_raw),
    "essay cell split": cells(essay_split),
    "essay cell copied": cells(essay_copied),
    "essay cell turned into code": cells(essay_as_code),
    "setup cell deleted": cells(without_setup),
    "cells reordered": cells(reordered),
    "check cell edited": cells(check_edited),
    "check and test cells deleted": cells(without_checks),
    "all marks of cells lost": cells(without_marks),
    "no metadata in cells": cells(without_metadata),
    "no ids": cells(without_ids),
    "all ids the same": cells(same_ids),
    "no outputs field": cells(without_outputs),
    "nbformat 3": cells(nbformat_3),
    "nbformat 4.99": cells(lambda notebook, found: notebook.update(nbformat_minor=99)),
    "no nbformat": cells(lambda notebook, found: notebook.pop("nbformat")),
    "no kernel named": cells(lambda notebook, found: notebook["metadata"].pop("kernelspec")),
    "another kernel": cells(lambda n, found: n["metadata"].update(kernelspec={"name": "R", "display_name": "R"})),
    "output of 50 MB": cells(huge_output),
    "a warning on stderr": cells(warning),
    "an error before the answers": cells(error_before),
    "a cell that is no Python": cells(syntax_error),
    "UTF-8 with a BOM": lambda notebook: b"\xef\xbb\xbf" + json.dumps(notebook).encode(),
    "UTF-16": lambda notebook: json.dumps(notebook).encode("utf-16"),
    "merge markers": text(conflict),
    "cut off at the end": text(lambda said: said[: said.rindex('"metadata"') - 2]),
    "a comma too many": text(lambda said: said[: said.rindex("]")] + "," + said[said.rindex("]") :]),
}


def test_what_fraction_of_damaged_notebooks_is_graded(tmp_path, capsys):
    exercise = open_exercise(EXAMPLE)
    name = exercise.name
    course, masters = tmp_path / "course", tmp_path / "masters"
    write_files(nbgrader_files(exercise), course)
    write_files(otter_files(exercise), masters)
    run_in("nbgrader", course, "-m", "nbgrader", "generate_assignment", name)
    run_in("otter", masters, "-m", "otter", "assign", "--no-run-tests", f"{name}.ipynb", "dist")
    right = right_answers(exercise)
    released = filled(
        json.loads((course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")), right, False
    )
    given = filled(
        json.loads((masters / "dist" / "student" / f"{name}.ipynb").read_text(encoding="utf-8")), right, False
    )
    ids = {damage: f"d{number:02}" for number, damage in enumerate(DAMAGES)}
    for damage, id in ids.items():
        for notebook, path in (
            (released, course / "submitted" / id / name / f"{name}.ipynb"),
            (given, masters / "submitted" / id / f"{name}.ipynb"),
        ):
            path.parent.mkdir(parents=True)
            path.write_bytes(DAMAGES[damage](notebook))

    submissions = gather(course, name, []).submissions
    grade_all(Plan(exercise, tmp_path / "results"), submissions, 2)
    points = {"ours": {id: one.points for id, one in read_results(tmp_path / "results").items()}}
    points["nbgrader"] = _by_nbgrader(course, name, ids.values())
    points["otter"] = _by_otter(masters, name, ids.values())
    with capsys.disabled():
        print(f"\n{'damage (all answers right: 3 points)':40}{'ours':>8}{'nbgrader':>10}{'otter':>8}")
        for damage, id in ids.items():
            shown = [points[who].get(id) for who in ("ours", "nbgrader", "otter")]
            print(f"{damage:40}" + "".join(f"{'–' if one is None else f'{one:g}':>9}" for one in shown))
        for who, found in points.items():
            whole = sum(one == RIGHT for one in found.values())
            print(f"{who}: {whole} of {len(ids)} with all points, {whole / len(ids):.0%}")
    share = {who: sum(one == RIGHT for one in found.values()) / len(ids) for who, found in points.items()}
    assert share["ours"] > max(share["nbgrader"], share["otter"])


def _by_nbgrader(course, name, ids):
    for id in ids:  # a call for each, as some damages end the call for those after it
        run_in("nbgrader", course, "-m", "nbgrader", "autograde", name, "--student", id, check=False)
    code = (
        "import json\nfrom nbgrader.api import Gradebook\nfound = {}\n"
        "with Gradebook('sqlite:///gradebook.db') as book:\n"
        f"    for one in book.assignment_submissions({name!r}): found[one.student_id] = one.score\n"
        "print(json.dumps(found))"
    )
    scores = json.loads(run_in("nbgrader", course, "-c", code).stdout)
    done = {path.name for path in (course / "autograded").iterdir()}
    return {id: scores.get(id) if id in done else None for id in ids}


def _by_otter(masters, name, ids):
    (archive,) = (masters / "dist" / "autograder").glob("*.zip")
    found = {}
    for id in ids:
        out = masters / "out" / id
        out.mkdir(parents=True)
        path = masters / "submitted" / id / f"{name}.ipynb"
        run_in("otter", masters, "-m", "otter", "run", "-a", archive, "-o", out, path, check=False)
        report = out / "results.json"
        tests = json.loads(report.read_text())["tests"] if report.is_file() else None
        found[id] = None if tests is None else sum(one.get("score", 0) for one in tests)
    return found
