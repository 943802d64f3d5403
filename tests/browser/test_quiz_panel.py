"""The panel of questions in JupyterLab, by keyboard alone and as a screen reader has it."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import PROMPTS, start_all

pytestmark = pytest.mark.browser

NAME = "quiz.ipynb"
LABEL = """() => {
  const here = document.activeElement;
  return here.closest('.triangle-quiz') && [
    here.getAttribute('aria-label') || here.labels?.[0]?.innerText.trim() || '', getComputedStyle(here).outlineStyle];
}"""


def tab_to(page, label):
    """Press Tab until the focus is on the element of the panel that has this label; it must be outlined."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate(LABEL)
        if focus and focus[0].startswith(label):
            assert focus[1] == "solid", f"{label} has no outline"
            return
    raise AssertionError(f"Tab does not reach {label}")


def test_the_panel_is_used_by_keyboard_alone_has_no_barrier_and_remembers(page, lab):
    cells = ["import workbook as wb", 'wb.quiz("07")']
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab[1] / NAME)
    start_all(page, lab, NAME)
    page.wait_for_function(f"() => {PROMPTS}.every((text) => /\\d/.test(text))", timeout=90_000)
    panel = page.locator(".triangle-quiz")
    panel.wait_for(timeout=30_000)
    assert panel.locator("fieldset").count() == 5
    assert Axe().run(page, context={"include": [[".triangle-quiz"]]}).response["violations"] == []

    first, last = panel.locator("fieldset").first, panel.locator("fieldset").last
    tab_to(page, "Your answer")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    first.locator(".said", has_text="Not yet. You gave 12 percent").wait_for(timeout=20_000)
    page.keyboard.press("Control+a")
    page.keyboard.type("83,1 %")
    page.keyboard.press("Enter")
    first.locator(".said", has_text="Right.").wait_for(timeout=20_000)
    panel.locator(".standing", has_text="1 of 5 right.").wait_for(timeout=20_000)
    tab_to(page, "Hint, question 07-2")
    page.keyboard.press("Enter")
    panel.locator("fieldset").nth(1).locator(".said", has_text="Hint 1 of 2").wait_for(timeout=20_000)
    tab_to(page, "a:")  # the first of the radio buttons; arrows move among them
    page.keyboard.press("ArrowDown")
    assert last.locator("input:checked").get_attribute("value") == "b"
    tab_to(page, "Check, question 07-5")
    page.keyboard.press("Space")
    last.locator(".said", has_text="Right.").wait_for(timeout=20_000)
    assert "07-5" in (lab[1] / "my-entries.jsonl").read_text()
    assert page.outside == []
