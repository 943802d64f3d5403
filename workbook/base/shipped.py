"""Where datasets and notebooks lie: in a checkout, or inside an installed wheel. Exercises are in a checkout only."""

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
