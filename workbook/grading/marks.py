"""What a mark of an essay is, and points as people write them."""

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NotRequired, TypedDict, cast

from ..base.files import digest
from .clean_text import legible


class GivenMark(TypedDict):
    """What one essay was given, by one marker or by two together.

    ``levels`` has the name of the level by criterion; ``between`` has those on which two markers are one level apart,
    with the names of both, the better one first. A mark from nbgrader's formgrader has neither.
    """

    levels: dict[str, str]
    comments: list[str]
    points: float
    note: NotRequired[str]
    between: NotRequired[dict[str, list[str]]]


class Bond(TypedDict):
    """What a mark was given for: the ``exercise``, its ``edition`` for markers, the ``variant``, and the ``text``.

    ``edition`` is ``Exercise.essay_edition``, ``variant`` is counted from 0, and ``text`` is the digest of the text.
    """

    exercise: str
    edition: str
    variant: int
    text: str


class EssayMark(GivenMark, Bond):
    """A mark as it is kept: what was given, and what it was given for."""


GivenMarks = dict[str, dict[str, GivenMark]]  # by student, then by essay
Marks = dict[str, dict[str, EssayMark]]  # by student, then by essay
MarksRead = Mapping[str, Mapping[str, GivenMark]]  # the same, where nothing is changed


def text_digest(text: str) -> str:
    r"""The digest of an essay's ``text`` as markers see it: line ends and blank lines around it do not count.

    >>> text_digest("Two words.") == text_digest("  Two words.\r\n")
    True
    """
    return digest(legible(text).strip().encode("utf-8", "replace"))


def mark_from(data: object) -> EssayMark:
    """The mark that was kept as ``data``. KeyError if it does not say what it is for, ValueError if it is no mark."""
    if not isinstance(data, dict):
        raise ValueError("a mark is an object")
    between = data.get("between", {})
    texts = [data["exercise"], data["edition"], data["text"], data.get("note", "")]
    levels, comments, points, variant = data["levels"], data["comments"], data["points"], data["variant"]
    is_mark = (
        isinstance(levels, dict)
        and isinstance(comments, list)
        and isinstance(between, dict)
        and all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in between.values())
        and all(isinstance(text, str) for text in [*texts, *levels.values(), *comments])
        and type(points) in (int, float)
        and math.isfinite(points)
        and type(variant) is int
    )
    if not is_mark:
        raise ValueError("this is no mark")
    return cast(EssayMark, data)


def has_levels(mark: GivenMark) -> bool:
    """Whether ``mark`` comes from a marking sheet, and not from nbgrader's formgrader.

    >>> has_levels({"levels": {}, "between": {"limits": ["strong", "sound"]}, "comments": [], "points": 1.75})
    True
    """
    return bool(mark["levels"] or mark.get("between"))


def two_decimals(points: float) -> str:
    """``points`` as text with at most two decimals; halves are rounded up, as people do.

    >>> two_decimals(7.0), two_decimals(8.125), two_decimals(0.1 + 0.2)
    ('7', '8.13', '0.3')
    """
    # Six decimals first: a sum of floats that should be 8.125 may be a hair below it.
    rounded = Decimal(repr(round(float(points), 6))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded + 0:f}".rstrip("0").rstrip(".")


def points_in_words(points: float) -> str:
    """``points`` with their word.

    >>> points_in_words(2.5), points_in_words(1)
    ('2.5 points', '1 point')
    """
    return f"{two_decimals(points)} {'point' if two_decimals(points) == '1' else 'points'}"


def points_of(points: float | None, most: float) -> str:
    """``points`` of ``most`` in words; None where there are none yet.

    >>> points_of(6.5, 8), points_of(None, 1)
    ('6.5 of 8 points', '– of 1 point')
    """
    return f"{'–' if points is None else two_decimals(points)} of {points_in_words(most)}"
