"""What a submission earned: its code run, its answers judged by the key of its variant, its essays kept."""

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..assignments.answers import from_data
from ..assignments.hand_in import word_count
from ..assignments.keys import judged
from ..assignments.source import Exercise
from ..base import WorkbookError
from .assemble import CodeCell, Submission
from .remarks import Remark, remark
from .results import EssayResult, QuestionResult
from .sandbox import Execution, Limits, RunCells

MOST_ERRORS = 20  # of one submission that are listed


class EndsTheRun(Exception):
    """Raised around an error that is no fault of the submission at hand: the next one would meet it too."""

    def __init__(self, reason: WorkbookError) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextlib.contextmanager
def of_the_run() -> Iterator[None]:
    """Put around what is no submission's fault: a WorkbookError in it becomes EndsTheRun."""
    try:
        yield
    except WorkbookError as error:
        raise EndsTheRun(error) from error


@dataclass(frozen=True)
class Judgement:
    """What a submission earned: its questions and essays by name, what was repaired, and what went wrong."""

    questions: Mapping[str, QuestionResult]
    essays: Mapping[str, EssayResult]
    repairs: tuple[Remark, ...]
    remarks: tuple[Remark, ...]


def judge(
    submission: Submission, exercise: Exercise, number: int, run: RunCells, limits: Limits, lock: threading.Lock
) -> Judgement:
    """What does ``submission`` earn, as variant ``number`` (from 0) of the ``exercise``?

    ``run`` runs its cells within ``limits``; ``lock`` is held while answers are judged. Raises EndsTheRun if the
    exercise contradicts itself.
    """
    execution, cells, of_order = _executed(submission, list(exercise.questions), run)
    with lock:  # a key is worked out once for all who have the variant, and judging is not made for several threads
        with of_the_run():
            keys = exercise.key(number)
        verdicts = {
            name: (key["points"], judged(key, from_data(execution.answers.get(name)))) for name, key in keys.items()
        }
    texts = {name: submission.essays.get(name, "") for name in exercise.essays}
    return Judgement(
        questions={
            name: QuestionResult(
                round(most * verdict.credit, 6), most, verdict.outcome, verdict.reply, execution.answers.get(name)
            )
            for name, (most, verdict) in verdicts.items()
        },
        essays={
            name: EssayResult(texts[name], word_count(texts[name]), cell.points)
            for name, cell in exercise.essays.items()
        },
        repairs=(*submission.repairs, *of_order),
        remarks=tuple(_of_execution(execution, cells, limits)),
    )


def _executed(
    submission: Submission, names: Sequence[str], run: RunCells
) -> tuple[Execution, tuple[CodeCell, ...], list[Remark]]:
    """The run in the notebook's order, or in the exercise's own where that gives more answers; and its cells."""
    execution = run([(cell.text, cell.label) for cell in submission.code], names)
    if submission.ordered and any(execution.answers.get(name) is None for name in names):
        again = run([(cell.text, cell.label) for cell in submission.ordered], names)
        if _answered(again) > _answered(execution):
            return again, submission.ordered, [remark("run-in-exercise-order")]
    return execution, submission.code, []


def _answered(execution: Execution) -> int:
    return sum(value is not None for value in execution.answers.values())


def _of_execution(execution: Execution, cells: Sequence[CodeCell], limits: Limits) -> list[Remark]:
    """What went wrong while the cells ran."""
    remarks = [remark("answer-refused", question=name, what=what) for name, what in execution.refused.items()]
    if execution.passed_over:
        remarks.append(remark("lines-passed-over", count=execution.passed_over))
    for index, words in execution.errors[:MOST_ERRORS]:
        label = cells[index].label if 0 <= index < len(cells) else "the code"
        remarks.append(remark("code-error", label=label[:1].upper() + label[1:], error=one_line(words)))
    stopped = {
        "time": remark("stopped-time", wall=limits.wall, cpu=limits.cpu),
        "memory": remark("stopped-memory", gigabytes=limits.memory / 1024**3),
        "processes": remark("stopped-processes", processes=limits.processes),
        "output": remark("stopped-output"),
        "died": remark("died"),
    }
    if execution.ended in stopped:
        remarks.append(stopped[execution.ended])
    return remarks


def one_line(text: str) -> str:
    """``text`` of a student's making as one line without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:300]
