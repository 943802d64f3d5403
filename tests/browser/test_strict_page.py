"""A page that forbids inline scripts, and code that is made from text, draws every view all the same."""

import functools
import http.server
import json
import threading

import pytest

import workbook as wb
from workbook.views import panel, runtime

pytestmark = pytest.mark.browser

POLICY = "default-src 'self'"
MAIN = """
import panel from "./panel.js";
import { embed } from "./library.js";
const slot = globalThis[Symbol.for("triangle-workbook")];
slot.resolve(embed);
const views = await (await fetch("./views.json")).json();
for (const [name, traits] of Object.entries(views)) {
  const el = document.body.appendChild(Object.assign(document.createElement("section"), { id: name }));
  const model = { get: (trait) => traits[trait], set() {}, save_changes() {}, on() {} };
  panel.render({ model, el });
}
try { new Function("return 1")(); } catch { document.body.dataset.strict = "yes"; }
"""


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves files under the policy, and says nothing of it."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server of one page with all views, every file of it one's own."""
    folder = tmp_path_factory.mktemp("strict")
    views = {name: panel.traits(getattr(wb.views, name)()) for name in wb.views.NAMES}
    files = {
        "index.html": '<!DOCTYPE html><html lang="en"><title>Views</title><link rel="stylesheet" href="look.css">'
        '<body class="triangle-page"><script type="module" src="main.js"></script></body></html>',
        "look.css": panel.STYLE,
        "main.js": MAIN,
        "panel.js": panel.FRONT,
        "library.js": runtime.javascript().decode(),
        "views.json": json.dumps(views),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    handler = functools.partial(Strict, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


def test_every_view_is_drawn_where_no_code_may_be_made_from_text(page, address):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    filled = [name for name in wb.views.NAMES if len(getattr(wb.views, name)().table())]
    assert len(filled) > 30
    for name in filled:
        page.locator(f"#{name} .chart svg .role-mark").first.wait_for(state="attached", timeout=120_000)
    assert page.locator("body").get_attribute("data-strict") == "yes"
    for name in filled:
        assert page.locator(f"#{name} .chart svg [aria-roledescription]").count() > 3, name
    assert errors == []
    assert page.outside == []
