"""The roster as an index: whom does the name of a folder or a file name?

The names are those that nbgrader, Moodle, Canvas and instructors give to what is handed in.
"""

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..assignments.roster import Student, other_orders
from ..assignments.variants import mark_of

SUBMITTED = "submitted"  # nbgrader: submitted/ID/EXERCISE/NAME.ipynb
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+(_.*)?", re.DOTALL)
CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_late)?_(?P<number>\d+)_\d+_(?P<file>.+)", re.IGNORECASE | re.DOTALL)
ANONYMOUS = re.compile(
    r"(?P<late>late_)?(?P<name>anon_(?P<number>[^\W_]+))_\d+_(?P<file>.+)", re.IGNORECASE | re.DOTALL
)
ADDED = re.compile(r"[-_]?\d{8}-\d{6}|\(\d+\)|-Copy\d*")  # what hand_in, browsers and JupyterLab add
# Archives of Windows hold names in the encoding of its country, and do not say which.
ARCHIVE_ENCODINGS = ("cp866", "gb18030", "cp949", "cp932", "cp850", "cp852", "cp1250", "cp1251", "cp1252")


@dataclass(frozen=True)
class Sender:
    """Who handed something in, as the ``system`` says: nbgrader, Moodle, Canvas, or a folder of the instructor's.

    ``depth`` is the level (see StoredFile) at which that stands, and ``late`` says that the system marked it late.
    """

    system: str
    name: str
    number: str = ""
    file: str = field(default="", compare=False)
    exercise: str = field(default="", compare=False)
    depth: int = 0
    late: bool = field(default=False, compare=False)


class RosterIndex:
    """The roster by ids, names and marks, which says whom a name of a folder or file, or a mark, names.

    ``secret`` is what the marks of the copies were made with; without it none counts.
    """

    def __init__(self, students: Iterable[Student], exercise: str, secret: str = "") -> None:
        self.students, self.exercise, self.secret = tuple(students), exercise, secret
        self.marks = {mark_of(student.id, exercise, secret): student for student in self.students if secret}
        shared = Counter(same_id(student.email) for student in self.students)
        self.ids = {same_id(student.email): student for student in self.students if shared[same_id(student.email)] == 1}
        self.ids.pop("", None)
        self.ids |= {same_id(student.id): student for student in self.students}
        self.names: defaultdict[str, set[Student]] = defaultdict(set)
        for student in self.students:
            for name in _orders(_name_parts(student.name)):
                self.names[name].add(student)
        turned: defaultdict[str, set[Student]] = defaultdict(set)
        for student in self.students:
            for name in other_orders(unicodedata.normalize("NFC", student.name)):
                turned["".join(_name_parts(name))].add(student)
        self.names |= {name: owners for name, owners in turned.items() if name not in self.names}

    def marked(self, about: Mapping[str, object], named: str) -> Student | None:
        """The student for whom a copy was made that says ``about`` itself, if its mark is right; ``named`` is the id.

        It may be somebody who is not in the roster: then the mark fits the id that the copy names.
        """
        mark = mark_in(about)
        if not self.secret or not mark:
            return None
        if owner := self.marks.get(mark):
            return owner
        if named and mark == mark_of(named, self.exercise, self.secret):
            return self.ids.get(same_id(named)) or Student(named)
        return None

    def named(self, text: str) -> set[Student]:
        """The students whom ``text`` names: by id, else by name, else by an id within it."""
        first, *others = _spellings(text)
        students: set[Student] = self._fitting(first)
        return students or students.union(*map(self._fitting, others))

    def _fitting(self, text: str) -> set[Student]:
        by_name = set(self.names.get("".join(_name_parts(text)), ()))
        owner = self.ids.get(same_id(text))
        return by_name | {owner} if owner else by_name or self._within(text)

    def _within(self, text: str) -> set[Student]:
        words = list(itertools.islice(re.finditer(r"[^\W_]+", text), 30))
        spans = [(first.start(), last.end()) for first, last in itertools.combinations_with_replacement(words, 2)]
        owners = {(start, end): self.ids.get(same_id(text[start:end])) for start, end in spans}
        # A short number or a mere word may stand in a name for another reason than to name somebody.
        hits = {
            span: student
            for span, student in owners.items()
            if student and re.search(r"\d{5}|\d.*\D|\D.*\d", student.id)
        }
        longer = {
            span for span in hits for other in hits if other != span and other[0] <= span[0] <= span[1] <= other[1]
        }
        return {student for span, student in hits.items() if span not in longer}

    def sender(self, levels: Sequence[Sequence[str]]) -> tuple[Sender | None, frozenset[Student]]:
        """Who handed in what lies at ``levels``, and the students whom that fits; the outermost name counts."""
        for depth, level in enumerate(levels):
            named: set[Student] = set()
            name = ""
            for index, part in enumerate(level):
                if not named and (sender := self._system(level, index, depth)):
                    return sender, frozenset(self._of_system(sender))
                if index < len(level) - 1 and (students := self.named(part)):
                    named, name = named | students, name or part
            if named:
                return Sender("folder", name, depth=depth), frozenset(named)
        return None, frozenset()

    def _system(self, level: Sequence[str], index: int, depth: int) -> Sender | None:
        part = level[index]
        if match := MOODLE.fullmatch(part):
            return Sender("Moodle", match["name"], match["number"], depth=depth)
        match = ANONYMOUS.fullmatch(part) or CANVAS.fullmatch(part)
        if match and match["name"].casefold() != self.exercise.casefold():
            late = bool(match["late"])
            return Sender("Canvas", match["name"], match["number"], match["file"], depth=depth, late=late)
        after = level[index + 1 :]
        if part == SUBMITTED and len(after) > 1 and not MOODLE.fullmatch(after[0]):
            return Sender("nbgrader", after[0], exercise=after[1] if len(after) > 2 else "", depth=depth)
        return None

    def _of_system(self, sender: Sender) -> set[Student]:
        if sender.system != "Canvas":
            return self.named(sender.name)
        # Canvas knows the number of a user; it counts only where no name says otherwise.
        fits: set[Student] = self.names.get("".join(_name_parts(sender.name)), set())
        owner = self.ids.get(sender.number)
        return {owner} if owner and (owner in fits or not (fits or owner.name)) else fits

    def by_file(self, stems: Iterable[str]) -> set[Student]:
        """The students whom the ``stems`` of a file and of its own archives name."""
        students: set[Student] = set()
        return students.union(*(self.named(self.bare(stem)) for stem in stems))

    def bare(self, stem: str) -> str:
        """The ``stem`` of a file without the exercise and what programs add to names."""
        return ADDED.sub(" ", re.sub(re.escape(self.exercise), " ", stem, flags=re.IGNORECASE)).strip(" _-.")


def mark_in(about: Mapping[str, object]) -> str:
    """The mark of a copy that says ``about`` itself, or blank.

    >>> mark_in({"copy": " 0A1B "}), mark_in({"copy": 7})
    ('0a1b', '')
    """
    mark = about.get("copy")
    return mark.strip().casefold() if isinstance(mark, str) else ""


def same_id(id: str) -> str:
    """An ``id`` as it is compared: case and the way in which accents are written do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", id.strip()).casefold())


def _name_parts(text: str) -> list[str]:
    """The parts of a name in any script, without case and accents; marks that are part of a letter stay.

    >>> _name_parts("O'Brien-Łuk, ÉVA"), _name_parts("がく か")
    (['o', 'brien', 'łuk', 'eva'], ['か\u3099く', 'か'])
    """
    signs = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (sign for sign in signs if unicodedata.combining(sign) < 200)
    return "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in kept).split()


def _orders(parts: list[str]) -> set[str]:
    """The ``parts`` of a name run together in every order; of very long names only turned around."""
    if len(parts) <= 6:
        return {"".join(order) for order in itertools.permutations(parts)} - {""}
    return {"".join(parts[start:] + parts[:start]) for start in range(len(parts))} | {"".join(reversed(parts))}


def _spellings(text: str) -> list[str]:
    """What ``text`` may have been: as it is, with signs that were quoted, or in an encoding of Windows."""
    spellings = [text, unquote(text)]
    if not text.isascii():
        for encoding in ARCHIVE_ENCODINGS:
            try:
                spellings.append(text.encode("cp437").decode(encoding))
            except UnicodeError:
                continue
    return list(dict.fromkeys(spellings))
