"""`workbook new kind NAME`: a question kind, begun as a copy of another."""

import click

from workbook.base import WorkbookError
from workbook.base.shipped import in_checkout

from .. import example


@click.command("kind", short_help="Begin a question kind in a checkout.", epilog=example("workbook new kind span"))
@click.argument("name", metavar="NAME")
@click.option("--like", default="word", show_default=True, metavar="NAME", help="The question kind to copy.")
def command(name: str, like: str) -> int:
    """Copy a question kind of the workbook under another name, as a start that passes every test.

    Then change it piece by piece; CONTRIBUTING.md says what belongs to it.
    """
    if not in_checkout():
        raise WorkbookError("A question kind is added in a checkout of the workbook; this one is installed.")
    from workbook.authoring.beginnings import begin_question_kind

    print(f"{begin_question_kind(name, like)} is a copy of {like}. Change it; CONTRIBUTING.md says how.")
    print("Then: workbook data build, and make test ARGS=tests/checking/test_kinds.py")
    return 0
