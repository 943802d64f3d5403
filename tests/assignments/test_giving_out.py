"""Giving out: who has which variant, and datasets of one's own that travel with the copies."""

import csv
import json
import os
import re
from pathlib import Path

import pytest

from exercises import cell_of, changed
from workbook.assignments import open_exercise
from workbook.assignments.release import GIVEN, KEPT, VARIANTS, variant_of
from workbook.assignments.roster import Student
from workbook.assignments.variants import own_secret
from workbook.base import UnknownName
from workbook.catalog import load
from workbook.catalog.folders import folder_beside, same_elsewhere
from workbook.cli.__main__ import main

ROSTER = "id,name,email\ns1,Ada One,ada@u.org\n007,=cmd,bo@u.org\n"


def loading_fairs(cells):
    setup = next(cell for cell in cells if "wb.load" in "".join(cell["source"]))
    setup["source"] = "".join(setup["source"]) + '\nfairs = wb.load("fairs")'


@pytest.fixture
def with_fairs(own, tmp_path, monkeypatch):
    """An exercise that loads a dataset of the instructor's own, named by a relative path."""
    monkeypatch.chdir(tmp_path)
    Path("fairs.csv").write_text("year,visitors\n2001,3\n", encoding="utf-8")
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    assert main(["data", "add", "fairs.csv", "--source", "UN, 2024"]) == 0
    card = tmp_path / "own_data" / "fairs" / "card.toml"
    text = card.read_text(encoding="utf-8")
    for old, new in (
        ("TO DO: such as CC-BY-4.0, or “all rights reserved”", "CC-BY-4.0"),
        ("TO DO: such as USD million, percent, votes", "people"),
        ("TO DO: ", ""),
    ):
        text = text.replace(old, new)
    card.write_text(text, encoding="utf-8")
    monkeypatch.setenv("WORKBOOK_DATA", "own_data")
    return changed(own, loading_fairs)


def test_a_dataset_of_ones_own_lies_beside_each_copy_and_is_found_there(with_fairs, tmp_path, monkeypatch, capsys):
    assert main(["assign", str(with_fairs), "--students", "roster.csv", "--out", "out"]) == 0
    assert "Of your own data, fairs goes with each copy" in capsys.readouterr().out
    monkeypatch.delenv("WORKBOOK_DATA")
    monkeypatch.chdir(tmp_path / "out" / GIVEN / "s1")
    assert load("fairs")["visitors"].tolist() == [3]
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownName, match="lies in the folder datasets beside the notebook; keep them together"):
        load("fairs")


def test_other_systems_get_the_dataset_too(with_fairs):
    assert main(["assign", str(with_fairs), "--for", "nbgrader", "--out", "nb"]) == 0
    assert (Path("nb/source") / with_fairs.name / "datasets/fairs/fairs.csv").is_file()
    assert main(["assign", str(with_fairs), "--for", "otter", "--out", "otter"]) == 0
    config = json.loads((Path("otter") / f"{with_fairs.name}.ipynb").read_text())["cells"][0]["source"]
    assert "- datasets/fairs/fairs.csv" in config and Path("otter/datasets/fairs/card.toml").is_file()


def test_a_relative_folder_of_data_is_absolute_for_another_process(with_fairs, tmp_path):
    assert same_elsewhere() == str(tmp_path / "own_data")


def test_what_lies_beside_a_notebook_never_takes_the_place_of_what_is_there(with_fairs, tmp_path, monkeypatch):
    for name in ("fairs", "trade"):
        beside = tmp_path / "datasets" / name
        beside.mkdir(parents=True)
        (beside / "card.toml").write_text("")
        (beside / f"{name}.csv").write_text("")
    assert folder_beside() == tmp_path / "datasets"
    assert load("fairs")["visitors"].tolist() == [3] and len(load("trade")) > 100
    assert same_elsewhere() == str(tmp_path / "own_data")


def test_the_datasets_of_a_checkout_are_not_ones_own(monkeypatch):
    monkeypatch.chdir(Path(os.path.dirname(__file__)).parent.parent)  # noqa: PTH120
    assert folder_beside() is None


def test_a_list_says_who_has_which_variant_and_runs_no_formula(own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    assert main(["assign", str(own), "--students", "roster.csv", "--out", "out"]) == 0
    with (Path("out") / KEPT / VARIANTS).open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    exercise, secret = open_exercise(own), own_secret(tmp_path / "course-secret.txt")[0]
    assert head == ["id", "name", "variant", "year"]
    for (id, name), row in zip([("s1", "Ada One"), ("007", "'=cmd")], rows, strict=True):
        number = variant_of(exercise, Student(id), secret)
        assert row == [id, name, str(number + 1), str(exercise.variants[number]["year"])]
        prompt = cell_of(json.loads((Path("out") / GIVEN / id / f"{own.name}.ipynb").read_text())["cells"], "prompt")
        assert f"**{row[3]}**" in "".join(prompt["source"])


def test_a_new_exercise_says_its_own_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, more in (("21_mine", []), ("22_other", ["--like", "07_trade"])):
        assert main(["new", "exercise", name, *more]) == 0
        heading = open_exercise(name).cells[0].text
        assert re.findall(r"Exercise \d\d|notebook \d\d", heading)[:2] == [
            f"Exercise {name[:2]}",
            f"notebook {name[:2]}",
        ]
