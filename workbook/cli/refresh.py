"""`workbook refresh`: run the notebooks of a checkout and store their outputs again."""

import time

import click

from workbook.base import WorkbookError
from workbook.base.shipped import in_checkout

from . import example, notebook_number


@click.command(
    "refresh",
    short_help="Run the notebooks of a checkout and store their outputs again.",
    epilog=example("workbook refresh 07", "workbook refresh exercises/07_trade/exercise.ipynb"),
)
@click.argument("notebooks", nargs=-1, metavar="[NN]...")
def command(notebooks: tuple[str, ...]) -> int:
    """Run notebooks from top to bottom and store their text and small tables, without widgets and pictures.

    NN is the number of a notebook, or its path; without it all are run, exercises too. Sources are never changed; a
    notebook with an error is left as it is.
    """
    if not in_checkout():
        raise WorkbookError("Notebooks are refreshed in a checkout of the workbook; this one is installed.")
    from workbook.authoring.refresh import called, chosen, refresh

    failures = []
    for path in chosen([notebook_number(notebook) for notebook in notebooks]):
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
