"""`workbook slides`: one page that needs no network."""

import re

import pytest

from workbook.checking import all_notebooks, cells
from workbook.cli.__main__ import main


@pytest.mark.parametrize("number", ["00", "07", "18"])
def test_slides_show_title_key_points_boxes_and_every_view(number, tmp_path, capsys):
    out = tmp_path / "deck.html"
    assert main(["slides", number, "--out", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    slides = page.count("<section>")
    assert capsys.readouterr().out == f"{slides} slides are in {out}.\n"
    views = [cell["id"] for cell in cells(number) if "-view-" in cell["id"] and cell["cell_type"] == "code"]
    assert page.count("<figure") == len(views) and slides > len(views) + 4
    assert "Key points" in page and "<blockquote>" in page
    assert re.findall(r'(?:src|href)="https?://(?!www|doi)[^"]*\.(?:js|css)', page) == []
    assert "Objectives" not in page


def test_a_notebook_that_is_not_there_gets_the_possible_ones(capsys):
    assert main(["slides", "77"]) == 2
    assert "The notebooks are: 00, 01" in capsys.readouterr().err


def test_every_notebook_marks_its_slides():
    for number in all_notebooks():
        marked = [cell["id"] for cell in cells(number) if cell["metadata"].get("slideshow")]
        assert f"{number}-title" in marked and f"{number}-concepts" in marked and len(marked) >= 6
