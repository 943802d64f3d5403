"""Submissions as students leave them in a folder, and the results of a run to compare with those of another."""

import json

from other_graders import filled

from workbook.assignments.copies import student_copy
from workbook.grading.results import bond, read_results


def write_notebook(path, notebook):
    """Write ``notebook`` (plain data) to ``path``, with the folders around it; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def submit(path, exercise, student, answers):
    """Write the copy of ``student`` with ``answers``, code or text by question, to ``path``; returns the path."""
    return write_notebook(path, filled(student_copy(exercise, 0, student), answers))


def results_in(place):
    """All results in the folder ``place`` by student."""
    return read_results(place)


def bound(marks, results, exercise):
    """The ``marks`` (by student and essay) with what they are given for: the essays in ``results`` as they are."""
    return {
        student: {name: {**mark, **bond(results[student], exercise, name)} for name, mark in by_essay.items()}
        for student, by_essay in marks.items()
    }
