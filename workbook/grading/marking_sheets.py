"""What a marking sheet is: essays under codes, as CSV, as a spreadsheet, as a page to mark on; and opening one."""

import base64
import csv
import hashlib
import hmac
import io
import itertools
import json
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from html import escape
from importlib import import_module
from pathlib import Path

from ..assignments.rubrics import best_first
from ..base import BadData
from ..base.encodings import ARCHIVE, comma_of
from .clean_text import RISKY, defused, legible, undefused

LETTERS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"  # without those that are taken for one another
CODE_LENGTH = 6
FIRST, LAST = ("code", "words", "text"), ("comments", "note", "marker")  # columns around those of the criteria
LONGEST = 30_000  # UTF-16 units of a cell; Excel takes 32,767 and breaks a row at a longer one
CUT = "\n[… The marking page (HTML) has the whole text.]"
PLACE = re.compile(r"<!-- (\w+) -->")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Essay:
    """One essay to mark: nothing in it but ``student`` says whose it is."""

    code: str
    student: str
    text: str
    words: int
    variant: int


@dataclass(frozen=True)
class Row:
    """One row of a sheet that was opened: its number, and its cells by column, in small letters."""

    number: int
    cells: dict


def essays_of(results, exercise, name, secret):
    """The essays called ``name`` that hold a text, in the order of their codes, which is nobody's order."""
    found = []
    for code, student in codes(results, exercise.name, name, secret).items():
        essay = results[student].essays.get(name)
        if essay and (text := legible(essay.text).strip()):
            found.append(Essay(code, student, text, essay.words, results[student].variant))
    return sorted(found, key=lambda one: one.code)


def codes(students, exercise, essay, secret):
    """Which code stands for which student in the sheets of one essay? The same ones every time.

    A code begins with a letter and a digit, so that no spreadsheet takes it for a date or a number. Should two students
    draw the same one, both get longer ones.

    >>> codes(["s1", "s2"], "07_trade", "e1", "0123456789abcdef")
    {'D93ZTY': 's1', 'F22AWQ': 's2'}
    """
    drawn = {student: _drawn(student, exercise, essay, secret) for student in students}
    length = dict.fromkeys(drawn, CODE_LENGTH)
    while True:
        found: dict[str, list] = {}
        for student, code in drawn.items():
            found.setdefault(code[: length[student]], []).append(student)
        if all(len(those) == 1 for those in found.values()):
            return {code: student for code, (student,) in found.items()}
        for those in found.values():
            for student in those if len(those) > 1 else ():
                length[student] += 2


def _drawn(student, exercise, essay, secret):
    said = "\0".join(["essay", exercise, essay, unicodedata.normalize("NFC", student)])
    number = int.from_bytes(hmac.new(secret.encode(), said.encode(), hashlib.sha256).digest())
    signs = []
    for alphabet in (LETTERS, DIGITS, *[LETTERS + DIGITS] * 40):
        number, place = divmod(number, len(alphabet))
        signs.append(alphabet[place])
    return "".join(signs)


def heads(rubric):
    """The heading of each criterion's column, by its id: the id, or «criterion text» where «text» is taken."""
    taken = (*FIRST, *LAST)
    return {one["id"]: f"criterion {one['id']}" if one["id"] in taken else one["id"] for one in rubric.criteria}


def rows_of(rubric, essays, marker=""):
    """The rows of a sheet to fill in, its head first."""
    criteria = heads(rubric).values()
    head = [*FIRST, *criteria, *LAST]
    return [head, *([one.code, str(one.words), _short(one.text), *[""] * (len(head) - 4), marker] for one in essays)]


def _short(text):
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST else units[: 2 * LONGEST].decode("utf-16-le", "ignore") + CUT


def as_csv(rows):
    """``rows`` of text as a CSV file that spreadsheets open as UTF-8, every cell quoted and defused."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[defused(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_spreadsheet(exercise, name, essays, marker=""):
    """The sheet as an XLSX file with lists to choose levels from, or None where openpyxl is missing."""
    try:
        openpyxl = import_module("openpyxl")
        list_of_levels = import_module("openpyxl.worksheet.datavalidation").DataValidation
    except ImportError:
        return None
    rubric = exercise.rubrics[name]
    book = openpyxl.Workbook()
    book.properties.title = f"{exercise.title}, {name}"
    marks = book.active
    widths = [10, 8, 90, *[16] * len(rubric.criteria), 24, 40, 12]
    _fill(openpyxl, marks, "Marks", rows_of(rubric, essays, marker), widths)
    levels = [(one, level) for one in rubric.criteria for level in best_first(one)]
    told = [[one["id"], one["title"], level["name"], level["points"], level["descriptor"]] for one, level in levels]
    head = ["criterion", "title", "level", "points", "what it takes"]
    _fill(openpyxl, book.create_sheet(), "Rubric", [head, *told], [16, 28, 16, 8, 90])
    bank = [[one["id"], one["criterion"], one["text"]] for one in rubric.comments]
    _fill(openpyxl, book.create_sheet(), "Comments", [["id", "criterion", "comment"], *bank], [16, 16, 100])
    for place, one in enumerate(rubric.criteria, start=len(FIRST) + 1):
        own = [row for row, (other, _) in enumerate(levels, start=2) if other is one]
        choice = list_of_levels(
            type="list",
            formula1=f"Rubric!$C${own[0]}:$C${own[-1]}",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",  # not «stop»: points may be typed in place of a level
            errorTitle="Not in the list",
            error="Choose a level of the list, or type its points.",
        )
        column = marks.cell(1, place).column_letter
        choice.add(f"{column}2:{column}{len(essays) + 1}")
        marks.add_data_validation(choice)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(openpyxl, sheet, title, rows, widths):
    sheet.title = title
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([defused(cell) if isinstance(cell, str) else cell for cell in row])
    for column, width in zip(sheet.columns, widths, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
        for cell in column:
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
        column[0].font = openpyxl.styles.Font(bold=True)
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def as_page(exercise, name, essays, marker="", stem=""):
    """The sheet as one HTML page that needs nothing else; the file that it saves is called ``stem``.csv."""
    here = Path(__file__).parent
    script = (here / "marking.js").read_text(encoding="utf-8")
    rubric = exercise.rubrics[name]
    criteria = [
        {"id": one["id"], "head": heads(rubric)[one["id"]], "title": one["title"], "levels": best_first(one)}
        for one in rubric.criteria
    ]
    data = {
        "exercise": exercise.name,
        "essay": name,
        "marker": marker,
        "stem": stem or name,
        "first": FIRST,
        "last": LAST,
        "most": rubric.points,
        "criteria": criteria,
        "comments": rubric.comments,
        "risky": RISKY.pattern,
        "longest": LONGEST,
        "cut": CUT,
    }
    parts = {
        "title": escape(exercise.title),
        "name": escape(name),
        "count": "1 essay" if len(essays) == 1 else f"{len(essays)} essays",
        "policy": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "style": (here / "marking.css").read_text(encoding="utf-8"),
        "script": script,
        "data": json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
        "list": "\n".join(
            f'<li><a href="#{one.code}">{one.code}</a> <span class="state">not begun</span></li>' for one in essays
        ),
        "essays": "\n".join(_article(exercise, name, one) for one in essays),
        "criteria": "\n".join(map(_fieldset, rubric.criteria)),
        "comments": "\n".join(map(_box, rubric.comments)),
        "rubric": "\n".join(map(_of_rubric, rubric.criteria)),
    }
    # One pass: what is put in is not looked through again.
    return PLACE.sub(lambda match: parts[match[1]], (here / "marking.html").read_text(encoding="utf-8"))


def _article(exercise, name, one):
    least, most = exercise.essays[name].words
    return f"""<article id="{one.code}" data-words="{one.words}" aria-labelledby="head-{one.code}">
<h2 id="head-{one.code}" tabindex="-1">Essay {one.code}</h2>
<p class="about">{one.words} {"word" if one.words == 1 else "words"} ({least} to {most} were asked for)</p>
<details><summary>The task</summary><div class="written" dir="auto">{escape(_task(exercise, name, one))}</div></details>
<div class="written essay" dir="auto">{escape(one.text)}</div>
<p class="given" dir="auto">Not marked yet.</p>
</article>"""


def _task(exercise, name, one):
    prompt = next(cell for cell in exercise.cells if (cell.question, cell.role) == (name, "prompt"))
    text = prompt.text
    if "{" in text and one.variant < len(exercise.variants):
        text = exercise.filled(prompt, exercise.variants[one.variant])
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE)


def _fieldset(criterion):
    levels = best_first(criterion)
    choices = "\n".join(
        f'<label class="level"><input type="radio" name="level-{criterion["id"]}" value="{place}">'
        f'<span><kbd>{place + 1}</kbd> <strong dir="auto">{escape(level["name"])}</strong> ({level["points"]:g})'
        f' <span class="what" dir="auto">{escape(level["descriptor"])}</span></span></label>'
        for place, level in enumerate(levels)
    )
    return f"""<fieldset class="criterion" data-criterion="{criterion["id"]}">
<legend><span dir="auto">{escape(criterion["title"])}</span> <span class="most">{_points(levels[0])}</span></legend>
{choices}
</fieldset>"""


def _points(level):
    return "1 point" if level["points"] == 1 else f"{level['points']:g} points"


def _box(comment):
    return (
        f'<label class="level"><input type="checkbox" name="comment" value="{comment["id"]}">'
        f'<span><strong>{comment["id"]}</strong> <span class="what" dir="auto">{escape(comment["text"])}</span></span>'
        "</label>"
    )


def _of_rubric(criterion):
    levels = best_first(criterion)
    head = f'<th scope="rowgroup" rowspan="{len(levels)}">{escape(criterion["title"])}</th>'
    cells = [(escape(level["name"]), f"{level['points']:g}", escape(level["descriptor"])) for level in levels]
    rows = (f'<th scope="row">{name}</th><td>{points}</td><td>{what}</td>' for name, points, what in cells)
    return f"<tbody><tr>{head}{'</tr><tr>'.join(rows)}</tr></tbody>"


def table(path):
    """The rows of a sheet that was filled in, CSV or XLSX. Raises BadData, naming the file, if it is no such sheet."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadData(f"{path} cannot be read ({error.strerror}).") from None
    if path.suffix.lower() in (".html", ".htm"):
        raise BadData(f"{path.name} is the marking page. Press «Save the marks» on it, and name the CSV that it saves.")
    if content.startswith(OLD_EXCEL):
        raise BadData(f"{path.name} is in Excel's old format. Save it as .xlsx or as «CSV UTF-8».")
    found, certain = (_xlsx(path, content), True) if content.startswith(ARCHIVE) else _csv(path, content)
    filled = [(number, row) for number, row in enumerate(found, start=1) if any(row)]
    head = [cell.casefold() for cell in filled[0][1]] if filled else []
    if "code" not in head:
        has = ", ".join(filter(None, head)) or "nothing"
        raise BadData(f"{path.name} has no column «code» in its first row; it has: {has}. Name a marking sheet.")
    for name in filter(None, head):
        if head.count(name) > 1:
            raise BadData(f"{path.name} has two columns called «{name}». Take one away.")
    rows = []
    for number, row in filled[1:]:
        if any(row[len(head) :]):
            raise BadData(
                f"{path.name}, row {number}: more cells than columns. A text with commas needs quotation marks."
            )
        rows.append(Row(number, dict(itertools.zip_longest(head, row[: len(head)], fillvalue=""))))
    for row in rows if not certain else ():
        for name, cell in row.cells.items():
            if name != "text" and not cell.isascii():
                raise BadData(
                    f"{path.name}, row {row.number}, column {name}: the file is not in UTF-8, so its letters are not "
                    "certain. Save it as «CSV UTF-8», or as .xlsx."
                )
    return rows


def _csv(path, content):
    """The cells, and whether their letters are certain."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    certain = True
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text, certain = content.decode("latin-1"), False
    if re.match(r"sep=.[\r\n]", text):  # Excel's own first line
        text = text.partition("\n")[2]
    comma = comma_of(text)
    try:
        if "\0" in text:
            raise csv.Error
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
        return [[_plain(cell) for cell in row] for row in rows], certain
    except csv.Error:
        raise BadData(f"{path.name} is no table. Save the sheet as «CSV UTF-8», or as .xlsx.") from None


def _xlsx(path, content):
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        raise BadData(
            f'{path.name} is a spreadsheet. To read it, type: pip install "triangle-workbook[grade]". '
            "Or save it as «CSV UTF-8»."
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what Excel adds and it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise BadData(f"{path.name} is no spreadsheet that can be read ({type(error).__name__}).") from None
    sheets = [[[_of_cell(value) for value in row] for row in sheet.values] for sheet in book.worksheets]
    has_codes = (rows for rows in sheets if any("code" in map(str.casefold, row) for row in rows[:1]))
    return next(has_codes, sheets[0] if sheets else [])


def _of_cell(value):
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else _plain(str(value))


def _plain(cell):
    return undefused(legible(cell).strip())
