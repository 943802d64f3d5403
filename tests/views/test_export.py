"""A view saved as a file stands alone."""

import pytest

import workbook as wb
from workbook.base import WorkbookError
from workbook.cli.__main__ import main


@pytest.fixture(scope="module")
def view():
    return wb.views.trade(since=2000)


def test_a_page_holds_sentence_table_citation_and_no_address_to_load_from(view, tmp_path):
    text = view.save(tmp_path / "trade.html").read_text(encoding="utf-8")
    assert view.sentence.split(".")[0].replace("'", "'") in text
    assert "since=2000" in text
    assert 'src="http' not in text and "cdn" not in text.lower()


def test_a_picture_says_question_finding_and_source(view, tmp_path):
    svg = view.save(tmp_path / "trade.svg").read_text(encoding="utf-8")
    assert "Triangle Workbook" in svg and "recorded trade" in svg
    assert view.save(tmp_path / "trade.png").read_bytes().startswith(b"\x89PNG")


def test_an_unknown_ending_gets_the_possible_ones(view, tmp_path):
    with pytest.raises(WorkbookError, match=r"a view is saved as \.html, \.svg, \.png"):
        view.save(tmp_path / "trade.gif")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_gallery_is_one_file_with_every_view(tmp_path, capsys):
    path = tmp_path / "all.html"
    assert main(["gallery", "--out", str(path)]) == 0
    assert f"{len(wb.views.NAMES)} views are in {path}." in capsys.readouterr().out
    text = path.read_text(encoding="utf-8")
    assert all(f'id="{name}"' in text for name in wb.views.NAMES)


@pytest.mark.slow
def test_a_gallery_that_cannot_be_written_gets_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert main(["gallery", "--out", str(tmp_path / "file" / "all.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err
