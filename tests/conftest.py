"""What several tests use: free ports, and `workbook lab` as a student starts it."""

import os
import re
import socket
import subprocess
import sys
import threading

import pytest
from browsing import chromium, lab, page  # noqa: F401  (fixtures for the browser tests and the benchmarks)
from needs import skip_without, summary


def pytest_addoption(parser):
    parser.addoption("--allow-skips", action="store_true", help="do not fail in CI because of tests that were skipped")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests come in a random order, but the cells of a notebook in its own; files of slow tests come first.

    So two workers, each of which takes file after file, end at about the same time.
    """
    place_of, slow = {}, set()
    for place, item in enumerate(items):
        place_of.setdefault(item.path, place)
        if item.get_closest_marker("browser") or item.get_closest_marker("slow"):
            slow.add(item.path)
    items.sort(key=lambda item: (item.path not in slow, place_of[item.path], getattr(item, "cell_num", 0)))


def pytest_runtest_setup(item):
    """Skip what needs something that is not here, before any fixture is made."""
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            skip_without(name)


def _reasons(session_or_reporter):
    skipped = session_or_reporter.stats.get("skipped", [])
    return [report.longrepr[2].removeprefix("Skipped: ") for report in skipped if isinstance(report.longrepr, tuple)]


def pytest_terminal_summary(terminalreporter):
    """Which checks were not run, and the line that brings what each needs."""
    if reasons := _reasons(terminalreporter):
        terminalreporter.section("not run")
        for line in summary(reasons):
            terminalreporter.write_line(line)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """In CI a skipped test is a failure: what nobody ran nobody has seen pass."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and _reasons(reporter) and not session.config.option.allow_skips:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


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
