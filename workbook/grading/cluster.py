"""The same run on a Dask cluster: the code of submissions goes to the workers' sandboxes, the answers come back.

Roster, secret, keys and results stay on the machine that grades.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..assignments.answers import Data
from ..base import WorkbookError
from .sandbox import Execution, Limits, RunCells, Sandbox

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
            future = client.submit(run_here, cells, names, limits, trusted, datasets, pure=False, retries=RETRIES)
            return Execution(*future.result())

        yield remote, 2 * threads  # so that a worker that is done finds the next job waiting


def run_here(
    cells: Sequence[tuple[str, str]], names: Sequence[str], limits: Limits, trusted: bool, datasets: Sequence[str]
) -> tuple[dict[str, Data], tuple[tuple[int, str], ...], str, str, float]:
    """Run the cells in the sandbox of this thread of a worker; the parts of the Execution."""
    if getattr(_thread, "sandbox", None) is None:
        _thread.sandbox = Sandbox(limits, trusted, threading.get_ident() % 1000, datasets)
    run: Execution = _thread.sandbox.run(cells, names)
    return run.answers, run.errors, run.ended, run.printed, run.seconds
