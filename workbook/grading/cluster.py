"""The same run on a Dask cluster: the code of submissions goes to the workers' sandboxes, the answers come back.

Roster, secret, keys and results stay on the machine that grades.
"""

import contextlib
import threading

from ..base import WorkbookError
from .sandbox import Outcome, Sandbox

RETRIES = 3  # a worker may be lost that often before a submission is given up
_own = threading.local()


@contextlib.contextmanager
def on_cluster(address, limits, trusted=False, datasets=()):
    """A function (cells, names → Outcome) that runs on the Dask cluster at ``address``, and how many fit at once.

    Raises WorkbookError if the cluster does not answer or dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise WorkbookError('This needs dask: pip install "triangle-workbook[cluster]"') from None
    try:
        client = Client(address, timeout=8, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkbookError(f"The cluster {address} does not answer ({type(error).__name__}).") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise WorkbookError(f"The cluster {address} has no workers.")

        def remote(cells, names):
            future = client.submit(run_here, cells, names, limits, trusted, datasets, pure=False, retries=RETRIES)
            return Outcome(*future.result())

        yield remote, 2 * threads  # so that a worker that is done finds the next job waiting


def run_here(cells, names, limits, trusted, datasets):
    """Run the cells in the sandbox of this thread of a worker; the parts of the Outcome."""
    if getattr(_own, "sandbox", None) is None:
        _own.sandbox = Sandbox(limits, trusted, threading.get_ident() % 1000, datasets)
    found = _own.sandbox.run(cells, names)
    return found.answers, found.errors, found.ended, found.printed, found.seconds
