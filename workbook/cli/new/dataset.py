"""`workbook new dataset NAME`: a dataset of the workbook, begun as a copy of another."""

import click

from workbook.base import WorkbookError
from workbook.base.shipped import in_checkout

from .. import example


@click.command("dataset", short_help="Begin a dataset in a checkout.", epilog=example("workbook new dataset embassies"))
@click.argument("name", metavar="NAME")
@click.option("--like", default="warheads", show_default=True, metavar="NAME", help="The dataset to copy.")
def command(name: str, like: str) -> int:
    """Copy a dataset of the workbook under another name, as a start that passes every test.

    Then change it piece by piece; CONTRIBUTING.md says what belongs to it.
    """
    if not in_checkout():
        raise WorkbookError("A dataset is added in a checkout of the workbook; this one is installed.")
    from workbook.authoring.beginnings import begin_dataset

    print(f"{begin_dataset(name, like)} is a copy of {like}. Change it; CONTRIBUTING.md says how.")
    print(f"Then: workbook data check {name}, and workbook data build")
    return 0
