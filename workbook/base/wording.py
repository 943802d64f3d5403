"""Wording that several views share: days, numbers of things, lists."""

# The six states of Northeast Asia, in the order of legends.
STATES = {
    "CHN": "China",
    "RUS": "Russia",
    "PRK": "North Korea",
    "USA": "United States",
    "JPN": "Japan",
    "KOR": "South Korea",
}


def on_day(date):
    """``date`` as in a sentence: 13 April 2023."""
    return f"{date.day} {date:%B %Y}"


def many(number, one, more=""):
    """``number`` with the word for it: 1 missile, 1,200 missiles."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def joined(parts):
    """``parts`` as a list in a sentence: a, b and c."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def shortened(text, most):
    """``text``, or as many of its words as fit into ``most`` characters."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
