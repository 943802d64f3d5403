"""Remarks: what a student or an instructor should know about a submission, as data and as a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .sentences import SENTENCES

Detail = str | int | float | tuple[str, ...]
PLACES = {code: number for number, code in enumerate(SENTENCES)}
CELLS_NAMED = 6  # of more cells a sentence says only how many they are


@dataclass(frozen=True)
class Remark:
    """One remark: its ``code`` (see ``sentences``), the cells that it is about, counted from 1, and its details.

    ``str`` gives the sentence. Raises ValueError for a code that has none.

    >>> print(Remark("essay-joined", (11, 12), {"essay": "e1"}))
    The essay e1 was in cells 11 and 12; the texts were joined in this order.
    """

    code: str
    cells: tuple[int, ...] = ()
    detail: Mapping[str, Detail] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.code not in SENTENCES:
            raise ValueError(f"There is no remark with the code {self.code}.")

    def __str__(self) -> str:
        cells = cells_in_words(self.cells)
        detail = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in self.detail.items()}
        return SENTENCES[self.code].format(cells=cells, **detail)

    def at(self, *cells: int) -> "Remark":
        """The same remark about other cells."""
        return replace(self, cells=cells)

    def as_data(self) -> dict[str, object]:
        """The remark as it is kept in a file; the sentence is there for people who open it.

        >>> remark_from(remark("text-missing", [4]).as_data()) == remark("text-missing", [4])
        True
        """
        detail = {name: list(value) if isinstance(value, tuple) else value for name, value in self.detail.items()}
        return {"code": self.code, "cells": list(self.cells), "detail": detail, "sentence": str(self)}


def remark(code: str, cells: Iterable[int] = (), **detail: Detail) -> Remark:
    """The Remark with ``code`` about ``cells``, with its details by name.

    >>> str(remark("check-changed", [5], question="q1"))
    'The check of q1 was changed (cell 5); it is run too.'
    """
    return Remark(code, tuple(cells), detail)


def remark_from(data: object) -> Remark:
    """The Remark that was kept as ``data``; a plain sentence, as older versions kept it, stays as it is written.

    Raises ValueError if ``data`` is neither.

    >>> str(remark_from("The text of cell 4 is missing."))
    'The text of cell 4 is missing.'
    """
    if isinstance(data, str):
        return remark("as-written", text=data)
    if not isinstance(data, dict):
        raise ValueError("a remark is a sentence or an object with a code")
    if data["code"] not in SENTENCES:  # a newer version may have more
        return remark("as-written", text=str(data["sentence"]))
    detail = {name: tuple(value) if isinstance(value, list) else value for name, value in data["detail"].items()}
    return Remark(data["code"], tuple(data["cells"]), detail)


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks of a submission as they are listed: each once with all its cells, in the order of ``SENTENCES``.

    >>> [remark.cells for remark in in_order([remark("text-missing", [7]), remark("text-missing", [4])])]
    [(7, 4)]
    """
    merged: dict[tuple[str, tuple[tuple[str, Detail], ...]], Remark] = {}
    for each in remarks:
        key = each.code, tuple(sorted(each.detail.items()))
        before = merged.get(key)
        merged[key] = each.at(*dict.fromkeys((*before.cells, *each.cells))) if before else each
    return tuple(sorted(merged.values(), key=lambda each: PLACES[each.code]))


def cells_in_words(cells: Iterable[int]) -> str:
    """Which cells, as a sentence names them.

    >>> cells_in_words([3]), cells_in_words([3, 4, 9]), cells_in_words(range(20))
    ('cell 3', 'cells 3, 4 and 9', '20 cells')
    """
    numbers = list(dict.fromkeys(cells))
    if len(numbers) == 1:
        return f"cell {numbers[0]}"
    if len(numbers) > CELLS_NAMED:
        return f"{len(numbers)} cells"
    return f"cells {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}" if numbers else ""
