"""`workbook refresh`: run the notebooks of a checkout and store their outputs anew."""

import configparser
import copy
import json
import os
import re
import tempfile
import time
from pathlib import Path

from workbook.base import WorkbookError, folder
from workbook.base.files import write_whole
from workbook.base.shipped import PACKAGE

from ..jupyter.saving import MARK

SECONDS_PER_CELL = 120
LARGEST_HTML = 20_000
KEPT_TYPES = ("text/plain", "text/markdown", "text/html")
# What the author wrote into a notebook's metadata; everything else there is left by the program that saved it.
KEPT_METADATA = ("title", "authors", "workbook")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "refresh",
        help="run the notebooks of a checkout and store their outputs anew",
        description=(
            "Runs notebooks from top to bottom and stores their text and small tables, without widgets and pictures."
            " Sources are never changed; a notebook with an error is left as it is."
        ),
    )
    parser.add_argument(
        "notebooks", nargs="*", metavar="NN", help="the number of a notebook, or its path (default: all, exercises too)"
    )
    parser.set_defaults(run=run)


def run(options):
    """Refresh the notebooks asked for, one line each. Raises WorkbookError, at the end, for those that fail."""
    failures = []
    for path in chosen(options.notebooks):
        start = time.monotonic()
        print(f"{_called(path)}: ", end="", flush=True)
        try:
            changed = refresh(path)
        except WorkbookError as error:
            print("failed, left as it was")
            failures.append(str(error))
        else:
            print(f"{'changed' if changed else 'unchanged'} ({time.monotonic() - start:.1f} s)")
    if failures:
        raise WorkbookError("\n".join(failures))
    return 0


def chosen(wanted):
    """The paths of the notebooks ``wanted`` (numbers or paths), or of all notebooks of the checkout."""
    if wanted and all(name.endswith(".ipynb") for name in wanted):
        found = [Path(name) for name in wanted]
        for path in found:
            if not path.is_file():
                raise WorkbookError(f"There is no notebook {path}.")
        return found
    home = folder("notebooks")
    if home.parent != PACKAGE.parent:
        raise WorkbookError("Notebooks are refreshed in a checkout of the workbook; this one is installed.")
    notebooks = {path.name[:2]: path for path in sorted(home.glob("[0-9][0-9]_*.ipynb"))}
    strange = [name for name in wanted if name not in notebooks]
    if strange:
        raise WorkbookError(f"There is no notebook {strange[0]}. The notebooks are: {', '.join(notebooks)}.")
    exercises = [] if wanted else sorted(home.parent.glob("exercises/[0-9][0-9]_*/*.ipynb"))
    return [notebooks[name] for name in wanted or notebooks] + exercises


def _called(path):
    """What messages call the notebook at ``path``; exercises all have the same file name."""
    return f"{path.parent.name}/{path.name}" if path.name == "exercise.ipynb" else path.name


def refresh(path):
    """Run the notebook at ``path`` and store its outputs; return whether the file changed."""
    import nbformat

    before = path.read_bytes()
    stored = _read(path, before)
    fresh = _cleaned(path, stored, _executed(path, stored))
    if _steady(_plain(fresh)) == _steady(json.loads(before)):
        return False
    try:
        nbformat.validate(fresh)
    except nbformat.ValidationError as error:
        raise WorkbookError(f"{_called(path)} would not be a valid notebook: {error.message}") from None
    write_whole(path, (nbformat.writes(fresh).rstrip("\n") + "\n").encode())
    return True


def _read(path, content):
    import nbformat

    try:
        raw = json.loads(content)
        for number, cell in enumerate(raw["cells"], start=1):
            # Checked here because nbformat would make one up, another one each time.
            if not cell.get("id"):
                raise WorkbookError(f"{_called(path)}: cell {number} has no id. Give it one like «07-trade-view».")
        notebook = nbformat.from_dict(nbformat.reads(content.decode(), as_version=4))
        nbformat.validate(notebook)
    except (ValueError, KeyError, TypeError, nbformat.ValidationError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise WorkbookError(f"{_called(path)} is not a valid notebook: {first}") from None
    return notebook


def _executed(path, stored):
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

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
        # The package beside these notebooks, whatever else is installed.
        paths = [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]
        with client.setup_kernel(env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}):
            for number, cell in enumerate(notebook.cells):
                where = f"{_called(path)}, cell {cell.id}"
                try:
                    client.execute_cell(cell, number)
                except CellExecutionError as error:
                    raise WorkbookError(f"{where}: {error.ename}: {error.evalue}") from None
                except CellTimeoutError:
                    raise WorkbookError(f"{where}: not done after {SECONDS_PER_CELL} seconds.") from None
                except DeadKernelError:
                    raise WorkbookError(f"{where}: the kernel died.") from None
    return notebook


def _cleaned(path, stored, executed):
    """``stored`` with the outputs of ``executed``, cut down to what may be stored."""
    import nbformat

    fresh = copy.deepcopy(stored)
    number = 0
    for cell, run_cell in zip(fresh.cells, executed.cells, strict=True):
        if cell.cell_type != "code":
            continue
        number += 1
        # nbval compares nothing in a cell that has no count, so it is the cell's place and not taken away.
        cell.execution_count = number
        kept = (_kept(f"{_called(path)}, cell {cell.id}", output, number) for output in run_cell.outputs)
        cell.outputs = [output for output in kept if output]
    fresh.metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        **{key: stored.metadata[key] for key in KEPT_METADATA if key in stored.metadata},
    }
    return nbformat.from_dict(fresh)


def _kept(where, output, number):
    if output.output_type == "stream":
        if output.name == "stderr":
            raise WorkbookError(f"{where} writes to stderr: {output.text.strip().splitlines()[-1]}")
        return output
    if output.output_type == "error":
        # A traceback holds paths of this machine; an error in plain words is its own traceback.
        lines = output.traceback if len(output.traceback) == 1 else [f"{output.ename}: {output.evalue}"]
        return output | {"traceback": lines}
    data = {kind: text for kind, text in output.data.items() if kind in KEPT_TYPES}
    html = len(data.get("text/html", "").encode())
    if html > LARGEST_HTML:
        raise WorkbookError(
            f"{where} shows a table of {html // 1000} kB; at most {LARGEST_HTML // 1000} kB are stored."
            " Show fewer rows or columns."
        )
    if not data:
        return None
    kept = output | {"data": data, "metadata": {key: output.metadata[key] for key in output.metadata if key == MARK}}
    if output.output_type == "execute_result":
        kept["execution_count"] = number
    return kept


def _steady(notebook):
    """``notebook`` as text without what differs from run to run, whatever its spacing; to compare with another."""
    text = json.dumps(notebook, sort_keys=True, ensure_ascii=False)
    rules = configparser.RawConfigParser()
    rules.read(PACKAGE.parent / "tests" / "sanitize.cfg", encoding="utf-8")
    for rule in rules.sections():
        text = re.sub(rules[rule]["regex"], rules[rule]["replace"], text)
    return text


def _plain(notebook):
    import nbformat

    return json.loads(nbformat.writes(notebook))
