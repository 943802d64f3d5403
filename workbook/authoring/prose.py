"""How long a notebook is, and how easy to read."""

import re
from collections.abc import Callable
from typing import TypedDict

from ..checking.bank import cells, notebook_questions
from .figures import figures_of

WORDS_A_MINUTE = 200  # a usual pace for reading to learn
WORD = re.compile(r"[^\W\d_][\w'’-]*")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# The line under a concept that names its work: a reference, not prose.
SOURCE = re.compile(r"^> \*Source: .*\*$", re.MULTILINE)
MINUTES = re.compile(r"(\d+) minutes")

Syllables = Callable[[str], int]


class Reading(TypedDict):
    """A notebook in figures; ``read``, ``teach`` and ``exercise`` are minutes, ``ease`` is Flesch's reading ease."""

    words: int
    read: int
    teach: int
    exercise: int
    ease: float
    figures: int
    questions: int


def prose(number: str) -> str:
    """The text of notebook ``number`` as it is read, without addresses, marks, code and the sources under concepts."""
    text = "\n".join("".join(cell["source"]) for cell in cells(number) if cell["cell_type"] == "markdown")
    text = SOURCE.sub("", text)
    return re.sub(r"[#>*]|`[^`]*`", "", LINK.sub(r"\1", text))


def reading_ease(text: str, syllables: Syllables) -> float:
    """How easy is ``text`` to read? Flesch's reading ease; 60 is plain English.

    206.835 − 1.015 · words per sentence − 84.6 · syllables per word. ``syllables`` counts those of a word. Rows of
    tables are left out. Source: Flesch 1948, “A new readability yardstick”, Journal of Applied Psychology 32.

    >>> reading_ease("The cat sat. It sat.", lambda word: 1)
    119.7
    """
    lines = [line.strip(" -") for line in text.splitlines() if line.strip() and not line.startswith("|")]
    parts = [WORD.findall(part) for line in lines for part in re.split(r"(?<=[.!?:;])\s+", line)]
    sentences = [words for words in parts if words]
    count = sum(map(len, sentences))
    spoken = sum(syllables(word) for words in sentences for word in words)
    return round(206.835 - 1.015 * count / len(sentences) - 84.6 * spoken / count, 1)


def reading(number: str, syllables: Syllables) -> Reading:
    """How long does notebook ``number`` (“07”) take, how easy is it to read, and what does it hold?"""
    text = prose(number)
    front = next("".join(cell["source"]) for cell in cells(number) if cell["id"].endswith("-front"))
    teach, exercise = [int(minutes) for minutes in MINUTES.findall(front)][-2:]
    count = len(WORD.findall(text))
    return {
        "words": count,
        "read": round(count / WORDS_A_MINUTE),
        "teach": teach,
        "exercise": exercise,
        "ease": reading_ease(text, syllables),
        "figures": len(figures_of(number)),
        "questions": len(notebook_questions(number)),
    }
