"""What differs on Windows, walked through on any system: names, line ends, encodings, modules that are missing.

A job on Windows runs the quick tests themselves (.github/workflows/tests.yml).
"""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import workbook as wb
from workbook.assignments.roster import folder_name, read_roster
from workbook.assignments.source import EXAMPLE

ROOT = Path(wb.__file__).parent.parent
# Python on Windows has none of these.
UNIX_ONLY = ("fcntl", "grp", "pwd", "resource", "termios", "pty")
# The sandbox is for Linux, and says so elsewhere.
LINUX_ONLY = {f"workbook.grading.{name}" for name in ("confine", "supervisor", "worker")}
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def shipped():
    """Every file of the checkout that is ours, from its top."""
    for top in ("workbook", "datasets", "notebooks", "exercises", "tests"):
        for path in (ROOT / top).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT)


def test_every_file_has_a_name_that_windows_can_hold():
    paths = list(shipped())
    assert len(paths) > 300
    for path in paths:
        assert len(str(path)) < 150, path  # 260 in all, and a checkout may lie deep
        for part in path.parts:
            assert not re.search(r'[<>:"|?*\\\x00-\x1f]|[. ]$', part) and not RESERVED.match(part), path
    lowered = [str(path).lower() for path in paths]
    assert len(set(lowered)) == len(lowered)


@pytest.mark.parametrize("student", ["con", "NUL", "a:b", "a/b", "aux.txt", "x.", 'what"?', "ok"])
def test_the_folder_of_a_student_has_a_name_that_windows_can_hold(student):
    name = folder_name(student)
    assert not re.search(r'[<>:"|?*\\/\x00-\x1f]|[. ]$', name) and not RESERVED.match(name), name


@pytest.mark.slow
def test_the_workbook_is_imported_without_the_modules_that_only_unix_has():
    blocked = "; ".join(f"sys.modules[{name!r}] = None" for name in UNIX_ONLY)
    code = f"""
import importlib, pkgutil, sys
{blocked}
import workbook
for module in pkgutil.walk_packages(workbook.__path__, "workbook."):
    if module.name not in {LINUX_ONLY!r} and "__main__" not in module.name:
        importlib.import_module(module.name)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
def test_no_file_is_read_or_written_in_the_encoding_of_the_system(tmp_path):
    """On Windows that is cp1252, in which half of the names of this subject cannot be written."""
    (tmp_path / "roster.csv").write_text("id,name\ns1,Zoë Łuk\n", encoding="utf-8")
    code = """
import os
os.environ["WORKBOOK_ENTRIES"] = "my-entries.jsonl"
import workbook as wb
from workbook.cli.__main__ import main
for name in ("trade", "claims"):
    wb.load(name), wb.about(name), wb.cite(name)
view = wb.views.trade()
view.save("trade.html"), view.save("trade.svg")
wb.check("07-1", 3), wb.progress(), wb.works_cited("07")
for line in ("new exercise 90_mine", "assign 90_mine --students roster.csv --out given", "slides 07 --out s.html",
             "grade given --exercise 90_mine --students roster.csv --trust --out results",
             "grade essays results --exercise 90_mine", "grade feedback results --exercise 90_mine",
             "data check", "doctor"):
    print(line, main(line.split()))
"""
    strict = [sys.executable, "-X", "warn_default_encoding", "-c"]
    done = subprocess.run([*strict, code], cwd=tmp_path, capture_output=True, text=True, check=False)
    ours = re.findall(r"^.*/workbook/.*EncodingWarning.*$", done.stderr, flags=re.MULTILINE)
    assert done.returncode == 0 and not ours, (ours, done.stdout, done.stderr[-3000:])
    assert re.findall(r"^\w.* (\d)$", done.stdout, flags=re.MULTILINE).count("0") >= 8, done.stdout


def test_line_ends_of_windows_change_no_dataset(tmp_path, monkeypatch):
    own = tmp_path / "aid"
    own.mkdir()
    table = "id,tonnes,source,check\na,1,trade-unctad,confirmed\nb,2,trade-unctad,unconfirmed\n"
    works = wb.load("works")["work_id"]
    table = table.replace("trade-unctad", works.iloc[0])
    shown = {}
    for end in ("\n", "\r\n"):
        (own / "aid.csv").write_bytes(table.replace("\n", end).encode())
        (own / "card.toml").write_bytes(CARD.format(work=works.iloc[0]).replace("\n", end).encode())
        monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path if end == "\n" else Path(f"{tmp_path}/.")))
        shown[end] = wb.load("aid")
    pd.testing.assert_frame_equal(shown["\n"], shown["\r\n"])


CARD = """
title = "Aid"
one_row_is = "a shipment"
key = ["id"]
covers = ["2020", "2021"]
licence = "CC-BY-4.0"
method = "Counted."
sources = ["{work}"]
caveats = ["Two rows only."]
shows = ["id"]

[[changes]]
date = "2026-11-30"
version = "0.1.0"
what = "First version."

[[columns]]
name = "id"
type = "text"
meaning = "The shipment."

[[columns]]
name = "tonnes"
type = "integer"
unit = "tonnes"
meaning = "Its weight."

[[columns]]
name = "source"
type = "source"
meaning = "Where it stands."

[[columns]]
name = "check"
type = "choice"
values = ["confirmed", "unconfirmed"]
meaning = "How well it is checked."
"""


def test_line_ends_of_windows_change_no_roster_and_no_exercise(tmp_path):
    from workbook.assignments import open_exercise

    roster = tmp_path / "roster.csv"
    students = {}
    for end in ("\n", "\r\n"):
        roster.write_bytes(f"id,name{end}s1,Zoë{end}".encode())
        students[end] = read_roster(str(roster))
    assert students["\n"] == students["\r\n"] and students["\n"][0].name == "Zoë"
    again = tmp_path / "90_again"
    again.mkdir()
    for path in EXAMPLE.iterdir():
        if path.is_file():
            (again / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    first, second = open_exercise(EXAMPLE), open_exercise(again)
    assert [cell.text for cell in first.cells] == [cell.text for cell in second.cells]
    assert first.questions == second.questions and first.essays.keys() == second.essays.keys()
