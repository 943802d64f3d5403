"""The two analyses word by word, as far as a test may know them: from their texts, or from hashes of them.

The texts belong to their publishers and are not in this repository. Who has them puts salat2025.txt and bogusz2024.txt
into a folder and names it in WORKBOOK_ANALYSES; without that name the folder shared/sources beside the checkout is
looked into. `python tests/helpers/analyses.py` then writes the two lists of hashes again by which a checkout without
the texts can still check that quoted words are the author's, and that nobody copies eight words in a row.
"""

import hashlib
import os
import re
from pathlib import Path

from workbook.catalog import load, vocabulary

HERE = Path(__file__).parents[1] / "facts"
SEALS, WINDOWS = HERE / "decisive_words.sha256", HERE / "eight_words.sha256"
SALT = "triangle workbook: "
RUN = 8  # from so many words in a row on, words are copied
TITLE = 6  # so many words of a title or heading in a row are a citation
# Only every third window is kept, so that the hashes cannot be put together to a text again. A run of eleven words
# or more is nearly sure to hold one that was kept.
KEPT = 3


def folder_of_texts():
    """Where the texts are, or None."""
    place = Path(os.environ.get("WORKBOOK_ANALYSES", Path(__file__).parents[3] / "shared" / "sources"))
    return place if (place / "salat2025.txt").is_file() else None


def words(text):
    """The words of ``text`` in lower case, without marks; a word that a page break cuts in two is one."""
    return re.findall(r"[\w']+", text.lower().replace("’", "'"))


def text_words(analysis):
    """All words of one analysis."""
    return words((folder_of_texts() / f"{analysis}.txt").read_text(encoding="utf-8"))


def stands_in(phrase, text):
    """Whether the words of ``phrase`` stand in ``text``, a list of words, in a row."""
    return f" {' '.join(words(phrase))} " in f" {' '.join(text)} "


def windows(found, size=RUN):
    """Every run of ``size`` words of the list ``found``."""
    return [tuple(found[start : start + size]) for start in range(len(found) - size + 1)]


def hashed(*parts, digits=12):
    """A short salted hash."""
    return hashlib.sha256((SALT + " ".join(parts)).encode()).hexdigest()[:digits]


def is_kept(short):
    """Whether a window with this hash is in the list."""
    return int(short, 16) % KEPT == 0


def seals(claims):
    """The hash of each claim's id and decisive words: made where the words were found in the text."""
    return [
        hashed(claim, *words(phrase))
        for claim, phrase in zip(claims["claim_id"], claims["decisive_words"], strict=True)
    ]


def all_windows():
    """The hashes of all runs of eight words of the two texts, without titles, headings and figures."""
    records = [" ".join(map(str, row)) for row in load("works").itertuples(index=False)]
    headings = [*records, *vocabulary()["sections"].values()]
    cited = {run for text in headings for run in windows(words(text), TITLE)}
    found = set()
    for analysis in ("salat2025", "bogusz2024"):
        for run in windows(text_words(analysis)):
            if not cited & set(windows(run, TITLE)) and sum(word.isdigit() for word in run) < 3:
                found.add(hashed(*run))
    return found


def kept_windows():
    """The third of these hashes by which a checkout without the texts looks for copied words."""
    return sorted(short for short in all_windows() if is_kept(short))


def copied(text, known):
    """The runs of eight words of ``text`` whose hash is among the ``known``."""
    return [" ".join(run) for run in windows(words(text)) if hashed(*run) in known]


def write():
    """Write the two lists again, from the texts."""
    claims = load("claims")
    lost = [
        claim
        for claim, analysis, phrase in zip(
            claims["claim_id"], claims["analysis"], claims["decisive_words"], strict=True
        )
        if not stands_in(phrase, text_words(analysis))
    ]
    if folder_of_texts() is None or lost:
        raise SystemExit(f"Nothing was written: no texts were found, or these words are not in them: {lost}")
    SEALS.write_text("\n".join(seals(claims)) + "\n", encoding="utf-8")
    WINDOWS.write_text("\n".join(kept_windows()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
