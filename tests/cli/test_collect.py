"""`workbook collect`: many students' files become one table and one page, and no file stops the others."""

import json

import pandas as pd
import pytest
from class_files import write_class

import workbook as wb
from workbook.cli.__main__ import main


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    write_class(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "table", "things"),
    [("forecasts", "class-forecasts.csv", None), ("hypotheses", "class-hypotheses.csv", 288), ("codes", None, None)],
)
def test_three_hundred_files_are_counted_and_what_is_wrong_is_named(classroom, tmp_path, capsys, kind, table, things):
    assert main(["collect", kind, str(classroom), "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "student 003/my-entries.jsonl: line 21 is damaged and was left out." in said
    assert "student 007/my-entries.jsonl: it was written with version 0.0.9" in said
    assert "student 011/my-entries.jsonl: this version does not know the field mood" in said
    assert len([line for line in said.splitlines() if "my-entries.jsonl:" in line]) == 3
    assert f"300 of 300 files hold {kind}" in said and "agreement (alpha)" in said
    page = (tmp_path / f"class-{kind}.html").read_text()
    assert "student" not in page and "<figure" not in page  # the page names nobody, and draws in the browser
    if table:
        asked = things or len(wb.views.forecasts().every_question)  # in a new year there are more questions
        assert len(pd.read_csv(tmp_path / table)) == asked


@pytest.mark.slow
def test_the_figures_are_those_of_the_entries(classroom, tmp_path):
    main(["collect", "forecasts", str(classroom), "--out", str(tmp_path)])
    given = []
    for path in classroom.rglob("*.jsonl"):
        for line in path.read_text().splitlines():
            if "F-S5" in line and "\x00" not in line:
                given.append(json.loads(line)["probability"])
    row = pd.read_csv(tmp_path / "class-forecasts.csv").set_index("question").loc["F-S5"]
    assert row["answers"] == len(given)
    assert row["median"] == pytest.approx(pd.Series(given).median(), abs=1e-4)


@pytest.mark.slow
def test_students_see_the_class_in_their_views(classroom, entries_file):
    for kind in ("forecasts", "hypotheses", "codes"):
        main(["collect", kind, str(classroom), "--out", str(entries_file.parent)])
    view = wb.views.forecasts()
    assert view.table()["Class, median (percent)"].notna().all()
    assert "By the ratings of the class, 144 of 156" in wb.views.hypotheses(whose="class").sentence
    claims = len(wb.load("claims"))
    assert f"The class has coded {claims} of {claims} claims" in wb.views.coding(whose="class").sentence
    view = wb.views.forecasts(asked="practice")
    assert view.table()["Class, median (percent)"].isna().all()  # nothing to copy from before the answer
    view.enter("missiles-2016", 60)
    assert "that of the class" in view.sentence


@pytest.mark.parametrize(
    ("folder", "out", "said"),
    [
        ("nowhere", ".", "There is no folder"),
        (".", "nowhere", "There is no folder"),
        (".", ".", "holds forecasts; not"),
    ],
)
def test_a_folder_that_is_not_there_or_empty_is_a_sentence(tmp_path, capsys, folder, out, said):
    assert main(["collect", "forecasts", str(tmp_path / folder), "--out", str(tmp_path / out)]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
