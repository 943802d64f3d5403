"""Marking sheets read back: each row checked, and what one marker or two gave each essay put together."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..assignments.rubrics import Criterion, Rubric, best_first
from ..assignments.source import Exercise
from ..base import BadData
from .clean_text import folded
from .filled_sheets import SheetRow, read_sheet
from .marking_sheets import EssayToMark, essays_of, heads
from .marks import Bond, EssayMark, Marks
from .results import Result, bond
from .two_markers import RECONCILED, CriterionAgreement, Differing, MarkerEntry, agreement, combined, mark_of

UNNAMED = "unnamed"


@dataclass(frozen=True)
class Reading:
    """What marking sheets say.

    ``marks`` is as ``results.read_marks`` gives it, with a ``note`` where there is one, for the essays whose marks
    count. ``incomplete`` names the criteria left out by code, also of essays that nobody marked. ``agreement`` has, by
    essay and criterion, ``title``, ``essays``, ``equal``, ``kappa`` and ``weighted``, where two people marked.
    ``differing`` is not counted until it is reconciled. ``marked`` says by code who marked. ``means`` are sentences on
    criteria that count with the mean of two neighbouring levels; ``remarks`` are on all else. ``kept`` are the codes of
    the essays that these sheets do not mark and whose marks of earlier sheets count.
    """

    marks: Marks = field(default_factory=dict)
    incomplete: dict[str, tuple[str, ...]] = field(default_factory=dict)
    agreement: dict[str, dict[str, CriterionAgreement]] = field(default_factory=dict)
    differing: tuple[Differing, ...] = ()
    marked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def reading_of(
    results: Mapping[str, Result],
    exercise: Exercise,
    secret: str,
    sheets: Iterable[str | Path],
    noted: Mapping[str, str] | None = None,
) -> Reading:
    """What do marking ``sheets`` (paths) say about the essays in ``results``? See ``essays.read_sheets``.

    ``noted`` has the essay that each code of an earlier sheet stood for.
    """
    essays = {
        essay.code: (name, essay) for name in exercise.essays for essay in essays_of(results, exercise, name, secret)
    }
    all_heads = {head for rubric in exercise.rubrics.values() for head in heads(rubric).values()}
    entries: dict[str, dict[str, MarkerEntry]] = {code: {} for code in essays}
    remarks = []
    paths = [Path(path) for path in sheets]
    for path in paths:
        label = path.name if [other.name for other in paths].count(path.name) == 1 else str(path)
        for row in read_sheet(path):
            where = f"{label}, row {row.number}"
            if row.code in (noted or {}) and row.code not in essays:
                if row.has_marks(all_heads):
                    remarks.append(
                        f"{where}: the marks of {row.code} are not read, because another text was handed in, or the "
                        "rubric or the variant was changed. The essay has a new code: make the sheets again."
                    )
                continue
            if not _has_known_code(row, essays, where):
                continue
            name, essay = essays[row.code]
            rubric = exercise.rubrics[name]
            if not row.has_marks(heads(rubric).values()):
                continue
            if row.holds_another_text(essay.text):
                remarks.append(
                    f"{where}: the marks of {row.code} are not read, because the row holds another text than the one "
                    "that has this code. Was the sheet sorted in part? Put the row right."
                )
                continue
            entry = _entry(row, rubric, where, _marker(row, path, name))
            if before := entries[row.code].get(entry.marker):
                raise BadData(
                    f"{where}, column code: {row.code} is already marked in {before.where} by the same marker "
                    f"({entry.marker}). Remove one of the two, or name the markers in the column “marker”."
                )
            entries[row.code][entry.marker] = entry
    marked = {code: tuple(by_marker) for code, by_marker in entries.items() if by_marker}
    reading = Reading(marked=marked, remarks=tuple(remarks))
    for name in exercise.essays:
        students = {code: essay.student for code, (other, essay) in essays.items() if other == name}
        of_essay = {code: entries[code] for code in students}
        bonds = {code: bond(results[student], exercise, name) for code, student in students.items()}
        reading = _with_essay(reading, name, exercise.rubrics[name], of_essay, students, bonds)
    return reading


def _has_known_code(row: SheetRow, essays: Mapping[str, tuple[str, EssayToMark]], where: str) -> bool:
    """Whether the ``row`` is about one of ``essays``; not so a row without code and marks, such as one with a sum.

    Raises BadData for marks without a code, and for a code that no essay has.
    """
    if not row.code and not row.has_marks(("text",)):
        return False
    if not row.code:
        raise BadData(f"{where}, column code: the row has marks but no code. Copy the code from the first sheet.")
    if row.code not in essays:
        raise BadData(
            f"{where}, column code: no essay has the code {row.code}. Correct it, or name the folder of results and "
            "the exercise that the sheet was made with."
        )
    return True


def _marker(row: SheetRow, path: Path, name: str) -> str:
    """Who marked: the column ``marker``, else what the name of the file adds to the name of the essay."""
    stem = re.sub(r" ?\(\d+\)$", "", unicodedata.normalize("NFC", path.stem))
    if RECONCILED in stem.casefold():
        return RECONCILED
    stem = re.sub(r"-\d+$", "", stem)
    by_file = re.sub(rf"^{re.escape(name)}(?![^\W_])[-_ ]*", "", stem, flags=re.IGNORECASE)
    marker = " ".join((row.cells.get("marker") or by_file).casefold().split())
    return RECONCILED if RECONCILED in marker else marker or UNNAMED


def _entry(row: SheetRow, rubric: Rubric, where: str, marker: str) -> MarkerEntry:
    """What the ``row`` gives an essay. Raises BadData, naming the column, for what the rubric does not have."""
    levels = {}
    for criterion in rubric.criteria:
        head = heads(rubric)[criterion["id"]]
        if head not in row.cells:
            raise BadData(f"{where}: the column {head} is missing. Put it back as the sheet had it.")
        levels[criterion["id"]] = _rank(criterion, row.cells[head], f"{where}, column {head}")
    bank = [comment["id"] for comment in rubric.comments]
    comments = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", row.cells.get("comments", "").lower())))
    for id in comments:
        if id not in bank:
            raise BadData(
                f"{where}, column comments: there is no comment “{id}”; the bank has: {', '.join(bank) or 'none'}. "
                "Write words of your own in the column note."
            )
    return MarkerEntry(where, marker, levels, comments, row.cells.get("note", ""))


def _rank(criterion: Criterion, cell: str, where: str) -> int | None:
    """Which level ``cell`` names, the best one 0; None for an empty cell."""
    if not cell:
        return None
    levels = best_first(criterion)
    ranks = [rank for rank, level in enumerate(levels) if folded(level["name"]) == folded(cell)]
    if not ranks and re.fullmatch(r"\d+([.,]\d+)?", cell):
        points = float(cell.replace(",", "."))
        ranks = [rank for rank, level in enumerate(levels) if abs(level["points"] - points) < 1e-9]
    if len(ranks) != 1:
        possible = ", ".join(f"{level['name']} ({level['points']:g})" for level in levels)
        problem = f"“{cell}” fits two levels; type its points" if ranks else f"there is no level “{cell[:60]}”"
        raise BadData(f"{where}: {problem}. The levels, with their points, are: {possible}.")
    return ranks[0]


def _with_essay(
    reading: Reading,
    name: str,
    rubric: Rubric,
    entries: Mapping[str, Mapping[str, MarkerEntry]],
    students: Mapping[str, str],
    bonds: Mapping[str, Bond],
) -> Reading:
    """The ``reading`` with the essay ``name``: ``entries`` has by code what each marker gave, ``bonds`` for what."""
    markers = _markers(name, entries)
    marks = {student: dict(by_essay) for student, by_essay in reading.marks.items()}
    incomplete, differing, remarks = dict(reading.incomplete), [*reading.differing], [*reading.remarks]
    means = [*reading.means]
    for code, by_marker in entries.items():
        outcome = combined(rubric, by_marker)
        differing += [Differing(name, code, criterion, levels) for criterion, levels in outcome.apart.items()]
        if outcome.left_out:
            incomplete[code] = tuple(outcome.left_out)
        if not outcome.left_out and not outcome.apart:
            means += [f"{name}, {code}: {mean}" for mean in outcome.means]
            mark: EssayMark = {**mark_of(rubric, by_marker, outcome), **bonds[code]}
            marks.setdefault(students[code], {})[name] = mark
    agreements = dict(reading.agreement)
    if len(markers) == 2:
        for marker in markers:
            alone = sum(set(by_marker) - {RECONCILED} == {marker} for by_marker in entries.values())
            if alone:
                remarks.append(f"{name}: {alone} marked by {marker} alone; these marks count as they are.")
        if by_criterion := agreement(rubric, entries, markers):
            agreements[name] = by_criterion
    return replace(
        reading,
        marks=marks,
        incomplete=incomplete,
        differing=tuple(differing),
        remarks=tuple(remarks),
        means=tuple(means),
        agreement=agreements,
    )


def _markers(name: str, entries: Mapping[str, Mapping[str, MarkerEntry]]) -> Sequence[str]:
    """Who marked the essay ``name``, in alphabetical order. Raises BadData if there are more than two."""
    markers = sorted({marker for by_marker in entries.values() for marker in by_marker if marker != RECONCILED})
    if len(markers) > 2:
        raise BadData(
            f"{name} was marked by {', '.join(markers)}. One or two people can mark; where they differ, a sheet called "
            f"{RECONCILED} decides."
        )
    return markers
