"""Which of several files that one student handed in counts: the latest, as far as somebody else than they can tell."""

from collections.abc import Mapping
from typing import TypeVar

from .candidates import Candidate, moment_from
from .notebook_files import original_of

Chosen = TypeVar("Chosen")


def latest(several: Mapping[Candidate, Chosen], now: float) -> tuple[Chosen, str]:
    """What belongs to the candidate that counts among ``several``, and why it does.

    What a system names the sender of goes before what only its own words give to the student, a copy of the exercise
    before what may be none, and a file before the copies of it that editors keep. Then the times of the systems
    decide. A receipt is the student's own word: its time is asked only where no system has one, and not if it is
    later than ``now``.
    """
    names = {(candidate.file.folder, candidate.file.name) for candidate in several}

    def is_itself(candidate: Candidate) -> bool:
        return (candidate.file.folder, original_of(candidate.file.name)) not in names

    for wanted, why in (
        (_is_sent, "where it lies tells who handed it in"),
        (_has_sender, "where it lies tells who handed it in"),
        (_is_of_the_exercise, "it alone says which exercise it is"),
        (is_itself, "the others are copies of it that an editor keeps"),
    ):
        left = {candidate: match for candidate, match in several.items() if wanted(candidate)}
        if left and len(left) < len(several):
            several = left
            if len(several) == 1:
                return next(iter(several.values())), why
    for why, times in _ways(list(several), now).items():
        certain = {candidate: time for candidate, time in times.items() if time is not None}
        if len(certain) == len(several) and len(set(certain.values())) > 1:
            best = max(certain, key=lambda candidate: (certain[candidate], _place(candidate)))
            return several[best], why
    best = max(several, key=_place)
    return several[best], "its name comes last and the times are the same"


def _ways(candidates: list[Candidate], now: float) -> dict[str, dict[Candidate, float | None]]:
    """What may tell the latest, in the order in which it is asked, and what it says of each candidate."""
    ways: dict[str, dict[Candidate, float | None]] = {}
    if len({candidate.file.levels for candidate in candidates}) == 1:
        ways["it is the last of this name in its archive"] = {
            candidate: candidate.file.copy for candidate in candidates
        }
    ways["the date in its timestamp.txt is the latest"] = {
        candidate: moment_from(candidate.stamp) for candidate in candidates
    }
    if len({candidate.again[0] for candidate in candidates}) == 1:
        ways["Canvas counts it as the latest"] = {candidate: candidate.again[1] for candidate in candidates}
    if all(candidate.time_in_moodle for candidate in candidates):
        ways["Moodle's time of it is the latest"] = {candidate: candidate.time_in_moodle for candidate in candidates}
    ways["its receipt is the latest"] = {
        candidate: time if (time := candidate.time_of_receipt) and time <= now else None for candidate in candidates
    }
    ways["its time is the latest"] = {candidate: candidate.time_of_file for candidate in candidates}
    return ways


def _is_sent(candidate: Candidate) -> bool:
    return candidate.is_sent


def _has_sender(candidate: Candidate) -> bool:
    return bool(candidate.sender and candidate.fits)


def _is_of_the_exercise(candidate: Candidate) -> bool:
    return bool(candidate.exercise or candidate.marked or candidate.has_title)


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.label, candidate.file.copy
