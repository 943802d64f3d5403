"""Reflections: a text that a student writes and keeps; nobody marks it."""

from ..base import WorkbookError
from ..entries import entries
from .bank import beside

KIND = "reflection"


class Reflection:
    """The box for the reflection of one notebook."""

    def __init__(self, number):
        self.number = str(number)
        self.prompt = beside(self.number).get("REFLECTION", "")
        if not self.prompt:
            raise WorkbookError(f"Notebook {number} has no reflection.")

    @property
    def text(self):
        """What was saved last; blank if nothing was."""
        rows = entries.read().latest(KIND)
        rows = rows[rows["notebook"] == self.number]
        return rows["text"].iloc[-1] if len(rows) else ""

    def save(self, text):
        """Keep ``text``, and say so."""
        if not text.strip():
            raise WorkbookError("Nothing was saved: write something first.")
        path = entries.add(KIND, [{"notebook": self.number, "text": text}])
        words = len(text.split())
        return f"Saved: {words} {'word' if words == 1 else 'words'}, in {path.name} beside the notebook."

    def form(self):
        """The box with its button."""
        from ..views.forms import Form, Text

        fields = (Text("text", "Your text"),)
        return Form(
            f"Reflection {self.number}", fields, self.save, lambda _about: {"text": self.text}, lambda _about: ""
        )

    def __repr__(self):
        return f"Reflection {self.number}: write in the box and press Save."

    def _repr_mimebundle_(self, include=None, exclude=None):
        from ..views.runtime import displayed

        return displayed(self.form(), repr(self))


def reflect(number):
    """Where do I write the reflection of notebook ``number`` («07»)? Shows a box; what is saved is there next time."""
    return Reflection(number)
