"""Beginning a dataset, a view, a question kind or a notebook: a copy of one that is there, under another name.

The copy keeps every rule, so the tests pass before a word is changed; then it is changed piece by piece.
"""

import ast
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..base import WorkbookError, unknown
from ..base.files import write_whole, writing
from ..base.shipped import PACKAGE, notebook_files

MODULE_NAME = re.compile(r"[a-z][a-z0-9_]*")
SLUG = re.compile(r"\d\d_[a-z0-9_]+")


def begin_dataset(name: str, like: str) -> Path:
    """Make the dataset ``name`` as a copy of ``like``; returns its folder. Raises WorkbookError as all of these do."""
    home = PACKAGE.parent / "datasets"
    _must_be_name(name, MODULE_NAME, "small letters, digits and _: embassies")
    source = home / _known("dataset", like, (path.parent.name for path in home.glob("*/card.toml")))
    card = (source / "card.toml").read_text(encoding="utf-8")
    # A table has one key; what texts call its rows belongs to the first.
    card = re.sub(r"^row_ids = .*\n", "", card, flags=re.MULTILINE)
    return _made(home / name, {f"{name}.csv": (source / f"{like}.csv").read_text(encoding="utf-8"), "card.toml": card})


def begin_view(name: str, like: str) -> Path:
    """Make the module of the view ``name`` as a copy of ``like``; returns its path."""
    return _module(PACKAGE / "views" / "gallery", "view", name, like)


def begin_question_kind(name: str, like: str) -> Path:
    """Make the module of the question kind ``name`` as a copy of ``like``; returns its path."""
    return _module(PACKAGE / "checking" / "kinds", "question kind", name, like)


def begin_notebook(name: str, like: str) -> Path:
    """Make the folder of the notebook ``name`` (“19_slug”) as a copy of the one with the number ``like``."""
    home = PACKAGE.parent / "notebooks"
    _must_be_name(name, SLUG, "two digits, _ and small letters: 19_my_lesson")
    numbers = {path.name[:2]: path for path in notebook_files(home) if path.name[:2].isdigit()}
    if name[:2] in numbers:
        raise WorkbookError(
            f"Notebook {name[:2]} exists already: {numbers[name[:2]].name}. Take a number that is free."
        )
    source = numbers[_known("notebook", like.zfill(2), numbers)]
    contents = {}
    for path in sorted(source.parent.iterdir()):
        if path.suffix in (".ipynb", ".py", ".toml", ".md"):
            text = renumbered(path.read_text(encoding="utf-8"), source.name[:2], name[:2])
            contents[path.name.replace(source.stem, name)] = text
    return _made(home / name, contents)


def renumbered(text: str, old: str, new: str) -> str:
    """``text`` of notebook ``old`` as that of ``new``: ids of cells and questions, calls that name it, and its name.

    >>> renumbered('"07-q1", wb.quiz("07"), notebook 07; B-3-07 of 2024-07-03 stays', "07", "19")
    '"19-q1", wb.quiz("19"), notebook 19; B-3-07 of 2024-07-03 stays'
    """
    text = re.sub(rf"(?<![\w.-]){old}(?=-[a-z0-9])", new, text)
    text = re.sub(rf'(?<=\("){old}(?=")|(?<=\(\\"){old}(?=\\")', new, text)  # in code, and in code in JSON
    return re.sub(rf"(?<=notebook ){old}\b", new, text)


def _module(home: Path, what: str, name: str, like: str) -> Path:
    _must_be_name(name, MODULE_NAME, "small letters, digits and _: embassies")
    source = home / f"{_known(what, like, (path.stem for path in home.glob('[a-z]*.py')))}.py"
    path = home / f"{name}.py"
    if path.exists():
        raise WorkbookError(f"There is a {what} called {name} already. Choose another name.")
    text = source.read_text(encoding="utf-8")
    old = next(node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    new = "".join(word.title() for word in name.split("_"))
    with writing(path, "Make room there and try again."):
        write_whole(path, re.sub(rf"\b{old}\b", new, text).encode())
    return path


def _must_be_name(name: str, form: re.Pattern[str], example: str) -> None:
    if not form.fullmatch(name):
        raise WorkbookError(f'"{name}" cannot be the name. A name has {example}.')


def _known(what: str, name: str, names: Iterable[str]) -> str:
    allowed = sorted(names)
    if name not in allowed:
        raise unknown(what, name, allowed)
    return name


def _made(path: Path, contents: Mapping[str, str]) -> Path:
    """Make the folder ``path`` with all of ``contents``, or nothing."""
    with writing(path, "Make room there and try again."):
        try:
            path.mkdir()
        except FileExistsError:
            raise WorkbookError(f"{path} exists already. Choose another name.") from None
        try:
            for name, text in contents.items():
                write_whole(path / name, text.encode())
        except BaseException:
            shutil.rmtree(path)
            raise
    return path
