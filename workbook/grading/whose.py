"""Whose a notebook is: by the system that it came through, by the mark of the copy, else by what it says of itself."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..assignments.roster import Student
from .candidates import Candidate, id_from
from .matching import RosterIndex, Sender, same_id
from .remarks import Remark, remark

READ_AS = {
    "nbgrader": "nbgrader's folder",
    "Moodle": "Moodle's name of it",
    "Canvas": "Canvas' name of it",
    "folder": "the name of its folder",
}


@dataclass(frozen=True)
class Match:
    """A candidate, its student, and what told; a ``stranger`` handed it in who is not in the roster."""

    candidate: Candidate
    student: Student
    read_as: str
    remark: Remark | None = None
    stranger: Sender | None = None

    @property
    def is_marked(self) -> bool:
        """Does the copy carry this student's own mark?"""
        marked = self.candidate.marked
        return marked is not None and same_id(marked.id) == same_id(self.student.id)


def whose(candidate: Candidate, roster: RosterIndex, anonymous: Collection[str]) -> Match | Remark:
    """Whose is ``candidate``? A match, or the reason why that cannot be told."""
    sender, fits, claimed = candidate.sender, candidate.fits, candidate.claimed
    marked = roster.ids.get(same_id(candidate.marked.id)) if candidate.marked else None
    owner = marked or roster.ids.get(same_id(claimed))
    if marked and sender and sender.system == "folder" and not candidate.is_sent:
        sender, fits = None, frozenset()  # a folder in an archive of the student's, which anybody can name as they like
    if sender and len(fits) > 1:
        if owner and owner in fits:
            return Match(candidate, owner, _by_itself(candidate))
        return remark("sender-ambiguous", sender=sender.name, students=in_words(fits))
    if sender and fits:
        (student,) = fits
        return Match(candidate, student, READ_AS[sender.system], _names_other(candidate, student, owner))
    if candidate.marked and not marked:
        return remark("student-removed", named=candidate.marked.id)
    if claimed and not owner:
        return remark("student-not-in-roster", named=claimed)
    named = roster.by_file(candidate.stems)
    if not owner and len(named) != 1:
        return remark("file-name-ambiguous", students=in_words(named)) if named else remark("nobody-in-roster")
    student, about = owner or next(iter(named)), None
    file = candidate.label
    if sender and sender.name not in anonymous:
        about = remark("sender-not-in-roster", student=student.id, sender=sender.name, file=file)
    elif marked and claimed and same_id(claimed) != same_id(marked.id):
        about = remark("mark-decides", student=student.id, file=file, named=claimed)
    elif owner and named - {owner}:
        others = in_words(named - {owner})
        about = remark("file-names-other", student=student.id, file=file, others=others, named=owner.id)
    read_as = _by_itself(candidate) if owner else "the name of its file"
    return Match(candidate, student, read_as, about, sender)


def _by_itself(candidate: Candidate) -> str:
    if candidate.marked:
        return "the mark of the copy"
    return "its receipt" if id_from(candidate.receipt.get("student")) else "the id in the copy"


def _names_other(candidate: Candidate, student: Student, owner: Student | None) -> Remark | None:
    """The remark that a copy that ``student`` handed in is somebody else's, if it says so or its mark does."""
    marked, named = candidate.marked, candidate.claimed
    if marked and same_id(marked.id) != same_id(student.id):
        return remark("marked-for-other", student=student.id, file=candidate.label, named=marked.id)
    if marked or not named or owner == student:
        return None
    student_id, file = student.id, candidate.label
    return remark("copy-names-other" if owner else "copy-names-stranger", student=student_id, file=file, named=named)


def in_words(students: Iterable[Student]) -> str:
    """Students as the instructor knows them."""
    names = sorted(f"{student.id} ({student.name})" if student.name else student.id for student in students)
    return f"{len(names)} students: {', '.join(names)}" if len(names) > 1 else names[0]


def whose_without_roster(candidate: Candidate, roster: RosterIndex, shared: int) -> Match | Remark:
    """Whose is ``candidate``, from what came alone? ``shared`` is how many of its folders lie around all of them."""
    sender, claimed = candidate.sender, candidate.claimed
    name = id_from(sender.name) if sender else ""
    if sender and sender.system == "nbgrader" and name:
        owner = candidate.marked or Student(claimed)
        about = _names_other(candidate, Student(name), Student(name) if same_id(owner.id) == same_id(name) else owner)
        return Match(candidate, Student(name), READ_AS["nbgrader"], about)
    if candidate.marked:
        return Match(candidate, Student(candidate.marked.id, name), _by_itself(candidate), stranger=sender)
    if claimed:
        return Match(candidate, Student(claimed, name), _by_itself(candidate), stranger=sender)
    if sender and sender.number:
        return Match(candidate, Student(sender.number, name), READ_AS[sender.system])
    for text in (*_folders(candidate)[shared:], *candidate.stems):
        if id := id_from(roster.bare(text)):
            return Match(candidate, Student(id), "the name of its folder or file")
    return remark("nobody-named")


def _folders(candidate: Candidate) -> list[str]:
    return [part for level in candidate.file.levels for part in level[:-1]]


def shared_folders(candidates: Sequence[Candidate]) -> int:
    """How many folders lie around all ``candidates``, if there are several."""
    steps = itertools.takewhile(lambda names: len(set(names)) == 1, zip(*map(_folders, candidates), strict=False))
    return len(list(steps)) if len(candidates) > 1 else 0
