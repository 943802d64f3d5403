"""Submissions as students leave them in a folder, and the results of a run to compare with those of another."""

import json
from dataclasses import replace

from other_graders import filled

from workbook.assignments.copies import student_copy
from workbook.grading.results import read_results


def write_notebook(path, notebook):
    """Write ``notebook`` (plain data) to ``path``, with the folders around it; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def submit(path, exercise, student, answers):
    """Write the copy of ``student`` with ``answers``, code or text by question, to ``path``; returns the path."""
    return write_notebook(path, filled(student_copy(exercise, 0, student), answers))


def results_without_seconds(place):
    """All results in the folder ``place`` by student, without how long each took."""
    return {student: replace(result, seconds=0) for student, result in read_results(place).items()}
