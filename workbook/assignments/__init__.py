"""Exercises: one source; copies for students, nbgrader and otter; variants; and handing in.

``execution`` runs the cells in the ``quiet_shell``: in a ``fresh_run`` to hand in, in the sandbox to grade;
``notebook_code`` reads cells without running them.
"""

from .hand_in import hand_in
from .keys import Key, Readable, Wrong, judged, points, readable
from .source import Exercise, all_exercises, open_exercise

__all__ = [
    "Exercise",
    "Key",
    "Readable",
    "Wrong",
    "all_exercises",
    "hand_in",
    "judged",
    "open_exercise",
    "points",
    "readable",
]
