"""Gathering a class's submissions: which file is whose, in the forms that classes really produce.

Hand-in zips, loose notebooks, the tree of nbgrader, the downloads of Moodle and Canvas, and folders per student; in a
folder or in one zip. What cannot be told is listed with its reason, never guessed.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..assignments.roster import Student
from ..base import WorkbookError
from ..base.files import digest
from .archives import Levels, StoredFile, search
from .candidates import Candidate, Look, candidates_in
from .choosing import latest
from .lateness import late_words
from .matching import SUBMITTED, RosterIndex, same_id
from .notebook_files import BESIDE
from .receipts import OwnRun
from .remarks import Remark, remark
from .whose import Match, in_words, shared_folders, whose, whose_without_roster

NBGRADERS = ("source", "release", "autograded", "feedback", "downloaded")  # its folders that hold no submissions


@dataclass(frozen=True)
class SubmittedFile:
    """The file of one student that is graded; ``read_as`` says what told that it is this student's.

    ``late`` is blank or says in words how late it came (see ``lateness``). ``own_run`` is what the student's own run
    gave, as they say.
    """

    student: Student
    file: str
    read_as: str
    stored: StoredFile = field(repr=False, compare=False)
    late: str = ""
    own_run: OwnRun = field(default=OwnRun(), repr=False, compare=False)

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
    ``marked`` counts the copies with a mark that is right.
    """

    submissions: tuple[SubmittedFile, ...]
    unmatched: tuple[Unmatched, ...]
    missing: tuple[Student, ...]
    remarks: tuple[Remark, ...]
    marked: int = 0


def gather(
    path: str | Path,
    exercise_name: str,
    students: Sequence[Student] = (),
    secret: str = "",
    due: float | None = None,
    now: float | None = None,
    title: str = "",
) -> Gathered:
    """Which submissions of the exercise called ``exercise_name`` lie in ``path``, a folder or a zip, and whose?

    ``students`` is the roster (a Student each); without one, ids come from the submissions. With the ``secret`` that
    the copies were made with, the mark of a copy tells whose it is. ``due`` is the deadline and ``now`` the present,
    after which no receipt is believed, both in seconds since 1970. By the ``title`` of the exercise a copy is known
    that says nothing of itself any more. Returns a Gathered.
    Raises WorkbookError if ``path`` is neither, holds no notebook and no zip, or holds too many files.
    """
    path = Path(path).expanduser()
    roster = RosterIndex(students, exercise_name, secret)
    now = time.time() if now is None else now
    files, unusable = search(path, Look(title), _around(path))
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
        chosen, others, more = _chosen(several, due, now)
        submissions += [chosen] if chosen else []
        nobodys += others
        remarks += more
    order = {student.id: number for number, student in enumerate(students)}
    submissions.sort(key=lambda submitted: (order.get(submitted.student.id, 0), submitted.student.id))
    graded = {submitted.student for submitted in submissions}
    missing = tuple(student for student in students if student not in graded)
    unmatched = [Unmatched(each.file, each.why) for each in unusable] + nobodys + list(_instead(files, roster, missing))
    unmatched.sort(key=lambda each: each.file)
    marked = sum(bool(candidate.marked) for candidate in candidates)
    return Gathered(tuple(submissions), tuple(unmatched), missing, tuple(remarks), marked)


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


def _matches(candidates: Sequence[Candidate], roster: RosterIndex) -> tuple[list[Match], list[Unmatched], list[Remark]]:
    """The candidates of the exercise with their students, those that cannot be matched, and remarks."""
    numbers = defaultdict(set)
    for candidate in candidates:
        if candidate.sender:
            numbers[candidate.sender.name].add(candidate.sender.number)
    anonymous = {name for name, several in numbers.items() if len(several) > 1 or name.startswith("anon_")}
    shared, passed_over = shared_folders(candidates), Counter[str]()
    matches, unmatched = [], []
    for candidate in candidates:
        folder = candidate.sender.exercise if candidate.sender else ""
        if folder not in ("", roster.exercise) and candidate.exercise != roster.exercise:
            passed_over[folder] += 1
            continue
        answer: Match | Remark
        if candidate.exercise not in ("", roster.exercise) and not candidate.marked:
            answer = remark("other-exercise", other=candidate.exercise, exercise=roster.exercise)
        elif roster.students:
            answer = whose(candidate, roster, anonymous)
        else:
            answer = whose_without_roster(candidate, roster, shared)
        if isinstance(answer, Remark):
            unmatched.append(Unmatched(candidate.label, answer))
        else:
            matches.append(answer)
    folders = tuple(f"{name} ({count})" for name, count in sorted(passed_over.items()))
    return matches, unmatched, [remark("other-assignments", folders=folders)] if folders else []


def _chosen(
    several: Sequence[Match], due: float | None, now: float
) -> tuple[SubmittedFile | None, list[Unmatched], list[Remark]]:
    """The file that counts among the matches of one student, if any; those that conflict with it; and remarks."""
    own, unmatched = _undisputed(several)
    if not own:
        return None, unmatched, []
    best, why = latest({match.candidate: match for match in own}, now)
    candidate = best.candidate
    remarks = [best.remark] if best.remark else []
    unused = tuple(sorted(match.candidate.label for match in own if match is not best))
    if unused:
        student = best.student.id
        remarks.append(remark("several-submissions", student=student, file=candidate.label, why=why, unused=unused))
    late = late_words(candidate, due)
    submitted = SubmittedFile(best.student, candidate.label, best.read_as, candidate.file, late, candidate.own_run)
    return submitted, unmatched, [*remarks, *_doubts(best, now)]


def _undisputed(several: Sequence[Match]) -> tuple[list[Match], list[Unmatched]]:
    """Those of the matches of one student that may count, and the others, which the instructor has to look at.

    Beside a copy with the student's mark only what came through the same hand may count.
    """
    marked = [match for match in several if match.is_marked]
    hands = {match.candidate.hand for match in marked if match.candidate.is_sent}
    if marked:
        own = [match for match in several if match.is_marked or match.candidate.hand in hands]
        file = marked[0].candidate.label
        return own, [
            Unmatched(match.candidate.label, remark("unmarked-beside-marked", student=match.student.id, file=file))
            for match in several
            if match not in own
        ]
    strangers = {(match.stranger.name, match.stranger.number) for match in several if match.stranger}
    if strangers and (len(strangers) > 1 or any(not match.stranger for match in several)):
        return [match for match in several if not match.stranger], [
            Unmatched(
                match.candidate.label, remark("sent-by-other", sender=match.stranger.name, student=match.student.id)
            )
            for match in several
            if match.stranger
        ]
    return list(several), []


def _doubts(match: Match, now: float) -> Iterator[Remark]:
    """What does not fit together in the receipt and the notebook of a submission."""
    candidate, id = match.candidate, match.student.id
    if candidate.student and same_id(candidate.student) != same_id(candidate.claimed):
        file, receipt, named = candidate.label, candidate.claimed, candidate.student
        yield remark("receipt-names-other", student=id, file=file, receipt=receipt, named=named)
    if (candidate.time_of_receipt or 0) > now:
        yield remark("receipt-in-future", student=id, file=candidate.label)
    about = candidate.receipt.get("notebook")
    if isinstance(about, dict) and about.get("hash") != digest(candidate.file.read()):
        yield remark("changed-after-receipt", student=id, file=candidate.label)


def _instead(files: Sequence[StoredFile], roster: RosterIndex, missing: Sequence[Student]) -> Iterator[Unmatched]:
    """What those handed in who are ``missing``, if it is not a notebook."""
    for file in files:
        if not file.is_notebook and (file.name not in BESIDE or file.name == "answers.json"):
            sender, fits = roster.sender(file.levels)
            if sender and len(fits) == 1 and fits <= set(missing) and sender.exercise in ("", roster.exercise):
                yield Unmatched(file.label, remark("not-a-notebook", student=in_words(fits)))
