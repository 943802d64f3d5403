"""Files given to a class through a learning system: one zip that the system takes, or a folder for each student.

Moodle takes “feedback files” whose names begin as those of its own downloads do (name, number of the participant,
``assignsubmission_file``), before anything was handed in too. Canvas takes files whose names begin as those of the
submissions that were downloaded from it, so it can give back only to those who handed something in.
"""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from ..assignments.roster import Student, folder_name
from ..base import BadData
from ..base.cells import defused
from ..base.encodings import ARCHIVE
from .delimited import listed, opened
from .matching import RosterIndex
from .moodle_worksheet import worksheet_columns
from .row_matching import matched_rows

System: TypeAlias = Literal["moodle", "canvas", "folders"]
GIVES: dict[System, str] = {
    "moodle": "the grading worksheet or the zip of all submissions that you downloaded from Moodle",
    "canvas": "the zip of all submissions that you downloaded from Canvas",
}
TAKES: dict[System, str] = {
    "moodle": "In Moodle: the assignment, Submissions, Upload multiple feedback files in a zip (its settings need "
    "“Feedback files” among the feedback types)",
    "canvas": "In Canvas: Grades, the menu of the assignment, Re-Upload Submissions; each gets a comment with the file",
    "folders": "A folder for each student, and mail-merge.csv with the address and the file of each",
}
SAME_TIME = (1980, 1, 1, 0, 0, 0)  # so that the same files always make the same zip


@dataclass(frozen=True)
class HandedFile:
    """What one student gets: the ``name`` of the file and its ``content``."""

    name: str
    content: bytes


@dataclass(frozen=True)
class HandBack:
    """A zip for a class, and ``remarks``: sentences on what to do with it and who gets nothing from it."""

    content: bytes
    remarks: tuple[str, ...]


def hand_back(
    system: System,
    files: Mapping[str, HandedFile],
    students: Sequence[Student],
    exercise: str,
    download: Path | None,
    graded: Mapping[str, str] = MappingProxyType({}),
) -> HandBack:
    """Which zip gives each student the file that is theirs?

    ``files`` are by the id of the student, ``students`` the roster, ``download`` a file of the ``system`` in which its
    own names or numbers of the students stand. ``graded`` is where what was graded of a student lay (``Result.file``),
    which tells two students of one name apart. Raises BadData if that file is missing or is another one.
    """
    if system == "folders":
        paths = {id: f"{folder_name(id)}/{file.name}" for id, file in files.items()}
        table = _mail_merge(paths, students)
        packed = {paths[id]: file.content for id, file in files.items()} | {"mail-merge.csv": table}
        nameless = [student.id for student in students if student.id in files and not student.email]
        remark = [f"No e-mail address in the roster: {listed(nameless)}."] if nameless else []
        return HandBack(_zipped(packed), (f"{TAKES[system]}.", *remark))
    if download is None:
        raise BadData(f"{system.title()} knows students by its own numbers: name {GIVES[system]} with --download.")
    beginnings = _beginnings(system, download, students, exercise, graded)
    packed = {beginnings[id] + file.name: file.content for id, file in files.items() if id in beginnings}
    if not packed:
        raise BadData(f"{download.name} names no student of the roster. Use {GIVES[system]}.")
    left = [id for id in files if id not in beginnings]
    remark = [f"Not in {download.name}, so not in the zip: {listed(left)}."] if left else []
    return HandBack(_zipped(packed), (f"{TAKES[system]}.", *remark))


def packed_folder(files: Mapping[str, bytes], name: str) -> HandedFile:
    """One file for a student who gets ``files`` (by path): the file itself, or a zip called ``name`` of them all."""
    if len(files) == 1:
        ((path, content),) = files.items()
        return HandedFile(path, content)
    return HandedFile(f"{name}.zip", _zipped(files))


def _beginnings(
    system: System, download: Path, students: Sequence[Student], exercise: str, graded: Mapping[str, str]
) -> dict[str, str]:
    """How the name of a file begins that the ``system`` gives to a student, by the student's id."""
    try:
        content = download.read_bytes()
    except OSError as error:
        raise BadData(f"{download} cannot be read ({error.strerror}).") from None
    if content.startswith(ARCHIVE):
        return _from_submissions(system, content, download.name, RosterIndex(students, exercise), graded)
    if system == "canvas":
        raise BadData(f"{download.name} is no zip. Name {GIVES[system]}.")
    table = opened(content, download.name)
    first, grade = worksheet_columns(table, "")
    ids = matched_rows({number: row[first + 1 : grade] for number, row in table.body.items()}, students).ids
    names = {student.id: student.name for student in students}
    numbers = {id: re.sub(r"\D", "", table.body[row][first]) for row, id in ids.items()}
    return {id: _of_moodle(names[id] or id, number) for id, number in numbers.items()}


def _from_submissions(
    system: System, content: bytes, file: str, roster: RosterIndex, graded: Mapping[str, str]
) -> dict[str, str]:
    """The beginnings of names in the zip of all submissions; of a student with several files, that of the first."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            paths = sorted(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise BadData(f"{file} is damaged and cannot be read. Download it again.") from None
    beginnings: dict[str, str] = {}
    for path in paths:
        parts = [part for part in path.split("/") if part]
        sender, fits = roster.sender([parts])
        if len(fits) > 1:
            fits = frozenset(student for student in fits if parts[0] in graded.get(student.id, "").split("/"))
        if sender is None or len(fits) != 1 or sender.system.casefold() != system:
            continue
        (student,) = fits
        if sender.system == "Moodle":
            beginning = _of_moodle(sender.name, sender.number)
        else:
            beginning = next(part for part in parts if part.endswith(sender.file)).removesuffix(sender.file)
        beginnings.setdefault(student.id, beginning)
    return beginnings


def _of_moodle(name: str, number: str) -> str:
    # Moodle looks for the number after the first underscore.
    plain = re.sub(r'[_/\\:*?"<>|]', " ", name).strip()
    return f"{plain}_{number}_assignsubmission_file_"


def _mail_merge(paths: Mapping[str, str], students: Sequence[Student]) -> bytes:
    out = io.StringIO(newline="")
    rows = [["id", "name", "email", "file"]]
    rows += [
        [student.id, student.name, student.email, paths[student.id]] for student in students if student.id in paths
    ]
    csv.writer(out, lineterminator="\n").writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, SAME_TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
