"""A view in JupyterLab for those who use no mouse, hear the screen, or want it to be still."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import start_all

import workbook as wb

pytestmark = pytest.mark.browser

OURS = {"include": [[".triangle-view"], [".triangle-controls"], [".triangle-form"]]}
FOCUS = """() => {
  const here = document.activeElement;
  const box = here.closest('.triangle-view, .triangle-controls');
  const label = here.labels?.[0]?.innerText || here.getAttribute('aria-label') || here.innerText || '';
  return box && [here.tagName, label.trim(), getComputedStyle(here).outlineStyle];
}"""


def shown(page, lab, name, *lines):
    """Run a notebook with one cell per line and wait until all of its charts are drawn."""
    cells = [nbformat.v4.new_code_cell(f"import workbook as wb\n{line}") for line in lines]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab[1] / f"{name}.ipynb")
    start_all(page, lab, f"{name}.ipynb")
    drawn = f"document.querySelectorAll('.triangle-view .chart svg.marks').length === {len(lines)}"
    page.wait_for_function(drawn, timeout=120_000)


def test_axe_finds_no_barrier_in_any_view_or_its_controls(page, lab):
    shown(page, lab, "all_views", *[f"wb.views.{name}()" for name in wb.views.NAMES])
    for summary in page.locator(".triangle-view summary").all():
        summary.evaluate("summary => { summary.parentElement.open = true; }")
    found = Axe().run(page, context=OURS).response
    assert len(found["passes"]) > 10
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]] == []


def tab_to(page, tag, label):
    """Press Tab until the focus is on the element of ours that has this label; say how it is outlined."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus and focus[0] == tag and focus[1].startswith(label):
            return focus[2]
    raise AssertionError(f"Tab does not reach {tag} {label}")


def test_a_view_is_used_from_first_control_to_last_with_the_keyboard_alone(page, lab):
    shown(page, lab, "keyboard", "wb.views.trade()")
    view = page.locator(".triangle-view")
    sentence = view.locator(".sentence")

    def drawn():
        return view.locator("svg .mark-symbol path").count()

    assert tab_to(page, "SELECT", "The total is") == "solid"
    page.keyboard.press("ArrowDown")
    sentence.filter(has_not_text="KOTRA's total; trade between the two Koreas is left out").wait_for()
    before = drawn()
    assert tab_to(page, "INPUT", "Russia") == "solid"
    page.keyboard.press("Space")
    sentence.filter(has_not_text="Russia's share").wait_for()
    assert drawn() < before
    before = drawn()
    assert tab_to(page, "INPUT", "From") == "solid"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    sentence.filter(has_text="in 1991").wait_for()
    assert drawn() < before
    assert tab_to(page, "SUMMARY", "The same as a table") == "solid"
    page.keyboard.press("Enter")
    view.locator("table tbody tr").first.wait_for()
    assert tab_to(page, "DIV", "Table") == "solid"
    assert tab_to(page, "BUTTON", "Download") == "solid"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + view.locator("table tbody tr").count()
    assert tab_to(page, "SUMMARY", "Cite") == "solid"
    page.keyboard.press("Enter")
    assert "since=1991" in view.locator("code").inner_text()


def test_the_finding_is_announced_and_the_chart_described(page, lab):
    shown(page, lab, "described", "wb.views.trade(since=2000)")
    view = page.locator(".triangle-view")
    sentence = view.locator(".sentence")
    assert sentence.get_attribute("role") == "status"
    assert sentence.inner_text() == wb.views.trade(since=2000).sentence
    assert view.locator("[role=graphics-document]").get_attribute("aria-label") == wb.views.trade(since=2000).alt
    page.locator(".triangle-controls select").first.select_option(index=1)
    sentence.filter(has_not_text="left out").wait_for()
    assert sentence.inner_text() in view.locator("[role=graphics-document]").get_attribute("aria-label")


def test_nothing_moves_by_itself_where_less_motion_is_wanted(page, lab):
    page.emulate_media(reduced_motion="reduce")
    shown(page, lab, "still", "wb.views.trade()")
    page.locator(".triangle-controls select").first.select_option(index=1)
    moving = """() => document.getAnimations().filter(
        (one) => one.effect.target.closest('.triangle-view, .triangle-controls')).length"""
    assert page.evaluate(moving) == 0


def test_a_saved_notebook_that_is_opened_again_shows_sentences_and_no_error(page, lab):
    shown(page, lab, "reopened", "wb.views.trade()")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    stored = nbformat.read(lab[1] / "reopened.ipynb", as_version=4).cells[0].outputs[0]
    assert list(stored.data) == ["text/plain"]
    (lab[1] / "tomorrow.ipynb").write_bytes((lab[1] / "reopened.ipynb").read_bytes())
    page.goto(lab[0].replace("00_start_here", "tomorrow").replace("/lab/tree", "/lab/workspaces/tomorrow/tree"))
    output = page.locator(".jp-OutputArea-output")
    output.first.wait_for(timeout=60_000)
    assert output.all_inner_texts() == [wb.views.trade().sentence]


def test_a_front_end_without_our_widgets_draws_every_chart(page, lab):
    first = "import os, workbook as wb; os.environ['WORKBOOK_VIEWS'] = 'chart'"
    cells = [nbformat.v4.new_code_cell(line) for line in (first, *[f"wb.views.{name}()" for name in wb.views.NAMES])]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab[1] / "chart.ipynb")
    start_all(page, lab, "chart.ipynb")
    drawn = (
        "[...document.querySelectorAll('.jp-OutputArea-output svg')].filter((one) => one.querySelector(MARKS)).length"
    )
    drawn = drawn.replace("MARKS", "'.role-mark path, .role-mark text'")
    page.wait_for_function(f"{drawn} === {len(wb.views.NAMES)}", timeout=120_000)
    assert page.locator(".triangle-view").count() == 0
    assert page.outside == []
