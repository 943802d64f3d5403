"""The worked example as tests use it: read, and as a folder to be broken."""

import json
import shutil

import pytest

from workbook.assignments import open_exercise
from workbook.assignments.source import EXAMPLE, NOTEBOOK


@pytest.fixture(scope="session")
def exercise():
    """The worked example. It keeps the keys that were worked out, so nobody may change it."""
    return open_exercise(EXAMPLE)


@pytest.fixture
def own(tmp_path):
    """A copy of the worked example, to be broken."""
    place = tmp_path / "90_own"
    shutil.copytree(EXAMPLE, place)
    return place


def changed(place, change):
    """The exercise in ``place`` after ``change`` was made to the list of its cells."""
    path = place / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return place


def cell_of(cells, role, question="q1"):
    """The first cell of the list with ``role``."""
    return next(
        cell
        for cell in cells
        if cell["metadata"].get("workbook", {}).get("role") == role
        and cell["metadata"]["workbook"].get("question", question) == question
    )
