"""Whose a submission is where somebody lies: marks, claims, receipts, folders in archives; and how late it came."""

import datetime
import json
import os
import zipfile

import pytest
from gathering import ADA, CLASS, EVA, KIM, TRADE, at, counts, handed_in, laid, packed, reasons, whose

from workbook.assignments.roster import Student
from workbook.assignments.variants import mark_of
from workbook.base import WorkbookError
from workbook.grading.gather import gather
from workbook.grading.lateness import deadline
from workbook.grading.remarks import remark

SECRET = "0123456789abcdef"
MOODLE, CANVAS = "{}_{}_assignsubmission_file_/x.ipynb", "{}_{}_9_x.ipynb"
UNMARKED = "unmarked-beside-marked"


def copy(owner="", student=None, exercise=TRADE, text="x", **about):
    """A copy with the mark of ``owner`` that says it is of ``student``, who is ``owner`` if not given."""
    facts = {"exercise": exercise, "student": owner if student is None else student, **about}
    if owner:
        facts["copy"] = mark_of(owner, TRADE, SECRET)
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": text}
    facts = {name: value for name, value in facts.items() if value != ""}
    return json.dumps({"cells": [cell], "metadata": {"workbook": facts}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
def of(tmp_path):
    """A function that lays files into a folder and gathers them for the class, whose copies have marks."""

    def run(files, students=CLASS, secret=SECRET, **more):
        return gather(laid(tmp_path / "class", files), TRADE, students, secret, **more)

    return run


# The mark goes before what anybody can write


def test_a_mark_alone_tells_whose_a_loose_copy_is(of):
    """M5: the copy lost its entry “student”, and its file is named after somebody's name."""
    gathered = of({"김 철수 과제.ipynb": copy("김/3", student="")})
    assert whose(gathered) == {"김/3": "김 철수 과제.ipynb"} and gathered.remarks == () and gathered.marked == 1
    assert gathered.submissions[0].read_as == "the mark of the copy"


@pytest.mark.parametrize("owner", ["", "s2", "s9"])
def test_a_later_receipt_with_a_classmates_id_does_not_replace_the_copy_with_the_mark(owner, of):
    """S3: the hand-in file of somebody else names s1 and a later time; its mark is absent or not that of s1."""
    forged = handed_in("s1", "2025-06-01T10:00:00+00:00", inside=copy(owner, student="s1"))
    gathered = of({"a.zip": handed_in("s1", inside=copy("s1")), "b.zip": forged})
    true = "a.zip/моя работа.ipynb"
    assert whose(gathered)["s1"] == true
    if owner == "s2":
        assert whose(gathered)["s2"] == "b.zip/моя работа.ipynb", "The mark is that of s2, who has to answer for it."
        assert remark("mark-decides", student="s2", file="b.zip/моя работа.ipynb", named="s1") in gathered.remarks
    else:
        assert reasons(gathered) == {"b.zip/моя работа.ipynb": remark(UNMARKED, student="s1", file=true)}


def test_a_file_named_after_a_classmate_does_not_replace_the_copy_with_the_mark(of):
    gathered = of({"work.ipynb": copy("s1"), "s1.ipynb": copy(), "bernada_7_9_x.ipynb": copy(text="later")})
    assert whose(gathered) == {"s1": "work.ipynb"}
    assert set(reasons(gathered)) == {"s1.ipynb", "bernada_7_9_x.ipynb"}


def test_folders_in_an_archive_of_a_student_name_nobody_against_a_mark(of):
    forged = packed(
        {"s1/x.ipynb": copy("s2"), "Ada Bern_1_assignsubmission_file_/x.ipynb": copy(), "s1/y.ipynb": copy()}
    )
    gathered = of({"work.ipynb": copy("s1"), "mail.zip": forged})
    assert whose(gathered) == {"s1": "work.ipynb", "s2": "mail.zip/s1/x.ipynb"}
    assert set(reasons(gathered).values()) == {remark(UNMARKED, student="s1", file="work.ipynb")}


def test_two_marks_in_one_archive_are_those_of_two_students(of):
    gathered = of({"x.zip": packed({"a.ipynb": copy("s1"), "b.ipynb": copy("s2")})})
    assert whose(gathered) == {"s1": "x.zip/a.ipynb", "s2": "x.zip/b.ipynb"}


def test_a_mark_is_right_for_one_exercise_and_that_secret_only(of):
    other = {"copy": mark_of("s1", "08_arms", SECRET)}
    gathered = of(
        {"a.ipynb": copy(student="", **other), "b.ipynb": copy(student="", copy=mark_of("s1", TRADE, "x" * 16))}
    )
    assert gathered.submissions == () and gathered.marked == 0
    assert set(reasons(gathered).values()) == {remark("nobody-in-roster")}


@pytest.mark.parametrize("mark", [True, 7, ["a"], "\ud800", "x" * 100_000, ""])
def test_what_cannot_be_a_mark_is_none(mark, of):
    about = json.dumps({"metadata": {"workbook": {"exercise": TRADE, "student": "s1", "copy": mark}}}).encode()
    gathered = of({"x.ipynb": about})
    assert whose(gathered) in ({"s1": "x.ipynb"}, {}) and gathered.marked == 0


def test_a_copy_with_the_mark_counts_though_its_exercise_was_changed(of):
    assert whose(of({"x.ipynb": copy("s1", exercise="08_arms")})) == {"s1": "x.ipynb"}
    assert whose(of({"x.ipynb": copy("s1", exercise="")})) == {"s1": "x.ipynb"}


def test_without_the_secret_a_mark_tells_nothing(of):
    gathered = of({"x.ipynb": copy("s1", student="s2")}, secret="")
    assert whose(gathered) == {"s2": "x.ipynb"} and gathered.marked == 0


def test_ids_that_the_roster_writes_in_another_case_keep_their_marks(of):
    assert whose(of({"x.ipynb": copy("S1"), "y.ipynb": copy("S2", student="S2")}))["s1"] == "x.ipynb"
    gathered = of({"z.ipynb": copy("S4", student="")})
    assert "z.ipynb" in reasons(gathered), "Without the id as it was written the mark cannot be tried."


def test_somebody_who_is_not_in_the_roster_any_more_is_named(of):
    gathered = of({"x.ipynb": copy("gone"), "y.ipynb": copy(student="gone2"), "s1/z.ipynb": copy("gone")})
    assert reasons(gathered) == {
        "x.ipynb": remark("student-removed", named="gone"),
        "y.ipynb": remark("student-not-in-roster", named="gone2"),
    }
    assert gathered.remarks == (remark("marked-for-other", student="s1", file="s1/z.ipynb", named="gone"),)


def test_without_a_roster_a_copy_with_the_mark_of_its_id_goes_before_one_that_only_names_it(of):
    gathered = of({"a.ipynb": copy("s1"), "b.ipynb": copy(student="s1", text="later")}, ())
    assert whose(gathered) == {"s1": "a.ipynb"}
    assert reasons(gathered) == {"b.ipynb": remark(UNMARKED, student="s1", file="a.ipynb")}


# Systems


@pytest.mark.parametrize("name", [MOODLE.format("Éva Bern-Tal", 5), CANVAS.format("berntaleva", 5), "s2/x.ipynb"])
def test_in_a_tree_of_a_system_the_sender_decides_and_the_mark_of_another_is_said(name, of):
    gathered = of({name: copy("s1"), MOODLE.format("Ada Bern", 6): copy("s1")})
    assert whose(gathered) == {"s1": MOODLE.format("Ada Bern", 6), "s2": name}
    assert gathered.remarks == (remark("marked-for-other", student="s2", file=name, named="s1"),)


def test_what_a_system_gives_goes_before_a_loose_copy_with_the_same_mark(of):
    gathered = of({MOODLE.format("Ada Bern", 6): copy("s1"), "mail.ipynb": copy("s1", text="stolen")})
    why = "where it lies tells who handed it in"
    assert whose(gathered) == {"s1": MOODLE.format("Ada Bern", 6)}
    assert gathered.remarks == (counts("s1", MOODLE.format("Ada Bern", 6), why, "mail.ipynb"),)


def test_a_folder_of_the_instructors_goes_before_one_in_an_archive(of, tmp_path):
    files = laid(tmp_path / "class", {"s1/a.ipynb": copy("", "s1"), "mail.zip": packed({"s1/b.ipynb": copy("", "s1")})})
    at(files / "s1/a.ipynb", 1)
    gathered = of({})
    why = "where it lies tells who handed it in"
    assert gathered.remarks == (counts("s1", "s1/a.ipynb", why, "mail.zip/s1/b.ipynb"),)


def test_a_copy_that_lost_its_mark_counts_if_its_sender_handed_it_in_later(of, tmp_path):
    files = laid(tmp_path / "class", {"s1/a.ipynb": copy("s1"), "s1/b.ipynb": copy(student="s1")})
    at(files / "s1/a.ipynb", 1)
    at(files / "s1/b.ipynb", 2)
    gathered = of({})
    assert whose(gathered) == {"s1": "s1/b.ipynb"}
    assert gathered.remarks == (counts("s1", "s1/b.ipynb", "its time is the latest", "s1/a.ipynb"),)


def test_a_name_that_fits_two_is_settled_by_the_mark(of):
    twins = [Student("t1", "Kim Min"), Student("t2", "Min Kim")]
    assert set(whose(of({MOODLE.format("Kim Min", 5): copy("t2", student="t1")}, twins))) == {"t2"}


# Receipts


def test_a_receipt_of_the_future_counts_for_nothing(of, tmp_path):
    early = handed_in("s1", "2099-01-01T00:00:00+00:00", inside=copy("s1"))
    late = handed_in("s1", "2025-05-02T00:00:00+00:00", inside=copy("s1"))
    files = laid(tmp_path / "class", {"a.zip": early, "b.zip": late})
    at(files / "a.zip", 1)
    at(files / "b.zip", 2)
    gathered = of({})
    first, second = "a.zip/моя работа.ipynb", "b.zip/моя работа.ipynb"
    assert whose(gathered) == {"s1": second}
    assert gathered.remarks == (counts("s1", second, "its time is the latest", first),)
    alone = of({}, now=deadline("2024-01-01"))
    assert remark("receipt-in-future", student="s1", file=second) in alone.remarks


def test_what_a_system_knows_goes_before_a_receipt(of):
    stamps = {"a": b"2025-05-02 10:00:00 UTC", "b": b"2025-05-01 10:00:00 UTC"}
    receipts = {"a": "2025-04-01T00:00:00Z", "b": "2025-05-09T00:00:00Z"}
    files = {f"submitted/s1/07_trade/{name}/x.zip": handed_in("s1", time) for name, time in receipts.items()}
    gathered = of(files | {f"submitted/s1/07_trade/{name}/timestamp.txt": stamp for name, stamp in stamps.items()})
    assert whose(gathered) == {"s1": "submitted/s1/07_trade/a/x.zip/моя работа.ipynb"}
    assert gathered.remarks[0].detail["why"] == "the date in its timestamp.txt is the latest"


def test_a_time_stamp_that_a_student_packed_does_not_count(of):
    own = packed({"x.ipynb": copy("s1"), "timestamp.txt": b"2020-01-01 00:00:00 UTC"})
    files = {"submitted/s1/07_trade/x.zip": own, "submitted/s1/07_trade/timestamp.txt": b"2025-05-02 00:00:00 UTC"}
    (submitted,) = of(files, due=deadline("2025-05-01 00:00Z")).submissions
    assert submitted.late == "1 d late"


# Double names


def test_of_two_entries_of_one_name_the_last_counts_and_that_is_said(of):
    double = packed([("x.ipynb", copy("s1", text="first")), ("x.ipynb", copy("s1", text="last"))])
    gathered = of({"x.zip": double})
    file = "x.zip/x.ipynb (entry 2 of this name)"
    assert whose(gathered) == {"s1": file}
    assert gathered.submissions[0].read() == copy("s1", text="last")
    assert gathered.remarks == (counts("s1", file, "it is the last of this name in its archive", "x.zip/x.ipynb"),)


def test_of_two_entries_of_one_name_that_with_the_mark_counts(of):
    gathered = of({"x.zip": packed([("x.ipynb", copy("s1")), ("x.ipynb", copy(student="s1"))])})
    assert whose(gathered) == {"s1": "x.zip/x.ipynb"}
    assert list(reasons(gathered)) == ["x.zip/x.ipynb (entry 2 of this name)"]


# Notebooks by what is in them


NAMES = [
    "{}07_trade.json",
    "{}07_trade",
    "{}07_trade.txt",
    "{}07_trade.ipynb.txt",
    "{}07_trade.ipynb.json",
    "{}a.b.IPYNB_",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "around", ["s1/", "bernada_11_50_", "submitted/s1/07_trade/", "Ada Bern_7_assignsubmission_file_/"]
)
@pytest.mark.parametrize("where", ["folder", "zip"])
def test_a_whole_notebook_is_read_whatever_its_name_is(name, around, where, of):
    name = name.format(around)
    gathered = of({name: copy()} if where == "folder" else {"all.zip": packed({name: copy()})})
    assert whose(gathered) == {"s1": name if where == "folder" else f"all.zip/{name}"}
    assert gathered.submissions[0].read() == copy() and gathered.unmatched == ()


def test_a_notebook_under_another_name_is_matched_by_it(of):
    files = {"07_trade_s1.json": copy(), "s2.txt": copy(), "김%2F3": copy().decode().encode("utf-16")}
    assert whose(of(files)) == {"s1": "07_trade_s1.json", "s2": "s2.txt", "김/3": "김%2F3"}


OTHER_JSON = {
    "package.json": b'{"name": "left-pad", "version": "1.0"}',
    "answers.json": b'{"q1": 3, "cells": [1]}',
    "receipt.json": b'{"student": "s1", "cells": [], "nbformat": 4}',
    "lab.json": b'{"data": {"cells": [], "nbformat": 4}}'.replace(b'"nbformat": 4', b'"nbformat": "4"'),
    "list.json": b'[{"cells": [], "nbformat": 4}]',
    "prose.txt": b'A notebook is {"cells": [], "nbformat": 4}.',
    "empty": b"",
}


@pytest.mark.parametrize("name", OTHER_JSON)
def test_no_other_file_is_taken_for_a_notebook(name, of):
    gathered = of(
        {f"s1/{name}": OTHER_JSON[name], "s2/x.ipynb": copy(), "a.zip": packed({f"s4/{name}": OTHER_JSON[name]})}
    )
    assert set(whose(gathered)) == {"s2"}
    expected = {} if name == "receipt.json" else {f"s1/{name}": "not-a-notebook"}
    assert {file: why.code for file, why in reasons(gathered).items() if file != "a.zip"} == expected
    assert reasons(gathered)["a.zip"] == remark("archive-without-notebook")


def test_a_large_file_of_json_is_not_unpacked_to_its_end(of, monkeypatch):
    monkeypatch.setattr("workbook.grading.unpacking.LARGEST_ARCHIVE", 2_000_000)
    table = b'{"type": "FeatureCollection", "features": [' + os.urandom(3_000_000).hex().encode() + b"]}"
    gathered = of({"all.zip": packed({"s1/map.json": table, "s2/x.ipynb": copy()})})
    assert set(whose(gathered)) == {"s2"}


# A copy that says nothing of itself any more


@pytest.mark.parametrize("root", ["", "Ada Bern_101_assignsubmission_file_/"])
@pytest.mark.parametrize("kept", ["{}~", "#{}#", "{}.~3~", "{}.bak", "{}.orig", "{}.swp", "x-checkpoint.ipynb"])
def test_a_copy_that_an_editor_keeps_never_counts_before_the_file_itself(kept, root, of, tmp_path):
    own, other = f"{root}x.ipynb", f"{root}{kept.format('x.ipynb')}"
    laid(tmp_path / "class", {own: copy("s1"), other: copy("s1")})
    at(tmp_path / "class" / own, 1)
    at(tmp_path / "class" / other, 2)
    gathered = of({})
    assert whose(gathered) == {"s1": own}
    assert gathered.remarks == (counts("s1", own, "the others are copies of it that an editor keeps", other),)


def test_it_counts_where_the_file_itself_is_not_there_or_holds_nothing_of_the_exercise(of):
    backup = "s1/x.ipynb~"
    assert whose(of({backup: copy("s1")})) == {"s1": backup}
    assert whose(of({"s1/x.ipynb": b""})) == {"s1": backup}


def test_the_heading_of_the_exercise_tells_a_copy_that_lost_its_metadata(of, tmp_path):
    bare = json.dumps({"cells": [{"cell_type": "markdown", "source": "# Торговля: 07"}], "nbformat": 4}).encode()
    files = laid(tmp_path / "class", {"s1/a.ipynb": copy("s1"), "s1/b.ipynb": bare, "s1/c.ipynb": b"{}"})
    for day, name in enumerate("abc", start=1):
        at(files / f"s1/{name}.ipynb", day)
    assert whose(of({}, title="Торговля: 07")) == {"s1": "s1/b.ipynb"}
    assert whose(of({})) == {"s1": "s1/a.ipynb"}


# Lateness


DUE = deadline("2025-05-01 12:00Z")


@pytest.mark.parametrize(
    ("stamp", "late"),
    [
        (b"2025-05-01 11:59:59 UTC", ""),
        (b"2025-05-01 12:00:00 UTC", ""),
        (b"2025-05-01 14:10:00.5 UTC", "2 h 10 min late"),
        (b"2025-05-01 14:10:00 +0200", "10 min late"),
        (b"never", ""),
    ],
)
def test_the_time_stamp_of_nbgrader_tells_how_late_it_came(stamp, late, of):
    files = {"submitted/s1/07_trade/x.ipynb": copy("s1"), "submitted/s1/07_trade/timestamp.txt": stamp}
    ((submitted),) = of(files, due=DUE).submissions
    assert submitted.late == late
    ((submitted),) = of(files).submissions
    assert submitted.late == "", "Without a deadline nothing is late."


@pytest.mark.parametrize("name", ["bernada_LATE_1_9_x.ipynb", "bernada_late_1_9_x.ipynb"])
def test_what_canvas_marks_as_late_is_late_also_without_a_deadline(name, of):
    (submitted,) = of({name: copy("s1")}).submissions
    assert submitted.late == "late (Canvas)"
    gathered = of({CANVAS.format("berntaleva", 1): copy("s2")})
    assert [one.late for one in gathered.submissions] == ["late (Canvas)", ""]


@pytest.mark.parametrize("is_root", [True, False])
def test_the_times_in_the_zip_of_moodle_tell_how_late_and_which_is_the_latest(is_root, tmp_path):
    def dated(name, number, hour):
        return zipfile.ZipInfo(f"{name}_{number}_assignsubmission_file_/x{hour}.zip", (2025, 5, 1, hour, 30, 0))

    # By the clock inside, which is the student's, the first is of 1980; receipts say the opposite of Moodle.
    files = [
        (dated("Ada Bern", 1, 11), handed_in("s1", "2025-04-09T00:00:00Z", inside=copy("s1"))),
        (dated("Ada Bern", 1, 14), handed_in("s1", "2025-04-01T00:00:00Z", inside=copy("s1"))),
        (dated("Éva Bern-Tal", 2, 11), handed_in("s2", "2025-05-08T00:00:00Z", inside=copy("s2"))),
    ]
    place = laid(tmp_path / "class", {"moodle.zip": packed(files)})
    due = datetime.datetime(2025, 5, 1, 12).timestamp()
    gathered = gather(place / "moodle.zip" if is_root else place, TRADE, CLASS, SECRET, due)
    assert [(one.student, one.late) for one in gathered.submissions] == [(ADA, "2 h 30 min late"), (EVA, "")]
    assert gathered.submissions[0].file.endswith("x14.zip/моя работа.ipynb")
    assert gathered.remarks[0].detail["why"] == "Moodle's time of it is the latest"


def test_a_receipt_says_in_its_own_name_that_it_is_late_where_no_system_has_a_time(of):
    files = {"a.zip": handed_in("s1", "2025-05-03T13:00:00Z", inside=copy("s1")), "b.ipynb": copy("s2")}
    files["c.zip"] = handed_in("김/3", "2025-04-03T13:00:00Z", inside=copy("김/3"))
    gathered = of(files, due=DUE)
    words = {one.student: one.late for one in gathered.submissions}
    assert words == {ADA: "2 d 1 h late by its own receipt", EVA: "", KIM: ""}


def test_a_deadline_is_by_the_clock_here_unless_a_zone_is_named_and_a_day_has_its_evening():
    here = datetime.datetime(2026, 12, 1, 18).timestamp()
    assert deadline("2026-12-01 18:00") == deadline(" 2026-12-01T18:00:00 ") == here
    assert deadline("2026-12-01") == datetime.datetime(2026, 12, 2).timestamp()
    assert deadline("2026-12-01 18:00+02:00") == deadline("2026-12-01 16:00Z")
    for text in ("", "tomorrow", "1.12.2026", "2026-13-01", "9999-12-31"):
        with pytest.raises(WorkbookError, match=r"is not a date. Type the deadline as --due \"2026-12-01 18:00\""):
            deadline(text)
