"""What some tests need beside Python: how to tell whether it is there, and the one line that brings it."""

import functools
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("WORKBOOK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@dataclass(frozen=True)
class Need:
    """Something that may be missing on a machine; ``line`` is what to type to have it."""

    what: str
    line: str
    is_here: Callable[[], bool]


def postgresql_programs() -> Path | None:
    """The folder of PostgreSQL's programs; Debian keeps them, version by version, off the PATH."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    named = newest or shutil.which("initdb")
    return Path(named).resolve().parent if named else None


@functools.cache
def sandboxes_work() -> bool:
    """Whether bubblewrap is there and may make a sandbox, which some containers forbid."""
    if not shutil.which("bwrap"):
        return False
    command = ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


NEEDS = {
    "browser": Need("Chromium", "apt install chromium", lambda: bool(CHROMIUM)),
    "sandbox": Need("a sandbox of bubblewrap", "apt install bubblewrap", sandboxes_work),
    "postgresql": Need("PostgreSQL", "apt install postgresql", lambda: postgresql_programs() is not None),
    "pandoc": Need("pandoc", "apt install pandoc", lambda: bool(shutil.which("pandoc"))),
    "proc": Need("the folder /proc", "run the tests on Linux", Path("/proc/self/fd").is_dir),
    "graders": Need(
        "nbgrader and otter in environments of their own",
        "connect to the network for the first run",
        lambda: True,  # told when they are installed, by the test that asks first
    ),
}


def skip_without(name: str) -> None:
    """Skip the test that calls this unless what it needs is here."""
    if not NEEDS[name].is_here():
        missing(name)


def missing(name: str) -> None:
    """Skip the test that calls this, with the reason and the line that helps."""
    pytest.skip(f"{NEEDS[name].what} is missing. To run it: {NEEDS[name].line}")


def summary(reasons: list[str]) -> list[str]:
    """What to tell at the end of a run in which tests were skipped for ``reasons``: a line each, the most first.

    >>> summary(["pandoc is missing.", "pandoc is missing.", "no network"])
    ['2 checks were not run: pandoc is missing.', '1 check was not run: no network']
    """
    counts = {reason: reasons.count(reason) for reason in dict.fromkeys(reasons)}
    most_first = sorted(counts.items(), key=lambda entry: -entry[1])
    return [f"{count} check{' was' if count == 1 else 's were'} not run: {reason}" for reason, count in most_first]
