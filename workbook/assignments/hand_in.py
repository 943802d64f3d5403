"""A submission: is anything missing, does the notebook run from the top, and one file with a receipt."""

import contextlib
import copy
import datetime
import io
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import workbook

from ..base import Page, WorkbookError
from ..base.constants import SECONDS_PER_CELL
from ..base.files import digest, write_whole, writing
from ..base.schemas import with_light_jsonschema
from ..checking.verdicts import OUTCOMES
from .answers import Data, as_data
from .copies import BLANK, STARTER, Notebook, NotebookCell
from .roster import folder_name

if TYPE_CHECKING:
    from nbformat import NotebookNode

UNDER_WAY = "WORKBOOK_HANDING_IN"  # set while a notebook runs to be handed in: it holds a call of hand_in itself
ANSWERS, RECEIPT = "answers.json", "receipt.json"
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
    """Is my exercise complete? Runs it from the top in a fresh kernel and makes one file to hand in.

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
    answers, remarks = _run(path, exercise)
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


def _run(path: Path, notebook: "NotebookNode") -> tuple[dict[str, Data], list[str]]:
    """Run ``notebook`` from the top; the answers as data (essays as text), and what went wrong on the way."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    cells = _questions(notebook)
    essays = {name: written(cell["source"]) for name, cell in cells.items() if cell["cell_type"] == "markdown"}
    names = [name for name in cells if name not in essays]
    remarks: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / ANSWERS
        trial = _trial(notebook, names, out)
        client = NotebookClient(
            trial,
            kernel_name="python3",
            timeout=SECONDS_PER_CELL,
            allow_errors=True,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            with _under_way(Path(scratch) / "my-entries.jsonl"):
                client.execute()
        except CellTimeoutError:
            remarks.append(f"It does not run to its end: a cell takes more than {SECONDS_PER_CELL} seconds.")
        except DeadKernelError:
            remarks.append("It does not run to its end: the kernel died.")
        answers = json.loads(out.read_text(encoding="utf-8")) if out.is_file() else dict.fromkeys(names)
    remarks += _errors(trial)
    remarks += _unreadable(trial)
    return {name: (answers | essays)[name] for name in cells}, remarks


@contextlib.contextmanager
def _under_way(entries: Path) -> Iterator[None]:
    """While this lasts, a kernel that is started knows that it hands in, and enters nothing in the student's name."""
    before = {name: os.environ.get(name) for name in (UNDER_WAY, "WORKBOOK_ENTRIES")}
    os.environ |= {UNDER_WAY: "1", "WORKBOOK_ENTRIES": str(entries)}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _trial(notebook: "NotebookNode", names: list[str], out: Path) -> "NotebookNode":
    """A copy of ``notebook`` to run: without old outputs, and with a last cell that writes the answers."""
    import nbformat

    trial = copy.deepcopy(notebook)
    for cell in trial["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    writer = (
        f"from workbook.assignments.answers import write_answers\nwrite_answers({names!r}, globals(), {str(out)!r})"
    )
    trial["cells"].append(nbformat.v4.new_code_cell(writer))
    return trial


def _errors(notebook: Notebook) -> Iterator[str]:
    """The cells that stop with an error, except the checks under answers: they follow from the answers."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code, start=1):
        about = cell["metadata"].get("workbook", {})
        for output in cell["outputs"]:
            if output["output_type"] == "error" and about.get("role") != "check":
                which = f"The answer of {about['question']}" if "question" in about else f"Code cell {number}"
                yield f"{which} stops with an error: {output['ename']}: {' '.join(output['evalue'].split())[:120]}"


def _unreadable(notebook: Notebook) -> Iterator[str]:
    """What the checks under the answers said that could not be read."""
    for cell in notebook["cells"]:
        about = cell["metadata"].get("workbook", {})
        text = "".join(output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", []))
        if about.get("role") == "check" and text.startswith(OUTCOMES["cannot tell"]):
            yield f"{about['question']}: {text.removeprefix(OUTCOMES['cannot tell']).strip()}"


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
