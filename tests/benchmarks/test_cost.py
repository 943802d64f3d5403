"""What the views of a notebook cost: time to paint, bytes over the websocket, kernel memory; and how it grows."""

import re
import statistics

import nbformat
import pytest
from browsing import start_all

from workbook.views.base import MOST_ROWS

RUNS = 20
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
MEMORY = """
import re, pathlib
print("kernel", re.search(r"VmRSS:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1], "kB")"""

# The same charts in the way that altair's documentation shows for Jupyter without a network.
RIVAL = """
import altair as alt, workbook as wb
alt.renderers.enable("jupyter", offline=True, embed_options={"renderer": "svg"})"""
RIVAL_VIEW = "alt.Chart.from_dict(wb.views.NAME().spec())"

GROWING = """
import numpy, pandas, workbook as wb
class Many(type(wb.views.timeline())):
    def rows(self):
        rows = super().rows()
        papers, events = rows[rows["by_layer"] == "analyses"], rows[rows["by_layer"] == ""]
        chance = numpy.random.default_rng(7)
        many = events.iloc[chance.integers(0, len(events), SIZE)]
        moved = many["date"] + pandas.to_timedelta(chance.integers(-400, 400, SIZE), unit="D")
        return pandas.concat([papers, many.assign(date=moved)], ignore_index=True)
Many(since=1948)"""

# Many marks are drawn on a canvas, few as elements.
PAINTED = "document.querySelectorAll('.jp-OutputArea-output :is(svg.marks .role-mark path, canvas.marks)').length"
CHARTS = "document.querySelectorAll('.jp-OutputArea-output :is(svg, canvas).marks').length"
# Moves the list to its next entry and answers with the milliseconds until the first mark has changed, and until the
# sentence, which the kernel writes, has changed too.
MOVE = """() => new Promise((answer) => {
  const view = document.querySelector('.triangle-view');
  const lists = [...view.querySelectorAll('.controls select')];
  const list = lists.find((one) => one.labels[0].textContent.startsWith('Kind'));
  const said = () => view.querySelector('.finding').textContent;
  const before = said();
  let painted = NaN;
  // A canvas is painted in one go: the first shape that is filled is the first mark.
  const fill = CanvasRenderingContext2D.prototype.fill;
  CanvasRenderingContext2D.prototype.fill = function (...given) {
    if (this.canvas.closest('.triangle-view')) painted ||= performance.now() - start;
    return fill.apply(this, given);
  };
  const watch = new MutationObserver((changes) => {
    if (changes.some((change) => change.target.closest?.('.mark-symbol'))) painted ||= performance.now() - start;
    if (said() !== before && painted) done();
  });
  const done = () => {
    CanvasRenderingContext2D.prototype.fill = fill;
    watch.disconnect();
    clearTimeout(patience);
    answer([painted, performance.now() - start]);
  };
  const patience = setTimeout(done, 30000);
  watch.observe(view, { subtree: true, childList: true, attributes: true });
  const start = performance.now();
  list.selectedIndex = (list.selectedIndex + 1) % 2;
  list.dispatchEvent(new Event('change', { bubbles: true }));
})"""


class Wire:
    """Counts what the page receives over websockets."""

    def __init__(self, page):
        self.bytes = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def _count(self, frame):
        self.bytes += len(frame) if isinstance(frame, bytes) else len(frame.encode())


def now(page):
    return page.evaluate("performance.now()") / 1000


def write(lab, name, *cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=KERNEL)
    nbformat.write(notebook, lab[1] / f"{name}.ipynb")
    return f"{name}.ipynb"


def paint_times(page, lab, name, views):
    """Seconds from the page's load to the first chart, and from Run All to the first and to all charts."""
    start_all(page, lab, name)
    started = now(page)
    page.wait_for_function(f"{PAINTED} > 0", timeout=60_000, polling=10)
    first = now(page)
    page.wait_for_function(f"{CHARTS} >= {views}", timeout=60_000, polling=10)
    return first, first - started, now(page) - started


@pytest.mark.benchmark
def test_what_notebook_07_costs_beside_the_same_charts_by_altairs_renderer(chromium, lab, capsys):
    source = nbformat.read(lab[1] / "07_trade_and_dependence.ipynb", as_version=4)
    lines = [cell.source for cell in source.cells if cell.cell_type == "code"]
    views = [line for line in lines if line.strip().splitlines()[-1].startswith("wb.views.")]
    names = [re.search(r"wb\.views\.(\w+)", view)[1] for view in views]
    ways = {
        "ours": write(lab, "ours", "import workbook as wb", *views, MEMORY),
        "altair": write(lab, "rival", RIVAL, *[RIVAL_VIEW.replace("NAME", name) for name in names], MEMORY),
    }
    found = {way: [] for way in ways}
    for _ in range(RUNS):
        for way, name in ways.items():
            context = chromium.new_context(viewport={"width": 1400, "height": 3000}, service_workers="block")
            page = context.new_page()
            wire = Wire(page)
            times = paint_times(page, lab, name, len(views))
            said = page.locator(".jp-OutputArea-output", has_text="kernel ").last.inner_text()
            found[way].append((*times, wire.bytes / 1000, int(said.split()[1]) / 1000))
            shut_down(page, lab)
            context.close()
    heads = ("page to first chart, s", "Run All to first, s", "to all, s", "websocket, kB", "kernel, MB")
    medians = {way: [statistics.median(column) for column in zip(*rows, strict=True)] for way, rows in found.items()}
    with capsys.disabled():
        print(f"\n{len(views)} views of notebook 07, medians of {RUNS}")
        for number, head in enumerate(heads):
            ours, rival = medians["ours"][number], medians["altair"][number]
            print(f"  {head:24} ours {ours:8.2f}   altair's renderer {rival:8.2f}   ratio {ours / rival:.2f}")
    assert medians["ours"][2] <= medians["altair"][2]


def shut_down(page, lab):
    """End the page's kernel, so that the next one begins afresh."""
    base, _, token = lab[0].partition("?token=")
    root = base.partition("/lab")[0]
    page.evaluate(
        """async ([root, token]) => {
            const head = { Authorization: `token ${token}` };
            const sessions = await (await fetch(`${root}/api/sessions`, { headers: head })).json();
            const end = (one) => fetch(`${root}/api/sessions/${one.id}`, { method: "DELETE", headers: head });
            await Promise.all(sessions.map(end));
        }""",
        [root, token],
    )


@pytest.mark.benchmark
def test_how_the_cost_grows_with_the_rows(page, lab, capsys):
    wire = Wire(page)
    table = []
    for size in (100, 1_000, 10_000, 100_000):
        before = wire.bytes
        start_all(page, lab, write(lab, f"rows{size}", GROWING.replace("SIZE", str(size)), MEMORY))
        started = now(page)
        page.wait_for_function(f"{PAINTED} > 0", timeout=120_000, polling=10)
        first = now(page) - started
        page.wait_for_timeout(2000)
        painted, said = zip(*(page.evaluate(MOVE) for _ in range(RUNS)), strict=True)
        canvas = page.locator(".triangle-view canvas").count() > 0
        thinned = "evenly spaced" in page.locator(".triangle-view .finding").inner_text()
        times = statistics.median(painted), max(painted), statistics.median(said)
        table.append((size, first, *times, (wire.bytes - before) / 1e6, canvas, thinned))
    with capsys.disabled():
        print(
            f"\nrows; Run All to chart, s; control to first mark, ms: median of {RUNS}, slowest; to sentence, ms; ",
            end="",
        )
        print("websocket, MB")
        for row in table:
            print("  {:>7,} {:6.2f} {:8.1f} {:8.1f} {:8.1f} {:8.2f}  canvas: {}  thinned and said: {}".format(*row))
    assert [row[-1] for row in table] == [size > MOST_ROWS for size, *_ in table]
    assert table[2][2] < 100 and table[3][2] < 200
