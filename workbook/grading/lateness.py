"""How late a submission came, by the times of the system that it came through. A receipt is the student's own word."""

import datetime

from ..base import WorkbookError
from .candidates import Candidate, moment_from

MINUTE, HOUR, DAY = 60, 3600, 86400


def late_words(candidate: Candidate, due: float | None = None) -> str:
    """How late ``candidate`` is, in words; blank if it is not late, or if nothing tells.

    ``due`` is the deadline in seconds since 1970. nbgrader's timestamp.txt and the times in Moodle's zip are compared
    with it; what Canvas marks as late is late in any case. A receipt decides nothing: it is only quoted.
    """
    sender = candidate.sender
    if sender and sender.late:
        return "late (Canvas)"
    if due is None:
        return ""
    moment = moment_from(candidate.stamp) if candidate.stamp else None
    if moment is None:
        moment = candidate.time_in_moodle
    if moment is not None:
        return f"{duration(moment - due)} late" if moment > due else ""
    receipt = candidate.time_of_receipt
    return f"{duration(receipt - due)} late by its own receipt" if receipt and receipt > due else ""


def duration(seconds: float) -> str:
    """A length of time in words, to the minute.

    >>> duration(130), duration(7800), duration(200_000), duration(20)
    ('2 min', '2 h 10 min', '2 d 7 h', 'less than 1 min')
    """
    if seconds < MINUTE:
        return "less than 1 min"
    if seconds < DAY:
        hours, minutes = divmod(int(seconds) // MINUTE, 60)
        return " ".join(part for part in (f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes)) if part)
    days, hours = divmod(int(seconds) // HOUR, 24)
    return f"{days} d" + f" {hours} h" * bool(hours)


def deadline(text: str) -> float:
    """The moment that an instructor wrote as ``text``, in seconds since 1970.

    A date alone means the end of that day; without a zone the clock of this machine counts. Raises WorkbookError.

    >>> deadline("2026-12-01 18:00+01:00") == deadline("2026-12-01T17:00Z")
    True
    """
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
        if len(text.strip()) <= len("2026-12-01"):
            moment += datetime.timedelta(days=1)
        return moment.timestamp()
    except (ValueError, OverflowError, OSError):
        raise WorkbookError(
            f'"{text}" is not a date. Type the deadline as --due "2026-12-01 18:00", in the time of this machine, or '
            'with a zone: --due "2026-12-01 18:00+01:00".'
        ) from None
