"""How long until the first chart? Against a bare script that imports pandas and altair and makes the same chart."""

import statistics
import subprocess
import sys
import time

import pytest

import workbook as wb

RUNS = 11

BARE = """
import pandas, altair
table = pandas.read_csv("{csv}")
base = altair.Chart(table).encode(color="series:N", tooltip="hover:N", description="hover:N")
x, y = altair.X("year:Q", title="Year"), altair.Y("value:Q", title="Share of the total (percent)")
lines = base.mark_line().encode(x=x, y=y, strokeDash="series:N")
points = base.transform_filter("datum.value != null").mark_point().encode(x=x, y=y, shape="series:N")
gaps = base.transform_filter("datum.value == null").mark_text(text="×").encode(x=x, y=altair.datum(0))
rules = [altair.Chart().mark_rule().encode(y=altair.datum(level)) for level in (50, 90)]
altair.layer(*rules, lines, points, gaps, data=table).properties(width="container", height=300).to_dict()
"""

OURS = """
import workbook as wb
wb.views.trade().spec()
"""


def seconds(code):
    """Wall time of a fresh Python that runs ``code``."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


@pytest.mark.benchmark
def test_the_first_view_costs_little_more_than_pandas_and_altair(tmp_path, capsys):
    rows = tmp_path / "rows.csv"
    wb.views.trade()._all_rows.to_csv(rows, index=False)
    bare_script = BARE.replace("{csv}", rows.as_posix())
    pairs = [(seconds(bare_script), seconds(OURS)) for _ in range(RUNS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = ours / bare
    with capsys.disabled():
        print(f"\nfirst view: {ours:.3f} s, bare pandas + altair: {bare:.3f} s, ratio {ratio:.2f} ({RUNS} runs each)")
    assert ratio <= 1.3
