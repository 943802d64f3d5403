"""Where the datasets, notebooks and exercises lie: in a checkout, or inside an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name):
    """The folder called ``name`` (datasets, notebooks, exercises) of this installation."""
    for place in (PACKAGE / "shipped" / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"This installation has no folder {name}; install triangle-workbook again.")
