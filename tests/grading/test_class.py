"""A class from the roster to the feedback, each step as an instructor calls it."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from other_graders import filled, likely_mistakes, right_answers

from workbook.assignments import open_exercise
from workbook.assignments.release import variant_of
from workbook.assignments.roster import Student
from workbook.assignments.source import EXAMPLE
from workbook.base import BadData
from workbook.cli.__main__ import main
from workbook.grading.essays import mark_essays, read_sheets, write_sheets
from workbook.grading.results import read_marks, read_results
from workbook.measures.coding import weighted_kappa

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]

STUDENTS = {"s1": "김 철수", "s2": "Ada <b>Bern</b>", "s3": "Zoë", "s4": "Бо"}
HOSTILE = "=1+1 <script>alert(1)</script> \x1b[31mred\x1b[0m \u202eabc"
VOID = {"meta", "link", "br", "hr", "input", "img"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A folder in which a class of three was given copies of their own and graded; the fourth handed nothing in."""
    place = tmp_path_factory.mktemp("class")
    (place / "roster.csv").write_text("id,name\n" + "".join(f'{id},"{name}"\n' for id, name in STUDENTS.items()))
    exercise, secret = str(EXAMPLE), str(place / "secret.txt")
    roster = ["--students", str(place / "roster.csv"), "--secret", secret]
    assert main(["assign", exercise, *roster, "--out", str(place / "given")]) == 0
    found = open_exercise(EXAMPLE)
    for id in ("s1", "s2", "s3"):
        number = variant_of(found, Student(id), Path(secret).read_text().strip())
        answers = right_answers(found, number)
        if id == "s2":
            answers |= likely_mistakes(found, number)[0] | {"e1": HOSTILE}
        copy = json.loads((place / "given" / "for-students" / id / "example.ipynb").read_text(encoding="utf-8"))
        (place / "in").mkdir(exist_ok=True)
        (place / "in" / f"{id}.ipynb").write_text(json.dumps(filled(copy, answers)), encoding="utf-8")
    out = str(place / "results")
    assert main(["grade", str(place / "in"), "--exercise", exercise, *roster, "--out", out, "--jobs", "2"]) == 0
    return place


def test_each_student_is_graded_on_their_own_variant(graded):
    results = read_results(graded / "results")
    assert {id: one.points for id, one in results.items()} == {"s1": 3, "s2": 2, "s3": 3}
    assert len({one.variant for one in results.values()}) > 1
    assert json.loads((graded / "results" / "graded.json").read_text())["missing"] == ["s4"]


def test_a_run_says_what_costs_points_and_ends_with_the_class_that_it_keeps(graded, capsys):
    words = ["grade", str(graded / "in"), "--exercise", str(EXAMPLE), "--students", str(graded / "roster.csv")]
    words += ["--secret", str(graded / "secret.txt"), "--out", str(graded / "results")]
    assert main(words) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("3 of 3 submissions were graded") and said[-7].startswith("The class, with the points")
    at = said.index("What costs points:")
    assert said[at + 1] == "  s4: Nothing came."
    assert [line.split()[0] for line in said[-4:]] == list(STUDENTS)
    first = (graded / "results" / "class.csv").read_bytes()
    rows = list(csv.DictReader(first.decode("utf-8-sig").splitlines()))
    assert [(row["id"], row["points"], row["status"]) for row in rows] == [
        ("s1", "3", "graded"),
        ("s2", "2", "graded"),
        ("s3", "3", "graded"),
        ("s4", "", "nothing came"),
    ]
    assert main([*words, "--verbose"]) == 0 and (graded / "results" / "class.csv").read_bytes() == first
    assert len(capsys.readouterr().out.splitlines()) >= len(said)


def test_feedback_shows_the_prompt_and_solution_of_the_students_own_variant(graded):
    assert main(["grade", "feedback", str(graded / "results"), "--exercise", str(EXAMPLE)]) == 0
    exercise = open_exercise(EXAMPLE)
    for id, result in read_results(graded / "results").items():
        page = (graded / "results" / "feedback" / f"{id}.html").read_text(encoding="utf-8")
        year, answer = exercise.variants[result.variant]["year"], exercise.key(result.variant)["q1"]["answer"]
        assert f"<strong>{year}</strong>" in page and f"China's share of KOTRA's total is {answer:g} percent." in page
        assert result.questions["q1"].reply in page and "Not marked yet" in page
        assert not [name for other, name in STUDENTS.items() if other != id and name in page]
        assert not [other for other in STUDENTS if other != id and re.search(rf"\b{other}\b", page)]
        assert "http://" not in page and "https://" not in page and str(graded) not in page


def test_feedback_is_well_formed_and_shows_what_students_wrote_as_text(graded):
    main(["grade", "feedback", str(graded / "results"), "--exercise", str(EXAMPLE)])
    page = (graded / "results" / "feedback" / "s2.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Ada &lt;b&gt;Bern&lt;/b&gt;" in page and "\x1b" not in page
    open_tags, ids, headings = [], [], []

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attributes):
            ids.extend(value for name, value in attributes if name == "id")
            if re.fullmatch("h[1-6]", tag):
                headings.append(int(tag[1]))
            if tag not in VOID:
                open_tags.append(tag)

        def handle_endtag(self, tag):
            assert open_tags.pop() == tag

    Parser().feed(page)
    assert open_tags == [] and len(ids) == len(set(ids))
    assert headings[0] == 1 and all(later - before <= 1 for before, later in zip(headings, headings[1:], strict=False))


# Essays


def sheet(place, marker, levels):
    """A filled-in sheet of ``marker``: ``levels`` by the place of the essay in the anonymous order."""
    exercise, secret = open_exercise(EXAMPLE), (place / "secret.txt").read_text().strip()
    found = write_sheets(place / "results", exercise, secret, marker)
    path = next(path for path in found.paths if path.suffix == ".csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, given in zip(rows, levels, strict=True):
        row |= dict(zip(("concept", "evidence", "argument", "limits"), given, strict=True))
        row["comments"] = "unit"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")  # as a spreadsheet with another language saves it
        writer.writeheader()
        writer.writerows(rows)
    return path, rows


@pytest.fixture
def essays(graded, tmp_path):
    """The class again, in a folder of this test's own."""
    import shutil

    shutil.copytree(graded, tmp_path / "class")
    shutil.rmtree(tmp_path / "class" / "results" / "essays", ignore_errors=True)
    return tmp_path / "class"


ONE = [("clear", "precise", "strong", "strong"), ("SOUND", "1", "sound", "missing"), ("missing",) * 4]


def test_marking_sheets_name_nobody_and_hold_no_formulas(essays):
    path, rows = sheet(essays, "", ONE)
    said = path.read_text(encoding="utf-8") + path.with_suffix(".html").read_text(encoding="utf-8")
    assert not [word for pair in STUDENTS.items() for word in pair if re.search(rf"\b{word}\b", said)]
    assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)
    assert any(row["text"].startswith("'=1+1") for row in rows) and "\x1b" not in said
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page and page.count("<article") == 3


def test_the_marks_of_one_marker_count_and_reach_feedback_and_total(essays):
    exercise, secret = open_exercise(EXAMPLE), (essays / "secret.txt").read_text().strip()
    path, rows = sheet(essays, "", ONE)
    reading = mark_essays(essays / "results", exercise, secret, [path])
    points = sorted(mark["e1"]["points"] for mark in reading.marks.values())
    assert points == [0, 1.5 + 1 + 1.5 + 0, 8] and read_marks(essays / "results") == reading.marks
    main(["grade", "feedback", str(essays / "results"), "--exercise", str(EXAMPLE)])
    best = next(id for id, mark in reading.marks.items() if mark["e1"]["points"] == 8)
    page = (essays / "results" / "feedback" / f"{best}.html").read_text(encoding="utf-8")
    assert page.count("Reached:") == 4 and "Give the year and the unit with every figure." in page
    assert f"{read_results(essays / 'results')[best].points + 8:g} of 11 points" in page


def test_where_two_markers_differ_a_third_sheet_decides(essays):
    from sklearn.metrics import cohen_kappa_score

    exercise, secret = open_exercise(EXAMPLE), (essays / "secret.txt").read_text().strip()
    two = [("clear", "sound", "strong", "missing"), ("sound", "partial", "sound", "missing"), ("missing",) * 4]
    first, rows = sheet(essays, "ada", ONE)
    second, _ = sheet(essays, "bo", two)
    reading = read_sheets(essays / "results", exercise, secret, [first, second])
    # “strong” against “missing” on limits: three levels apart; “precise” against “sound” on evidence: the mean counts.
    (case,) = reading.differing
    assert (case.code, case.criterion) == (rows[0]["code"], "limits") and len(reading.marks) == 2
    evidence = reading.agreement["e1"]["evidence"]
    assert evidence["equal"] == pytest.approx(2 / 3)
    assert evidence["kappa"] == pytest.approx(cohen_kappa_score([0, 2, 3], [1, 2, 3]))
    assert evidence["weighted"] == pytest.approx(cohen_kappa_score([0, 2, 3], [1, 2, 3], weights="quadratic"))
    assert weighted_kappa([0, 1], [0, 1]) == 1

    decided, _ = sheet(essays, "third", [("", "", "", "sound"), ("",) * 4, ("",) * 4])
    reconciled = decided.rename(decided.with_name("e1-reconciled.csv"))
    text = reconciled.read_text(encoding="utf-8").replace("third", "reconciled")
    reconciled.write_text(text, encoding="utf-8")
    whole = mark_essays(essays / "results", exercise, secret, [first, second, reconciled])
    assert (
        not whole.differing and sorted(mark["e1"]["points"] for mark in whole.marks.values())[-1] == 2 + 1.75 + 2 + 1.5
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("clear", "brilliant", r"row 2, column concept: there is no level “brilliant”"),
        ("unit", "units", r"column comments: there is no comment “units”"),
        (None, "Z9Z9Z9", r"column code: no essay has the code Z9Z9Z9"),
    ],
)
def test_a_mistake_in_a_sheet_is_reported_with_row_and_column_and_nothing_is_kept(essays, old, new, said):
    exercise, secret = open_exercise(EXAMPLE), (essays / "secret.txt").read_text().strip()
    path, rows = sheet(essays, "", ONE)
    path.write_text(path.read_text(encoding="utf-8").replace(old or rows[0]["code"], new, 1), encoding="utf-8")
    with pytest.raises(BadData, match=said):
        mark_essays(essays / "results", exercise, secret, [path])
    assert read_marks(essays / "results") == {}


def test_a_spreadsheet_gives_the_same_marks_as_the_csv_file(essays):
    openpyxl = pytest.importorskip("openpyxl")
    exercise, secret = open_exercise(EXAMPLE), (essays / "secret.txt").read_text().strip()
    path, _ = sheet(essays, "", ONE)
    by_csv = read_sheets(essays / "results", exercise, secret, [path]).marks
    book = openpyxl.load_workbook(path.with_suffix(".xlsx"))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    for row, given in zip(range(2, 5), ONE, strict=True):
        for name, level in zip(("concept", "evidence", "argument", "limits"), given, strict=True):
            page.cell(row, heads.index(name) + 1).value = level
        page.cell(row, heads.index("comments") + 1).value = "unit"
    book.save(path.with_suffix(".xlsx"))
    assert read_sheets(essays / "results", exercise, secret, [path.with_suffix(".xlsx")]).marks == by_csv
