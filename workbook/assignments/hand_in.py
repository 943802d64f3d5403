"""A submission: is anything missing, does the notebook run from the top, and one file with a receipt."""

import datetime
import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import workbook

from ..base import Page, WorkbookError
from ..base.files import digest, write_whole, writing
from ..base.schemas import with_light_jsonschema
from ..checking.verdicts import OUTCOMES
from .answers import Data, as_data
from .copies import BLANK, STARTER, Notebook, NotebookCell
from .execution import UNDER_WAY, Ran
from .fresh_run import run_fresh
from .notebook_code import uses_shell
from .roster import folder_name

if TYPE_CHECKING:
    from nbformat import NotebookNode

ANSWERS, RECEIPT = "answers.json", "receipt.json"
MOST_SHOWN = 150  # characters of an error
SHELL = "Shell commands (!ls) are run neither here nor when the exercise is graded; the rest of the cell is ({cells})."
BESIDE = "Files beside your notebook are not handed in with it; what the answers need must be in the notebook."
SAVE = "Save the notebook (Ctrl+S) and run this cell again."


class Hashed(TypedDict):
    """A file of the submission and its hash."""

    name: str
    hash: str


class Receipt(TypedDict):
    """What receipt.json says: who handed in what and when, and what was noticed."""

    exercise: str
    student: str
    time: str
    notebook: Hashed
    answers: Hashed
    copy: str
    release: str
    python: str
    remarks: list[str]


def hand_in(notebook: Path | str | None = None, student: str | None = None) -> Page:
    """Is my exercise complete? Runs it from the top as it will be graded, and makes one file to hand in.

    ``notebook`` is the file of the exercise; left out, it is the notebook that is open. ``student`` is asked for
    where the copy does not name one. The zip holds the notebook as it is saved, the answers as JSON and a receipt
    with hashes and the time; it is made even if something is missing, and the remarks say what. No network is used.

    Raises WorkbookError if there is no such notebook, if it is not an exercise, or if it names nobody.
    """
    if os.environ.get(UNDER_WAY):
        return Page("The notebook is being handed in.")
    path = Path(notebook).expanduser().absolute() if notebook else _open_notebook()
    content, exercise = _read_notebook(path)
    about = exercise["metadata"].get("workbook", {})
    student = student or about.get("student")
    if not student:
        raise WorkbookError('This copy names nobody. Type wb.hand_in(student="your student number").')
    answers, remarks = _run(exercise)
    remarks = [*_empty(answers), *remarks, *_differing(answers), *_lengths(exercise, answers)]
    answers_file = json.dumps(answers, indent=1, ensure_ascii=False, sort_keys=True).encode()
    now = datetime.datetime.now(datetime.UTC)
    receipt: Receipt = {
        "exercise": about["exercise"],
        "student": student,
        "time": now.isoformat(timespec="seconds"),
        "notebook": {"name": path.name, "hash": digest(content)},
        "answers": {"name": ANSWERS, "hash": digest(answers_file)},
        "copy": about.get("copy", ""),
        "release": workbook.__version__,
        "python": sys.version.split()[0],
        "remarks": remarks,
    }
    stamp = now.strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{about['exercise']}_{folder_name(student)}_{stamp}.zip")
    receipt_file = json.dumps(receipt, indent=1, ensure_ascii=False).encode()
    packed = _zipped({path.name: content, ANSWERS: answers_file, RECEIPT: receipt_file})
    with writing(target):
        write_whole(target, packed)
    return Page(_message(target, receipt))


def _message(target: Path, receipt: Receipt) -> str:
    """What the student reads."""
    mark = receipt["notebook"]["hash"].removeprefix("sha256:")[:12]
    lines = [f"**Hand in this file:** `{target.name}`", "", f"Receipt: {receipt['time']}, notebook {mark}.", ""]
    if not receipt["remarks"]:
        return "\n".join([*lines, "Every question is answered, and the notebook runs from the top."])
    lines += ["The file is complete, but look at this; you can hand in again:", ""]
    return "\n".join([*lines, *(f"- {remark}" for remark in receipt["remarks"])])


def _open_notebook() -> Path:
    """The notebook whose kernel this is, as JupyterLab names it; else the only exercise in this folder."""
    named = Path(os.environ.get("JPY_SESSION_NAME", ""))
    if named.suffix == ".ipynb" and named.is_file():
        return named.absolute()
    here = [path for path in sorted(Path.cwd().glob("*.ipynb")) if _is_exercise(path)]
    if len(here) == 1:
        return here[0]
    which = ", ".join(path.name for path in here) or "none"
    raise WorkbookError(
        f'Which notebook? The exercises in this folder: {which}. Type its name: wb.hand_in("07_trade.ipynb").'
    )


def _is_exercise(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text(encoding="utf-8"))["metadata"]["workbook"]["exercise"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _read_notebook(path: Path) -> tuple[bytes, "NotebookNode"]:
    """The bytes of the file ``path``, and the notebook in them. Raises WorkbookError if it is not an exercise."""
    with_light_jsonschema()
    import nbformat

    try:
        content = path.read_bytes()
        notebook: NotebookNode = nbformat.reads(content.decode("utf-8-sig"), as_version=4)
    except OSError as error:
        raise WorkbookError(f"The notebook {path} cannot be read ({error.strerror}).") from None
    except (ValueError, nbformat.ValidationError):
        raise WorkbookError(f"{path.name} is not a notebook. {SAVE}") from None
    if not notebook["metadata"].get("workbook", {}).get("exercise"):
        raise WorkbookError(f"{path.name} is not an exercise; open the one that you were given.")
    return content, notebook


def _questions(notebook: Notebook) -> dict[str, NotebookCell]:
    """The cells of the answers and of the essays, by question, in order."""
    marked = [(cell["metadata"].get("workbook", {}), cell) for cell in notebook["cells"]]
    return {about["question"]: cell for about, cell in marked if about.get("role") in ("answer", "essay")}


def _run(notebook: Notebook) -> tuple[dict[str, Data], list[str]]:
    """Run ``notebook`` from the top; the answers as data (essays as text), and what went wrong on the way."""
    questions = _questions(notebook)
    essays = {name: written(cell["source"]) for name, cell in questions.items() if cell["cell_type"] == "markdown"}
    names = [name for name in questions if name not in essays]
    cells = [_Code.of(cell, number) for number, cell in enumerate(_code_cells(notebook), start=1)]
    checks = [index for index, cell in enumerate(cells) if cell.is_check]
    ran, stopped = run_fresh([(cell.text, cell.label) for cell in cells], names, checks)
    answers: dict[str, Data] = dict.fromkeys(names)
    answers |= ran[-1].answers if ran else {}
    remarks = [f"It does not run to its end: {stopped}."] if stopped else []
    remarks += [*_errors(cells, ran), *_unreadable(cells, ran)]
    if shell := [cell.label for cell in cells if uses_shell(cell.text)]:
        remarks.append(SHELL.format(cells=", ".join(shell)))
    return {name: (answers | essays)[name] for name in questions}, remarks


@dataclass(frozen=True)
class _Code:
    """A code cell: its text, what a message calls it, its question if it has one, and whether it checks an answer."""

    text: str
    label: str
    question: str
    is_check: bool

    @classmethod
    def of(cls, cell: NotebookCell, number: int) -> "_Code":
        about = cell["metadata"].get("workbook", {})
        question, is_check = about.get("question", ""), about.get("role") == "check"
        label = f"the answer of {question}" if question and not is_check else f"code cell {number}"
        return cls(cell["source"], label, question, is_check)


def _code_cells(notebook: Notebook) -> list[NotebookCell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _errors(cells: Sequence[_Code], ran: Sequence[Ran]) -> Iterator[str]:
    """The cells that stop with an error, except the checks under answers: they follow from the answers."""
    failed = [(cell, each.error) for cell, each in zip(cells, ran, strict=False) if each.error and not cell.is_check]
    for cell, error in failed:
        yield f"{cell.label[0].upper()}{cell.label[1:]} stops with an error: {error[:MOST_SHOWN]}"
    if any(error.startswith("FileNotFoundError") for _, error in failed):
        yield BESIDE


def _unreadable(cells: Sequence[_Code], ran: Sequence[Ran]) -> Iterator[str]:
    """What the checks under the answers said that could not be read."""
    for cell, each in zip(cells, ran, strict=False):
        if cell.is_check and each.shows.startswith(OUTCOMES["cannot tell"]):
            yield f"{cell.question}: {each.shows.removeprefix(OUTCOMES['cannot tell']).strip()}"


def _differing(answers: Mapping[str, Data]) -> Iterator[str]:
    """The answers that differ between the student's kernel and a run from the top."""
    shell: Any = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell:
        for name, answer in answers.items():
            if name in shell.user_ns and as_data(shell.user_ns[name]) != answer:
                yield f"{name} has another value here than when the saved notebook runs from the top. {SAVE}"


def _empty(answers: Mapping[str, Data]) -> list[str]:
    return [f"{name} is not answered." for name, answer in answers.items() if answer in (None, "")]


def _lengths(notebook: Notebook, answers: Mapping[str, Data]) -> Iterator[str]:
    for name, cell in _questions(notebook).items():
        if cell["cell_type"] == "markdown" and (essay := answers[name]):
            least, most = cell["metadata"]["workbook"].get("words", (0, 10**9))
            if not least <= (count := word_count(str(essay))) <= most:
                side = f"fewer than the {least}" if count < least else f"more than the {most}"
                yield f"{name} has {count} words, {side} asked for."


def written(text: str) -> str:
    """The ``text`` of an essay's cell without the line that stood in it.

    >>> written("*Write your text here (60 to 120 words), in place of this line.* The share fell.")
    'The share fell.'
    """
    return STARTER.sub("", text.strip(), count=1).strip() if BLANK in text else text.strip()


def word_count(text: str) -> int:
    """How many words does ``text`` have, in any script that puts spaces between them?

    >>> word_count("The share fell: 83.1 percent, says S-3.1-29.")
    7
    """
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
