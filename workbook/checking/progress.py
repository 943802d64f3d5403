"""Progress: which questions were tried and which are right, kept in the file of one's own entries."""

from collections.abc import Iterator
from pathlib import Path

from ..base import WorkbookError
from ..base.files import write_whole, writing
from ..entries import entries
from .bank import notebook_questions, number_of, numbers
from .questions import Question
from .verdicts import Outcome, Verdict

ENTRY_KIND = "check"
KEPT_OUTCOMES: tuple[Outcome, ...] = ("right", "not yet")
MOST_SIGNS = 200  # of an answer


def record(question: Question, verdict: Verdict, value: object) -> str:
    """Keep the outcome of a check, if it says something new. Returns a remark for the reader, or blank."""
    if verdict.outcome not in KEPT_OUTCOMES:
        return ""
    answer = str(value)[:MOST_SIGNS]
    if _latest().get(question.id) == (verdict.outcome, answer):
        return ""
    try:
        entries.add(ENTRY_KIND, [{"question": question.id, "outcome": verdict.outcome, "answer": answer}])
    except WorkbookError as error:
        return f" ({error})"
    return ""


def _latest() -> dict[str, tuple[Outcome, str]]:
    """The last outcome that was kept of each question, and the answer that it was about."""
    rows = entries.read().latest(ENTRY_KIND)
    columns = (rows[name].to_list() for name in ("question", "outcome", "answer"))
    return {question: (outcome, answer) for question, outcome, answer in zip(*columns, strict=True)}


class Progress:
    """Which questions of which notebook are right, tried, or not tried yet."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Outcome] = {name: outcome for name, (outcome, _) in _latest().items()}

    def of(self, notebook: int | str) -> dict[str, Outcome]:
        """The outcome of each question of the ``notebook`` (7, "7", "07"); “not tried” where there is none.

        Raises UnknownName, with the possible ones, if there is no such notebook.
        """
        return {name: self.outcomes.get(name, "not tried") for name in notebook_questions(number_of(notebook))}

    def __repr__(self) -> str:
        return "\n".join(
            f"{number}: {right} of {count} right, {tried} tried" for number, right, tried, count in self._rows()
        )

    def _repr_markdown_(self) -> str:
        rows = [f"| {number} | {right} | {tried} | {count} |" for number, right, tried, count in self._rows()]
        return "\n".join(["| notebook | right | tried | questions |", "| --- | --- | --- | --- |", *rows])

    def _rows(self) -> Iterator[tuple[str, int, int, int]]:
        """Of each notebook: its number, how many questions are right, how many were tried, and how many it has."""
        for number in numbers():
            outcomes = list(self.of(number).values())
            tried = sum(outcome in KEPT_OUTCOMES for outcome in outcomes)
            yield number, outcomes.count("right"), tried, len(outcomes)

    def export(self, path: Path | str) -> Path:
        """Copy all that was entered to the file ``path``, to take it to another machine. Returns the path.

        Raises WorkbookError if nothing was entered yet, or if the file cannot be written.
        """
        source, path = Path(entries.place()), Path(path)
        if not source.is_file():
            raise WorkbookError("There is nothing to export yet: no answer was kept.")
        if path.is_dir():
            path /= source.name
        content = source.read_bytes()
        with writing(path, "Name another file."):
            write_whole(path, content)
        return path

    def bring_in(self, path: Path | str) -> str:
        """Add what was entered on another machine, from the file ``path``. Returns a sentence.

        Raises WorkbookError if there is no such file, or if it holds no entry.
        """
        count = entries.merge(path)
        self.outcomes = Progress().outcomes
        return f"{count} {'entry' if count == 1 else 'entries'} added from {Path(path).name}."


def progress() -> Progress:
    """How far am I? Shows the questions of each notebook: right, tried, and how many there are.

    ``progress().of(7)`` gives the outcomes of one notebook.

    >>> progress().of(7)["07-1"]
    'not tried'
    """
    return Progress()
