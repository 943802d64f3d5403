"""A student's answers in a real JupyterLab: they survive a restart of the kernel and a reload of the page."""

import nbformat
import pytest
from browsing import PROMPTS, start_all

pytestmark = pytest.mark.browser

NAME = "entering.ipynb"
DONE = f"() => {PROMPTS}.every((text) => /\\d/.test(text))"


def shown(page):
    """The view, once its chart is drawn."""
    page.wait_for_function(DONE, timeout=90_000)
    view = page.locator(".jp-OutputArea-output:has(.triangle-view)").first
    view.locator(".chart svg").first.wait_for(state="attached", timeout=30_000)
    return view


def test_answers_survive_a_kernel_restart_and_a_reload(page, lab):
    cells = ["import workbook as wb", 'wb.views.forecasts(asked="practice")']
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab[1] / NAME)

    start_all(page, lab, NAME)
    view = shown(page)
    view.locator(".finding", has_text="You have answered 0 of 30").wait_for(timeout=20_000)
    # By keyboard alone: choose, type, save.
    question = view.get_by_role("combobox", name="Question")
    question.focus()
    question.select_option(label=question.locator("option", has_text="missiles-2016").inner_text())
    view.locator(".triangle-form .about", has_text="in 2016").wait_for(timeout=20_000)
    view.get_by_role("textbox", name="Probability").focus()
    page.keyboard.type("80")
    page.keyboard.press("Tab")
    page.keyboard.type("many tests that year")
    page.keyboard.press("Enter")
    view.locator(".triangle-form .said", has_text="Saved: missiles-2016, 80 percent. It happened.").wait_for(
        timeout=20_000
    )
    view.locator(".finding", has_text="You have answered 1 of 30").wait_for(timeout=20_000)

    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_function(f"() => !({PROMPTS}.every((text) => /\\d/.test(text)))", timeout=30_000)
    shown(page).locator(".finding", has_text="You have answered 1 of 30").wait_for(timeout=60_000)

    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell", state="attached", timeout=60_000)
    start_all(page, lab, NAME)
    view = shown(page)
    view.locator(".finding", has_text="You have answered 1 of 30").wait_for(timeout=60_000)
    assert "many tests that year" in (lab[1] / "my-entries.jsonl").read_text()
    assert page.outside == []
