"""Running the cells of an exercise one after the other, as JupyterLab does: the one way, to hand in and to grade."""

import asyncio
import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .answers import Data, as_data

ASYNC = re.compile("async|await")
UNDER_WAY = "WORKBOOK_HANDING_IN"  # set while cells run: a call of hand_in that is among them does nothing
LONGEST_ERROR = 300  # characters
SHORTEST = 0.2  # seconds that a cell has at least


@dataclass(frozen=True)
class Ran:
    """What a cell left: the ``answers`` by name after it, its ``error`` in words, and what it ``shows``."""

    index: int
    answers: dict[str, Data]
    error: str = ""
    shows: str = ""


class CellStopped(KeyboardInterrupt):
    """A cell takes too long."""


def prepare() -> None:
    """Make the shell and use it once, so that a process that is forked finds all of it imported and compiled."""
    from .quiet_shell import quiet_shell

    asyncio.new_event_loop().close()
    shell: Any = quiet_shell()
    shell.run_cell("...  # nothing\n", silent=True)
    shell.logger.log_active = False  # made when it is first asked for


def run_cells(
    cells: Sequence[tuple[str, str]],
    names: Sequence[str],
    wall: float,
    cpu: float | None = None,
    shown: Collection[int] = (),
) -> Iterator[Ran]:
    """What do ``cells`` (pairs of code and label) answer, one after the other?

    Gives a Ran for each, with the values of ``names`` as data. A cell may take half of what is left of ``wall``
    seconds and of ``cpu`` seconds of computing; then it is stopped and the next one runs. Nothing ends the run:
    neither SystemExit nor KeyboardInterrupt, which end their cell. What the cells with the numbers ``shown`` show
    is given as text. Shell commands are not run, and the process keeps what the cells did: use a process for each run.
    """
    from .quiet_shell import quiet_shell

    os.environ[UNDER_WAY] = "1"
    sys.argv = [""]
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    shell, clock = quiet_shell(), _Clock(wall, cpu)
    finished = _finished_in_loop() if any(ASYNC.search(text) for text, _ in cells) else _finished
    answers: dict[str, Data] = {}
    for index, (text, _) in enumerate(cells):
        error, shows = "", ""
        try:
            with clock.half_of_what_is_left():
                outcome = finished(_run(shell, text))
                failed = outcome.error_before_exec or outcome.error_in_exec
                error = in_words(failed) if failed is not None else ""
                shows = _text_of(shell, outcome.result) if index in shown else ""
        except BaseException as escaped:
            error = in_words(escaped)
        unread = list(names)
        while unread:
            try:
                with clock.half_of_what_is_left():
                    while unread:
                        if unread[0] in shell.user_ns:
                            answers[unread[0]] = as_data(shell.user_ns[unread[0]])
                        else:
                            answers.pop(unread[0], None)
                        del unread[0]
            except BaseException as escaped:
                answers[unread.pop(0)] = {"unreadable": "something that takes too long to read"}
                error = error or in_words(escaped)
        yield Ran(index, dict(answers), error, shows)


def _finished_in_loop() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """What runs a coroutine to its end in an event loop, as the kernel has one at all times."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop.run_until_complete


def _finished(cell: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that waits for nothing to its end, without the handles that an event loop keeps open."""
    try:
        cell.send(None)
    except StopIteration as ended:
        return ended.value
    raise RuntimeError("it waits for something without await")


async def _run(shell: Any, text: str) -> Any:
    """Run one cell as the kernel does; IPython's result."""
    failed = None
    try:
        python = shell.transform_cell(text)
    except Exception:
        python, failed = text, sys.exc_info()
    outcome = None
    try:
        outcome = await shell.run_cell_async(
            text, store_history=True, transformed_cell=python, preprocessing_exc_tuple=failed
        )
        return outcome
    finally:
        shell.events.trigger("post_execute")  # as the kernel does, for those who wait for it
        shell.events.trigger("post_run_cell", outcome)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, ValueError, OSError):
                stream.flush()


def _text_of(shell: Any, value: object) -> str:
    """What a notebook shows for ``value``, as text."""
    return str(shell.display_formatter.format(value, include={"text/plain"})[0].get("text/plain", ""))


def in_words(error: BaseException, most: int = LONGEST_ERROR) -> str:
    """An ``error`` as one line of at most ``most`` characters; never an exception.

    >>> in_words(ZeroDivisionError("division by zero"))
    'ZeroDivisionError: division by zero'
    """
    try:
        if isinstance(error, CellStopped):
            return f"TimeoutError: it {error}"
        message = f"{error.msg} (line {error.lineno})" if type(error) is SyntaxError and error.lineno else str(error)
        message = " ".join(message.split())
    except BaseException:
        message = ""
    return f"{type(error).__name__}: {message}"[:most]


class _Clock:
    """Stops a cell that takes too long, where the system can: not on Windows."""

    def __init__(self, wall: float, cpu: float | None) -> None:
        self._wall, self._cpu = time.monotonic() + wall, None if cpu is None else time.process_time() + cpu
        self._armed = False

    @contextlib.contextmanager
    def half_of_what_is_left(self) -> Iterator[None]:
        """While this lasts, CellStopped is raised after half of the seconds that are left, and again each second."""
        if not hasattr(signal, "setitimer"):
            yield
            return
        seconds = max(SHORTEST, (self._wall - time.monotonic()) / 2)
        computing = 0 if self._cpu is None else max(SHORTEST, (self._cpu - time.process_time()) / 2)

        def stop(number: int, frame: object) -> None:
            if self._armed:
                least = seconds if number == signal.SIGALRM else computing
                raise CellStopped(f"was stopped after {least:.0f} seconds")

        signal.signal(signal.SIGALRM, stop)
        signal.signal(signal.SIGPROF, stop)
        self._armed = True
        signal.setitimer(signal.ITIMER_REAL, seconds, 1)
        signal.setitimer(signal.ITIMER_PROF, computing, 1)
        try:
            yield
        finally:
            self._armed = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)
