"""A real JupyterLab and a real Chromium that can reach nothing but this machine."""

import os
import re
import shutil
import subprocess
import sys
import time
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
    home = tmp_path_factory.mktemp("student")
    place, log = home / "course", home / "said.txt"
    command = [sys.executable, "-m", "workbook.cli", "lab", "--dir", str(place), "--no-browser"]
    # Nothing of the machine's own JupyterLab: no settings, no open tabs of last time.
    own = {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    with log.open("w") as said, subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **own}) as child:
        deadline = time.monotonic() + 60
        while not (found := re.search(r"http://\S+", log.read_text())):
            assert child.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield found[0], place
        child.terminate()
        child.wait(timeout=30)


@pytest.fixture
def page(chromium):
    """A page that keeps a list, ``page.outside``, of requests beyond this machine, which it refuses."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, service_workers="block")
    page = context.new_page()
    page.outside = []

    def guard(route):
        if urlsplit(route.request.url).hostname in HERE or route.request.url.startswith(("data:", "blob:", "file:")):
            route.continue_()
        else:
            page.outside.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    yield page
    context.close()
