"""The sandbox as the grader sees it: code goes in, the values of the answers come back, and nothing else does."""

import contextlib
import os
import platform
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Self

from ..assignments.answers import Data
from ..base import WorkbookError
from ..base.constants import CPU_SECONDS, WALL_SECONDS
from .protocol import (
    BadMessage,
    CannotRun,
    Ended,
    Job,
    LimitValues,
    Reply,
    Settings,
    framed,
    line_of,
    reply_from,
    start_from,
)
from .walls import environment, walls

FIRST_USER = 61_000  # where the grader runs as root: users that no system gives to anybody
GRACE = 20  # seconds beyond its limit after which the sandbox itself is given up
START = 120  # seconds to import everything
MACHINES = ("x86_64", "aarch64")  # those for which confine knows the numbers of system calls
NOT_ON_WINDOWS = (
    "Submissions are run on Linux or macOS. On Windows, install the Windows Subsystem for Linux (wsl --install) "
    "and grade in it."
)
LONGEST_REPLY = 8_000_000  # bytes of a reply
NEEDED = "It needs Linux and bubblewrap (Debian, Ubuntu: apt install bubblewrap)"


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds, bytes and numbers."""

    wall: int = WALL_SECONDS
    cpu: int = CPU_SECONDS
    memory: int = 2 * 1024**3
    processes: int = 64
    open_files: int = 256
    disk: int = 64 * 1024**2
    files: int = 2000

    @property
    def as_data(self) -> LimitValues:
        """The limits as data."""
        return {
            "wall": self.wall,
            "cpu": self.cpu,
            "memory": self.memory,
            "processes": self.processes,
            "open_files": self.open_files,
            "disk": self.disk,
            "files": self.files,
        }


@dataclass(frozen=True)
class Execution:
    """What a run gave: ``answers`` by name as plain data, ``errors`` as pairs of cell and words, and how it ``ended``.

    ``ended`` is done, time, memory, processes, output (printed or answered too much), or died. Only what
    ``fault_in`` (workbook.assignments.answers) has nothing against is in ``answers``; ``refused`` says of those that
    were sent in another form what they were, and ``passed_over`` how many lines were sent that no answer sends.
    """

    answers: dict[str, Data]
    errors: tuple[tuple[int, str], ...]
    ended: Ended
    printed: str
    seconds: float
    refused: Mapping[str, str] = field(default_factory=dict)
    passed_over: int = 0


def execution_of(reply: Reply) -> Execution:
    """The Execution that a ``reply`` describes, which was checked."""
    return Execution(
        answers=reply["answers"],
        errors=tuple(reply["errors"]),
        ended=reply["ended"],
        printed=reply["printed"],
        seconds=reply["seconds"],
        refused=reply["refused"],
        passed_over=reply["passed_over"],
    )


RunCells = Callable[[Sequence[tuple[str, str]], Sequence[str]], Execution]  # what runs cells, here or elsewhere


class Sandbox:
    """One sandbox with the workbook imported; runs one submission after the other, each in a process of its own.

    Use it in the thread that made it, and close it. ``trusted`` runs the code with limits but without walls. The
    ``datasets`` named are read once, for all.
    """

    def __init__(
        self, limits: Limits | None = None, trusted: bool = False, number: int = 0, datasets: Iterable[str] = ()
    ) -> None:
        if os.name == "nt":
            raise WorkbookError(NOT_ON_WINDOWS)
        self.limits, self.trusted, self.number, self.datasets = limits or Limits(), trusted, number, list(datasets)
        if not trusted:
            why = lacking()
            if why:
                raise WorkbookError(f"{why} To run the code without a sandbox, at your own risk: --trust.")
        self._process: subprocess.Popen[bytes] | None = None  # while it runs
        self._drain: threading.Thread | None = None
        self._scratch = tempfile.TemporaryDirectory(prefix="workbook-") if trusted else None
        self._left = b""

    def run(self, cells: Sequence[tuple[str, str]], names: Sequence[str]) -> Execution:
        """Run ``cells`` (pairs of code and label) one after the other; the Execution with the values of ``names``.

        Raises WorkbookError if the sandbox does not start, or cannot lock the code in.
        """
        job: Job = {"cells": list(cells), "names": list(names)}
        content = framed(job)
        start = time.monotonic()
        for _ in range(2):  # a sandbox that ended between two jobs is started again
            process = self._start()
            try:
                _pipe(process.stdin).write(content)
                _pipe(process.stdin).flush()
                break
            except BrokenPipeError:
                self.close()
        try:
            line = self._line(self.limits.wall + GRACE)
            reply = reply_from(line, job) if line else None
        except BadMessage:
            reply = None
        except CannotRun as error:
            self.close()
            raise WorkbookError(f"The sandbox cannot lock the code in, so it was not run ({error}).") from None
        if reply is None:
            self.close()
            return Execution({}, (), "died", "", round(time.monotonic() - start, 3))
        return execution_of(reply)

    def close(self) -> None:
        """End it, with everything that runs in it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._drain:
                self._drain.join(GRACE)
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
                with contextlib.suppress(OSError):
                    _pipe(pipe).close()
            self._process, self._drain, self._left = None, None, b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        if self._scratch:
            self._scratch.cleanup()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        root = not self.trusted and os.geteuid() == 0
        settings: Settings = {
            "limits": self.limits.as_data,
            "user": FIRST_USER + self.number if root else 0,
            "confined": not self.trusted,
            "datasets": self.datasets,
            "scratch": self._scratch.name if self._scratch else "",
        }
        inside = [sys.executable, "-m", "workbook.grading.worker", line_of(settings).strip()]
        command = inside if self.trusted else [*walls(root), *inside]
        self._process = process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(self.trusted),
        )
        if why := self._why_not():
            self.close()
            raise WorkbookError(f"The sandbox does not start. {why}")
        # What it says on standard error is read and dropped, so that a full pipe never stops it.
        self._drain = threading.Thread(target=_pipe(process.stderr).read, daemon=True)
        self._drain.start()
        return process

    def _why_not(self) -> str:
        """Why the process that was just started cannot run submissions, as sentences; blank if it can."""
        process = self._process
        assert process is not None
        line = self._line(START)
        with contextlib.suppress(BadMessage):
            if line:
                return start_from(line)
        late = process.poll() is None and not line
        process.kill()
        last_words = process.communicate()[1].decode(errors="replace").strip().splitlines()[-1:]
        if last_words:
            return f"Its last words were: {last_words[0]}"
        return f"It was not ready after {START} seconds." if late else f"It ended (status {process.returncode})."

    def _line(self, seconds: float) -> bytes | None:
        """The next line from inside; None if there is none in time."""
        if self._process is None:
            return None
        pipe, deadline = _pipe(self._process.stdout).fileno(), time.monotonic() + seconds
        while b"\n" not in self._left:
            left = max(0, deadline - time.monotonic())
            if len(self._left) > LONGEST_REPLY or not select.select([pipe], [], [], left)[0]:
                return None
            part = os.read(pipe, 65536)
            if not part:
                return None
            self._left += part
        line, _, self._left = self._left.partition(b"\n")
        return line


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """A ``pipe`` of a process that was started with all three."""
    assert pipe is not None
    return pipe


def lacking() -> str:
    """Why there can be no sandbox on this machine, as a sentence; blank if there can."""
    if platform.system() != "Linux" or platform.machine() not in MACHINES:
        return f"There is no sandbox for this system. {NEEDED}."
    if not shutil.which("bwrap"):
        return f"The sandbox is not installed. {NEEDED}."
    return ""
