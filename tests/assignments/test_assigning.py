"""Giving out exercises: rosters, secrets, variants, copies that hold no answer, and what is said to bad input."""

import re
from pathlib import Path

import pytest

from exercises import cell_of, changed
from workbook.assignments import all_exercises, open_exercise
from workbook.assignments.release import GIVEN, KEPT
from workbook.assignments.roster import Student, folder_name, read_roster
from workbook.assignments.source import EXAMPLE
from workbook.assignments.variants import drawn, own_secret
from workbook.base import BadData, UnknownName, WorkbookError
from workbook.cli.__main__ import main

SECRET = "0123456789abcdef0123456789abcdef"
NAMES = list(all_exercises())


# Variants


def test_the_same_id_and_secret_always_give_the_same_variant():
    # HMAC-SHA-256 of "07_trade\0s1" with the secret, as a number, modulo 54.
    assert [drawn("s1", "07_trade", SECRET, 54) for _ in range(3)] == [drawn("s1", "07_trade", SECRET, 54)] * 3
    assert drawn("s1", "07_trade", SECRET, 10**9) != drawn("s1", "07_trade", SECRET[::-1], 10**9)
    assert drawn("s1", "07_trade", SECRET, 10**9) != drawn("s2", "07_trade", SECRET, 10**9)
    assert drawn("s1", "07_trade", SECRET, 10**9) != drawn("s1", "10_votes", SECRET, 10**9)
    # One letter, written with one sign or with two.
    assert drawn("Zo\u00eb", "07_trade", SECRET, 10**9) == drawn("Zoe\u0308", "07_trade", SECRET, 10**9)


def test_variants_are_spread_over_a_class():
    counts = [0] * 10
    for number in range(1000):
        counts[drawn(f"s{number}", "07_trade", SECRET, 10)] += 1
    assert min(counts) > 60 and max(counts) < 140


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "course-secret.txt"
    first, made = own_secret(path)
    assert made and len(first) == 32 and path.stat().st_mode & 0o077 == 0
    assert own_secret(path) == (first, False)
    path.write_text("short\n")
    with pytest.raises(WorkbookError, match=r"has 5 characters; it needs at least 16"):
        own_secret(path)
    with pytest.raises(WorkbookError, match=r"Name a file: --secret"):
        own_secret(tmp_path / "no" / "such.txt")


# The command


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An instructor's folder with a roster, and with nothing else."""
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text("\ufeffid;name;mail\ns1;김 철수;a@b\n\nз2;Ада;c@d\n", encoding="utf-8")
    return tmp_path


def test_an_instructors_path_from_a_new_exercise_to_students_files(here, capsys):
    assert main(["new", "exercise", "21_mine"]) == 0
    assert main(["assign", "21_mine", "--students", "roster.csv", "--out", "out"]) == 0
    given = {path.relative_to("out").as_posix() for path in Path("out").rglob("*.ipynb")}
    assert given == {f"{part}/{id}/21_mine.ipynb" for part in (GIVEN, KEPT) for id in ("s1", "з2")}
    said = capsys.readouterr().out
    assert "A new secret was made" in said and "2 copies" in said
    for system, files in (
        ("nbgrader", ["nbgrader_config.py", "source/21_mine/21_mine.ipynb"]),
        ("otter", ["21_mine.ipynb"]),
    ):
        assert main(["assign", "21_mine", "--for", system]) == 0
        place = Path(f"21_mine-{system}")
        assert sorted(path.relative_to(place).as_posix() for path in place.rglob("*.*")) == files


def test_copies_made_again_are_the_same_and_never_overwrite(here, capsys):
    main(["new", "exercise", "21_mine"])
    assert main(["assign", "21_mine", "--students", "roster.csv", "--out", "one"]) == 0
    assert main(["assign", "21_mine", "--students", "roster.csv", "--out", "two"]) == 0
    for path in Path("one").rglob("*.ipynb"):
        assert path.read_bytes() == (Path("two") / path.relative_to("one")).read_bytes()
    # The same copies are there already: only what is new, such as a zip of them, is written.
    times = {path: path.stat().st_mtime_ns for path in Path("one").rglob("*.*")}
    assert main(["assign", "21_mine", "--students", "roster.csv", "--out", "one", "--zip", "folders"]) == 0
    assert {path: path.stat().st_mtime_ns for path in Path("one").rglob("*.*")} == times | {
        Path("one/21_mine-folders.zip"): Path("one/21_mine-folders.zip").stat().st_mtime_ns
    }
    Path("roster.csv").write_text("id,name\ns1,Ada\n")
    capsys.readouterr()
    assert main(["assign", "21_mine", "--students", "roster.csv", "--out", "one"]) == 2
    said = capsys.readouterr().err
    assert "one exists already, holds other files, and is not changed. Name another folder with --out" in said
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_without_a_name_the_exercises_are_listed(capsys):
    assert main(["assign"]) == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == NAMES


def test_where_no_exercise_is_installed_it_is_said_why(monkeypatch, capsys):
    for module in ("workbook.assignments", "workbook.assignments.source"):
        monkeypatch.setattr(f"{module}.all_exercises", dict)
    assert main(["assign"]) == main(["assign", "07_trade"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("Exercises hold the answers, so they are not installed")
    assert said[1].startswith("There is no exercise 07_trade here. Exercises hold the answers")


# Bad input: what came, what is possible, what to type; and nothing is written

ROSTERS = [
    ("id\ns1\nS1\n", "roster.csv, row 3: the id S1 is already in row 2."),
    ("name,id\nAda,\n", "roster.csv, row 2: the column id is empty. Every student needs an id."),
    ("name\nAda\n", 'roster.csv has no column "id"; it has: name. Name the column with the ids "id".'),
    ("id\n", "roster.csv names no student"),
]


@pytest.mark.parametrize(("content", "said"), ROSTERS)
def test_a_bad_roster_is_told_by_row_and_column_and_nothing_is_written(here, capsys, content, said):
    Path("roster.csv").write_text(content)
    assert main(["assign", str(EXAMPLE), "--students", "roster.csv", "--out", "out"]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in here.iterdir()] == ["roster.csv"]


ORDERS = [
    (["07_trde"], 'There is no exercise called "07_trde". Did you mean "07_trade"?'),
    (["07_trade", "--variant", "99"], "There is no variant 99; 07_trade has 1 to 54."),
    (["07_trade", "--for", "otter", "--students", "roster.csv"], "otter gives one notebook to everybody."),
    (["07_trade", "--students", "roster.csv", "--variant", "2"], "leave --variant out"),
    (["07_trade", "--students", "none.csv"], "The roster none.csv cannot be read (No such file or directory)."),
]


@pytest.mark.parametrize(("order", "said"), ORDERS)
def test_what_cannot_be_done_is_said_in_one_sentence(here, capsys, order, said):
    assert main(["assign", *order]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in here.iterdir()] == ["roster.csv"]


def test_an_unknown_exercise_is_an_error_of_its_kind():
    with pytest.raises(UnknownName):
        open_exercise("07_trde")


def test_two_cells_with_one_question_name_are_named(own):
    def twice(cells):
        cell_of(cells, "answer", "q2")["metadata"]["workbook"]["question"] = "q1"

    with pytest.raises(BadData, match=r"the cells q1-answer and q2-answer are both the answer of q1"):
        open_exercise(changed(own, twice))


def test_a_rubric_whose_points_do_not_add_up_is_told(own):
    path = own / "rubric.yaml"
    path.write_text(path.read_text().replace("{name: clear, points: 2,", "{name: clear, points: 3,"))
    said = r"rubric.yaml: the best levels of e1 add up to 9 points, and its cell in the notebook says 8\."
    with pytest.raises(BadData, match=said):
        open_exercise(own)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points: 2, descriptor", "points: two, descriptor", r"criteria\.1\.levels\.1\.points: 'two' is not of type"),
        ("title: Concept", "title1: Concept", r"criteria\.1: .*'title1' was unexpected"),
        ("criterion: argument", "criterion: style", r"comment other_side: there is no criterion style"),
        ("question: e1", "question: e2", r"there is no essay e2; the notebook has: e1"),
        ("id: evidence", "id: concept", r"two criteria are called concept"),
        ("points: 0, descriptor", "points: 1, descriptor", r"criterion concept: the levels have 2, 1.5, 1, 1 points"),
        ("criteria:", "criteria: [", r"cannot be read"),
    ],
)
def test_a_broken_rubric_is_told_by_its_field(own, old, new, said):
    path = own / "rubric.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(BadData, match=said):
        open_exercise(own)


def without_solution(cells):
    cell_of(cells, "answer")["source"] = "q1 = 3"


def without_hidden(cells):
    cells.remove(cell_of(cells, "hidden"))


def strange_field(cells):
    cell_of(cells, "prompt")["source"] = "In {jahr}?"


def strange_role(cells):
    cell_of(cells, "prompt")["metadata"]["workbook"]["role"] = "question"


def points_on_prompt(cells):
    cell_of(cells, "prompt")["metadata"]["workbook"]["points"] = 2


def same_mistake(cells):
    cell_of(cells, "hidden")["source"] = ['Key(q1, solution="{answer}", wrong=(Wrong(q1, "It is so."),))']


def no_number(cells):
    cell_of(cells, "check")["source"] = 'wb.readable(q1, "day")'


def crash(cells):
    cell_of(cells, "hidden")["source"] = "1 / 0"


BROKEN = [
    (without_solution, r"cell q1-answer: the model answer stands once between"),
    (without_hidden, r"the question q1 has no cell with the role hidden"),
    (strange_field, r"cell q1-prompt: no variant has \{jahr\}; they have: year"),
    (strange_role, r"cell q1-prompt, metadata.workbook, role: 'question' is not one of"),
    (points_on_prompt, r"cell q1-prompt: points belong to hidden cells and essays, not to a prompt"),
    (same_mistake, r"q1: the likely mistake 32.5 is as good as another answer of the key"),
    (no_number, r"q1: the answer cannot be read. You gave 32.5; the answer is a day"),
    (crash, r"cell q1-hidden: ZeroDivisionError"),
]


@pytest.mark.parametrize(("change", "said"), BROKEN)
def test_a_broken_exercise_is_told_by_its_cell_and_nothing_is_written(own, change, said, capsys, tmp_path):
    assert main(["assign", str(changed(own, change)), "--out", str(tmp_path / "out")]) == 2
    assert re.search(said, capsys.readouterr().err)
    assert [path.name for path in tmp_path.iterdir()] == ["90_own"]


def test_a_roster_is_read_in_any_common_form(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("Student ID\tFull name\r\n 007 \tZoë\r\n".encode("utf-8-sig"))
    assert read_roster(path) == [Student("007", "Zoë")]


@pytest.mark.parametrize("id", ["../../etc", ".", "..", "a/b", "a\\b", "con:", "김 철수", "x" * 60])
def test_the_id_of_a_student_cannot_leave_its_folder(id, tmp_path):
    name = folder_name(id)
    assert (tmp_path / name).resolve().parent == tmp_path.resolve() and not re.search(r'[\\/:*?"<>|]', name)
