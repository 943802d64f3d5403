"""Which datasets there are and in which folder each lies: those of the workbook and an instructor's own."""

import functools
import os
from pathlib import Path

from ..base.errors import WorkbookError, unknown
from ..base.shipped import folder

VARIABLE = "WORKBOOK_DATA"


def shipped_names():
    """The names of the datasets that come with the workbook, in alphabetical order."""
    return tuple(sorted(_inside(folder("datasets"))))


def own_names():
    """The names of the datasets in the folders that WORKBOOK_DATA names, in alphabetical order."""
    return tuple(sorted(_own()))


def names():
    """The names of all datasets, the workbook's and one's own, in alphabetical order."""
    return tuple(sorted((*shipped_names(), *_own())))


def own_folders():
    """The folders that the environment variable WORKBOOK_DATA names. Raises WorkbookError if one is not there."""
    given = [Path(part).expanduser().absolute() for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    for place in given:
        if not place.is_dir():
            raise WorkbookError(
                f"{VARIABLE} names the folder {place}, which does not exist. Make it, or set {VARIABLE} to another one."
            )
    return given


def home(name):
    """The folder of the dataset called ``name``. Raises UnknownName, with the nearest name, if there is none."""
    own = _own()
    if name in own:
        return own[name]
    if name in shipped_names():
        return folder("datasets") / name
    raise unknown("dataset", name, names())


def remembered(function):
    """``function`` of a dataset's name, worked out again only when the files of that dataset have changed."""
    kept: dict = {}

    @functools.wraps(function)
    def recall(name):
        state = _state(name)
        if kept.get(name, ("",))[0] != state:
            kept[name] = (state, function(name))
        return kept[name][1]

    return recall


def _state(name):
    place = home(name)
    files = [place / "card.toml", place / f"{name}.csv"]
    marks = [(path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else None for path in files]
    return str(place), *marks


def _own():
    found: dict[str, Path] = {}
    shipped = shipped_names()
    for parent in own_folders():
        for name, place in _inside(parent).items():
            if name in shipped:
                raise WorkbookError(
                    f"{place} has the name of a dataset of the workbook. Give the folder and its CSV another name."
                )
            if found.get(name, place) != place:
                raise WorkbookError(f"{found[name]} and {place} have the same name. Give one of them another name.")
            found[name] = place
    return found


def _inside(parent):
    return {path.parent.name: path.parent for path in Path(parent).glob("*/card.toml")}
