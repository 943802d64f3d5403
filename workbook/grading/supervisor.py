"""Watching over one submission: reads its job, runs it in a locked process, and replies.

Each supervisor is forked for one job and ends with it. It alone in the sandbox sees the job, what the submission sends
and the reply to it.
"""

import contextlib
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from ..assignments.execution import in_words
from . import confine
from .protocol import DONE_LINE, Broken, Ended, Job, LimitValues, Reply, Settings, clean, line_of, read_job, sent_in

Work = Callable[[Job, int, int], NoReturn]  # runs the cells, with the handles for answers and for what is printed

SCRATCH = "/scratch"
MOST_ANSWERS = 2_000_000  # bytes that one submission may send back
MOST_PRINTED = 10_000_000  # bytes that it may print before it is stopped
TICK = 0.05  # seconds between two looks at its memory
NO_JOB = 9  # how a supervisor ends for which there was no job any more


def supervise(settings: Settings, jobs: int, replies: int, work: Work) -> NoReturn:
    """Read one job from the pipe ``jobs``, run it with ``work``, and write the reply to the pipe ``replies``."""
    status = 1
    try:
        confine.end_with_parent()
        job = read_job(jobs)
        os.close(jobs)
        if job is None:
            os._exit(NO_JOB)
        reply = _confined(job, settings, work) if settings["confined"] else _trusted(job, settings, work)
        _write(replies, line_of(reply).encode())
        status = 0
    finally:
        os._exit(status)


def _write(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def _confined(job: Job, settings: Settings, work: Work) -> Reply | Broken:
    """Run ``job`` in a process that is alone in namespaces of its own, and locked in."""
    try:
        limits = _beside_own_size(settings["limits"])
        confine.leave()
    except OSError as error:
        return {"broken": in_words(error)}
    return _run(job, settings, work, lambda: confine.confine(limits, SCRATCH))


def _trusted(job: Job, settings: Settings, work: Work) -> Reply | Broken:
    """Run ``job`` with limits only, in a folder of its own that is removed with all that is in it."""
    limits = _beside_own_size(settings["limits"])
    folder = tempfile.mkdtemp(dir=settings["scratch"])

    def begin() -> None:
        confine.end_with_parent()
        tempfile.tempdir = None
        os.environ.update(HOME=folder, TMPDIR=folder, WORKBOOK_ENTRIES=f"{folder}/my-entries.jsonl")
        os.chdir(folder)
        confine.limit(limits)

    try:
        confine.adopt()
        return _run(job, settings, work, begin)
    finally:
        for path, folders, _ in os.walk(folder):
            for inner in (Path(path, name) for name in folders):
                if not inner.is_symlink():
                    inner.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)


def _beside_own_size(limits: LimitValues) -> LimitValues:
    """The ``limits`` with as much more memory as this process has already."""
    own = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return {**limits, "memory": own + limits["memory"]}


def _run(job: Job, settings: Settings, work: Work, begin: Callable[[], None]) -> Reply | Broken:
    """Run ``job`` in a process of its own, after ``begin`` there; what it answered and how it ended."""
    start = time.monotonic()
    answers_out, answers_in = os.pipe()
    printed_out, printed_in = os.pipe()
    trouble_out, trouble_in = os.pipe()  # closed before the first cell runs, so nothing in it is of a submission
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            begin()
            for handle in (answers_out, printed_out, trouble_out, trouble_in):
                os.close(handle)
        except BaseException as error:
            os.write(trouble_in, in_words(error).encode("utf-8", "replace"))
            os._exit(1)
        try:
            work(job, answers_in, printed_in)
        finally:
            os._exit(1)
    for handle in (answers_in, printed_in, trouble_in):
        os.close(handle)
    trouble = os.read(trouble_out, 2000).decode(errors="replace")
    ended, sent, printed = _watch(child, answers_out, printed_out, settings, start)
    ended = _end(child, ended, settings)
    if trouble:
        return {"broken": trouble}
    found = sent_in(sent, job)
    return {
        "answers": found.answers,
        "refused": found.refused,
        "passed_over": found.passed_over,
        "errors": found.errors,
        "ended": ended,
        "printed": clean(printed),
        "seconds": round(time.monotonic() - start, 3),
    }


def _watch(child: int, answers: int, printed: int, settings: Settings, start: float) -> tuple[Ended | None, bytes, str]:
    """Read what the child sends until it ends or breaks a limit.

    Returns the limit that it broke, or done, or None if it ended by itself; what it sent; the beginning of what it
    printed.
    """
    limits, confined = settings["limits"], settings["confined"]
    sent, shown, amount = bytearray(b"\n"), bytearray(), 0
    ended: Ended | None = None
    own = {os.getpid(), os.getppid(), 1}
    handles, deadline = {answers, printed}, start + limits["wall"]
    while answers in handles and not ended:
        looked_at = max(0, len(sent) - len(DONE_LINE))
        for handle in select.select(list(handles), [], [], TICK)[0]:
            part = os.read(handle, 65536)
            if not part:
                handles.discard(handle)
            elif handle == answers:
                sent += part
            else:
                amount += len(part)
                shown += part[: max(0, 2000 - len(shown))]
        if sent.find(b"\n" + DONE_LINE, looked_at) >= 0:
            ended = "done"
        elif time.monotonic() > deadline:
            ended = "time"
        elif len(sent) > MOST_ANSWERS or amount > MOST_PRINTED:
            ended = "output"
        elif confined and (used := _used(own))[0] > limits["memory"]:
            ended = "memory"
        elif confined and used[1] > 2 * limits["processes"]:  # where the kernel does not keep this limit itself
            ended = "processes"
    return ended, bytes(sent[1:MOST_ANSWERS]), bytes(shown).decode("utf-8", "replace")


def _used(own: set[int]) -> tuple[int, int]:
    """The bytes that the processes of the submission use, shared pages counted once, and how many they are.

    They are all that there are in the sandbox except its ``own``.
    """
    sizes = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and int(path.name) not in own:
            with contextlib.suppress(OSError, ValueError, IndexError):
                sizes[path] = int((path / "statm").read_text().split()[1]) * 4096
    if sum(sizes.values()) < 1_000_000_000:
        return 0, len(sizes)
    total = 0
    for path, size in sizes.items():
        try:
            lines = (path / "smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        except (OSError, ValueError, StopIteration):
            total += size
    return total, len(sizes)


def _end(child: int, ended: Ended | None, settings: Settings) -> Ended:
    """End the ``child`` and all that it started; how it ended, also where it did so by itself."""
    if settings["confined"]:  # it is the first in its namespace, and all others there end with it
        os.kill(child, signal.SIGKILL)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    if not settings["confined"]:
        _end_what_is_left()
    code = os.waitstatus_to_exitcode(status)
    slow = code == -signal.SIGXCPU or (code != 0 and used.ru_utime + used.ru_stime >= settings["limits"]["cpu"] - 1)
    return ended or ("time" if slow else "died")


def _end_what_is_left() -> None:
    """End the processes that left the group of the child; on Linux they have become this process's own children."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    deadline = time.monotonic() + 2
    while listed.is_file() and time.monotonic() < deadline:
        left = listed.read_text().split()
        if not left:
            return
        for number in map(int, left):
            with contextlib.suppress(OSError):
                os.kill(number, signal.SIGKILL)
                os.waitpid(number, 0)
