"""Controls: what a reader may choose, in plain words.

A view declares them as class attributes; the attribute's name is the control's name::

    denominator = Choice("The total is", DENOMINATORS, start="kotra")
    since = Year("From", of=("trade", "year"))

Each control has labelled parts, each part sets one Vega parameter in the browser, and each control gives the
Vega expression of the filter that it is (``vega_filter``), beside the same choice on a DataFrame (``mask``). So a
choice repaints the chart without the kernel, and sentence and table follow. What depends on data (options given as
a function, the limits of a ``Year``) is read when a view is made, never when a module is imported.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, cast, overload

from ..base import WorkbookError, unknown
from ..catalog import load
from .shown import Chosen

if TYPE_CHECKING:
    import pandas as pd


NOTHING = "-"  # in a state code, of a control with several boxes

Value = str | int | tuple[str, ...]
T = TypeVar("T", bound=Value)
Option = TypeVar("Option", bound=str)


@dataclass(frozen=True)
class Part:
    """What a reader touches of a control: a list, a box or a number; the Vega parameter ``param`` follows it.

    Of a list ``value`` is the place of what is chosen, of a box whether it is ticked.
    """

    param: str
    kind: Literal["list", "box", "number"]
    label: str
    value: int
    options: tuple[str, ...] = ()
    limits: tuple[int, int] | None = None

    def described(self) -> dict[str, object]:
        """The part as the browser gets it; what is chosen goes another way."""
        more: dict[str, object] = {"options": list(self.options)} if self.options else {}
        if self.limits:
            more = {"first": self.limits[0], "last": self.limits[1]}
        return {"param": self.param, "kind": self.kind, "label": self.label, **more}


class Control(ABC, Generic[T]):
    """What a view lets its reader choose.

    On the class of a view the attribute is the control; on a view it is what is chosen now, ``view.since``, and may
    be set, ``view.since = 2000``. ``group`` is the name of the ``Group`` that made the control, if one did.
    """

    name = ""
    group = ""
    acts: Mapping[str, tuple[str, ...]] = {}
    rests: Mapping[str, tuple[str, ...]] = {}

    def __init__(self, label: str) -> None:
        self.label = label

    def when(self, **others: str | tuple[str, ...]) -> Self:
        """The same control, which is shown only as long as the choices named in ``others`` have one of these values.

        For a control that would change nothing in another state: ``Several("Lanes", …).when(picture="dates")``.
        """
        control = copy(self)
        control.acts = {name: (held,) if isinstance(held, str) else held for name, held in others.items()}
        return control

    def unless(self, **others: str | tuple[str, ...]) -> Self:
        """The same control, which is not shown as long as the choices named in ``others`` have one of these values."""
        control = self.when(**others)
        control.acts, control.rests = {}, control.acts
        return control

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, view: None, owner: type) -> Self: ...

    @overload
    def __get__(self, view: Chosen, owner: type) -> T: ...

    def __get__(self, view: Chosen | None, owner: type) -> Self | T:
        return self if view is None else cast(T, view.chosen[self.name])

    def __set__(self, view: Chosen, value: object) -> None:
        view.choose(**{self.name: value})

    @property
    @abstractmethod
    def start(self) -> T:
        """What is chosen as long as nobody chooses."""

    @abstractmethod
    def resolved(self) -> Self:
        """The same control with everything that depends on data read now."""

    @abstractmethod
    def read(self, value: object) -> T:
        """``value`` as code gives it, checked. Raises UnknownName or WorkbookError for what cannot be chosen."""

    @abstractmethod
    def parse(self, text: str) -> T:
        """The value that ``text`` of a state code stands for. Raises as ``read`` does."""

    @abstractmethod
    def write(self, value: T) -> str:
        """``value`` as a state code has it."""

    @abstractmethod
    def parts(self, value: T) -> Iterator[Part]:
        """What a reader touches of the control, as it stands when ``value`` is chosen."""

    @abstractmethod
    def value_of(self, states: Sequence[int]) -> T:
        """The value that its parts stand for, from the value of each of them."""

    @abstractmethod
    def mask(self, values: "pd.Series[Any]", value: T) -> "pd.Series[bool]":
        """Which rows are left when ``value`` is chosen, from their ``values`` in the column that is filtered."""

    @abstractmethod
    def vega_filter(self, field: str) -> str:
        """The same as a Vega expression, in which ``field`` is the column."""

    @abstractmethod
    def allowed(self) -> Mapping[str, str] | str:
        """What can be chosen, for a reader: each value with its words, or a phrase."""

    @abstractmethod
    def annotation(self) -> str:
        """The type of what can be given, as a stub writes it."""


class Choice(Control[Option]):
    """One of several ``options`` (value: words), as a drop-down list.

    ``options`` may be a function, for options that depend on data. ``start`` is the first option if it is not given.
    ``everything`` is the option that keeps all rows; rows whose value is ``stays`` are kept whatever is chosen.
    Options are text; in code a number may be given for one that is a number, ``risk_instability=3``.
    """

    def __init__(
        self,
        label: str,
        options: Mapping[Option, str] | Callable[[], Mapping[Option, str]],
        *,
        start: str = "",
        everything: str = "",
        stays: str | None = None,
    ) -> None:
        super().__init__(label)
        self._options, self._start = options, start
        self.everything, self.stays = everything, stays

    @property
    def options(self) -> Mapping[Option, str]:
        """Each value with its words."""
        return self._options if isinstance(self._options, Mapping) else self._options()

    @property
    def start(self) -> Option:
        return self.read(self._start) if self._start else next(iter(self.options))

    def resolved(self) -> Self:
        control = copy(self)
        control._options = dict(self.options)
        return control

    def read(self, value: object) -> Option:
        for option in self.options:
            if option == str(value):
                return option
        raise unknown(f"value of {self.name}", value, self.options, "values")

    def parse(self, text: str) -> Option:
        return self.read(text)

    def write(self, value: Option) -> str:
        return value

    def parts(self, value: Option) -> Iterator[Part]:
        words = list(self.options.values())
        index = list(self.options).index(value)
        yield Part(self.name, "list", self.label, index, options=tuple(words))

    def value_of(self, states: Sequence[int]) -> Option:
        return list(self.options)[states[0]]

    def mask(self, values: "pd.Series[Any]", value: Option) -> "pd.Series[bool]":
        return (values == value) | (value == self.everything) | (values == self.stays)

    def vega_filter(self, field: str) -> str:
        test = f"datum[{field!r}] == {json.dumps(list(self.options))}[{self.name}]"
        if self.everything:
            test = f"{self.name} == {list(map(str, self.options)).index(self.everything)} || {test}"
        return test + _or_stays(field, self.stays)

    def allowed(self) -> Mapping[str, str]:
        return {str(option): words for option, words in self.options.items()}

    def annotation(self) -> str:
        numbers = [option for option in self.options if option.lstrip("-").isdigit()]
        return f"Literal[{', '.join([*map(json.dumps, self.options), *numbers])}]"


class Several(Control[tuple[Option, ...]]):
    """Any of several ``options`` (value: words), as a row of check boxes.

    All are checked at the start if ``start`` is not given. Rows whose value is ``stays`` are kept whatever is chosen.
    """

    def __init__(
        self,
        label: str,
        options: Mapping[Option, str] | Callable[[], Mapping[Option, str]],
        *,
        start: Iterable[str] | None = None,
        stays: str | None = None,
    ) -> None:
        super().__init__(label)
        self._options, self.stays = options, stays
        self._start = None if start is None else tuple(start)

    @property
    def options(self) -> Mapping[Option, str]:
        """Each value with its words."""
        return self._options if isinstance(self._options, Mapping) else self._options()

    @property
    def start(self) -> tuple[Option, ...]:
        return tuple(self.options) if self._start is None else self.read(self._start)

    def resolved(self) -> Self:
        control = copy(self)
        control._options = dict(self.options)
        return control

    def read(self, value: object) -> tuple[Option, ...]:
        items = (value,) if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)
        for item in items:
            if item not in self.options:
                raise unknown(f"value of {self.name}", item, self.options, "values")
        return tuple(option for option in self.options if option in items)

    def parse(self, text: str) -> tuple[Option, ...]:
        return self.read(text.split("+") if text != NOTHING else ())

    def write(self, value: tuple[Option, ...]) -> str:
        return "+".join(value) or NOTHING

    def parts(self, value: tuple[Option, ...]) -> Iterator[Part]:
        for number, (option, words) in enumerate(self.options.items()):
            yield Part(f"{self.name}_{number}", "box", words, option in value)

    def value_of(self, states: Sequence[int]) -> tuple[Option, ...]:
        return tuple(option for option, on in zip(self.options, states, strict=True) if on)

    def mask(self, values: "pd.Series[Any]", value: tuple[Option, ...]) -> "pd.Series[bool]":
        return values.isin(value) | (values == self.stays)

    def vega_filter(self, field: str) -> str:
        switches = ", ".join(f"{self.name}_{number}" for number in range(len(self.options)))
        test = f"[{switches}][indexof({json.dumps(list(self.options))}, datum[{field!r}])]"
        return test + _or_stays(field, self.stays)

    def allowed(self) -> Mapping[str, str]:
        return {str(option): words for option, words in self.options.items()}

    def annotation(self) -> str:
        literal = f"Literal[{', '.join(map(json.dumps, self.options))}]"
        return f"{literal} | Iterable[{literal}]"


class Year(Control[int]):
    """A year; rows from it on are kept, or up to it with ``until=True``.

    The limits are the first and last year in a column, ``of=("trade", "year")``, or are given as ``limits``, which
    may be a function. Without ``start`` the first year is chosen, or with ``until`` the last.
    """

    def __init__(
        self,
        label: str,
        *,
        of: tuple[str, str] | None = None,
        limits: tuple[int, int] | Callable[[], tuple[int, int]] = (0, 9999),
        start: int | None = None,
        until: bool = False,
    ) -> None:
        super().__init__(label)
        self._of, self._limits, self._start, self.until = of, limits, start, until

    @property
    def limits(self) -> tuple[int, int]:
        """The first and the last year that can be chosen."""
        if self._of:
            return _years(*self._of)
        return self._limits() if callable(self._limits) else self._limits

    @property
    def first(self) -> int:
        """The first year that can be chosen."""
        return self.limits[0]

    @property
    def last(self) -> int:
        """The last year that can be chosen."""
        return self.limits[1]

    @property
    def start(self) -> int:
        first, last = self.limits
        if self._start is None:
            return last if self.until else first
        return min(max(self._start, first), last)

    def resolved(self) -> Self:
        control = copy(self)
        control._of, control._limits = None, self.limits
        return control

    def read(self, value: object) -> int:
        first, last = self.limits
        try:
            year = int(cast(str, value))
        except (TypeError, ValueError):
            year = None
        if year is None or isinstance(value, bool) or not first <= year <= last:
            raise WorkbookError(f"{self.name} is {value!r}; it can be a year from {first} to {last}.")
        return year

    def parse(self, text: str) -> int:
        return self.read(text)

    def write(self, value: int) -> str:
        return str(value)

    def parts(self, value: int) -> Iterator[Part]:
        yield Part(self.name, "number", self.label, value, limits=(self.first, self.last))

    def value_of(self, states: Sequence[int]) -> int:
        return states[0]

    def mask(self, values: "pd.Series[Any]", value: int) -> "pd.Series[bool]":
        return values <= value if self.until else values >= value

    def vega_filter(self, field: str) -> str:
        return f"datum[{field!r}] {'<=' if self.until else '>='} {self.name}"

    def allowed(self) -> str:
        return f"a year from {self.first} to {self.last}"

    def annotation(self) -> str:
        return "int"


AnyControl = Control[Any]


class Group(Generic[T]):
    """Controls that the data name, such as one for each item of a ledger; ``make`` gives them by their names.

    On a view the attribute is a dict of what is chosen in each of them.
    """

    def __init__(self, make: Callable[[], Mapping[str, Control[T]]]) -> None:
        self._make = make
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, view: None, owner: type) -> Self: ...

    @overload
    def __get__(self, view: Chosen, owner: type) -> dict[str, T]: ...

    def __get__(self, view: Chosen | None, owner: type) -> Self | dict[str, T]:
        if view is None:
            return self
        return {c.name: cast(T, view.chosen[c.name]) for c in view.controls if c.group == self.name}

    def controls(self) -> Iterator[Control[T]]:
        """The controls, named as the data say now."""
        for name, control in self._make().items():
            control.name, control.group = name, self.name
            yield control


def _years(dataset: str, column: str) -> tuple[int, int]:
    """The first and the last year in a ``column`` of years or of days."""
    values = load(dataset)[column]
    years = values.dt.year if values.dtype.kind == "M" else values
    return int(years.min()), int(years.max())


def _or_stays(field: str, value: str | None) -> str:
    return "" if value is None else f" || datum[{field!r}] == {json.dumps(value)}"
