"""A real JupyterLab and a real Chromium that can reach nothing but this machine."""

import contextlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from needs import CHROMIUM, skip_without

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map((prompt) => prompt.textContent)"
HERE = {"127.0.0.1", "localhost", "[::1]", "::1"}


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium."""
    skip_without("browser")
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


def start_all(page, lab, name):
    """Open the notebook ``name`` in a JupyterLab and start to run all its cells."""
    from playwright.sync_api import TimeoutError

    # A workspace of its own: no tab of another test is open beside it.
    workspace = re.sub(r"[^A-Za-z0-9_-]", "", quote(Path(name).stem))
    page.goto(re.sub(r"/lab(/tree/[^?]*)?\?", f"/lab/workspaces/{workspace}/tree/{quote(name)}?", lab[0]))
    page.wait_for_selector(".jp-Notebook .jp-Cell", state="attached", timeout=60_000)
    page.wait_for_function("document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')", timeout=60_000)
    for _ in range(3):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        # A kernel that says it is idle may still be connecting, and then forgets what it was asked to run.
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(f"() => {PROMPTS}.some((text) => /[\\d*]/.test(text))", timeout=5_000)
            return
    raise AssertionError(f"{name} did not begin to run")
