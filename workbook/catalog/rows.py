"""Single rows: found by their key, told in one line, with the works that they rest on."""

from ..base.errors import UnknownName, unknown
from .cards import card, vocabulary
from .loading import cells_of
from .records import works


def row_of(dataset, key):
    """The row of ``dataset`` with the ``key``: a value, a tuple, or text with commas; all cells as text.

    Raises UnknownName with keys that exist.
    """
    found = card(dataset)
    table = cells_of(dataset)
    wanted = [str(part).strip() for part in (key if isinstance(key, (tuple, list)) else str(key).split(","))]
    if len(wanted) != len(found.key):
        raise UnknownName(f"A row of {dataset} is named by {', '.join(found.key)}; you gave {key!r}.")
    match = (table[list(found.key)] == wanted).all(axis="columns")
    if not match.any():
        raise unknown("row", ",".join(wanted), [",".join(row) for row in table[list(found.key)].values])
    return table[match].iloc[0]


def key_of(dataset, row):
    """The key of ``row`` as text, its parts joined by commas."""
    return ",".join(row[column] for column in card(dataset).key)


def told(dataset, row):
    """What ``row`` says, in one line: the cells that the card names, numbers with the name of their column."""
    found = card(dataset)
    gaps = {"", *(f"[{reason}]" for reason in vocabulary()["missing"])}
    parts = []
    for name in found.shows:
        if row[name] not in gaps:
            number = found.columns[name].type in ("integer", "number") or name.startswith("vote_")
            parts.append(f"{name} {row[name]}" if number else row[name].replace(";", ", "))
    return " · ".join(parts)


def sources_of(row):
    """The works that a row rests on, as keys; none where none was found."""
    return [key for key in row["source"].split(";") if key in works().index]
