"""Notebooks that may be submissions, each with what lies beside it: its receipt and its time stamp."""

import datetime
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..assignments.roster import Student
from .archives import BESIDE, NOTEBOOK, StoredFile, is_notebook
from .matching import RosterIndex, Sender

AGAIN = re.compile(r"-(\d{1,3})(?=\.\w+$)")  # what Canvas adds to the name of a file that is handed in again
ABOUT = re.compile(rb'"workbook"\s*:\s*(\{[^{}]{0,5000}\})')
LONGEST_ID = 200


@dataclass(frozen=True)
class Candidate:
    """A notebook, with what it says about itself, its ``receipt`` and ``stamp``, and the ``stems`` of its names.

    ``fits`` are the students whom the place of it names; ``sender`` is who handed it in, as that place says.
    """

    file: StoredFile
    about: Mapping[str, object]
    receipt: Mapping[str, object]
    stamp: str
    stems: tuple[str, ...]
    sender: Sender | None
    fits: frozenset[Student]

    @property
    def label(self) -> str:
        """Where it lies, for people."""
        return self.file.label

    @property
    def student(self) -> str:
        """The id that the copy itself names, or blank."""
        return id_from(self.about.get("student"))

    @property
    def claimed(self) -> str:
        """The id that the receipt or the copy names, or blank."""
        return id_from(self.receipt.get("student")) or self.student

    @property
    def exercise(self) -> str:
        """The exercise that the receipt or the copy names, or blank."""
        return id_from(self.receipt.get("exercise")) or id_from(self.about.get("exercise"))

    @property
    def certain_time(self) -> float | None:
        """The time in the receipt or beside the notebook."""
        return self.time_of_receipt or moment_from(self.stamp)

    @property
    def time_of_receipt(self) -> float | None:
        """The time in the receipt."""
        return moment_from(self.receipt.get("time"))

    @property
    def again(self) -> tuple[str, int]:
        """The name of a file from Canvas without the number that tells how often it was handed in, and the number."""
        name = self.sender.file if self.sender else ""
        return AGAIN.sub("", name), int(match[1]) if (match := AGAIN.search(name)) else 0


def candidates_in(files: Sequence[StoredFile], roster: RosterIndex) -> list[Candidate]:
    """The notebooks among ``files`` (see ``look``), each with what lies beside it."""
    notebooks = [file for file in files if is_notebook(file.name)]
    beside = {(file.folder, file.name): file.seen for file in files if file.name in BESIDE}
    in_folder = Counter(file.folder for file in notebooks)
    in_archive = Counter(file.levels[:depth] for file in notebooks for depth in range(1, len(file.levels)))
    candidates = []
    for file in notebooks:
        receipt = _fields(beside.get((file.folder, "receipt.json")))
        if in_folder[file.folder] > 1 and _fields(receipt.get("notebook")).get("name") != file.name:
            receipt = {}
        stamp = beside.get((file.folder, "timestamp.txt"))
        # The name of an archive that holds more than one notebook may be that of the whole class.
        around = [file.levels[:depth] for depth in range(1, len(file.levels)) if file.levels[depth - 1]]
        stems = [PurePosixPath(levels[-1][-1]).stem for levels in around if in_archive[levels] == 1]
        candidate = Candidate(
            file,
            _fields(file.seen),
            receipt,
            stamp if isinstance(stamp, str) else "",
            (*stems, NOTEBOOK.sub("", file.name)),
            *roster.sender(file.levels),
        )
        candidates.append(candidate)
    return candidates


def look(name: str, ends: bytes, whole: Callable[[], bytes]) -> dict[str, object] | str:
    """What is known of a file before it is matched: of a notebook, what its copy says about itself."""
    if is_notebook(name):
        return _about(ends) or _about(whole())
    if name == "timestamp.txt":
        return ends.decode("utf-8", "replace")
    return _object(ends)


def _fields(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _object(text: str | bytes) -> dict[str, object]:
    try:
        return _fields(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _about(content: bytes) -> dict[str, object]:
    """The metadata of a copy, found without reading the notebook's cells; {} if it has none, or two that differ."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    several = []
    for match in ABOUT.finditer(content):
        about = _object(match[1]) or _object(match[1].decode("latin-1"))
        if id_from(about.get("exercise")):
            several.append(about)
    different = {(id_from(about["exercise"]), id_from(about.get("student"))) for about in several}
    return several[-1] if len(different) == 1 else {}


def id_from(value: object) -> str:
    r"""An id as text; "" if it is not one, or if it holds what cannot be part of one.

    >>> id_from(" 김/3 "), id_from(17), id_from("a\nb")
    ('김/3', '17', '')
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = unicodedata.normalize("NFC", str(value).strip())
    can_be = len(text) <= LONGEST_ID and not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)
    return text if can_be else ""


def moment_from(text: object) -> float | None:
    """A date as seconds since 1970, or None. A zone that is not a number counts as UTC, nbgrader's own.

    >>> moment_from("1970-01-01 01:00:00 +0100"), moment_from("yesterday")
    (0.0, None)
    """
    match = re.match(r"\s*(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*([-+]\d\d:?\d\d)?", str(text))
    try:
        return datetime.datetime.fromisoformat(match[1] + (match[2] or "+00:00")).timestamp() if match else None
    except (ValueError, OverflowError):
        return None
