"""How long until the first chart? Against a bare script that imports pandas and altair and makes the same chart."""

import json
import statistics
import subprocess
import sys
import time

import pytest

import workbook as wb

RUNS = 11

BARE = """
import json, sys
import pandas, altair
spec = json.load(open(sys.argv[1]))
rows = spec.pop("data")["values"]
table = pandas.DataFrame(rows)
chart = altair.Chart.from_dict({**spec, "data": {"values": table.to_dict("records"), "name": "table"}}, validate=False)
chart.to_dict()
"""

OURS = """
import workbook as wb
view = wb.views.trade()
view.spec()
"""


def seconds(code, *arguments):
    """Wall time of a fresh Python that runs ``code``."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
    return time.perf_counter() - start


@pytest.mark.benchmark
def test_the_first_view_costs_little_more_than_pandas_and_altair(tmp_path, capsys):
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(wb.views.trade().spec()), encoding="utf-8")
    pairs = [(seconds(BARE, str(spec)), seconds(OURS)) for _ in range(RUNS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = ours / bare
    with capsys.disabled():
        print(f"\nfirst view: {ours:.3f} s, bare pandas + altair: {bare:.3f} s, ratio {ratio:.2f} ({RUNS} runs each)")
    assert ratio <= 1.3
