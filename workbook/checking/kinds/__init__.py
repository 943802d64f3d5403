"""Question kinds, one file each. The file's name is what exercises call the kind: ``wb.readable(q1, "number")``.

To add a kind, put one file here. It holds:

1. A frozen dataclass that extends ``Question`` (``../questions.py``). Its fields are the settings of the kind.
   It needs the methods ``wanted`` (what form an answer has) and ``read`` (a response as a value; None if it cannot
   be read), and mostly ``write`` (a value as words), ``same`` (where equality will not do) and ``next_step`` (a reply
   that helps). ``panel_field`` says what a panel shows, ``key_settings`` which settings stand in the key of an
   exercise, unseen by students; ``in_exercises = False`` keeps a kind out of exercises.
2. ``EXAMPLES``: questions of the kind with answers that are right, near and unreadable. The tests try them.

Then ``workbook data build`` writes the list for type checkers (``__init__.pyi``). Nothing else lists the kinds.
"""

from ..listing import question_kinds

_classes = {kind.__name__: kind for kind in question_kinds().values()}
# As if each were imported here by name; the stub beside this file says so to type checkers.
globals().update(_classes)

__all__ = list(_classes)
