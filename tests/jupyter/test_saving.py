"""A view in a saved notebook, and in front ends without our widgets, is never a blank."""

import copy
import html
import re

import nbformat
import pytest
from nbconvert import HTMLExporter
from traitlets.config import Config

import workbook as wb
from workbook.jupyter import saving
from workbook.views import fallback

SENTENCE = "China's share was 24.8 percent in 2000"


@pytest.fixture
def saved():
    """A notebook as JupyterLab sends it to be saved: one view and one widget of the student's own."""
    data, mark = wb.views.trade(since=2000)._repr_mimebundle_()
    view = nbformat.v4.new_output("execute_result", data, metadata=mark, execution_count=1)
    other = nbformat.v4.new_output("display_data", {saving.WIDGET: {"model_id": "x"}, "text/plain": "IntText()"})
    cells = [
        nbformat.v4.new_code_cell("wb.views.trade(since=2000)", outputs=[view]),
        nbformat.v4.new_code_cell("IntText()", outputs=[other]),
    ]
    return nbformat.v4.new_notebook(cells=cells)


def converted(notebook):
    exporter = HTMLExporter(config=Config({"HTMLExporter": {"preprocessors": [saving.CONVERTER]}}))
    return exporter.from_notebook_node(copy.deepcopy(notebook))[0]


def test_a_saved_notebook_keeps_the_sentence_of_a_view_and_other_widgets_whole(saved):
    model = {"type": "notebook", "content": saved}
    saving.keep_sentences(model)
    view, other = (cell.outputs[0].data for cell in saved.cells)
    assert list(view) == ["text/plain"] and SENTENCE in view["text/plain"]
    assert list(other) == [saving.WIDGET, "text/plain"]
    nbformat.validate(saved)


def test_what_is_not_a_notebook_is_saved_as_it_is():
    for model in ({"type": "file", "content": "text"}, {"type": "notebook", "content": None}):
        before = copy.deepcopy(model)
        saving.keep_sentences(model)
        assert model == before


@pytest.mark.parametrize("hook", [True, False], ids=["saved by JupyterLab", "executed by nbconvert"])
def test_html_of_a_notebook_shows_the_chart_as_it_was_chosen(saved, hook):
    if hook:
        saving.keep_sentences({"type": "notebook", "content": saved})
    page = converted(saved)
    figure = re.search(r"<figure ([^>]*)>(.*?)</figure>", page, flags=re.DOTALL)
    assert SENTENCE in html.unescape(figure[1]) and 'role="group"' in figure[1]
    assert "<svg" in figure[2] and ">2000<" in figure[2] and ">1992<" not in figure[2]


def test_html_shows_the_sentence_of_a_view_that_this_version_does_not_have(saved):
    saved.cells[0].outputs[0].metadata[fallback.MARK][0]["view"] = "trades"
    page = converted(saved)
    assert "<figure" not in page and "China had 98 percent" in page


def test_the_two_layers_mean_the_same_mark():
    assert saving.MARK == fallback.MARK


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [("chart", {"text/plain", fallback.VEGA}), ("widget", {"text/plain", saving.WIDGET})],
)
def test_a_reader_chooses_what_a_front_end_gets(monkeypatch, wanted, kinds):
    monkeypatch.setenv("WORKBOOK_VIEWS", wanted)
    assert set(wb.views.trade()._repr_mimebundle_()[0]) == kinds


def test_vs_code_gets_both_and_colab_the_chart(monkeypatch):
    monkeypatch.delenv("WORKBOOK_VIEWS", raising=False)
    monkeypatch.setenv("VSCODE_PID", "1")
    assert fallback.shows() == ("widget", "chart")
    monkeypatch.delenv("VSCODE_PID")
    monkeypatch.setitem(__import__("sys").modules, "google.colab", object())
    assert fallback.shows() == ("chart",)


def test_data_with_a_missing_column_put_a_sentence_in_the_views_place(monkeypatch):
    from workbook.views.gallery import trade

    held = wb.load("trade", reasons=True)
    monkeypatch.setattr(trade, "load", lambda name, reasons=False: held.drop(columns="partner"))
    said, mark = wb.views.trade()._repr_mimebundle_()
    assert set(said) == {"text/plain"} and mark == {}
    assert said["text/plain"].startswith("The view trade cannot be shown: the data have no column 'partner'. Its data")
    monkeypatch.setattr(trade, "load", lambda name, reasons=False: held.drop(columns="year"))
    monkeypatch.setattr("workbook.views.controls.load", lambda name: held.drop(columns="year"))
    assert "no column 'year'" in repr(wb.views.trade())
    assert "no column 'year'" in wb.views.trade()._repr_mimebundle_()[0]["text/plain"]
