"""Progress: which questions were tried and which are right, kept in the file of one's own entries."""

from pathlib import Path

from ..base import WorkbookError
from ..base.files import write_whole
from ..entries import entries
from .bank import notebook_questions, numbers

KIND = "check"
KEPT = ("right", "not yet")
LONGEST = 200  # characters of an answer


def record(question, verdict, value):
    """Keep the outcome of a check, if it says something new. Returns a remark for the reader, or blank."""
    if verdict.outcome not in KEPT:
        return ""
    answer = str(value)[:LONGEST]
    known = _latest()
    if known.get(question.id) == (verdict.outcome, answer):
        return ""
    try:
        entries.add(KIND, [{"question": question.id, "outcome": verdict.outcome, "answer": answer}])
    except WorkbookError as error:
        return f" ({error})"
    return ""


def _latest():
    rows = entries.read().latest(KIND)
    return {row.question: (row.outcome, row.answer) for row in rows.itertuples()}


class Progress:
    """Which questions of which notebook are right, tried, or not tried yet."""

    def __init__(self):
        self.outcomes = {name: outcome for name, (outcome, _) in _latest().items()}

    def of(self, number):
        """The outcome of each question of notebook ``number``; «not tried» where there is none."""
        return {name: self.outcomes.get(name, "not tried") for name in notebook_questions(number)}

    def __repr__(self):
        return "\n".join(
            f"{number}: {right} of {count} right, {tried} tried" for number, right, tried, count in self._rows()
        )

    def _repr_markdown_(self):
        rows = [f"| {number} | {right} | {tried} | {count} |" for number, right, tried, count in self._rows()]
        return "\n".join(["| notebook | right | tried | questions |", "| --- | --- | --- | --- |", *rows])

    def _rows(self):
        for number in numbers():
            found = list(self.of(number).values())
            yield number, found.count("right"), sum(one in KEPT for one in found), len(found)

    def export(self, path):
        """Copy all that was entered to the file ``path``, to take it to another machine. Returns the path."""
        own, path = entries.place(), Path(path)
        if not own.is_file():
            raise WorkbookError("There is nothing to export yet: no answer was kept.")
        if path.is_dir():
            path /= own.name
        try:
            write_whole(path, own.read_bytes())
        except OSError as error:
            raise WorkbookError(f"{path} cannot be written ({error.strerror}). Name another file.") from None
        return path

    def bring_in(self, path):
        """Add what was entered on another machine, from the file ``path``. Returns a sentence."""
        count = entries.merge(path)
        self.outcomes = Progress().outcomes
        return f"{count} {'entry' if count == 1 else 'entries'} added from {Path(path).name}."


def progress():
    """How far am I? Shows the questions of each notebook: right, tried, and how many there are."""
    return Progress()
