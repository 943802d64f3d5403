"""Writing files whole or not at all."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .errors import WorkbookError


def digest(content: bytes) -> str:
    """The SHA-256 of ``content`` as text.

    >>> digest(b"")[:15]
    'sha256:e3b0c442'
    """
    return "sha256:" + hashlib.sha256(content).hexdigest()


def write_whole(path: str | os.PathLike[str], content: bytes) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one, never half of it.

    Raises OSError, and leaves the old file as it was, where the folder cannot be written.
    """
    path = Path(path)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=".workbook-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def writing(path: str | os.PathLike[str], advice: str = "", before: str = "") -> Iterator[None]:
    """Say in one sentence that ``path`` cannot be written: which file, why, and what to do.

    Put it around what writes, and around nothing else: every OSError in it becomes a WorkbookError. ``advice`` is the
    sentence at the end, what to type; ``before`` stands in front and says what happened all the same, or did not.

    >>> with writing("no/page.html", "Type --out FILE."):
    ...     write_whole("no/page.html", b"")
    Traceback (most recent call last):
    workbook.base.errors.WorkbookError: no/page.html cannot be written (No such file or directory). Type --out FILE.
    """
    try:
        yield
    except OSError as error:
        sentence = f"{os.fspath(path)} cannot be written ({error.strerror or error})."
        raise WorkbookError(" ".join(filter(None, (before, sentence, advice)))) from None
