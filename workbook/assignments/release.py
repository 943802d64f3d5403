"""The release of an exercise: all files for one class, written whole or not at all."""

import contextlib
import csv
import io
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..base import WorkbookError
from ..base.cells import defused
from ..base.files import writing
from ..base.schemas import with_light_jsonschema
from ..catalog.folders import BESIDE, home
from .copies import Notebook, solution_copy, student_copy
from .for_nbgrader import nbgrader_files
from .for_otter import otter_files
from .roster import Student, folder_name
from .source import Exercise
from .variants import drawn, mark_of

GIVEN, KEPT = "for-students", "for-the-instructor"
VARIANTS = "variants.csv"


def plain_files(
    exercise: Exercise, students: Sequence[Student] = (), secret: str = "", number: int = 0
) -> dict[str, Notebook | str]:
    """Copies by path: one folder for each student, or one copy of variant ``number`` for all; and the solutions.

    The instructor gets a list of who has which variant. Datasets of the instructor's own that the exercise loads lie
    beside each student's copy, in a folder where ``wb.load`` finds them.
    """
    file, tables = f"{exercise.name}.ipynb", own_tables(exercise)
    if not students:
        return {
            f"{GIVEN}/{file}": student_copy(exercise, number),
            f"{KEPT}/{file}": solution_copy(exercise, number),
            **{f"{GIVEN}/{path}": text for path, text in tables.items()},
        }
    files: dict[str, Notebook | str] = {f"{KEPT}/{VARIANTS}": variants_table(exercise, students, secret)}
    for student in students:
        variant = variant_of(exercise, student, secret)
        path = f"{folder_name(student.id)}/{file}"
        files[f"{GIVEN}/{path}"] = student_copy(exercise, variant, student.id, tag(exercise, student, secret))
        files[f"{KEPT}/{path}"] = solution_copy(exercise, variant, student.id)
        files |= {f"{GIVEN}/{folder_name(student.id)}/{path}": text for path, text in tables.items()}
    return files


def own_tables(exercise: Exercise) -> dict[str, str]:
    """The files of the instructor's own datasets that ``exercise`` loads, by their path beside a copy of it."""
    return {
        f"{BESIDE}/{name}/{file}": (home(name) / file).read_text(encoding="utf-8-sig")
        for name in exercise.own_datasets
        for file in ("card.toml", f"{name}.csv")
    }


def variants_table(exercise: Exercise, students: Sequence[Student], secret: str) -> str:
    """Who has which variant, as CSV: id, name, the variant's number (from 1), and its values in a column each."""
    fields = [name for name in exercise.variants[0] if name not in ("id", "name", "variant")]
    rows = [["id", "name", "variant", *fields]]
    for student in students:
        number = variant_of(exercise, student, secret)
        values = [exercise.variants[number][name] for name in fields]
        rows.append([student.id, student.name, str(number + 1), *map(_in_a_cell, values)])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([defused(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()  # the mark by which spreadsheets know UTF-8


def _in_a_cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def variant_of(exercise: Exercise, student: Student, secret: str) -> int:
    """The number of the variant that ``student`` gets, counted from 0."""
    return drawn(student.id, exercise.name, secret, len(exercise.variants))


def tag(exercise: Exercise, student: Student, secret: str) -> str:
    """A mark in a copy by which the secret that it was made with can be recognised, and which does not give it away."""
    return mark_of(student.id, exercise.name, secret)


def files_for(
    system: str, exercise: Exercise, students: Sequence[Student] = (), secret: str = "", number: int = 0
) -> Mapping[str, Notebook | str]:
    """The files of ``exercise`` for one of ASSIGNMENT_SYSTEMS, by path: a notebook as plain data, or text."""
    if system == "plain":
        return plain_files(exercise, students, secret, number)
    tables = own_tables(exercise)
    if system == "nbgrader":
        return nbgrader_files(exercise, number) | {
            f"source/{exercise.name}/{path}": text for path, text in tables.items()
        }
    return otter_files(exercise, number) | tables


def write_files(files: Mapping[str, Notebook | str], out: Path | str) -> Path:
    """Write ``files`` (path: notebook or text) to the new folder ``out``, whole or not at all; returns its path.

    Where ``out`` holds all of them already, as they are, nothing is written. Raises WorkbookError if it exists and
    holds anything else, for a release is never overwritten, or if it cannot be written.
    """
    with_light_jsonschema()
    import nbformat

    out = Path(out).expanduser().absolute()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        if all(_is_there(out / name, content) for name, content in files.items()):
            return out
        raise WorkbookError(
            f"{out} exists already, holds other files, and is not changed. Name another folder with --out; with the "
            "same secret each student gets the same variant there."
        )
    scratch = None
    try:
        with writing(out, "Name another folder with --out."):
            out.parent.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=".workbook-", dir=out.parent))
            for name, content in files.items():
                path = scratch / "all" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if not isinstance(content, str):
                    nbformat.validate(content)
                path.write_text(as_text(content), encoding="utf-8", newline="\n")
            with contextlib.suppress(FileNotFoundError):
                out.rmdir()
            (scratch / "all").replace(out)
    finally:
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
    return out


def as_text(content: Notebook | str) -> str:
    r"""The text of a file of a release, which is a notebook or a text.

    >>> as_text("year,share"), as_text({"cells": []})
    ('year,share', '{\n "cells": []\n}\n')
    """
    return content if isinstance(content, str) else json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _is_there(path: Path, content: Notebook | str) -> bool:
    try:
        return path.read_bytes() == as_text(content).encode()
    except OSError:
        return False
