"""`workbook data`: datasets of one's own, what changed between versions, and public files turned into datasets."""

import datetime
import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from workbook.base import BadData, WorkbookError

from . import build, imports

OWN = "own_data"
NAME = re.compile(r"[a-z][a-z0-9_]*")
SHOWN = 60  # characters of a cell
MOST_PROBLEMS = 30


def add_to(commands):
    """Describe the subcommand, with those of its own, to ``commands`` of argparse."""
    parser = commands.add_parser(
        "data",
        help="add data of your own, compare versions, import roll calls",
        description="Datasets of your own, what changed between two versions, and imports from public files.",
    )
    actions = parser.add_subparsers(title="commands", metavar="", dest="action", required=True)
    _describe_add(actions)
    _describe_check(actions)
    _describe_diff(actions)
    imports.add_to(actions)
    build.add_to(actions)


def _describe_add(actions):
    parser = actions.add_parser(
        "add",
        help="make a dataset from a CSV file",
        description=(
            "Makes a folder with a clean copy of the table and a card that says what is known of it; you fill in the"
            " rest. Nothing is ever overwritten."
        ),
    )
    parser.add_argument("file", metavar="FILE.csv")
    parser.add_argument("--name", help="what the dataset is called (default: the name of the file)")
    parser.add_argument(
        "--to", metavar="FOLDER", help=f"where your datasets lie (default: the folder in WORKBOOK_DATA, or {OWN})"
    )
    parser.add_argument("--source", default="", help="«publisher, title, date, URL» that holds for every row")
    parser.add_argument("--encoding", default="", help="how the file is encoded, if not in UTF-8: cp1252, gb18030, …")
    parser.set_defaults(run=add)


def _describe_check(actions):
    parser = actions.add_parser(
        "check",
        help="say which rules a dataset breaks",
        description="Checks the cards and rows of datasets. The exit status is 1 if a rule is broken.",
    )
    parser.add_argument(
        "what", nargs="*", metavar="FOLDER|NAME", help="a folder or a dataset (default: your own datasets)"
    )
    parser.set_defaults(run=check)


def _describe_diff(actions):
    parser = actions.add_parser(
        "diff",
        help="list the rows that differ between two versions",
        description=(
            "Compares the datasets of two versions: wheels, zip files or folders (a checkout, a folder of datasets, an"
            " installed package). The exit status is 0 without differences, 1 with some, 2 if they cannot be compared."
        ),
    )
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("--dataset", metavar="NAME", help="compare this dataset only")
    parser.add_argument("--cells", action="store_true", help="whole cells, also those of added and removed rows")
    parser.set_defaults(run=diff)


def add(options):
    """Make a draft of a dataset from a CSV file and say what to do next."""
    from workbook.catalog import own_folders, shipped_names
    from workbook.own_data import draft

    path = Path(options.file).expanduser()
    name = _name(options.name, path)
    if name in shipped_names():
        raise WorkbookError(f"The workbook has a dataset {name} already. Give yours another name with --name.")
    own = own_folders() if not options.to else []
    parent = Path(options.to or (own[0] if own else OWN)).expanduser().absolute()
    if os.path.lexists(parent / name):
        raise WorkbookError(f"{parent / name} exists already and is not overwritten. Type another name with --name.")
    made = draft(
        _read(path), path.name, name, options.source.strip(), options.encoding, datetime.date.today().isoformat()
    )
    place = _write_folder(parent, name, {f"{name}.csv": made.table, "card.toml": made.card})
    print("\n".join([f"{place} holds your table and a card.", *made.remarks]))
    print(f"1. Fill in {place / 'card.toml'}, wherever it says TO DO. Correct a type that was guessed wrong.")
    if parent not in (own or own_folders()):
        print(f"2. Say where your data lie: export WORKBOOK_DATA={shlex.quote(str(parent))}")
        print(f"   (in the command prompt of Windows: set WORKBOOK_DATA={parent})")
    else:
        print("2. WORKBOOK_DATA names that folder already.")
    print(f'3. workbook data check {name}; when all is well, wb.load("{name}") reads it in a notebook.')
    return 0


def _name(wanted, path):
    if wanted is None:
        wanted = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")
    if not NAME.fullmatch(wanted):
        raise WorkbookError(
            f"“{wanted}” cannot name a dataset. A name has small letters, digits and _, and begins with a letter:"
            " --name aid_by_year"
        )
    return wanted


def _read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"There is no file {path}.") from None
    except OSError as error:
        raise WorkbookError(f"{path} cannot be read ({error.strerror}).") from None


def _write_folder(parent, name, files):
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


def check(options):
    """Print the problems of the datasets asked for, or that all is well."""
    from workbook.catalog import own_names, shipped_names, works_keys

    wanted = options.what or own_names() or shipped_names()
    places = [place for what in wanted for place in _places(what)]
    works = works_keys()
    found = [_problems(place, works) for place in places]
    for place, problems in zip(places, found, strict=True):
        print("\n".join(problems[:MOST_PROBLEMS] or [f"{place.name}: all is well."]))
        if len(problems) > MOST_PROBLEMS:
            print(f"{place.name}: {len(problems) - MOST_PROBLEMS} more problems.")
    total = sum(map(len, found))
    if total:
        broken = sum(map(bool, found))
        print(f"\n{_count(total, 'problem')} in {_count(broken, 'dataset')}; {len(found) - broken} without any.")
    return 1 if total else 0


def _places(what):
    """The folders of datasets that ``what`` names: a dataset's folder, a folder of them, or a name."""
    from workbook.catalog import names
    from workbook.catalog.folders import home

    path = Path(what).expanduser()
    if what in names():
        return [home(what)]
    if (path / "card.toml").is_file():
        return [path.absolute()]
    inside = sorted(card.parent.absolute() for card in path.glob("*/card.toml"))
    if path.is_dir() and not inside:
        raise WorkbookError(f"There is no dataset in {what}: neither it nor a folder in it has a card.toml.")
    return inside or [home(what)]


def _problems(place, works):
    from workbook.catalog import problems, read_card

    try:
        return problems(read_card(place), works)
    except BadData as error:
        return [str(error)]


def diff(options):
    """Print what differs between two versions of the datasets, and the sum of it."""
    from workbook.own_data import compare_versions

    summary, changes = compare_versions(options.old, options.new, options.dataset)
    for line in summary.itertuples():
        print(f"{line.dataset}: {_sum_of(line)} ({_count(line.rows_new, 'row')} now, {line.rows_old} before)")
        if line.note:
            print(f"  {line.note}")
        of_this = changes[changes["dataset"] == line.dataset]
        for text in _rows_that_differ(of_this, options.cells):
            print(f"  {text}")
    same = (changes.empty) and not summary["note"].any()
    total = summary[["added", "changed", "removed"]].sum()
    print(f"\n{_count(len(summary), 'dataset')}: {_sum_of(total)}.")
    return 0 if same else 1


def _sum_of(line):
    parts = [f"{getattr(line, change)} {change}" for change in ("added", "changed", "removed") if getattr(line, change)]
    return ", ".join(parts) or "no row differs"


def _rows_that_differ(changes, whole):
    signs = {"added": "+", "removed": "-", "changed": "~"}
    for (change, key), rows in changes.groupby(["change", "key"], sort=False):
        cells = [f"{row.column}: {_shown(row.old, whole)} → {_shown(row.new, whole)}" for row in rows.itertuples()]
        if change != "changed":
            yield f"{signs[change]} {key}"
            # A row that stands there twice and has no key to tell it by is two rows.
            cells = [row.new or row.old for row in rows.itertuples()] if whole else []
        elif len(cells) == 1 and not whole:
            yield f"~ {key}: {cells[0]}"
            continue
        else:
            yield f"~ {key}"
        yield from (f"    {cell}" for cell in cells)


def _shown(cell, whole):
    if cell == "":
        return "(empty)"
    return f"«{cell}»" if whole or len(cell) <= SHOWN else f"«{cell[: SHOWN - 1]}…»"


def _count(number, word):
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
