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
from .archives import Levels, StoredFile
from .matching import RosterIndex, Sender, mark_in
from .notebook_files import BESIDE, NOTEBOOK, as_utf_8
from .receipts import OwnRun, own_run

AGAIN = re.compile(r"-(\d{1,3})(?=\.\w+$)")  # what Canvas adds to the name of a file that is handed in again
ABOUT = re.compile(rb'"workbook"\s*:\s*(\{[^{}]{0,5000}\})')
STEM = re.compile(NOTEBOOK.pattern + r"|\.(json|txt)$", re.IGNORECASE)
LONGEST_ID = 200


@dataclass(frozen=True, eq=False)
class Candidate:
    """A notebook, with what it says about itself, its ``receipt`` and ``stamp``, and the ``stems`` of its names.

    ``fits`` are the students whom the place of it names; ``sender`` is who handed it in, as that place says.
    ``marked`` is the student whose mark it carries, if that mark is right; they need not be in the roster.
    ``has_title`` says that the heading of the exercise stands in it. ``own_run`` is what the file beside the receipt
    says that the student's own run gave.
    """

    file: StoredFile
    about: Mapping[str, object]
    receipt: Mapping[str, object]
    stamp: str
    stems: tuple[str, ...]
    sender: Sender | None
    fits: frozenset[Student]
    marked: Student | None = None
    has_title: bool = False
    own_run: OwnRun = OwnRun()

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
        """The id that the receipt or the copy names, or blank: what anybody could have written there."""
        return id_from(self.receipt.get("student")) or self.student

    @property
    def exercise(self) -> str:
        """The exercise that the copy or the receipt names, or blank."""
        return id_from(self.about.get("exercise")) or id_from(self.receipt.get("exercise"))

    @property
    def is_sent(self) -> bool:
        """Does a folder or a name tell the sender that students have no hand in, for it is in no archive of theirs?"""
        return bool(self.sender) and self.sender_depth <= self._outermost

    @property
    def _outermost(self) -> int:
        """The level of the files that the instructor has: 1 if all of them came in one zip."""
        return 0 if self.file.levels[0] else 1

    @property
    def hand(self) -> tuple[object, ...]:
        """Through which hand it came: equal for two files of one sender in one place."""
        return (self.sender, self.file.levels[: self.sender_depth]) if self.sender else ()

    @property
    def sender_depth(self) -> int:
        """The level at which its sender is named, else that of the files that the instructor has."""
        return self.sender.depth if self.sender else self._outermost

    @property
    def time_of_receipt(self) -> float | None:
        """The time in the receipt, which is the student's own word."""
        return moment_from(self.receipt.get("time"))

    @property
    def time_of_file(self) -> float:
        """When what came from the student was last changed, or 0: not what is within an archive of theirs."""
        return self.file.times[self.sender_depth]

    @property
    def time_in_moodle(self) -> float | None:
        """When Moodle got it, as the entry in its zip says; a folder of the disk has other times."""
        is_entry = self.sender and self.sender.system == "Moodle" and self.sender_depth
        return (self.time_of_file or None) if is_entry else None

    @property
    def again(self) -> tuple[str, int]:
        """The name of a file from Canvas without the number that tells how often it was handed in, and the number."""
        name = self.sender.file if self.sender else ""
        return AGAIN.sub("", name), int(match[1]) if (match := AGAIN.search(name)) else 0


def candidates_in(files: Sequence[StoredFile], roster: RosterIndex) -> list[Candidate]:
    """The notebooks among ``files`` (see ``Look``), each with what lies beside it."""
    notebooks = [file for file in files if file.is_notebook]
    beside = {(file.folder, file.name): file.seen for file in files if file.name in BESIDE}
    in_folder = Counter(file.folder for file in notebooks)
    in_archive = Counter(file.levels[:depth] for file in notebooks for depth in range(1, len(file.levels)))
    candidates = []
    for file in notebooks:
        receipt = _fields(beside.get((file.folder, "receipt.json")))
        if in_folder[file.folder] > 1 and _fields(receipt.get("notebook")).get("name") != file.name:
            receipt = {}
        sender, fits = roster.sender(file.levels)
        stamp = _stamp(file, sender, beside)
        seen = file.seen if isinstance(file.seen, Seen) else Seen({}, False)
        # The name of an archive that holds more than one notebook may be that of the whole class.
        around = [file.levels[:depth] for depth in range(1, len(file.levels)) if file.levels[depth - 1]]
        stems = [PurePosixPath(levels[-1][-1]).stem for levels in around if in_archive[levels] == 1]
        candidate = Candidate(
            file,
            seen.about,
            receipt,
            stamp,
            (*stems, STEM.sub("", file.name)),
            sender,
            fits,
            roster.marked(seen.about, id_from(seen.about.get("student"))),
            seen.has_title,
            own_run(receipt, beside.get((file.folder, "answers.json"))),
        )
        candidates.append(candidate)
    return candidates


def _stamp(file: StoredFile, sender: Sender | None, beside: Mapping[tuple[Levels, str], object]) -> str:
    """The time stamp of nbgrader for ``file``: beside it, or beside the archive that it is in, where a sender stands.

    One that a student packed into an archive does not count.
    """
    if not sender:
        return ""
    level = file.levels[sender.depth]
    stamp = beside.get(((*file.levels[: sender.depth], level[:-1]), "timestamp.txt"))
    return stamp if isinstance(stamp, str) else ""


@dataclass(frozen=True)
class Seen:
    """What is known of a notebook before it is matched.

    That is what its copy says ``about`` itself, and whether the title of the exercise stands in it.
    """

    about: Mapping[str, object]
    has_title: bool


class Look:
    """What ``search`` does with each file: of a notebook it gives Seen, of its receipt an object, of a stamp a text."""

    def __init__(self, title: str = "") -> None:
        self.titles = {json.dumps(title, ensure_ascii=plain)[1:-1].encode() for plain in (True, False)} - {b""}

    def __call__(self, name: str, ends: bytes, whole: Callable[[], bytes]) -> Seen | dict[str, object] | str:
        """See ``search``."""
        if name == "timestamp.txt":
            return ends.decode("utf-8", "replace")
        if name in BESIDE:
            return _object(ends)
        text = as_utf_8(ends)
        return Seen(_about(ends) or _about(whole()), any(title in text for title in self.titles))


def _fields(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _object(text: str | bytes) -> dict[str, object]:
    try:
        return _fields(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _about(content: bytes) -> dict[str, object]:
    """The metadata of a copy, found without reading the notebook's cells; {} if it has none, or two that differ."""
    content = as_utf_8(content)
    several = []
    for match in ABOUT.finditer(content):
        about = _object(match[1]) or _object(match[1].decode("latin-1"))
        if id_from(about.get("exercise")) or mark_in(about):
            several.append(about)
    different = {tuple(id_from(about.get(name)) for name in ("exercise", "student", "copy")) for about in several}
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
