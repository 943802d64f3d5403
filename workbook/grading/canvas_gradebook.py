"""Canvas' gradebook: which column is which, and which row is nobody's."""

import re
from collections.abc import Sequence

from ..assignments.source import Exercise
from ..base import BadData
from .clean_text import folded
from .delimited import DelimitedTable, listed

ASSIGNMENT = re.compile(r"(.+?)\s*\((\d+)\)", re.DOTALL)
TEST_LOGIN = re.compile(r"[0-9a-f]{40}")
TEST_STUDENTS = ("student, test", "test student")  # whom Canvas makes for an instructor to try things


def gradebook_columns(table: DelimitedTable, exercise: Exercise, column: str) -> tuple[int, int]:
    """Which column holds the first assignment, and which the one to fill; headings are “Title (id)”."""
    found = {index: match for index, head in enumerate(table.head) if (match := ASSIGNMENT.fullmatch(head.strip()))}
    if not found or min(found) < 3:
        raise BadData(
            f"{table.file} has no assignment “Title (id)” after the columns of students. Use the file as Canvas gives "
            "it: Grades, Export."
        )
    titles = {folded(exercise.title), folded(exercise.title.partition(": ")[2]), folded(exercise.name)} - {""}
    if column:
        titles = {folded(column)}
    fitting = [index for index, match in found.items() if titles & {folded(match[0]), folded(match[1]), match[2]}]
    if len(fitting) != 1:
        possible = [match[0] for index, match in found.items() if index in fitting or not fitting]
        problem = f"{len(fitting)} assignments match"
        if not fitting:
            problem = f"no assignment is called “{column or exercise.title}”"
        raise BadData(f"{table.file}: {problem}. Say which with --column: {listed(possible)}.")
    return min(found), fitting[0]


def is_test_student(row: Sequence[str]) -> bool:
    """Whether ``row`` is that of Canvas' test student, by its name, or by a login that no person has."""
    return folded(row[0]) in TEST_STUDENTS or any(TEST_LOGIN.fullmatch(cell) for cell in row)
