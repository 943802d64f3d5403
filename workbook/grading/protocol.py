"""What the grader and the program in the sandbox say to each other: lines of JSON, and how they are read.

The grader starts the worker with Settings, sends a Job for each submission, and gets Ready once and then a Reply for
each job. The forked process that runs a submission sends lines to the worker: a Started first, one line for each cell
that changed something or failed, and a Done. Whatever a submission writes reaches the worker in place of such lines,
so nothing in them is believed. Code of students can import this module: it holds nothing but the form of the messages.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:
    from ..assignments.answers import Data

MOST_ERRORS = 50  # that one submission may report
LONGEST_ERROR = 300  # characters
DONE_LINE = b'{"done": true}'


class LimitValues(TypedDict):
    """What one submission may use (see ``sandbox.Limits``): seconds, bytes and numbers."""

    wall: int
    cpu: int
    memory: int
    processes: int
    open_files: int
    disk: int
    files: int


class Settings(TypedDict):
    """With what a worker is started."""

    limits: LimitValues
    user: int  # the one to become, or 0
    confined: bool
    datasets: list[str]
    scratch: str


class Job(TypedDict):
    """One submission: its cells as pairs of code and label, and the variables to read after each."""

    cells: list[tuple[str, str]]
    names: list[str]


class Ready(TypedDict):
    """The first line of a worker."""

    ready: bool


class Reply(TypedDict):
    """What came out of one job: the last answers as plain data, errors as pairs of cell and words, how it ended."""

    answers: "dict[str, Data]"
    errors: list[tuple[int, str]]
    ended: str
    printed: str
    seconds: float


class CellLine(TypedDict):
    """What a forked process sends after a cell that changed an answer or stopped with an error."""

    cell: int
    answers: "dict[str, Data]"
    error: NotRequired[str]


def line_of(message: Settings | Job | Ready | Reply | CellLine | dict[str, object]) -> str:
    """A ``message`` as one line of JSON, with its line end."""
    return json.dumps(message) + "\n"


def settings_from(text: str) -> Settings:
    """The Settings that the grader wrote."""
    settings: Settings = json.loads(text)
    return settings


def job_from(line: str) -> Job:
    """The Job that the grader wrote."""
    job: Job = json.loads(line)
    return job


def reply_from(line: bytes) -> Reply:
    """The Reply that a worker wrote; also its Ready, of which nothing is read."""
    reply: Reply = json.loads(line)
    return reply


def process_from(sent: bytes) -> int | None:
    """The number of the process that runs the submission, which the first line of what was ``sent`` gives.

    >>> process_from(b'{"process": 17}' + bytes([10])), process_from(b"nothing")
    (17, None)
    """
    try:
        process = json.loads(sent.split(b"\n", 1)[0])["process"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return process if isinstance(process, int) else None


def answers_and_errors(sent: bytes) -> "tuple[dict[str, Data], list[tuple[int, str]]]":
    """The last answers and all errors of what was ``sent``; lines that are not what they should be are passed over.

    An error of the sandbox itself is given for the cell -1.
    """
    answers: dict[str, Data] = {}
    errors: list[tuple[int, str]] = []
    for message in _messages(sent):
        own, broken, error, cell = (message.get(name) for name in ("answers", "broken", "error", "cell"))
        if isinstance(own, dict):
            answers = own
        if isinstance(broken, str):
            errors.append((-1, broken[:LONGEST_ERROR]))
        if isinstance(error, str) and isinstance(cell, int) and len(errors) < MOST_ERRORS:
            errors.append((cell, error[:LONGEST_ERROR]))
    return answers, errors


def _messages(sent: bytes) -> Iterator[dict[str, object]]:
    for line in sent.split(b"\n"):
        try:
            message = json.loads(line, parse_constant=lambda constant: None)
        except (ValueError, RecursionError):
            continue
        if isinstance(message, dict):
            yield message
