"""`workbook new view NAME`: a view, begun as a copy of another."""

import click

from workbook.base import WorkbookError
from workbook.base.shipped import in_checkout

from .. import example


@click.command("view", short_help="Begin a view in a checkout.", epilog=example("workbook new view embassies"))
@click.argument("name", metavar="NAME")
@click.option("--like", default="trade", show_default=True, metavar="NAME", help="The view to copy.")
def command(name: str, like: str) -> int:
    """Copy a view of the workbook under another name, as a start that passes every test.

    Then change it piece by piece; CONTRIBUTING.md says what belongs to it.
    """
    if not in_checkout():
        raise WorkbookError("A view is added in a checkout of the workbook; this one is installed.")
    from workbook.authoring.beginnings import begin_view

    print(f"{begin_view(name, like)} is a copy of {like}. Change it; CONTRIBUTING.md says how.")
    print(f"Then: workbook data build, and wb.views.{name}() in a notebook")
    return 0
