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
from types import CodeType
from typing import TYPE_CHECKING, NoReturn

from ..base import WorkbookError
from . import confine
from .protocol import CellLine, Job, Settings, line_of, schema_of, settings_from
from .supervisor import in_words, supervise

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
            supervise(settings, jobs, replies, _work)
        if os.waitpid(child, 0)[1]:
            return


def _prepare(datasets: Iterable[str]) -> None:
    """Import what submissions use, and read ``datasets``, so that each child has them at once."""
    import workbook.assignments.answers
    import workbook.charts
    import workbook.measures
    import workbook.views

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


def _work(job: Job, answers: int, printed: int) -> NoReturn:
    """Run the cells and send what each changed. Never returns."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.dup2(answers, 3)
    os.closerange(4, 4096)
    out = os.fdopen(3, "w", encoding="ascii")
    from ..assignments.answers import as_data

    space: dict[str, object] = {
        "__name__": "__main__",
        "__builtins__": __builtins__,
        "display": _nothing,
        "get_ipython": _nothing,
    }
    sent: dict[str, Data] = {}
    for index, (text, label) in enumerate(job["cells"]):
        words = ""
        try:
            exec(_compiled(text, label), space)
        except BaseException as error:  # SystemExit and KeyboardInterrupt end the cell, not the run
            words = in_words(error)
        now = {name: as_data(space[name]) for name in job["names"] if name in space}
        if words or now != sent:
            message: CellLine = {"cell": index, "answers": now}
            out.write(line_of({**message, "error": words} if words else message))
            out.flush()
            sent = now
    out.write(line_of({"done": True}))
    out.flush()
    os._exit(0)


def _nothing(*values: object, **more: object) -> None:
    """Stand in for what only a notebook has."""


def _compiled(text: str, label: str) -> CodeType:
    try:
        return compile(text, label, "exec")
    except SyntaxError:
        # The lines that only IPython knows: %magic and !command. Nothing is run in their place.
        plain = ["pass" if line.lstrip().startswith(("%", "!")) else line for line in text.splitlines()]
        return compile("\n".join(plain), label, "exec")


if __name__ == "__main__":
    main()
