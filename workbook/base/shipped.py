"""Where datasets and notebooks lie: in a checkout, or inside an installed wheel. Exercises are in a checkout only."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name):
    """The folder called ``name`` (datasets, notebooks, exercises) of this installation."""
    for place in (PACKAGE / "shipped" / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"This installation has no folder {name}; install triangle-workbook again.")
