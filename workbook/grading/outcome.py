"""What the commands of grading say at their end: what matters first, the rest as a count, and a table of the class."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from .clean_text import on_one_line
from .overview import LAST_COLUMNS, STUDENT_COLUMNS, Finding
from .readings import Reading
from .two_markers import RECONCILED

MOST_STUDENTS = 8  # named in one line
MOST_ALIKE = 4  # findings of one kind to look at
WIDTH = 80  # columns of a terminal
HEADINGS = {"costs points": "What costs points:", "look": "Please look at:", "information": "For information:"}
LATE = re.compile(r"^late \((.*)\)$| late\b")  # what the heading of the column says already
SHORT = {"essays to mark": "essays", "variant": "var."}
NUMBERS = {"variant", "points", "essays to mark", "remarks"}  # columns that are aligned to the right
WIDEST = {"name": 24, "status": 12, "late": 16, "id": 20}
NARROWEST = {"name": 7, "id": 10, "late": 10}  # in the order in which they are cut


def findings_in_lines(found: Sequence[Finding], verbose: bool = False) -> Iterator[str]:
    r"""The lines that say what was found: what costs points, what to look at, and how much there is beside.

    >>> from workbook.grading.overview import Finding
    >>> print(*findings_in_lines([Finding("look", "stray-text", "Text was left out.", ("s1", "s2"))]), sep="\n")
    Please look at:
      s1, s2: Text was left out.
    """
    hidden = 0
    for weight, heading in HEADINGS.items():
        of_weight = [each for each in found if each.weight == weight]
        if weight == "information" and not verbose:
            hidden += sum(max(1, len(each.students)) for each in of_weight)
            continue
        seen: Counter[str] = Counter()
        lines = []
        for each in of_weight:
            seen[each.code] += 1
            if weight == "look" and seen[each.code] > MOST_ALIKE and not verbose:
                continue
            whose = f"{_students(each.students, verbose)}: " if each.students else ""
            lines.append(f"  {on_one_line(f'{whose}{each.sentence}')}")
        left_out = len(of_weight) - len(lines)
        lines += [f"  … and {left_out} more of these kinds; --verbose shows all."] if left_out else []
        yield from [heading, *lines] if lines else []
    if hidden:
        remarks, need = ("1 more remark", "needs") if hidden == 1 else (f"{hidden} more remarks", "need")
        yield f"{remarks} on what was mended {need} nothing from you; --verbose shows all."


def _students(ids: Sequence[str], verbose: bool) -> str:
    if len(ids) <= MOST_STUDENTS or verbose:
        return ", ".join(ids)
    return f"{len(ids)} students ({', '.join(ids[:MOST_STUDENTS])}, …)"


def class_in_lines(rows: Sequence[Sequence[str]], width: int = WIDTH) -> Iterator[str]:
    r"""The table of the class, aligned; ``rows`` are those of ``overview.class_rows``, the head first.

    Names, ids and lateness are cut to make room for the questions; where that is not enough, questions are left out.

    >>> print(*class_in_lines([["id", "name", "points"], ["s1", "Ada", "7.5"], ["s2", "Bo", "11"]]), sep="\n")
    id  name  points
    --  ----  ------
    s1  Ada      7.5
    s2  Bo        11
    """
    head = list(rows[0])
    columns = [[on_one_line(cell) for cell in column] for column in zip(*rows[1:], strict=True)] or [[] for _ in head]
    if "late" in head:
        columns[head.index("late")] = [LATE.sub(r"\1", cell) for cell in columns[head.index("late")]]
    questions = [name for name in head if name not in (*STUDENT_COLUMNS, *LAST_COLUMNS)]
    numbers = NUMBERS | set(questions)
    # A column that says nothing is left out: everybody is graded, nobody is late, no name is known.
    blank = {"name": {""}, "status": {"graded"}, "late": {""}}
    kept = [index for index, name in enumerate(head) if not set(columns[index]) <= blank.get(name, {"\0"})]
    widths = {
        index: min(WIDEST.get(head[index], 99), max(map(_width, [_short(head[index]), *columns[index]])))
        for index in kept
    }
    if _whole({index: min(wide, NARROWEST.get(head[index], wide)) for index, wide in widths.items()}) > width:
        widths = {index: wide for index, wide in widths.items() if head[index] not in questions}
    for name, least in NARROWEST.items():
        if name in head and (index := head.index(name)) in widths:
            widths[index] = max(min(least, widths[index]), widths[index] - max(0, _whole(widths) - width))
    lines = [[_short(head[index]) for index in widths], ["-" * wide for wide in widths.values()]]
    lines += [[columns[index][number] for index in widths] for number in range(len(rows) - 1)]
    for line in lines:
        cells = [_padded(cell, widths[index], head[index] in numbers) for index, cell in zip(widths, line, strict=True)]
        yield "  ".join(cells).rstrip()


def _short(name: str) -> str:
    return SHORT.get(name, name)


def _whole(widths: dict[int, int]) -> int:
    return sum(widths.values()) + 2 * (len(widths) - 1)


def _width(text: str) -> int:
    """How many columns of a terminal ``text`` takes: Chinese signs take two, accents that are added none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _padded(text: str, width: int, is_number: bool) -> str:
    if _width(text) > width:
        while text and _width(text) > width - 1:
            text = text[:-1]
        text += "…"
    padding = " " * (width - _width(text))
    return padding + text if is_number else text + padding


def missing_in_lines(reading: Reading) -> Iterator[str]:
    """The lines that say for which essays something is missing in marking sheets, or must be decided."""
    if unmarked := [code for code in reading.incomplete if code not in reading.marked and code not in reading.kept]:
        yield f"Without marks in these sheets: {', '.join(unmarked)}."
    for code, criteria in reading.incomplete.items():
        if code in reading.marked:
            yield f"{code} does not count yet: without a level: {', '.join(criteria)}."
    if any(reading.marked.get(code) == (RECONCILED,) for code in reading.incomplete):
        yield "A reconciled sheet decides what two sheets left open: name all three after --read."
    if count := len(reading.differing):
        criteria_are = "1 criterion is" if count == 1 else f"{count} criteria are"
        yield f"{criteria_are} more than one level apart and do{'es' if count == 1 else ''} not count until decided:"
    for case in reading.differing:
        chosen = ", ".join(f"{marker} {level}" for marker, level in case.levels.items())
        yield f"  {on_one_line(f'{case.code}, {case.criterion}: {chosen}')}"


def marks_in_lines(reading: Reading, verbose: bool = False) -> Iterator[str]:
    """The lines that count the marks, and the means of two markers; with ``verbose`` each mean by itself."""
    kept = len(reading.kept)
    count = sum(map(len, reading.marks.values())) + kept
    essays_have = "1 essay has" if count == 1 else f"{count} essays have"
    yield f"{essays_have} a mark that counts{f' ({kept} from sheets that were read before)' * bool(kept)}."
    if means := len(reading.means):
        criteria = "1 criterion counts" if means == 1 else f"{means} criteria count"
        more = ":" if verbose else "; --verbose names each."
        yield f"{criteria} with the mean of two neighbouring levels{more}"
    yield from (f"  {mean}" for mean in reading.means if verbose)
