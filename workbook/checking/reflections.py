"""Reflections: a text that a student writes and keeps; nobody marks it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..base import WorkbookError
from ..entries import entries
from .bank import beside, number_of

if TYPE_CHECKING:
    from ..views.forms import Form

ENTRY_KIND = "reflection"


class Reflection:
    """The box for the reflection of one notebook."""

    def __init__(self, notebook: int | str) -> None:
        self.number = number_of(notebook)
        self.prompt: str = beside(self.number).get("REFLECTION", "")
        if not self.prompt:
            raise WorkbookError(f"Notebook {self.number} has no reflection.")

    @property
    def text(self) -> str:
        """What was saved last; blank if nothing was."""
        rows = entries.read().latest(ENTRY_KIND)
        rows = rows[rows["notebook"] == self.number]
        return str(rows["text"].iloc[-1]) if len(rows) else ""

    def save(self, text: str) -> str:
        """Keep ``text``, and say so. Raises WorkbookError for a blank one, or if nothing can be kept."""
        if not text.strip():
            raise WorkbookError("Nothing was saved: write something first.")
        path = entries.add(ENTRY_KIND, [{"notebook": self.number, "text": text}])
        words = len(text.split())
        return f"Saved: {words} {'word' if words == 1 else 'words'}, in {path.name} beside the notebook."

    def form(self) -> "Form":
        """The box with its button."""
        from ..views.forms import Form, Text

        fields = (Text("text", "Your text"),)
        return Form(
            f"Reflection {self.number}", fields, self.save, lambda _about: {"text": self.text}, lambda _about: ""
        )

    def __repr__(self) -> str:
        return f"Reflection {self.number}: write in the box and press Save."

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        from ..views.runtime import displayed

        return displayed(self.form(), repr(self))


def reflect(notebook: int | str) -> Reflection:
    """Where do I write the reflection of a ``notebook`` (7, "7" or "07")?

    Shows a box; what is saved is there next time.
    Raises UnknownName, with the possible ones, if there is no such notebook.

    >>> reflect(7)
    Reflection 07: write in the box and press Save.
    """
    return Reflection(notebook)
