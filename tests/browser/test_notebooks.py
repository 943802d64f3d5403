"""Every notebook as a student sees it: JupyterLab, Chromium, no network."""

import contextlib
import re
import time

import nbformat
import pytest
from browsing import PROMPTS, start_all

from workbook.base import folder
from workbook.checking import all_notebooks

pytestmark = pytest.mark.browser

NOTEBOOKS = list(all_notebooks().values())
SHOWS = re.compile(r"^wb\.views\.", re.MULTILINE)
MARKS = ".mark-symbol path, .mark-rect path, .mark-line path, .mark-rule line, .mark-text text"


def open_and_run(page, lab, name):
    """Open the notebook ``name``, run all its cells, and wait until the last one has ended."""
    start_all(page, lab, name)
    page.wait_for_function(f"() => {PROMPTS}.every((text) => /\\d/.test(text))", timeout=90_000)


def views_in(path):
    """How many code cells of the notebook at ``path`` show a view."""
    cells = nbformat.read(path, as_version=4).cells
    return sum(cell.cell_type == "code" and bool(SHOWS.search(cell.source)) for cell in cells)


def painted(page, number):
    """Wait until view ``number`` of the page has marks; None if it has nothing to show before something is entered."""
    view = page.locator(".triangle-view").nth(number)
    view.scroll_into_view_if_needed()
    asks = view.locator(".finding", has_text="press Save").count()
    if asks and view.get_by_text("The same as a table (0 rows)").count():
        return None
    view.locator(f".chart svg :is({MARKS})").first.wait_for(state="attached", timeout=30_000)
    return view


def marks(view):
    """The shapes of the chart as text, to compare before and after."""
    return view.locator(f".chart svg :is({MARKS})").evaluate_all("found => found.map((mark) => mark.outerHTML).join()")


def move_controls(page, number):
    """Move the controls above view ``number`` by hand, one after the other and twice: the first list by one entry,
    the second by two, and so on, and every box over. Gives how many milliseconds to wait for what follows: the
    second time more than the first, as some moves change nothing."""
    controls = page.locator(".triangle-view").nth(number).locator(".controls")
    for more in controls.locator("details.more:not([open]) > summary").all():
        more.click()
    for patience in (500, 3_000):
        for step, choice in enumerate(controls.locator("select").all(), start=1):
            if not choice.is_visible():  # it would change nothing in this state
                continue
            place, length = choice.evaluate("list => [list.selectedIndex, list.length]")
            choice.select_option(index=(place + step) % length)
            yield patience
    for box in controls.locator("input[type=checkbox]").all():
        box.click()
        yield patience


def repaints(page, view, number):
    """Whether one of the controls changes both the sentence and the marks of the chart."""
    from playwright.sync_api import TimeoutError

    before, said = marks(view), view.locator(".finding").inner_text()
    for patience in move_controls(page, number):
        with contextlib.suppress(TimeoutError):
            view.locator(".finding", has_not_text=said).wait_for(timeout=patience)
            until = time.monotonic() + 1  # the sentence is there a moment before the chart
            while time.monotonic() < until:
                if marks(view) != before:
                    return True
                page.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_runs_paints_and_follows_its_controls_without_the_network(page, lab, path, tmp_path):
    open_and_run(page, lab, path.name)
    errors = page.locator('.jp-OutputArea-output[data-mime-type*="error"], [data-mime-type*="stderr"]')
    assert errors.all_inner_texts() == []
    expected = views_in(path)
    page.wait_for_function(f"document.querySelectorAll('.triangle-view').length === {expected}", timeout=60_000)
    views = [painted(page, number) for number in range(expected)]
    assert views.count(None) < expected
    for number, view in enumerate(views):
        assert view is None or repaints(page, view, number), f"view {number + 1} did not repaint"
    assert page.outside == []


def test_every_notebook_was_found():
    folders = sorted(path.name for path in folder("notebooks").glob("[0-9][0-9]_*"))
    assert folders and [path.stem for path in NOTEBOOKS] == folders


def test_a_claim_in_the_text_opens_its_entry_in_the_ledger(page, lab):
    open_and_run(page, lab, "07_trade_and_dependence.ipynb")
    page.locator(".jp-Notebook a", has_text="S-3.1-02").first.click()
    entry = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h3", has_text="S-3.1-02").first
    entry.wait_for(timeout=30_000)
    page.wait_for_timeout(500)
    assert 0 < entry.bounding_box()["y"] < 1000  # in sight
