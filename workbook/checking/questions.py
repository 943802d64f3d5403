"""Kinds of questions. The right answer is a function of the data, so it is never stored in a notebook."""

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..base import Page
from .verdicts import Verdict

MOST_BOXES = 15  # of a panel
MOST_ITEMS = 500  # of an answer


@dataclass(frozen=True)
class Mistake:
    """A likely wrong answer, computed like the right one, and what to say to it.

    ``credit`` is the share of the points that it earns in an exercise.
    """

    answer: Callable
    reply: str
    credit: float = 0.0


@dataclass(frozen=True)
class Question:
    """A question with hints and a worked solution. ``answer`` computes the right answer from the shipped data.

    ``solution`` may name ``{answer}``, which is filled in when it is shown. ``level`` is that of Bloom's taxonomy.
    """

    id: str
    prompt: str
    answer: Callable
    hints: tuple[str, ...]
    solution: str
    mistakes: tuple[Mistake, ...] = ()
    level: str = ""  # remember, understand, apply, analyse, evaluate or create

    def judge(self, given):
        """The verdict on ``given``, whatever it is; never an exception."""
        return self._looked_at(given, self._compared)

    def readable(self, given):
        """Whether ``given`` can be read as an answer at all; a verdict that does not say whether it is right."""
        return self._looked_at(given, lambda value: Verdict(self.id, "readable", f"{self.write(value)}."))

    def _looked_at(self, given, verdict_on):
        try:
            if _nothing(given):
                wanted = f"Put {self.wanted()} in place of the dots and run the cell again."
                return Verdict(self.id, "not tried", wanted)
            value = self.read(given)
            if value is not None:
                return verdict_on(value)
        except (Exception, SystemExit):  # an object may do anything when it is looked at
            pass
        return Verdict(self.id, "cannot tell", f"You gave {_kind(given)}; the answer is {self.wanted()}.")

    def _compared(self, value):
        if self.same(value, self.answer()):
            return Verdict(self.id, "right", self.praise(value), 1.0)
        for mistake in self.mistakes:
            if self.same(value, mistake.answer()):
                return Verdict(self.id, "not yet", mistake.reply, mistake.credit)
        return Verdict(self.id, "not yet", self.next_step(value))

    def hint(self, number=1):
        """Hint ``number``, counted from 1; a number beyond the last gives the last and points to the solution."""
        place = min(max(int(number), 1), len(self.hints))
        more = f'wb.hint("{self.id}", {place + 1})' if place < len(self.hints) else f'wb.solution("{self.id}")'
        return Page(f"Hint {place} of {len(self.hints)}: {self.hints[place - 1]} Next: {more}")

    def solve(self):
        """The worked solution with the answer that the data give."""
        return Page(self.solution.format(answer=self.write(self.answer())))

    def asked(self):
        """What a panel shows for the answer: the kind of field, and its options."""
        return {"field": "line"}

    def wanted(self):
        """What form the answer has, as words after «the answer is»."""
        raise NotImplementedError

    def read(self, given):
        """``given`` as a value that can be compared, or None if it cannot be read."""
        raise NotImplementedError

    def same(self, value, answer):
        """Whether ``value`` counts as ``answer``."""
        return value == answer

    def praise(self, value):
        """What is said to a right answer."""
        return f"{self.write(value)} is what the data give."

    def next_step(self, value):
        """What is said to an answer that is not right yet."""
        return f'You gave {self.write(value)}. wb.hint("{self.id}") has a first step.'

    def write(self, value):
        """``value`` as words."""
        return str(value)


@dataclass(frozen=True)
class Number(Question):
    """One number, right within ``tolerance`` (in ``unit``)."""

    unit: str = ""
    tolerance: float = 0.0

    def wanted(self):
        return f"one number ({self.unit})" if self.unit else "one number"

    def read(self, given):
        given = given.item() if hasattr(given, "item") else given
        if isinstance(given, bool) or not isinstance(given, (int, float, str)):
            return None
        value = float(_number(given) if isinstance(given, str) else given)
        return value if math.isfinite(value) else None

    def same(self, value, answer):
        return abs(value - answer) <= self.tolerance + 1e-9

    def next_step(self, value):
        if self.unit == "percent" and self.same(value * 100, self.answer()):
            return f"You gave {self.write(value)}; as a share that fits. The question asks for percent, 0 to 100."
        side = "lower" if value > self.answer() else "higher"
        return f'You gave {self.write(value)}; the data give a {side} number. wb.hint("{self.id}") has a first step.'

    def write(self, value):
        return f"{value:g}" + (" percent" if self.unit == "percent" else "")


@dataclass(frozen=True)
class Choice(Question):
    """One of ``options`` (letter: text)."""

    options: dict = field(default_factory=dict)

    def asked(self):
        return {"field": "one", "options": list(self.options.items())}

    def wanted(self):
        return "one letter: " + ", ".join(f'"{letter}"' for letter in self.options)

    def read(self, given):
        letter = given.strip().strip("().").lower()
        return letter if letter in self.options else None

    def write(self, value):
        return f"{value} ({self.options[value]})"


@dataclass(frozen=True)
class Names(Question):
    """A set of names, in any order; ``allowed`` are the names that exist."""

    allowed: tuple[str, ...] = ()

    def asked(self):
        if len(self.allowed) > MOST_BOXES:
            return {"field": "line"}
        return {"field": "several", "options": [(name, name) for name in self.allowed]}

    def wanted(self):
        return f'a list of names such as ["{self.allowed[0]}"]; possible are {", ".join(self.allowed)}'

    def read(self, given):
        items = given.replace(";", ",").split(",") if isinstance(given, str) else few(given)
        known = {name.lower(): name for name in self.allowed}
        found = {known.get(str(item).strip().lower()) for item in items}
        return None if None in found or not found else frozenset(found)

    def same(self, value, answer):
        return value == frozenset(answer)

    def next_step(self, value):
        good = len(value & frozenset(self.answer()))
        return (
            f'{good} of your {len(value)} belong there; the data give {len(self.answer())}. wb.hint("{self.id}") helps.'
        )

    def write(self, value):
        return ", ".join(sorted(value))


def without_code(reply):
    """``reply`` without its pointer to a hint that is asked for by code."""
    return re.sub(r" ?wb\.hint\([^)]*\)[^.]*\.", "", reply)


def few(given):
    """The items of ``given`` as a list. Raises ValueError if there are more than an answer can have."""
    items = list(itertools.islice(given, MOST_ITEMS + 1))
    if len(items) > MOST_ITEMS:
        raise ValueError(f"more than {MOST_ITEMS} items")
    return items


def _nothing(given):
    """Whether ``given`` is the dots that stand in the cell, or blank."""
    return given is None or given is Ellipsis or (type(given) is str and not given.strip())


def _number(text):
    """``text`` as Python writes a number: without unit and thousands, with a point; «1,234.5», «1.234,5», «83,1 %»."""
    text = re.sub(r"%|percent|[\s\u202f'’]", "", text).replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        return text.replace(",", "")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", text):
        text = text.replace(".", "")
    return text.replace(",", ".")


def _kind(given):
    """What ``given`` is, in words, without printing something huge."""
    if type(given) in (str, int, float) and (type(given) is not int or abs(given) < 10**40):
        text = repr(given)
        return text if len(text) <= 40 else text[:37] + "…"
    return f"a {type(given).__name__}"[:60]
