"""The program inside the sandbox: imports the workbook once, then gives each submission a forked process of its own.

Runs as ``python -m workbook.grading.worker LIMITS``, LIMITS as JSON. Jobs come as lines of JSON on standard input,
and one line of JSON goes back for each. Nothing that a submission does can reach these two pipes: the forked process
closes them, and sees no other process (see confine.py).
"""

import contextlib
import gc
import json
import os
import select
import signal
import sys
import time
from pathlib import Path

from . import confine

SCRATCH = "/scratch"
MOST_ANSWERS = 2_000_000  # bytes that one submission may send back
MOST_PRINTED = 10_000_000  # bytes that it may print before it is stopped
SLOW = 9  # how the first child says that the second one used up its seconds of computing
TICK = 0.05  # seconds between two looks at its memory


def main():
    """Serve until standard input ends."""
    settings = json.loads(sys.argv[1])
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
    replies.write(json.dumps({"ready": True}) + "\n")
    replies.flush()
    for line in jobs:
        replies.write(json.dumps(_run(json.loads(line), settings)) + "\n")
        replies.flush()


def _prepare(datasets):
    """Import what submissions use, and read ``datasets``, so that each child has them at once."""
    import workbook.assignments.answers
    import workbook.charts
    import workbook.measures
    import workbook.views

    for name in datasets:
        workbook.catalog.load(name)


def _run(job, settings):
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
            os.write(answers_in, json.dumps({"broken": _in_words(error)}).encode() + b"\n")
        finally:
            os._exit(1)
    os.close(answers_in)
    os.close(printed_in)
    ended, said, printed = _watch(child, answers_out, printed_out, limits, start, settings["confined"])
    os.close(answers_out)
    os.close(printed_out)
    return {**_put_together(said), "ended": ended, "printed": printed, "seconds": round(time.monotonic() - start, 3)}


def _child(job, settings, answers, printed):
    """In the first child: leave the namespaces, and let the second child, alone in new ones, run the code."""
    os.setsid()
    if not settings["confined"]:
        os.chdir(settings["scratch"])
        confine.limit(settings["limits"] | {"memory": _own_size() + settings["limits"]["memory"]})
        _work(job, answers, printed)
    limits = settings["limits"] | {"memory": _own_size() + settings["limits"]["memory"]}
    confine.leave()
    ready, go = os.pipe()
    second = os.fork()
    if second == 0:
        os.close(go)
        os.read(ready, 1)
        os.close(ready)
        confine.confine(limits, SCRATCH)
        _work(job, answers, printed)
    os.write(answers, json.dumps({"process": second}).encode() + b"\n")
    os.write(go, b"!")
    for handle in (ready, go, answers, printed):
        os.close(handle)
    _, status, used = os.wait4(second, 0)
    slow = status != 0 and used.ru_utime + used.ru_stime >= settings["limits"]["cpu"] - 1
    os._exit(SLOW if slow else 0)


def _work(job, answers, printed):
    """Run the cells and send what each changed. Never returns."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.dup2(answers, 3)
    os.closerange(4, 4096)
    out = os.fdopen(3, "w", encoding="ascii")
    from ..assignments.answers import as_data

    space = {"__name__": "__main__", "__builtins__": __builtins__, "display": _nothing, "get_ipython": _nothing}
    known: dict = {}
    for place, (text, label) in enumerate(job["cells"]):
        found = {"cell": place}
        try:
            exec(_compiled(text, label), space)
        except BaseException as error:  # SystemExit and KeyboardInterrupt end the cell, not the run
            found["error"] = _in_words(error)
        now = {name: as_data(space[name]) for name in job["names"] if name in space}
        if found.get("error") or now != known:
            out.write(json.dumps({**found, "answers": now}) + "\n")
            out.flush()
            known = now
    out.write(json.dumps({"done": True}) + "\n")
    out.flush()
    os._exit(0)


def _nothing(*values, **more):
    """Stand in for what only a notebook has."""


def _compiled(text, label):
    try:
        return compile(text, label, "exec")
    except SyntaxError:
        # The lines that only IPython knows: %magic and !command. Nothing is run in their place.
        plain = ["pass" if line.lstrip().startswith(("%", "!")) else line for line in text.splitlines()]
        return compile("\n".join(plain), label, "exec")


def _in_words(error):
    try:
        said = " ".join(str(error).split())
    except BaseException:
        said = ""
    return f"{type(error).__name__}: {said}"[:300]


def _own_size():
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _watch(child, answers, printed, limits, start, confined):
    """Read what the child sends until it ends or breaks a limit; then nothing of it is left."""
    said, shown, amount, ended = bytearray(), bytearray(), 0, ""
    own = {os.getpid(), child}
    handles, deadline = {answers, printed}, start + limits["wall"]
    while answers in handles and not ended:
        for handle in select.select(list(handles), [], [], TICK)[0]:
            part = os.read(handle, 65536)
            if not part:
                handles.discard(handle)
            elif handle == answers:
                said += part
            else:
                amount += len(part)
                shown += part[: max(0, 2000 - len(shown))]
        if time.monotonic() > deadline:
            ended = "time"
        elif len(said) > MOST_ANSWERS or amount > MOST_PRINTED:
            ended = "output"
        elif confined and (found := _used(own))[0] > limits["memory"]:
            ended = "memory"
        elif confined and found[1] > 2 * limits["processes"]:  # where the kernel does not keep this limit itself
            ended = "processes"
        elif b'{"done": true}' in said[-40:]:
            ended = "done"
    if _end(child, said) in (SLOW, -signal.SIGXCPU) and not ended:
        ended = "time"
    return ended or "died", bytes(said[:MOST_ANSWERS]), bytes(shown).decode("utf-8", "replace")


def _used(own):
    """The bytes that the processes of the submission use, shared pages counted once, and how many they are."""
    sizes = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and int(place.name) not in own and place.name != "1":
            with contextlib.suppress(OSError, ValueError, IndexError):
                sizes[place] = int((place / "statm").read_text().split()[1]) * 4096
    if sum(sizes.values()) < 1_000_000_000:
        return 0, len(sizes)
    total = 0
    for place, size in sizes.items():
        try:
            lines = (place / "smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        except (OSError, ValueError, StopIteration):
            total += size
    return total, len(sizes)


def _end(child, said):
    """Kill the first process in the child's namespace, and with it all others there; how the child then ended."""
    with contextlib.suppress(ValueError, KeyError, TypeError, ProcessLookupError, PermissionError):
        first = json.loads(bytes(said).split(b"\n", 1)[0])["process"]
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


def _put_together(said):
    """The last answers and all errors of what a child sent; lines that are not what they should be are passed over."""
    answers, errors = {}, []
    for line in said.split(b"\n"):
        try:
            found = json.loads(line, parse_constant=lambda word: None)
            if isinstance(found.get("answers"), dict):
                answers = found["answers"]
            if isinstance(found.get("broken"), str):
                errors.append([-1, found["broken"][:300]])
            if isinstance(found.get("error"), str) and isinstance(found.get("cell"), int) and len(errors) < 50:
                errors.append([found["cell"], found["error"][:300]])
        except (ValueError, AttributeError, RecursionError):
            continue
    return {"answers": answers, "errors": errors}


if __name__ == "__main__":
    main()
