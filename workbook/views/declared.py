"""What the controls that a view declares say of it: its signature, and a section of its help."""

import inspect
import json
from collections.abc import Iterator, Mapping
from typing import Literal

from ..base import WorkbookError
from .controls import AnyControl, Choice, Control, Group, Several

BROKEN = (WorkbookError, KeyError)  # what data raise that are not as their card says
MOST_VALUES = 12  # of a longer list of values, help and signature show the beginning
COLUMN = 16  # characters that help gives to a name or a value


def declared(view: type) -> dict[str, "AnyControl | Group[str]"]:
    """The controls that the class ``view`` declares, in order; those of a base class come after its own."""
    found: dict[str, AnyControl | Group[str]] = {}
    for base in view.__mro__:
        own = {name: thing for name, thing in vars(base).items() if isinstance(thing, (Control, Group))}
        found |= {name: thing for name, thing in own.items() if name not in found}
    return found


def controls_of(view: type) -> tuple[AnyControl, ...]:
    """The controls of the class ``view`` with everything that depends on data read now."""
    found: list[AnyControl] = []
    for thing in declared(view).values():
        found += [control.resolved() for control in (thing.controls() if isinstance(thing, Group) else (thing,))]
    return tuple(found)


def refuse_hiding(view: type) -> None:
    """Raise TypeError if a control of ``view`` has the name of something else that views have."""
    for name, thing in vars(view).items():
        if isinstance(thing, (Control, Group)):
            for base in view.__mro__[1:]:
                if name in vars(base) and not isinstance(vars(base)[name], (Control, Group)):
                    raise TypeError(f"The control {view.__name__}.{name} would hide {base.__name__}.{name}; rename it.")


class LazySignature:
    """The signature of a view: each control is a keyword. Made when somebody asks, as it depends on the data."""

    def __get__(self, view: object, owner: type) -> inspect.Signature:
        keyword = inspect.Parameter.KEYWORD_ONLY
        controls = [
            inspect.Parameter(control.name, keyword, default=control.start, annotation=_annotation(control))
            for control in _controls_or_none(owner)
        ]
        state = inspect.Parameter("state", keyword, default=None, annotation=str | None)
        return inspect.Signature([*controls, state])


class LazyDocstring:
    """The docstring of a view, with a section on its controls. Made when somebody asks, as it depends on the data."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __get__(self, view: object, owner: type) -> str:
        controls = _controls_or_none(owner)
        if not controls:
            return self.text
        text = inspect.cleandoc(self.text)
        code = f"wb.views.{owner.__module__.rpartition('.')[2]}({example(controls[0])})"
        return "\n".join([text, "", f"Controls, each given by its name, as in {code}:", "", *_help(controls)])


def example(control: AnyControl) -> str:
    """What can be typed for ``control``: another value than that at the start, if there is one."""
    if not isinstance(control, (Choice, Several)):
        return f"{control.name}={control.start}"
    others = [option for option in control.options if option not in (control.start, "all", "none")]
    return f"{control.name}={json.dumps([*others, *control.options][0], ensure_ascii=False)}"


def _controls_or_none(view: type) -> tuple[AnyControl, ...]:
    """The controls, or none if the data are not as they should be: help and completion must not fail then."""
    try:
        return controls_of(view)
    except BROKEN:
        return ()


def _annotation(control: AnyControl) -> object:
    """What can be given, as a type; of a long list only that it is text."""
    if not isinstance(control, (Choice, Several)):
        return int
    if len(control.options) > MOST_VALUES:
        value: object = str
    else:
        value = Literal[tuple(control.options)]
    return tuple[value, ...] if isinstance(control, Several) else value  # type: ignore[valid-type]


def _help(controls: tuple[AnyControl, ...]) -> Iterator[str]:
    for control in controls:
        start = control.start if isinstance(control.start, tuple) else (control.start,)
        allowed = control.allowed()
        if not isinstance(allowed, Mapping):
            yield f"    {control.name:{COLUMN}} {control.label}: {allowed}; starts with {control.start}"
            continue
        many = "any of" if isinstance(control.start, tuple) else "one of"
        yield f"    {control.name:{COLUMN}} {control.label}: {many}"
        for value, words in list(allowed.items())[:MOST_VALUES]:
            mark = "  (start)" if value in start else ""
            yield f"        {chr(34) + value + chr(34):{COLUMN}} {words}{mark}"
        if len(allowed) > MOST_VALUES:
            yield f"        and {len(allowed) - MOST_VALUES} more"
