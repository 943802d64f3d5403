"""Figures in prose: what a notebook's text says is compared with what the data give."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..catalog.ledger import CLAIM

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?:18|19|20)\d\d(?:s|–\d\d(?:\d\d)?)?")
# Code, addresses of links, names of notebooks and questions: no figures.
ASIDE = re.compile(r"`[^`]*`|\]\([^)]*\)|\b[Nn]otebooks? \d\d(?:(?:,| and| to) \d\d)*|\*\*\d\d [^*]*\*\*|\b\d\d-\d\b")
# Cells whose figures are not from the data (minutes, works), or are checked elsewhere (prompts of questions).
EXEMPT = re.compile(r"\d\d-(front|concepts|works|next|check|reflect|q\d+)$")


@dataclass(frozen=True)
class Figure:
    """A phrase of a notebook's text, such as «{:.1f} percent in 2010», and ``value``, which computes what it says."""

    text: str
    value: Callable

    def written(self):
        """The phrase as the data have it."""
        found = self.value()
        return self.text.format(*(found if isinstance(found, tuple) else (found,)))

    @property
    def pattern(self):
        """What finds the phrase whatever figures stand in it."""
        parts = re.split(r"\{[^{}]*\}", self.text)
        return re.compile(r"([^\s|]+(?: \w+ \d{4})?)".join(re.escape(part) for part in parts))


def sentences(cells):
    """Each line of the Markdown cells with the id of its cell; a line is a sentence, or a row of a table."""
    return [
        (cell["id"], line.strip())
        for cell in cells
        if cell["cell_type"] == "markdown"
        for line in "".join(cell["source"]).splitlines()
        if line.strip()
    ]


def stale(cells, figures):
    """Which sentences say something else than the data? One complaint for each."""
    text = [(name, _bare(line)) for name, line in sentences(cells)]
    found = []
    for figure in figures:
        written = figure.written()
        if any(written in line for _, line in text):
            continue
        other = next(((name, line) for name, line in text if figure.pattern.search(line)), None)
        found.append(
            f"{other[0]}: «{other[1]}» should say «{written}»."
            if other
            else f"No sentence says «{written}», which the data give for «{figure.text}»."
        )
    return found


def unchecked(cells, figures, given=()):
    """Which sentences hold a number that no figure computes and no claim or named phrase accounts for?

    ``given`` are phrases whose numbers do not come from the data. A sentence that names a claim may repeat what the
    claim says. Years alone are not looked at.
    """
    phrases = [*(figure.written() for figure in figures), *given]
    found = []
    for name, line in sentences(cells):
        if EXEMPT.match(name) or CLAIM.search(line):
            continue
        left = _bare(line)
        for phrase in sorted(phrases, key=len, reverse=True):
            left = left.replace(phrase, " ")
        left = YEAR.sub(" ", ASIDE.sub(" ", left))
        left = re.sub(r"^(?:\d\.|#+ .*)", " ", left)  # a numbered list, a heading
        found += [f"{name}: {number[0]} in «{line}»" for number in NUMBER.finditer(left)]
    return found


def _bare(line):
    """``line`` without the addresses of its links and without marks of emphasis."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).replace("**", "").replace("*", "")
