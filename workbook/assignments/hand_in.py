"""Handing in: is anything missing, does the notebook run from the top, and one file with a receipt."""

import contextlib
import copy
import datetime
import io
import json
import os
import sys
import tempfile
import zipfile
from pathlib import Path

import workbook

from ..base import Page, WorkbookError
from ..base.constants import SECONDS_PER_CELL
from ..base.files import digest, write_whole
from ..checking.verdicts import OUTCOMES
from .answers import as_data
from .copies import BLANK, STARTER
from .roster import folder_name

UNDER_WAY = "WORKBOOK_HANDING_IN"  # set while a notebook runs to be handed in: it holds a call of hand_in itself
ANSWERS, RECEIPT = "answers.json", "receipt.json"
SAVE = "Save the notebook (Ctrl+S) and run this cell again."


def hand_in(notebook=None, student=None):
    """Is my exercise complete? Runs it from the top in a fresh kernel and makes one file to hand in.

    ``notebook`` is the file of the exercise; left out, it is the notebook that is open. ``student`` is asked for
    where the copy does not name one. The zip holds the notebook as it is saved, the answers as JSON and a receipt
    with hashes and the time; it is made even if something is missing, and the remarks say what. No network is used.

    Raises WorkbookError if there is no such notebook, or if it is no exercise.
    """
    if os.environ.get(UNDER_WAY):
        return Page("The notebook is being handed in.")
    path = Path(notebook).expanduser().absolute() if notebook else _open_notebook()
    content, found = _read(path)
    about = found["metadata"].get("workbook", {})
    student = student or about.get("student")
    if not student:
        raise WorkbookError('This copy names nobody. Type wb.hand_in(student="your student number").')
    answers, remarks = _run(path, found)
    remarks = [*_empty(answers), *remarks, *_differing(answers), *_lengths(found, answers)]
    said = json.dumps(answers, indent=1, ensure_ascii=False, sort_keys=True).encode()
    now = datetime.datetime.now(datetime.UTC)
    receipt = {
        "exercise": about["exercise"],
        "student": student,
        "time": now.isoformat(timespec="seconds"),
        "notebook": {"name": path.name, "hash": digest(content)},
        "answers": {"name": ANSWERS, "hash": digest(said)},
        "copy": about.get("copy", ""),
        "release": workbook.__version__,
        "python": sys.version.split()[0],
        "remarks": remarks,
    }
    stamp = now.strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{about['exercise']}_{folder_name(student)}_{stamp}.zip")
    paper = json.dumps(receipt, indent=1, ensure_ascii=False).encode()
    packed = _zipped({path.name: content, ANSWERS: said, RECEIPT: paper})
    try:
        write_whole(target, packed)
    except OSError as error:
        raise WorkbookError(f"{target} cannot be written ({error.strerror}).") from None
    return Page(_told(target, receipt))


def _told(target, receipt):
    mark = receipt["notebook"]["hash"].removeprefix("sha256:")[:12]
    lines = [f"**Hand in this file:** `{target.name}`", "", f"Receipt: {receipt['time']}, notebook {mark}.", ""]
    if not receipt["remarks"]:
        return "\n".join([*lines, "Every question is answered, and the notebook runs from the top."])
    lines += ["The file is complete, but look at this; you can hand in again:", ""]
    return "\n".join([*lines, *(f"- {remark}" for remark in receipt["remarks"])])


def _open_notebook():
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


def _is_exercise(path):
    try:
        return bool(json.loads(path.read_text(encoding="utf-8"))["metadata"]["workbook"]["exercise"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _read(path):
    import nbformat

    try:
        content = path.read_bytes()
        found = nbformat.reads(content.decode("utf-8-sig"), as_version=4)
    except OSError as error:
        raise WorkbookError(f"The notebook {path} cannot be read ({error.strerror}).") from None
    except (ValueError, nbformat.ValidationError):
        raise WorkbookError(f"{path.name} is not a notebook. {SAVE}") from None
    if not found["metadata"].get("workbook", {}).get("exercise"):
        raise WorkbookError(f"{path.name} is not an exercise; open the one that you were given.")
    return content, found


def _questions(notebook):
    """The cells of the answers and of the essays, by question, in order."""
    marked = [(cell["metadata"].get("workbook", {}), cell) for cell in notebook["cells"]]
    return {about["question"]: cell for about, cell in marked if about.get("role") in ("answer", "essay")}


def _run(path, notebook):
    """Run ``notebook`` from the top; the answers as data (essays as text), and what went wrong on the way."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    cells = _questions(notebook)
    essays = {name: written(cell["source"]) for name, cell in cells.items() if cell["cell_type"] == "markdown"}
    names = [name for name in cells if name not in essays]
    remarks = []
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
def _under_way(entries):
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


def _trial(notebook, names, out):
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


def _errors(notebook):
    """The cells that stop with an error, the checks under answers apart: they follow from the answers."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for place, cell in enumerate(code, start=1):
        about = cell["metadata"].get("workbook", {})
        for output in cell["outputs"]:
            if output["output_type"] == "error" and about.get("role") != "check":
                which = f"The answer of {about['question']}" if "question" in about else f"Code cell {place}"
                yield f"{which} stops with an error: {output['ename']}: {' '.join(output['evalue'].split())[:120]}"


def _unreadable(notebook):
    """What the checks under the answers said that could not be read."""
    for cell in notebook["cells"]:
        about = cell["metadata"].get("workbook", {})
        said = "".join(output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", []))
        if about.get("role") == "check" and said.startswith(OUTCOMES["cannot tell"]):
            yield f"{about['question']}: {said.removeprefix(OUTCOMES['cannot tell']).strip()}"


def _differing(answers):
    """The answers that are other ones in the kernel of the student than in a run from the top."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell:
        for name, answer in answers.items():
            if name in shell.user_ns and as_data(shell.user_ns[name]) != answer:
                yield f"{name} has another value here than when the saved notebook runs from the top. {SAVE}"


def _empty(answers):
    return [f"{name} is not answered." for name, answer in answers.items() if answer in (None, "")]


def _lengths(notebook, answers):
    for name, cell in _questions(notebook).items():
        if cell["cell_type"] == "markdown" and answers[name]:
            least, most = cell["metadata"]["workbook"].get("words", (0, 10**9))
            if not least <= (count := word_count(answers[name])) <= most:
                side = f"fewer than the {least}" if count < least else f"more than the {most}"
                yield f"{name} has {count} words, {side} asked for."


def written(text):
    """The ``text`` of an essay's cell without the line that stood in it."""
    return STARTER.sub("", text.strip(), count=1).strip() if BLANK in text else text.strip()


def word_count(text):
    """How many words has ``text``, in any script that puts spaces between them?

    >>> word_count("The share fell: 83.1 percent, says S-3.1-29.")
    7
    """
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
