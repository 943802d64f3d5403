"""What a marking sheet is: the essays of a class under codes that name nobody, one row each."""

import csv
import hashlib
import hmac
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..assignments.rubrics import Rubric
from ..assignments.source import Exercise
from ..assignments.variants import own_secret
from ..base.files import writing
from .clean_text import defused, legible
from .results import ESSAYS, Result, bond, must_hold_results
from .right_figures import in_a_cell, right_figures

LETTERS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"  # without those that are taken for one another
CODE_LENGTH = 6
ORDER = "order-secret.txt"
FIRST_COLUMNS, LAST_COLUMNS = ("code", "words", "text", "right figures"), ("comments", "note", "marker")
LONGEST_CELL = 30_000  # UTF-16 units; Excel takes 32,767 and breaks a row at a longer one
CUT = "\n[… The marking page (HTML) has the whole text.]"


@dataclass(frozen=True)
class EssayToMark:
    """One essay to mark: nothing in it but ``student`` says whose it is."""

    code: str
    student: str
    text: str
    words: int
    variant: int


def order_of(results_folder: str | Path, make: bool = False) -> str:
    """The secret from which the codes of the results in a folder are drawn, RESULTS/essays/order-secret.txt.

    Blank if there is none; with ``make`` it is made then. Nothing else reads it. Raises WorkbookError if the folder
    holds no results, or if the file cannot be made or read.
    """
    must_hold_results(results_folder)
    path = Path(results_folder) / ESSAYS / ORDER
    if not make and not path.is_file():
        return ""
    with writing(path, "See that the folder can be written to, and try again."):
        path.parent.mkdir(exist_ok=True)
    return own_secret(path, "It sets the order of the essays: see that it can be read and written.")[0]


def essays_of(results: Mapping[str, Result], exercise: Exercise, name: str, secret: str) -> list[EssayToMark]:
    """The essays called ``name`` that hold a text, in the order of their codes, which is nobody's order."""
    texts = {
        student: text
        for student, result in results.items()
        if name in result.essays and (text := legible(result.essays[name].text).strip())
    }
    bonds = {student: json.dumps(bond(results[student], exercise, name), sort_keys=True) for student in texts}
    essays = [
        EssayToMark(code, student, texts[student], results[student].essays[name].words, results[student].variant)
        for code, student in codes(bonds, exercise.name, name, secret).items()
    ]
    return sorted(essays, key=lambda essay: essay.code)


def codes(bonds: Mapping[str, str], exercise: str, essay: str, secret: str) -> dict[str, str]:
    """Which code stands for which student in the sheets of one essay? The same ones every time.

    ``bonds`` says for each student what a mark would be given for. With another text, variant or rubric the student
    gets another code, so that no mark is taken for one of something else. A code begins with a letter and a digit, so
    that no spreadsheet takes it for a date or a number. Should two students draw the same one, both get longer ones.

    >>> codes({"s1": "one text", "s2": "another"}, "07_trade", "e1", "0123456789abcdef")
    {'T943MK': 's1', 'Q7GWBR': 's2'}
    """
    drawn = {student: _drawn(student, bond, exercise, essay, secret) for student, bond in bonds.items()}
    length = dict.fromkeys(drawn, CODE_LENGTH)
    while True:
        holders: dict[str, list[str]] = {}
        for student, code in drawn.items():
            holders.setdefault(code[: length[student]], []).append(student)
        if all(len(students_of_code) == 1 for students_of_code in holders.values()):
            return {code: student for code, (student,) in holders.items()}
        for students_of_code in holders.values():
            for student in students_of_code if len(students_of_code) > 1 else ():
                length[student] += 2


def _drawn(student: str, bond: str, exercise: str, essay: str, secret: str) -> str:
    """A long code, of which the beginning is used."""
    message = "\0".join(["essay", exercise, essay, unicodedata.normalize("NFC", student), bond])
    number = int.from_bytes(
        hmac.new(secret.encode(), message.encode("utf-8", "backslashreplace"), hashlib.sha256).digest()
    )
    letters = []
    for alphabet in (LETTERS, DIGITS, *[LETTERS + DIGITS] * 40):
        number, index = divmod(number, len(alphabet))
        letters.append(alphabet[index])
    return "".join(letters)


def heads(rubric: Rubric) -> dict[str, str]:
    """The heading of each criterion's column, by its id: the id, or “criterion text” where “text” is taken."""
    taken = (*FIRST_COLUMNS, *LAST_COLUMNS)
    ids = [criterion["id"] for criterion in rubric.criteria]
    return {id: f"criterion {id}" if id in taken else id for id in ids}


def rows_of(exercise: Exercise, name: str, essays: Iterable[EssayToMark], marker: str = "") -> list[list[str]]:
    """The rows of a sheet to fill in for the essay called ``name``, its head first.

    The column “right figures” has what is right in the variant of each essay.
    """
    criteria = heads(exercise.rubrics[name]).values()
    blank = [""] * (len(criteria) + len(LAST_COLUMNS) - 1)
    figures: dict[int, str] = {}
    rows = [[*FIRST_COLUMNS, *criteria, *LAST_COLUMNS]]
    for essay in essays:
        if essay.variant not in figures:
            figures[essay.variant] = cut(in_a_cell(right_figures(exercise, essay.variant)))
        rows.append([essay.code, str(essay.words), cut(essay.text), figures[essay.variant], *blank, marker])
    return rows


def cut(text: str) -> str:
    """``text`` as one cell of a sheet can hold it."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST_CELL else units[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore") + CUT


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """``rows`` of text as a CSV file that spreadsheets open as UTF-8, every cell quoted and defused."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[defused(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")
