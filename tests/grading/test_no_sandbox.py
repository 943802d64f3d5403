"""Where there is no bubblewrap: nothing is run, unless the instructor says that the code can be trusted."""

import shutil

import pytest

from workbook.base import WorkbookError
from workbook.grading.sandbox import MACHINES, Limits, Sandbox


@pytest.mark.slow
def test_without_bubblewrap_there_is_a_plain_refusal(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(WorkbookError, match="The sandbox is not installed. It needs Linux and bubblewrap.*--trust"):
        Sandbox(Limits(wall=5))
    with Sandbox(Limits(wall=5), trusted=True) as box:
        assert box.run([("q1 = 6 * 7", "a")], ["q1"]).answers == {"q1": 42}
        endless = box.run([("while True: pass", "a"), ("q1 = 3", "b")], ["q1"])
        assert (endless.ended, endless.answers) == ("done", {"q1": 3})
        assert endless.errors == ((0, "TimeoutError: it was stopped after 2 seconds"),)
        deaf = "import signal\nfor n in (14, 27): signal.signal(n, signal.SIG_IGN)\nwhile True: pass"
        assert box.run([(deaf, "a"), ("q1 = 3", "b")], ["q1"]).ended == "time"


def test_on_windows_the_way_to_grade_is_named(monkeypatch):
    monkeypatch.setattr("os.name", "nt")
    with pytest.raises(WorkbookError, match="run on Linux or macOS. On Windows, install the Windows Subsystem"):
        Sandbox(Limits(wall=5), trusted=True)


def test_the_sandbox_is_offered_where_system_calls_can_be_told():
    confine = pytest.importorskip("workbook.grading.confine", reason="only Linux has what it needs")
    assert set(MACHINES) == set(confine.ARCHITECTURES)
