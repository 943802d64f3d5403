"""Marking essays without a network: sheets are made, marked by one or two people, and read back."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..assignments.roster import folder_name
from ..assignments.rubrics import Rubric
from ..assignments.source import Exercise
from ..base import BadData, WorkbookError
from ..base.files import write_whole, writing
from .counted import Counted, counted
from .filled_sheets import read_sheet
from .marking_page import as_page
from .marking_sheets import EssayToMark, as_csv, essays_of, heads, rows_of
from .marks import Marks
from .readings import Reading, reading_of
from .results import ESSAYS, Result, read_marks, write_marks
from .right_figures import as_text, model_essays
from .spreadsheets import as_spreadsheet
from .two_markers import RECONCILED, as_table

CODES = "codes.json"  # every code that was ever on a sheet, and the essay that it stood for
NO_SPREADSHEET = (
    "No spreadsheet was made beside the CSV file and the page. To get one as well, type: "
    'pip install "triangle-workbook[grade]"'
)


@dataclass(frozen=True)
class WrittenSheets:
    """The files that were written, and what the instructor should know of them."""

    paths: list[Path] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def write_sheets(results_folder: str | Path, exercise: Exercise, secret: str, marker: str = "") -> WrittenSheets:
    """Make the marking sheets of each essay in RESULTS/essays: e1.csv, e1.xlsx and e1.html, and e1-model-essay.txt.

    With a ``marker`` they are called e1-MARKER and carry that name. Sheets that are there already are never touched:
    essays that came later, and those of which another text was handed in, get a fresh sheet of their own, e1-2.
    Returns WrittenSheets: ``paths`` and ``remarks``.
    Raises WorkbookError if the folder holds no results, or those of another exercise, or cannot be written.
    """
    marker = " ".join(marker.split())
    if RECONCILED in marker.casefold() or marker.isdigit():
        raise WorkbookError(
            f"A marker cannot be called “{marker}”. Give a name that has letters and is not “{RECONCILED}”."
        )
    found = counted(results_folder, exercise, order=secret)
    results, folder = found.results, Path(results_folder) / ESSAYS
    files: dict[Path, bytes] = {}
    remarks = _left_out(found)
    for name in exercise.essays:
        stem = f"{name}-{folder_name(marker)}" if marker else name
        essays = essays_of(results, exercise, name, secret)
        fresh, remarks_of_sheets = _fresh(folder, stem, essays, exercise.rubrics[name])
        remarks += [*remarks_of_sheets, *_worth_knowing(results, name, essays)]
        if not fresh:
            continue
        free = _free(folder, stem)
        files[folder / f"{free}.csv"] = as_csv(rows_of(exercise, name, fresh, marker))
        if spreadsheet := as_spreadsheet(exercise, name, fresh, marker):
            files[folder / f"{free}.xlsx"] = spreadsheet
        elif NO_SPREADSHEET not in remarks:
            remarks.append(NO_SPREADSHEET)
        files[folder / f"{free}.html"] = as_page(exercise, name, fresh, marker, free).encode()
        models = model_essays(exercise, name, ((essay.code, essay.variant) for essay in essays))
        files[folder / f"{name}-model-essay.txt"] = as_text(models).encode()
    written = _written(files)
    _note_codes(folder, results, exercise, secret)
    return WrittenSheets(written, remarks)


def write_cases(results_folder: str | Path, exercise: Exercise, secret: str, reading: Reading) -> WrittenSheets:
    """Make a sheet of the cases on which two markers differ, RESULTS/essays/e1-reconciled.csv, to decide them in.

    ``reading`` is what ``read_sheets`` gave. The column “to decide” says what each marker chose; only those criteria
    need a level. Sheets that are there already are left alone. Returns WrittenSheets.
    """
    results, folder = counted(results_folder, exercise).results, Path(results_folder) / ESSAYS
    files: dict[Path, bytes] = {}
    remarks: list[str] = []
    for name in exercise.essays:
        stem = f"{name}-{RECONCILED}"
        cases: dict[str, list[str]] = {}
        for case in reading.differing:
            if case.essay == name:
                chosen = ", ".join(f"{marker} {level}" for marker, level in case.levels.items())
                cases.setdefault(case.code, []).append(f"{case.criterion}: {chosen}")
        essays = [essay for essay in essays_of(results, exercise, name, secret) if essay.code in cases]
        fresh, remarks_of_sheets = _fresh(folder, stem, essays, exercise.rubrics[name])
        remarks += remarks_of_sheets
        if fresh:
            head, *rows = rows_of(exercise, name, fresh)
            rows = [[*row, "; ".join(cases[row[0]])] for row in rows]
            files[folder / f"{_free(folder, stem)}.csv"] = as_csv([[*head, "to decide"], *rows])
    return WrittenSheets(_written(files), remarks)


def read_sheets(results_folder: str | Path, exercise: Exercise, secret: str, paths: Iterable[str | Path]) -> Reading:
    """What do marking sheets say, of one marker or of two? Returns a Reading; nothing is written.

    ``paths`` are sheets as CSV or XLSX. Whose they are says the column ``marker``, else the file's name (e1-ada.csv).
    One marker's marks count as they are. Of two, equal levels count; neighbouring levels count with the mean of their
    points; others are listed as differing until a sheet whose name has “reconciled” in it decides. An essay that only
    one of them marked counts as marked. Raises BadData, naming file, row and column, for what cannot be read.
    """
    results, folder = counted(results_folder, exercise).results, Path(results_folder) / ESSAYS
    return reading_of(results, exercise, secret, paths, _noted_codes(folder))


def mark_essays(results_folder: str | Path, exercise: Exercise, secret: str, paths: Iterable[str | Path]) -> Reading:
    """Read marking sheets and keep the marks that count in RESULTS/essays/marks.json. Returns the Reading.

    Marks of other essays stay as they are; those that no longer count are listed. An essay that was counted before and
    is differing or incomplete now is taken out, and a remark says so. Raises BadData as ``read_sheets`` does, and then
    nothing is kept.
    """
    found = counted(results_folder, exercise, order=secret)
    reading = reading_of(found.results, exercise, secret, paths, _noted_codes(Path(results_folder) / ESSAYS))
    before = read_marks(results_folder)
    after = {student: dict(by_essay) for student, by_essay in before.items()}
    remarks, kept = [*_left_out(found, reading.marks), *reading.remarks], []
    for name in exercise.essays:
        for essay in essays_of(found.results, exercise, name, secret):
            if essay.code not in reading.marked:
                kept += [essay.code] if name in found.marks.get(essay.student, {}) else []
                continue
            student, where = essay.student, f"{name}, {essay.code}"
            old, new = (marks.get(student, {}).get(name) for marks in (found.marks, reading.marks))
            if new:
                after.setdefault(student, {})[name] = new
                if old and old["points"] != new["points"]:
                    remarks.append(f"{where}: {new['points']:g} points in place of {old['points']:g}.")
            elif old:
                del after[student][name]
                remarks.append(
                    f"{where}: its mark of {old['points']:g} points was removed, because levels are missing or the "
                    "markers differ."
                )
    after = {student: by_essay for student, by_essay in after.items() if by_essay}
    if after != before:
        write_marks(results_folder, after)
    return replace(reading, remarks=tuple(remarks), kept=tuple(kept))


def agreement_table(reading: Reading) -> str:
    """The agreement of two markers as a table in Markdown; one sentence where no essay was marked by two."""
    return as_table(reading.agreement)


def _fresh(folder: Path, stem: str, essays: list[EssayToMark], rubric: Rubric) -> tuple[list[EssayToMark], list[str]]:
    """The ``essays`` that no sheet called ``stem`` holds yet, and remarks about those sheets."""
    held: dict[str, str] = {}
    sheets, unmarked, remarks = [], [], []
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if not re.fullmatch(re.escape(stem) + r"(-\d+)?\.(csv|xlsx)", path.name):
            continue
        try:
            rows = read_sheet(path)
        except BadData as error:
            remarks.append(f"{error} It is left as it is, and a new sheet is made beside it.")
            continue
        held |= {row.code: path.name for row in rows}
        sheets.append(path.name)
        if not any(row.has_marks(heads(rubric).values()) for row in rows):
            unmarked.append(path.name)
    fresh = [essay for essay in essays if essay.code not in held]
    names = ", ".join(sorted(set(held.values())))
    if essays and not fresh:
        remarks.append(f"{names}: all essays of {stem} are there already; nothing was written.")
    elif held and fresh:
        count, where = ("1 essay", "it is in a sheet of its own")
        if len(fresh) > 1:
            count, where = (f"{len(fresh)} essays", "they are in a sheet of their own")
        remarks.append(f"{count} came in after {names} was made; {where}, {_free(folder, stem)}.")
        if unmarked == sheets:
            remarks.append(
                f"There are no marks in {', '.join(unmarked)}: to have all essays in one sheet, delete the files "
                f"called {stem} and make the sheets again."
            )
    return fresh, remarks


def _left_out(found: Counted, given: Marks | None = None) -> list[str]:
    """What does not count, in sentences for markers; without the essays that are ``given`` a mark now."""
    now = given or {}
    return [str(item.for_markers) for item in found.left_out if item.essay not in now.get(item.student, {})]


def _note_codes(folder: Path, results: Mapping[str, Result], exercise: Exercise, secret: str) -> None:
    """Keep for each code that it stood for an essay: sheets come back when another text may count."""
    noted = _noted_codes(folder)
    fresh = {
        essay.code: f"{name} {essay.student}"
        for name in exercise.essays
        for essay in essays_of(results, exercise, name, secret)
    }
    if fresh.keys() - noted.keys():
        _written({folder / CODES: (json.dumps(noted | fresh, ensure_ascii=False, indent=1) + "\n").encode()})


def _noted_codes(folder: Path) -> dict[str, str]:
    """The essay (its name and whose it is) for each code that was ever on a sheet in ``folder``."""
    path = folder / CODES
    if not path.is_file():
        return {}
    try:
        return {str(code): str(essay) for code, essay in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        raise WorkbookError(f"{path} is damaged. Remove it, and make the marking sheets again.") from None


def _free(folder: Path, stem: str) -> str:
    """The first of ``stem``, ``stem``-2, … that no sheet has as its name."""
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    endings = ("csv", "xlsx", "html")
    return next(name for name in names if not any((folder / f"{name}.{ending}").exists() for ending in endings))


def _worth_knowing(results: Mapping[str, Result], name: str, essays: list[EssayToMark]) -> Iterator[str]:
    without = sum(name in result.essays for result in results.values()) - len(essays)
    if without:
        yield f"{name}: {'1 student' if without == 1 else f'{without} students'} handed in no text."
    for essay in essays:
        text, result = essay.text.casefold(), results[essay.student]
        id = re.escape(essay.student.casefold())
        if (len(result.name) > 1 and result.name.casefold() in text) or re.search(rf"(?<!\w){id}(?!\w)", text):
            yield f"{name}, {essay.code}: the text itself names the student who wrote it."


def _written(files: Mapping[Path, bytes]) -> list[Path]:
    for path, content in files.items():
        with writing(path, "See that there is room and that the folder can be written to, and try again."):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
    return list(files)
