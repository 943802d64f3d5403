"""Gathering submissions: every form that classes produce, whose each file is, and what is refused and why."""

import io
import json
import os
import random
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from gathering import ADA, CLASS, EVA, KIM, LES, TRADE, at, counts, handed_in, laid, notebook, packed, reasons, whose

from workbook.assignments import hand_in, open_exercise
from workbook.assignments.copies import student_copy
from workbook.assignments.roster import Student
from workbook.assignments.source import EXAMPLE
from workbook.base import WorkbookError
from workbook.grading import archives, unpacking
from workbook.grading.gather import gather
from workbook.grading.remarks import remark


@pytest.fixture
def of(tmp_path):
    """A function that lays files into a folder and gathers them for the class."""

    def run(files, students=CLASS, exercise=TRADE):
        return gather(laid(tmp_path / "class", files), exercise, students)

    return run


# The forms


@pytest.mark.slow
def test_the_file_that_hand_in_makes_is_read_and_not_the_copy_beside_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exercise = open_exercise(EXAMPLE)
    copy = student_copy(exercise, 0, KIM.id, "mark")
    copy["cells"] = [cell for cell in copy["cells"] if cell["cell_type"] == "markdown"]  # quick to run
    Path("моя работа.ipynb").write_text(json.dumps(copy), encoding="utf-8")
    hand_in()
    content = Path("моя работа.ipynb").read_bytes()
    Path("моя работа.ipynb").unlink()
    (submitted,) = gather(tmp_path, exercise.name, CLASS).submissions
    assert (submitted.student, submitted.read_as, submitted.read()) == (KIM, "its receipt", content)


FORMS = {
    "hand-in zip": ("anything.zip", handed_in("s1"), "anything.zip/моя работа.ipynb", "its receipt"),
    "loose, named in its metadata": ("работа.ipynb", notebook("s1"), "работа.ipynb", "the id in the copy"),
    "loose, named by its file": ("S1.ipynb", notebook(), "S1.ipynb", "the name of its file"),
    "loose, with id and exercise": ("07_trade_s1 (1).ipynb", notebook(), None, "the name of its file"),
    "loose, as a browser may save it": ("s1.ipynb.txt", notebook(), None, "the name of its file"),
    "zip named by the id": ("07_trade-s1.zip", packed({"x.ipynb": notebook()}), None, "the name of its file"),
    "nbgrader": ("submitted/s1/07_trade/x.ipynb", notebook(), None, "nbgrader's folder"),
    "Moodle": ("Ada Bern_1234567_assignsubmission_file_/x.ipynb", notebook(), None, "Moodle's name of it"),
    "Moodle 4": ("Ada Bern_1234567_assignsubmission_file/sub/x.ipynb", notebook(), None, "Moodle's name of it"),
    "Moodle, older": ("Ada Bern_1234567_assignsubmission_file_x.ipynb", notebook(), None, "Moodle's name of it"),
    "Moodle, with the id": ("s1 A Bern_12_assignsubmission_file_/x.ipynb", notebook(), None, "Moodle's name of it"),
    "Canvas": ("bernada_1234_5678_x.ipynb", notebook(), None, "Canvas' name of it"),
    "Canvas, late": ("bernada_LATE_1234_5678_x.ipynb", notebook(), None, "Canvas' name of it"),
    "Canvas, older": ("bernada_late_1234_5678_x-1.ipynb", notebook(), None, "Canvas' name of it"),
    "folder of the id": ("S1/deep/er/x.ipynb", notebook(), None, "the name of its folder"),
    "folder with the id": ("Gruppe 3 - s1/x.ipynb", notebook(), None, "the name of its folder"),
    "folder of the name": ("Bern, Ada/07_trade/x.ipynb", notebook(), None, "the name of its folder"),
    "folder around a name like those of Canvas": ("s1/late_7_8_x.ipynb", notebook(), None, "the name of its folder"),
    "loose, with a name like those of Canvas": ("07_trade_7_8_x.ipynb", notebook("s1"), None, "the id in the copy"),
    "Moodle's download in a folder of the name": (
        "submitted/Ada Bern_7_assignsubmission_file_/x.ipynb",
        notebook(),
        None,
        "Moodle's name of it",
    ),
    "folder around hand-in zip": ("ada bern/x.zip", handed_in("s1"), None, "the name of its folder"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("where", ["folder", "zip", "zip in a folder"])
def test_every_form_is_read(form, where, tmp_path):
    name, content, label, told = FORMS[form]
    inner = {".ipynb": "", ".txt": "", ".zip": "/x.ipynb"}[Path(name).suffix]
    label = label or name + ("/моя работа.ipynb" if form == "folder around hand-in zip" else inner)
    place = tmp_path / "all"
    if where == "folder":
        laid(place, {name: content})
    elif where == "zip":
        place = tmp_path / "all.zip"
        place.write_bytes(packed({name: content}))
    else:
        laid(place, {"of monday.zip": packed({name: content})})
        label = f"of monday.zip/{label}"
    gathered = gather(place, TRADE, CLASS)
    (submitted,) = gathered.submissions
    assert (submitted.student, submitted.file, submitted.read_as) == (ADA, label, told)
    assert submitted.read() == (content if not inner else notebook("s1" if "hand-in" in form else ""))
    assert gathered.unmatched == () and gathered.remarks == () and gathered.missing == (EVA, KIM, LES)


def test_a_hand_in_zip_that_a_browser_unpacked_keeps_its_receipt(of):
    with zipfile.ZipFile(io.BytesIO(handed_in("s1", inside=notebook()))) as archive:
        files = {f"new folder/{name}": archive.read(name) for name in archive.namelist()}
    (submitted,) = of(files).submissions
    assert (submitted.student, submitted.read_as) == (ADA, "its receipt")


def test_a_receipt_counts_for_the_notebook_that_it_names(of):
    gathered = of({"x.zip": packed([*unpacked(handed_in("s1", inside=notebook())), ("old.ipynb", notebook("s2"))])})
    assert whose(gathered) == {"s1": "x.zip/моя работа.ipynb", "s2": "x.zip/old.ipynb"}


def unpacked(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [(name, opened.read(name)) for name in opened.namelist()]


COURSE = {
    "nbgrader_config.py": b"",
    "source/07_trade/07_trade.ipynb": notebook(),
    "release/07_trade/07_trade.ipynb": notebook(),
    "autograded/s1/07_trade/07_trade.ipynb": notebook(),
    "submitted/s1/07_trade/07_trade.ipynb": notebook(text="mine"),
    "submitted/s1/07_trade/timestamp.txt": b"2025-05-01 10:00:00.5 UTC",
    "submitted/s2/07_trade/Untitled.ipynb": notebook("s1"),
    "submitted/s9/07_trade/07_trade.ipynb": notebook(),
    "submitted/s1/08_arms/08_arms.ipynb": notebook("s1", "08_arms"),
    "submitted/s2/08_arms/other.ipynb": b"not JSON",
    "submitted/s4/08_arms/data.csv": b"",
}


@pytest.mark.parametrize("below", ["", "submitted", "zip"])
def test_a_course_of_nbgrader_is_read_from_the_course_or_from_its_folder_submitted(below, tmp_path):
    place = laid(tmp_path / "course", COURSE) / below
    if below == "zip":
        place = tmp_path / "course.zip"
        place.write_bytes(packed({f"my course/{name}": content for name, content in COURSE.items()}))
    around = {"": "submitted", "submitted": "submitted", "zip": "my course/submitted"}[below]
    gathered = gather(place, TRADE, CLASS)
    second = f"{around}/s2/07_trade/Untitled.ipynb"
    assert whose(gathered) == {"s1": f"{around}/s1/07_trade/07_trade.ipynb", "s2": second}
    assert gathered.submissions[0].read() == notebook(text="mine")
    assert gathered.remarks == (
        remark("other-assignments", folders=("08_arms (2)",)),
        remark("copy-names-other", student="s2", file=second, named="s1"),
    )
    assert list(reasons(gathered)) == [f"{around}/s9/07_trade/07_trade.ipynb"]


def test_one_students_folder_of_nbgrader_is_read_too(tmp_path):
    place = laid(tmp_path / "course", COURSE) / "submitted" / "s1"
    assert whose(gather(place, TRADE, CLASS)) == {"s1": "submitted/s1/07_trade/07_trade.ipynb"}


def test_archives_are_read_three_deep_and_no_deeper(of):
    one, two, three = (packed({"x.ipynb": notebook("s1")}) for _ in range(3))
    two = packed({"one.zip": packed({"x.ipynb": notebook("s2")})})
    three = packed({"two.zip": packed({"one.zip": packed({"x.ipynb": notebook("김/3")})})})
    four = packed({"three.zip": three})
    gathered = of({"1.zip": one, "2.zip": two, "3.zip": three, "4.zip": four})
    third = "3.zip/two.zip/one.zip/x.ipynb"
    assert whose(gathered) == {"s1": "1.zip/x.ipynb", "s2": "2.zip/one.zip/x.ipynb", "김/3": third}
    assert reasons(gathered) == {"4.zip/three.zip/two.zip/one.zip": remark("archive-in-archives", archives=2)}
    assert [one.read() for one in gathered.submissions] == [notebook("s1"), notebook("s2"), notebook("김/3")]


def test_hidden_files_and_what_systems_leave_are_passed_over(of):
    names = [".ipynb_checkpoints/a.ipynb", ".git/b.ipynb", "__MACOSX/c.ipynb", "s1/.d.ipynb"]
    files = dict.fromkeys(names, notebook("s1"))
    gathered = of({**files, "all.zip": packed(files | {"s2.ipynb": notebook("s2")})})
    assert whose(gathered) == {"s2": "all.zip/s2.ipynb"} and not gathered.unmatched and not gathered.remarks


# Whose it is


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Éva Bern-Tal_7_assignsubmission_file_/x.ipynb", EVA),
        ("BERN TAL, EVA_7_assignsubmission_file_/x.ipynb", EVA),
        ("Bern-Tal E\u0301va_7_assignsubmission_file_/x.ipynb", EVA),
        ("berntaleva_7_8_x.ipynb", EVA),
        ("철수 김_7_assignsubmission_file_/x.ipynb", KIM),
        ("김철수_LATE_7_8_x.ipynb", KIM),
        ("김%2F3/x.ipynb", KIM),
        ("07_trade_김%2F3_20250501-100000.ipynb", KIM),
        ("Пётр Лес_7_assignsubmission_file_/x.ipynb", LES),
        ("Петр ЛЕС_7_assignsubmission_file_/x.ipynb", LES),
        ("леспетр_7_8_x.ipynb", LES),
    ],
)
def test_names_fit_in_any_order_case_and_script_and_without_accents(name, student, of):
    assert [one.student for one in of({name: notebook()}).submissions] == [student]


@pytest.mark.parametrize(
    "name",
    ["Ada_7_assignsubmission_file_/x.ipynb", "Ada C Bern/x.ipynb", "ada bernd/x.ipynb", "s11/x.ipynb", "s/x.ipynb"],
)
def test_a_part_of_a_name_or_of_an_id_is_not_enough(name, of):
    assert reasons(of({name: notebook()})) == {name: remark("nobody-in-roster")}


def test_a_short_number_and_a_mere_word_name_nobody_inside_another_name(of):
    students = [Student("07"), Student("2025"), Student("group"), Student("12345"), Student("k-1")]
    names = ["a 07.ipynb", "May 2025/x.ipynb", "group 3/x.ipynb", "a 12345.ipynb", "a_k-1_b.ipynb", "2025.ipynb"]
    gathered = of({name: notebook() for name in names}, students)
    assert whose(gathered) == {"12345": "a 12345.ipynb", "k-1": "a_k-1_b.ipynb", "2025": "2025.ipynb"}


def test_the_longer_of_two_ids_in_a_name_counts(of):
    assert whose(of({"a s1_b c.ipynb": notebook()}, [Student("s1"), Student("s1_b")])) == {"s1_b": "a s1_b c.ipynb"}


def test_a_name_that_fits_two_students_is_matched_only_if_the_copy_says_which(of):
    twins, both = [Student("t1", "Kim Min"), Student("t2", "Min Kim")], "2 students: t1 (Kim Min), t2 (Min Kim)"
    moodle, canvas = "Min Kim_{}_assignsubmission_file_/x.ipynb", "kimmin_{}_8_x.ipynb"
    files = {moodle.format(1): notebook(), canvas.format(2): notebook(), moodle.format(3): notebook("t2")}
    gathered = of(files, twins)
    assert whose(gathered) == {"t2": moodle.format(3)} and gathered.missing == (twins[0],)
    assert reasons(gathered) == {
        canvas.format(2): remark("sender-ambiguous", sender="kimmin", students=both),
        moodle.format(1): remark("sender-ambiguous", sender="Min Kim", students=both),
    }


def test_an_id_that_is_another_students_name_fits_two(of):
    students = [Student("kim", "Eva Lee"), Student("k2", "Kim")]
    ambiguous = remark("sender-ambiguous", sender="KIM", students="2 students: k2 (Kim), kim (Eva Lee)")
    assert reasons(of({"KIM/x.ipynb": notebook()}, students)) == {"KIM/x.ipynb": ambiguous}


def test_signs_that_make_another_letter_are_not_accents(of):
    students = [Student("1", "かく"), Student("2", "がく"), Student("3", "กา"), Student("4", "ก่า")]
    assert set(whose(of({f"{one.name}/x.ipynb": notebook() for one in students}, students))) == {"1", "2", "3", "4"}


def test_an_archive_of_several_is_not_named_after_one_of_them(of):
    gathered = of({"s1.zip": packed({"a.ipynb": notebook(), "b.ipynb": notebook()})})
    assert list(reasons(gathered)) == ["s1.zip/a.ipynb", "s1.zip/b.ipynb"]


def test_a_file_whose_name_fits_two_students_is_nobodys(of):
    assert reasons(of({"s1 s2.ipynb": notebook(), "s1/x.ipynb": notebook()})) == {
        "s1 s2.ipynb": remark("file-name-ambiguous", students="2 students: s1 (Ada Bern), s2 (Éva Bern-Tal)")
    }


def test_the_number_of_a_user_in_canvas_decides_only_between_those_whom_the_name_fits(of):
    students = [Student("11", "Kim Min"), Student("12", "Min Kim"), Student("13"), Student("14", "Ada Bern")]
    files = ["kimmin_12_99_x.ipynb", "lost_13_99_x.ipynb", "lost_14_99_x.ipynb", "bernada_11_99_x.ipynb"]
    gathered = of({name: notebook() for name in files}, students)
    assert whose(gathered) == {"12": files[0], "13": files[1], "14": files[3]}
    assert list(reasons(gathered)) == [files[2]]


@pytest.mark.parametrize("place", ["Ada Bern_7_assignsubmission_file_", "s1", "Bern Ada", "submitted/s1/07_trade"])
@pytest.mark.parametrize(("other", "code"), [("s2", "copy-names-other"), ("s9", "copy-names-stranger")])
def test_who_handed_in_counts_more_than_whom_the_copy_names(place, other, code, of):
    gathered = of({f"{place}/x.zip": handed_in(other)})
    file = f"{place}/x.zip/моя работа.ipynb"
    assert whose(gathered) == {"s1": file}
    assert gathered.remarks == (remark(code, student="s1", file=file, named=other),)


def test_a_loose_file_that_is_named_after_another_student_is_remarked_on(of):
    gathered = of({"s1.ipynb": notebook("s2")})
    assert whose(gathered) == {"s2": "s1.ipynb"}
    other = {"file": "s1.ipynb", "others": "s1 (Ada Bern)", "named": "s2"}
    assert gathered.remarks == (remark("file-names-other", student="s2", **other),)


def test_an_id_that_is_not_in_the_roster_is_listed(of):
    assert reasons(of({"s1.ipynb": notebook("s9")})) == {"s1.ipynb": remark("student-not-in-roster", named="s9")}


def test_another_exercise_is_listed_and_not_taken_for_a_submission(of):
    gathered = of({"s1/x.ipynb": notebook("s1", "08_arms"), "y.zip": handed_in("s2", exercise="02_capabilities")})
    assert gathered.missing == tuple(CLASS)
    assert reasons(gathered) == {
        "s1/x.ipynb": remark("other-exercise", other="08_arms", exercise=TRADE),
        "y.zip/моя работа.ipynb": remark("other-exercise", other="02_capabilities", exercise=TRADE),
    }


def test_somebody_who_is_not_in_the_roster_does_not_replace_a_student(of):
    stranger = "Olga Neu_5_assignsubmission_file_/x.ipynb"
    gathered = of({stranger: notebook("s1"), "Ada Bern_6_assignsubmission_file_/x.ipynb": notebook("s1")})
    assert whose(gathered) == {"s1": "Ada Bern_6_assignsubmission_file_/x.ipynb"}
    assert reasons(gathered) == {stranger: remark("sent-by-other", sender="Olga Neu", student="s1")}


def test_a_copy_from_a_name_that_fits_nobody_counts_with_a_remark(of):
    file = "Olga Neu_5_assignsubmission_file_/x.ipynb"
    gathered = of({file: notebook("s1")})
    assert whose(gathered) == {"s1": file}
    assert gathered.remarks == (remark("sender-not-in-roster", student="s1", sender="Olga Neu", file=file),)


def test_two_strangers_with_the_same_copy_are_both_listed(of):
    gathered = of({f"Olga Neu_{number}_assignsubmission_file_/x.ipynb": notebook("s1") for number in (5, 6)})
    assert not gathered.submissions and len(gathered.unmatched) == 2


@pytest.mark.parametrize("name", ["Participant_{}_assignsubmission_file_/x.ipynb", "anon_aX{}_99_x.ipynb"])
def test_anonymous_submissions_are_matched_by_their_copies(name, of):
    gathered = of({name.format(1): notebook("s1"), name.format(2): notebook("s2"), name.format(3): notebook()})
    assert whose(gathered) == {"s1": name.format(1), "s2": name.format(2)} and gathered.remarks == ()
    assert list(reasons(gathered)) == [name.format(3)]


def test_what_a_student_without_a_notebook_handed_in_is_listed(of):
    gathered = of({"s1/work.pdf": b"x", "s2/x.ipynb": notebook(), "s2/work.pdf": b"x", "roster.csv": b"id"})
    assert reasons(gathered) == {"s1/work.pdf": remark("not-a-notebook", student="s1 (Ada Bern)")}


def test_without_a_roster_ids_come_from_the_submissions(of):
    files = {
        "a.zip": handed_in("김 철수"),
        "loose.ipynb": notebook("s2"),
        "submitted/s3/07_trade/x.ipynb": notebook(),
        "Olga Neu_5_assignsubmission_file_/x.ipynb": notebook(),
        "Ivo Neu_6_assignsubmission_file_/x.ipynb": notebook("s6"),
        "neueva_7_70_x.ipynb": notebook(),
        "s8/07_trade/x.ipynb": notebook(),
        "07_trade_s9.ipynb": notebook(),
        "07_trade.ipynb": notebook(),
    }
    gathered = of(files, ())
    assert {(one.student.id, one.student.name) for one in gathered.submissions} == {
        ("김 철수", ""),
        ("s2", ""),
        ("s3", ""),
        ("5", "Olga Neu"),
        ("s6", "Ivo Neu"),
        ("7", "neueva"),
        ("s8", ""),
        ("s9", ""),
    }
    assert list(reasons(gathered)) == ["07_trade.ipynb"] and gathered.missing == ()


def test_without_a_roster_a_folder_around_all_names_nobody(of):
    assert set(whose(of({"all/s1/x.ipynb": notebook(), "all/s2/x.ipynb": notebook()}, ()))) == {"s1", "s2"}


@pytest.mark.parametrize("student", ["", None, True, 1.5, ["s1"], "a\nb", "\ud800", "x" * 201])
def test_what_cannot_be_an_id_is_none(student, of):
    about = json.dumps({"metadata": {"workbook": {"exercise": TRADE, "student": student}}}).encode()
    assert reasons(of({"07_trade.ipynb": about}, ())) == {"07_trade.ipynb": remark("nobody-named")}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig", "latin-1"])
def test_a_copy_is_read_in_the_encodings_that_editors_save(encoding, of):
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    content = (mark + notebook("évà").decode()).encode(encoding)
    assert whose(of({"x.ipynb": content}, [Student("évà")])) == {"évà": "x.ipynb"}


def test_the_copy_is_found_behind_outputs_larger_than_what_is_looked_at_first(of, monkeypatch):
    monkeypatch.setattr(archives, "SHOWN_ENDS", 1000)
    last = notebook("s1", text="x" * 100_000)
    first = json.dumps({"metadata": json.loads(last)["metadata"], "cells": ["x" * 100_000]}).encode()
    middle = json.dumps([["x" * 100_000], json.loads(first.replace(b"s1", b"s2")), ["x" * 100_000]]).encode()
    files = {"last.ipynb": last, "zip.zip": packed({"middle.ipynb": middle})}
    assert whose(of(files)) == {"s1": "last.ipynb", "s2": "zip.zip/middle.ipynb"}
    assert whose(of({"last.ipynb": first})) == {"s1": "last.ipynb", "s2": "zip.zip/middle.ipynb"}


def test_who_looks_sees_both_ends_and_all_only_if_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "SHOWN_ENDS", 5)
    whole = b"begin" + bytes(100) + b"enend"
    place = laid(tmp_path, {"a.ipynb": whole, "b.zip": packed({"b.ipynb": whole}), "c.ipynb": b"short"})
    found, unusable = archives.search(place, lambda name, ends, read: (ends, read()))
    assert [one.seen for one in found] == [(b"begin\nenend", whole)] * 2 + [(b"short", b"short")] and not unusable


def test_two_copies_in_one_file_as_after_a_merge_conflict_name_nobody(of):
    assert list(reasons(of({"x.ipynb": notebook("s1") + b"=======" + notebook("s2")}))) == ["x.ipynb"]


# Which of several


def test_the_receipt_tells_the_latest_whatever_the_times_of_the_files_are(of, tmp_path):
    early, late = handed_in("s1", "2025-05-01T23:00:00+00:00"), handed_in("s1", "2025-05-02T00:30:00+02:00")
    files = laid(tmp_path / "class", {"a.zip": early, "b.zip": late})
    at(files / "a.zip", 1)
    at(files / "b.zip", 2)
    gathered = of({})
    assert whose(gathered) == {"s1": "a.zip/моя работа.ipynb"}  # 23:00 UTC is later than 22:30 UTC
    files = [f"{name}.zip/моя работа.ipynb" for name in "ab"]
    assert gathered.remarks == (counts("s1", files[0], "its receipt is the latest", files[1]),)


def test_the_time_stamp_of_nbgrader_tells_the_latest(of):
    stamps = {"a": b"2025-05-02 10:00:00.000001 UTC", "b": b"2025-05-02 11:59:59 +0200", "c": b"2025-05-01 23:00 UTC"}
    gathered = of(
        {f"s1/{name}/x.ipynb": notebook() for name in stamps}
        | {f"s1/{name}/timestamp.txt": stamp for name, stamp in stamps.items()}
    )
    assert whose(gathered) == {"s1": "s1/a/x.ipynb"}
    why = "the date in its timestamp.txt is the latest"
    assert gathered.remarks == (counts("s1", "s1/a/x.ipynb", why, "s1/b/x.ipynb", "s1/c/x.ipynb"),)


def test_the_number_of_canvas_tells_the_latest(of):
    gathered = of(
        {f"bernada_LATE_1_{number}_x{again}.ipynb": notebook() for number, again in ((9, ""), (10, "-2"), (8, "-10"))}
    )
    assert whose(gathered) == {"s1": "bernada_LATE_1_8_x-10.ipynb"}
    assert gathered.remarks[0].detail["why"] == "Canvas counts it as the latest"


def test_else_the_time_of_the_file_tells_the_latest(of, tmp_path):
    files = laid(tmp_path / "class", {"s1/a.ipynb": notebook(), "s1/b.ipynb": notebook()})
    at(files / "s1/a.ipynb", 2)
    at(files / "s1/b.ipynb", 1)
    gathered = of({})
    assert gathered.remarks == (counts("s1", "s1/a.ipynb", "its time is the latest", "s1/b.ipynb"),)


def test_where_only_one_has_a_receipt_the_times_of_the_files_tell_the_latest(of, tmp_path):
    files = laid(tmp_path / "class", {"s1/a.zip": handed_in("s1", "2025-05-09T00:00:00Z"), "s1/b.ipynb": notebook()})
    at(files / "s1/a.zip", 2)
    at(files / "s1/b.ipynb", 3)
    gathered = of({})
    assert whose(gathered) == {"s1": "s1/b.ipynb"}
    assert gathered.remarks == (counts("s1", "s1/b.ipynb", "its time is the latest", "s1/a.zip/моя работа.ipynb"),)


def test_in_an_archive_the_time_of_the_entry_tells_the_latest_and_then_the_name(of):
    def dated(name, *date):
        return zipfile.ZipInfo(name, date)

    names = {dated("s1/a.ipynb", 2025, 5, 2, 0, 0, 0): notebook(), dated("s1/b.ipynb", 2025, 5, 1, 0, 0, 0): notebook()}
    same = {dated(f"s2/{name}.ipynb", 2025, 5, 1, 0, 0, 0): notebook() for name in "ab"}
    gathered = of({"all.zip": packed(names | same)})
    assert whose(gathered) == {"s1": "all.zip/s1/a.ipynb", "s2": "all.zip/s2/b.ipynb"}
    why = "its name comes last and the times are the same"
    assert gathered.remarks[1] == counts("s2", "all.zip/s2/b.ipynb", why, "all.zip/s2/a.ipynb")


def test_a_notebook_that_says_which_exercise_it_is_goes_before_one_that_does_not(of, tmp_path):
    files = laid(tmp_path / "class", {"s1/a.ipynb": notebook(), "s1/Untitled.ipynb": b"{}"})
    at(files / "s1/a.ipynb", 1)
    why = "it alone says which exercise it is"
    assert of({}).remarks == (counts("s1", "s1/a.ipynb", why, "s1/Untitled.ipynb"),)


def test_a_receipt_that_does_not_fit_its_notebook_is_remarked_on(of):
    other = [(name, b"{}" if name.endswith("ipynb") else content) for name, content in unpacked(handed_in("s1"))]
    gathered = of({"a.zip": packed(other), "b.zip": handed_in("s2", inside=notebook("s9"))})
    assert gathered.remarks == (
        remark("changed-after-receipt", student="s1", file="a.zip/моя работа.ipynb"),
        remark("receipt-names-other", student="s2", file="b.zip/моя работа.ipynb", receipt="s2", named="s9"),
    )


@pytest.mark.parametrize(
    "receipt", [b"[]", b"null", b"[" * 100_000, b'{"notebook": 3, "time": [], "student": {}}', b"\xff"]
)
def test_a_receipt_that_cannot_be_read_changes_nothing(receipt, of):
    gathered = of({"x.zip": packed({"x.ipynb": notebook("s1"), "receipt.json": receipt})})
    assert whose(gathered) == {"s1": "x.zip/x.ipynb"} and gathered.remarks == ()


# Names in archives


class Unflagged(zipfile.ZipInfo):
    """An entry with a name in ``encoding``, and without the flag that says UTF-8."""

    encoding = "cp437"

    def _encodeFilenameFlags(self):
        return self.filename.encode(self.encoding), self.flag_bits & ~0x800


def unflagged(name, encoding):
    entry = Unflagged(name)
    entry.encoding = encoding
    return entry


@pytest.mark.parametrize(
    ("name", "encoding", "student"),
    [
        ("Éva Bern-Tal", "cp437", EVA),
        ("Éva Bern-Tal", "cp1252", EVA),
        ("김 철수", "utf-8", KIM),
        ("김 철수", "cp949", KIM),
        ("Лес Пётр", "cp866", LES),
        ("Лес Пётр", "utf-8", LES),
    ],
)
def test_a_name_in_an_archive_is_read_in_the_encoding_of_another_system(name, encoding, student, of):
    archive = packed({unflagged(f"{name}/x.ipynb", encoding): notebook()})
    assert archive[6:8] == b"\0\0"  # no flag
    (submitted,) = of({"all.zip": archive}).submissions
    assert submitted.student == student and submitted.read() == notebook()
    assert encoding not in ("cp437", "utf-8") or submitted.file == f"all.zip/{name}/x.ipynb"


# What is refused


def test_a_place_that_holds_nothing_gets_a_sentence(tmp_path):
    with pytest.raises(WorkbookError, match="There is no .*nowhere. Name the folder"):
        gather(tmp_path / "nowhere", TRADE, CLASS)
    with pytest.raises(WorkbookError, match=r"holds no notebook \(.ipynb\) and no zip"):
        gather(laid(tmp_path / "class", {"roster.csv": b"id"}), TRADE, CLASS)
    with pytest.raises(WorkbookError, match="is neither a folder nor a zip"):
        gather(tmp_path / "class" / "roster.csv", TRADE, CLASS)


def test_a_folder_with_too_many_files_gets_a_sentence(of, monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    assert of({f"{number}.csv": b"" for number in range(2)} | {"s1.ipynb": notebook()}).submissions
    with pytest.raises(WorkbookError, match="holds more than 3 files. Name the folder that holds submissions only"):
        of({"a/b.csv": b""})


def refused(of, content, file="bad.zip"):
    """Why the archive ``content`` is refused, beside a good one that is read anyway."""
    gathered = of({"bad.zip": content, "good.zip": packed({"s1.ipynb": notebook()})})
    assert whose(gathered) == {"s1": "good.zip/s1.ipynb"}
    assert list(reasons(gathered)) == [file]
    return reasons(gathered)[file]


def test_a_zip_bomb_is_refused(of):
    bomb = packed({"s2.ipynb": b"0" * 11_000_000})
    assert len(bomb) < 12_000
    assert refused(of, bomb, "bad.zip/s2.ipynb") == remark("zip-bomb", ratio=1000)


def test_a_small_file_may_be_packed_as_tightly_as_it_likes(of):
    assert whose(of({"x.zip": packed({"s1.ipynb": b"0" * 9_000_000})})) == {"s1": "x.zip/s1.ipynb"}


def test_an_entry_that_is_too_large_is_refused_alone(of, monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_FILE", 1000)
    content = packed({"s1.ipynb": notebook(), "s2.ipynb": notebook(text="x" * 1000), "s4.zip": bytes(1001)})
    gathered = of({"x.zip": content, "s4.ipynb": notebook(text="x" * 1000)})
    assert whose(gathered) == {"s1": "x.zip/s1.ipynb"}
    assert set(reasons(gathered)) == {"x.zip/s2.ipynb", "x.zip/s4.zip", "s4.ipynb"}
    assert list(reasons(gathered).values()) == [remark("too-large", megabytes=0)] * 3


def test_the_size_is_counted_while_reading_whatever_the_header_says(of, monkeypatch):
    content = packed({"s2.ipynb": notebook(text="x" * 5000)})
    size = len(notebook(text="x" * 5000)).to_bytes(4, "little")
    assert content.count(size) == 2  # in the header of the entry and in the list at the end
    lying = content.replace(size, (100).to_bytes(4, "little"))
    assert refused(of, lying, "bad.zip/s2.ipynb") == remark("entry-damaged")
    monkeypatch.setattr(unpacking, "LARGEST_FILE", 1000)
    modest = content.replace(size, (2**31).to_bytes(4, "little"))
    assert refused(of, modest, "bad.zip/s2.ipynb") == remark("too-large", megabytes=0)


def test_an_archive_that_unpacks_to_too_much_is_refused_as_a_whole(of, monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_ARCHIVE", 3000)
    files = {f"{number}.ipynb": notebook(text="x" * 1000) for number in range(3)}
    assert refused(of, packed(files)) == remark("archive-too-large", megabytes=0)


def test_a_students_archive_that_unpacks_to_too_much_does_not_stop_that_of_the_class(of, monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_ARCHIVE", 6000)
    many = {f"{number}.ipynb": notebook(text="x" * 1000) for number in range(6)}
    one, two = ({name: many[name] for name in names} for names in (list(many)[:3], list(many)[3:]))
    students = {
        "s1.ipynb": notebook(),
        "s2.zip": packed(many),
        "s4.zip": packed({"1.zip": packed(one), "2.zip": packed(two)}),
    }
    gathered = of({"class.zip": packed(students)})
    assert whose(gathered) == {"s1": "class.zip/s1.ipynb"}
    assert list(reasons(gathered)) == ["class.zip/s2.zip", "class.zip/s4.zip"]


def test_an_archive_with_too_many_files_is_refused(of, monkeypatch):
    assert refused(of, packed({f"{number}.txt": b"" for number in range(10_001)})) == remark(
        "too-many-files", files=10_000
    )


def test_a_list_of_entries_that_would_fill_the_memory_is_not_read(of, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "infolist", lambda archive: pytest.fail("the list was read"))
    monkeypatch.setattr(unpacking, "LONGEST_LISTING", 60_000)
    gathered = of({"bad.zip": packed({f"{number}{'x' * 60_000}": b"" for number in range(2)})})
    assert reasons(gathered) == {"bad.zip": remark("too-many-files", files=10_000)}


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_unpacks_in_one_piece_is_refused(compression, of):
    assert refused(of, packed({"s2.ipynb": b"0"}, compression), "bad.zip/s2.ipynb") == remark("other-compression")


def flagged(content, flag):
    """The zip ``content`` with ``flag`` set for each of its entries, here and in the list at its end."""
    content = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            content[start + place] |= flag
    return bytes(content)


def test_a_locked_archive_is_refused(of):
    locked = flagged(handed_in("s2"), 1)
    assert refused(of, locked, "bad.zip/моя работа.ipynb") == remark("locked")


@pytest.mark.parametrize("content", [b"", b"PK", b"Rar!\x1a\x07\x00", handed_in("s2")[:-30], bytes(5000)])
def test_what_is_cut_off_or_no_archive_is_refused(content, of):
    assert refused(of, content) == remark("not-an-archive")


def test_an_entry_whose_content_is_damaged_is_refused_alone(of):
    content = bytearray(packed({"s1.ipynb": notebook(), "s2.ipynb": notebook(text="abcdefgh")}, zipfile.ZIP_STORED))
    content[content.index(b"abcdefgh")] += 1
    gathered = of({"x.zip": bytes(content)})
    assert whose(gathered) == {"s1": "x.zip/s1.ipynb"}
    assert reasons(gathered) == {"x.zip/s2.ipynb": remark("entry-damaged")}


def test_an_archive_without_a_notebook_is_listed(of):
    assert refused(of, packed({"work.py": b"", "answers.json": b"{}"})) == remark("archive-without-notebook")


def test_a_path_that_leads_out_of_an_archive_is_only_a_name(of, tmp_path):
    paths = ["../../s1/x.ipynb", "/etc/s2/x.ipynb", "C:\\temp\\s4\\x.ipynb"]
    before = sorted(tmp_path.rglob("*"))
    gathered = of({"x.zip": packed([(path, notebook(text=path)) for path in paths])})
    files = {"s1": "x.zip/s1/x.ipynb", "s2": "x.zip/etc/s2/x.ipynb", "s4": "x.zip/C:/temp/s4/x.ipynb"}
    assert whose(gathered) == files
    assert [one.read() for one in gathered.submissions] == [notebook(text=path) for path in paths]
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "class", tmp_path / "class" / "x.zip"])


def test_a_link_in_an_archive_is_not_followed(of, tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(notebook("s2"))
    links = [zipfile.ZipInfo("s2.ipynb"), zipfile.ZipInfo("s4.zip")]
    for link in links:
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    content = packed([(link, str(tmp_path / "secret.ipynb")) for link in links] + [("s1.ipynb", notebook())])
    gathered = of({"x.zip": content})
    assert whose(gathered) == {"s1": "x.zip/s1.ipynb"}
    assert reasons(gathered) == dict.fromkeys(["x.zip/s2.ipynb", "x.zip/s4.zip"], remark("link"))


def test_links_pipes_and_devices_in_a_folder_are_not_opened(of, tmp_path):
    outside = laid(tmp_path / "outside", {"s2.ipynb": notebook(), "s4/x.ipynb": notebook()})
    place = laid(tmp_path / "class", {"s1.ipynb": notebook()})
    (place / "s2.ipynb").symlink_to(outside / "s2.ipynb")
    (place / "s4").symlink_to(outside / "s4")
    (place / "loop").symlink_to(place)
    os.mkfifo(place / "pipe.ipynb")
    os.mkfifo(place / "pipe.zip")
    gathered = of({})
    assert whose(gathered) == {"s1": "s1.ipynb"}
    assert reasons(gathered) == dict.fromkeys(["loop", "s2.ipynb", "s4"], remark("link"))


def test_a_folder_that_cannot_be_opened_is_listed(of, tmp_path, monkeypatch):
    laid(tmp_path / "class", {"s1.ipynb": notebook(), "s2/x.ipynb": notebook()})
    listed = Path.iterdir

    def closed(folder):
        if folder.name == "s2":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", closed)
    gathered = of({})
    assert whose(gathered) == {"s1": "s1.ipynb"} and reasons(gathered) == {
        "s2": remark("cannot-be-opened", error="Permission denied")
    }


def test_a_name_with_control_signs_cannot_disturb_what_is_said(of):
    assert list(reasons(of({"x.zip": packed({"\x1b[2J\u202e.ipynb": notebook()})}))) == ["x.zip/�[2J�.ipynb"]


def test_a_file_name_that_is_not_unicode_can_be_said(of, tmp_path):
    (tmp_path / "class").mkdir()
    Path(os.fsdecode(bytes(tmp_path / "class") + b"/s1 \xff.ipynb")).write_bytes(notebook())
    (submitted,) = of({}).submissions
    assert submitted.file == "s1 �.ipynb" and submitted.file.encode() and submitted.read() == notebook()


def test_damaged_archives_of_every_kind_end_in_a_reason_and_never_in_an_error(of):
    whole = packed({"s2/a.zip": handed_in("s2"), "s4.ipynb": notebook("s4")})
    chance = random.Random(1)
    bad = {}
    for number in range(300):
        content = bytearray(whole)
        for _ in range(chance.choice([1, 3, 30])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        bad[f"bad {number}.zip"] = bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
    gathered = of(bad | {"s1.ipynb": notebook()})
    told = {one.file.partition("/")[0] for one in (*gathered.unmatched, *gathered.submissions)}
    aside = " ".join(map(str, gathered.remarks))
    assert whose(gathered)["s1"] == "s1.ipynb"
    assert all(name in told or name in aside for name in bad)


def test_a_submission_that_is_gone_when_it_is_read_gets_a_sentence(of, tmp_path):
    submissions = of({"s1.ipynb": notebook(), "x.zip": packed({"s2.ipynb": notebook()})}).submissions
    (tmp_path / "class" / "s1.ipynb").unlink()
    (tmp_path / "class" / "x.zip").write_bytes(packed({}))
    with pytest.raises(WorkbookError, match=r"s1.ipynb can no longer be read \(No such file"):
        submissions[0].read()
    with pytest.raises(WorkbookError, match=r"x.zip/s2.ipynb can no longer be read \(IndexError\)"):
        submissions[1].read()


def test_the_submissions_of_a_class_do_not_fill_the_memory(tmp_path):
    """Forty notebooks of 2 MB, half of them in archives: no more than a few are in memory at the same time."""
    own = notebook(text="x" * 2_000_000)
    files = {f"n{number}.ipynb": own for number in range(20)}
    place = laid(tmp_path, files | {f"z{number}.zip": packed({"x.ipynb": own}) for number in range(20)})
    students = [Student(f"{kind}{number}") for kind in "nz" for number in range(20)]
    tracemalloc.start()
    gathered = gather(place, TRADE, students)
    assert all(one.read() == own for one in gathered.submissions)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(gathered.submissions) == 40 and most < 15_000_000
