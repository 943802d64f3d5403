"""Gathering a class's submissions: which file is whose, in the forms that classes really produce.

Hand-in zips, loose notebooks, the tree of nbgrader, the downloads of Moodle and Canvas, and folders per student; in a
folder or in one zip. What cannot be told is listed with its reason, never guessed.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..assignments.roster import Student
from ..base import WorkbookError
from ..base.files import digest
from .archives import BESIDE, Levels, StoredFile, is_notebook, search
from .candidates import Candidate, candidates_in, id_from, look, moment_from
from .matching import SUBMITTED, RosterIndex, Sender, same_id
from .remarks import Remark, remark

NBGRADERS = ("source", "release", "autograded", "feedback", "downloaded")  # its folders that hold no submissions
READ_AS = {
    "nbgrader": "nbgrader's folder",
    "Moodle": "Moodle's name of it",
    "Canvas": "Canvas' name of it",
    "folder": "the name of its folder",
}


@dataclass(frozen=True)
class SubmittedFile:
    """The file of one student that is graded; ``read_as`` says what told that it is this student's.

    ``late`` is blank, or says in words how late it came.
    """

    student: Student
    file: str
    read_as: str
    stored: StoredFile = field(repr=False, compare=False)
    late: str = ""

    def read(self) -> bytes:
        """The notebook's bytes, read now. Raises WorkbookError if they cannot be read any more."""
        return self.stored.read()


@dataclass(frozen=True)
class Unmatched:
    """A file that is not graded, and why."""

    file: str
    why: Remark

    @property
    def reason(self) -> str:
        """Why, as a sentence."""
        return str(self.why)


@dataclass(frozen=True)
class Gathered:
    """The submissions of one exercise, and all that the instructor should look at.

    ``submissions``: the file of each student that counts, in the order of the roster. ``unmatched``: the files that
    are not graded. ``missing``: the students of whom nothing is graded. ``remarks`` are about what was chosen.
    """

    submissions: tuple[SubmittedFile, ...]
    unmatched: tuple[Unmatched, ...]
    missing: tuple[Student, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class _Match:
    """A candidate, its student, and what told; a ``stranger`` handed it in who is not in the roster."""

    candidate: Candidate
    student: Student
    read_as: str
    remark: Remark | None = None
    stranger: Sender | None = None


def gather(path: str | Path, exercise_name: str, students: Sequence[Student] = ()) -> Gathered:
    """Which submissions of the exercise called ``exercise_name`` lie in ``path``, a folder or a zip, and whose?

    ``students`` is the roster (a Student each); without one, ids come from the submissions. Returns a Gathered.
    Raises WorkbookError if ``path`` is neither, holds no notebook and no zip, or holds too many files.
    """
    path = Path(path).expanduser()
    roster = RosterIndex(students, exercise_name)
    files, unusable = search(path, look, _around(path))
    files = _without_nbgraders_own(files)
    candidates = candidates_in(files, roster)
    if not candidates and not unusable:
        raise WorkbookError(f"{path} holds no notebook (.ipynb) and no zip. Name the folder of the submissions.")
    matches, nobodys, remarks = _matches(candidates, roster)
    by_student = defaultdict(list)
    for match in matches:
        by_student[same_id(match.student.id)].append(match)
    submissions = []
    for several in by_student.values():
        chosen, strangers, more = _chosen(several)
        submissions += [chosen] if chosen else []
        nobodys += strangers
        remarks += more
    order = {student.id: number for number, student in enumerate(students)}
    submissions.sort(key=lambda submitted: (order.get(submitted.student.id, 0), submitted.student.id))
    graded = {submitted.student for submitted in submissions}
    missing = tuple(student for student in students if student not in graded)
    unmatched = [Unmatched(each.file, each.why) for each in unusable] + nobodys + list(_instead(files, roster, missing))
    unmatched.sort(key=lambda each: each.file)
    return Gathered(tuple(submissions), tuple(unmatched), missing, tuple(remarks))


def _around(path: Path) -> tuple[str, ...]:
    """The folders around ``path`` that say how it is laid out."""
    if not path.exists():
        raise WorkbookError(f"There is no {path}. Name the folder or the zip that holds the submissions.")
    if not path.is_dir() and path.suffix.casefold() != ".zip":
        raise WorkbookError(f"{path} is neither a folder nor a zip. Name the folder or the zip of the submissions.")
    here = path.absolute()
    if here.name == SUBMITTED:
        return (SUBMITTED,)
    return (SUBMITTED, here.name) if here.parent.name == SUBMITTED and path.is_dir() else ()


def _without_nbgraders_own(files: Sequence[StoredFile]) -> list[StoredFile]:
    """The ``files`` apart from those that nbgrader keeps beside its folder of submissions."""

    def around(file: StoredFile, names: Collection[str]) -> Iterator[Levels]:
        for number, level in enumerate(file.levels):
            for index, part in enumerate(level[:-1]):
                if part in names:
                    yield *file.levels[:number], level[:index]

    homes = {home for file in files for home in around(file, (SUBMITTED,))}
    return [file for file in files if not homes.intersection(around(file, NBGRADERS))]


def _matches(
    candidates: Sequence[Candidate], roster: RosterIndex
) -> tuple[list[_Match], list[Unmatched], list[Remark]]:
    """The candidates of the exercise with their students, those that cannot be matched, and remarks."""
    numbers = defaultdict(set)
    for candidate in candidates:
        if candidate.sender:
            numbers[candidate.sender.name].add(candidate.sender.number)
    anonymous = {name for name, several in numbers.items() if len(several) > 1 or name.startswith("anon_")}
    shared, passed_over = _shared(candidates), Counter[str]()
    matches, unmatched = [], []
    for candidate in candidates:
        folder = candidate.sender.exercise if candidate.sender else ""
        if folder not in ("", roster.exercise) and candidate.exercise != roster.exercise:
            passed_over[folder] += 1
            continue
        answer: _Match | Remark
        if candidate.exercise not in ("", roster.exercise):
            answer = remark("other-exercise", other=candidate.exercise, exercise=roster.exercise)
        elif roster.students:
            answer = _whose(candidate, roster, anonymous)
        else:
            answer = _whose_without_roster(candidate, roster, shared)
        if isinstance(answer, Remark):
            unmatched.append(Unmatched(candidate.label, answer))
        else:
            matches.append(answer)
    folders = tuple(f"{name} ({count})" for name, count in sorted(passed_over.items()))
    return matches, unmatched, [remark("other-assignments", folders=folders)] if folders else []


def _whose(candidate: Candidate, roster: RosterIndex, anonymous: Collection[str]) -> _Match | Remark:
    """Whose is ``candidate``? A match, or the reason why that cannot be told."""
    sender, fits, claimed = candidate.sender, candidate.fits, candidate.claimed
    owner = roster.ids.get(same_id(claimed))
    if sender and len(fits) > 1:
        if owner and owner in fits:
            return _Match(candidate, owner, _by_itself(candidate))
        return remark("sender-ambiguous", sender=sender.name, students=_in_words(fits))
    if sender and fits:
        (student,) = fits
        about = _names_other(candidate, student.id, bool(owner)) if claimed and owner != student else None
        return _Match(candidate, student, READ_AS[sender.system], about)
    if claimed and not owner:
        return remark("student-not-in-roster", named=claimed)
    named = roster.by_file(candidate.stems)
    if not owner and len(named) != 1:
        return remark("file-name-ambiguous", students=_in_words(named)) if named else remark("nobody-in-roster")
    student, about = owner or next(iter(named)), None
    file = candidate.label
    if sender and sender.name not in anonymous:
        about = remark("sender-not-in-roster", student=student.id, sender=sender.name, file=file)
    elif owner and named - {owner}:
        others = _in_words(named - {owner})
        about = remark("file-names-other", student=student.id, file=file, others=others, named=claimed)
    read_as = _by_itself(candidate) if owner else "the name of its file"
    return _Match(candidate, student, read_as, about, sender)


def _by_itself(candidate: Candidate) -> str:
    return "its receipt" if candidate.receipt.get("student") else "the id in the copy"


def _names_other(candidate: Candidate, student: str, in_roster: bool) -> Remark:
    file, named = candidate.label, candidate.claimed
    return remark("copy-names-other" if in_roster else "copy-names-stranger", student=student, file=file, named=named)


def _in_words(students: Iterable[Student]) -> str:
    """Students as the instructor knows them."""
    names = sorted(f"{student.id} ({student.name})" if student.name else student.id for student in students)
    return f"{len(names)} students: {', '.join(names)}" if len(names) > 1 else names[0]


def _whose_without_roster(candidate: Candidate, roster: RosterIndex, shared: int) -> _Match | Remark:
    """Whose is ``candidate``, from what came alone? ``shared`` is how many of its folders lie around all of them."""
    sender, claimed = candidate.sender, candidate.claimed
    name = id_from(sender.name) if sender else ""
    if sender and sender.system == "nbgrader" and name:
        differs = claimed and same_id(claimed) != same_id(sender.name)
        about = _names_other(candidate, sender.name, True) if differs else None
        return _Match(candidate, Student(name), READ_AS["nbgrader"], about)
    if claimed:
        return _Match(candidate, Student(claimed, name), _by_itself(candidate), stranger=sender)
    if sender and sender.number:
        return _Match(candidate, Student(sender.number, name), READ_AS[sender.system])
    for text in (*_folders(candidate)[shared:], *candidate.stems):
        if id := id_from(roster.bare(text)):
            return _Match(candidate, Student(id), "the name of its folder or file")
    return remark("nobody-named")


def _folders(candidate: Candidate) -> list[str]:
    return [part for level in candidate.file.levels for part in level[:-1]]


def _shared(candidates: Sequence[Candidate]) -> int:
    """How many folders lie around all ``candidates``, if there are several."""
    steps = itertools.takewhile(lambda names: len(set(names)) == 1, zip(*map(_folders, candidates), strict=False))
    return len(list(steps)) if len(candidates) > 1 else 0


def _chosen(several: Sequence[_Match]) -> tuple[SubmittedFile | None, list[Unmatched], list[Remark]]:
    """The file that counts among the matches of one student, if any; those of strangers; and remarks."""
    student = several[0].student
    strangers = {(match.stranger.name, match.stranger.number) for match in several if match.stranger}
    own, unmatched = list(several), []
    if strangers and (len(strangers) > 1 or any(not match.stranger for match in several)):
        own = [match for match in several if not match.stranger]
        unmatched = [
            Unmatched(match.candidate.label, remark("sent-by-other", sender=match.stranger.name, student=student.id))
            for match in several
            if match.stranger
        ]
    if not own:
        return None, unmatched, []
    best, why = _latest(own)
    remarks = [best.remark] if best.remark else []
    unused = tuple(sorted(match.candidate.label for match in own if match is not best))
    if unused:
        file = best.candidate.label
        remarks.append(remark("several-submissions", student=student.id, file=file, why=why, unused=unused))
    submitted = SubmittedFile(best.student, best.candidate.label, best.read_as, best.candidate.file)
    return submitted, unmatched, [*remarks, *_doubts(best)]


def _latest(several: Sequence[_Match]) -> tuple[_Match, str]:
    """The latest of ``several`` matches, and why. A copy that says which exercise it is goes before others."""
    several = [match for match in several if match.candidate.exercise] or several
    if len(several) == 1:
        return several[0], "it alone says which exercise it is"
    candidates = [match.candidate for match in several]
    ways: dict[str, list[float | None]] = {
        "its receipt is the latest": [candidate.time_of_receipt for candidate in candidates],
        "the date in its timestamp.txt is the latest": [moment_from(candidate.stamp) for candidate in candidates],
        "Canvas counts it as the latest": [candidate.again[1] for candidate in candidates],
        "its time is the latest": [candidate.certain_time or candidate.file.time for candidate in candidates],
    }
    if len({candidate.again[0] for candidate in candidates}) > 1:
        del ways["Canvas counts it as the latest"]
    for why, times in ways.items():
        certain = [time for time in times if time is not None]
        if len(certain) == len(several) and len(set(certain)) > 1:
            latest = max(zip(certain, several, strict=True), key=lambda pair: (pair[0], pair[1].candidate.label))
            return latest[1], why
    last = max(several, key=lambda match: match.candidate.label)
    return last, "its name comes last and the times are the same"


def _doubts(match: _Match) -> Iterator[Remark]:
    """What does not fit together in the receipt and the notebook of a submission."""
    candidate, id = match.candidate, match.student.id
    if candidate.student and same_id(candidate.student) != same_id(candidate.claimed):
        file, receipt, named = candidate.label, candidate.claimed, candidate.student
        yield remark("receipt-names-other", student=id, file=file, receipt=receipt, named=named)
    about = candidate.receipt.get("notebook")
    if isinstance(about, dict) and about.get("hash") != digest(candidate.file.read()):
        yield remark("changed-after-receipt", student=id, file=candidate.label)


def _instead(files: Sequence[StoredFile], roster: RosterIndex, missing: Sequence[Student]) -> Iterator[Unmatched]:
    """What those handed in who are ``missing``, if it is not a notebook."""
    for file in files:
        if not is_notebook(file.name) and file.name not in BESIDE:
            sender, fits = roster.sender(file.levels)
            if sender and len(fits) == 1 and fits <= set(missing) and sender.exercise in ("", roster.exercise):
                yield Unmatched(file.label, remark("not-a-notebook", student=_in_words(fits)))
