"""`workbook collect`: what a class entered, as one table and a page to show."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import Commands, Group, example, modules, user_path

if TYPE_CHECKING:
    from workbook.own_data.class_entries import Collection


@click.group(
    "collect",
    cls=Group,
    commands=Commands(modules(__name__, "forecasts", "hypotheses", "codes")),
    short_help="Put together what a class entered.",
    epilog=example("workbook collect forecasts submitted-entries"),
)
def command() -> None:
    """Put together what a class entered, as a table and a page to show.

    The files my-entries.jsonl of many students become class-forecasts.csv (or hypotheses, codes) and a page to show in
    class. Students who have the CSV beside their notebooks see the class in their views. It names nobody.
    """


def collect_options(function: Callable[..., int]) -> Callable[..., int]:
    """The argument and the option of every collection, for a command."""
    function = click.option(
        "--out", type=user_path, default=".", metavar="DIR", help="The folder to write to (default: this one)."
    )(function)
    return click.argument("folder", metavar="FOLDER", type=user_path)(function)


def collect(collection: "Collection", folder: Path, out: Path) -> int:
    """Write table and page, and say what they hold and what could not be read."""
    from workbook.base import WorkbookError
    from workbook.base.files import write_whole, writing
    from workbook.own_data.class_entries import class_page, collected

    if not folder.is_dir():
        raise WorkbookError(f"There is no folder {folder}. Name the one that holds the students' .jsonl files.")
    if not out.is_dir():
        raise WorkbookError(f"There is no folder {out}. Make it first, or name another one with --out.")
    summary = collected(folder, collection)
    for trouble in summary.troubles:
        print(trouble)
    if summary.table.empty:
        raise WorkbookError(f"No file in {folder} holds {collection}; nothing was written.")
    base = out / f"class-{collection}"
    with writing(out, "Name another folder with --out."):
        write_whole(base.with_suffix(".csv"), summary.table.round(4).to_csv(index=False).encode())
        # The views on the page read that table.
        write_whole(base.with_suffix(".html"), class_page(collection, out, summary.sentence).encode())
    print(summary.sentence)
    print(f"For the class: {base.with_suffix('.html')}. For the students' views: {base.with_suffix('.csv')}.")
    return 0
