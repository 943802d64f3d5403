"""`workbook data build`: the files that are generated from the cards and the notebooks, written again."""

import click

from workbook.base import WorkbookError

from .. import example


@click.command(
    "build",
    short_help="Write the generated files of a checkout again.",
    epilog=example("workbook data build"),
)
def command() -> int:
    """Write again what is generated: codebook, data package, README's tables, ledger, teaching packs, stubs.

    This needs a checkout. The tests compare the files with a fresh build.
    """
    from workbook.base.files import write_whole
    from workbook.base.shipped import PACKAGE, in_checkout

    if not in_checkout():
        raise WorkbookError("Files are generated in a checkout of the workbook; this one is installed.")
    from workbook.authoring.generated import build, tables

    # The tables come first: what describes them holds their hashes.
    for made in (tables, build):
        for name, text in made().items():
            path = PACKAGE.parent / name
            content = text.encode("utf-8")
            if path.exists() and path.read_bytes() == content:
                if made is build:
                    print(f"{name}: unchanged")
            else:
                write_whole(path, content)
                print(f"{name}: written")
    return 0
