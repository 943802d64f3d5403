"""What the cross-checks share: the datasets as rows with names, and tests that name every offender."""

import functools
import json

import pytest

from workbook.base import folder
from workbook.catalog import card, names
from workbook.catalog.loading import missing_reasons
from workbook.catalog.prose_rules import card_prose
from workbook.catalog.prose_rules import dates_in as dates_in
from workbook.catalog.tables import texts

NUMBERS = {"integer": int, "year": int, "number": float}
PROSE = ("text", "list", "choice")


class Books:
    """All datasets as lists of rows: numbers as numbers, all else as the text of the file, a gap as None.

    ``changed`` replaces cells, such as ``{("trade:2010,CHN,kotra", "total_usd_million"): 3471.0}``, and ``more_files``
    adds files of prose: so a check can be shown a mistake.
    """

    def __init__(self, changed=None, more_files=None):
        self.changed = changed or {}
        self.broken = {at.partition(":")[0] for at, _ in self.changed}
        self.files = files() | (more_files or {})
        self.kept = {}

    def rows(self, name):
        """The rows of the dataset called ``name``; ``at`` is the name of the row, such as events:E100."""
        return list(self.by_key(name).values())

    def by_key(self, name):
        """The same rows by their key, which is text: “E100”, “2010,CHN,kotra”."""
        if name not in self.broken:
            return _rows(name)
        if name not in self.kept:
            self.kept[name] = {key: dict(row) for key, row in _rows(name).items()}
            for (at, column), value in self.changed.items():
                self.kept[name][at.partition(":")[2]][column] = value
        return self.kept[name]

    def prose(self):
        """Every text of the project: where it stands and what it says; cells, cards, notebooks, question files."""
        for name in names():
            kinds = {column.name: column.type for column in card(name).columns.values()}
            for row in self.rows(name):
                yield from ((row["at"], row[column]) for column, kind in kinds.items() if row[column] and kind in PROSE)
            yield f"{name}/card.toml", words(name)
        yield from self.files.items()


@functools.cache
def _rows(name):
    found, gaps = card(name), missing_reasons(name)
    table = texts(found.csv)
    cells = {
        column.name: [
            None if gap else NUMBERS.get(column.type, str)(cell)
            for cell, gap in zip(table[column.name], gaps.get(column.name, [""] * len(table)), strict=True)
        ]
        for column in found.columns.values()
    }
    keys = [",".join(key) for key in table[list(found.key)].itertuples(index=False)]
    rows = zip(keys, zip(*cells.values(), strict=True), strict=True)
    return {key: dict(zip(cells, row, strict=True)) | {"at": f"{name}:{key}"} for key, row in rows}


@functools.cache
def files():
    """The text of every notebook, question file and exercise, by path."""
    found = {}
    for home in (folder("notebooks"), folder("exercises")):
        for path in sorted(home.rglob("*")):
            name = path.relative_to(home.parent).as_posix()
            if path.suffix == ".ipynb" and ".ipynb_checkpoints" not in path.parts:
                cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                found[name] = "\n\n".join("".join(cell["source"]) for cell in cells)
            elif path.suffix in (".py", ".md", ".yaml", ".toml"):
                found[name] = path.read_text(encoding="utf-8")
    return found


def words(name):
    """All prose of the card of the dataset called ``name``."""
    return card_prose(card(name))


def items(cell):
    """The items of a list; none for a gap."""
    return cell.split(";") if cell else []


def checked(known, *mistakes):
    """A decorator: the test yields the name of a row and a sentence for every offender, and fails if one is left.

    Where a row can offend in several ways, what is named is narrower than the row: “treaties:T36,E181”.
    ``known`` holds for a test's name the reasons why rows may offend, and for each reason the rows. A row that no
    longer offends fails too, so that no exception goes stale. ``mistakes`` are such that the test must notice: a row,
    a column, what would wrongly stand there, and the name of the offender if that is not the row.
    """
    assert mistakes, "A check that nobody has seen fail is none: give it a mistake."

    def decorate(offenders):
        def test():
            found = list(offenders(Books()))
            new = [f"{at}: {sentence}." for at, sentence in found if at not in test.excepted]
            assert not new, "\n" + "\n".join(new)
            stale = test.excepted - {at for at, _ in found}
            assert not stale, f"These exceptions are no longer needed: {', '.join(sorted(stale))}."

        test.__name__, test.offenders = offenders.__name__, offenders
        test.mistakes = mistakes
        test.excepted = {at for rows in known.get(offenders.__name__, {}).values() for at in rows.split()}
        return test

    return decorate


def named(test, at, column, value):
    """The rows that ``test`` names in addition when ``value`` stands in the ``column`` of the row ``at``.

    With the column “file” ``at`` is the path of a new file, and ``value`` what it says.
    """
    if column == "file":
        broken = Books(more_files={at: value})
    else:
        before = Books().by_key(at.partition(":")[0])[at.partition(":")[2]][column]
        assert before != value, f"{at} has {value} in the column {column} already: choose another value."
        broken = Books({(at, column): value})
    return {row for row, _ in set(test.offenders(broken)) - _whole(test)} - test.excepted


@functools.cache
def _whole(test):
    return set(test.offenders(Books()))


def mistakes(module):
    """Every test in ``module`` (its globals) with each of its mistakes, as parameters."""
    orphans = set(module["KNOWN"]) - {name for name, test in module.items() if hasattr(test, "offenders")}
    assert not orphans, f"exceptions to tests that do not exist: {orphans}"
    pairs = [(test, one) for test in module.values() for one in getattr(test, "mistakes", ())]
    return [pytest.param(test, one, id=f"{test.__name__[5:]}: {one[0]}, {one[1]}") for test, one in pairs]
