"""A class in which sixty are hostile and forty files are damaged, and the three honest students among them.

`-s` prints a table: what each kind tries, what became of it, and its points.
"""

import contextlib
import csv
import io
import json
import os
import re
import shlex
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from damaged import DAMAGED
from gathering import handed_in, laid
from heap_scan import MARKED, marker
from hostile import CLASSMATE, HOSTILE, SECRET, cell_of, code_cell
from other_graders import filled, right_answers

from workbook.assignments import open_exercise
from workbook.assignments.copies import student_copy
from workbook.assignments.release import variant_of
from workbook.assignments.roster import Student, folder_name
from workbook.assignments.variants import mark_of
from workbook.cli.__main__ import main
from workbook.grading import autograde
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.results import SUMMARY, read_results, result_path
from workbook.grading.sandbox import Limits

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]

ROOT = Path(__file__).parents[2]
EXERCISE = "07_trade"
HONEST = {CLASSMATE: "Ana Müller", "anna.k": "Anna Kowalska", "김/3": "김 철수"}
# Names as students of a platform may give themselves.
NAMES = ["=1+1", "+cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>", "\u202eevil", "@SUM(1)", "a" * 300]
SECONDS = 24
STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r]")


def kinds():
    """Every kind by the id of the student who hands it in."""
    return {f"h{number:02}": (name, kind) for number, (name, kind) in enumerate(HOSTILE.items(), 1)} | {
        f"d{number:02}": (name, kind) for number, (name, kind) in enumerate(DAMAGED.items(), 1)
    }


KINDS = kinds()


def own_copy(exercise, id):
    """The copy of the student with this ``id``, with right answers of their variant and a marker in the essay."""
    number = variant_of(exercise, Student(id), SECRET)
    copy = student_copy(exercise, number, id, mark_of(id, EXERCISE, SECRET))
    notebook = filled(copy, right_answers(exercise, number), views=False)
    cell_of(notebook, "essay", "e1")["source"] += f"\n\n{marker(short(id), 'essay')}"
    return notebook


def short(id):
    """An ``id`` as a marker can hold it."""
    return "".join(sign for sign in id if sign.isascii() and sign.isalnum())[-8:]


def as_bytes(notebook):
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace")


def handed_in_by(exercise, id, number):
    """The files, by path, of the student with a kind: in one of the forms in which classes hand in."""
    _, kind = KINDS[id]
    notebook = own_copy(exercise, id)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
    if kind.code:
        at = notebook["cells"].index(cell_of(notebook, "answer"))
        left = f"import os\nos.environ['LEFT'] = {marker(id, 'left')!r}\nopen({marker(id, 'file')!r}, 'w').close()"
        notebook["cells"][at:at] = [code_cell(left), code_cell(f"{kind.code}\n# {marker(id, 'code')}")]
    if kind.change:
        notebook = kind.change(notebook) or notebook
    content = as_bytes(notebook)
    folders = (f"{id}", f"Student {id}_{number}_assignsubmission_file_")
    if kind.files:
        folder = folders[number % 2]
        files = kind.files(content)
        return {name[1:] if name.startswith("/") else f"{folder}/{name}": each for name, each in files.items()}
    forms = [
        {f"{folders[0]}/{EXERCISE}.ipynb": content},
        {f"{folders[1]}/{EXERCISE}.ipynb": content},
        {f"student{id}_{number}_9{number}_{EXERCISE}.ipynb": content},
        {f"submitted/{id}/{EXERCISE}/{EXERCISE}.ipynb": content},
        {f"{EXERCISE}-{id}.zip": handed_in(id, inside=content)},
        {f"{EXERCISE}-{id}.ipynb": content},
    ]
    return forms[number % len(forms)]


def honest_files(exercise):
    first, second, third = ((id, as_bytes(own_copy(exercise, id))) for id in HONEST)
    return {
        f"{HONEST[first[0]]}_4711_assignsubmission_file_/{EXERCISE}.ipynb": first[1],
        f"{EXERCISE}-20261101-101500.zip": handed_in(second[0], inside=second[1]),
        f"{EXERCISE} (1).ipynb": third[1],
    }


@dataclass
class Graded:
    """A class that was graded: where, the results by student, the screen, and what lay around before and after."""

    place: Path
    said: str
    before: dict
    after: dict
    seconds: float
    results: dict = field(init=False)

    def __post_init__(self):
        self.results = read_results(self.place / "out")

    @property
    def summary(self):
        return json.loads((self.place / "out" / SUMMARY).read_text(encoding="utf-8"))


def around(place):
    """The files of the checkout and of ``place`` but for results, by path with size and time; and what else may be."""
    found = list(Path("/tmp").glob("hostile-was-here*"))
    for part in ("workbook", "datasets", "exercises"):
        found += (ROOT / part).rglob("*")
    found += [path for path in place.rglob("*") if "out" not in path.relative_to(place).parts]
    files = [path for path in found if path.is_file() and "__pycache__" not in path.parts]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def name_of(id):
    """The name in the roster; every sixth is one as students of a platform may give themselves."""
    number = int(id[1:]) if id in KINDS else 1
    return HONEST.get(id) or (f"Student {id}" if number % 6 else f"{NAMES[number // 6 % len(NAMES)]} {id}")


def graded(place, files, ids):
    """Grade ``files`` as an instructor does who has all students with ``ids`` in the roster."""
    laid(place / "in", files)
    with (place / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name"])
        writer.writerows((id, name_of(id)) for id in ids)
    (place / "secret.txt").write_text(SECRET, encoding="utf-8")
    before, start, said = around(place), time.monotonic(), io.StringIO()
    words = ["grade", str(place / "in"), "--exercise", EXERCISE, "--students", str(place / "roster.csv")]
    words += ["--secret", str(place / "secret.txt"), "--out", str(place / "out")]
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        assert main([*words, "--seconds", str(SECONDS), "--jobs", "2"]) == 0, said.getvalue()
    return Graded(place, said.getvalue(), before, around(place), time.monotonic() - start)


@pytest.fixture(scope="module")
def trade():
    return open_exercise(EXERCISE)


@pytest.fixture(scope="module")
def everybody(trade, tmp_path_factory):
    """The whole class, graded once."""
    files = honest_files(trade)
    for number, id in enumerate(KINDS, 1):
        files |= handed_in_by(trade, id, number)
    return graded(tmp_path_factory.mktemp("everybody"), files, [*HONEST, *KINDS])


@pytest.fixture(scope="module")
def alone(trade, tmp_path_factory):
    """The three honest students, graded alone."""
    place = tmp_path_factory.mktemp("alone") / "my class (ü) & 'co'"
    place.mkdir()
    return graded(place, honest_files(trade), HONEST)


def outcome(everybody, id):
    """What became of a student: the questions with all points as digits, None if not graded; and what was said."""
    result = everybody.results.get(id)
    if result is None:
        listed = [f"{file}: {reason}" for file, reason in everybody.summary["unmatched"]]
        return None, " ".join(listed)
    if result.status != "graded":
        return None, result.reason
    full = "".join(name[1:] for name, each in result.questions.items() if each.points == each.most)
    return full, " ".join(map(str, (*result.remarks, *result.repairs)))


def test_there_are_sixty_hostile_kinds_and_forty_damaged_ones_and_all_are_told_apart():
    assert len(HOSTILE) >= 60 and len(DAMAGED) >= 40
    tries = [kind.tries for _, kind in KINDS.values()]
    assert len(set(tries)) == len(tries) and all(tries)


@pytest.mark.parametrize("id", KINDS, ids=lambda id: f"{id} {KINDS[id][0]}")
def test_each_gets_what_it_has_earned_and_its_reason_is_said(everybody, id):
    _, kind = KINDS[id]
    full, said = outcome(everybody, id)
    assert full == kind.right, said
    assert kind.said in said, said
    if full is not None:
        points = sum(each.points for each in everybody.results[id].questions.values())
        assert points == sum(everybody.results[id].questions[f"q{digit}"].most for digit in kind.right)


def test_everybody_has_a_result_or_is_listed(everybody):
    listed = {*everybody.summary["missing"], *everybody.summary["students"]}
    assert listed == {*HONEST, *KINDS} and everybody.results.keys() == set(everybody.summary["students"])
    assert all(KINDS[id][1].right is None for id in everybody.summary["missing"])
    assert f"{CLASSMATE}: " in everybody.said and "not used: my 07_trade.ipynb" in everybody.said  # a loose mark
    print_table(everybody)


def print_table(everybody):
    """A line for each kind; it is seen with -s."""
    print(f"\n{len(everybody.results)} results in {everybody.seconds:.0f} seconds")
    print(f"{'id':4} {'kind':32} {'outcome':9} {'points':>6}  tries")
    for id, (name, kind) in KINDS.items():
        result = everybody.results.get(id)
        points = f"{result.points:g}" if result and result.status == "graded" else ""
        print(f"{id:4} {name:32} {result.status if result else 'listed':9} {points:>6}  {kind.tries}")


@pytest.mark.parametrize("id", HONEST)
def test_an_honest_result_is_that_of_a_class_without_the_others_byte_by_byte(everybody, alone, id):
    assert result_path(everybody.place / "out", id).read_bytes() == result_path(alone.place / "out", id).read_bytes()
    assert alone.results[id].points == 11 and not alone.results[id].remarks


def test_no_result_holds_a_marker_of_somebody_else(everybody):
    own = {folder_name(id): short(id) for id in (*HONEST, *KINDS)}
    markers = 0
    for path in (everybody.place / "out").rglob("*"):
        if path.is_file():
            found = MARKED.findall(path.read_text(encoding="utf-8"))
            markers += len(found)
            assert {*found} <= {own.get(path.stem, "nobody")}, path.name
    assert markers > 150  # so the markers are there to be found


def test_nothing_is_written_elsewhere_and_nothing_runs_on(everybody):
    assert everybody.after == everybody.before
    deadline = time.monotonic() + 10
    while (left := own_workers()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []


def own_workers():
    """The processes that this one, and no other run of tests, left behind."""
    left = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"workbook.grading" in (path / "cmdline").read_bytes():
                left.append(path.name)
    return left


def test_in_another_order_and_beside_other_files_the_results_are_the_same_byte_by_byte(
    everybody, trade, tmp_path, monkeypatch
):
    laid(tmp_path, {"course-secret.txt": b"\xff\0", "students/h01.json": b"{}", "roster.csv": b"x", "json.py": b"1/0"})
    monkeypatch.chdir(tmp_path)
    roster = [Student(id, name_of(id)) for id in (*HONEST, *KINDS)]
    found = gather(everybody.place / "in", EXERCISE, roster[::-1], SECRET, title=trade.title)
    limits = Limits(wall=SECONDS, cpu=min(SECONDS, Limits.cpu))
    grade_all(Plan(trade, tmp_path / "out", SECRET, limits=limits, students=roster), found.submissions[::-1], jobs=2)
    written = {path.name: path.read_bytes() for path in (tmp_path / "out" / "students").iterdir()}
    wanted = {path.name: path.read_bytes() for path in (everybody.place / "out" / "students").iterdir()}
    assert written.keys() == wanted.keys()
    assert [name for name in wanted if written[name] != wanted[name]] == []


def test_what_is_shown_of_the_class_holds_no_formula_and_no_code(everybody, tmp_path):
    out = everybody.place / "out"
    with (out / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if STARTS_A_FORMULA.match(cell)]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", everybody.said)
    written = {"codes in the essay", "attached", "names with lines", "much to show", "custom errors"}
    shown = [id for id, (name, _) in KINDS.items() if name in written]
    laid(tmp_path / "students", {f"{id}.json": result_path(out, id).read_bytes() for id in shown})
    assert main(["grade", "feedback", str(tmp_path), "--exercise", EXERCISE]) == 0
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "feedback").glob("*.html")]
    assert len(pages) == len(written) and sum("&lt;script&gt;alert(1)&lt;/script&gt;" in page for page in pages) == 1
    for page in pages:
        assert not re.search(r"<(?:script|img|iframe|svg|object)|(?:href|src)=.javascript:", page)
        assert "\x1b" not in page
        assert "\u202e" not in re.sub(r"<p\b[^>]*>[^<]*</p>", "", page)  # what turns text round ends with its paragraph


# What lies in the folder of the instructor


STRAY = {
    "good": SECRET.encode(),
    "of one line too few": b"\n",
    "short": b"abc\n",
    "binary": bytes(range(256)),
    "UTF-16": SECRET.encode("utf-16"),
}


@pytest.mark.parametrize("content", STRAY.values(), ids=STRAY)
def test_a_secret_that_lies_in_the_folder_and_was_not_typed_stops_no_run(content, trade, tmp_path, monkeypatch, capsys):
    laid(tmp_path, {"in/s1.ipynb": b"no notebook", "course-secret.txt": content})
    monkeypatch.chdir(tmp_path)
    assert main(["grade", "in", "--exercise", EXERCISE]) == 0
    said = capsys.readouterr().out
    assert "0 of 1 submissions were graded" in said and "course-secret.txt" in said and "not used" in said
    assert read_results(tmp_path / f"{EXERCISE}-results")["s1"].status == "refused"
    assert (tmp_path / "course-secret.txt").read_bytes() == content


@pytest.mark.parametrize("content", [b"abc\n", bytes(range(256))], ids=["short", "binary"])
def test_a_secret_that_was_typed_and_cannot_be_one_stops_the_run_before_it_begins(content, tmp_path, capsys):
    laid(tmp_path, {"in/s1.ipynb": b"no notebook", "mine.txt": content})
    out = tmp_path / "out"
    words = ["grade", str(tmp_path / "in"), "--exercise", EXERCISE, "--out", str(out)]
    assert main([*words, "--secret", str(tmp_path / "mine.txt")]) == 2
    assert "mine.txt" in capsys.readouterr().err and not out.exists()


# What else happens to an instructor


def test_a_secret_may_come_from_a_pipe(tmp_path, capsys):
    reading, writing = os.pipe()
    os.write(writing, SECRET.encode())
    os.close(writing)
    laid(tmp_path, {"in/s1.ipynb": b"no notebook"})
    words = ["grade", str(tmp_path / "in"), "--exercise", EXERCISE, "--out", str(tmp_path / "out")]
    try:
        assert main([*words, "--secret", f"/dev/fd/{reading}"]) == 0, capsys.readouterr().err
    finally:
        os.close(reading)


def test_what_to_type_next_is_one_command_whatever_the_folders_are_called(alone):
    line = next(line for line in alone.said.splitlines() if "with an essay to mark: " in line)
    typed = shlex.split(line.partition("with an essay to mark: ")[2])
    assert " " in str(alone.place)
    assert typed[:3] == ["workbook", "grade", "essays"] and typed[3] == str(alone.place / "out")


@pytest.mark.parametrize("out", ["a" * 300, "file", "file/results"])
def test_a_folder_for_results_that_cannot_be_is_said_in_one_sentence(out, tmp_path, capsys):
    laid(tmp_path, {"in/s1.ipynb": b"no notebook", "file": b""})
    words = ["grade", str(tmp_path / "in"), "--exercise", EXERCISE, "--variant", "1"]
    assert main([*words, "--out", str(tmp_path / out)]) == 2
    said = capsys.readouterr().err
    assert "cannot be written" in said and said.count("\n") == 1 and "--out" in said


def test_an_interrupted_run_says_what_is_kept_and_that_it_goes_on(trade, tmp_path, monkeypatch, capsys):
    def interrupted(plan, submissions, *words, done, **more):
        done(None)
        raise KeyboardInterrupt

    monkeypatch.setattr(autograde, "grade_all", interrupted)
    laid(tmp_path, {"in/s1.ipynb": b"no notebook", "in/s2.ipynb": b"no notebook"})
    words = ["grade", str(tmp_path / "in"), "--exercise", EXERCISE, "--variant", "1", "--out", str(tmp_path / "out")]
    assert main(words) == 130
    said = capsys.readouterr().err
    assert f"1 of 2 submissions were dealt with; what is graded is kept in {tmp_path / 'out'}." in said
    assert "Type the same command again" in said
