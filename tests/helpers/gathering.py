"""What classes hand in, as files and archives to lay out, and what gathering made of them."""

import datetime
import io
import json
import os
import warnings
import zipfile

from workbook.assignments.roster import Student
from workbook.base.files import digest
from workbook.grading.remarks import remark

TRADE = "07_trade"
ADA, EVA, KIM, LES = (
    Student("s1", "Ada Bern"),
    Student("s2", "Éva Bern-Tal"),
    Student("김/3", "김 철수"),
    Student("s4", "Лес Пётр"),
)
CLASS = [ADA, EVA, KIM, LES]


def notebook(student="", exercise=TRADE, text="x"):
    """A notebook as JupyterLab saves it: the cells first, the metadata of the copy at the end."""
    about = {name: value for name, value in {"exercise": exercise, "student": student}.items() if value}
    cell = {"cell_type": "markdown", "id": "a", "metadata": {"workbook": {"role": "essay"}}, "source": text}
    found = {"cells": [cell], "metadata": {"workbook": about}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def packed(files, compression=zipfile.ZIP_DEFLATED):
    """A zip with ``files``: content by name, or by ZipInfo."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", compression) as out, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is there twice
        for name, content in files.items() if isinstance(files, dict) else files:
            out.writestr(name, content)
    return archive.getvalue()


def handed_in(student, time="2025-05-01T10:00:00+00:00", exercise=TRADE, name="моя работа.ipynb", inside=None, **more):
    """A zip as workbook.assignments.hand_in makes it; the copy ``inside`` names the same student if not given."""
    inside = notebook(student, exercise) if inside is None else inside
    about = {"name": name, "hash": digest(inside)}
    receipt = {"exercise": exercise, "student": student, "time": time, "notebook": about, **more}
    return packed({name: inside, "answers.json": b"{}", "receipt.json": json.dumps(receipt).encode()})


def laid(place, files):
    """Write ``files``, content by path, below ``place``."""
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return place


def whose(gathered):
    """The file of each student."""
    return {one.student.id: one.file for one in gathered.submissions}


def counts(student, file, why, *unused):
    """The remark that of several files of ``student`` this one counts."""
    return remark("several-submissions", student=student, file=file, why=why, unused=unused)


def reasons(gathered):
    """Why each file was not matched."""
    return {each.file: each.why for each in gathered.unmatched}


def at(path, day):
    """Set the time of the file ``path`` to a day of May 2025."""
    moment = datetime.datetime(2025, 5, day, tzinfo=datetime.UTC).timestamp()
    os.utime(path, (moment, moment))
