"""Running the notebooks of a checkout and storing their outputs again, in a form that changes only with its content."""

import copy
import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from ..base import WorkbookError
from ..base.constants import KERNEL, SECONDS_PER_CELL
from ..base.files import write_whole
from ..base.shipped import PACKAGE
from ..checking.bank import all_notebooks
from ..jupyter.saving import MARK

LARGEST_HTML = 20_000
KEPT_TYPES = ("text/html", "text/markdown", "text/plain")  # the first that an output has is stored
# What the author wrote into a notebook's metadata; everything else there is left by the program that saved it.
KEPT_METADATA = ("title", "authors", "workbook")
# nbval compares nothing in a cell that has no count; the same one everywhere, so that a new cell renumbers no other.
COUNT = 1
RULES = PACKAGE.parent / "tests" / "sanitize.cfg"
RULE = re.compile(r"^regex: (.*)$\n^replace: (.*)$", re.MULTILINE)  # as nbval reads them

# A notebook, cell or output of nbformat: a dictionary whose entries are attributes too.
Node = Any


def chosen(wanted: Sequence[str]) -> list[Path]:
    """The paths of the notebooks ``wanted`` (numbers or paths), or of all notebooks of the checkout."""
    notebooks = all_notebooks()
    if not wanted:
        return [*notebooks.values(), *sorted(PACKAGE.parent.glob("exercises/[0-9][0-9]_*/*.ipynb"))]
    paths = [notebooks.get(name, Path(name)) for name in wanted]
    for path in paths:
        if path.suffix != ".ipynb" or not path.is_file():
            raise WorkbookError(f"There is no notebook {path}. The notebooks are: {', '.join(notebooks)}.")
    return paths


def called(path: Path) -> str:
    """What messages call the notebook at ``path``; exercises all have the same file name."""
    return f"{path.parent.name}/{path.name}" if path.name == "exercise.ipynb" else path.name


def refresh(path: Path) -> bool:
    """Run the notebook at ``path`` and store its outputs; return whether the file changed.

    A cell whose outputs say what they said before keeps them as they are stored. Raises WorkbookError if the file
    is not a valid notebook, if a cell fails, and if a cell shows what may not be stored.
    """
    before = path.read_bytes()
    stored = _parsed(path, before)
    fresh = _cleaned(path, stored, _executed(path, stored))
    try:
        nbformat.validate(fresh)
    except nbformat.ValidationError as error:
        raise WorkbookError(f"{called(path)} would not be a valid notebook: {error.message}") from None
    text = nbformat.writes(fresh).rstrip("\n") + "\n"
    if json.loads(text) == json.loads(before):
        return False
    write_whole(path, text.encode())
    return True


def _parsed(path: Path, content: bytes) -> Node:
    """The notebook in ``content``."""
    try:
        raw = json.loads(content)
        for number, cell in enumerate(raw["cells"], start=1):
            # Checked here because nbformat would make one up, another one each time.
            if not cell.get("id"):
                raise WorkbookError(f"{called(path)}: cell {number} has no id. Give it one like “07-trade-view”.")
        notebook = nbformat.from_dict(nbformat.reads(content.decode(), as_version=4))
        nbformat.validate(notebook)
    except (ValueError, KeyError, TypeError, nbformat.ValidationError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise WorkbookError(f"{called(path)} is not a valid notebook: {first}") from None
    return notebook


def _executed(path: Path, stored: Node) -> Node:
    """A copy of the notebook ``stored`` with the outputs of a new run."""
    notebook = copy.deepcopy(stored)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    # A folder of its own, so that nothing a notebook saves ends up in the checkout.
    with tempfile.TemporaryDirectory() as scratch:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=SECONDS_PER_CELL,
            record_timing=False,
            coalesce_streams=True,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": scratch}},
        )
        # The package beside these notebooks, whatever else is installed. Citations name no day of access.
        paths = [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]
        variables = {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "WORKBOOK_ACCESSED": ""}
        with client.setup_kernel(env=os.environ | variables):
            for number, cell in enumerate(notebook.cells):
                where = f"{called(path)}, cell {cell.id}"
                try:
                    client.execute_cell(cell, number)
                except CellExecutionError as error:
                    raise WorkbookError(f"{where}: {error.ename}: {error.evalue}") from None
                except CellTimeoutError:
                    raise WorkbookError(f"{where}: not done after {SECONDS_PER_CELL} seconds.") from None
                except DeadKernelError:
                    raise WorkbookError(f"{where}: the kernel died.") from None
    return notebook


def _cleaned(path: Path, stored: Node, executed: Node) -> Node:
    """``stored`` with the outputs of ``executed``, cut down to what may be stored."""
    fresh = copy.deepcopy(stored)
    for cell, run_cell in zip(fresh.cells, executed.cells, strict=True):
        if cell.cell_type != "code":
            continue
        kept = (_kept(f"{called(path)}, cell {cell.id}", output) for output in run_cell.outputs)
        outputs = [output for output in kept if output]
        if cell.execution_count != COUNT or _steady(outputs) != _steady(cell.outputs):
            cell.execution_count, cell.outputs = COUNT, outputs
    fresh.metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        **{key: stored.metadata[key] for key in KEPT_METADATA if key in stored.metadata},
    }
    return nbformat.from_dict(fresh)


def _kept(where: str, output: Node) -> Node | None:
    """What may be stored of one ``output``; None if it holds nothing of the kind."""
    if output.output_type == "stream":
        if output.name == "stderr":
            raise WorkbookError(f"{where} writes to stderr: {output.text.strip().splitlines()[-1]}")
        return output
    if output.output_type == "error":
        # A traceback holds paths of this machine; an error in plain words is its own traceback.
        lines = output.traceback if len(output.traceback) == 1 else [f"{output.ename}: {output.evalue}"]
        return output | {"traceback": lines}
    data = {kind: output.data[kind] for kind in KEPT_TYPES if kind in output.data}
    size = len(data.get("text/html", "").encode())
    if size > LARGEST_HTML:
        raise WorkbookError(
            f"{where} shows a table of {size // 1000} kB; at most {LARGEST_HTML // 1000} kB are stored."
            " Show fewer rows or columns."
        )
    if not data:
        return None
    kind, content = next(iter(data.items()))
    data = {kind: _sanitised(content) if kind == "text/html" else content}
    kept = output | {"data": data, "metadata": {key: output.metadata[key] for key in output.metadata if key == MARK}}
    if output.output_type == "execute_result":
        kept["execution_count"] = COUNT
    return kept


def _sanitised(text: str) -> str:
    """``text`` without what differs from run to run, and with a row of a table on a line of its own."""
    for pattern, replacement in RULE.findall(RULES.read_text(encoding="utf-8")):
        text = re.sub(pattern, replacement, text)
    return text


def _steady(outputs: Any) -> Any:
    """``outputs`` with every text in them as nbval compares it."""
    if isinstance(outputs, str):
        return _sanitised(outputs)
    if isinstance(outputs, dict):
        return {key: _steady(value) for key, value in outputs.items()}
    return [_steady(item) for item in outputs] if isinstance(outputs, list) else outputs
