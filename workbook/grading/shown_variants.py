"""Which variant do the prompts in a notebook show? Told by the values that stand in them, such as years."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from ..assignments.source import FIELD, Exercise, Variant

CONTEXT = 5  # so many words before and after a value are compared with it
LEAST_CONTEXT = 3  # with fewer words around it a value may stand in a text by chance
MOST_TEXT = 400_000  # characters of a notebook that are looked at
MOST_NAMED = 4  # of more variants a sentence says only how many

Clue = frozenset[int]


class PromptReader:
    """The prompts of an exercise as each variant fills them in, to be found in a notebook."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise

    @functools.cached_property
    def _places(self) -> list[dict[str, Clue]]:
        """For each field of a prompt: the words that it and its neighbours are, and the variants that have them."""
        variants = self.exercise.variants
        places: list[dict[str, Clue]] = []
        for cell in self.exercise.cells:
            if cell.role == "prompt":
                for number in range(len(FIELD.findall(cell.text))):
                    windows: dict[str, Clue] = {}
                    for index, variant in enumerate(variants):
                        if window := _window(cell.text, number, variant):
                            windows[window] = windows.get(window, frozenset()) | {index}
                    places += [windows] if len(windows) > 1 else []
        return places

    def clues(self, text: str) -> list[Clue]:
        """What each place of a prompt that stands in ``text`` tells: the variants (from 0) that have its value.

        Places that are not in the text, or whose value no variant has, tell nothing and are left out.
        """
        words = f" {_words(text[:MOST_TEXT])} "
        found = (
            frozenset(itertools.chain.from_iterable(who for window, who in place.items() if window in words))
            for place in self._places
        )
        return [clue for clue in found if clue]


def shown_by(clues: Sequence[Clue]) -> Clue:
    """The variants that fit all ``clues``; none if there are no clues, or if the clues contradict each other.

    >>> sorted(shown_by([frozenset({1, 2}), frozenset({2, 3})])), sorted(shown_by([]))
    ([2], [])
    """
    return frozenset.intersection(*clues) if clues else frozenset()


def in_words(shown: Iterable[int]) -> str:
    """Variants, counted from 0, as people call them.

    >>> in_words([2]), in_words([2, 0]), in_words([]), in_words(range(9))
    ('variant 3', 'variant 1 or 3', 'parts of different variants', 'one of 9 variants')
    """
    numbers = sorted(number + 1 for number in shown)
    if not numbers:
        return "parts of different variants"
    if len(numbers) > MOST_NAMED:
        return f"one of {len(numbers)} variants"
    return "variant " + " or ".join(filter(None, [", ".join(map(str, numbers[:-1])), str(numbers[-1])]))


def _window(template: str, number: int, variant: Variant) -> str:
    """The value of field ``number`` of ``template`` and the words around it, with a space at each end; or blank."""
    field = list(FIELD.finditer(template))[number]
    if field[1] not in variant:
        return ""
    before = _words(_filled(template[: field.start()], variant)).split()[-CONTEXT:]
    after = _words(_filled(template[field.end() :], variant)).split()[:CONTEXT]
    if len(before) + len(after) < LEAST_CONTEXT:
        return ""
    # A value may be part of a word, so all are read together.
    left, right = _gap(template, field.start() - 1), _gap(template, field.end())
    return f" {_words(' '.join(before) + left + str(variant[field[1]]) + right + ' '.join(after))} "


def _gap(template: str, at: int) -> str:
    """A space, unless the sign of ``template`` beside a field is part of a word."""
    return "" if 0 <= at < len(template) and template[at].isalnum() else " "


def _filled(template: str, variant: Variant) -> str:
    return FIELD.sub(lambda match: str(variant.get(match[1], "")), template)


def _words(text: str) -> str:
    """The words of ``text`` with a space between them, in one case, without the signs of Markdown."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))
