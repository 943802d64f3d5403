"""The gallery page: every view drawn from one file, without the network and without barriers."""

import pytest
from axe_playwright_python.sync_playwright import Axe

import workbook as wb
from workbook.views.export import gallery

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("gallery") / "gallery.html"
    assert gallery(path) == len(wb.views.NAMES)
    return path.as_uri()


def opened(page, file, width=1280, theme="light"):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(file)
    page.wait_for_function(
        f"document.querySelectorAll('.triangle-view .chart svg').length === {len(wb.views.NAMES)}", timeout=60_000
    )
    return page


def test_every_view_is_drawn_with_the_network_blocked(page, file):
    opened(page, file)
    for name in (name for name in wb.views.NAMES if len(getattr(wb.views, name)().table())):  # else there is no chart
        marks = page.locator(f"#{name} .chart svg [aria-roledescription]")
        assert marks.count() > 3, name
    assert page.outside == []


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_barrier(page, file, theme, width):
    opened(page, file, width, theme)
    page.locator("details.rows > summary").first.click()  # the tables of all views are looked at in JupyterLab
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


@pytest.mark.parametrize("width", [800, 1280])
def test_no_chart_is_wider_than_its_place(page, file, width):
    opened(page, file, width)
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll('.triangle-view')]
            .filter((view) => view.querySelector('svg').getBoundingClientRect().width > view.clientWidth)
            .map((view) => view.parentElement.id)"""
    )
    assert too_wide == []


def test_the_table_is_reached_and_opened_with_the_keyboard_alone(page, file):
    opened(page, file)
    view = page.locator(".triangle-view").first
    view.locator("details.rows > summary").focus()
    page.keyboard.press("Enter")
    view.locator("table tbody tr").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Table"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
