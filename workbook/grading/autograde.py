"""Grading a class: every submission read, run, judged and kept, one after the other or several at once."""

import contextlib
import errno
import json
import queue
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import cast

import workbook

from ..assignments.roster import Student
from ..assignments.source import Exercise
from ..base import WorkbookError
from ..base.files import digest, write_whole
from ..catalog import names
from ..catalog.folders import home
from .gather import SubmittedFile
from .judging import EndsTheRun, Judgement, judge, of_the_run, one_line
from .notebooks import Refused, read_submission
from .receipts import differences
from .remarks import Remark
from .results import (
    Result,
    code_path,
    make_folders,
    must_be_of,
    read_result,
    result_path,
    write_result,
)
from .sandbox import Execution, Limits, RunCells, Sandbox
from .variant_choice import VariantChoice

# What a file's own name can bring about; all other errors of writing concern the folder, and so the whole class.
OF_ONE_FILE = {errno.ENAMETOOLONG, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ, errno.ENOTEMPTY}


@dataclass(frozen=True)
class Plan:
    """How a class is graded: the exercise, where results go, and what tells which variant each student has.

    ``secret`` is that of the copies with a variant of their own, ``number`` the variant that was typed for all,
    ``assigned`` who has which by an own list, ``students`` the roster: see VariantChoice.
    """

    exercise: Exercise
    results: Path
    secret: str = ""
    number: int | None = None
    limits: Limits = Limits()
    assigned: Mapping[str, int] = field(default_factory=dict)
    students: Sequence[Student] = ()

    @cached_property
    def choice(self) -> VariantChoice:
        """What decides which variant a submission is judged as."""
        return VariantChoice(self.exercise, self.assigned, self.number, self.secret, self.students)

    @property
    def datasets(self) -> list[str]:
        """The datasets that the exercise loads, which a sandbox reads once."""
        return sorted({name for cell in self.exercise.cells for name in _loaded(cell.text)})

    @cached_property
    def edition(self) -> str:
        """A digest of all that the judgement depends on beside the submission, the student and the variant."""
        files = [home(name) / file for name in self.datasets for file in (f"{name}.csv", "card.toml")]
        data = [digest(path.read_bytes()) for path in files]
        return digest("\0".join([workbook.__version__, self.exercise.source, str(self.limits), *data]).encode())


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

    A submission with which anything fails is refused alone, with a reason, and the class goes on.

    ``jobs`` sandboxes work side by side; ``run`` (cells, names → Execution) takes the place of a sandbox of this
    machine. ``done`` is called with each Result. A Result is kept as soon as it is there, so that an interrupted run
    goes on where it stopped. Raises WorkbookError, before anything is run, if the folder holds results of another
    exercise or cannot be written, and the first error that is not the fault of a submission.
    """
    must_be_of(plan.results, plan.exercise.name)
    make_folders(plan.results)
    waiting: queue.SimpleQueue[SubmittedFile] = queue.SimpleQueue()
    for submitted in submissions:
        waiting.put(submitted)
    lock = threading.Lock()
    plan.edition  # noqa: B018  (worked out here, so that no thread does)
    errors: list[BaseException] = []

    def work(number: int) -> None:
        sandbox = None
        try:
            if run is None:
                sandbox = Sandbox(plan.limits, trusted, number, plan.datasets)
            use = _of_this_run(run, sandbox)
            while not errors:
                try:
                    submitted = waiting.get_nowait()
                except queue.Empty:
                    return
                result = _graded(plan, submitted, use, lock)
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


def _of_this_run(run: RunCells | None, sandbox: Sandbox | None) -> RunCells:
    """What runs the cells of a submission: ``run``, or the ``sandbox``, which begins afresh after a failure."""

    def use(cells: Sequence[tuple[str, str]], names: Sequence[str]) -> Execution:
        try:
            with of_the_run():
                return run(cells, names) if run else cast(Sandbox, sandbox).run(cells, names)
        except BaseException:
            if sandbox:
                sandbox.close()
            raise

    return use


def _graded(plan: Plan, submitted: SubmittedFile, use: RunCells, lock: threading.Lock) -> Result:
    """The Result for ``submitted``: the one that is kept, if it is still right, or a new one.

    Whatever fails while this one is read, judged and kept, it alone is refused. What is no fault of it is raised as
    WorkbookError: an exercise that contradicts itself, a sandbox that does not start, a folder that takes no more.
    """
    input = submission_digest = ""
    blank = Result(
        exercise=plan.exercise.name,
        student=submitted.student.id,
        name=submitted.student.name,
        file=submitted.file,
        edition=plan.exercise.edition,
        late=submitted.late,
    )
    try:
        content = submitted.read()
        submission_digest = digest(content)
        input = digest(f"{plan.edition} {submission_digest} {submitted.file} {submitted.late}".encode())
        submission = read_submission(content, plan.exercise)
        with lock:  # the variants are worked out once
            number, remarks = plan.choice.decide(submitted.student, submission.about, submission.prompts)
        input = _input(plan, submitted, submission_digest, number, remarks)
        kept = _kept(plan, submitted, input)
        if kept:
            return kept
        judgement = judge(submission, plan.exercise, number, use, plan.limits, lock)
        result = replace(
            blank,
            input=input,
            submission=submission_digest,
            variant=number,
            questions=judgement.questions,
            essays=judgement.essays,
            repairs=judgement.repairs,
            remarks=(*remarks, *judgement.remarks, *_of_own_run(submitted, submission_digest, judgement)),
        )
        _keep(plan, result, "\n\n".join(cell.text for cell in submission.code))
        return result
    except EndsTheRun as error:
        raise error.reason from None
    except Refused as error:
        result = _refused(blank, str(error), input)
    except WorkbookError as error:
        result = _refused(blank, str(error))
    except Exception as error:
        # Without a digest of its input it is tried again next time: there may be more memory, or a newer workbook.
        result = _refused(blank, _fault(error))
    result = replace(result, submission=submission_digest)
    try:
        _keep(plan, result, None)
    except EndsTheRun as error:
        raise error.reason from None
    except Exception as error:
        result = replace(result, reason=one_line(_not_kept(error)))
    return result


def _fault(error: Exception) -> str:
    """Why a submission is refused with which something failed that nobody thought of."""
    if isinstance(error, MemoryError):
        return "There was not enough memory to read and judge it. Grade again with fewer at once: --jobs 1."
    return (
        f"It could not be graded, which is a fault of the workbook ({type(error).__name__}: {str(error)[:120]}). "
        "Please mark it by hand, and report it."
    )


def _not_kept(error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return f"No result can be kept under this id ({why}): give another id in the roster."


def _input(plan: Plan, submitted: SubmittedFile, submission: str, number: int, remarks: Sequence[Remark]) -> str:
    """The digest of all that the result of ``submitted`` depends on."""
    student = submitted.student
    choice = [student.id, student.name, submitted.file, submitted.late, number, [one.as_data() for one in remarks]]
    choice.append(submitted.own_run.as_text)
    return digest(json.dumps([plan.edition, submission, choice]).encode())


def _of_own_run(submitted: SubmittedFile, submission: str, judgement: Judgement) -> list[Remark]:
    """Where the student's own run gave something else than the answers that were judged."""
    answers = {name: question.given for name, question in judgement.questions.items()}
    return differences(submitted.own_run, submission, answers, answers)


def _kept(plan: Plan, submitted: SubmittedFile, input: str) -> Result | None:
    """The result of an earlier run, if it is whole and of the same ``input``."""
    path = result_path(plan.results, submitted.student.id)
    try:
        kept = read_result(path) if path.is_file() else None
    except WorkbookError:
        return None
    return kept if kept and kept.input == input else None


def _keep(plan: Plan, result: Result, code: str | None) -> None:
    """Keep the ``result``, and the ``code`` that was run; no result of an earlier run outlives a failure."""
    student = result.student
    try:
        if code is None:
            code_path(plan.results, student).unlink(missing_ok=True)
        else:
            write_whole(code_path(plan.results, student), code.encode("utf-8", "replace"))
        write_result(plan.results, result)
    except OSError as error:
        if error.errno not in OF_ONE_FILE:
            raise EndsTheRun(WorkbookError(_full(plan, error))) from error
        with contextlib.suppress(OSError):
            result_path(plan.results, student).unlink()
        raise


def _full(plan: Plan, error: OSError) -> str:
    return (
        f"{plan.results} takes no more results ({error.strerror or error}). Those that are there are whole. Make room, "
        "and type the same command again: it goes on where it stopped."
    )


def _refused(blank: Result, reason: str, input: str = "") -> Result:
    return replace(blank, input=input, status="refused", reason=one_line(reason))
