"""How long, and with how much memory, is a roll-call file of 1.2 million rows read? In a child of its own."""

import os
import subprocess
import sys
import time

import pandas as pd
import pytest

ROLL_CALLS, STATES = 6_200, 197
HEADER = (
    ",rcid,ccode,member,vote,Country,Countryname,year,session,abstain,yes,no,importantvote,date,unres,amend,para,"
    "short,descr,me,nu,di,hr,co,ec,ident,resid"
)
# Real texts have this length, and the published file is in Latin 1.
TEXT = "To adopt the draft resolution on the question of Côte d'Ivoire, submitted by the Fourth Committee. " * 2


def write_roll_calls(path):
    """A file of the published form: China says yes, Russia yes and abstain in turn, the USA no."""
    with path.open("w", encoding="latin-1", newline="") as file:
        file.write(HEADER + "\n")
        number = 0
        for rcid in range(1, ROLL_CALLS + 1):
            year = 1946 + (rcid - 1) // 100
            votes = {710: 1, 365: 1 + rcid % 2, 2: 3}
            end = (
                f'{year},{year - 1945},5,100,20,0,"{year}-11-01",A/RES/{rcid},0,0,"Short","{TEXT}",0,0,0,1,0,0,0,{rcid}'
            )
            for place in range(STATES):
                code = (710, 365, 2)[place] if place < 3 else 10_000 + place
                number += 1
                file.write(f'{number},{rcid},{code},1,{votes.get(code, 8)},"XXX","State {place}",{end}\n')
    return number


def run(command):
    """Run ``command``; return seconds and the highest memory it held, in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    # Popen would else ask again for a child that has been waited for.
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return time.perf_counter() - start, usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


@pytest.mark.slow
@pytest.mark.benchmark
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not say how much memory a child held")
def test_over_a_million_votes_are_read_in_ten_seconds_and_half_a_gigabyte(tmp_path, capsys):
    pytest.importorskip("polars")
    source, out = tmp_path / "UNVotes.csv", tmp_path / "series.csv"
    rows = write_roll_calls(source)
    command = [sys.executable, "-m", "workbook.cli", "data", "import", "unga", str(source), "--out", str(out)]
    seconds, memory = run([*command, "--countries", "CHN,RUS,USA"])
    size = source.stat().st_size / 1e6
    with capsys.disabled():
        print(f"\nroll calls: {rows:,} rows, {size:.0f} MB, in {seconds:.1f} s with {memory:.0f} MB at most")
    series = pd.read_csv(out)
    # 62 years and three dyads. China and Russia: half of the votes alike, half a yes beside an abstention: 1 − 0.25.
    assert rows > 1_200_000 and len(series) == 62 * 3
    by_dyad = series.groupby(["actor_a", "actor_b"])["agreement_score"]
    assert by_dyad.min().to_dict() == {("CHN", "RUS"): 0.75, ("CHN", "USA"): 0, ("RUS", "USA"): 0.25}
    assert (by_dyad.min() == by_dyad.max()).all() and (series["votes"] == 100).all()
    assert seconds < 10 and memory < 500
