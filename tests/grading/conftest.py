"""What several tests of grading use: the worked example, and how to lay out a class."""

import pytest

from workbook.assignments import open_exercise
from workbook.assignments.source import EXAMPLE


@pytest.fixture(scope="session")
def exercise():
    """The worked example: q1 has 2 points, q2 has 1, and the essay e1 has 8."""
    return open_exercise(EXAMPLE)
