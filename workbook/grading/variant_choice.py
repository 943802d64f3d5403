"""Which variant is a submission judged as? Decided by what is signed or was typed, and compared with its prompts.

In this order: the instructor's own list (``--variants``); a variant that was typed for all (``--variant``); the mark of
the copy, which nobody makes without the course's secret; the student's own variant, unless the prompts in the notebook
show another one. What a copy says of itself without a mark decides nothing.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..assignments.release import variant_of
from ..assignments.roster import Student
from ..assignments.roster_columns import columns_in, compact
from ..assignments.source import Exercise
from ..assignments.variants import mark_of, numbered, own_secret
from ..base import BadData, WorkbookError
from ..base.cells import undefused
from ..base.encodings import decoded, rows_of
from .assemble import About
from .matching import mark_in, same_id
from .remarks import Remark, remark
from .repair import Refused
from .shown_variants import Clue, PromptReader, in_words, shown_by

MOST_OWNERS = 3  # of more students who have a variant a sentence says only how many


@dataclass(frozen=True)
class VariantChoice:
    """How it is decided which variant each student has; variants are counted from 0.

    ``assigned`` are variants by id (see ``read_variants``), ``number`` is the one that was typed for all, ``secret``
    that of the copies with a variant of their own, and ``students`` the roster.
    """

    exercise: Exercise
    assigned: Mapping[str, int] = field(default_factory=dict)
    number: int | None = None
    secret: str = ""
    students: Sequence[Student] = ()

    @functools.cached_property
    def _reader(self) -> PromptReader:
        return PromptReader(self.exercise)

    @functools.cached_property
    def _roster(self) -> dict[str, Student]:
        return {same_id(student.id): student for student in self.students}

    @functools.cached_property
    def _owners(self) -> dict[str, Student]:
        """The students of the roster by the marks of their copies."""
        return {mark_of(student.id, self.exercise.name, self.secret): student for student in self.students}

    def decide(self, student: Student, about: About, prompts: str) -> tuple[int, list[Remark]]:
        """The variant that the submission of ``student`` is judged as, and what is odd about the copy.

        ``about`` is what the notebook says of itself, ``prompts`` the text in it. Raises Refused, with one sentence
        for the instructor, where nothing that can be trusted tells which variant it is.
        """
        clues = self._reader.clues(prompts)
        own = self.assigned.get(same_id(student.id), self.number)
        if own is not None:
            return own, self._other_shown(own, clues)
        if not self.secret:
            return self._first(about, clues)
        mark = mark_in(about)
        named = str(about.get("student", ""))
        for id in (student.id, named if same_id(named) == same_id(student.id) else student.id):
            if mark and mark == mark_of(id, self.exercise.name, self.secret):
                number = variant_of(self.exercise, Student(id), self.secret)
                return number, self._other_shown(number, clues)
        return self._without_valid_mark(student, mark, clues)

    def _first(self, about: About, clues: Sequence[Clue]) -> tuple[int, list[Remark]]:
        """Variant 1, which all have if nothing else was said, unless the copy speaks against it."""
        if mark_in(about):
            raise Refused(str(remark("mark-without-secret")))
        if not _fits(0, clues):
            raise Refused(str(remark("first-variant-not-shown", shown=in_words(shown_by(clues)))))
        return 0, []

    def _without_valid_mark(self, student: Student, mark: str, clues: Sequence[Clue]) -> tuple[int, list[Remark]]:
        number, shown = variant_of(self.exercise, student, self.secret), shown_by(clues)
        other = self._owners.get(mark) if mark else None
        if not _fits(number, clues):
            raise Refused(str(self._contradicted(student, number, shown, other)))
        if not clues and same_id(student.id) not in self._roster:
            raise Refused(str(remark("nothing-tells-variant", student=student.id)))
        if other:
            return number, [remark("copy-of-other-student", other=other.id, student=student.id)]
        if mark:
            return number, [remark("copy-of-other-secret", student=student.id)]
        if clues:
            return number, [remark("copy-without-mark", student=student.id)]
        return number, [remark("copy-without-mark-and-prompts", student=student.id)]

    def _contradicted(self, student: Student, number: int, shown: Clue, other: Student | None) -> Remark:
        """Why a copy is not judged whose prompts are not those of variant ``number``, which ``student`` has."""
        id, own, words, whose = student.id, number + 1, in_words(shown), self._whose(shown)
        if other:
            return remark("copy-of-other-not-judged", other=other.id, shown=words, whose=whose, student=id, own=own)
        return remark("other-variant-shown", shown=words, whose=whose, student=id, own=own)

    def _other_shown(self, number: int, clues: Sequence[Clue]) -> list[Remark]:
        """The remark that the prompts show another variant than ``number``, if they do."""
        if _fits(number, clues):
            return []
        return [remark("prompts-show-other", shown=in_words(shown_by(clues)), variant=number + 1)]

    def _whose(self, shown: Clue) -> str:
        """The students who have one of the variants ``shown``, in words that follow them; blank if there are none."""
        ids = [student.id for student in self.students if variant_of(self.exercise, student, self.secret) in shown]
        if not ids:
            return ""
        return f" ({', '.join(ids) if len(ids) <= MOST_OWNERS else f'{len(ids)} students'})"


def secret_lying_in(path: Path | str) -> tuple[str, list[Remark]]:
    """The secret in the file ``path``, which nobody typed; blank if there is none, with a remark if it cannot be one.

    >>> secret_lying_in("no/course-secret.txt")
    ('', [])
    """
    if not Path(path).is_file():
        return "", []
    try:
        return own_secret(path, advice="")[0], []
    except WorkbookError as error:
        return "", [remark("secret-unusable", why=str(error).strip())]


def lying_secret(secret: str, marked: int, file: str) -> tuple[str, list[Remark]]:
    """A ``secret`` that nobody typed, from ``file``, if ``marked`` copies fit it; if there are none, a remark.

    >>> lying_secret("0123456789abcdef", 3, "course-secret.txt"), lying_secret("", 0, "")
    (('0123456789abcdef', []), ('', []))
    """
    if not secret or marked:
        return secret, []
    return "", [remark("secret-not-used", file=file)]


def _fits(number: int, clues: Iterable[Clue]) -> bool:
    return all(number in clue for clue in clues)


def read_variants(path: Path | str, exercise: Exercise, encoding: str = "") -> dict[str, int]:
    """Who has which variant, by ``same_id`` and counted from 0: the columns id and variant of the CSV file ``path``.

    Other columns are left alone; a row without a variant decides nothing. Raises BadData, naming row and column, for
    what is no variant of ``exercise`` and for an id that stands twice.
    """
    path = Path(path)
    try:
        text = decoded(path.read_bytes(), path.name, encoding)
    except OSError as error:
        raise BadData(f"{path} cannot be read ({error.strerror}).") from None
    head, *body = [row for _, row in rows_of(text, path.name)] or [[]]
    id_at = columns_in(head, body).id
    headings = [compact(cell) for cell in head]
    if id_at is None or "variant" not in headings:
        raise BadData(
            f'{path.name} has no columns "id" and "variant"; it has: {", ".join(head)}. '
            "Name a file such as the variants.csv that workbook assign makes."
        )
    assigned: dict[str, int] = {}
    variant_at = headings.index("variant")
    for line, row in rows_of(text, path.name)[1:]:
        id, number = (undefused(row[at]) if at < len(row) else "" for at in (id_at, variant_at))
        if not id or not number:
            continue
        try:
            variant = numbered(exercise, int(number.removesuffix(".0")))
        except (ValueError, WorkbookError):
            raise BadData(
                f'{path.name}, row {line}, column variant: "{number}" is not a variant; '
                f"{exercise.name} has 1 to {len(exercise.variants)}."
            ) from None
        if assigned.setdefault(same_id(id), variant) != variant:
            raise BadData(f"{path.name}, row {line}: the id {id} stands in an earlier row too.")
    if not assigned:
        raise BadData(f"{path.name} gives nobody a variant. Fill in its column variant.")
    return assigned
