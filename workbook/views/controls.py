"""Controls: what a reader may choose, in plain words.

Each control makes labelled widgets, each widget sets one Vega parameter in the browser, and each control gives
the Vega expression that keeps the rows it selects (``keeps``), beside the same choice on a DataFrame (``selects``).
So a choice repaints the chart without the kernel, and sentence and table follow.
"""

import json
from dataclasses import dataclass

from ..base import WorkbookError, unknown

NOTHING = "-"  # in a state code, of a control with several boxes


@dataclass(frozen=True)
class Knob:
    """One widget: ``trait`` is what it syncs, ``param`` the Vega parameter that follows it."""

    param: str
    kind: str
    trait: str
    start: object
    options: dict


@dataclass(frozen=True)
class Choice:
    """One of several ``options`` (value: words), as a drop-down list.

    ``everything`` is the option that keeps all rows; rows whose value is ``stays`` are kept whatever is chosen.
    Options are text; in code a number may be given for one that is a number, ``risk_instability=3``.
    """

    name: str
    label: str
    options: dict
    start: str
    everything: str = ""
    stays: str | None = None

    def read(self, value):
        if str(value) not in self.options:
            raise unknown(f"value of {self.name}", value, self.options, "values")
        return str(value)

    def parse(self, text):
        return self.read(text)

    def write(self, value):
        return value

    def knobs(self, value):
        words = list(self.options.values())
        index = list(self.options).index(value)
        yield Knob(self.name, "Dropdown", "index", index, {"description": self.label, "options": words})

    def value_of(self, states):
        return list(self.options)[states[0]]

    def selects(self, values, value):
        return (values == value) | (value == self.everything) | (values == self.stays)

    def keeps(self, field):
        test = f"datum[{field!r}] == {json.dumps(list(self.options))}[{self.name}]"
        if self.everything:
            test = f"{self.name} == {list(self.options).index(self.everything)} || {test}"
        return test + _or_stays(field, self.stays)


@dataclass(frozen=True)
class Several:
    """Any of several ``options`` (value: words), as a row of check boxes.

    Rows whose value is ``stays`` are kept whatever is chosen.
    """

    name: str
    label: str
    options: dict
    start: tuple
    stays: str | None = None

    def read(self, value):
        chosen = (value,) if isinstance(value, str) else tuple(value)
        for item in chosen:
            if item not in self.options:
                raise unknown(f"value of {self.name}", item, self.options, "values")
        return tuple(option for option in self.options if option in chosen)

    def parse(self, text):
        return self.read(text.split("+") if text != NOTHING else ())

    def write(self, value):
        return "+".join(value) or NOTHING

    def knobs(self, value):
        for number, (option, words) in enumerate(self.options.items()):
            yield Knob(f"{self.name}_{number}", "Checkbox", "value", option in value, {"description": words})

    def value_of(self, states):
        return tuple(option for option, on in zip(self.options, states, strict=True) if on)

    def selects(self, values, value):
        return values.isin(value) | (values == self.stays)

    def keeps(self, field):
        switches = ", ".join(f"{self.name}_{number}" for number in range(len(self.options)))
        return f"[{switches}][indexof({json.dumps(list(self.options))}, datum[{field!r}])]" + _or_stays(
            field, self.stays
        )


@dataclass(frozen=True)
class Year:
    """A year between ``first`` and ``last``; rows from it on are kept, or up to it with ``until=True``."""

    name: str
    label: str
    first: int
    last: int
    start: int
    until: bool = False

    def read(self, value):
        try:
            year = int(value)
        except (TypeError, ValueError):
            year = None
        if year is None or isinstance(value, bool) or not self.first <= year <= self.last:
            raise WorkbookError(f"{self.name} is {value!r}; it can be a year from {self.first} to {self.last}.")
        return year

    parse = read

    def write(self, value):
        return str(value)

    def knobs(self, value):
        limits = {"description": self.label, "min": self.first, "max": self.last}
        yield Knob(self.name, "BoundedIntText", "value", value, limits)

    def value_of(self, states):
        return states[0]

    def selects(self, values, value):
        return values <= value if self.until else values >= value

    def keeps(self, field):
        return f"datum[{field!r}] {'<=' if self.until else '>='} {self.name}"


def read_state(controls, code, given):
    """The chosen value of every control: the start values, changed by the state ``code`` and by ``given``.

    A code looks like ``denominator=inter-korean;since=2000``. Returns the values and the parts of the code that mean
    nothing here, as those of another version may. Raises UnknownName or WorkbookError for what is wrong in ``given``.
    """
    by_name = {control.name: control for control in controls}
    state = {control.name: control.read(control.start) for control in controls}
    strange = []
    for part in filter(None, str(code or "").split(";")):
        name, _, text = part.partition("=")
        try:
            state[name] = _known(by_name, name).parse(text)
        except WorkbookError:
            strange.append(part)
    for name, value in given.items():
        state[name] = _known(by_name, name).read(value)
    return state, strange


def write_state(controls, state):
    """The short code that restores ``state``: only what differs from the start, blank if nothing does."""
    changed = [c for c in controls if state[c.name] != c.read(c.start)]
    return ";".join(f"{c.name}={c.write(state[c.name])}" for c in changed)


def _or_stays(field, value):
    return "" if value is None else f" || datum[{field!r}] == {json.dumps(value)}"


def _known(by_name, name):
    if name not in by_name:
        raise unknown("control", name, by_name)
    return by_name[name]
