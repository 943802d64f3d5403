"""`workbook new notebook NN_slug`: a notebook with all that belongs to it, begun as a copy of another."""

import click

from workbook.base import WorkbookError
from workbook.base.shipped import in_checkout

from .. import example


@click.command(
    "notebook", short_help="Begin a notebook in a checkout.", epilog=example("workbook new notebook 19_my_lesson")
)
@click.argument("name", metavar="NN_slug")
@click.option("--like", default="07", show_default=True, metavar="NN", help="The number of the notebook to copy.")
def command(name: str, like: str) -> int:
    """Copy a notebook of the workbook under another name, as a start that passes every test.

    Then change it piece by piece; CONTRIBUTING.md says what belongs to it.
    """
    if not in_checkout():
        raise WorkbookError("A notebook is added in a checkout of the workbook; this one is installed.")
    from workbook.authoring.beginnings import begin_notebook

    print(f"{begin_notebook(name, like)} is a copy of {like}. Change it; CONTRIBUTING.md says how.")
    print(f"Then: workbook refresh {name[:2]}, and workbook data build")
    return 0
