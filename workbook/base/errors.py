"""Errors that are one plain sentence, also in a notebook."""

import difflib
from collections.abc import Iterable

MOST_NAMES = 60  # a longer list of names is cut


class WorkbookError(Exception):
    """Something a reader can put right. The message says what came, what is possible, what to type."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of the traceback.
        return [str(self)]


class UnknownName(WorkbookError, LookupError):
    """A name that is not in the list of possible ones."""


class BadData(WorkbookError, ValueError):
    """A data file breaks the rules of its card; the message names row and column."""


def unknown(kind: str, name: object, allowed: Iterable[object], plural: str = "") -> UnknownName:
    """The error for a ``name`` that does not exist, with the nearest one as a suggestion; the caller raises it.

    ``kind`` is what the name names (“dataset”), ``plural`` its plural where that is not made with an s, ``allowed``
    the possible names.

    >>> print(unknown("dataset", "trad", ["events", "trade"]))
    There is no dataset called "trad". Did you mean "trade"?
    The datasets are: events, trade.
    """
    names = [str(possible) for possible in allowed]
    nearest = max(names, key=lambda possible: _likeness(str(name), possible), default="")
    guess = f' Did you mean "{nearest}"?' if nearest and _likeness(str(name), nearest) >= 0.5 else ""
    more = f", and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    listed = ", ".join(names[:MOST_NAMES])
    return UnknownName(f'There is no {kind} called "{name}".{guess}\nThe {plural or kind + "s"} are: {listed}{more}.')


def _likeness(typed: str, name: str) -> float:
    """How alike two names are, 0 to 1; a word of the name counts almost as much as the whole (“vetos”, unsc_votes)."""
    typed, name = typed.lower(), name.lower()
    whole = difflib.SequenceMatcher(None, typed, name).ratio()
    words = [difflib.SequenceMatcher(None, typed, word).ratio() for word in name.split("_")]
    return max(whole, 0.95 * max(words))
