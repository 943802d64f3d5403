"""JupyterLab as a child process: a port for it, waiting for it, ending it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from workbook.base import WorkbookError

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8888, 8987
SECONDS_TO_START = 90
SECONDS_TO_END = 10
LOG = ".jupyterlab.log"

Child = subprocess.Popen[bytes]


class PortTaken(WorkbookError):
    """Another program was quicker to take the port that had been free."""


def choose_port(wanted: int | None = None) -> int:
    """A port that is free: ``wanted``, or the first from 8888 upward. Raises WorkbookError if there is none."""
    if wanted is None:
        for port in range(FIRST_PORT, LAST_PORT + 1):
            if _is_free(port):
                return port
        raise WorkbookError(f"All ports from {FIRST_PORT} to {LAST_PORT} are in use. Name a free one with --port.")
    if not 1 <= wanted <= 65535:
        raise WorkbookError(f"{wanted} is not a port; a port is a number from 1 to 65535.")
    if not _is_free(wanted):
        raise WorkbookError(f"Port {wanted} is in use or not allowed. Leave out --port and a free one is chosen.")
    return wanted


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":
            # As the server itself does: a port whose last connection has only just closed counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@contextlib.contextmanager
def running(path: Path, port: int, token: str) -> Iterator[Child]:
    """JupyterLab on the folder ``path`` as a child process, which ends when the block ends, however it ends."""
    options = [
        f"--ServerApp.root_dir={path}",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.base_url=/",
        "--ServerApp.open_browser=False",
        "--Application.log_level=ERROR",
        # Window layouts name files by their path in the folder, so each folder keeps its own.
        f"--LabApp.workspaces_dir={path / '.jupyterlab-workspaces'}",
        "--LabApp.news_url=None",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--ServerApp.allow_root=True")
    # Into a file: its messages are for programmers, and kernels write there too.
    with _ending_by_signal(), (path / LOG).open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Not on the command line, where other users of the machine could read it.
            env=os.environ | {"JUPYTER_TOKEN": token},
            # Ctrl-C in the terminal must reach only this process, which then ends JupyterLab without a question.
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        try:
            yield child
        finally:
            _end(child, port, token)


@contextlib.contextmanager
def _ending_by_signal() -> Iterator[None]:
    """Within the block, being told to end (kill, a closed terminal) is the same as Ctrl-C."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # A program started with nohup ignores that the terminal was closed, and goes on doing so.
    heard = [number for number in signals if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(child: Child, port: int, token: str) -> None:
    """Ask JupyterLab to end, which also ends its kernels; failing that, end it by force."""
    try:
        attempts: tuple[Callable[[], object], ...] = (
            lambda: _status("POST", "/api/shutdown", port, token),
            child.terminate,
        )
        for attempt in attempts:
            if child.poll() is None:
                attempt()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(SECONDS_TO_END)
    finally:
        # Also where a second Ctrl-C cut the waiting short.
        if child.poll() is None:
            child.kill()
            child.wait()


def wait_until_answers(child: Child, path: Path, port: int, token: str) -> None:
    """Return when the server answers on ``port``. Raises WorkbookError if it ends or stays silent."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if child.poll() is not None:
            if not _is_free(port):
                raise PortTaken(f"Port {port} has just been taken by another program. Try again.")
            raise WorkbookError(
                f"JupyterLab did not start. `workbook doctor` looks for the cause; its log is {path / LOG}."
            )
        if _status("GET", "/api/status", port, token) == 200:
            return
        time.sleep(0.1)
    raise WorkbookError(f"JupyterLab did not answer within {SECONDS_TO_START} seconds. Try again.")


def _status(method: str, path: str, port: int, token: str) -> int | None:
    """The HTTP status with which the server answers, or None if it does not."""
    # http.client, because urllib would ask a proxy that the environment names.
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request(method, path, headers={"Authorization": f"token {token}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def wait_until_ended(child: Child) -> int:
    """Return the exit status of ``child`` when it ends."""
    # Not child.wait(), which Ctrl-C cannot interrupt on Windows.
    while child.poll() is None:
        time.sleep(0.2)
    return child.returncode
