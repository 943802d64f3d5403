"""A word or a short phrase."""

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from ..questions import Example, Question, example_of

MOST_SIGNS = 200  # of a short phrase


@dataclass(frozen=True)
class Word(Question[str]):
    """A word or a short phrase; ``accepted`` are forms that count beside the answer. Case and spaces do not matter."""

    key_settings: ClassVar[tuple[str, ...]] = ("accepted",)

    accepted: tuple[str, ...] = ()

    def wanted(self) -> str:
        return "a word or a short phrase, in quotation marks"

    def read(self, response: object) -> str | None:
        return response.strip() if type(response) is str and 0 < len(response.strip()) <= MOST_SIGNS else None

    def same(self, value: str, answer: str) -> bool:
        return _folded(value) in {_folded(form) for form in (answer, *self.accepted)}

    def next_step(self, value: str) -> str:
        return f'That is not the word that is meant. wb.hint("{self.id}") has a first step.'


def _folded(text: str) -> str:
    """``text`` without what does not matter: case, spaces, hyphens, marks on letters."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub(r"[\s\-–_.\u00ab\u00bb“”\"'’]+", "", plain).casefold()


EXAMPLES = (
    Example(
        example_of(Word, "hedging", accepted=("to hedge",)),
        right=("hedging", "  Hedging ", "HED-GING", "“to hedge”", "\u00abto hedge\u00bb"),
        near=(("balancing", "not the word that is meant"),),
        unreadable=(5, "x" * 1000, ["hedging"]),
    ),
)
