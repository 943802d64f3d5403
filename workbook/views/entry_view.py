"""What the views share in which a reader enters something of their own."""

import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from ..entries import entries
from .base import View

if TYPE_CHECKING:
    from .forms import Field, Form

LIVE: "weakref.WeakSet[EntryView]" = weakref.WeakSet()  # open views of entries; a new entry repaints all of them


class EntryView(View):
    """A view with a form above its controls.

    Entries are added to ``my-entries.jsonl`` beside the notebooks and never changed. What ``workbook collect`` made of
    a class's entries is read from the file ``collected`` in the same folder, if it is there. A subclass sets
    ``collected``, ``of_each`` and ``enter``, which saves what the form gives by the names of its fields, and returns a
    sentence; it raises WorkbookError if that cannot be.
    """

    enter: Callable[..., str]
    asks: ClassVar[str] = ""  # what the form is for, as a screen reader says it
    collected: ClassVar[str] = ""
    of_each: ClassVar[tuple[str, ...]] = ()  # the columns of that file that the view uses

    def __init__(self, *nameless: Any, state: str | None = None, **choices: Any) -> None:
        super().__init__(*nameless, state=state, **choices)
        self.file, self._damage = entries.place(), ""
        LIVE.add(self)

    def fields(self) -> "Sequence[Field]":
        """The fields of the form; the first names what the entry is about."""
        raise NotImplementedError

    def fill(self, about: str) -> dict[str, str]:
        """The values of the other fields for ``about``, as they were entered before."""
        raise NotImplementedError

    def tell(self, about: str) -> str:
        """All that there is to say of ``about`` before it is judged."""
        raise NotImplementedError

    def form(self) -> "Form":
        """The form, above the controls."""
        from .forms import Form

        return Form(self.asks, self.fields(), self.enter, self.fill, self.tell)

    def _entered(self) -> entries.Entries:
        """Everything that was entered so far; the sentence names what of it could not be read."""
        entered = entries.read(self.file)
        self._damage = " ".join(("", *entered.troubles))
        return entered

    def _keep(self, kind: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Add ``rows`` to the file and show them in every view that is open."""
        entries.add(kind, rows, path=self.file)
        for view in list(LIVE):
            if view.file == self.file:
                vars(view).pop("_all_rows", None)
                if "widget" in vars(view):
                    from .panel import follow

                    follow(view, stale=True)

    def _of_class(self) -> pd.DataFrame:
        """What the class said, one row per thing; empty without a file of it, or if that is none of ours."""
        path = self.file.with_name(self.collected)
        try:
            table = pd.read_csv(path) if path.is_file() else pd.DataFrame()
        except (OSError, ValueError):
            table = pd.DataFrame(columns=["damaged"])
        if len(table.columns) and not set(self.of_each) <= set(table.columns):
            self._damage += f" {path.name} is not a file that workbook collect wrote, and was left out."
            table = pd.DataFrame()
        return table.reindex(columns=list(self.of_each))

    @property
    def sentence(self) -> str:
        return super().sentence + self._damage
