"""Forms and the panel of questions, in JupyterLab's two themes and three widths, without a kernel."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from seeing import theme_css

import workbook as wb
from workbook.checking import brief, quiz, reflect

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Forms</title><style>STYLE</style><style>THEME</style></head>
<body data-jp-theme-light="LIGHT"><main></main></body></html>"""
SHOW = """async ([esm, state]) => {
  const { default: front } = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
  const el = document.querySelector("main").appendChild(document.createElement("section"));
  const model = { get: (name) => state[name] };
  for (const name of ["on", "off", "set", "save_changes", "send"]) model[name] = () => {};
  await front.render({ model, el });
}"""
WIDE = """() => [...document.querySelectorAll('main *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80))"""


def forms():
    """Every form that a reader meets."""
    yield from (wb.views.forecasts().form(), wb.views.hypotheses().form(), wb.views.coding().form())
    yield from (wb.views.futures().form(), reflect("01").form(), brief().form(), quiz("07").widget(), quiz("05").widget())


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_form_can_be_read_and_fits(page, theme, width):
    widgets = list(forms())
    page.set_viewport_size({"width": width, "height": 900})
    text = PAGE.replace("STYLE", widgets[0]._css).replace("THEME", theme_css(theme))
    page.set_content(text.replace("LIGHT", "true" if theme == "light" else "false"))
    for widget in widgets:
        page.evaluate(SHOW, [widget._esm, json.loads(json.dumps(widget.get_state(), default=str))])
    assert page.locator(".triangle-form").count() == len(widgets)
    found = Axe().run(page, context={"include": [[".triangle-form"]]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.evaluate(WIDE) == []
