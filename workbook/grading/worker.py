"""The program inside the sandbox: imports the workbook once, then gives each submission processes of its own.

Runs as ``python -m workbook.grading.worker LIMITS``, LIMITS as JSON. It says on standard output that it is ready, and
from then on only forks: the process that it forks, a supervisor, reads one job from standard input, forks the process
that runs it, watches that one, writes the reply and ends (see supervisor.py). So this process, of which all others are
copies, never holds anything of a submission, and nothing of one can be found by the next.
"""

import gc
import os
import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from ..assignments.execution import in_words
from ..base import WorkbookError
from . import confine
from .protocol import CellLine, Job, LimitValues, Settings, line_of, schema_of, settings_from
from .supervisor import supervise

if TYPE_CHECKING:
    from ..assignments.answers import Data


def main() -> None:
    """Serve until standard input ends, or until something ends a supervisor before it has replied."""
    settings = settings_from(sys.argv[1])
    jobs, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    try:
        _prepare(settings["datasets"])
        _become(settings)
    except Exception as error:
        why = str(error) if isinstance(error, WorkbookError) else in_words(error, 2000)
        os.write(replies, line_of({"broken": why}).encode())
        return
    os.dup2(nothing, 2)
    gc.collect()
    gc.freeze()  # so that a child's collector does not touch, and thereby copy, what it shares with this process
    os.write(replies, line_of({"ready": True}).encode())
    while True:
        child = os.fork()
        if child == 0:
            supervise(settings, jobs, replies, partial(_work, settings["limits"]))
        if os.waitpid(child, 0)[1]:
            return


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
    schema_of("cell line")


def _become(settings: Settings) -> None:
    """Become the user that runs submissions, and hide from others of the same user."""
    if settings["user"]:
        os.setgroups([])
        os.setgid(settings["user"])
        os.setuid(settings["user"])
    if settings["confined"]:
        confine.hide()


def _work(limits: LimitValues, job: Job, answers: int, printed: int) -> NoReturn:
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


if __name__ == "__main__":
    main()
