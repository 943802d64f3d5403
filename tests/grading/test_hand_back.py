"""Zips by which a learning system gives each student what is theirs."""

import csv
import io
import zipfile

import pytest

from workbook.assignments.roster import Student
from workbook.base import BadData
from workbook.cli.__main__ import main
from workbook.grading.hand_back import HandedFile, hand_back, packed_folder

CLASS = [
    Student("s1", "Ana_Maria Müller", "ana@u.org"),
    Student("s2", "Ana Müller", "am@u.org"),
    Student("s3", "김 철수"),
]
FILES = {student.id: HandedFile("07_trade.ipynb", student.id.encode()) for student in CLASS}
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed\n"
    "Participant 11,Ana_Maria Müller,ana@u.org,-,,23.00,Yes\nParticipant 12,Ana Müller,am@u.org,-,,23.00,Yes\n"
)


def packed(names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    return content.getvalue()


def inside(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def download(tmp_path):
    """Keeps a download, as text or bytes, and gives its path."""

    def keep(content):
        path = tmp_path / "download"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return keep


def test_moodle_finds_the_number_after_the_first_underscore(download):
    made = hand_back("moodle", FILES, CLASS, "07_trade", download(WORKSHEET))
    assert inside(made.content) == {
        "Ana Maria Müller_11_assignsubmission_file_07_trade.ipynb": b"s1",
        "Ana Müller_12_assignsubmission_file_07_trade.ipynb": b"s2",
    }
    # As Moodle's importer reads it: five parts, of which the second is the number and the last the name of the file.
    assert [name.split("_", 4)[1::3] for name in inside(made.content)] == [
        ["11", "07_trade.ipynb"],
        ["12", "07_trade.ipynb"],
    ]
    assert "Upload multiple feedback files in a zip" in made.remarks[0]
    assert made.remarks[1:] == ("Not in download, so not in the zip: s3.",)


@pytest.mark.parametrize("ending", ["", "_"])
def test_the_zip_of_submissions_tells_moodles_numbers_too(download, ending):
    names = [f"김 철수_13_assignsubmission_file{ending}/x.ipynb", "Nobody Here_14_assignsubmission_file_/x.ipynb"]
    made = hand_back("moodle", FILES, CLASS, "07_trade", download(packed(names)))
    assert list(inside(made.content)) == ["김 철수_13_assignsubmission_file_07_trade.ipynb"]


def test_canvas_gets_names_that_begin_as_its_own(download):
    names = ["mulleranamaria_LATE_501_9001_07_trade.ipynb", "nobody_777_9002_x.ipynb", "mullerana_502_9003_a_b.zip"]
    students = [Student("501", "Mulleranamaria"), Student("502", "Mullerana")]
    files = {"501": HandedFile("feedback.html", b"1"), "502": HandedFile("feedback.html", b"2")}
    made = hand_back("canvas", files, students, "07_trade", download(packed(names)))
    assert inside(made.content) == {
        "mulleranamaria_LATE_501_9001_feedback.html": b"1",
        "mullerana_502_9003_feedback.html": b"2",
    }


@pytest.mark.parametrize("system", ["moodle", "canvas"])
def test_two_students_of_one_name_are_told_apart_by_what_was_graded_of_them(system, download):
    names = {
        "moodle": ["Ana Müller_12_assignsubmission_file_/x.ipynb", "Ana Müller_14_assignsubmission_file_/x.ipynb"],
        "canvas": ["mullerana_12_9_x.ipynb", "mullerana_14_9_x.ipynb"],
    }[system]
    students = [Student("a", "Ana Müller"), Student("b", "Ana Müller"), Student("c", "Ana Müller")]
    files = {student.id: HandedFile("feedback.html", student.id.encode()) for student in students}
    archive = download(packed(names))
    with pytest.raises(BadData, match="names no student of the roster"):
        hand_back(system, files, students, "07_trade", archive)
    graded = {"b": f"all.zip/{names[0]}", "a": f"all.zip/{names[1]}", "c": "mail/x.ipynb"}
    made = hand_back(system, files, students, "07_trade", archive, graded)
    numbers = {name.split("_")[1]: content for name, content in inside(made.content).items()}
    assert numbers == {"12": b"b", "14": b"a"}
    assert made.remarks[1:] == ("Not in download, so not in the zip: c.",)


def test_folders_come_with_a_list_for_mail_merge():
    made = hand_back("folders", FILES, CLASS, "07_trade", None)
    table = list(csv.reader(io.StringIO(inside(made.content).pop("mail-merge.csv").decode("utf-8-sig"))))
    assert table[0] == ["id", "name", "email", "file"] and table[1][2:] == ["ana@u.org", "s1/07_trade.ipynb"]
    assert made.remarks[1] == "No e-mail address in the roster: s3."
    assert made == hand_back("folders", FILES, CLASS, "07_trade", None)


def test_a_copy_with_its_data_is_one_zip():
    one = packed_folder({"a.ipynb": b"1"}, "07_trade")
    assert (one.name, one.content) == ("a.ipynb", b"1")
    several = packed_folder({"a.ipynb": b"1", "datasets/x/x.csv": b"2"}, "07_trade")
    assert several.name == "07_trade.zip" and inside(several.content)["datasets/x/x.csv"] == b"2"


@pytest.mark.parametrize(
    ("system", "content", "said"),
    [
        ("moodle", None, "name the grading worksheet or the zip of all submissions that you downloaded from Moodle"),
        ("canvas", WORKSHEET, "is no zip. Name the zip of all submissions that you downloaded from Canvas"),
        ("moodle", b"PK\x03\x04rest", "is damaged and cannot be read"),
        ("moodle", packed(["x.ipynb"]), "names no student of the roster"),
        ("moodle", "a,b\n1,2\n", "is not a grading worksheet"),
    ],
)
def test_a_download_that_does_not_help_is_one_sentence(system, content, said, download):
    with pytest.raises(BadData, match=said):
        hand_back(system, FILES, CLASS, "07_trade", content if content is None else download(content))


def test_copies_for_all_and_canvas_before_anything_was_handed_in_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text("id\ns1\n")
    assert main(["assign", "07_trade", "--zip", "moodle"]) == 2
    assert main(["assign", "07_trade", "--students", "roster.csv", "--zip", "canvas"]) == 2
    said = capsys.readouterr().err
    assert "put that file into the course" in said and "Take --zip folders" in said
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]


def test_the_command_packs_the_copies_of_a_class(tmp_path, monkeypatch, capsys, exercise):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text("id,name,email\ns1,Ada One,ada@u.org\n")
    assert main(["assign", str(exercise.path), "--students", "roster.csv", "--zip", "folders", "--out", "out"]) == 0
    copies = inside((tmp_path / "out" / f"{exercise.name}-folders.zip").read_bytes())
    path = f"s1/{exercise.name}.ipynb"
    assert copies[path] == (tmp_path / "out" / "for-students" / path).read_bytes()
    assert "mail-merge.csv with the address" in capsys.readouterr().out
