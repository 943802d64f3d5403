"""What the grader and the program in the sandbox say to each other, how it is written, and how it is checked.

The grader starts the worker with Settings and gets Ready once, or Broken. For each submission it sends a Job and gets a
Reply, or Broken. The process that runs a submission sends one CellLine for each cell that changed an answer or failed,
and a last line. Whatever a submission writes arrives in place of such lines, so every message from inside is held
against messages.schema.json and every answer against the grammar of answers, by the process that watches the submission
and by the grader again. Code of students can import this module: it holds nothing but the form of the messages.
"""

import functools
import json
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict, cast

from ..base.schemas import Validator, validator

if TYPE_CHECKING:
    from ..assignments.answers import Data

SCHEMA = Path(__file__).with_name("messages.schema.json")
MOST_ERRORS = 50  # that one submission may report
LONGEST_ERROR = 300  # characters
DONE_LINE = b'{"done": true}\n'
LENGTH = struct.Struct(">Q")  # before each Job: how many bytes it has

Ended = Literal["done", "time", "memory", "processes", "output", "died"]
Message = Literal["cell line", "ready", "broken", "reply"]


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


class Broken(TypedDict):
    """What a worker says in place of Ready or of a Reply: why it cannot run any code."""

    broken: str


class Reply(TypedDict):
    """What came out of one job: the last answers as plain data, errors as pairs of cell and words, how it ended.

    ``refused`` are answers that were none, by name, with the reason; ``passed_over`` is how many lines were none.
    """

    answers: "dict[str, Data]"
    refused: dict[str, str]
    passed_over: int
    errors: list[tuple[int, str]]
    ended: Ended
    printed: str
    seconds: float


class CellLine(TypedDict):
    """What a forked process sends after a cell that changed an answer or stopped with an error."""

    cell: int
    answers: "dict[str, Data]"
    error: NotRequired[str]


class BadMessage(ValueError):
    """A message from inside that is not what was agreed."""


class CannotRun(Exception):
    """A worker cannot run a submission at all; the text says why."""


@dataclass
class Sent:
    """What a submission sent, as far as it can be used; see Reply for its parts."""

    answers: "dict[str, Data]" = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[int, str]] = field(default_factory=list)
    passed_over: int = 0


def line_of(message: Settings | Ready | Broken | Reply | CellLine | dict[str, object]) -> str:
    """A ``message`` as one line of JSON, with its line end."""
    return json.dumps(message) + "\n"


def settings_from(text: str) -> Settings:
    """The Settings that the grader wrote."""
    settings: Settings = json.loads(text)
    return settings


def framed(job: Job) -> bytes:
    """A ``job`` as it is sent: its length in bytes, and JSON. So nobody has to read more than one job to read one."""
    content = json.dumps(job).encode()
    return LENGTH.pack(len(content)) + content


def read_job(handle: int) -> Job | None:
    """The next Job from the pipe ``handle``, and not one byte more; None if the pipe was closed."""
    head = _read(handle, LENGTH.size)
    content = _read(handle, LENGTH.unpack(head)[0]) if head else b""
    if not content:
        return None
    job: Job = json.loads(content)
    return job


def _read(handle: int, size: int) -> bytes:
    """``size`` bytes from ``handle``; none if it ends before."""
    parts = bytearray()
    while len(parts) < size:
        part = os.read(handle, min(size - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def sent_in(sent: bytes, job: Job) -> Sent:
    """What the bytes ``sent`` by the process that ran ``job`` say: the last answers and all errors. Never an exception.

    Nothing after the first last line counts. An answer that is none becomes ``{"unreadable": …}`` and is ``refused``;
    a line that is none is passed over. Of more lines than cells, the last ones are read.

    >>> line = line_of({"cell": 0, "answers": {"q1": 5, "q2": {"pairs": 5}}}).encode()
    >>> found = sent_in(line, {"cells": [("q1 = 5", "cell 1")], "names": ["q1", "q2"]})
    >>> found.answers["q1"], found.refused
    (5, {'q2': 'something in a form that no answer has'})
    """
    before, last, _ = (b"\n" + sent).partition(b"\n" + DONE_LINE)
    whole = before if last else before.rpartition(b"\n")[0]  # a process that was stopped may have begun a line
    lines = [line for line in whole.split(b"\n") if line]
    read = lines[-len(job["cells"]) :] if job["cells"] else []
    found = Sent(passed_over=len(lines) - len(read))
    answers: Mapping[str, object] = {}
    for text in read:
        try:
            line = cast(CellLine, _message(text, ["cell line"]))
            if line["cell"] >= len(job["cells"]) or not set(line["answers"]) <= set(job["names"]):
                raise BadMessage("it names a cell or a variable that is not there")
        except BadMessage:
            found.passed_over += 1
            continue
        answers = line["answers"]
        if "error" in line and len(found.errors) < MOST_ERRORS:
            found.errors.append((int(line["cell"]), clean(line["error"], LONGEST_ERROR)))
    found.answers, found.refused = _sound(answers)
    return found


def _sound(answers: Mapping[str, object]) -> "tuple[dict[str, Data], dict[str, str]]":
    """The ``answers`` with those replaced that are none, and what is wrong with these."""
    from ..assignments.answers import fault_in

    faults = {name: fault for name, value in answers.items() if (fault := fault_in(value))}
    return cast("dict[str, Data]", {**answers, **{name: {"unreadable": faults[name]} for name in faults}}), faults


def start_from(line: bytes) -> str:
    """Why the worker that wrote ``line`` first did not start; blank if it did. Raises BadMessage."""
    message = _message(line, ["ready", "broken"])
    return clean(str(message.get("broken", "")))


def reply_from(line: bytes, job: Job) -> Reply:
    """What the worker wrote about ``job``.

    Raises CannotRun if it says that it could not run it, and BadMessage for anything that cannot be a reply to it.
    """
    message = _message(line, ["reply", "broken"])
    if "broken" in message:
        raise CannotRun(clean(str(message["broken"])))
    return checked(cast(Reply, message), job)


def checked(reply: Reply, job: Job) -> Reply:
    """The ``reply``, if it is one to the ``job``: names, cells, answers and texts. Raises BadMessage if not."""
    must_fit(reply, ["reply"])
    names, cells = set(job["names"]), len(job["cells"])
    if not names >= {*reply["answers"], *reply["refused"]} or any(cell >= cells for cell, _ in reply["errors"]):
        raise BadMessage("it is about another submission")
    if _sound(reply["answers"])[1]:
        raise BadMessage("an answer has a form that no answer has")
    errors = [(int(cell), clean(words, LONGEST_ERROR)) for cell, words in reply["errors"]]
    refused = {name: clean(words) for name, words in reply["refused"].items()}
    return {**reply, "refused": refused, "errors": errors, "printed": clean(reply["printed"])}


def clean(text: str, most: int = 2000) -> str:
    """At most ``most`` characters of ``text``, all of which can be written to a file.

    >>> clean("a" + chr(0xD800) + chr(0) + "b")
    'a??b'
    """
    return text[:most].encode("utf-8", "replace").decode().replace("\0", "?")


def must_fit(message: object, kinds: Iterable[Message]) -> None:
    """Raises BadMessage if ``message`` is of none of the ``kinds`` that messages.schema.json describes."""
    try:
        if any(schema_of(kind).is_valid(message) for kind in kinds):
            return
    except RecursionError:
        pass
    raise BadMessage("it has not the form that was agreed")


@functools.cache
def schema_of(kind: Message) -> Validator:
    """What holds a message of the ``kind`` against the schema."""
    return validator(json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"][kind])


def _message(line: bytes, kinds: Iterable[Message]) -> dict[str, object]:
    """The message in ``line``. Raises BadMessage for what is not JSON in ASCII, or is of none of the ``kinds``."""
    try:
        message = json.loads(line.decode("ascii"), parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise BadMessage("it is not JSON") from None
    must_fit(message, kinds)
    return cast("dict[str, object]", message)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON that has no name twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is there twice")
    return found
