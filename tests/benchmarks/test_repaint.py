"""From a moved control to a repainted chart: our views against the usual ways of doing it in Jupyter."""

import statistics

import nbformat
import pytest
from browsing import start_all

RUNS = 21

COMMON = """
import altair as alt, ipywidgets as widgets, pandas as pd, workbook as wb
from IPython.display import display
rows = wb.views.trade()._all_rows[["year", "series", "value", "by_total", "by_partner"]]
totals = list(rows["by_total"].unique())
def chart(total):
    part = rows[rows["by_total"] == total]
    return alt.Chart(part).mark_point().encode(x="year:Q", y="value:Q", color="series:N", shape="series:N")
"""

WAYS = {
    "ours": "view = wb.views.trade()\nview",
    "interact, altair's jupyter renderer": """
alt.renderers.enable("jupyter", offline=True, embed_options={"renderer": "svg"})
widgets.interact(chart, total=widgets.Dropdown(options=totals));""",
    "interact, v5 MIME": """
def shown(total):
    spec = chart(total).to_dict()
    spec["usermeta"] = {"embedOptions": {"renderer": "svg", "actions": False}}
    display({"application/vnd.vegalite.v5+json": spec, "text/plain": total}, raw=True)
widgets.interact(shown, total=widgets.Dropdown(options=totals));""",
    "JupyterChart.params from Python": """
alt.JupyterChart.enable_offline()
which = alt.param(name="which", value=totals[0])
base = alt.Chart(rows).mark_point().encode(x="year:Q", y="value:Q", color="series:N", shape="series:N")
drawn = base.add_params(which).transform_filter("datum.by_total == which")
live = alt.JupyterChart(drawn, embed_options={"renderer": "svg"})
choice = widgets.Dropdown(options=totals)
choice.observe(lambda change: setattr(live.params, "which", change["new"]), names="value")
widgets.VBox([choice, live])""",
}

# Moves the list to its next entry and answers with the milliseconds until the marks of the chart have changed. The
# page itself says when something changes, so that nothing has to be asked again and again.
MOVE = """() => new Promise((answer) => {
  const output = document.querySelector('.jp-OutputArea-output:has(select)').closest('.jp-Cell');
  const drawn = () => [...output.querySelectorAll('svg.marks .mark-symbol path')].map((mark) => mark.outerHTML).join();
  const list = output.querySelector('select');
  const before = drawn();
  const watch = new MutationObserver(() => {
    const now = drawn();
    if (now && now !== before) done(performance.now() - start);
  });
  const patience = setTimeout(() => done(NaN), 15000);
  const done = (time) => { watch.disconnect(); clearTimeout(patience); answer(time); };
  watch.observe(output, { subtree: true, childList: true, attributes: true });
  const start = performance.now();
  list.selectedIndex = (list.selectedIndex + 1) % 2;
  list.dispatchEvent(new Event('change', { bubbles: true }));
})"""


def notebook(code, last=""):
    cells = [nbformat.v4.new_code_cell(COMMON), nbformat.v4.new_code_cell(code)]
    if last:
        cells.append(nbformat.v4.new_code_cell(last))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def opened(page, lab, name, code, last=""):
    """Open a notebook with ``code``, run it, and wait until its chart is drawn."""
    nbformat.write(notebook(code, last), lab[1] / f"{name}.ipynb")
    start_all(page, lab, f"{name}.ipynb")
    page.wait_for_selector(".jp-OutputArea-output svg.marks", state="attached", timeout=60_000)
    page.wait_for_timeout(1500)


def milliseconds(page):
    found = []
    for _ in range(RUNS):
        found.append(page.evaluate(MOVE))
        page.wait_for_timeout(150)
    return found


@pytest.mark.benchmark
def test_a_control_repaints_in_a_frame_or_two_and_faster_than_the_usual_ways(page, lab, capsys):
    medians, slowest = {}, {}
    for number, (way, code) in enumerate(WAYS.items()):
        opened(page, lab, f"way{number}", code)
        found = milliseconds(page)
        medians[way], slowest[way] = statistics.median(found), max(found)
    opened(page, lab, "busy", WAYS["ours"], "import time; time.sleep(60)")
    found = milliseconds(page)
    medians["ours, kernel asleep"], slowest["ours, kernel asleep"] = statistics.median(found), max(found)
    with capsys.disabled():
        print(f"\ncontrol to repainted chart, {RUNS} moves each, milliseconds")
        for way, median in medians.items():
            print(f"  {way:40} median {median:7.1f}   slowest {slowest[way]:7.1f}   {median / medians['ours']:5.1f} x")
    assert medians["ours"] <= 25 and medians["ours, kernel asleep"] <= 25
    assert medians["interact, altair's jupyter renderer"] >= 20 * medians["ours"]
