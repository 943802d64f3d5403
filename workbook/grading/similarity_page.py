"""The page that shows which works of a class have passages in common: an invitation to look, never a verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..base.pages import page
from .fingerprints import SIGNS, TOKENS, WORDS, clean
from .similarity import Pair

MOST_PAIRS = 200  # on one page
LONGEST_STRETCH = 3000  # characters that are shown of one stretch


@dataclass(frozen=True)
class _Piece:
    """A stretch of a text; ``number`` is that of the common passage, 0 for what lies between passages."""

    text: str
    number: int = 0


@dataclass(frozen=True)
class _Side:
    """One text of a pair: whose it is, the letters of its own marks and of the other side's, and its pieces."""

    student: str
    letter: str
    other_letter: str
    pieces: list[_Piece]


def report(pairs: Sequence[Pair], most: int = MOST_PAIRS) -> str:
    """One page for the instructor: each of ``pairs`` side by side, common passages marked, and why it is listed.

    It says at its top that it is an invitation to look and not a verdict, and what may explain likeness. It needs no
    network, names nobody but by id, and shows the first ``most`` pairs.
    """
    return page(
        "workbook.grading",
        "similarity.html.j2",
        kinds=(WORDS, SIGNS, TOKENS),
        code_unit=TOKENS.unit,
        pairs=pairs[:most],
        left_out=max(0, len(pairs) - most),
        sides=_sides,
        clean=clean,
    )


def _sides(pair: Pair) -> list[_Side]:
    return [
        _Side(pair.first, "a", "b", list(_pieces(pair.texts[0], [passage.first for passage in pair.passages]))),
        _Side(pair.second, "b", "a", list(_pieces(pair.texts[1], [passage.second for passage in pair.passages]))),
    ]


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    """The pieces of ``text``: the common passages, which lie at ``spans``, with their numbers, and what is between."""
    end_before = 0
    for (start, end), number in sorted((span, number) for number, span in enumerate(spans, start=1)):
        yield _Piece(_shortened(text[end_before:start]))
        yield _Piece(_shortened(text[start:end]), number)
        end_before = end
    yield _Piece(_shortened(text[end_before:]))


def _shortened(text: str) -> str:
    """Text for the page; of a very long stretch only its beginning and end."""
    if len(text) > LONGEST_STRETCH:
        left_out = len(text) - LONGEST_STRETCH
        beginning, end = text[: LONGEST_STRETCH // 2], text[-LONGEST_STRETCH // 2 :]
        text = f"{beginning} [… {left_out} signs are not shown …] {end}"
    return str(clean(text))
