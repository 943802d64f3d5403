"""What several tests use: free ports, and `workbook lab` as a student starts it."""

import os
import re
import socket
import subprocess
import sys
import threading

import pytest
from browsing import chromium, lab, page  # noqa: F401  (fixtures for the browser tests and the benchmarks)


@pytest.fixture(autouse=True)
def entries_file(tmp_path_factory, monkeypatch):
    """A place of its own for what a test enters."""
    path = tmp_path_factory.mktemp("entries") / "my-entries.jsonl"
    monkeypatch.setenv("WORKBOOK_ENTRIES", str(path))
    return path


@pytest.fixture
def free_port():
    """A port that no program uses, away from those that `workbook lab` tries by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start_lab(tmp_path):
    """A function that starts `workbook lab --no-browser` and returns the process and the address it prints."""
    children = []

    def start(*options, python=sys.executable, cwd=tmp_path):
        command = [python, "-m", "workbook.cli", "lab", "--no-browser", *options]
        # The caches of this machine, so that the chart bundle is not made again, but no other setting.
        env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        child = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        children.append(child)
        said = []
        for line in child.stdout:
            said.append(line)
            if address := re.search(r"http://\S+", line):
                # Whatever it says later must be read, or a full pipe would stop it.
                threading.Thread(target=child.stdout.read, daemon=True).start()
                return child, address[0], "".join(said)
        raise AssertionError("workbook lab printed no address:\n" + "".join(said))

    yield start
    for child in children:
        if child.poll() is None:
            child.terminate()
        child.wait(timeout=30)
        child.stdout.close()
