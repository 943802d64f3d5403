"""Up to which day rows were looked for: “none”, “last” and “since” are true up to that day and no further."""

import datetime
import re

from ..base.wording import on_day
from .cards import card
from .folders import names
from .shared import package

# Words by which a sentence says that something is not there, or not any more.
NEGATIVE = re.compile(
    r"\b(?:none|never|nobody|no one|no longer|not (?:yet )?(?:found|recorded|listed|decided)|"
    r"nothing (?:was|is|has|of)|no (?!matter\b)[\w-]+(?: [\w-]+){0,6} (?:was|were|is|are|has|have|had) |"
    r"no [\w-]+ of|the last|so far|has not|have not|since (?!then\b))",
    re.IGNORECASE,
)
DAY = re.compile(r"\bup to \d{1,2} [A-Z][a-z]+ \d{4}\b")
# The tables that hold what two texts say: what they lack is no question of when one looked.
OF_TEXTS = "analyses"


def looked_until(*datasets: str) -> datetime.date:
    """Up to which day were the rows of ``datasets`` looked for? Of several, the earliest day; of none, the common one.

    A dataset without ``looked_for_until`` on its card, such as a class's own, is left out. Raises UnknownName for a
    dataset that does not exist.

    >>> looked_until("forecasts") <= looked_until()
    True
    """
    days = [card(name).looked_for_until for name in datasets]
    return datetime.date.fromisoformat(min(filter(None, days), default=package()["looked_for_until"]))


def up_to(*datasets: str) -> str:
    """The same day as words, which make a sentence with “none”, “last” or “since” true.

    >>> up_to().startswith("up to ")
    True
    """
    return f"up to {on_day(looked_until(*datasets))}"


def none_found(what: str, *datasets: str) -> str:
    """The sentence that ``what``, in the singular and without an article, is not in ``datasets``.

    >>> none_found("three-way exercise", "joint_drills").startswith("No three-way exercise was found up to ")
    True
    """
    return f"No {what} was found {up_to(*datasets)}."


def dated(text: str, datasets: tuple[str, ...]) -> str:
    """``text`` with the day up to which rows were looked for, if it says that something is not there.

    Only ``datasets`` of what happened count; where there is none among them, or where the text names the day, nothing
    is added.

    >>> dated("There were 3 tests.", ("missile_tests",))
    'There were 3 tests.'
    """
    of_record = [name for name in datasets if name in names() and _is_searched(name)]
    # What a reader has not done is no question of the record.
    rest = re.sub(r"You have [^.;]*[.;]", "", text)
    if not of_record or not NEGATIVE.search(rest) or DAY.search(text):
        return text
    return f"{text} Rows were looked for {up_to(*of_record)}."


def _is_searched(name: str) -> bool:
    found = card(name)
    return found.kind == "record" and found.theme != OF_TEXTS and bool(found.looked_for_until)
