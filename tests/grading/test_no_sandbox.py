"""Where there is no bubblewrap: nothing is run, unless the instructor says that the code can be trusted."""

import shutil

import pytest

from workbook.base import WorkbookError
from workbook.grading.sandbox import Limits, Sandbox


def test_without_bubblewrap_there_is_a_plain_refusal(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(WorkbookError, match="The sandbox is not installed. It needs Linux and bubblewrap.*--trust"):
        Sandbox(Limits(wall=5))
    with Sandbox(Limits(wall=5), trusted=True) as box:
        assert box.run([("q1 = 6 * 7", "a")], ["q1"]).answers == {"q1": 42}
        assert box.run([("while True: pass", "a")], ["q1"]).ended == "time"
