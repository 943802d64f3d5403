"""What every kind of question has in common. The right answer is a function of the data, so no notebook stores it.

Each kind is one file in ``kinds/``; the docstring there says what such a file holds.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NotRequired, TypedDict, TypeVar

from ..base import Page
from .verdicts import Verdict

MOST_BOXES = 15  # of a panel
MOST_ITEMS = 500  # of an answer

Item = TypeVar("Item")
if TYPE_CHECKING:
    # So that a list of questions of all kinds is a list[Question].
    from typing_extensions import TypeVar as TypeVarWithDefault

    Answer = TypeVarWithDefault("Answer", default=Any)
else:
    Answer = TypeVar("Answer")


class PanelField(TypedDict):
    """What a panel shows for an answer: a kind of field that quiz.js can draw, and what can be chosen there.

    ``line`` and ``text`` are typed into, ``one`` and ``several`` are boxes of ``options`` (value, words), ``order`` has
    a list for each place, ``pairs`` one for each of ``left``; ``code`` is answered in a code cell only.
    """

    field: Literal["line", "text", "one", "several", "order", "pairs", "code"]
    options: NotRequired[Sequence[tuple[str, str]]]
    left: NotRequired[Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Mistake(Generic[Answer]):
    """A likely wrong answer, computed like the right one, and what to say to it.

    ``credit`` is the share of the points that it earns in an exercise.
    """

    answer: Callable[[], Answer]
    reply: str
    credit: float = 0.0


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """A question with hints and a worked solution. ``answer`` computes the right answer from the shipped data.

    ``solution`` may name ``{answer}``, which is filled in when it is shown. ``level`` is that of Bloom's taxonomy.
    The fields that a kind adds are its settings; those in ``key_settings`` stand in the key of an exercise, where
    students do not see them.
    """

    in_exercises: ClassVar[bool] = True  # whether a key can judge it; an essay has a rubric instead
    key_settings: ClassVar[tuple[str, ...]] = ()

    id: str
    prompt: str
    answer: Callable[[], Answer]
    hints: tuple[str, ...]
    solution: str
    mistakes: tuple[Mistake[Answer], ...] = ()
    level: str = ""  # remember, understand, apply, analyse, evaluate or create

    def judge(self, response: object) -> Verdict:
        """The verdict on ``response``, whatever it is; never an exception."""
        return self._looked_at(response, self._compared)

    def readable(self, response: object) -> Verdict:
        """Whether ``response`` can be read as an answer at all; a verdict that does not say whether it is right."""
        return self._looked_at(response, lambda value: Verdict(self.id, "readable", f"{self.write(value)}."))

    def _looked_at(self, response: object, verdict_on: Callable[[Answer], Verdict]) -> Verdict:
        try:
            if _is_blank(response):
                wanted = f"Put {self.wanted()} in place of the dots and run the cell again."
                return Verdict(self.id, "not tried", wanted)
            value = self.read(response)
            if value is not None:
                return verdict_on(value)
        except (Exception, SystemExit):  # an object may do anything when it is looked at
            pass
        return Verdict(self.id, "cannot tell", f"You gave {_in_words(response)}; the answer is {self.wanted()}.")

    def _compared(self, value: Answer) -> Verdict:
        if self.same(value, self.answer()):
            return Verdict(self.id, "right", self.praise(value), 1.0)
        for mistake in self.mistakes:
            if self.same(value, mistake.answer()):
                return Verdict(self.id, "not yet", mistake.reply, mistake.credit)
        return Verdict(self.id, "not yet", self.next_step(value))

    def hint(self, number: int = 1) -> Page:
        """Hint ``number``, counted from 1; a number beyond the last gives the last and points to the solution."""
        shown = min(max(int(number), 1), len(self.hints))
        more = f'wb.hint("{self.id}", {shown + 1})' if shown < len(self.hints) else f'wb.solution("{self.id}")'
        return Page(f"Hint {shown} of {len(self.hints)}: {self.hints[shown - 1]} Next: {more}")

    def solve(self) -> Page:
        """The worked solution with the answer that the data give."""
        return Page(self.solution.format(answer=self.write(self.answer())))

    def panel_field(self) -> PanelField:
        """What a panel shows for the answer."""
        return {"field": "line"}

    def wanted(self) -> str:
        """What form the answer has, as words after “the answer is”."""
        raise NotImplementedError(_lacks(self, "wanted"))

    def read(self, response: object) -> Answer | None:
        """``response`` as a value that can be compared, or None if it cannot be read. It may raise anything."""
        raise NotImplementedError(_lacks(self, "read"))

    def same(self, value: Answer, answer: Answer) -> bool:
        """Whether ``value`` counts as ``answer``."""
        return bool(value == answer)

    def praise(self, value: Answer) -> str:
        """What is said to a right answer."""
        return f"{self.write(value)} is what the data give."

    def next_step(self, value: Answer) -> str:
        """What is said to an answer that is not right yet."""
        return f'You gave {self.write(value)}. wb.hint("{self.id}") has a first step.'

    def write(self, value: Answer) -> str:
        """``value`` as words."""
        return str(value)


Kind = TypeVar("Kind", bound=Question)


@dataclass(frozen=True)
class Example(Generic[Answer]):
    """A question of a kind with answers to it. Every test of kinds tries them; so may whoever wants to know the kind.

    ``right`` are answers that count, in all the forms in which people give them; ``near`` are answers that are not
    right yet, each with words of the reply; ``unreadable`` are those of which nobody can say what is meant.
    """

    question: Question[Answer]
    right: tuple[object, ...]
    near: tuple[tuple[object, str], ...]
    unreadable: tuple[object, ...]


def example_of(kind: Callable[..., Kind], answer: object, **settings: object) -> Kind:
    """A question of ``kind`` with little around it, for an ``Example``."""
    return kind(
        id="00-1", prompt="?", answer=lambda: answer, hints=("One.", "Two."), solution="It is {answer}.", **settings
    )


def without_code(reply: str) -> str:
    """``reply`` without its pointer to a hint that is asked for by code.

    >>> without_code('The data give a lower number. wb.hint("07-1") has a first step.')
    'The data give a lower number.'
    """
    return re.sub(r" ?wb\.hint\([^)]*\)[^.]*\.", "", reply)


def few(items: Iterable[Item]) -> list[Item]:
    """The ``items`` as a list. Raises ValueError if there are more than an answer can have.

    >>> few({"a": 1}.items())
    [('a', 1)]
    """
    kept = list(itertools.islice(items, MOST_ITEMS + 1))
    if len(kept) > MOST_ITEMS:
        raise ValueError(f"more than {MOST_ITEMS} items")
    return kept


def items_of(response: object) -> list[object]:
    """The items of ``response``, if it is something that has items. Raises TypeError if not, ValueError for too many.

    >>> items_of(("CHN", "RUS"))
    ['CHN', 'RUS']
    """
    if not isinstance(response, Iterable):
        raise TypeError(f"a {type(response).__name__} has no items")
    return few(response)


def letters_in(response: object) -> list[str]:
    """The letters in ``response``: a list of them, or text such as “b, c”, “b and c” or “bca”.

    >>> letters_in("b, C"), letters_in(["(a)", "b."]), letters_in("a, c, and d"), letters_in("and")
    (['b', 'c'], ['a', 'b'], ['a', 'c', 'd'], ['a', 'n', 'd'])
    """
    if isinstance(response, str):
        # Between letters that stand apart, “and” is a word; alone it may be three letters.
        apart = re.sub(r"(?<=[A-Za-z)\].,;\"'])(\s+)(?:and|then)(?=\s)", r"\1", response, flags=re.IGNORECASE)
        response = re.findall(r"[A-Za-z]", apart)
    return [str(letter).strip().strip("().").lower() for letter in items_of(response)]


def pairs_of(options: Mapping[str, str]) -> list[tuple[str, str]]:
    """``options`` (value: words) as a panel takes them."""
    return list(options.items())


def _lacks(question: Question[Answer], method: str) -> str:
    return f"The question kind {type(question).__name__} has no method {method}; define it in its class."


def _is_blank(response: object) -> bool:
    """Whether ``response`` is the dots that stand in the cell, or blank."""
    return response is None or response is Ellipsis or (type(response) is str and not response.strip())


def _in_words(response: object) -> str:
    """What ``response`` is, in words, without printing something huge."""
    # The exact types: an object of another class may do anything when it is printed.
    if type(response) in (str, float) or (type(response) is int and abs(response) < 10**40):
        text = repr(response)
        return text if len(text) <= 40 else text[:37] + "…"
    return f"a {type(response).__name__}"[:60]
