"""`workbook gallery`: every view on one page."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "gallery",
        help="write one page with every view",
        description="Writes one HTML page with every view, its question, data and line of code. It needs no network.",
    )
    parser.add_argument("--out", default="gallery.html", help="the file to write (default: %(default)s)")
    parser.set_defaults(run=run)


def run(options):
    """Write the page and say where it is."""
    from workbook.base import WorkbookError
    from workbook.views.export import gallery

    path = Path(options.out).expanduser().absolute()
    try:
        count = gallery(path)
    except OSError as error:
        raise WorkbookError(f"{path} cannot be written ({error.strerror}). Name another file with --out.") from None
    print(f"{count} views are in {path}.")
    return 0
