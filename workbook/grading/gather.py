"""Gathering a class's submissions: which file is whose, in the forms that classes really produce.

Hand-in zips, loose notebooks, the tree of nbgrader, the downloads of Moodle and Canvas, and folders per student; in a
folder or in one zip. What cannot be told is listed with its reason, never guessed.
"""

import datetime
import itertools
import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..assignments.roster import Student
from ..base import WorkbookError
from ..base.files import digest
from .archives import BESIDE, NOTEBOOK, Found, is_notebook, search
from .matching import SUBMITTED, Register, Sender, same_id

NBGRADERS = ("source", "release", "autograded", "feedback", "downloaded")  # its folders that hold no submissions
AGAIN = re.compile(r"-(\d{1,3})(?=\.\w+$)")  # what Canvas adds to the name of a file that is handed in again
ABOUT = re.compile(rb'"workbook"\s*:\s*(\{[^{}]{0,5000}\})')
READ_AS = {
    "nbgrader": "nbgrader's folder",
    "Moodle": "Moodle's name of it",
    "Canvas": "Canvas' name of it",
    "folder": "the name of its folder",
}


@dataclass(frozen=True)
class Delivery:
    """The submission of one student that is graded; ``read_as`` says what told that it is this student's."""

    student: Student
    file: str
    read_as: str
    found: Found = field(repr=False, compare=False)

    def read(self):
        """The notebook's bytes, read now. Raises WorkbookError if they cannot be read any more."""
        return self.found.read()


@dataclass(frozen=True)
class Unmatched:
    """A file that is not graded, and why."""

    file: str
    reason: str


@dataclass(frozen=True)
class Gathered:
    """The submissions of one exercise, and all that the instructor should look at.

    ``deliveries``: the Delivery that counts of each student, in the order of the roster. ``unmatched``: the files that
    are not graded. ``missing``: the students of whom nothing is graded. ``remarks``: sentences about what was chosen.
    """

    deliveries: tuple
    unmatched: tuple
    missing: tuple
    remarks: tuple


@dataclass(frozen=True)
class _Copy:
    """A notebook with the receipt and the time stamp that lie beside it, and whom its place names."""

    found: Found
    receipt: dict
    stamp: str
    stems: tuple
    sender: Sender | None
    fits: frozenset

    @property
    def claimed(self):
        return _word(self.receipt.get("student")) or _word(self.found.seen.get("student"))

    @property
    def exercise(self):
        return _word(self.receipt.get("exercise")) or _word(self.found.seen.get("exercise"))

    @property
    def certain_time(self):
        return _moment(self.receipt.get("time")) or _moment(self.stamp)

    @property
    def again(self):
        """The name of a file from Canvas without the number that tells how often it was handed in, and the number."""
        name = self.sender.file if self.sender else ""
        return AGAIN.sub("", name), int(match[1]) if (match := AGAIN.search(name)) else 0


@dataclass(frozen=True)
class _Match:
    """A copy, its student, and what told; a ``stranger`` handed it in who is not in the roster."""

    copy: _Copy
    student: Student
    read_as: str
    remark: str = ""
    stranger: Sender | None = None


def gather(place, exercise_name, students=()):
    """Which submissions of the exercise called ``exercise_name`` lie in ``place``, a folder or a zip, and whose?

    ``students`` is the roster (a Student each); without one, ids come from the submissions. Returns a Gathered.
    Raises WorkbookError if ``place`` is neither, holds no notebook and no zip, or holds more than 50,000 files.
    """
    place = Path(place).expanduser()
    register = Register(students, exercise_name)
    found, troubles = search(place, _look, _around(place))
    found = _without_nbgraders_own(found)
    copies = _copies(found, register)
    if not copies and not troubles:
        raise WorkbookError(f"{place} holds no notebook (.ipynb) and no zip. Name the folder of the submissions.")
    unmatched = [Unmatched(one.file, one.reason) for one in troubles]
    remarks: list[str] = []
    by_student = defaultdict(list)
    for match in _matches(copies, register, unmatched, remarks):
        by_student[same_id(match.student.id)].append(match)
    deliveries = list(filter(None, (_chosen(several, unmatched, remarks) for several in by_student.values())))
    places = {one.id: number for number, one in enumerate(students)}
    deliveries.sort(key=lambda one: (places.get(one.student.id, 0), one.student.id))
    missing = tuple(one for one in students if one not in {delivery.student for delivery in deliveries})
    unmatched += _instead(found, register, missing)
    return Gathered(tuple(deliveries), tuple(sorted(unmatched, key=lambda one: one.file)), missing, tuple(remarks))


def _around(place):
    """The folders around ``place`` that say how it is laid out."""
    if not place.exists():
        raise WorkbookError(f"There is no {place}. Name the folder or the zip that holds the submissions.")
    if not place.is_dir() and place.suffix.casefold() != ".zip":
        raise WorkbookError(f"{place} is neither a folder nor a zip. Name the folder or the zip of the submissions.")
    here = place.absolute()
    if here.name == SUBMITTED:
        return (SUBMITTED,)
    return (SUBMITTED, here.name) if here.parent.name == SUBMITTED and place.is_dir() else ()


def _without_nbgraders_own(found):
    """The files of ``found`` apart from those that nbgrader keeps beside its folder of submissions."""

    def folders(one, names):
        for number, level in enumerate(one.levels):
            for place, part in enumerate(level[:-1]):
                if part in names:
                    yield *one.levels[:number], level[:place]

    homes = {home for one in found for home in folders(one, (SUBMITTED,))}
    return [one for one in found if not homes.intersection(folders(one, NBGRADERS))]


def _look(name, ends, whole):
    """What is known of a file before it is matched: of a notebook, what its copy says about itself."""
    if is_notebook(name):
        return _about(ends) or _about(whole())
    if name == "timestamp.txt":
        return ends.decode("utf-8", "replace")
    return _object(ends)


def _object(text):
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _about(content):
    """The metadata of a copy, found without reading the notebook's cells; {} if it has none, or two that differ."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    found = []
    for match in ABOUT.finditer(content):
        about = _object(match[1]) or _object(match[1].decode("latin-1"))
        if _word(about.get("exercise")):
            found.append(about)
    same = {(_word(about["exercise"]), _word(about.get("student"))) for about in found}
    return found[-1] if len(same) == 1 else {}


def _word(value):
    """An id as text; "" if it is none, or if it holds what cannot be part of one."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = unicodedata.normalize("NFC", str(value).strip())
    return text if len(text) <= 200 and not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text) else ""


def _moment(text):
    """A date as seconds since 1970, or None. A zone that is not a number counts as UTC, nbgrader's own."""
    match = re.match(r"\s*(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*([-+]\d\d:?\d\d)?", str(text))
    try:
        return datetime.datetime.fromisoformat(match[1] + (match[2] or "+00:00")).timestamp() if match else None
    except (ValueError, OverflowError):
        return None


def _copies(found, register):
    """The notebooks among ``found``, each with what lies beside it."""
    notebooks = [one for one in found if is_notebook(one.name)]
    beside = {(one.folder, one.name): one.seen for one in found if one.name in BESIDE}
    in_folder = Counter(one.folder for one in notebooks)
    in_archive = Counter(one.levels[:depth] for one in notebooks for depth in range(1, len(one.levels)))
    copies = []
    for one in notebooks:
        receipt = beside.get((one.folder, "receipt.json")) or {}
        about = receipt.get("notebook")
        if in_folder[one.folder] > 1 and not (isinstance(about, dict) and about.get("name") == one.name):
            receipt = {}
        stamp = beside.get((one.folder, "timestamp.txt")) or ""
        # The name of an archive that holds more than one notebook may be that of the whole class.
        around = [one.levels[:depth] for depth in range(1, len(one.levels)) if one.levels[depth - 1]]
        stems = [PurePosixPath(levels[-1][-1]).stem for levels in around if in_archive[levels] == 1]
        copies.append(_Copy(one, receipt, stamp, (*stems, NOTEBOOK.sub("", one.name)), *register.sender(one.levels)))
    return copies


def _matches(copies, register, unmatched, remarks):
    """The copies of the exercise with their students; what cannot be matched is added to ``unmatched``."""
    numbers = defaultdict(set)
    for copy in copies:
        if copy.sender:
            numbers[copy.sender.name].add(copy.sender.number)
    anonymous = {name for name, several in numbers.items() if len(several) > 1 or name.startswith("anon_")}
    shared, passed = _shared(copies), Counter[str]()
    for copy in copies:
        folder = copy.sender.exercise if copy.sender else ""
        if folder not in ("", register.exercise) and copy.exercise != register.exercise:
            passed[folder] += 1
            continue
        if copy.exercise not in ("", register.exercise):
            answer = f"It is a copy of {copy.exercise}, not of {register.exercise}."
        elif register.students:
            answer = _whose(copy, register, anonymous)
        else:
            answer = _whose_without_roster(copy, register, shared)
        if isinstance(answer, str):
            unmatched.append(Unmatched(copy.found.label, answer))
        else:
            yield answer
    if passed:
        said = ", ".join(f"{name} ({count})" for name, count in sorted(passed.items()))
        remarks.append(f"Notebooks in nbgrader's folders of other assignments were passed over: {said}.")


def _whose(copy, register, anonymous):
    """Whose is ``copy``? A _Match, or the reason why that cannot be told."""
    sender, fits, claimed = copy.sender, copy.fits, copy.claimed
    owner = register.ids.get(same_id(claimed))
    told, file = "its receipt" if copy.receipt.get("student") else "the id in the copy", copy.found.label
    if len(fits) > 1:
        return _Match(copy, owner, told) if owner in fits else f"«{sender.name}» fits {_and(fits)}."
    if fits:
        (student,) = fits
        known = "" if owner else ", who is not in the roster"
        remark = f"{student.id}: {file} was handed in by {student.id}, but its copy names {claimed}{known}."
        return _Match(copy, student, READ_AS[sender.system], remark if claimed and owner != student else "")
    if claimed and not owner:
        return f"The copy names «{claimed}», who is not in the roster."
    named = register.by_file(copy)
    if not owner and len(named) != 1:
        nobody = "Neither the copy nor the name of its folder or file fits anybody in the roster."
        return f"The name of the file fits {_and(named)}." if named else nobody
    student, remark = owner or next(iter(named)), ""
    if sender and sender.name not in anonymous:
        remark = (
            f"{student.id}: «{sender.name}», who handed in {file}, fits nobody in the roster; it names {student.id}."
        )
    elif owner and named - {owner}:
        remark = f"{student.id}: {file} is named after {_and(named - {owner})}, but its copy names {claimed}."
    return _Match(copy, student, told if owner else "the name of its file", remark, sender)


def _and(students):
    """Students as the instructor knows them."""
    said = [f"{one.id} ({one.name})" if one.name else one.id for one in students]
    return f"{len(said)} students: {', '.join(sorted(said))}" if len(said) > 1 else said[0]


def _whose_without_roster(copy, register, shared):
    """Whose is ``copy``, from what came alone? ``shared`` is how many of its folders lie around all copies."""
    sender, claimed = copy.sender, copy.claimed
    if sender and sender.system == "nbgrader" and _word(sender.name):
        remark = f"{sender.name}: {copy.found.label} was handed in by {sender.name}, but its copy names {claimed}."
        differs = claimed and same_id(claimed) != same_id(sender.name)
        return _Match(copy, Student(_word(sender.name)), READ_AS["nbgrader"], remark if differs else "")
    if claimed:
        told = "its receipt" if copy.receipt.get("student") else "the id in the copy"
        return _Match(copy, Student(claimed, _word(sender.name) if sender else ""), told, stranger=sender)
    if sender and sender.number:
        return _Match(copy, Student(sender.number, _word(sender.name)), READ_AS[sender.system])
    for name in (*_folders(copy)[shared:], *copy.stems):
        if id := _word(register.bare(name)):
            return _Match(copy, Student(id), "the name of its folder or file")
    return "Neither the copy nor its folder or file names anybody."


def _folders(copy):
    return [part for level in copy.found.levels for part in level[:-1]]


def _shared(copies):
    """How many folders lie around all ``copies``, if there are several."""
    steps = itertools.takewhile(lambda names: len(set(names)) == 1, zip(*map(_folders, copies), strict=False))
    return len(list(steps)) if len(copies) > 1 else 0


def _chosen(several, unmatched, remarks):
    """The Delivery among the matches of one student, or None."""
    student = several[0].student
    strangers = {(one.stranger.name, one.stranger.number) for one in several if one.stranger}
    own = [one for one in several if not one.stranger]
    if strangers and (own or len(strangers) > 1):
        for one in several:
            if one.stranger:
                reason = f"«{one.stranger.name}» handed it in, but it names {student.id}, from whom there is another."
                unmatched.append(Unmatched(one.copy.found.label, reason))
    else:
        own = several
    if not own:
        return None
    best, why = _latest(own)
    aside = sorted(one.copy.found.label for one in own if one is not best)
    if best.remark:
        remarks.append(best.remark)
    if aside:
        said = f"{best.copy.found.label} counts, for {why}; left aside: {', '.join(aside)}."
        remarks.append(f"{student.id}: {said}")
    remarks += _doubts(best)
    return Delivery(best.student, best.copy.found.label, best.read_as, best.copy.found)


def _latest(several):
    """The latest of ``several`` matches, and why. A copy that says which exercise it is goes before others."""
    several = [one for one in several if one.copy.exercise] or several
    if len(several) == 1:
        return several[0], "it alone says which exercise it is"
    ways = {
        "its receipt is the latest": [_moment(one.copy.receipt.get("time")) for one in several],
        "the date in its timestamp.txt is the latest": [_moment(one.copy.stamp) for one in several],
        "Canvas counts it as the latest": [one.copy.again[1] for one in several],
        "its time is the latest": [one.copy.certain_time or one.copy.found.time for one in several],
    }
    if len({one.copy.again[0] for one in several}) > 1:
        del ways["Canvas counts it as the latest"]
    for why, times in ways.items():
        if None not in times and len(set(times)) > 1:
            return max(zip(times, several, strict=True), key=lambda one: (one[0], one[1].copy.found.label))[1], why
    return max(several, key=lambda one: one.copy.found.label), "its name is the last and their times are the same"


def _doubts(match):
    """What does not fit together in the receipt and the notebook of a submission."""
    copy, id = match.copy, match.student.id
    named, claimed = _word(copy.found.seen.get("student")), copy.claimed
    if named and same_id(named) != same_id(claimed):
        yield f"{id}: the receipt of {copy.found.label} names {claimed}, but the copy names {named}."
    about = copy.receipt.get("notebook")
    if isinstance(about, dict) and about.get("hash") != digest(copy.found.read()):
        yield f"{id}: {copy.found.label} is not as it was when its receipt was made."


def _instead(found, register, missing):
    """What those handed in who are ``missing``, if it is no notebook."""
    for one in found:
        if not is_notebook(one.name) and one.name not in BESIDE:
            sender, fits = register.sender(one.levels)
            if len(fits) == 1 and fits <= set(missing) and sender.exercise in ("", register.exercise):
                yield Unmatched(
                    one.label, f"It is no notebook (.ipynb), and there is none of {_and(fits)} that counts."
                )
