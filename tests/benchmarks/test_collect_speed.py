"""How long does a class of 300 take to be put together, beside a program that only reads the same lines?"""

import json
import statistics
import time

import pytest
from class_files import STUDENTS, write_class

from workbook.cli.__main__ import main

RUNS = 3


def seconds(work):
    """The median of a few runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


@pytest.mark.slow
@pytest.mark.benchmark
def test_a_class_of_three_hundred_is_collected_in_five_seconds(tmp_path, capsys):
    write_class(tmp_path / "class")
    paths = list((tmp_path / "class").rglob("*.jsonl"))

    def read_only():
        for path in paths:
            for line in path.read_text().splitlines():
                try:
                    json.loads(line)
                except ValueError:
                    continue

    floor = seconds(read_only)
    for kind in ("forecasts", "hypotheses", "codes"):
        ours = seconds(lambda kind=kind: main(["collect", kind, str(tmp_path / "class"), "--out", str(tmp_path)]))
        capsys.readouterr()
        with capsys.disabled():
            print(f"\ncollect {kind}: {STUDENTS} files in {ours:.2f} s; reading alone takes {floor:.2f} s")
        assert ours < 5
