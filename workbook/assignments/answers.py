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
MOST_SIGNS_IN_ALL = 200_000  # of all texts in an answer
MOST_VALUES = 30_000  # in an answer, lists and the like counted too
MOST_COLUMNS = MOST_ITEMS // 10
LARGEST_WHOLE = 10**15  # what is larger is no exact number in JSON
DEEPEST = 4
NO_FORM = "something in a form that no answer has"
TOO_DEEP = "something that is nested too deep"
TOO_MUCH = "more than an answer can hold"


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
        data = _data(value, DEEPEST, _Left())
        fault = fault_in(data)
    except KeyboardInterrupt:
        raise
    except BaseException:  # an object may do anything when it is looked at
        data = {"unreadable": f"a {type(value).__name__}"[:60]}
        fault = fault_in(data)
    return {"unreadable": fault} if fault else data


def from_data(data: object) -> object:
    """What a question can judge, from the JSON of ``as_data``. The opposite of it for all that is an answer.

    Whatever ``data`` is, it is never an exception: what ``as_data`` does not give becomes ``Unreadable``.

    >>> from_data({"pairs": [["north", "b"], ["south", "a"]]})
    {'north': 'b', 'south': 'a'}
    >>> from_data({"columns": 5, "rows": 3}).what
    'something in a form that no answer has'
    """
    fault = fault_in(data)
    return Unreadable(fault) if fault else _value(data)


def fault_in(data: object) -> str:
    """What is wrong with ``data`` as an answer, in words after “You gave”; blank for all that ``as_data`` gives.

    This is the grammar of answers: a value of JSON; a list; ``{"pairs": [[name, item], …]}``, of a Series with its
    names as ``"series"``; ``{"columns": […], "rows": [[…], …]}``; ``{"unreadable": "what it is"}``. Sizes and depth are
    bounded. Never an exception, also for what is no JSON at all.

    >>> fault_in([1, "a"]), fault_in(10**15), fault_in({"pairs": [[1]]})
    ('', 'a number of more than 15 digits', 'something in a form that no answer has')
    """
    try:
        _check(data, DEEPEST, _Left())
    except ValueError as error:
        return str(error)
    return ""


class _Left:
    """How much more an answer may hold."""

    def __init__(self) -> None:
        self.values, self.signs = MOST_VALUES, MOST_SIGNS_IN_ALL

    def take(self, signs: int = 0) -> None:
        """Count one more value, with its ``signs`` if it is a text. Raises ValueError for too many."""
        self.values -= 1
        self.signs -= signs
        if self.values < 0 or self.signs < 0:
            raise ValueError(TOO_MUCH)


def _check(data: object, depth: int, left: _Left) -> None:
    """Raises ValueError, with what is wrong, if ``data`` is not what ``_data`` gives."""
    left.take()
    if data is None or isinstance(data, bool):
        return
    if isinstance(data, str):
        _check_text(data, left)
    elif isinstance(data, int):
        if abs(data) >= LARGEST_WHOLE:
            raise ValueError("a number of more than 15 digits")
    elif isinstance(data, float):
        if not math.isfinite(data):
            raise ValueError("a number that is not finite")
    elif isinstance(data, dict) and data.keys() == {"unreadable"}:
        _check_text(data["unreadable"], left)
    elif depth == 0:
        raise ValueError(TOO_DEEP)
    elif isinstance(data, list):
        for item in _checked_list(data):
            _check(item, depth - 1, left)
    elif isinstance(data, dict) and data.keys() == {"columns", "rows"}:
        _check_table(data, left)
    elif isinstance(data, dict) and (data.keys() == {"pairs"} or data.keys() == {"pairs", "series"}):
        for name in _checked_list(data.get("series", [None, None]), of=2):
            if name is not None:
                _check_text(name, left)
        for pair in _checked_list(data["pairs"]):
            name, item = _checked_list(pair, of=2)
            _check_text(name, left)
            _check(item, depth - 1, left)
    else:
        raise ValueError(NO_FORM)


def _check_table(table: dict[str, object], left: _Left) -> None:
    columns = _checked_list(table["columns"])
    if len(columns) > MOST_COLUMNS:
        raise ValueError(TOO_MUCH)
    for name in columns:
        _check_text(name, left)
    for row in _checked_list(table["rows"]):
        for cell in _checked_list(row, of=len(columns)):
            _check(cell, 0, left)


def _checked_list(data: object, of: int | None = None) -> list[object]:
    """``data``, if it is a list that is not too long, and has ``of`` items where that is given."""
    if not isinstance(data, list) or of not in (None, len(data)):
        raise ValueError(NO_FORM)
    if len(data) > MOST_ITEMS:
        raise ValueError(TOO_MUCH)
    return data


def _check_text(text: object, left: _Left) -> None:
    """Raises ValueError if ``text`` is none that can be kept in a file and shown on a page."""
    if not isinstance(text, str):
        raise ValueError(NO_FORM)
    left.take(len(text))
    if len(text) > MOST_SIGNS:
        raise ValueError(f"a text of {len(text)} characters")
    if "\0" in text:
        raise ValueError("a text with a NUL character in it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a text with half of a character in it, as of an emoji that was cut in two") from None


def _value(data: Any) -> object:
    """The value that ``data`` stands for, which has no fault."""
    if isinstance(data, list):
        return [_value(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "unreadable" in data:
        return Unreadable(data["unreadable"])
    if "columns" in data:
        import pandas as pd

        return pd.DataFrame(data["rows"], columns=data["columns"])
    if "series" in data:
        import pandas as pd

        index, name = data["series"]
        labels = pd.Index([label for label, _ in data["pairs"]], name=index)
        return pd.Series([_value(item) for _, item in data["pairs"]], index=labels, name=name, dtype=object)
    return {name: _value(item) for name, item in data["pairs"]}


def write_answers(names: Iterable[str], space: Mapping[str, object], path: Path | str) -> None:
    """Write the values that the variables ``names`` have in ``space`` to the file ``path``, as JSON."""
    content = json.dumps({name: as_data(space.get(name)) for name in names}, ensure_ascii=True, allow_nan=False)
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123  (runs in a student's kernel: as little as can be)
        file.write(content)


def _data(value: Any, depth: int, left: _Left) -> Data:
    left.take()
    if value is None or value is Ellipsis:
        return None
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime.date):  # of a moment, the day
        # Only pandas' missing day differs from itself.
        return None if value != value else _text(value.strftime("%Y-%m-%d"))
    if hasattr(value, "item") and getattr(value, "size", 2) == 1:
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, numbers.Real):
        return _number(value)
    if depth == 0:
        return {"unreadable": f"a {type(value).__name__} that is nested too deep"}
    if hasattr(value, "to_frame") and hasattr(value, "items"):
        return _series(value, depth, left)
    if hasattr(value, "columns") and hasattr(value, "reset_index"):
        return _table(value, left)
    if isinstance(value, Mapping):
        return {"pairs": [[str(name), _data(item, depth - 1, left)] for name, item in few(value.items())]}
    items = few(value)
    if isinstance(value, (set, frozenset)):
        items = sorted(items, key=str)
    return [_data(item, depth - 1, left) for item in items]


def _text(value: str) -> Data:
    """A text as data; of a class of its own, what it holds, whatever that class says."""
    text = str.__str__(value)
    try:
        _check_text(text, _Left())
    except ValueError as error:
        return {"unreadable": str(error)}
    return text


def _series(series: Any, depth: int, left: _Left) -> Data:
    """A Series as data: a plain list, or pairs with the names of its index and of itself."""
    if type(series.index).__name__ == "RangeIndex" and series.index.name is None:
        return [_data(item, depth - 1, left) for item in few(series)]
    names: list[Data] = [None if name is None else str(name) for name in (series.index.name, series.name)]
    pairs: list[Data] = [[str(name), _data(item, depth - 1, left)] for name, item in few(series.items())]
    return {"pairs": pairs, "series": names}


def _number(value: numbers.Real) -> Data:
    if isinstance(value, numbers.Integral):
        whole = int(value)
        return whole if abs(whole) < LARGEST_WHOLE else {"unreadable": "a number of more than 15 digits"}
    number = float(value)
    return number if math.isfinite(number) else {"unreadable": "a number that is not finite"}


def _table(table: Any, left: _Left) -> Data:
    """A DataFrame as data; of any type here, because pandas is not imported where nobody uses it."""
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    if len(table) > MOST_ITEMS or len(table.columns) > MOST_COLUMNS:
        raise ValueError("too many cells")
    rows: list[Data] = [[_data(cell, 0, left) for cell in row] for row in table.itertuples(index=False)]
    return {"columns": [str(name) for name in table.columns], "rows": rows}
