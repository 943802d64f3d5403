"""The same run on a Dask cluster: the code of submissions goes to the workers' sandboxes, the answers come back.

Roster, secret, keys and results stay on the machine that grades.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..base import WorkbookError
from .protocol import BadMessage, Job, Reply, checked
from .sandbox import Execution, Limits, RunCells, Sandbox, execution_of

RETRIES = 3  # a worker may be lost that often before a submission is given up
_thread = threading.local()


@contextlib.contextmanager
def on_cluster(
    address: str, limits: Limits, trusted: bool = False, datasets: Sequence[str] = ()
) -> Iterator[tuple[RunCells, int]]:
    """A function (cells, names → Execution) that runs on the Dask cluster at ``address``, and how many fit at once.

    Raises WorkbookError if the cluster does not answer or dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise WorkbookError('This needs dask: pip install "triangle-workbook[cluster]"') from None
    connect: Callable[..., Any] = Client  # dask has no types
    try:
        client = connect(address, timeout=8, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkbookError(f"The cluster {address} does not answer ({type(error).__name__}).") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise WorkbookError(f"The cluster {address} has no workers.")

        def remote(cells: Sequence[tuple[str, str]], names: Sequence[str]) -> Execution:
            job: Job = {"cells": list(cells), "names": list(names)}
            future = client.submit(run_here, job, limits, trusted, tuple(datasets), pure=False, retries=RETRIES)
            try:
                return execution_of(checked(future.result(), job))
            except BadMessage as error:
                raise WorkbookError(f"A worker of the cluster gave no valid reply: {error}.") from None

        yield remote, 2 * threads  # so that a worker that is done finds the next job waiting


def run_here(job: Job, limits: Limits, trusted: bool, datasets: tuple[str, ...]) -> Reply:
    """Run ``job`` in a sandbox of this thread of a worker, which is kept for the next job that wants the same one."""
    wanted = limits, trusted, datasets
    if getattr(_thread, "wanted", None) != wanted:
        if hasattr(_thread, "sandbox"):
            _thread.sandbox.close()
        _thread.sandbox, _thread.wanted = Sandbox(limits, trusted, threading.get_ident() % 1000, datasets), wanted
    sandbox: Sandbox = _thread.sandbox
    run = sandbox.run(job["cells"], job["names"])
    return {
        "answers": run.answers,
        "refused": dict(run.refused),
        "passed_over": run.passed_over,
        "errors": list(run.errors),
        "ended": run.ended,
        "printed": run.printed,
        "seconds": run.seconds,
    }
