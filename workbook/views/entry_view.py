"""What the views share in which a reader enters something of their own."""

import weakref
from collections.abc import Callable

import pandas as pd

from ..entries import entries
from .base import View

LIVE: weakref.WeakSet = weakref.WeakSet()  # the views that show entries; a new entry repaints all of them


class EntryView(View):
    """A view with a form above its controls.

    Entries are added to ``my-entries.jsonl`` beside the notebooks and never changed. What ``workbook collect`` made of
    a class's entries is read from the file ``collected`` in the same folder, if it is there. A subclass sets
    ``collected``, ``of_each`` and ``enter``, which saves what the form gives by the names of its fields, and returns a
    sentence; it raises WorkbookError if that cannot be.
    """

    enter: Callable[..., str]
    asks = ""  # what the form is for, as a screen reader says it
    collected = ""
    of_each: tuple[str, ...] = ()  # the columns of that file that the view uses

    def __init__(self, state=None, **choices):
        super().__init__(state, **choices)
        self.file, self.damage = entries.place(), ""
        LIVE.add(self)

    def fields(self):
        """The fields of the form; the first names what the entry is about."""
        raise NotImplementedError

    def fill(self, about):
        """The values of the other fields for ``about``, as they were entered before."""
        raise NotImplementedError

    def tell(self, about):
        """All that there is to say of ``about`` before it is judged."""
        raise NotImplementedError

    def form(self):
        """The form, above the controls."""
        from .forms import Form

        return Form(self.asks, self.fields(), self.enter, self.fill, self.tell)

    def entered(self):
        """Everything that was entered so far; the sentence names what of it could not be read."""
        found = entries.read(self.file)
        self.damage = " ".join(("", *found.troubles))
        return found

    def keep(self, kind, rows):
        """Add ``rows`` to the file and show them in every view that is open."""
        entries.add(kind, rows, path=self.file)
        for view in list(LIVE):
            if view.file == self.file:
                vars(view).pop("all_rows", None)
                if "widget" in vars(view):
                    from .panel import follow

                    follow(view, stale=True)

    def of_class(self):
        """What the class said, one row per thing; empty without a file of it, or if that is none of ours."""
        path = self.file.with_name(self.collected)
        try:
            found = pd.read_csv(path) if path.is_file() else pd.DataFrame()
        except (OSError, ValueError):
            found = pd.DataFrame(columns=["damaged"])
        if len(found.columns) and not set(self.of_each) <= set(found.columns):
            self.damage += f" {path.name} is not a file that workbook collect wrote, and was left out."
            found = pd.DataFrame()
        return found.reindex(columns=list(self.of_each))

    @property
    def sentence(self):
        return super().sentence + self.damage
