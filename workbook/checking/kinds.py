"""More kinds of questions: several letters, an order, pairs, a day, a table, a word, a text."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from ..base import Page
from ..base.wording import on_day
from .questions import Question, few
from .verdicts import Verdict

DAYS_OFF = 3  # a day that is so near is told so


@dataclass(frozen=True)
class Several(Question):
    """Any number of ``options`` (letter: text); all that fit and no other."""

    options: dict = field(default_factory=dict)

    def asked(self):
        return {"field": "several", "options": list(self.options.items())}

    def wanted(self):
        return f'one or more letters, such as ["{next(iter(self.options))}"]; possible are {", ".join(self.options)}'

    def read(self, given):
        found = frozenset(_letters(given))
        return found if found and found <= self.options.keys() else None

    def same(self, value, answer):
        return value == frozenset(answer)

    def next_step(self, value):
        good = len(value & frozenset(self.answer()))
        return f'{good} of your {len(value)} fit, and the list may not be complete. wb.hint("{self.id}") helps.'

    def write(self, value):
        return ", ".join(sorted(value))


@dataclass(frozen=True)
class Order(Question):
    """All of ``options`` (letter: text) in the right order; ``along`` says which: «from the first to the last»."""

    options: dict = field(default_factory=dict)
    along: str = "from the first to the last"

    def asked(self):
        return {"field": "order", "options": list(self.options.items())}

    def wanted(self):
        return f'all {len(self.options)} letters {self.along}, such as "{"".join(self.options)}"'

    def read(self, given):
        found = tuple(_letters(given))
        return found if sorted(found) == sorted(self.options) else None

    def same(self, value, answer):
        return value == tuple(answer)

    def next_step(self, value):
        right = sum(one == other for one, other in zip(value, self.answer(), strict=True))
        return f'{right} of {len(value)} stand in their place. wb.hint("{self.id}") has a first step.'

    def write(self, value):
        return ", ".join(value)


@dataclass(frozen=True)
class Match(Question):
    """To each of ``left`` (name: text) one of ``right`` (letter: text)."""

    left: dict = field(default_factory=dict)
    right: dict = field(default_factory=dict)

    def asked(self):
        return {"field": "match", "left": list(self.left.items()), "options": list(self.right.items())}

    def wanted(self):
        first, letter = next(iter(self.left)), next(iter(self.right))
        return f'pairs such as {{"{first}": "{letter}"}}, for each of {", ".join(self.left)}'

    def read(self, given):
        pairs = given.items() if isinstance(given, (Mapping, pd.Series)) else ()
        found = {str(name).strip(): str(letter).strip().lower() for name, letter in few(pairs)}
        fits = found.keys() == self.left.keys() and set(found.values()) <= self.right.keys()
        return found if fits else None

    def next_step(self, value):
        answer = self.answer()
        right = sum(value[name] == answer[name] for name in value)
        return f'{right} of {len(value)} pairs fit. wb.hint("{self.id}") has a first step.'

    def write(self, value):
        return ", ".join(f"{name} {letter}" for name, letter in value.items())


@dataclass(frozen=True)
class Day(Question):
    """A day; right within ``tolerance`` days."""

    tolerance: int = 0

    def wanted(self):
        return 'a day, such as "2023-04-13" or "13 April 2023"'

    def read(self, given):
        if isinstance(given, datetime.datetime):  # pandas' timestamps too
            return None if pd.isna(given) else given.date()
        if isinstance(given, datetime.date):
            return given
        if type(given) is not str:
            return None
        text = " ".join(given.replace(",", " ").split())
        for form in ("%Y-%m-%d", "%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%d.%m.%Y"):
            try:
                return datetime.datetime.strptime(text, form).date()
            except ValueError:
                continue
        return None

    def same(self, value, answer):
        return abs((value - answer).days) <= self.tolerance

    def next_step(self, value):
        off = (value - self.answer()).days
        side = "earlier" if off > 0 else "later"
        near = " by a few days" if abs(off) <= DAYS_OFF else ""
        return f'You gave {self.write(value)}; the data give a day that is {side}{near}. wb.hint("{self.id}") helps.'

    def write(self, value):
        return on_day(value)


@dataclass(frozen=True)
class Table(Question):
    """A table with certain ``columns``; the order of rows and columns and the index do not matter."""

    columns: tuple[str, ...] = ()
    tolerance: float = 1e-6

    def asked(self):
        return {"field": "code"}

    def wanted(self):
        return f"a DataFrame with the columns {', '.join(self.columns)}"

    def read(self, given):
        if isinstance(given, pd.Series):
            given = given.to_frame()
        if not isinstance(given, pd.DataFrame):
            return None
        # What stands in the index may be one of the columns.
        table = given if set(self.columns) <= set(given.columns) else given.reset_index()
        if not set(self.columns) <= set(table.columns):
            return None
        return _ordered(table[list(self.columns)])

    def same(self, value, answer):
        answer = _ordered(answer[list(self.columns)])
        if len(value) != len(answer):
            return False
        return all(_alike(value[name], answer[name], self.tolerance) for name in self.columns)

    def next_step(self, value):
        answer = _ordered(self.answer()[list(self.columns)])
        if len(value) != len(answer):
            more = "more" if len(value) < len(answer) else "fewer"
            return f'You gave {len(value)} rows; the data give {more}. wb.hint("{self.id}") has a first step.'
        off = [name for name in self.columns if not _alike(value[name], answer[name], self.tolerance)]
        return f'The number of rows is right; look at {" and ".join(off)}. wb.hint("{self.id}") has a first step.'

    def write(self, value):
        return f"a table of {len(value)} rows"


@dataclass(frozen=True)
class Word(Question):
    """A word or a short phrase; ``accepted`` are forms that count beside the answer. Case and spaces do not matter."""

    accepted: tuple[str, ...] = ()

    def wanted(self):
        return "a word or a short phrase, in quotation marks"

    def read(self, given):
        return given.strip() if type(given) is str and 0 < len(given.strip()) <= 200 else None

    def same(self, value, answer):
        return _folded(value) in {_folded(form) for form in (answer, *self.accepted)}

    def next_step(self, value):
        return f'That is not the word that is meant. wb.hint("{self.id}") has a first step.'


@dataclass(frozen=True)
class Essay(Question):
    """A text that a reader judges; ``words`` says how long (least, most). It is kept, and gets no points here."""

    words: tuple[int, int] = (80, 200)

    def asked(self):
        return {"field": "text"}

    def wanted(self):
        return f"a text of {self.words[0]} to {self.words[1]} words, in quotation marks"

    def read(self, given):
        return given if type(given) is str else None

    def _compared(self, value):
        count, (least, most) = len(value.split()), self.words
        side = f"; fewer than the {least} asked for" if count < least else ""
        side = f"; more than the {most} asked for" if count > most else side
        return Verdict(self.id, "cannot tell", f"Your text has {count} words{side}. A reader judges it.")

    def solve(self):
        """What a good text does."""
        return Page(self.solution)


def _letters(given):
    """The letters in ``given``: a list of them, or text such as «b, c» or «bca»."""
    if isinstance(given, str):
        given = re.findall(r"[A-Za-z]", given)
    return [str(letter).strip().strip("().").lower() for letter in few(given)]


def _ordered(table):
    """``table`` with its rows in one order, whatever they were."""
    return table.sort_values(list(table.columns), key=lambda cells: cells.astype(str), ignore_index=True)


def _alike(one, other, tolerance):
    first, second = pd.to_numeric(one, errors="coerce"), pd.to_numeric(other, errors="coerce")
    if second.notna().any():
        return bool((((first - second).abs() <= tolerance) | (first.isna() & second.isna())).all())
    return bool((one.astype(str) == other.astype(str)).all())


def _folded(text):
    """``text`` without what does not matter: case, spaces, hyphens, marks on letters."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[\s\-–_.«»\"'’]+", "", "".join(c for c in plain if not unicodedata.combining(c))).casefold()
