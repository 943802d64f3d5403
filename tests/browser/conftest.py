"""A real JupyterLab and a real Chromium that can reach nothing but this machine."""

import os
import re
import shutil
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest

CHROMIUM = os.environ.get("WORKBOOK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = {"127.0.0.1", "localhost", "[::1]", "::1"}


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium; without one the browser tests are skipped, and CI does not accept that."""
    if not CHROMIUM:
        pytest.skip(
            "No Chromium was found: install one (Debian: apt install chromium) or name it in WORKBOOK_CHROMIUM."
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a JupyterLab that `workbook lab` serves from a new folder, and that folder."""
    place = tmp_path_factory.mktemp("student") / "course"
    command = [sys.executable, "-m", "workbook.cli", "lab", "--dir", str(place), "--no-browser"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    for line in child.stdout:
        said.append(line)
        if found := re.search(r"http://\S+", line):
            break
    else:
        pytest.fail("workbook lab printed no address:\n" + "".join(said))
    # Whatever it says later must be read, or a full pipe would stop it.
    threading.Thread(target=child.stdout.read, daemon=True).start()
    yield found[0], place
    child.terminate()
    child.wait(timeout=20)


@pytest.fixture
def page(chromium):
    """A page that keeps a list, ``page.outside``, of requests beyond this machine, which it refuses."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, service_workers="block")
    page = context.new_page()
    page.outside = []

    def guard(route):
        if urlsplit(route.request.url).hostname in HERE or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            page.outside.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    yield page
    context.close()
