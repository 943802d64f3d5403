"""Figures in prose: what a notebook's text says is compared with what the data give."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..base.wording import on_day
from ..catalog import load as shipped
from ..catalog import looked_until
from ..catalog.ledger import CLAIM
from ..checking.bank import Loader, module_beside

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?:18|19|20)\d\d(?:s|–\d\d(?:\d\d)?)?")
# Code, addresses of links, names of notebooks and questions: no figures.
ASIDE = re.compile(r"`[^`]*`|\]\([^)]*\)|\b[Nn]otebooks? \d\d(?:(?:,| and| to) \d\d)*|\*\*\d\d [^*]*\*\*|\b\d\d-\d\b")
# Cells whose figures are not from the data (minutes, works), or are checked elsewhere (prompts of questions).
EXEMPT = re.compile(r"\d\d-(front|concepts|works|next|check|reflect|q\d+)$")


@dataclass(frozen=True)
class Figure:
    """A phrase of a notebook's text, such as “{:.1f} percent in 2010”, and ``value``, which computes what it says.

    ``value`` is given what loads the data, so that a test can give it other data. It returns the number, or a tuple
    with one value for each pair of braces.
    """

    text: str
    value: Callable[[Loader], object]

    def written(self, load: Loader = shipped) -> str:
        """The phrase as the data have it that ``load`` gives."""
        value = self.value(load)
        return self.text.format(*(value if isinstance(value, tuple) else (value,)))

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the phrase whatever figures stand in it."""
        parts = re.split(r"\{[^{}]*\}", self.text)
        return re.compile(r"([^\s|]+(?: \w+ \d{4})?)".join(re.escape(part) for part in parts))


# Every notebook says up to when rows were looked for; where it says “none”, it says so again.
CUT_OFF = Figure("up to {}", lambda _load: on_day(looked_until()))


def up_to_of(forecast: str) -> Callable[[Loader], str]:
    """What computes the day up to which the datasets were looked for that decide ``forecast``."""
    return lambda load: on_day(
        pd.Timestamp(str(load("forecasts").set_index("forecast_id").loc[forecast, "evidence_until"]))
    )


# Sentences by which something is not there, or not any more, as far as one has looked.
SAYS_NONE = re.compile(
    r"\b(?:none|nothing|no [\w-]+|not|neither)\b[^.;:|]*\b(?:found|on record|come about)\b|"
    r"\bnever (?:exercised|met|held)\b|\bha(?:s|ve) (?:adopted|passed) (?:no|nothing)\b|"
    r"\bthe last (?:nuclear|sanctions)\b|\blast on \d|\bfor the last time\b|\bholds so far\b|\bso far it does\b",
    re.IGNORECASE,
)
UP_TO = re.compile(r"\b(?:[Uu]p to|[Bb]y) (\d{1,2} [A-Z][a-z]+ 20\d\d)\b")


def figures_of(number: str) -> list[Figure]:
    """The figures in the text of notebook ``number`` (“07”): ``FIGURES`` of figures.py, and the common cut-off."""
    return [*getattr(module_beside(number, "figures"), "FIGURES", ()), CUT_OFF]


def undated(cells: Iterable[Mapping[str, Any]], known: Mapping[str, str] | None = None) -> list[str]:
    """Which sentences say that something is not there, in a cell that does not say up to when one looked?

    ``known`` holds phrases of sentences that need no day, each with the reason. Questions and boxes of concepts are
    left out: they have tests of their own.
    """
    complaints = []
    for cell in cells:
        if cell["cell_type"] != "markdown" or EXEMPT.match(cell["id"]):
            continue
        text = _bare("".join(cell["source"]))
        for line in text.splitlines():
            if SAYS_NONE.search(line) and not UP_TO.search(text) and not any(phrase in line for phrase in known or ()):
                complaints.append(f"{cell['id']}: “{line.strip()}” needs “{CUT_OFF.written()}”.")
    return complaints


def phrases_of(number: str) -> tuple[str, ...]:
    """The phrases of notebook ``number`` whose numbers do not come from the data: ``GIVEN`` of its figures.py."""
    return tuple(getattr(module_beside(number, "figures"), "GIVEN", ()))


def sentences(cells: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Each line of the Markdown cells with the id of its cell; a line is a sentence, or a row of a table."""
    return [
        (cell["id"], line.strip())
        for cell in cells
        if cell["cell_type"] == "markdown"
        for line in "".join(cell["source"]).splitlines()
        if line.strip()
    ]


def stale(cells: Iterable[Mapping[str, Any]], figures: Iterable[Figure], load: Loader = shipped) -> list[str]:
    """Which sentences say something else than the data that ``load`` gives? One complaint for each."""
    text = [(name, _bare(line)) for name, line in sentences(cells)]
    complaints = []
    for figure in figures:
        written = figure.written(load)
        if any(written in line for _, line in text):
            continue
        other = next(((name, line) for name, line in text if figure.pattern.search(line)), None)
        complaints.append(
            f"{other[0]}: “{other[1]}” should say “{written}”."
            if other
            else f"No sentence says “{written}”, which the data give for “{figure.text}”."
        )
    return complaints


def unchecked(cells: Iterable[Mapping[str, Any]], figures: Iterable[Figure], given: Sequence[str] = ()) -> list[str]:
    """Which sentences hold a number that no figure computes and no claim or named phrase accounts for?

    ``given`` are phrases whose numbers do not come from the data. A sentence that names a claim may repeat what the
    claim says. Years alone are not looked at.
    """
    phrases = sorted([*(figure.written() for figure in figures), *given], key=len, reverse=True)
    complaints = []
    for name, line in sentences(cells):
        if EXEMPT.match(name) or CLAIM.search(line):
            continue
        rest = _bare(line)
        for phrase in phrases:
            rest = rest.replace(phrase, " ")
        rest = YEAR.sub(" ", ASIDE.sub(" ", rest))
        rest = re.sub(r"^(?:\d\.|#+ .*)", " ", rest)  # a numbered list, a heading
        complaints += [f"{name}: {number[0]} in “{line}”" for number in NUMBER.finditer(rest)]
    return complaints


def _bare(line: str) -> str:
    """``line`` without the addresses of its links and without marks of emphasis."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).replace("**", "").replace("*", "")
