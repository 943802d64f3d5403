"""What counts of a class: the results and marks that are still of what they were given for, and what is left out.

Everything that hands marks on (feedback, gradebook, export) and everything that adds them up takes them from here.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..assignments.roster import Student
from ..assignments.source import Exercise
from ..base import WorkbookError
from .marking_sheets import essays_of, order_of
from .marks import EssayMark, Marks, has_levels, two_decimals
from .matching import same_id
from .remarks import Remark, remark
from .results import STUDENTS, SUMMARY, Result, bond, must_hold_results, read_marks, read_result, result_path


@dataclass(frozen=True)
class LeftOut:
    """A result (``essay`` is blank) or the mark of an essay that does not count, and ``why``.

    ``code`` stands for the essay in marking sheets, where there is a text to mark.
    """

    student: str
    essay: str
    why: Remark
    code: str = ""

    @property
    def for_markers(self) -> Remark:
        """Why, without the student's id where the essay has a code."""
        whose = f"{self.essay}, {self.code}" if self.code else self.why.detail["whose"]
        return replace(self.why, detail={**self.why.detail, "whose": whose})


@dataclass(frozen=True)
class Counted:
    """What counts of a class: ``results`` by student, ``marks`` by student and essay; and what is ``left_out``."""

    results: dict[str, Result]
    marks: Marks
    left_out: tuple[LeftOut, ...]

    @property
    def remarks(self) -> list[str]:
        """What is left out, in sentences for the instructor; equal reasons are one sentence."""
        together: dict[str, tuple[Remark, list[str]]] = {}
        for item in self.left_out:
            reason = str(replace(item.why, detail={**item.why.detail, "whose": ""}))
            together.setdefault(reason, (item.why, []))[1].append(str(item.why.detail["whose"]))
        return [str(replace(why, detail={**why.detail, "whose": ", ".join(all)})) for why, all in together.values()]


def counted(
    results_folder: str | Path, exercise: Exercise, students: Sequence[Student] = (), order: str = ""
) -> Counted:
    """What counts of the results and marks in ``results_folder``, for the ``exercise`` as it is now?

    A result counts if it is of this edition of the exercise, and of somebody who handed something in when the class
    was last graded and is among ``students`` (the roster, if there is one). A mark counts if the essay's text, its
    variant and the rubric are those that it was given for. ``order`` is the secret of the codes of essays, if it is
    not that of the folder. Nothing is written. Returns Counted.
    Raises WorkbookError if there are no results, none of this exercise or of this edition, or if the marks are damaged.
    """
    must_hold_results(results_folder)
    results, left_out = _results(Path(results_folder), exercise, students)
    marks: Marks = {}
    codes = _codes(results, exercise, order or order_of(results_folder))
    without = {item.student for item in left_out}
    for student, name, mark in _each(read_marks(results_folder)):
        if student in without:
            continue  # what is said of the result holds for its marks
        why = _why_not(student, name, mark, results, exercise, codes.get((student, name), ""))
        if why:
            left_out.append(why)
        else:
            marks.setdefault(student, {})[name] = mark
    return Counted(results, marks, tuple(left_out))


def _each(marks: Marks) -> Iterator[tuple[str, str, EssayMark]]:
    return ((student, name, mark) for student, by_essay in sorted(marks.items()) for name, mark in by_essay.items())


def _codes(results: Mapping[str, Result], exercise: Exercise, order: str) -> dict[tuple[str, str], str]:
    """The code of each essay by student and name; none before the first sheet was made."""
    if not order:
        return {}
    sheets = {name: essays_of(results, exercise, name, order) for name in exercise.essays}
    return {(essay.student, name): essay.code for name, essays in sheets.items() for essay in essays}


def _results(folder: Path, exercise: Exercise, students: Sequence[Student]) -> tuple[dict[str, Result], list[LeftOut]]:
    """The results that count, in the order of the ids, and those that do not."""
    results: dict[str, Result] = {}
    left_out: list[LeftOut] = []
    handed_in, roster = _handed_in(folder / SUMMARY), {same_id(student.id) for student in students}
    for path in sorted((folder / STUDENTS).glob("*.json")):
        try:
            result = read_result(path)
        except WorkbookError:
            left_out.append(LeftOut(path.stem, "", remark("result-damaged", whose=path.stem, file=path.name)))
            continue
        whose = result.student
        why = None
        if path.name != result_path(folder, whose).name:
            why = remark("result-in-other-file", whose=path.stem, named=whose, file=path.name)
        elif result.exercise != exercise.name:
            why = remark("result-of-other-exercise", whose=whose, named=result.exercise, exercise=exercise.name)
        elif result.edition != exercise.edition:
            why = remark("result-of-other-edition", whose=whose, exercise=exercise.name)
        elif handed_in is not None and whose not in handed_in:
            why = remark("result-of-earlier-run", whose=whose)
        elif roster and same_id(whose) not in roster:
            why = remark("result-not-in-roster", whose=whose)
        if why:
            left_out.append(LeftOut(str(why.detail["whose"]), "", why))
        else:
            results[whose] = result
    _must_leave_some(folder, exercise, results, left_out)
    return dict(sorted(results.items())), left_out


def _handed_in(path: Path) -> set[str] | None:
    """The ids of those who had handed something in when the class was last graded; None if nothing says so."""
    if not path.is_file():
        return None
    try:
        students = json.loads(path.read_text(encoding="utf-8")).get("students")
        return set(map(str, students)) if students is not None else None
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        raise WorkbookError(
            f"{path} is damaged. Grade the class again; what is graded already is not run again."
        ) from None


def _must_leave_some(folder: Path, exercise: Exercise, results: Mapping[str, Result], left_out: list[LeftOut]) -> None:
    """Raise WorkbookError if nothing counts because the whole folder is of something else."""
    reasons = {item.why.code for item in left_out}
    if results or len(reasons) != 1:
        return
    if reasons == {"result-of-other-exercise"}:
        others = sorted({str(item.why.detail["named"]) for item in left_out})
        raise WorkbookError(
            f"{folder} holds the results of {', '.join(others)}, not of {exercise.name}. Type --exercise {others[0]}, "
            f"or name the folder with the results of {exercise.name}."
        )
    if reasons == {"result-of-other-edition"}:
        raise WorkbookError(
            f"{exercise.name} was changed after the class in {folder} was graded, or an older version graded it. "
            "Grade the class again with the command that you typed then."
        )


def _why_not(
    student: str, name: str, mark: EssayMark, results: Mapping[str, Result], exercise: Exercise, code: str
) -> LeftOut | None:
    """Why ``mark`` does not count; None if it does."""
    result = results.get(student)
    whose = f"{student} ({name}, {code})" if code else f"{student} ({name})"
    points = two_decimals(mark["points"])
    if mark["exercise"] != exercise.name:
        why = remark("mark-of-other-exercise", whose=whose, points=points, named=mark["exercise"])
    elif result is None:
        why = remark("mark-without-result", whose=whose, points=points)
    elif name not in result.essays or mark["text"] != result.essays[name].digest:
        why = remark("mark-of-other-text", whose=whose, points=points)
    elif name not in exercise.essays or _bond(mark) != bond(result, exercise, name):
        why = remark("mark-of-other-rubric", whose=whose, points=points)
    elif not _is_possible(mark, exercise, name):
        why = remark("mark-impossible", whose=whose, points=points)
    else:
        return None
    return LeftOut(student, name, why, code)


def _bond(mark: EssayMark) -> dict[str, object]:
    return {field: mark[field] for field in ("exercise", "edition", "variant", "text")}


def _is_possible(mark: EssayMark, exercise: Exercise, name: str) -> bool:
    """Whether the points can come from the levels; those of formgrader have none, and follow no rubric."""
    if not has_levels(mark):
        return True
    between = mark.get("between", {})
    least = most = 0.0
    for criterion in exercise.rubrics[name].criteria:
        points = [level["points"] for level in criterion["levels"]]
        id = criterion["id"]
        names = [mark["levels"].get(id), *between.get(id, ())]
        reached = [level["points"] for level in criterion["levels"] if level["name"] in names]
        least, most = least + min(reached or points), most + max(reached or points)
    return least - 1e-6 <= mark["points"] <= most + 1e-6
