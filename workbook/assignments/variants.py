"""Who gets which variant: drawn from a student's id and a secret that stays with the instructor."""

import contextlib
import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from ..base import WorkbookError

if TYPE_CHECKING:
    from .source import Exercise

FILE = "course-secret.txt"
SHORTEST = 16  # characters


def own_secret(path: Path | str, advice: str = "Name a file: --secret.") -> tuple[str, bool]:
    """The secret in the file ``path``, and whether it was made just now.

    Raises WorkbookError if the file cannot be written or read, or if the secret in it is too short;
    ``advice`` is the last sentence of what it says.
    """
    path = Path(path)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(16) + "\n")
        is_new = True
    except FileExistsError:
        is_new = False
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()  # half a secret is none
        raise WorkbookError(f"The secret cannot be kept in {path} ({error.strerror}). {advice}") from None
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise WorkbookError(f"{path} cannot be read as a secret. {advice}") from None
    if len(secret) < SHORTEST:
        raise WorkbookError(f"The secret in {path} has {len(secret)} characters; it needs at least {SHORTEST}.")
    return secret, is_new


def drawn(student: str, exercise: str, secret: str, count: int) -> int:
    """Which of ``count`` variants (0 to count - 1) does ``student`` get? Always the same for the same secret.

    >>> drawn("s1", "07_trade", "0123456789abcdef", 40) == drawn(" s1 ", "07_trade", "0123456789abcdef", 40)
    True
    """
    message = "\0".join([exercise, unicodedata.normalize("NFC", student.strip())])
    return int.from_bytes(hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()) % count


def mark_of(student: str, exercise: str, secret: str) -> str:
    """The mark in the copy of ``student``: it tells whose the copy is, and nobody makes it without the ``secret``.

    >>> mark_of("s1", "07_trade", "0123456789abcdef")
    'd21958e41d1b'
    """
    message = "\0".join(["copy", exercise, student])
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()[:12]


def numbered(exercise: "Exercise", number: int) -> int:
    """The index, from 0, of the variant that people call ``number``. Raises WorkbookError if there is none."""
    if not 1 <= number <= len(exercise.variants):
        raise WorkbookError(f"There is no variant {number}; {exercise.name} has 1 to {len(exercise.variants)}.")
    return number - 1
