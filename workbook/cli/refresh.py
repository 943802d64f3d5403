"""`workbook refresh`: run the notebooks of a checkout and store their outputs again."""

import time

from workbook.base import WorkbookError
from workbook.base.shipped import in_checkout


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "refresh",
        help="run the notebooks of a checkout and store their outputs again",
        description=(
            "Runs notebooks from top to bottom and stores their text and small tables, without widgets and pictures."
            " Sources are never changed; a notebook with an error is left as it is."
        ),
    )
    parser.add_argument(
        "notebooks", nargs="*", metavar="NN", help="the number of a notebook, or its path (default: all, exercises too)"
    )
    parser.set_defaults(run=run)


def run(options):
    """Refresh the notebooks asked for, one line each. Raises WorkbookError, at the end, for those that fail."""
    if not in_checkout():
        raise WorkbookError("Notebooks are refreshed in a checkout of the workbook; this one is installed.")
    from workbook.authoring.refresh import called, chosen, refresh

    failures = []
    for path in chosen(options.notebooks):
        start = time.monotonic()
        print(f"{called(path)}: ", end="", flush=True)
        try:
            changed = refresh(path)
        except WorkbookError as error:
            print("failed, left as it was")
            failures.append(str(error))
        else:
            print(f"{'changed' if changed else 'unchanged'} ({time.monotonic() - start:.1f} s)")
    if failures:
        raise WorkbookError("\n".join(failures))
    return 0
