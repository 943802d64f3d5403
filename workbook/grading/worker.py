"""The program inside the sandbox: imports the workbook once, then gives each submission a forked process of its own.

Runs as ``python -m workbook.grading.worker LIMITS``, LIMITS as JSON. Jobs come as lines of JSON on standard input,
and one line of JSON goes back for each. Nothing that a submission does can reach these two pipes: the forked process
closes them, and sees no other process (see confine.py).
"""

import contextlib
import gc
import os
import select
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import confine
from .protocol import (
    DONE_LINE,
    CellLine,
    Job,
    LimitValues,
    Reply,
    Settings,
    answers_and_errors,
    job_from,
    line_of,
    process_from,
    settings_from,
)

if TYPE_CHECKING:
    from ..assignments.answers import Data

SCRATCH = "/scratch"
MOST_ANSWERS = 2_000_000  # bytes that one submission may send back
MOST_PRINTED = 10_000_000  # bytes that it may print before it is stopped
SLOW = 9  # how the first child says that the second one used up its seconds of computing
TICK = 0.05  # seconds between two looks at its memory


def main() -> None:
    """Serve until standard input ends."""
    settings = settings_from(sys.argv[1])
    jobs, replies = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    _prepare(settings["datasets"])
    if settings["user"]:
        os.setgroups([])
        os.setgid(settings["user"])
        os.setuid(settings["user"])
    if settings["confined"]:
        confine.hide()
    gc.collect()
    gc.freeze()  # so that a child's collector does not touch, and thereby copy, what it shares with this process
    replies.write(line_of({"ready": True}))
    replies.flush()
    for line in jobs:
        replies.write(line_of(_run(job_from(line), settings)))
        replies.flush()


def _prepare(datasets: Iterable[str]) -> None:
    """Import what submissions use, and read ``datasets``, so that each child has them at once."""
    import workbook.assignments.answers
    import workbook.charts
    import workbook.measures
    import workbook.views
    from workbook.assignments.execution import prepare

    prepare()
    for name in datasets:
        workbook.catalog.load(name)


def _run(job: Job, settings: Settings) -> Reply:
    """Run one job in a child; what it answered and how it ended."""
    limits, start = settings["limits"], time.monotonic()
    answers_out, answers_in = os.pipe()
    printed_out, printed_in = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(answers_out)
            os.close(printed_out)
            _child(job, settings, answers_in, printed_in)
        except BaseException as error:
            from ..assignments.execution import in_words

            os.write(answers_in, line_of({"broken": in_words(error)}).encode())
        finally:
            os._exit(1)
    os.close(answers_in)
    os.close(printed_in)
    ended, sent, printed = _watch(child, answers_out, printed_out, limits, start, settings["confined"])
    os.close(answers_out)
    os.close(printed_out)
    answers, errors = answers_and_errors(sent)
    seconds = round(time.monotonic() - start, 3)
    return {"answers": answers, "errors": errors, "ended": ended, "printed": printed, "seconds": seconds}


def _child(job: Job, settings: Settings, answers: int, printed: int) -> NoReturn:
    """In the first child: leave the namespaces, and let the second child, alone in new ones, run the code."""
    os.setsid()
    if not settings["confined"]:
        os.chdir(settings["scratch"])
        confine.limit(_beside_own_size(settings["limits"]))
        _work(job, settings["limits"], answers, printed)
    limits = _beside_own_size(settings["limits"])
    confine.leave()
    ready, go = os.pipe()
    second = os.fork()
    if second == 0:
        os.close(go)
        os.read(ready, 1)
        os.close(ready)
        confine.confine(limits, SCRATCH)
        _work(job, settings["limits"], answers, printed)
    os.write(answers, line_of({"process": second}).encode())
    os.write(go, b"!")
    for handle in (ready, go, answers, printed):
        os.close(handle)
    _, status, used = os.wait4(second, 0)
    slow = status != 0 and used.ru_utime + used.ru_stime >= settings["limits"]["cpu"] - 1
    os._exit(SLOW if slow else 0)


def _beside_own_size(limits: LimitValues) -> LimitValues:
    """The ``limits`` with as much more memory as this process has already."""
    own = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return {**limits, "memory": own + limits["memory"]}


def _work(job: Job, limits: LimitValues, answers: int, printed: int) -> NoReturn:
    """Run the cells and send what each changed. Never returns."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.dup2(answers, 3)
    os.closerange(4, 4096)
    out = os.fdopen(3, "w", encoding="ascii")
    from ..assignments.execution import run_cells

    sent: dict[str, Data] = {}
    for ran in run_cells(job["cells"], job["names"], limits["wall"], limits["cpu"]):
        if ran.error or ran.answers != sent:
            message: CellLine = {"cell": ran.index, "answers": ran.answers}
            out.write(line_of({**message, "error": ran.error} if ran.error else message))
            out.flush()
            sent = ran.answers
    out.write(line_of({"done": True}))
    out.flush()
    os._exit(0)


def _watch(
    child: int, answers: int, printed: int, limits: LimitValues, start: float, confined: bool
) -> tuple[str, bytes, str]:
    """Read what the child sends until it ends or breaks a limit; then nothing of it is left.

    Returns how it ended, what it sent, and the beginning of what it printed.
    """
    sent, shown, amount, ended = bytearray(), bytearray(), 0, ""
    own = {os.getpid(), child}
    handles, deadline = {answers, printed}, start + limits["wall"]
    while answers in handles and not ended:
        for handle in select.select(list(handles), [], [], TICK)[0]:
            part = os.read(handle, 65536)
            if not part:
                handles.discard(handle)
            elif handle == answers:
                sent += part
            else:
                amount += len(part)
                shown += part[: max(0, 2000 - len(shown))]
        if time.monotonic() > deadline:
            ended = "time"
        elif len(sent) > MOST_ANSWERS or amount > MOST_PRINTED:
            ended = "output"
        elif confined and (used := _used(own))[0] > limits["memory"]:
            ended = "memory"
        elif confined and used[1] > 2 * limits["processes"]:  # where the kernel does not keep this limit itself
            ended = "processes"
        elif DONE_LINE in sent[-40:]:
            ended = "done"
    if _end(child, sent) in (SLOW, -signal.SIGXCPU) and not ended:
        ended = "time"
    return ended or "died", bytes(sent[:MOST_ANSWERS]), bytes(shown).decode("utf-8", "replace")


def _used(own: set[int]) -> tuple[int, int]:
    """The bytes that the processes of the submission use, shared pages counted once, and how many they are."""
    sizes = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and int(path.name) not in own and path.name != "1":
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


def _end(child: int, sent: bytearray) -> int:
    """Kill the first process in the child's namespace, and with it all others there; how the child then ended."""
    first = process_from(bytes(sent))
    if first is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError, OverflowError):
            os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 1  # it follows by itself, unless something is wrong
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


if __name__ == "__main__":
    main()
