"""Answers as data: what a student's variable holds, as JSON of bounded size, and back."""

import datetime
import json
import math
import numbers
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from ..checking.questions import MOST_ITEMS, few

# Plain data, as JSON has it.
Data: TypeAlias = "None | bool | int | float | str | list[Data] | dict[str, Data]"

MOST_SIGNS = 20_000  # of a text
DEEPEST = 4


class Unreadable:
    """Something that cannot be an answer; ``what`` says so in words."""

    def __init__(self, what: str) -> None:
        self.what = what


def as_data(value: object) -> Data:
    """``value`` as JSON data. What cannot be an answer becomes ``{"unreadable": "what it is"}``; never an exception.

    >>> as_data({"b", "a"}), as_data(float("nan")), as_data(object())
    (['a', 'b'], {'unreadable': 'a number that is not finite'}, {'unreadable': 'a object'})
    """
    try:
        return _data(value, DEEPEST)
    except (Exception, SystemExit):  # an object may do anything when it is looked at
        return {"unreadable": f"a {type(value).__name__}"[:60]}


def from_data(data: Data) -> object:
    """What a question can judge, from the JSON of ``as_data``. The opposite of it for all that is an answer.

    >>> from_data({"pairs": [["north", "b"], ["south", "a"]]})
    {'north': 'b', 'south': 'a'}
    """
    if isinstance(data, dict):
        return _from_object(data)
    if isinstance(data, list):
        return [from_data(item) for item in data]
    return data


def _from_object(data: dict[str, Any]) -> object:
    if "unreadable" in data:
        return Unreadable(str(data["unreadable"]))
    if "columns" in data and "rows" in data:
        import pandas as pd

        return pd.DataFrame(data["rows"], columns=data["columns"])
    if "series" in data and "pairs" in data:
        import pandas as pd

        index, name = data["series"]
        labels = pd.Index([label for label, _ in data["pairs"]], name=index)
        return pd.Series([from_data(item) for _, item in data["pairs"]], index=labels, name=name, dtype=object)
    if "pairs" in data:
        return {name: from_data(item) for name, item in data["pairs"]}
    return data


def write_answers(names: Iterable[str], space: Mapping[str, object], path: Path | str) -> None:
    """Write the values that the variables ``names`` have in ``space`` to the file ``path``, as JSON."""
    content = json.dumps({name: as_data(space.get(name)) for name in names}, ensure_ascii=True, allow_nan=False)
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123  (runs in a student's kernel: as little as can be)
        file.write(content)


def _data(value: Any, depth: int) -> Data:
    if value is None or value is Ellipsis:
        return None
    if isinstance(value, str):
        return str(value) if len(value) <= MOST_SIGNS else {"unreadable": f"a text of {len(value)} characters"}
    if isinstance(value, datetime.date):  # of a moment, the day
        # Only pandas' missing day differs from itself.
        return None if value != value else value.strftime("%Y-%m-%d")
    if hasattr(value, "item") and getattr(value, "size", 2) == 1:
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, numbers.Real):
        return _number(value)
    if depth == 0:
        return {"unreadable": f"a {type(value).__name__} that is nested too deep"}
    if hasattr(value, "to_frame") and hasattr(value, "items"):
        return _series(value, depth)
    if hasattr(value, "columns") and hasattr(value, "reset_index"):
        return _table(value)
    if isinstance(value, Mapping):
        return {"pairs": [[str(name), _data(item, depth - 1)] for name, item in few(value.items())]}
    items = few(value)
    if isinstance(value, (set, frozenset)):
        items = sorted(items, key=str)
    return [_data(item, depth - 1) for item in items]


def _series(series: Any, depth: int) -> Data:
    """A Series as data: a plain list, or pairs with the names of its index and of itself."""
    if type(series.index).__name__ == "RangeIndex" and series.index.name is None:
        return [_data(item, depth - 1) for item in few(series)]
    names: list[Data] = [None if name is None else str(name) for name in (series.index.name, series.name)]
    return {"pairs": [[str(name), _data(item, depth - 1)] for name, item in few(series.items())], "series": names}


def _number(value: numbers.Real) -> Data:
    if isinstance(value, numbers.Integral):
        whole = int(value)
        return whole if abs(whole) < 10**15 else {"unreadable": "a number of more than 15 digits"}
    return float(value) if math.isfinite(value) else {"unreadable": "a number that is not finite"}


def _table(table: Any) -> Data:
    """A DataFrame as data; of any type here, because pandas is not imported where nobody uses it."""
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    if len(table) > MOST_ITEMS or len(table.columns) > MOST_ITEMS // 10:
        raise ValueError("too many cells")
    rows: list[Data] = [[_data(cell, 0) for cell in row] for row in table.itertuples(index=False)]
    return {"columns": [str(name) for name in table.columns], "rows": rows}
