"""A class of 25 from the roster to the gradebooks, as an instructor types it; every total is worked out beside it.

The class comes in through Moodle, Canvas, nbgrader and mail. Two markers mark; one student hands in another essay after
that. What the students answer, and what it is worth, is in tests/helpers/whole_class.py.
"""

import contextlib
import csv
import functools
import io
import re
import shutil
import zipfile
from collections import namedtuple
from html import unescape
from pathlib import Path

import pytest
from gathering import laid
from whole_class import (
    CLASS,
    DUE,
    RESUBMITS,
    SENT,
    answered,
    apart,
    downloads,
    essay_of,
    gradebook,
    in_all,
    levels_of,
    pairs,
    participants,
    points_of_essay,
    points_of_questions,
    worksheet,
)

from workbook.assignments import open_exercise
from workbook.cli.__main__ import main

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]

NAME = "07_trade"
RESULTS = f"{NAME}-results"
ON_RESULTS = [RESULTS, "--exercise", NAME]
AGAIN = next(person for person in CLASS if person.id == RESUBMITS)
EXPORT = ["--results", RESULTS, "--exercise", NAME, "--students"]
Walked = namedtuple("Walked", "place said")


def table(path, encoding="utf-8-sig"):
    with Path(path).open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def write_table(path, rows, encoding="utf-8-sig", delimiter=","):
    with Path(path).open("w", encoding=encoding, newline="", errors="replace") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def writer_of(text):
    """Who wrote an essay: each text has the number of its author in the class, which is in no file of the markers."""
    return CLASS[int(re.search(r"Text number (\d+) of", text)[1])]


def mark_in_csv(path, choose, encoding="utf-8-sig", delimiter=","):
    """Fill in a sheet with what ``choose`` gives for each author, and save it as a spreadsheet of some country does."""
    head, *rows = table(path)
    for row in rows:
        for criterion, level in choose(writer_of(row[head.index("text")])).items():
            row[head.index(criterion)] = level
    write_table(path, [head, *rows], encoding, delimiter)


def mark_in_spreadsheet(path, choose):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path)
    head, *rows = list(book.worksheets[0])
    place = {cell.value: number for number, cell in enumerate(head)}
    for row in rows:
        for criterion, level in choose(writer_of(row[place["text"]].value)).items():
            row[place[criterion]].value = level
    book.save(path)


def decided(person):
    return dict.fromkeys(apart(person), "sound")


def hand_in(again=False):
    """Everybody fills in their own copy; the files that the instructor downloads then lie in the folder downloads."""
    listed = table(f"{NAME}-plain/for-the-instructor/variants.csv")
    first, last = pairs(listed, "id", "first"), pairs(listed, "id", "last")
    notebooks = {}
    for person in SENT:
        copy = Path(f"{NAME}-plain/for-students/{person.id}/{NAME}.ipynb").read_bytes()
        is_new = again and person is AGAIN
        notebooks[person.id] = answered(copy, person, (int(first[person.id]), int(last[person.id])), is_new)
    laid(Path("downloads"), downloads(notebooks))


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The folder in which everything was typed, and what was said by the name of each step."""
    said = {}

    def type_in(step, *words):
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            status = main([str(word) for word in words])
        said[step] = out.getvalue()
        assert status == 0, out.getvalue()

    def export(step, system, file, roster):
        type_in(step, "export", system, file, *EXPORT, roster)
        filled = Path(file).with_name(f"{Path(file).stem}-filled.csv")
        filled.rename(f"{step}.csv")

    place = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        # The keys of twenty variants are worked out once, not for every command.
        patch.setattr("workbook.assignments.open_exercise", functools.cache(open_exercise))
        for file, rows in (("moodle", participants()), ("worksheet", worksheet()), ("canvas", gradebook())):
            write_table(f"{file}.csv", rows)
        type_in("assign", "assign", NAME, "--students", "moodle.csv")
        for_moodle = ["--zip", "moodle", "--download", "worksheet.csv"]
        type_in("assign for Moodle", "assign", NAME, "--students", "moodle.csv", *for_moodle)
        type_in("assign from Canvas", "assign", NAME, "--students", "canvas.csv", "--out", "by-canvas")
        hand_in()
        grade = ["grade", "downloads", "--exercise", NAME, "--due", DUE, "--students"]
        type_in("grade", *grade, "moodle.csv")
        shutil.copytree(RESULTS, "first-results")
        for marker in ("ada", "bo"):
            type_in(f"sheets of {marker}", "grade", "essays", *ON_RESULTS, "--marker", marker)
        essays = Path(RESULTS, "essays")
        mark_in_csv(essays / "e1-ada.csv", lambda person: levels_of(person, 0), "cp1252", ";")
        mark_in_spreadsheet(essays / "e1-bo.xlsx", lambda person: levels_of(person, 1))
        read = ["grade", "essays", *ON_RESULTS, "--read", essays / "e1-ada.csv", essays / "e1-bo.xlsx"]
        type_in("read", *read)
        export("undecided", "moodle", "worksheet.csv", "moodle.csv")
        mark_in_csv(essays / "e1-reconciled.csv", decided)
        type_in("read the reconciled sheet alone", *read[:6], essays / "e1-reconciled.csv")
        type_in("reconcile", *read, essays / "e1-reconciled.csv")
        export("moodle-before", "moodle", "worksheet.csv", "moodle.csv")
        export("canvas-before", "canvas", "canvas.csv", "canvas.csv")
        hand_in(again=True)
        type_in("grade again", *grade, "moodle.csv")
        export("moodle-after", "moodle", "worksheet.csv", "moodle.csv")
        export("canvas-after", "canvas", "canvas.csv", "canvas.csv")
        type_in("feedback", "grade", "feedback", *ON_RESULTS)
        shutil.copytree(Path(RESULTS, "feedback"), "feedback-unmarked")
        for marker, number in (("ada", 0), ("bo", 1)):
            type_in(f"new sheet of {marker}", "grade", "essays", *ON_RESULTS, "--marker", marker)
            mark_in_csv(essays / f"e1-{marker}-2.csv", lambda person, number=number: levels_of(person, number))
        type_in("read again", *read[:6], essays / "e1-ada-2.csv", essays / "e1-bo-2.csv")
        export("moodle-last", "moodle", "worksheet.csv", "moodle.csv")
        for system, file in (("moodle", "Trade-07-4711.zip"), ("canvas", "submissions.zip")):
            words = ["--students", "moodle.csv", "--zip", system, "--download", f"downloads/{file}"]
            type_in(f"feedback for {system}", "grade", "feedback", *ON_RESULTS, *words)
    return Walked(place, said)


def graded(walked, folder=RESULTS):
    return table(walked.place / folder / "class.csv")


def test_the_rosters_of_moodle_and_canvas_name_the_same_students_and_give_the_same_variants(walked):
    lists = [
        table(walked.place / out / "for-the-instructor" / "variants.csv") for out in (f"{NAME}-plain", "by-canvas")
    ]
    assert pairs(lists[0], "id", "variant") == pairs(lists[1], "id", "variant")
    assert list(pairs(lists[0], "id", "variant")) == [person.id for person in CLASS], "Zeros in front stay."
    assert "the rows 2 (Points Possible) and 28 (Student, Test)" in walked.said["assign from Canvas"]


def test_copies_for_moodle_are_those_that_were_made_and_have_its_numbers(walked):
    with zipfile.ZipFile(walked.place / f"{NAME}-plain" / f"{NAME}-moodle.zip") as archive:
        assert len(archive.namelist()) == len(CLASS)
        for number, person in enumerate(CLASS):
            (name,) = [name for name in archive.namelist() if f"_{4711 + number}_assignsubmission_file_" in name]
            given = walked.place / f"{NAME}-plain" / "for-students" / person.id / f"{NAME}.ipynb"
            assert archive.read(name) == given.read_bytes()


def test_everybody_is_found_and_gets_the_points_that_plain_arithmetic_gives(walked):
    assert walked.said["grade"].splitlines()[2].startswith("24 of 24 submissions were graded")
    assert "Not graded:" not in walked.said["grade"] and "matches nobody" not in walked.said["grade"]
    rows = graded(walked, "first-results")
    for number, person in enumerate(SENT):
        points = [float(pairs(rows, "id", question)[person.id]) for question in ("q1", "q2", "q3", "q4")]
        assert points == [float(each) for each in points_of_questions(person)], (number, person)
    assert pairs(rows, "id", "status")["00020"] == "nothing came"
    assert [id for id, count in pairs(rows, "id", "essays to mark").items() if count == "0"] == ["00127"]


def test_late_work_is_named_in_words_and_its_points_stay(walked):
    for folder in ("first-results", RESULTS):
        late = pairs(graded(walked, folder), "id", "late")
        assert late == {person.id: person.late for person in CLASS}
    lines = walked.said["grade"].splitlines()
    assert any(line.startswith("00128 ") and "Canvas" in line for line in lines)
    assert any(line.startswith("00019 ") and "2 h 10 min" in line for line in lines), "Not cut on the screen either."


def test_sheets_name_nobody_and_one_text_is_missing(walked):
    for file in ("e1-ada.html", "e1-ada.csv", "e1-model-essay.txt"):
        text = (walked.place / RESULTS / "essays" / file).read_text(encoding="utf-8", errors="replace")
        assert not [one for one in CLASS if one.name in text or one.id in text or one.email in text]
    assert "e1: 1 student handed in no text." in walked.said["sheets of ada"]


def test_what_two_markers_left_open_is_said_and_not_exported_until_it_is_decided(walked):
    open_cases = [person for person in SENT if essay_of(person) and apart(person)]
    assert [person.id for person in open_cases] == ["0020210001", "00016"]
    said = walked.said["read"]
    assert said.startswith("2 criteria are more than one level apart") and "21 essays have a mark that counts" in said
    assert "read all the sheets together" in said
    grades = pairs(table(walked.place / "undecided.csv"), "Email address", "Grade")
    assert {person.id for person in SENT if not grades[person.email]} == {person.id for person in open_cases}
    alone = walked.said["read the reconciled sheet alone"]
    assert "decides what two sheets left open: name all three" in alone
    assert "21 essays have a mark that counts (21 from sheets that were read before)." in alone
    assert "23 essays have a mark that counts." in walked.said["reconcile"]


def test_totals_in_both_gradebooks_are_those_that_plain_arithmetic_gives(walked):
    """Nothing but the grades differs from what was downloaded."""
    totals = {person.id: in_all(person) for person in CLASS}
    assert totals["00127"] == "0" and totals["00020"] == ""
    # By hand: 5.5 for the questions; sound 2, between partial and missing 0.5, missing 0, strong 2, general 0.75.
    assert totals["0020210002"] == "10.75"
    # 11 for the questions; what the markers settled on, sound 2, sound 2, partial 1, missing 0, complete 1.
    assert totals["0020210001"] == "17" and len(set(totals.values())) > 12
    assert table(walked.place / "moodle-before.csv") == worksheet(totals)
    assert table(walked.place / "canvas-before.csv") == gradebook(totals)


def test_an_essay_that_was_handed_in_after_marking_is_named_and_not_exported(walked):
    totals = {person.id: in_all(person) for person in CLASS} | {RESUBMITS: ""}
    assert table(walked.place / "moodle-after.csv") == worksheet(totals)
    assert table(walked.place / "canvas-after.csv") == gradebook(totals)
    points = f"{float(points_of_essay(AGAIN)):g}"
    named = rf"{RESUBMITS} \(e1, \w{{6}}\): the mark of {points} points was given to another text"
    for step in ("grade again", "moodle-after", "canvas-after", "feedback"):
        assert re.search(named, walked.said[step]), step
    for step in ("moodle-after", "canvas-after"):
        assert f"No grade was filled in because an essay is not marked yet: {RESUBMITS}." in walked.said[step]
    assert pairs(graded(walked), "id", "essays to mark")[RESUBMITS] == "1"


def test_grading_again_changes_the_result_of_that_student_alone(walked):
    before, after = (
        {path.name: path.read_bytes() for path in (walked.place / folder / "students").iterdir()}
        for folder in ("first-results", RESULTS)
    )
    assert [name for name in before if before[name] != after[name]] == [f"{RESUBMITS}.json"]


def test_marked_again_by_both_it_is_exported_with_all_others(walked):
    said = walked.said["read again"]
    assert said.startswith("23 essays have a mark that counts (22 from sheets that were read before).")
    assert "Without marks" not in said
    assert table(walked.place / "moodle-last.csv") == worksheet({person.id: in_all(person) for person in CLASS})


def test_pages_show_ones_own_total_and_name_nobody_else(walked):
    for person in SENT:
        page = unescape((walked.place / RESULTS / "feedback" / f"{person.id}.html").read_text(encoding="utf-8"))
        assert f"{in_all(person)} of 23 points" in page, person
        others = [one for one in CLASS if one.name != person.name]
        named = [one.name for one in others if one.name in page] + [one.id for one in others if one.id in page]
        assert named + [one.email for one in CLASS if one is not person and one.email in page] == []
        texts = [essay_of(one) for one in others if essay_of(one)]
        assert not [text for text in texts if text.splitlines()[0] in page]
    page = unescape((walked.place / "feedback-unmarked" / f"{RESUBMITS}.html").read_text(encoding="utf-8"))
    assert "11 of 23 points so far" in page and "Not marked yet" in page
    assert not (walked.place / RESULTS / "feedback" / "00020.html").exists()


@pytest.mark.parametrize(("system", "number"), [("moodle", 4711), ("canvas", 900)])
def test_pages_go_back_to_those_who_handed_in_there_though_three_are_called_ana(system, number, walked):
    with zipfile.ZipFile(walked.place / RESULTS / f"feedback-{system}.zip") as archive:
        pages = {name: archive.read(name) for name in archive.namelist()}
    senders = [person for person in CLASS if person.sent_by == system]
    assert len(pages) == len(senders)
    for person in senders:
        (name,) = [name for name in pages if f"_{number + CLASS.index(person)}_" in name]
        assert pages[name] == (walked.place / RESULTS / "feedback" / f"{person.id}.html").read_bytes()


def test_the_secret_of_the_course_is_in_no_file_of_the_results(walked):
    secret = (walked.place / "course-secret.txt").read_text().strip()
    for path in (walked.place / RESULTS).rglob("*.*"):
        assert secret.encode() not in path.read_bytes(), path
