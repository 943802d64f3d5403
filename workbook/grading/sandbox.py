"""The sandbox as the grader sees it: code goes in, the values of the answers come back, and nothing else does."""

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..base import WorkbookError, folder
from ..base.shipped import PACKAGE
from ..catalog.folders import own_folders
from . import confine

FIRST_USER = 61_000  # where the grader runs as root: users that no system gives to anybody
GRACE = 20  # seconds beyond its limit after which the sandbox itself is given up
START = 120  # seconds to import everything
LONGEST = 8_000_000  # bytes of a reply
SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib64",
    "/lib32",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
)
WHERE = "It needs Linux and bubblewrap (Debian, Ubuntu: apt install bubblewrap)"


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds, bytes and numbers."""

    wall: int = 60
    cpu: int = 40
    memory: int = 2 * 1024**3
    processes: int = 64
    open_files: int = 256
    disk: int = 64 * 1024**2
    files: int = 2000


@dataclass(frozen=True)
class Outcome:
    """What a run gave: ``answers`` by name as plain data, ``errors`` as pairs of cell and words, and how it ``ended``.

    ``ended`` is done, time, memory, processes, output (printed or answered too much), or died.
    """

    answers: dict
    errors: tuple
    ended: str
    printed: str
    seconds: float


class Sandbox:
    """One sandbox with the workbook imported; runs one submission after the other, each in a process of its own.

    Use it in the thread that made it, and close it. ``trusted`` runs the code with limits but without walls. The
    ``datasets`` named are read once, for all.
    """

    def __init__(self, limits=None, trusted=False, number=0, datasets=()):
        self.limits, self.trusted, self.number, self.datasets = limits or Limits(), trusted, number, tuple(datasets)
        if not trusted:
            why = lacking()
            if why:
                raise WorkbookError(f"{why} To run the code without a sandbox, on your own risk: --trust.")
        self._process: Any = None  # a Popen while it runs
        self._drain: threading.Thread | None = None
        self._scratch = tempfile.TemporaryDirectory(prefix="workbook-") if trusted else None
        self._left = b""

    def run(self, cells, names):
        """Run ``cells`` (pairs of code and label) one after the other; the Outcome with the values of ``names``."""
        job = json.dumps({"cells": list(cells), "names": list(names)}).encode() + b"\n"
        start = time.monotonic()
        for _ in range(2):  # a sandbox that ended between two jobs is started again
            self._start()
            try:
                self._process.stdin.write(job)
                self._process.stdin.flush()
                break
            except BrokenPipeError:
                self.close()
        reply = self._reply(self.limits.wall + GRACE)
        if reply is None:
            self.close()
            return Outcome({}, (), "died", "", round(time.monotonic() - start, 3))
        errors = tuple((int(place), str(said)) for place, said in reply["errors"])
        return Outcome(reply["answers"], errors, reply["ended"], reply["printed"], reply["seconds"])

    def close(self):
        """End it, with everything that runs in it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._drain:
                self._drain.join(GRACE)
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
                with contextlib.suppress(OSError):
                    pipe.close()
            self._process, self._drain, self._left = None, None, b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        if self._scratch:
            self._scratch.cleanup()

    def _start(self):
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        root = not self.trusted and os.geteuid() == 0
        settings = {
            "limits": asdict(self.limits),
            "user": FIRST_USER + self.number if root else 0,
            "confined": not self.trusted,
            "datasets": self.datasets,
            "scratch": self._scratch.name if self._scratch else "",
        }
        inside = [sys.executable, "-m", "workbook.grading.worker", json.dumps(settings)]
        command = inside if self.trusted else [*walls(root), *inside]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(self.trusted),
        )
        if self._reply(START) is None:
            self._process.kill()
            said = self._process.communicate()[1].decode(errors="replace").strip().splitlines()
            self.close()
            raise WorkbookError(f"The sandbox does not start: {said[-1] if said else 'no reason was given'}.")
        # What it says on standard error is read and dropped, so that a full pipe never stops it.
        self._drain = threading.Thread(target=self._process.stderr.read, daemon=True)
        self._drain.start()

    def _reply(self, seconds):
        """The next line from inside, as data; None if there is none in time."""
        pipe, deadline = self._process.stdout.fileno(), time.monotonic() + seconds
        while b"\n" not in self._left:
            if len(self._left) > LONGEST or not select.select([pipe], [], [], max(0, deadline - time.monotonic()))[0]:
                return None
            part = os.read(pipe, 65536)
            if not part:
                return None
            self._left += part
        line, _, self._left = self._left.partition(b"\n")
        return json.loads(line)


def lacking():
    """Why there can be no sandbox on this machine, as a sentence; blank if there can."""
    if not confine.possible():
        return f"There is no sandbox for this system. {WHERE}."
    if not shutil.which("bwrap"):
        return f"The sandbox is not installed. {WHERE}."
    return ""


def walls(root):
    """The command that builds the sandbox around the command after it (see bwrap(1)).

    Only what Python and the workbook need is there, and nothing can be written. For ``root`` the right to become
    another user is kept, until the program inside has become one; others get a namespace of users.
    """
    rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if root else ["--unshare-user"]
    command = [
        "bwrap",
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
        *rights,
    ]
    command += ["--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev"]
    command += ["--perms", "0755", "--dir", "/etc"]
    shown = seen()
    for path in SYSTEM:
        place = Path(path)
        if place.is_symlink():
            command += ["--symlink", str(place.readlink()), path]
        elif place.exists():
            command += ["--ro-bind", path, path]
    for place in shown:
        for parent in reversed(place.parents[:-1]):  # open to the user that the program inside becomes
            command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind", str(place), str(place)]
    command += ["--perms", "0755", "--dir", "/scratch"]
    if not any(place.is_relative_to("/tmp") for place in shown):
        command += ["--symlink", "/scratch", "/tmp"]
    return [*command, "--remount-ro", "/", "--chdir", "/scratch", "--"]


def seen():
    """The folders beside the system's that can be read inside: Python, its packages, the workbook and its data."""
    import site

    places = [sys.prefix, sys.base_prefix, PACKAGE, folder("datasets"), folder("notebooks"), *own_folders()]
    places += [place for place in (*site.getsitepackages(), site.getusersitepackages()) if Path(place).is_dir()]
    found: list[Path] = []
    for place in sorted({Path(place).resolve() for place in places} | {Path(sys.executable).parent.parent}):
        inside = [*map(Path, SYSTEM), *found]
        if not any(place.is_relative_to(other) for other in inside):
            found.append(place)
    return found


def environment(trusted=False):
    """The environment variables inside: nothing of the instructor's own."""
    own = {name: os.environ[name] for name in ("LANG", "LC_ALL", "WORKBOOK_DATA") if name in os.environ}
    if trusted:
        own |= {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
    return (
        own
        | one
        | {
            "PATH": own.get("PATH", "/usr/bin:/bin"),
            "HOME": own.get("HOME", "/scratch"),
            "TMPDIR": "" if trusted else "/scratch",
            "PYTHONPATH": str(PACKAGE.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "WORKBOOK_ENTRIES": "/scratch/my-entries.jsonl",
        }
    )
