"""The folders of datasets: which there are, of the workbook and of an instructor, and what was read from each."""

import functools
import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

from ..base.errors import UnknownName, WorkbookError, unknown
from ..base.shipped import folder

VARIABLE = "WORKBOOK_DATA"
BESIDE = "datasets"  # the folder beside a notebook with the tables that came with it

Result = TypeVar("Result")


def shipped_names() -> tuple[str, ...]:
    """The names of the datasets that come with the workbook, in alphabetical order.

    >>> shipped_names()[0]
    'arms_and_troops'
    """
    return tuple(sorted(_inside(folder("datasets"))))


def own_names() -> tuple[str, ...]:
    """The names of the datasets in the folders that WORKBOOK_DATA names and beside the notebook, in alphabetical order.

    Raises WorkbookError if one of these folders does not exist, or if two datasets have the same name.
    """
    return tuple(sorted(_own()))


def names() -> tuple[str, ...]:
    """The names of all datasets, the workbook's and one's own, in alphabetical order.

    Raises WorkbookError if a folder that WORKBOOK_DATA names does not exist, or if two datasets have the same name.

    >>> "trade" in names()
    True
    """
    return tuple(sorted((*shipped_names(), *_own())))


def own_folders() -> list[Path]:
    """The folders that the environment variable WORKBOOK_DATA names. Raises WorkbookError if one does not exist."""
    parts = os.environ.get(VARIABLE, "").split(os.pathsep)
    paths = [Path(part).expanduser().absolute() for part in parts if part]
    for path in paths:
        if not path.is_dir():
            raise WorkbookError(
                f"{VARIABLE} names the folder {path}, which does not exist. Create it, or set {VARIABLE} to another."
            )
    return paths


def settle_own_folders() -> None:
    """Make the folders that WORKBOOK_DATA names absolute, so that they are the same for all that is started from here.

    A notebook's kernel, for one, has another current folder. Whether the folders exist is not asked.
    """
    if named := os.environ.get(VARIABLE):
        paths = [Path(part).expanduser().absolute() for part in named.split(os.pathsep) if part]
        os.environ[VARIABLE] = os.pathsep.join(map(str, paths))


def folder_beside() -> Path | None:
    """The folder ``datasets`` in the working folder, if it has datasets of its own; the workbook's are none."""
    try:
        path = Path.cwd() / BESIDE
    except FileNotFoundError:  # the working folder was removed
        return None
    return path if path.is_dir() and not path.samefile(folder("datasets")) and _inside(path) else None


def same_elsewhere() -> str:
    """What WORKBOOK_DATA has to be for a process in another working folder to find the same datasets."""
    paths, beside = own_folders(), folder_beside()
    if beside and not _inside(beside).keys() & {*shipped_names(), *(name for path in paths for name in _inside(path))}:
        paths.append(beside)
    return os.pathsep.join(str(path.resolve()) for path in paths)


def home(name: str) -> Path:
    """The folder of the dataset called ``name``. Raises UnknownName, with the nearest name, if there is none."""
    own = _own()
    if name in own:
        return own[name]
    shipped = folder("datasets")
    # Every look at a dataset comes through here, so no list of all is made; listdir minds small and capital letters
    # where the file system does not.
    if name in os.listdir(shipped) and (shipped / name / "card.toml").is_file():  # noqa: PTH208
        return shipped / name
    raise UnknownName(
        f"{unknown('dataset', name, names())}\nOne that came with an exercise lies in the folder {BESIDE} beside the "
        "notebook; keep them together."
    )


def remembered(function: Callable[[str], Result]) -> Callable[[str], Result]:
    """``function`` of a dataset's name, worked out again only when the files of that dataset have changed.

    The result is kept once and handed out to every caller, so nobody may change it.
    """
    kept: dict[str, tuple[Hashable, Result]] = {}

    @functools.wraps(function)
    def recall(name: str) -> Result:
        state = _state(name)
        if name not in kept or kept[name][0] != state:
            kept[name] = (state, function(name))
        return kept[name][1]

    return recall


def _state(name: str) -> tuple[Hashable, ...]:
    """The folder of the dataset called ``name``, and when its files were written and how long they are."""
    path = home(name)
    files = [path / "card.toml", path / f"{name}.csv"]
    return str(path), *((file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else None for file in files)


def _own() -> dict[str, Path]:
    own: dict[str, Path] = {}
    folders = own_folders()
    shipped = shipped_names() if folders else ()
    for parent in folders:
        for name, path in _inside(parent).items():
            if name in shipped:
                raise WorkbookError(
                    f"{path} has the name of a dataset of the workbook. Give the folder and its CSV another name."
                )
            if own.get(name, path) != path:
                raise WorkbookError(f"{own[name]} and {path} have the same name. Give one of them another name.")
            own[name] = path
    if beside := folder_beside():
        # What came with a notebook is a copy: it never takes the place of what is there already.
        shipped = shipped or shipped_names()
        own |= {name: path for name, path in _inside(beside).items() if name not in own and name not in shipped}
    return own


def _inside(parent: Path) -> dict[str, Path]:
    return {path.parent.name: path.parent for path in parent.glob("*/card.toml")}
