"""Answers as data: what a student's variable holds, as JSON of bounded size, and back."""

import datetime
import itertools
import json
import math
import numbers
from collections.abc import Mapping

from ..checking.questions import MOST_ITEMS

LONGEST = 20_000  # characters of a text
DEEPEST = 4


class Unreadable:
    """Something that cannot be an answer; ``what`` says so in words."""

    def __init__(self, what):
        self.what = what


def as_data(value):
    """``value`` as JSON data. What cannot be an answer becomes ``{"unreadable": "what it is"}``; never an exception.

    >>> as_data({"b", "a"}), as_data(float("nan")), as_data(object())
    (['a', 'b'], {'unreadable': 'a number that is not finite'}, {'unreadable': 'a object'})
    """
    try:
        return _data(value, DEEPEST)
    except (Exception, SystemExit):  # an object may do anything when it is looked at
        return {"unreadable": f"a {type(value).__name__}"[:60]}


def from_data(data):
    """What a question can judge, from the JSON of ``as_data``. The opposite of it for all that is an answer."""
    if isinstance(data, dict):
        if "unreadable" in data:
            return Unreadable(str(data["unreadable"]))
        if "columns" in data and "rows" in data:
            import pandas as pd

            return pd.DataFrame(data["rows"], columns=data["columns"])
        if "pairs" in data:
            return {name: from_data(item) for name, item in data["pairs"]}
    if isinstance(data, list):
        return [from_data(item) for item in data]
    return data


def write_answers(names, space, path):
    """Write the values that the variables ``names`` have in ``space`` to the file ``path``, as JSON."""
    content = json.dumps({name: as_data(space.get(name)) for name in names}, ensure_ascii=True, allow_nan=False)
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123  (runs in a student's kernel: as little as can be)
        file.write(content)


def _data(value, depth):
    if value is None or value is Ellipsis:
        return None
    if isinstance(value, str):
        return str(value) if len(value) <= LONGEST else {"unreadable": f"a text of {len(value)} characters"}
    if isinstance(value, datetime.date):  # of a moment, the day
        return None if value != value else value.strftime("%Y-%m-%d")
    if hasattr(value, "item") and getattr(value, "size", 2) == 1:
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, numbers.Real):
        return _number(value)
    if depth == 0:
        return {"unreadable": f"a {type(value).__name__} that is nested too deep"}
    if hasattr(value, "to_frame") and hasattr(value, "items"):  # a Series: named rows, or a plain list
        value = list(value) if type(value.index).__name__ == "RangeIndex" else dict(value.items())
    if hasattr(value, "columns") and hasattr(value, "reset_index"):
        return _table(value)
    if isinstance(value, Mapping):
        pairs = _few(value.items())
        return {"pairs": [[str(name), _data(item, depth - 1)] for name, item in pairs]}
    items = _few(value)
    if isinstance(value, (set, frozenset)):
        items = sorted(items, key=str)
    return [_data(item, depth - 1) for item in items]


def _number(value):
    if isinstance(value, numbers.Integral):
        whole = int(value)
        return whole if abs(whole) < 10**15 else {"unreadable": "a number of more than 15 digits"}
    return float(value) if math.isfinite(value) else {"unreadable": "a number that is not finite"}


def _few(items):
    found = list(itertools.islice(items, MOST_ITEMS + 1))
    if len(found) > MOST_ITEMS:
        raise ValueError("too many items")
    return found


def _table(table):
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    if len(table) > MOST_ITEMS or len(table.columns) > MOST_ITEMS // 10:
        raise ValueError("too many cells")
    rows = [[_data(cell, 0) for cell in row] for row in table.itertuples(index=False)]
    return {"columns": [str(name) for name in table.columns], "rows": rows}
