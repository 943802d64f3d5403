"""Every notebook as a student sees it: JupyterLab, Chromium, no network."""

import nbformat
import pytest
from browsing import PROMPTS, start_all

from workbook.checking import all_notebooks

pytestmark = pytest.mark.browser

NOTEBOOKS = list(all_notebooks().values())
MARKS = ".mark-symbol path, .mark-rect path, .mark-line path, .mark-text text"


def open_and_run(page, lab, name):
    """Open the notebook ``name``, run all its cells, and wait until the last one has ended."""
    start_all(page, lab, name)
    page.wait_for_function(f"() => {PROMPTS}.every((text) => /\\d/.test(text))", timeout=90_000)


def views_in(path):
    """How many code cells of the notebook at ``path`` end in a view."""
    cells = nbformat.read(path, as_version=4).cells
    ends = [cell.source.strip().splitlines()[-1] for cell in cells if cell.cell_type == "code" and cell.source.strip()]
    return sum(line.startswith("wb.views.") for line in ends)


def painted(page, number):
    """Wait until view ``number`` of the page has marks."""
    view = page.locator(".triangle-view").nth(number)
    view.scroll_into_view_if_needed()
    view.locator(f".chart svg :is({MARKS})").first.wait_for(state="attached", timeout=30_000)
    return view


def marks(view):
    """The shapes of the chart as text, to compare before and after."""
    return view.locator(f".chart svg :is({MARKS})").evaluate_all("found => found.map((mark) => mark.outerHTML).join()")


def move_a_control(page, number):
    """Move the first control above view ``number`` by hand: a list to its next entry, a box to its other state."""
    box = page.locator(".jp-OutputArea-output:has(.triangle-view)").nth(number)
    if box.locator("select").count():
        choice = box.locator("select").first
        place, length = choice.evaluate("list => [list.selectedIndex, list.length]")
        choice.select_option(index=(place + 1) % length)
    else:
        box.locator("input[type=checkbox]").first.click()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_runs_paints_and_follows_its_controls_without_the_network(page, lab, path, tmp_path):
    open_and_run(page, lab, path.name)
    errors = page.locator('.jp-OutputArea-output[data-mime-type*="error"], [data-mime-type*="stderr"]')
    assert errors.all_inner_texts() == []
    expected = views_in(path)
    page.wait_for_function(f"document.querySelectorAll('.triangle-view').length === {expected}", timeout=60_000)
    for number in range(expected):
        view = painted(page, number)
        before, said = marks(view), view.locator(".sentence").inner_text()
        move_a_control(page, number)
        view.locator(".sentence", has_not_text=said).wait_for(timeout=20_000)
        assert marks(view) != before, f"view {number + 1} did not repaint"
    assert page.outside == []


def test_every_notebook_was_found():
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{number:02d}" for number in range(19)]


def test_a_claim_in_the_text_opens_its_entry_in_the_ledger(page, lab):
    open_and_run(page, lab, "07_trade_and_dependence.ipynb")
    page.locator(".jp-Notebook a", has_text="S-3.1-02").first.click()
    entry = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h3", has_text="S-3.1-02").first
    entry.wait_for(timeout=30_000)
    page.wait_for_timeout(500)
    assert 0 < entry.bounding_box()["y"] < 1000  # in sight
