"""One number."""

import math
import re
from dataclasses import dataclass
from typing import ClassVar, SupportsFloat

import numpy as np

from ..questions import Example, Question, example_of

SMALL_WORDS = ("a", "an", "of", "on", "the", "from", "to")  # no unit ends in one of these
# How people write some units that a message names.
SIGNS_OF_UNITS = {
    "percent": ("per cent", "pct", "pct.", "%", "p.c"),
    "percentage points": ("pp", "pps", "p.p", "pct points", "points", "%-points", "% points", "percent points"),
    "times": ("x", "×", "fold", "-fold", "time", "times as much", "times as many", "times more"),
    "million US dollars": ("m", "mn", "million", "million usd", "million dollars", "usd million", "m usd"),
}


@dataclass(frozen=True)
class Number(Question[SupportsFloat]):
    """One number, right within ``tolerance`` (in ``unit``)."""

    key_settings: ClassVar[tuple[str, ...]] = ("tolerance",)

    unit: str = ""
    tolerance: float = 0.0

    def wanted(self) -> str:
        return f"one number ({self.unit})" if self.unit else "one number"

    def read(self, response: object) -> float | None:
        response = response.item() if hasattr(response, "item") else response
        if isinstance(response, bool) or not isinstance(response, (int, float, str)):
            return None
        value = float(as_python_writes(without_unit(response, self.unit)) if isinstance(response, str) else response)
        return value if math.isfinite(value) else None

    def same(self, value: SupportsFloat, answer: SupportsFloat) -> bool:
        return abs(float(value) - float(answer)) <= self.tolerance + 1e-9

    def next_step(self, value: SupportsFloat) -> str:
        if self.unit == "percent" and self.same(float(value) * 100, self.answer()):
            return f"You gave {self.write(value)}; as a share that fits. The question asks for percent, 0 to 100."
        side = "lower" if float(value) > float(self.answer()) else "higher"
        return f'You gave {self.write(value)}; the data give a {side} number. wb.hint("{self.id}") has a first step.'

    def write(self, value: SupportsFloat) -> str:
        return f"{float(value):g}" + (" percent" if self.unit == "percent" else "")


def without_unit(text: str, unit: str) -> str:
    """``text`` without the ``unit`` after its number, whole or in its first words, in the singular or the plural.

    >>> [without_unit(text, "percentage points") for text in ("52.0 percentage points", "1 percentage point", "52 pp")]
    ['52.0', '1', '52']
    >>> [without_unit(text, "times") for text in ("5.1 times", "5.1x", "5.1 ×", "5.1 apples")]
    ['5.1', '5.1', '5.1', '5.1 apples']
    >>> without_unit("3 million", "million US dollars"), without_unit("3 US dollars", "million US dollars")
    ('3', '3 US dollars')
    """
    match = re.fullmatch(r"(.*\d[.,]?)\s*([^\d\s.,][^\d]*?)\.?\s*", text, re.DOTALL)
    if not match or not unit:
        return text
    words, named = _singular(match[2]), _singular(unit)
    fits = any(words == named[:count] for count in range(len(named), 0, -1) if named[count - 1] not in SMALL_WORDS)
    return match[1].strip() if fits or match[2].strip().casefold() in SIGNS_OF_UNITS.get(unit, ()) else text


def _singular(words: str) -> list[str]:
    return [word[:-1] if word.endswith("s") and len(word) > 2 else word for word in words.casefold().split()]


def as_python_writes(text: str) -> str:
    """``text`` without its unit, as Python writes a number.

    >>> [as_python_writes(text) for text in ("1,234.5", "1.234,5", "83,1 %", "−3")]
    ['1234.5', '1234.5', '83.1', '-3']
    """
    text = re.sub(r"%|percent|[\s\u202f'’]", "", text).replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        return text.replace(",", "")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", text):
        text = text.replace(".", "")
    return text.replace(",", ".")


EXAMPLES = (
    Example(
        example_of(Number, 83.1, unit="percent", tolerance=0.5),
        right=(83.1, 83, "83,1 %", "83.4 percent", np.float32(83), np.float64(83.4), np.array([83.1])),
        near=((12, "a higher number"), (90, "a lower number"), (0.83, "percent, 0 to 100")),
        unreadable=(True, np.bool_(True), b"83", "eighty", float("nan")),
    ),
    Example(
        example_of(Number, 52, unit="percentage points"),
        right=("52.0 percentage points", "52 Percentage Points.", "52 pp", "52 percentage", "52,0 %", 52),
        near=(("51 percentage points", "a higher number"),),
        unreadable=("52 apples", "percentage points", "52 points of percentage", "52 to 53 percentage points"),
    ),
    Example(
        example_of(Number, 5.1, unit="times"),
        right=("5.1 times", "5.1x", "5.1 ×", "5,1-fold", " 5.1 TIMES ", "5.1 times."),
        near=(("4 times", "a higher number"),),
        unreadable=("5.1 percentage points", "five times", "5.1 times a year"),
    ),
    Example(
        example_of(Number, 12, unit="points of the Brier score"),
        right=("12 points of the Brier score", "12 points"),
        near=(("1 point", "a higher number"),),
        unreadable=("12 points of the", "12 Brier"),
    ),
    Example(
        example_of(Number, 2014, unit="year"),
        right=(2014, "2,014", np.int64(2014)),
        near=((2015, "a lower number"),),
        unreadable=("this year", [2014, 2015]),
    ),
)
