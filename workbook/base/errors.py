"""Errors that are one plain sentence, also in a notebook."""

import difflib

MOST = 40  # a longer list of names is cut


class WorkbookError(Exception):
    """Something a reader can put right. The message says what came, what is possible, what to type."""

    def _render_traceback_(self):
        # IPython shows this in place of the traceback.
        return [str(self)]


class UnknownName(WorkbookError, LookupError):
    """A name that is not in the list of possible ones."""


class BadData(WorkbookError, ValueError):
    """A data file breaks the rules of its card; the message names row and column."""


def unknown(kind, given, allowed, plural=""):
    """The error for a name that is not there, with the nearest one as a suggestion.

    ``kind`` is what the name names («dataset»), ``allowed`` the possible names.

    >>> print(unknown("dataset", "trad", ["events", "trade"]))
    There is no dataset called "trad". Did you mean "trade"?
    The datasets are: events, trade.
    """
    names = [str(name) for name in allowed]
    near = max(names, key=lambda name: _likeness(str(given), name), default="")
    guess = f' Did you mean "{near}"?' if near and _likeness(str(given), near) >= 0.5 else ""
    more = f", and {len(names) - MOST} more" if len(names) > MOST else ""
    return UnknownName(
        f'There is no {kind} called "{given}".{guess}\nThe {plural or kind + "s"} are: {", ".join(names[:MOST])}{more}.'
    )


def _likeness(given, name):
    """How alike two names are, 0 to 1; a word of the name counts almost as much as the whole («vetos», unsc_votes)."""
    given, name = given.lower(), name.lower()
    whole = difflib.SequenceMatcher(None, given, name).ratio()
    words = [difflib.SequenceMatcher(None, given, word).ratio() for word in name.split("_")]
    return max(whole, 0.95 * max(words))
