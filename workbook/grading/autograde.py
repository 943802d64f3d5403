"""Grading a class: every submission read, run, judged and kept, one after the other or several at once."""

import hashlib
import queue
import re
import threading
from dataclasses import dataclass
from pathlib import Path

import workbook

from ..assignments.answers import from_data
from ..assignments.hand_in import word_count
from ..assignments.keys import judged
from ..assignments.release import tag, variant_of
from ..assignments.source import Exercise
from ..base import WorkbookError
from ..base.files import write_whole
from ..catalog import names
from .gather import Delivery
from .notebooks import Refused, read_submission
from .results import Marked, Result, Written, code_path, read_result, result_path, write_result
from .sandbox import Limits, Sandbox

ENDED = {
    "time": "The code was stopped after {wall} seconds, or {cpu} seconds of computing.",
    "memory": "The code was stopped because it used more than {gigabytes:g} GB of memory.",
    "processes": "The code was stopped because it started more than {processes} processes.",
    "output": "The code was stopped because it printed or answered too much.",
    "died": "The code ended before its last cell; the answers until then count.",
}


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
    def datasets(self):
        """The datasets that the exercise loads, which a sandbox reads once."""
        return sorted({name for cell in self.exercise.cells for name in _named(cell.text)})

    @property
    def edition(self):
        """A digest of all that the judgement depends on beside the submission."""
        files = [path.read_bytes() for path in sorted(self.exercise.path.iterdir()) if path.is_file()]
        said = "\0".join([workbook.__version__, self.secret, str(self.number), str(self.limits)]).encode()
        return hashlib.sha256(b"\0".join([said, *files])).hexdigest()


def _named(text):
    """The datasets that ``text`` loads."""
    return [name for name in re.findall(r"""load\(["'](\w+)["']""", text) if name in names()]


def grade_all(plan, deliveries, jobs=1, trusted=False, run=None, done=lambda result: None):
    """Grade ``deliveries``; what is graded already, and has not changed since, is left as it is.

    ``jobs`` sandboxes work side by side; ``run`` (cells, names → Outcome) takes the place of a sandbox of this
    machine. ``done`` is called with each Result. A Result is kept as soon as it is there, so that an interrupted run
    goes on where it stopped. Raises the first error of a worker that is not the fault of a submission.
    """
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    for delivery in deliveries:
        waiting.put(delivery)
    lock, edition = threading.Lock(), plan.edition
    errors: list[BaseException] = []

    def work(number):
        sandbox = None
        try:
            sandbox = None if run else Sandbox(plan.limits, trusted, number, plan.datasets)
            use = sandbox.run if sandbox else run
            while not errors:
                try:
                    delivery = waiting.get_nowait()
                except queue.Empty:
                    return
                result = _graded(plan, delivery, edition, use, lock)
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


def _graded(plan, delivery: Delivery, edition, run, lock):
    """The Result for ``delivery``: the one that is kept, if it is still right, or a new one."""
    path = result_path(plan.results, delivery.student.id)
    try:
        content = delivery.read()
    except (OSError, WorkbookError) as error:
        result = _refused(plan, delivery, "", str(error))
        write_result(plan.results, result)
        return result
    digest = hashlib.sha256(content + edition.encode()).hexdigest()
    if path.is_file():
        try:
            kept = read_result(path)
        except WorkbookError:
            kept = None
        if kept and kept.input == digest and kept.file == delivery.file:
            return kept
    try:
        submission = _read(content, plan.exercise)
        result, code = _judged(plan, delivery, digest, submission, run, lock)
        beside = code_path(plan.results, delivery.student.id)
        beside.parent.mkdir(parents=True, exist_ok=True)
        write_whole(beside, code.encode("utf-8", "replace"))
    except Refused as error:
        result = _refused(plan, delivery, digest, str(error))
    write_result(plan.results, result)
    return result


def _read(content, exercise):
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


def _judged(plan, delivery, digest, submission, run, lock):
    exercise, student = plan.exercise, delivery.student
    number, remarks = _variant(plan, student, submission.about)
    outcome, cells, repairs = _run(submission, list(exercise.questions), run)
    with lock:  # a key is worked out once for all who have the variant, and judging is not made for several threads
        verdicts = {
            name: (one["points"], judged(one, from_data(outcome.answers.get(name))))
            for name, one in exercise.key(number).items()
        }
    questions = {
        name: Marked(round(most * one.credit, 6), most, one.outcome, one.reply, outcome.answers.get(name))
        for name, (most, one) in verdicts.items()
    }
    essays = {
        name: Written(submission.essays.get(name, ""), word_count(submission.essays.get(name, "")), cell.points)
        for name, cell in exercise.essays.items()
    }
    for place, said in outcome.errors[:20]:
        where = cells[place].label if 0 <= place < len(cells) else "the code"
        remarks.append(f"{where[:1].upper()}{where[1:]} stops with an error: {_plain(said)}")
    if outcome.ended in ENDED:
        limits = vars(plan.limits) | {"gigabytes": plan.limits.memory / 1024**3}
        remarks.append(ENDED[outcome.ended].format(**limits))
    result = Result(
        exercise=exercise.name,
        student=student.id,
        name=student.name,
        file=delivery.file,
        input=digest,
        variant=number,
        questions=questions,
        essays=essays,
        repairs=repairs,
        remarks=tuple(remarks),
        seconds=outcome.seconds,
    )
    return result, "\n\n".join(cell.text for cell in submission.code)


def _run(submission, names, run):
    """The outcome in the notebook's order, or in the exercise's own where that gives more answers."""
    cells, repairs = submission.code, tuple(submission.repairs)
    outcome = run([(cell.text, cell.label) for cell in cells], names)
    if submission.ordered and any(outcome.answers.get(name) is None for name in names):
        again = run([(cell.text, cell.label) for cell in submission.ordered], names)
        if _answered(again) > _answered(outcome):
            return again, submission.ordered, (*repairs, "They were run in the order of the exercise.")
    return outcome, cells, repairs


def _answered(outcome):
    return sum(value is not None for value in outcome.answers.values())


def _variant(plan, student, about):
    """The number of the variant that ``student`` works on, and what is odd about the copy."""
    own = about.get("copy")
    remarks: list[str] = []
    if not plan.secret:
        if own:
            raise WorkbookError(
                f"The copy of {student.id} was made with a secret. Type --secret and the file of workbook assign."
            )
        return plan.number, remarks
    if about.get("exercise") and not own:
        remarks.append(f"This copy has no mark of its own; it is judged as variant {plan.number + 1}, for all.")
        return plan.number, remarks
    if own and own != tag(plan.exercise, student, plan.secret):
        other = about.get("student", "")
        whose = f"for {other}" if other and other != student.id else "with another secret, or its mark was changed"
        remarks.append(f"This copy was made {whose}; it is judged as the variant of {student.id}.")
    return variant_of(plan.exercise, student, plan.secret), remarks


def _refused(plan, delivery, digest, reason):
    student = delivery.student
    return Result(
        exercise=plan.exercise.name,
        student=student.id,
        name=student.name,
        file=delivery.file,
        input=digest,
        status="refused",
        reason=_plain(reason),
    )


def _plain(text):
    """``text`` of a student's making as one line without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:300]
