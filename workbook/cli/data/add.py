"""`workbook data add FILE.csv`: a dataset of one's own from a CSV file."""

import datetime
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from workbook.base import WorkbookError

from .. import example, user_path

OWN_FOLDER = "own_data"
DATASET_NAME = re.compile(r"[a-z][a-z0-9_]*")


@click.command(
    "add",
    short_help="Make a dataset from a CSV file.",
    epilog=example('workbook data add aid.csv --source "WFP, Country brief, 2024"'),
)
@click.argument("file", metavar="FILE.csv", type=user_path)
@click.option("--name", metavar="NAME", help="What the dataset is called (default: the name of the file).")
@click.option(
    "--to",
    "parent",
    metavar="FOLDER",
    type=user_path,
    help=f"Where your datasets lie (default: the folder in WORKBOOK_DATA, or {OWN_FOLDER}).",
)
@click.option("--source", default="", help="“publisher, title, date, URL” that holds for every row.")
@click.option("--encoding", default="", help="How the file is encoded, if not in UTF-8: cp1252, gb18030, …")
def command(file: Path, name: str | None, parent: Path | None, source: str, encoding: str) -> int:
    """Make a folder with a clean copy of the table FILE.csv and a card that says what is known of it.

    You fill in the rest of the card. Nothing is ever overwritten.
    """
    from workbook.catalog import own_folders, shipped_names
    from workbook.own_data import draft

    dataset = _dataset_name(name, file)
    if dataset in shipped_names():
        raise WorkbookError(f"The workbook has a dataset {dataset} already. Give yours another name with --name.")
    folders = list(own_folders())
    home = (parent or (folders[0] if folders else Path(OWN_FOLDER))).expanduser().absolute()
    if os.path.lexists(home / dataset):
        raise WorkbookError(f"{home / dataset} exists already and is not overwritten. Type another name with --name.")
    made = draft(_content(file), file.name, dataset, source.strip(), encoding, datetime.date.today().isoformat())
    path = _write_folder(home, dataset, {f"{dataset}.csv": made.table, "card.toml": made.card})
    print("\n".join([f"{path} holds your table and a card.", *made.remarks]))
    print(f"1. Fill in {path / 'card.toml'}, wherever it says TO DO. Correct a type that was guessed wrong.")
    if home not in folders:
        print(f"2. Say where your data lie: export WORKBOOK_DATA={shlex.quote(str(home))}")
        print(f"   (in the command prompt of Windows: set WORKBOOK_DATA={home})")
    else:
        print("2. WORKBOOK_DATA names that folder already.")
    print(f'3. workbook data check {dataset}; when all is well, wb.load("{dataset}") reads it in a notebook.')
    return 0


def _dataset_name(name: str | None, file: Path) -> str:
    if name is None:
        name = re.sub(r"[^a-z0-9]+", "_", file.stem.lower()).strip("_")
    if not DATASET_NAME.fullmatch(name):
        raise WorkbookError(
            f"“{name}” cannot name a dataset. A name has small letters, digits and _, and begins with a letter:"
            " --name aid_by_year"
        )
    return name


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"There is no file {file}.") from None
    except OSError as error:
        raise WorkbookError(f"{file} cannot be read ({error.strerror}).") from None


def _write_folder(parent: Path, name: str, files: Mapping[str, str]) -> Path:
    """Make the folder ``name`` in ``parent`` with all of ``files`` or not at all."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".workbook-", dir=parent))
    except OSError as error:
        raise WorkbookError(f"{parent} cannot hold data ({error.strerror}). Name another folder with --to.") from None
    try:
        for file, text in files.items():
            (scratch / file).write_text(text, encoding="utf-8", newline="\n")
        scratch.chmod(0o755)
        return scratch.rename(parent / name)
    except OSError as error:
        raise WorkbookError(f"{parent / name} cannot be made ({error.strerror}).") from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
