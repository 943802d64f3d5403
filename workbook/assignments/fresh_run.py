"""The cells of a notebook in a process of their own, run as the grader runs them, for a student who hands in.

Runs as ``python -m workbook.assignments.fresh_run`` with the job as JSON on standard input; a line for each cell that
has run goes back.
"""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import IO

from ..base.constants import CPU_SECONDS, SECONDS_PER_CELL, WALL_SECONDS
from ..base.shipped import PACKAGE
from ..catalog.folders import same_elsewhere
from .execution import Ran, prepare, run_cells

LIMITS = (WALL_SECONDS, CPU_SECONDS)


def run_fresh(
    cells: Sequence[tuple[str, str]], names: Sequence[str], shown: Collection[int] = ()
) -> tuple[list[Ran], str]:
    """What do ``cells`` (pairs of code and label) answer in a fresh process, in an empty folder?

    Returns a Ran for each cell that ended, as ``run_cells`` gives it, and in words why the others did not; blank if
    all did.
    """
    ran: list[Ran] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=scratch,
            env=_environment(scratch),
            text=True,
            encoding="utf-8",
        )
        assert process.stdin and process.stdout
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True).start()
        try:
            job = {"cells": list(cells), "names": list(names), "limits": LIMITS, "shown": sorted(shown)}
            process.stdin.write(json.dumps(job))
            process.stdin.close()
            while len(ran) < len(cells) and (line := lines.get(timeout=SECONDS_PER_CELL)):
                ran.append(Ran(**json.loads(line)))
        except queue.Empty:
            return ran, f"{cells[len(ran)][1]} takes more than {SECONDS_PER_CELL} seconds"
        except BrokenPipeError:
            pass
        finally:
            process.kill()
            process.wait()
    return ran, f"Python ends in {cells[len(ran)][1]}" if len(ran) < len(cells) else ""


def _pass_on(pipe: IO[str], lines: "queue.SimpleQueue[str]") -> None:
    """Put each line of ``pipe`` into ``lines``, and a blank one at its end."""
    with pipe:
        for line in pipe:
            lines.put(line)
    lines.put("")


def _environment(scratch: str) -> dict[str, str]:
    """The environment of the process: what a cell enters into the student's own files goes to ``scratch`` instead."""
    found = [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, found)),
        "WORKBOOK_ENTRIES": os.path.join(scratch, "my-entries.jsonl"),  # noqa: PTH118
        "WORKBOOK_DATA": same_elsewhere(),
    }


def main() -> None:
    """Run the job on standard input; nothing that its cells print goes anywhere."""
    job = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    prepare()
    wall, cpu = job["limits"]
    for ran in run_cells(job["cells"], job["names"], wall, cpu, job["shown"]):
        out.write(json.dumps(asdict(ran)) + "\n")
        out.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
