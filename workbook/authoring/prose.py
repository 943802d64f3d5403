"""How long a notebook is, and how easy to read."""

import re

import pandas as pd

from ..checking.bank import beside, cells

WORDS_A_MINUTE = 200  # a usual pace for reading to learn
WORD = re.compile(r"[^\W\d_][\w'’-]*")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MINUTES = re.compile(r"(\d+) minutes")


def prose(number):
    """The text of notebook ``number`` as it is read, without addresses, marks and code."""
    text = "\n".join("".join(cell["source"]) for cell in cells(number) if cell["cell_type"] == "markdown")
    return re.sub(r"[#>*]|`[^`]*`", "", LINK.sub(r"\1", text))


def reading_ease(text, syllables):
    """Flesch's reading ease: 206.835 − 1.015 · words per sentence − 84.6 · syllables per word; 60 is plain English.

    ``syllables`` counts those of a word. Rows of tables are left out. Source: Flesch 1948, «A new readability
    yardstick», Journal of Applied Psychology 32.

    >>> reading_ease("The cat sat. It sat.", lambda word: 1)
    119.7
    """
    lines = [line.strip(" -") for line in text.splitlines() if line.strip() and not line.startswith("|")]
    words = [WORD.findall(one) for line in lines for one in re.split(r"(?<=[.!?:;])\s+", line)]
    words = [found for found in words if found]
    count = sum(map(len, words))
    spoken = sum(syllables(word) for found in words for word in found)
    return round(206.835 - 1.015 * count / len(words) - 84.6 * spoken / count, 1)


def reading(number, syllables):
    """Notebook ``number`` in figures: words, minutes to read, minutes to teach and to exercise, reading ease."""
    text = prose(number)
    front = next("".join(cell["source"]) for cell in cells(number) if cell["id"].endswith("-front"))
    teach, exercise = [int(found) for found in MINUTES.findall(front)][-2:]
    count = len(WORD.findall(text))
    return pd.Series(
        {
            "words": count,
            "read": round(count / WORDS_A_MINUTE),
            "teach": teach,
            "exercise": exercise,
            "ease": reading_ease(text, syllables),
            "figures": len(beside(number).get("FIGURES", ())),
            "questions": len(beside(number).get("QUESTIONS", ())),
        }
    )
