"""One number."""

import math
import re
from dataclasses import dataclass
from typing import ClassVar, SupportsFloat

import numpy as np

from ..questions import Example, Question, example_of


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
        value = float(as_python_writes(response) if isinstance(response, str) else response)
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
        example_of(Number, 2014, unit="year"),
        right=(2014, "2,014", np.int64(2014)),
        near=((2015, "a lower number"),),
        unreadable=("this year", [2014, 2015]),
    ),
)
