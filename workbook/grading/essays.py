"""Marking essays without a network: sheets are made, marked by one or two people, and read back."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..assignments.roster import folder_name
from ..assignments.rubrics import best_first
from ..base import BadData, WorkbookError
from ..base.files import write_whole
from ..base.markdown import in_a_cell
from .clean_text import folded
from .filled_sheets import read_sheet as table
from .marking_page import as_page
from .marking_sheets import as_csv, codes, essays_of, heads, rows_of
from .results import ESSAYS, read_marks, read_results, write_marks
from .spreadsheets import as_spreadsheet

RECONCILED = "reconciled"
UNNAMED = "unnamed"
NO_SPREADSHEET = 'The sheets come without a spreadsheet. For one, type: pip install "triangle-workbook[grade]"'


@dataclass(frozen=True)
class Sheets:
    """The files that were written, and what the instructor should know of them."""

    paths: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


@dataclass(frozen=True)
class Differing:
    """A criterion on which two markers are more than one level apart; ``levels`` says who chose which."""

    essay: str
    code: str
    criterion: str
    levels: dict


@dataclass(frozen=True)
class Reading:
    """What marking sheets say.

    ``marks`` is as ``results.read_marks`` gives it, with a ``note`` where there is one, for the essays whose marks
    count. ``incomplete`` names the criteria left out by code, also of essays that nobody marked. ``agreement`` has, by
    essay and criterion, ``title``, ``essays``, ``equal``, ``kappa`` and ``weighted``, where two people marked.
    ``differing`` is not counted until it is reconciled. ``marked`` says by code who marked.
    """

    marks: dict = field(default_factory=dict)
    incomplete: dict = field(default_factory=dict)
    agreement: dict = field(default_factory=dict)
    differing: tuple = ()
    marked: dict = field(default_factory=dict)
    remarks: tuple = ()


@dataclass(frozen=True)
class _Given:
    """What one marker gave one essay; ``levels`` by criterion, None where one was left out."""

    where: str
    marker: str
    levels: dict
    comments: tuple
    note: str


def write_sheets(results_folder, exercise, secret, marker=""):
    """Make the marking sheets of each essay in RESULTS/essays: e1.csv, e1.xlsx and e1.html.

    With a ``marker`` they are called e1-MARKER and carry that name. Sheets that stand there already are never touched:
    essays that came later get a fresh sheet of their own, e1-2. Returns Sheets: ``paths`` and ``remarks``. Raises
    WorkbookError if the folder holds no results, or those of another exercise.
    """
    marker = " ".join(marker.split())
    if RECONCILED in marker.casefold() or marker.isdigit():
        raise WorkbookError(f"A marker cannot be called «{marker}». Give a name with letters that is not {RECONCILED}.")
    found = read_results(results_folder, exercise.name)
    place = Path(results_folder) / ESSAYS
    files: dict[Path, bytes] = {}
    remarks = []
    for name in exercise.essays:
        stem = f"{name}-{folder_name(marker)}" if marker else name
        essays = essays_of(found, exercise, name, secret)
        fresh, said = _fresh(place, stem, essays, exercise.rubrics[name])
        remarks += [*said, *_worth_knowing(found, name, essays)]
        if not fresh:
            continue
        free = _free(place, stem)
        files[place / f"{free}.csv"] = as_csv(rows_of(exercise.rubrics[name], fresh, marker))
        if spreadsheet := as_spreadsheet(exercise, name, fresh, marker):
            files[place / f"{free}.xlsx"] = spreadsheet
        elif NO_SPREADSHEET not in remarks:
            remarks.append(NO_SPREADSHEET)
        files[place / f"{free}.html"] = as_page(exercise, name, fresh, marker, free).encode()
    return Sheets(_written(files), remarks)


def write_cases(results_folder, exercise, secret, reading):
    """Make a sheet of the cases on which two markers differ, RESULTS/essays/e1-reconciled.csv, to decide them in.

    ``reading`` is what ``read_sheets`` gave. The column «to decide» says what each marker chose; only those criteria
    need a level. Sheets that stand there already are left alone. Returns Sheets.
    """
    found = read_results(results_folder, exercise.name)
    place = Path(results_folder) / ESSAYS
    files: dict[Path, bytes] = {}
    remarks = []
    for name in exercise.essays:
        cases: dict[str, list] = {}
        for one in reading.differing:
            if one.essay == name:
                chosen = ", ".join(f"{marker} {level}" for marker, level in one.levels.items())
                cases.setdefault(one.code, []).append(f"{one.criterion}: {chosen}")
        essays = [one for one in essays_of(found, exercise, name, secret) if one.code in cases]
        fresh, said = _fresh(place, f"{name}-{RECONCILED}", essays, exercise.rubrics[name])
        remarks += said
        if fresh:
            head, *rows = rows_of(exercise.rubrics[name], fresh)
            rows = [[*row, "; ".join(cases[row[0]])] for row in rows]
            files[place / f"{_free(place, f'{name}-{RECONCILED}')}.csv"] = as_csv([[*head, "to decide"], *rows])
    return Sheets(_written(files), remarks)


def _fresh(place, stem, essays, rubric):
    """The ``essays`` that no sheet called ``stem`` holds yet, and what is to be said of those sheets."""
    held: dict[str, tuple] = {}
    unmarked, remarks = [], []
    for path in sorted(place.glob("*")) if place.is_dir() else ():
        if not re.fullmatch(re.escape(stem) + r"(-\d+)?\.(csv|xlsx)", path.name):
            continue
        try:
            rows = table(path)
        except BadData as error:
            remarks.append(f"{error} It was left as it is, and a sheet beside it is made.")
            continue
        held |= {_code(row): (path.name, row) for row in rows}
        if not any(_has_marks(row, rubric) for row in rows):
            unmarked.append(path.name)
    fresh = [one for one in essays if one.code not in held]
    names = sorted({name for name, _ in held.values()})
    if essays and not fresh:
        remarks.append(f"{', '.join(names)}: all essays of {stem} are there already; nothing was written.")
    elif held and fresh:
        count = "1 essay came" if len(fresh) == 1 else f"{len(fresh)} essays came"
        remarks.append(f"{count} after {', '.join(names)} and stands in a sheet of its own, {_free(place, stem)}.")
        if unmarked:
            remarks.append(
                f"No marks stand in {', '.join(unmarked)}: to have all essays in one sheet, delete the files called "
                f"{stem} and make the sheets again."
            )
    for one in essays:
        if one.code in held and _is_older(held[one.code][1], one):
            remarks.append(
                f"{held[one.code][0]}, row {held[one.code][1].number}: another text was handed in for {one.code} since."
                " To mark that one, delete the row in all sheets and make the sheets again."
            )
    return fresh, remarks


def _code(row):
    return row.cells.get("code", "").upper()


def _has_marks(row, rubric):
    return any(row.cells.get(head) for head in (*heads(rubric).values(), "comments", "note"))


def _is_older(row, essay):
    """Whether a sheet holds another text than the one that counts now; how lines are broken does not matter."""
    said, wanted = ("".join(text.split()) for text in (row.cells.get("text", ""), essay.text))
    if said.count("?") > wanted.count("?"):  # saved in an encoding that lacks some of the letters
        said, wanted = (re.sub(r"[^A-Za-z0-9]", "", text) for text in (said, wanted))
    return bool(said) and said[:5000] != wanted[:5000]


def _free(place, stem):
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(one for one in names if not any((place / f"{one}.{end}").exists() for end in ("csv", "xlsx", "html")))


def _worth_knowing(found, name, essays):
    without = sum(name in one.essays for one in found.values()) - len(essays)
    if without:
        yield f"{name}: {'1 student' if without == 1 else f'{without} students'} handed in no text."
    for one in essays:
        text, who = one.text.casefold(), found[one.student]
        id = re.escape(one.student.casefold())
        if (len(who.name) > 1 and who.name.casefold() in text) or re.search(rf"(?<!\w){id}(?!\w)", text):
            yield f"{name}, {one.code}: the text itself names its student."


def _written(files):
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
    except OSError as error:
        raise WorkbookError(f"{path} cannot be written ({error.strerror}).") from None
    return list(files)


def read_sheets(results_folder, exercise, secret, paths):
    """What do marking sheets say, of one marker or of two? Returns a Reading; nothing is written.

    ``paths`` are sheets as CSV or XLSX. Whose they are says the column ``marker``, else the file's name (e1-ada.csv).
    One marker's marks count as they are. Of two, equal levels count; neighbouring levels count with the mean of their
    points; others are listed as differing until a sheet whose name has «reconciled» in it decides. An essay that only
    one of them marked counts as marked. Raises BadData, naming file, row and column, for what cannot be read.
    """
    found = read_results(results_folder, exercise.name)
    essays = {one.code: (name, one) for name in exercise.essays for one in essays_of(found, exercise, name, secret)}
    given: dict[str, dict[str, _Given]] = {code: {} for code in essays}
    remarks = []
    paths = [Path(path) for path in paths]
    for path in paths:
        label = path.name if [one.name for one in paths].count(path.name) == 1 else str(path)
        for row in table(path):
            where = f"{label}, row {row.number}"
            code = _known(row, essays, where)
            if not code or not _has_marks(row, exercise.rubrics[essays[code][0]]):
                continue
            name, essay = essays[code]
            one = _of_row(row, exercise.rubrics[name], where, _marker(row, path, name))
            if one.marker in given[code]:
                raise BadData(
                    f"{where}, column code: {code} is marked in {given[code][one.marker].where} already, by the same "
                    f"marker ({one.marker}). Take one out, or name the markers in the column «marker»."
                )
            if _is_older(row, essay):
                remarks.append(f"{where}: {code} was marked on another text than the one that counts now.")
            given[code][one.marker] = one
    whole = Reading(marked={code: tuple(own) for code, own in given.items() if own}, remarks=tuple(remarks))
    for name in exercise.essays:
        own = {code: given[code] for code, (essay, _) in essays.items() if essay == name}
        whole = _judged(whole, name, exercise.rubrics[name], own, {code: essays[code][1].student for code in own})
    return whole


def _known(row, essays, where):
    """The code of a ``row``; none for a row without code and marks, such as one with only a sum."""
    code = _code(row)
    if not code and not any(row.cells.get(head) for head in ("comments", "note", "text")):
        return ""
    if not code:
        raise BadData(f"{where}, column code: the row has marks and no code. Copy the code from the first sheet.")
    if code not in essays:
        raise BadData(
            f"{where}, column code: no essay has the code {code}. The codes go with the results, the exercise and the "
            "secret that the sheets were made with."
        )
    return code


def _marker(row, path, name):
    """Who marked: the column ``marker``, else what the name of the file adds to the name of the essay."""
    stem = re.sub(r" ?\(\d+\)$", "", unicodedata.normalize("NFC", path.stem))
    if RECONCILED in stem.casefold():
        return RECONCILED
    stem = re.sub(r"-\d+$", "", stem)
    by_file = re.sub(rf"^{re.escape(name)}(?![^\W_])[-_ ]*", "", stem, flags=re.IGNORECASE)
    said = " ".join((row.cells.get("marker") or by_file).casefold().split())
    return RECONCILED if RECONCILED in said else said or UNNAMED


def _of_row(row, rubric, where, marker):
    levels = {}
    for one in rubric.criteria:
        head = heads(rubric)[one["id"]]
        if head not in row.cells:
            raise BadData(f"{where}: the column {head} is missing. Put it back as the sheet had it.")
        levels[one["id"]] = _level(one, row.cells[head], f"{where}, column {head}")
    known = [one["id"] for one in rubric.comments]
    comments = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", row.cells.get("comments", "").lower())))
    for id in comments:
        if id not in known:
            raise BadData(
                f"{where}, column comments: there is no comment «{id}»; the bank has: {', '.join(known) or 'none'}. "
                "Words of your own stand in the column note."
            )
    return _Given(where, marker, levels, comments, row.cells.get("note", ""))


def _level(criterion, cell, where):
    """The place of the level that ``cell`` names, the best one 0; None for an empty cell."""
    if not cell:
        return None
    levels = best_first(criterion)
    fit = [place for place, one in enumerate(levels) if folded(one["name"]) == folded(cell)]
    if not fit and re.fullmatch(r"\d+([.,]\d+)?", cell):
        fit = [place for place, one in enumerate(levels) if abs(one["points"] - float(cell.replace(",", "."))) < 1e-9]
    if len(fit) != 1:
        possible = ", ".join(f"{one['name']} ({one['points']:g})" for one in levels)
        wrong = f"«{cell}» fits two levels; type its points" if fit else f"there is no level «{cell[:60]}»"
        raise BadData(f"{where}: {wrong}. The levels, with their points, are: {possible}.")
    return fit[0]


def _judged(whole, name, rubric, given, students):
    """``whole`` with the essay ``name`` added: ``given`` has for each code what each marker gave."""
    markers = sorted({one for own in given.values() for one in own if one != RECONCILED})
    if len(markers) > 2:
        raise BadData(
            f"{name} was marked by {', '.join(markers)}. One or two can mark, and a sheet called {RECONCILED} decides."
        )
    marks = {student: dict(own) for student, own in whole.marks.items()}
    incomplete, differing, remarks = dict(whole.incomplete), [*whole.differing], [*whole.remarks]
    for code, own in given.items():
        levels, points, means, left_out, apart = _combined(rubric, own)
        differing += [Differing(name, code, criterion, chosen) for criterion, chosen in apart.items()]
        remarks += [f"{name}, {code}: {said}" for said in means]
        if left_out:
            incomplete[code] = left_out
        if not left_out and not apart:
            marks.setdefault(students[code], {})[name] = _mark(rubric, own, levels, points, means)
    alone = {marker: sum(set(own) - {RECONCILED} == {marker} for own in given.values()) for marker in markers}
    for marker, count in alone.items():
        if len(markers) == 2 and count:
            remarks.append(f"{name}: {count} marked by {marker} alone; these marks count as they are.")
    agreement = {**whole.agreement, **({name: _agreement(rubric, given, markers)} if len(markers) == 2 else {})}
    return replace(
        whole,
        marks=marks,
        incomplete=incomplete,
        differing=tuple(differing),
        remarks=tuple(remarks),
        agreement={essay: found for essay, found in agreement.items() if found},
    )


def _combined(rubric, own):
    """The levels and points that count by criterion, what is said of means, what was left out, what is far apart."""
    decided = own.get(RECONCILED)
    markers = {marker: one for marker, one in own.items() if marker != RECONCILED}
    levels, points, means, left_out, apart = {}, {}, [], [], {}
    for criterion in rubric.criteria:
        id, ladder = criterion["id"], best_first(criterion)
        places = {marker: one.levels[id] for marker, one in markers.items()}
        if decided and decided.levels[id] is not None:
            places = {RECONCILED: decided.levels[id]}
        if not places or None in places.values():
            left_out.append(id)
            continue
        low, high = min(places.values()), max(places.values())
        if high - low > 1:
            apart[id] = {marker: ladder[place]["name"] for marker, place in places.items()}
            continue
        points[id] = (ladder[low]["points"] + ladder[high]["points"]) / 2
        if low == high:
            levels[id] = ladder[low]["name"]
        else:
            between = f"between {ladder[low]['name']} and {ladder[high]['name']}"
            means.append(f"{criterion['title']}: {between}, {points[id]:g} points (the mean of two markers).")
    return levels, points, means, tuple(left_out), apart


def _mark(rubric, own, levels, points, means):
    chosen = {id for one in own.values() for id in one.comments}
    notes = [one.note for one in own.values() if one.note] + means
    mark = {
        "levels": levels,
        "comments": [one["text"] for one in rubric.comments if one["id"] in chosen],
        "points": sum(points.values()),
    }
    return {**mark, "note": "\n\n".join(dict.fromkeys(notes))} if notes else mark


def _agreement(rubric, given, markers):
    from ..measures.coding import cohens_kappa, weighted_kappa

    found = {}
    both = [[own[marker].levels for marker in markers] for own in given.values() if set(markers) <= set(own)]
    for criterion in rubric.criteria:
        pairs = [tuple(levels[criterion["id"]] for levels in pair) for pair in both]
        pairs = [pair for pair in pairs if None not in pair]
        if pairs:
            one, other = zip(*pairs, strict=True)
            found[criterion["id"]] = {
                "title": criterion["title"],
                "essays": len(pairs),
                "equal": sum(a == b for a, b in pairs) / len(pairs),
                "kappa": cohens_kappa(one, other),
                "weighted": weighted_kappa(one, other),
            }
    return found


def agreement_table(reading):
    """The agreement of two markers as a table in Markdown; one sentence where no essay was marked by two."""
    rows = [(name, one) for name, found in reading.agreement.items() for one in found.values()]
    if not rows:
        return "No essay was marked by two people, so there is no agreement to report."
    lines = [
        "| essay | criterion | marked by both | equal levels | kappa | weighted kappa |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for name, one in rows:
        kappas = ("–" if one[kind] != one[kind] else f"{one[kind]:.2f}" for kind in ("kappa", "weighted"))
        cells = [name, in_a_cell(one["title"]), str(one["essays"]), f"{100 * one['equal']:.0f} %", *kappas]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(
        [
            *lines,
            "",
            "Kappa is the agreement beyond chance: 1 is full agreement, 0 what chance gives.",
            "The weighted one counts a distance of two levels four times as much as one of one level (quadratic).",
            "A dash stands where both gave all essays one and the same level. With few essays both are rough.",
        ]
    )


def mark_essays(results_folder, exercise, secret, paths):
    """Read marking sheets and keep the marks that count in RESULTS/essays/marks.json. Returns the Reading.

    Marks of other essays stay as they are. An essay that was counted before and is differing or incomplete now is
    taken out, and a remark says so.
    """
    reading = read_sheets(results_folder, exercise, secret, paths)
    before = read_marks(results_folder)
    after = {student: dict(own) for student, own in before.items()}
    remarks = list(reading.remarks)
    found = read_results(results_folder, exercise.name)
    for name in exercise.essays:
        for code, student in codes(found, exercise.name, name, secret).items():
            if code not in reading.marked:
                continue
            old, new = (marks.get(student, {}).get(name) for marks in (before, reading.marks))
            if new:
                after.setdefault(student, {})[name] = new
                if old and old["points"] != new["points"]:
                    remarks.append(f"{name}, {code}: {new['points']:g} points in place of {old['points']:g}.")
            elif old:
                del after[student][name]
                remarks.append(f"{name}, {code}: {old['points']:g} points were taken out; its marks are not whole now.")
    after = {student: own for student, own in after.items() if own}
    if after != before:
        write_marks(results_folder, after)
    return replace(reading, remarks=tuple(remarks))
