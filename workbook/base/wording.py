"""Wording that several views share: days, numbers of things, lists."""

import datetime
from collections.abc import Iterable

# The six states of Northeast Asia, in the order of legends.
STATES = {
    "CHN": "China",
    "RUS": "Russia",
    "PRK": "North Korea",
    "USA": "United States",
    "JPN": "Japan",
    "KOR": "South Korea",
}


def on_day(date: datetime.date) -> str:
    """``date`` as in a sentence.

    >>> on_day(datetime.date(2023, 4, 13))
    '13 April 2023'
    """
    return f"{date.day} {date:%B %Y}"


def many(number: float, singular: str, plural: str = "") -> str:
    """``number`` with the word for it; ``plural`` where that is not made with an s.

    >>> many(1, "missile"), many(1200, "missile"), many(0, "country", "countries")
    ('1 missile', '1,200 missiles', '0 countries')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def in_percent(share: float) -> str:
    """A share (0 to 1) in whole percent, which says neither never nor always of what is only rare or frequent.

    >>> in_percent(0.714), in_percent(0.9996), in_percent(1)
    ('71 percent', 'over 99 percent', '100 percent')
    """
    if 1e-9 < share < 0.005:
        return "under 1 percent"
    return "over 99 percent" if 0.995 <= share < 1 - 1e-9 else f"{share * 100:.0f} percent"


def joined(parts: Iterable[str]) -> str:
    """``parts`` (at least one) as a list in a sentence.

    >>> joined(["a", "b", "c"]), joined(["a"])
    ('a, b and c', 'a')
    """
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def shortened(text: str, most: int) -> str:
    """``text``, or as many of its words as fit into ``most`` characters.

    >>> shortened("Putin visits Pyongyang, the first time since 2000", 26)
    'Putin visits Pyongyang …'
    """
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
