"""Where datasets and notebooks lie: in a checkout, or inside an installed wheel. Exercises are in a checkout only."""

from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder called ``name`` (datasets, notebooks, exercises) of this installation.

    Raises FileNotFoundError, which says to install again, where it is missing.

    >>> folder("datasets").name
    'datasets'
    """
    for path in (PACKAGE / "shipped" / name, PACKAGE.parent / name):
        if path.is_dir():
            return path
    raise FileNotFoundError(f"This installation has no folder {name}; install triangle-workbook again.")


def notebook_files(home: Path) -> Iterator[Path]:
    """The notebooks in the folder ``home``, one in each folder below it that has its name, in order."""
    for path in sorted(home.glob("*/*.ipynb")):
        if path.stem == path.parent.name:
            yield path


def in_checkout() -> bool:
    """Whether this is a checkout, which holds what only makers of the workbook need (`workbook.authoring`)."""
    return (PACKAGE.parent / "pyproject.toml").is_file() and (PACKAGE / "authoring").is_dir()
