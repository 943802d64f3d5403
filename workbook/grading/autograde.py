"""Grading a class: every submission read, run, judged and kept, one after the other or several at once."""

import hashlib
import queue
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import workbook

from ..assignments.answers import from_data
from ..assignments.hand_in import word_count
from ..assignments.keys import judged
from ..assignments.release import tag, variant_of
from ..assignments.roster import Student
from ..assignments.source import Exercise
from ..base import WorkbookError
from ..base.files import write_whole
from ..catalog import names
from .assemble import About, CodeCell, Submission
from .gather import SubmittedFile
from .notebooks import Refused, read_submission
from .remarks import Remark, remark
from .results import EssayResult, QuestionResult, Result, code_path, read_result, result_path, write_result
from .sandbox import Execution, Limits, RunCells, Sandbox

MOST_ERRORS = 20  # of one submission that are listed


@dataclass(frozen=True)
class Plan:
    """How a class is graded: the exercise, where results go, and which variant each student has.

    ``secret`` is that of the copies with a variant of their own; ``number`` the variant of copies made for all.
    """

    exercise: Exercise
    results: Path
    secret: str = ""
    number: int = 0
    limits: Limits = Limits()

    @property
    def datasets(self) -> list[str]:
        """The datasets that the exercise loads, which a sandbox reads once."""
        return sorted({name for cell in self.exercise.cells for name in _loaded(cell.text)})

    @property
    def edition(self) -> str:
        """A digest of all that the judgement depends on beside the submission."""
        files = [path.read_bytes() for path in sorted(self.exercise.path.iterdir()) if path.is_file()]
        choices = "\0".join([workbook.__version__, self.secret, str(self.number), str(self.limits)]).encode()
        return hashlib.sha256(b"\0".join([choices, *files])).hexdigest()


def _loaded(text: str) -> list[str]:
    """The datasets that ``text`` loads."""
    return [name for name in re.findall(r"""load\(["'](\w+)["']""", text) if name in names()]


def grade_all(
    plan: Plan,
    submissions: Iterable[SubmittedFile],
    jobs: int = 1,
    trusted: bool = False,
    run: RunCells | None = None,
    done: Callable[[Result], object] = lambda result: None,
) -> None:
    """Grade ``submissions``; what is graded already, and has not changed since, is left as it is.

    ``jobs`` sandboxes work side by side; ``run`` (cells, names → Execution) takes the place of a sandbox of this
    machine. ``done`` is called with each Result. A Result is kept as soon as it is there, so that an interrupted run
    goes on where it stopped. Raises the first error of a worker that is not the fault of a submission.
    """
    waiting: queue.SimpleQueue[SubmittedFile] = queue.SimpleQueue()
    for submitted in submissions:
        waiting.put(submitted)
    lock, edition = threading.Lock(), plan.edition
    errors: list[BaseException] = []

    def work(number: int) -> None:
        sandbox = None
        try:
            use = run
            if use is None:
                sandbox = Sandbox(plan.limits, trusted, number, plan.datasets)
                use = sandbox.run
            while not errors:
                try:
                    submitted = waiting.get_nowait()
                except queue.Empty:
                    return
                result = _graded(plan, submitted, edition, use, lock)
                with lock:
                    done(result)
        except BaseException as error:
            errors.append(error)
        finally:
            if sandbox:
                sandbox.close()

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(max(1, jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def _graded(plan: Plan, submitted: SubmittedFile, edition: str, run: RunCells, lock: threading.Lock) -> Result:
    """The Result for ``submitted``: the one that is kept, if it is still right, or a new one."""
    path = result_path(plan.results, submitted.student.id)
    try:
        content = submitted.read()
    except (OSError, WorkbookError) as error:
        result = _refused(plan, submitted, "", str(error))
        write_result(plan.results, result)
        return result
    digest = hashlib.sha256(content + edition.encode()).hexdigest()
    kept = _kept(path)
    if kept and kept.input == digest and kept.file == submitted.file:
        return kept
    try:
        submission = _submission_in(content, plan.exercise)
        result, code = _judged(plan, submitted, digest, submission, run, lock)
        beside = code_path(plan.results, submitted.student.id)
        beside.parent.mkdir(parents=True, exist_ok=True)
        write_whole(beside, code.encode("utf-8", "replace"))
    except Refused as error:
        result = _refused(plan, submitted, digest, str(error))
    write_result(plan.results, result)
    return result


def _kept(path: Path) -> Result | None:
    """The result of an earlier run, if it is whole."""
    try:
        return read_result(path) if path.is_file() else None
    except WorkbookError:
        return None


def _submission_in(content: bytes, exercise: Exercise) -> Submission:
    """The Submission in ``content``. What fails in a way that nobody thought of is refused, and the class goes on."""
    try:
        return read_submission(content, exercise)
    except WorkbookError:
        raise
    except Exception as error:
        raise Refused(
            f"It could not be read, which is a fault of the workbook ({type(error).__name__}: {error}). "
            "Please mark it by hand, and report it."
        ) from error


def _judged(
    plan: Plan, submitted: SubmittedFile, digest: str, submission: Submission, run: RunCells, lock: threading.Lock
) -> tuple[Result, str]:
    """The Result of a ``submission``, and the code that was run."""
    exercise, student = plan.exercise, submitted.student
    number, remarks = _variant(plan, student, submission.about)
    execution, cells, of_order = _executed(submission, list(exercise.questions), run)
    with lock:  # a key is worked out once for all who have the variant, and judging is not made for several threads
        verdicts = {
            name: (key["points"], judged(key, from_data(execution.answers.get(name))))
            for name, key in exercise.key(number).items()
        }
    questions = {
        name: QuestionResult(
            round(most * verdict.credit, 6), most, verdict.outcome, verdict.reply, execution.answers.get(name)
        )
        for name, (most, verdict) in verdicts.items()
    }
    texts = {name: submission.essays.get(name, "") for name in exercise.essays}
    result = Result(
        exercise=exercise.name,
        student=student.id,
        name=student.name,
        file=submitted.file,
        input=digest,
        variant=number,
        questions=questions,
        essays={
            name: EssayResult(texts[name], word_count(texts[name]), cell.points)
            for name, cell in exercise.essays.items()
        },
        repairs=(*submission.repairs, *of_order),
        remarks=(*remarks, *_of_execution(execution, cells, plan.limits)),
        seconds=execution.seconds,
    )
    return result, "\n\n".join(cell.text for cell in submission.code)


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
        remarks.append(remark("code-error", label=label[:1].upper() + label[1:], error=_one_line(words)))
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


def _variant(plan: Plan, student: Student, about: About) -> tuple[int, list[Remark]]:
    """The number of the variant that ``student`` works on, and what is odd about the copy."""
    mark = about.get("copy")
    if not plan.secret:
        if mark:
            raise WorkbookError(
                f"The copy of {student.id} was made with a secret. Type --secret and the file of workbook assign."
            )
        return plan.number, []
    if about.get("exercise") and not mark:
        return plan.number, [remark("copy-without-mark", variant=plan.number + 1)]
    number = variant_of(plan.exercise, student, plan.secret)
    if not mark or mark == tag(plan.exercise, student, plan.secret):
        return number, []
    other = about.get("student", "")
    if other and other != student.id:
        return number, [remark("copy-of-other-student", other=other, student=student.id)]
    return number, [remark("copy-of-other-secret", student=student.id)]


def _refused(plan: Plan, submitted: SubmittedFile, digest: str, reason: str) -> Result:
    student = submitted.student
    return Result(
        exercise=plan.exercise.name,
        student=student.id,
        name=student.name,
        file=submitted.file,
        input=digest,
        status="refused",
        reason=_one_line(reason),
    )


def _one_line(text: str) -> str:
    """``text`` of a student's making as one line without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:300]
