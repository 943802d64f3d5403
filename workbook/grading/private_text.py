"""Sentences about a student's file without what that student need not know: paths of the machine, other students."""

import re
from collections.abc import Iterable

from .clean_text import legible
from .results import Result

# A path in quotation marks ends with them; elsewhere its folders have names of up to four words, so that none is left.
QUOTED_PATH = re.compile(
    r"(?<=['\"\u00ab“])(?:file://)?(?:[A-Za-z]:|~)?[\\/][^'\"\u00bb”\n]*?([^'\"\u00bb”\n\\/]*)(?=['\"\u00bb”])"
)
WORD = r"[^\s\\/'\"\u00ab\u00bb“”<>|]+"
PATH = re.compile(
    r"(?<![\w/.:~\\])(?:file://)?(?:\\\\|[A-Za-z]:[\\/]|~?/(?=[^\s/]+/))"
    rf"(?:{WORD}(?: {WORD}){{0,3}}[\\/])*({WORD}|)"
)


def without_paths(text: str) -> str:
    r"""``text`` with the last part alone of every path of the machine that made it.

    >>> without_paths("/srv/course 7/in/s2.ipynb cannot be read, nor can 'C:\\Users\\Ada L\\a b.ipynb'.")
    "…/s2.ipynb cannot be read, nor can '…/a b.ipynb'."
    """
    return PATH.sub(r"…/\1", QUOTED_PATH.sub(r"…/\1", legible(text)))


def names_of_others(others: Iterable[Result], result: Result) -> re.Pattern[str] | None:
    """A pattern for the ids and names of ``others``; None if there are none.

    An id that is a short number counts only where it is called an id, or stands in quotation marks.
    """
    names = {name for other in others for name in (other.student, other.name)} - {result.student, result.name, ""}
    numbers = {name for name in names if name.isdigit() and len(name) < 4}
    patterns = sorted(map(re.escape, names - numbers), key=len, reverse=True)
    patterns += [rf"(?:(?<=student )|(?<=id )|(?<=[\u00ab“\"'])){re.escape(name)}" for name in sorted(numbers)]
    return re.compile(rf"(?<!\w)(?:student )?(?:{'|'.join(patterns)})(?!\w)") if patterns else None


def for_student(text: str, others: re.Pattern[str] | None = None) -> str:
    """``text`` as a student may read it; ``others`` is what ``names_of_others`` gives."""
    text = without_paths(text)
    return others.sub("another student", text) if others else text
