"""`workbook gallery`: every view on one page."""

from pathlib import Path

import click

from . import example, user_path


@click.command(
    "gallery", short_help="Write one page with every view.", epilog=example("workbook gallery --out views.html")
)
@click.option(
    "--out",
    type=user_path,
    default="gallery.html",
    metavar="FILE",
    help="The file to write (default: gallery.html).",
)
def command(out: Path) -> int:
    """Write one HTML page with every view: its question, its data and its line of code.

    The page needs no network.
    """
    from workbook.base.files import writing
    from workbook.views.export import gallery

    path = out.absolute()
    with writing(path, "Name another file with --out."):
        count = gallery(path)
    print(f"{count} views are in {path}.")
    return 0
