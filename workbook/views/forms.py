"""Forms: labelled fields and a button, by which a reader enters something of their own or starts something long."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import anywidget
import traitlets

from ..base import WorkbookError
from .front import script, style

FRONT = script("make", "form")
STEPS = 50  # how often a progress bar moves
Turn = TypeVar("Turn")


class Field(Protocol):
    """What a reader fills in; ``described`` is what the browser gets of it."""

    @property
    def name(self) -> str:
        """By which ``save`` gets the value."""

    def described(self) -> dict[str, object]:
        """The field as the browser gets it."""


@dataclass(frozen=True)
class Pick:
    """A drop-down list of ``options`` (value: words); values are text."""

    name: str
    label: str
    options: Mapping[str, str]

    def described(self) -> dict[str, object]:
        return {"name": self.name, "label": self.label, "options": list(self.options.items())}


@dataclass(frozen=True)
class Line:
    """A line of text; ``example`` stands in it as long as it is empty."""

    name: str
    label: str
    example: str = ""

    def described(self) -> dict[str, object]:
        return {"name": self.name, "label": self.label, "example": self.example}


@dataclass(frozen=True)
class Text:
    """A box for a text of several lines."""

    name: str
    label: str
    lines: int = 8

    def described(self) -> dict[str, object]:
        return {"name": self.name, "label": self.label, "lines": self.lines}


class Form(anywidget.AnyWidget):
    """Fields above a button. ``save`` takes their values by name and returns a sentence, which is shown.

    The first field says what the entry is about, if it is a ``Pick``; when that changes, ``refill`` gives the values of
    the others and ``tell`` what a list is too narrow to say. With ``lasts``, ``save`` also gets ``progress``, through
    which it runs its turns so that a bar can follow them.
    """

    _esm = FRONT
    _css = style()
    title = traitlets.Unicode().tag(sync=True)
    action = traitlets.Unicode().tag(sync=True)
    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    lasts = traitlets.Bool(False).tag(sync=True)
    done = traitlets.Float(0).tag(sync=True)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[..., str],
        refill: Callable[[str], Mapping[str, str]],
        tell: Callable[[str], str],
        action: str = "Save",
        lasts: bool = False,
    ) -> None:
        described = [field.described() for field in fields]
        super().__init__(title=title, action=action, fields=described, lasts=lasts)
        self.save, self.refill, self.tell = save, refill, tell
        self.on_msg(lambda _widget, message, _buffers: self.answer(message))
        self.pick(next(iter(getattr(fields[0], "options", [""]))))

    def answer(self, message: Mapping[str, Any]) -> None:
        """Do what the browser asks."""
        if message.get("do") == "pick":
            self.pick(message["value"])
        elif message.get("do") == "save":
            self.submit(message["values"])

    def pick(self, value: str) -> None:
        """Turn to ``value`` of the first field, and show what was entered about it before."""
        first = self.fields[0]["name"]
        with self.hold_sync():
            self.values = {first: value, **self.refill(value)}
            self.about, self.said = self.tell(value), ""

    def submit(self, values: Mapping[str, str]) -> None:
        """Save ``values``, and say what was saved or why not."""
        self.values = dict(values)
        try:
            self.said = self.save(**values, **({"progress": self.watched} if self.lasts else {}))
        except WorkbookError as error:
            self.said = str(error)

    def watched(self, turns: Sequence[Turn]) -> Iterator[Turn]:
        """``turns`` one by one, while the bar shows how many are done."""
        for number, turn in enumerate(turns):
            if number % max(1, len(turns) // STEPS) == 0:
                self.done = number / len(turns)
            yield turn
        self.done = 1.0
