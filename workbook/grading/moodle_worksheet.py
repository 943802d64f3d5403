"""Moodle's grading worksheet: which column is which, and which rows are locked, in whatever language it is."""

import re
from collections import Counter

from ..base import BadData
from .clean_text import folded
from .delimited import DelimitedTable, listed, number_of

PARTICIPANT = re.compile(r"(\D*[^\W\d_]\D*?)\s*([1-9]\d*)")  # Participant 123, in any language
NO_GRADE = 100_000  # no course has so many points; a time in seconds since 1970 has more


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# “Yes” and “No” of Moodle in its languages, by which a grade is open or locked.
OPEN = _words(
    """
    yes ja oui sí si sim igen да так tak ano áno da ναι evet kyllä はい 是 예 네 نعم כן jah jā taip bai
    """
)
LOCKED = _words(
    """
    no nein non não nem нет ні nie ne nu όχι hayır ei nej nei nee いいえ 否 不 아니오 아니요 لا לא nē ez
    """
)
OFFLINE_WORKSHEET = (
    "Use the grading worksheet as Moodle gives it: the assignment, Submissions, Download grading worksheet (its "
    "settings need “Offline grading worksheet” among the feedback types). The grader report (Grades, Export) and "
    "other downloads cannot be filled in."
)


def worksheet_columns(table: DelimitedTable, column: str) -> tuple[int, int]:
    """Which column holds the identifier, and which the grade.

    The grade is followed by the maximum grade, which is the same number in all rows; headings differ by language.
    """
    rows, head = list(table.body.values()), table.head
    columns, first = range(len(head)), 0
    identifiers = [PARTICIPANT.fullmatch(row[first]) for row in rows]
    words = {match[1].strip() for match in identifiers if match}
    numbers = {match[2] for match in identifiers if match}
    # Ids of students look alike, such as s01: a single letter and a number that nothing parts are no “Participant 123”.
    is_worksheet = all(identifiers) and len(words) == 1 and len(numbers) <= len(rows)
    if not is_worksheet or (len(min(words)) == 1 and not all(re.search(r"\s\d", row[first]) for row in rows)):
        raise BadData(
            f"{table.file} is not a grading worksheet: its first column is no column of identifiers such as "
            f"“Participant 123”. {OFFLINE_WORKSHEET}"
        )
    wanted = [index for index in columns if column and folded(head[index]) == folded(column)]
    if column and len(wanted) != 1:
        raise BadData(
            f"{table.file} has {len(wanted) or 'no'} columns “{column}”; it has: {listed(head)}. Type one of them."
        )
    candidates = [
        index
        for index in wanted or columns[first + 1 : -1]
        if first < index < len(head) - 1
        and len({row[index + 1] for row in rows}) == 1
        and 0 < (number_of(rows[0][index + 1]) or 0) < NO_GRADE
        and all(row[index] in ("", "-") or number_of(row[index]) is not None for row in rows)
    ]
    if not candidates:
        raise BadData(
            f"{table.file}: no column of grades{f' “{column}”' if column else ''} with the maximum grade beside it. "
            "Is this assignment graded on a scale? It must have points: change its settings, and download again."
        )
    if len(candidates) > 1:
        raise BadData(
            f"{table.file}: {len(candidates)} columns may be the grade: {listed(head[index] for index in candidates)}."
            " Say which with --column."
        )
    return first, candidates[0]


def locked_rows(table: DelimitedTable, start: int) -> tuple[dict[int, str], dict[int, str]]:
    """The rows whose grade cannot be changed, and those where that may be so, each with the word that says it.

    The word stands in the column “Grade can be changed”, one of the few after the maximum grade: one word or two in
    all rows. In a language that is not known here, the one that few rows have is the strange one.
    """
    body = table.body
    for column in range(start, min(start + 4, len(table.head))):
        words = Counter(folded(row[column]) for row in body.values())
        if len(words) > 2 or not all(word and not any(sign.isdigit() for sign in word) for word in words):
            continue
        if set(words) <= OPEN | LOCKED:
            return {number: row[column] for number, row in body.items() if folded(row[column]) in LOCKED}, {}
        if start <= column < start + 2 and len(words) == 2 and min(words.values()) < max(words.values()):
            rare = min(words, key=words.__getitem__)
            strange = {number: row[column] for number, row in body.items() if folded(row[column]) == rare}
            # Beside a state of marking, the column itself may come next.
            return locked_rows(table, column + 1) if _is_known(table, column + 1) else ({}, strange)
    return {}, {}


def _is_known(table: DelimitedTable, column: int) -> bool:
    return column < len(table.head) and {folded(row[column]) for row in table.body.values()} <= OPEN | LOCKED
