"""Writing files whole or not at all."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path


def digest(content):
    """The SHA-256 of ``content`` (bytes) as text."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def write_whole(path, content):
    """Write ``content`` (bytes) to ``path`` so that a reader sees the old file or the new one, never half of it."""
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


def _umask():
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
